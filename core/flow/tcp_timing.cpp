#include "core/flow/tcp_timing.h"

#include <algorithm>

#include "core/bytes/elapsed.h"

namespace pw {

using namespace tcpflag;

TcpTiming::Measure TcpTiming::add(const TcpSegment& s, const TcpSide& before, std::uint32_t beforeNumber,
                                  TcpMarks marks, std::uint32_t number) {
  Measure m;
  Way& way = ways_[static_cast<unsigned>(s.direction)];
  Way& back = ways_[static_cast<unsigned>(s.direction) ^ 1u];
  if ((s.flags & kAck) != 0) back.counts = true;
  back.sacked = s.sacked;
  if (marks.has(TcpMark::lostSegment)) way.counts = false;
  if (marks.has(TcpMark::retransmission)) {
    m.repeats = beforeNumber;
    m.waitedNs = elapsedNs(before.nextSeqTimeNs, s.timeNs);
    if (way.size() != 0) {
      m.repeats = way.sent[way.at].number;
      m.waitedNs = elapsedNs(way.sent[way.at].timeNs, s.timeNs);
    }
  }
  const bool takesRoom = s.payload > 0 || (s.flags & (kSyn | kFin)) != 0;
  if (takesRoom && way.size() < kMaxUnacked) {
    const SeqNum end = s.seq + s.payload + ((s.flags & (kSyn | kFin)) != 0 ? 1u : 0u);
    if (way.size() != 0 && !(end.after(way.sent.back().end) && !s.seq.before(way.sent.back().end))) way.inOrder = false;
    way.sent.push_back({s.seq, end, number, s.timeNs});
  }
  if ((s.flags & kAck) != 0) acknowledge(back, s, m);
  // While bytes are known to be missing Wireshark measures neither.
  if (s.payload > 0 && way.counts && way.size() != 0) {
    const std::uint32_t apart = way.sacked + ((s.flags & (kSyn | kFin)) != 0 ? 1u : 0u);
    const std::uint32_t all = inFlight(way);
    m.inFlight = all - std::min(all, apart);
    if (way.pushed) way.sincePush = 0;
    way.sincePush += s.payload;
    way.pushed = (s.flags & kPsh) != 0;
    if (m.inFlight != 0) m.pushed = way.sincePush;
  }
  return m;
}

/// Drops what is acknowledged. A number that lies within a segment leaves its rest.
void TcpTiming::acknowledge(Way& way, const TcpSegment& s, Measure& m) {
  if (way.size() == 0) return;
  if (way.inOrder) {
    acknowledgeInOrder(way, s, m);
  } else {
    std::size_t keep = way.at;
    bool found = false;
    for (std::size_t i = way.at; i < way.sent.size(); ++i) {
      Sent& x = way.sent[i];
      if (s.ack == x.end) {
        if (!found) {
          m.acked = x.number;
          m.ackRttNs = elapsedNs(x.timeNs, s.timeNs);
          found = true;
        }
        continue;
      }
      if (s.ack.after(x.seq) && s.ack.before(x.end)) x.seq = s.ack;
      else if (!x.end.after(s.ack)) continue;
      way.sent[keep++] = x;
    }
    way.sent.resize(keep);
  }
  if (way.size() == 0) {
    way.sent.clear();
    way.at = 0;
    way.inOrder = true;
  } else if (way.at > 64 && way.at * 2 > way.sent.size()) {
    way.sent.erase(way.sent.begin(), way.sent.begin() + static_cast<std::ptrdiff_t>(way.at));
    way.at = 0;
  }
}

void TcpTiming::acknowledgeInOrder(Way& way, const TcpSegment& s, Measure& m) {
  while (way.size() != 0) {
    Sent& x = way.sent[way.at];
    if (x.end.after(s.ack)) {
      if (s.ack.after(x.seq)) x.seq = s.ack;
      return;
    }
    if (x.end == s.ack) {
      m.acked = x.number;
      m.ackRttNs = elapsedNs(x.timeNs, s.timeNs);
    }
    ++way.at;
  }
}

std::uint32_t TcpTiming::inFlight(const Way& way) noexcept {
  if (way.size() == 0) return 0;
  if (way.inOrder) return way.sent.back().end.since(way.sent[way.at].seq);
  SeqNum first = way.sent[way.at].seq, last = way.sent[way.at].end;
  for (std::size_t i = way.at; i < way.sent.size(); ++i) {
    if (way.sent[i].seq.before(first)) first = way.sent[i].seq;
    if (way.sent[i].end.after(last)) last = way.sent[i].end;
  }
  return last.since(first);
}

}  // namespace pw
