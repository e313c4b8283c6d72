#include "ui/timeline/ladder_index.h"

#include <algorithm>

#include "ui/timeline/ladder_builder.h"

namespace pw::ui {

namespace {

constexpr unsigned kLevelShift = 4;  // rows that one tone of the next level stands for: 16

}  // namespace

void LadderSpans::finish() {
  std::sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) {
    return a.first != b.first ? a.first < b.first : a.what < b.what;
  });
  reach_.resize(spans_.size());
  std::uint32_t reach = 0;
  for (std::size_t i = 0; i < spans_.size(); ++i) reach_[i] = reach = std::max(reach, spans_[i].last);
}

std::size_t LadderSpans::firstFrom(std::uint32_t item) const noexcept {
  const auto at = std::lower_bound(spans_.begin(), spans_.end(), item,
                                   [](const Span& s, std::uint32_t i) { return s.first < i; });
  return static_cast<std::size_t>(at - spans_.begin());
}

std::size_t LadderSpans::firstTouching(std::uint32_t item) const noexcept {
  const auto at =
      static_cast<std::size_t>(std::lower_bound(reach_.begin(), reach_.end(), item) - reach_.begin());
  const std::size_t from = firstFrom(item);
  return std::max(at, from > kMaxOpen ? from - kMaxOpen : 0);
}

std::shared_ptr<const LadderIndex> LadderIndex::make(std::shared_ptr<const LadderInput> input,
                                                     LadderOptions options, const std::stop_token& stop) {
  auto index = std::make_shared<LadderIndex>();
  index->input_ = std::move(input);
  index->options_ = std::move(options);
  return LadderBuilder(*index, stop).build() ? index : nullptr;
}

double LadderIndex::body(std::size_t entry) const noexcept {
  const double room = tops_[entry + 1] - tops_[entry];
  if (options_.scale == LadderScale::trueTime || entry + 1 == entries_.size()) return room;
  return room - static_cast<double>(entries_[entry + 1].gap);
}

std::size_t LadderIndex::entryAt(double rows) const noexcept {
  const auto at = std::upper_bound(tops_.begin(), tops_.end() - 1, rows);
  return at == tops_.begin() ? 0 : static_cast<std::size_t>(at - tops_.begin()) - 1;
}

std::size_t LadderIndex::entryOf(std::uint32_t item) const noexcept {
  // Heads come before the packet that they share their `first` with.
  const auto at = std::upper_bound(entries_.begin(), entries_.end(), item,
                                   [](std::uint32_t i, const LadderEntry& e) { return i < e.first; });
  std::size_t e = at == entries_.begin() ? 0 : static_cast<std::size_t>(at - entries_.begin()) - 1;
  while (e > 0 && entries_[e].count == 0) --e;
  return e;
}

LadderTone LadderIndex::worst(std::size_t first, std::size_t last) const noexcept {
  LadderTone w = LadderTone::plain;
  std::size_t level = 0;
  // Whole groups are taken from the next level; what sticks out at either end, from this one.
  while (first < last) {
    const auto& tones = tones_[level];
    const bool top = level + 1 == tones_.size();
    while (first < last && (top || (first & ((1u << kLevelShift) - 1)) != 0)) w = std::max(w, tones[first++]);
    while (first < last && (last & ((1u << kLevelShift) - 1)) != 0) w = std::max(w, tones[--last]);
    first >>= kLevelShift;
    last >>= kLevelShift;
    ++level;
  }
  return w;
}

}  // namespace pw::ui
