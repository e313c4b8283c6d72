#include "tests/support/tcp_reference.h"

#include <algorithm>

namespace pw::test {

using namespace tcpflag;

namespace {

bool has(const TcpSegment& s, unsigned flags) { return (s.flags & flags) != 0; }
bool isPlain(const TcpSegment& s) { return !has(s, kSyn | kFin | kRst); }
/// A SYN or a FIN takes one number (RFC 9293 §3.4).
SeqNum endOf(const TcpSegment& s) { return s.seq + s.payload + (has(s, kSyn | kFin) ? 1u : 0u); }
Direction otherOf(Direction d) { return d == Direction::forward ? Direction::backward : Direction::forward; }

}  // namespace

const TcpReference::Kept* TcpReference::latest(Direction sender) const {
  for (auto k = all_.rbegin(); k != all_.rend(); ++k)
    if (k->s.direction == sender) return &*k;
  return nullptr;
}

TcpReference::Seen TcpReference::seen(Direction sender) const {
  Seen now;
  std::optional<SeqNum> ack;  // of this side's segment before
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const auto& [s, marks] = all_[i];
    if (s.direction != sender) {
      // An acknowledgment past a gap closes it; one past everything is told once.
      if (!has(s, kAck) || !now.contiguous || !s.ack.after(*now.contiguous)) continue;
      if (now.highest->after(*now.contiguous)) {
        now.contiguous = now.highest;
      } else {
        now.unseenTold = true;
        now.duplicates = 0;
      }
      continue;
    }
    if (marks.has(TcpMark::duplicateAck)) {
      ++now.duplicates;
      now.unseenTold = false;
    }
    const std::optional<SeqNum> says = has(s, kAck) ? std::optional{s.ack} : std::nullopt;
    if (!says || ack != says) {
      now.duplicates = 0;
      now.unseenTold = false;
    }
    ack = says;
    // The byte of a probe may not be taken; a reset that answers a SYN has somebody else's number.
    if (marks.has(TcpMark::zeroWindowProbe) || (has(s, kRst) && !now.highest)) continue;
    const bool continues = !now.contiguous || s.seq == *now.contiguous;
    if (!now.highest || endOf(s).after(*now.highest)) {
      now.highest = endOf(s);
      now.highestAt = i;
    }
    if (continues) now.contiguous = now.highest;
  }
  return now;
}

unsigned TcpReference::duplicates(Direction sender) const { return seen(sender).duplicates; }

/// RFC 7323 §1.3: nothing before a SYN was seen; 0 where one of both SYNs had no option.
std::optional<unsigned> TcpReference::shift(Direction sender) const {
  constexpr unsigned kWithout = 254;
  std::optional<unsigned> offered[2];
  bool any[2] = {false, false};
  for (const Kept& k : all_) {
    if (!has(k.s, kSyn) || has(k.s, kRst)) continue;
    const auto d = static_cast<unsigned>(k.s.direction);
    if (k.s.windowScale != TcpSummary::kNoScale) offered[d] = k.s.windowScale;
    else if (!any[d]) offered[d] = kWithout;
    any[d] = true;
    if (has(k.s, kAck) && offered[d ^ 1u] && (offered[d] == kWithout || offered[d ^ 1u] == kWithout))
      offered[0] = offered[1] = kWithout;
  }
  const auto mine = offered[static_cast<unsigned>(sender)];
  return mine == kWithout ? std::optional{0u} : mine;
}

bool TcpReference::crossedSyn(const TcpSegment& s) const {
  if ((s.flags & (kSyn | kAck)) != (kSyn | kAck)) return false;
  const auto sent = [this](Direction d, bool ack) {
    return std::any_of(all_.begin(), all_.end(), [&](const Kept& k) {
      return k.s.direction == d && has(k.s, kSyn) && !has(k.s, kRst) && (!ack || has(k.s, kAck));
    });
  };
  return sent(s.direction, false) && sent(otherOf(s.direction), false) && !sent(s.direction, true);
}

TcpMarks TcpReference::add(const TcpSegment& s, std::int64_t initialRttNs) {
  const TcpMarks marks = judge(s, initialRttNs);
  all_.push_back({s, marks});
  return marks;
}

TcpMarks TcpReference::judge(const TcpSegment& s, std::int64_t initialRttNs) const {
  TcpMarks m;
  if (s.reopens) m.set(TcpMark::reusedPorts);
  const Seen mine = seen(s.direction);
  Seen theirs = seen(otherOf(s.direction));
  const Kept* before = latest(s.direction);
  const Kept* answered = latest(otherOf(s.direction));
  const bool theirsAck = answered != nullptr && has(answered->s, kAck);
  const bool isNext = mine.highest && s.seq == *mine.highest;
  const bool sameAck = before != nullptr && has(before->s, kAck) && has(s, kAck) && s.ack == before->s.ack;
  const bool repeats = s.payload == 0 && isNext && sameAck && isPlain(s);
  const bool sameWindow = before != nullptr && s.window == before->s.window;

  if (s.payload == 1 && isNext && answered != nullptr && answered->s.window == 0) {
    m.set(TcpMark::zeroWindowProbe);
  } else {
    if (s.window == 0 && isPlain(s)) m.set(TcpMark::zeroWindow);
    if (mine.highest && s.seq.after(*mine.highest) && !has(s, kRst)) m.set(TcpMark::lostSegment);
    if (s.payload <= 1 && mine.highest && s.seq == *mine.highest - 1 && isPlain(s)) m.set(TcpMark::keepAlive);
    if (repeats && s.window != 0 && !sameWindow) m.set(TcpMark::windowUpdate);
    // The scale that this segment itself may tell is of no use to it: a SYN is never full.
    if (const auto scale = shift(otherOf(s.direction)); s.payload > 0 && isPlain(s) && theirsAck && scale) {
      const std::uint32_t window = std::uint32_t{answered->s.window} << (has(answered->s, kSyn) ? 0u : *scale);
      if (s.seq + s.payload == answered->s.ack + window) m.set(TcpMark::windowFull);
    }
    if (repeats && sameWindow) {
      if (s.window != 0 && answered != nullptr && answered->marks.has(TcpMark::keepAlive)) m.set(TcpMark::keepAliveAck);
      else if (s.window == 0 && answered != nullptr && answered->marks.has(TcpMark::zeroWindowProbe))
        m.set(TcpMark::zeroWindowProbeAck);
      else if (s.window != 0) m.set(TcpMark::duplicateAck);
    }
  }

  if (has(s, kAck) && theirs.contiguous && s.ack.after(*theirs.contiguous)) {
    const bool pastAGap = theirs.highest->after(*theirs.contiguous);
    if (pastAGap || (theirs.duplicates == 0 && !theirs.unseenTold)) m.set(TcpMark::ackLostSegment);
    if (!pastAGap) theirs.duplicates = 0;
  }

  const bool old = mine.highest && s.seq.before(*mine.highest);
  if ((s.payload == 0 && !has(s, kSyn | kFin)) || m.has(TcpMark::keepAlive)) return m;
  if (s.payload > 0 && theirsAck && !(s.seq + s.payload).after(answered->s.ack)) {
    m.set(TcpMark::spuriousRetransmission);
    return m;
  }
  if (!old || crossedSyn(s) || (s.payload > 1 && s.seq == *mine.highest - 1)) return m;
  const std::int64_t sinceAck = answered == nullptr ? -1 : s.timeNs - answered->s.timeNs;
  const std::int64_t sinceHighest = s.timeNs - all_[mine.highestAt].s.timeNs;
  const std::int64_t limit = initialRttNs > 0 ? initialRttNs : 3'000'000;
  if (theirs.duplicates >= 2 && theirsAck && answered->s.ack == s.seq && sinceAck >= 0 && sinceAck < 20'000'000)
    m.set(TcpMark::fastRetransmission);
  else if (sinceHighest >= 0 && sinceHighest < limit && endOf(s) != *mine.highest)
    m.set(TcpMark::outOfOrder);
  else
    m.set(TcpMark::retransmission);
  return m;
}

}  // namespace pw::test
