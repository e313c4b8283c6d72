#include "ui/document/mark_set.h"

#include <bit>

namespace pw::ui {

void MarkSet::set(std::uint32_t packet, bool on) {
  if (has(packet) == on) return;
  if (bits_.size() <= packet / 64) bits_.resize(packet / 64 + 1);
  bits_[packet / 64] ^= std::uint64_t{1} << (packet % 64);
  on ? ++count_ : --count_;
}

void MarkSet::setRange(std::uint32_t first, std::uint32_t last, bool on) {
  for (std::uint64_t p = first; p <= last;) {
    const bool wholeWord = p % 64 == 0 && last - p >= 63 && p / 64 < bits_.size();
    if (!wholeWord) {
      set(static_cast<std::uint32_t>(p++), on);
      continue;
    }
    std::uint64_t& word = bits_[p / 64];
    count_ -= static_cast<std::uint32_t>(std::popcount(word));
    word = on ? ~std::uint64_t{0} : 0;
    count_ += static_cast<std::uint32_t>(std::popcount(word));
    p += 64;
  }
}

void MarkSet::clear() noexcept {
  bits_.clear();
  count_ = 0;
}

std::optional<std::uint32_t> MarkSet::next(std::uint32_t after) const noexcept {
  std::uint64_t p = std::uint64_t{after} + 1;
  for (std::size_t w = p / 64; w < bits_.size(); p = ++w * 64) {
    const std::uint64_t rest = bits_[w] >> (p % 64);
    if (rest != 0) return static_cast<std::uint32_t>(p + static_cast<unsigned>(std::countr_zero(rest)));
  }
  return std::nullopt;
}

std::optional<std::uint32_t> MarkSet::previous(std::uint32_t before) const noexcept {
  const std::uint64_t end = std::uint64_t{bits_.size()} * 64;
  std::uint64_t p = before < end ? before : end;  // members below p
  while (p > 0) {
    const std::uint64_t w = (p - 1) / 64;
    const unsigned keep = static_cast<unsigned>(p - w * 64);
    const std::uint64_t word = keep == 64 ? bits_[w] : bits_[w] & ((std::uint64_t{1} << keep) - 1);
    if (word != 0)
      return static_cast<std::uint32_t>(w * 64 + 63 - static_cast<unsigned>(std::countl_zero(word)));
    p = w * 64;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> MarkSet::members() const {
  std::vector<std::uint32_t> all;
  all.reserve(count_);
  if (has(0)) all.push_back(0);
  for (auto p = next(0); p; p = next(*p)) all.push_back(*p);
  return all;
}

}  // namespace pw::ui
