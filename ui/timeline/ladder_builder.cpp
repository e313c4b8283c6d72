#include "ui/timeline/ladder_builder.h"

#include <algorithm>
#include <cmath>

#include "core/bytes/elapsed.h"

namespace pw::ui {

namespace {

constexpr std::uint32_t kNone = Conversation::kNone;
constexpr std::uint32_t kBetweenLooks = 1 << 14;
constexpr unsigned kLevelShift = 4;  // as LadderIndex::worst() takes them

bool has(const std::vector<std::uint32_t>& sorted, std::uint32_t v) {
  return std::binary_search(sorted.begin(), sorted.end(), v);
}

}  // namespace

LadderBuilder::LadderBuilder(LadderIndex& index, const std::stop_token& stop)
    : x_(index), in_(*index.input_), options_(index.options_), stop_(stop) {}

bool LadderBuilder::build() {
  noteBoundaries();
  if (!addRows()) return false;
  if (options_.scale == LadderScale::trueTime)
    placeTrueTime();
  else
    placeRows();
  countPackets();
  makeLevels();
  noteEpisodes();
  noteSigns();
  return !stop_.stop_requested();
}

void LadderBuilder::noteBoundaries() {
  for (const auto& e : in_.episodes) {
    // Silence lies between its two packets.
    boundaries_.push_back(e.kind == Kind::idle ? e.last : e.first);
    if (e.kind == Kind::idle)
      silences_.push_back(e.last);
    else
      boundaries_.push_back(e.last + 1);
  }
  std::sort(boundaries_.begin(), boundaries_.end());
}

bool LadderBuilder::addRows() {
  const auto count = static_cast<std::uint32_t>(in_.packets.size());
  x_.entries_.reserve(std::min<std::size_t>(count, 4096));
  std::uint32_t looked = 0;
  for (std::uint32_t i = 0; i < count;) {
    if (i - looked >= kBetweenLooks) {
      looked = i;
      if (stop_.stop_requested()) return false;
    }
    const std::uint32_t after = addHeads(i);
    i = after != i ? after : addRun(i);
  }
  return true;
}

/// Heads of the episodes that begin at an item. Where one of them is closed: behind its last item, else
/// `item`.
std::uint32_t LadderBuilder::addHeads(std::uint32_t item) {
  for (; nextEpisode_ < in_.episodes.size() && in_.episodes[nextEpisode_].first <= item; ++nextEpisode_) {
    const auto& episode = in_.episodes[nextEpisode_];
    // What began within a closed one is not seen; silence and time that is true to scale have no heads.
    if (episode.first < item || episode.kind == Kind::idle || options_.scale == LadderScale::trueTime)
      continue;
    const auto number = static_cast<std::uint32_t>(nextEpisode_);
    if (has(options_.closedEpisodes, number)) {
      const std::uint32_t last = std::min(episode.last, static_cast<std::uint32_t>(in_.packets.size()) - 1);
      addFold(EntryKind::head, item, last - item + 1, number);
      return last + 1;
    }
    x_.entries_.push_back({.first = item, .count = 0, .episode = number, .kind = EntryKind::head});
  }
  return item;
}

std::uint32_t LadderBuilder::runEnd(std::uint32_t item) const {
  const auto at = std::upper_bound(boundaries_.begin(), boundaries_.end(), item);
  const auto count = static_cast<std::uint32_t>(in_.packets.size());
  const std::uint32_t bound = at == boundaries_.end() ? count : std::min(count, *at);
  while (item < bound && in_.packets[item].foldable) ++item;
  return item;
}

/// Adds the packet at `item`, or the run of plain ones that begins there. Returns the item behind.
std::uint32_t LadderBuilder::addRun(std::uint32_t item) {
  const std::uint32_t end = runEnd(item);
  const bool mayFold = options_.foldRuns && options_.scale != LadderScale::trueTime;
  if (mayFold && end - item >= kShortestFold) {
    const bool open = has(options_.openRuns, item);
    addFold(open ? EntryKind::openFold : EntryKind::fold, item, end - item, kNone);
    if (!open) return end;
    x_.entries_.back().count = 0;
  }
  const std::uint32_t last = std::max(end, item + 1);
  for (std::uint32_t i = item; i < last; ++i) addPacket(i);
  return last;
}

void LadderBuilder::addPacket(std::uint32_t item) {
  x_.entries_.push_back({.first = item, .tone = in_.packets[item].tone});
}

void LadderBuilder::addFold(EntryKind kind, std::uint32_t first, std::uint32_t count, std::uint32_t episode) {
  LadderRun run;
  LadderTone tone = LadderTone::plain;
  for (std::uint32_t i = first; i < first + count; ++i) {
    const LadderPacket& p = in_.packets[i];
    const std::size_t side = p.fromClient ? 0 : 1;
    ++(p.bytes != 0 ? run.data : run.bare)[side];
    run.bytes[side] += p.bytes;
    if ((p.ecn & kSignEce) != 0) ++run.echoes;
    if (p.duplicateAck) ++run.duplicates;
    tone = std::max(tone, p.tone);
  }
  x_.entries_.push_back({.first = first,
                         .count = count,
                         .more = static_cast<std::uint32_t>(x_.runs_.size()),
                         .episode = episode,
                         .kind = kind,
                         .tone = tone});
  x_.runs_.push_back(run);
}

std::int64_t LadderBuilder::gapNs(const LadderEntry& e) const {
  if (e.first == 0 || e.first >= in_.packets.size()) return 0;
  return std::max<std::int64_t>(0, elapsedNs(in_.packets[e.first - 1].timeNs, in_.packets[e.first].timeNs));
}

bool LadderBuilder::isSilenceBefore(std::uint32_t item) {
  while (nextSilence_ < silences_.size() && silences_[nextSilence_] < item) ++nextSilence_;
  return nextSilence_ < silences_.size() && silences_[nextSilence_] == item;
}

double LadderBuilder::heightOf(const LadderEntry& e) {
  switch (e.kind) {
    case EntryKind::fold: return LadderIndex::kFoldRows;
    case EntryKind::openFold: return LadderIndex::kOpenFoldRows;
    case EntryKind::head: return e.count == 0 ? LadderIndex::kHeadRows : LadderIndex::kFoldRows;
    case EntryKind::packet: break;
  }
  return 1;
}

void LadderBuilder::placeRows() {
  constexpr std::int64_t kLeastNs = 20'000, kMostNs = 10'000'000, kUsualNs = 2'000'000;
  // A quarter of a round trip is where a gap begins to be seen.
  const double base = static_cast<double>(
      in_.roundTripNs < 0 ? kUsualNs : std::clamp(in_.roundTripNs / 4, kLeastNs, kMostNs));
  constexpr double kPerDoubling = 0.28;
  double at = 0;
  std::uint32_t before = kNone;
  x_.tops_.reserve(x_.entries_.size() + 1);
  for (LadderEntry& e : x_.entries_) {
    // Heads and what they head begin with the same packet: the gap is above the first of them.
    if (e.first != before) {
      const bool readable = options_.scale == LadderScale::readable;
      const bool silence = isSilenceBefore(e.first);
      const double rows = readable ? kPerDoubling * std::log2(1 + static_cast<double>(gapNs(e)) / base) : 0;
      e.gapCut = silence || rows > LadderIndex::kLongestGap;
      e.gap = static_cast<float>(silence ? 1.0 : std::min(rows, LadderIndex::kLongestGap));
    }
    before = e.first;
    at += static_cast<double>(e.gap);
    x_.tops_.push_back(at);
    at += heightOf(e);
  }
  x_.tops_.push_back(at);
}

void LadderBuilder::placeTrueTime() {
  constexpr double kSilence = 30;  // mean gaps
  const auto count = static_cast<double>(std::max<std::size_t>(1, x_.entries_.size()));
  double whole = 0, active = 0;
  for (const LadderEntry& e : x_.entries_) whole += static_cast<double>(gapNs(e));
  for (const LadderEntry& e : x_.entries_)
    active += std::min(static_cast<double>(gapNs(e)), kSilence * whole / count);
  const double perRow = std::max(1.0, active / count);
  double at = 0;
  x_.tops_.reserve(x_.entries_.size() + 1);
  for (LadderEntry& e : x_.entries_) {
    const double rows = static_cast<double>(gapNs(e)) / perRow;
    e.gapCut = rows > kSilence;
    e.gap = static_cast<float>(e.gapCut ? LadderIndex::kIdleRows : rows);
    at += static_cast<double>(e.gap);
    x_.tops_.push_back(at);
  }
  x_.tops_.push_back(at + 1);
}

void LadderBuilder::countPackets() {
  const std::size_t rows = x_.entries_.size();
  x_.clientBefore_.reserve(rows + 1);
  x_.packetsBefore_.reserve(rows + 1);
  std::uint32_t client = 0, all = 0;
  for (const LadderEntry& e : x_.entries_) {
    x_.clientBefore_.push_back(client);
    x_.packetsBefore_.push_back(all);
    all += e.count;
    if (e.kind == EntryKind::packet)
      client += in_.packets[e.first].fromClient ? 1 : 0;
    else if (e.count != 0)
      client += x_.runs_[e.more].data[0] + x_.runs_[e.more].bare[0];
  }
  x_.clientBefore_.push_back(client);
  x_.packetsBefore_.push_back(all);
}

void LadderBuilder::makeLevels() {
  constexpr std::size_t kGroup = std::size_t{1} << kLevelShift;
  std::vector<LadderTone> level(x_.entries_.size());
  for (std::size_t i = 0; i < level.size(); ++i) level[i] = x_.entries_[i].tone;
  x_.tones_.push_back(std::move(level));
  while (x_.tones_.back().size() > kGroup) {
    const auto& below = x_.tones_.back();
    std::vector<LadderTone> above((below.size() + kGroup - 1) / kGroup, LadderTone::plain);
    for (std::size_t i = 0; i < below.size(); ++i) above[i / kGroup] = std::max(above[i / kGroup], below[i]);
    x_.tones_.push_back(std::move(above));
  }
}

void LadderBuilder::noteEpisodes() {
  x_.episodeRows_.resize(in_.episodes.size());
  const auto count = static_cast<std::uint32_t>(in_.packets.size());
  // By its head where it has one.
  std::vector<std::uint32_t> heads(in_.episodes.size(), kNone);
  for (std::size_t i = 0; i < x_.entries_.size(); ++i)
    if (x_.entries_[i].kind == EntryKind::head) heads[x_.entries_[i].episode] = static_cast<std::uint32_t>(i);
  for (std::uint32_t n = 0; n < in_.episodes.size(); ++n) {
    const auto& e = in_.episodes[n];
    if (e.first >= count || e.last < e.first || e.kind == Kind::idle) continue;
    const bool shown = heads[n] != kNone || options_.scale == LadderScale::trueTime;
    if (!shown) continue;
    const auto first = static_cast<std::uint32_t>(heads[n] != kNone ? heads[n] : x_.entryOf(e.first));
    const auto last = static_cast<std::uint32_t>(x_.entryOf(std::min(e.last, count - 1)));
    x_.episodeRows_[n] = {first, std::max(first, last)};
    x_.episodeSpans_[static_cast<std::size_t>(e.kind)].add(e.first, e.last, n);
  }
  for (auto& spans : x_.episodeSpans_) spans.finish();
}

void LadderBuilder::noteSigns() {
  const auto count = static_cast<std::uint32_t>(in_.packets.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    const LadderPacket& p = in_.packets[i];
    if (p.event) x_.events_.push_back(i);
    if (p.repairs < i) x_.repairs_.add(p.repairs, i, i);
    x_.hasEcn_ = x_.hasEcn_ || p.ecn != 0;
  }
  x_.repairs_.finish();
  for (std::uint32_t n = 0; n < in_.loops.size(); ++n) {
    const auto& loop = in_.loops[n];
    std::uint32_t first = kNone, last = 0;
    for (const std::uint32_t item : {loop.ce, loop.firstEce, loop.cwr}) {
      if (item >= count) continue;
      first = std::min(first, item);
      last = std::max(last, item);
    }
    if (first < last) x_.loopSpans_[loop.markedFromClient ? 0 : 1].add(first, last, n);
  }
  for (auto& spans : x_.loopSpans_) spans.finish();
}

}  // namespace pw::ui
