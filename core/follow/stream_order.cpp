#include "core/follow/stream_order.h"

#include <algorithm>

namespace pw {

namespace {
using Kind = OrderedPiece::Kind;

Direction other(Direction d) noexcept { return d == Direction::forward ? Direction::backward : Direction::forward; }
}  // namespace

void StreamOrder::add(const FollowSegment& s, std::vector<OrderedPiece>& out) {
  // What the receiver has and we have not was lost on the way to us, not on the way to it.
  const Direction back = other(s.direction);
  Side& answered = sides_[static_cast<unsigned>(back)];
  while (!answered.early.empty()) {
    while (fit(back, out)) {
    }
    if (answered.early.empty()) break;
    const std::uint64_t first = answered.early.begin()->first;
    if (!s.ack.after(answered.next + static_cast<std::uint32_t>(first - answered.at))) break;
    skipTo(back, first, s.packet, out);
  }

  Side& side = sides_[static_cast<unsigned>(s.direction)];
  SeqNum seq = s.syn ? s.seq + 1 : s.seq;
  // Where there was nothing to read yet, a SYN says better where the stream begins.
  if (!side.begun || (s.syn && side.at == 0 && side.early.empty())) {
    side.begun = true;
    side.next = seq;
  }
  std::uint32_t skip = 0, length = s.length, captured = s.captured;
  const SeqNum end = seq + length;
  if (seq.before(side.next)) {
    if (!end.after(side.next)) return;
    // A retransmission with more behind it.
    skip = side.next.since(seq);
    captured -= std::min(captured, skip);
    length -= skip;
    seq = side.next;
  }
  if (captured == 0) return;
  if (seq == side.next) {
    out.push_back({s.packet, s.direction, Kind::bytes, skip, captured, side.at});
    if (captured < length)
      out.push_back({s.packet, s.direction, Kind::cut, 0, length - captured, side.at + captured});
    side.next = side.next + length;
    side.at += length;
  } else {
    side.early.emplace(placeOf(side, seq), Waiting{s.packet, skip, captured, side.arrivals++});
    if (side.early.size() > kMaxWaiting) skipTo(s.direction, side.early.begin()->first, s.packet, out);
  }
  while (fit(s.direction, out)) {
  }
}

/// Takes the segment that came first of those that can be read now. False where none can.
bool StreamOrder::fit(Direction d, std::vector<OrderedPiece>& out) {
  Side& side = sides_[static_cast<unsigned>(d)];
  const auto end = side.early.upper_bound(side.at);
  if (end == side.early.begin()) return false;
  const auto found = std::min_element(side.early.begin(), end, [](const auto& a, const auto& b) {
    return a.second.arrival < b.second.arrival;
  });
  const Waiting w = found->second;
  const std::uint64_t old = side.at - found->first;
  side.early.erase(found);
  if (old >= w.length) return true;
  const std::uint32_t n = w.length - static_cast<std::uint32_t>(old);
  out.push_back({w.packet, d, Kind::bytes, w.skip + static_cast<std::uint32_t>(old), n, side.at});
  side.next = side.next + n;
  side.at += n;
  return true;
}

void StreamOrder::skipTo(Direction d, std::uint64_t at, PacketId packet, std::vector<OrderedPiece>& out) {
  Side& side = sides_[static_cast<unsigned>(d)];
  const auto n = static_cast<std::uint32_t>(at - side.at);
  out.push_back({packet, d, Kind::gap, 0, n, side.at});
  side.next = side.next + n;
  side.at = at;
}

void StreamOrder::waiting(std::vector<OrderedPiece>& out) const {
  for (const Side& side : sides_) {
    const Direction d = &side == sides_.data() ? Direction::forward : Direction::backward;
    std::uint64_t at = side.at;
    for (const auto& [place, w] : side.early) {
      if (place + w.length <= at) continue;
      if (place > at) {
        out.push_back({w.packet, d, Kind::gap, 0, static_cast<std::uint32_t>(place - at), at});
        at = place;
      }
      const auto old = static_cast<std::uint32_t>(at - place);
      out.push_back({w.packet, d, Kind::bytes, w.skip + old, w.length - old, at});
      at = place + w.length;
    }
  }
}

StreamOrder::Old StreamOrder::oldPart(const FollowSegment& s) const noexcept {
  const Side& side = sides_[static_cast<unsigned>(s.direction)];
  const SeqNum seq = s.syn ? s.seq + 1 : s.seq;
  if (!side.begun || s.captured == 0 || !seq.before(side.next)) return {};
  const std::uint32_t back = side.next.since(seq);
  if (back > side.at) return {};  // before what was seen first
  return {side.at - back, std::min(back, s.captured)};
}

}  // namespace pw
