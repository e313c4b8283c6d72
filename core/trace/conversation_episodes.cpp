#include "core/trace/conversation_episodes.h"

#include <algorithm>
#include <tuple>

#include "core/bytes/elapsed.h"
#include "core/flow/tcp_tracker.h"

namespace pw {

using namespace tcpflag;

namespace {
constexpr std::uint8_t kCe = 3;
}

void EpisodeFinder::touch(Open& e, std::uint32_t item) noexcept {
  if (e.first == kNone) e.first = item;
  e.last = item;
}

void EpisodeFinder::close(Kind kind, Open& e) {
  if (e.first != kNone) episodes_.push_back({kind, e.first, e.last, kind == Kind::loss ? e.count : kNone});
  e = {};
}

void EpisodeFinder::add(std::uint32_t item, const PacketRow& row, const Conversation::Item& what, const TcpFlow& flow) {
  idle(item, row);
  if (!row.tcpWhole) return;
  fromClient_[static_cast<unsigned>(row.direction)] = what.fromClient;
  fromClient_[static_cast<unsigned>(row.direction) ^ 1u] = !what.fromClient;
  steps(item, what);
  if ((row.tcpFlags & kRst) != 0 && reset_ == kNone) {
    reset_ = item;
    episodes_.push_back({Kind::reset, item, item, kNone});
  }
  loss(item, row, flow);
  window(item, row);
}

void EpisodeFinder::idle(std::uint32_t item, const PacketRow& row) {
  if (previous_ != kNone && elapsedNs(previousNs_, row.timeNs) >= kIdleNs)
    episodes_.push_back({Kind::idle, previous_, item, kNone});
  previous_ = item;
  previousNs_ = row.timeNs;
}

void EpisodeFinder::steps(std::uint32_t item, const Conversation::Item& what) {
  if (what.marks.openStep() != 0 || what.marks.has(TcpMark::openRetry) || what.marks.has(TcpMark::refusal))
    touch(opening_, item);
  if (what.marks.closeStep() != 0) touch(closing_, item);
}

/// From the first sign of trouble until everything sent by then is acknowledged.
void EpisodeFinder::loss(std::uint32_t item, const PacketRow& row, const TcpFlow& flow) {
  const TcpMarks m = row.marks;
  const auto d = static_cast<unsigned>(row.direction);
  const bool data = m.isRepeat() || m.has(TcpMark::outOfOrder) || m.has(TcpMark::lostSegment);
  const bool opening = (row.tcpFlags & kSyn) != 0;
  if (loss_.first != kNone) {
    const bool acknowledges = d != lossWay_ && (row.tcpFlags & kAck) != 0 && !SeqNum{row.ack}.before(loss_.until);
    if (acknowledges && !m.has(TcpMark::duplicateAck)) {
      touch(loss_, item);
      close(Kind::loss, loss_);
      return;
    }
  }
  if (opening || !(data || m.has(TcpMark::duplicateAck))) return;
  const unsigned way = data ? d : d ^ 1u;
  if (loss_.first == kNone || way != lossWay_) {
    if (loss_.first != kNone) close(Kind::loss, loss_);
    lossWay_ = way;
    loss_.until = flow.side[way].nextSeq;
  }
  touch(loss_, item);
  loss_.count += m.isRepeat() ? 1u : 0u;
  if (loss_.until.before(flow.side[way].nextSeq) && m.isRepeat()) loss_.until = flow.side[way].nextSeq;
}

void EpisodeFinder::window(std::uint32_t item, const PacketRow& row) {
  Open& e = zeroWindow_[static_cast<unsigned>(row.direction)];
  if (row.marks.has(TcpMark::zeroWindow)) {
    touch(e, item);
  } else if (e.first != kNone) {
    touch(e, item);
    close(Kind::zeroWindow, e);
  }
}

std::span<const Why> EpisodeFinder::signal(std::uint32_t item, const PacketRow& row, TcpMarks marks) {
  std::size_t n = 0;
  if (marks.has(TcpMark::ecnEcho)) whys_[n++] = echo(item, row);
  if (marks.has(TcpMark::ecnReduced)) whys_[n++] = reduced(item, row);
  // A mark on the packet with CWR is news to the receiver (RFC 3168 §6.1.3): the CWR answers those before it.
  if (row.ecn == kCe && (row.tcpFlags & kSyn) == 0) mark(item, row);
  return std::span<const Why>{whys_}.first(n);
}

Conversation::EcnLoop& EpisodeFinder::loopOf(Signals& s) {
  if (s.loop == kNone) {
    s = {};
    s.loop = static_cast<std::uint32_t>(loops_.size());
    loops_.push_back({});
    loopEnds_.push_back(0);
  }
  return loops_[s.loop];
}

/// A router set the mark on a packet of this direction.
void EpisodeFinder::mark(std::uint32_t item, const PacketRow& row) {
  Signals& s = signals_[static_cast<unsigned>(row.direction)];
  if (s.reduced) s = {};  // answered already: this begins another
  Conversation::EcnLoop& loop = loopOf(s);
  if (loop.ce == kNone) {
    loop.ce = item;
    s.ceNs = row.timeNs;
  }
  ++loop.ceCount;
  loop.markedFromClient = fromClient_[static_cast<unsigned>(row.direction)];
  loopEnds_[s.loop] = item;
}

/// The receiver of the marks tells their sender.
Why EpisodeFinder::echo(std::uint32_t item, const PacketRow& row) {
  const unsigned marked = static_cast<unsigned>(row.direction) ^ 1u;
  Signals& s = signals_[marked];
  // Echoes that were under way when the CWR was sent still belong to what it answers.
  if (s.reduced && !SeqNum{row.ack}.before(s.cwrEnd)) s = {};
  Conversation::EcnLoop& loop = loopOf(s);
  if (loop.firstEce == kNone) {
    loop.firstEce = item;
    s.eceNs = row.timeNs;
    if (loop.ce == kNone) loop.markedFromClient = fromClient_[marked];
  }
  ++loop.eceCount;
  loopEnds_[s.loop] = item;
  const bool seen = loop.ce != kNone;
  return {item, TcpMark::ecnEcho, {seen ? loop.eceCount : 0, seen ? elapsedNs(s.ceNs, row.timeNs) : -1}};
}

/// The sender of the marked packets slowed down.
Why EpisodeFinder::reduced(std::uint32_t item, const PacketRow& row) {
  Signals& s = signals_[static_cast<unsigned>(row.direction)];
  if (s.loop == kNone || s.reduced) return {item, TcpMark::ecnReduced, {-1, 0}};
  Conversation::EcnLoop& loop = loops_[s.loop];
  loop.cwr = item;
  s.reduced = true;
  s.cwrEnd = SeqNum{row.seq} + row.payload;
  loopEnds_[s.loop] = item;
  const bool seen = loop.firstEce != kNone;
  return {item, TcpMark::ecnReduced, {seen ? elapsedNs(s.eceNs, row.timeNs) : -1, loop.eceCount}};
}

void EpisodeFinder::finish() {
  close(Kind::opening, opening_);
  close(Kind::closing, closing_);
  close(Kind::loss, loss_);
  for (Open& e : zeroWindow_) close(Kind::zeroWindow, e);
  for (std::uint32_t i = 0; i < loops_.size(); ++i) {
    const Conversation::EcnLoop& l = loops_[i];
    const std::uint32_t first = std::min({l.ce, l.firstEce, l.cwr});
    if (first != kNone) episodes_.push_back({Kind::congestion, first, std::max(first, loopEnds_[i]), i});
  }
}

std::vector<Conversation::Episode> EpisodeFinder::takeEpisodes() {
  std::sort(episodes_.begin(), episodes_.end(), [](const Conversation::Episode& a, const Conversation::Episode& b) {
    return std::tie(a.first, a.kind, a.last) < std::tie(b.first, b.kind, b.last);
  });
  return std::move(episodes_);
}

}  // namespace pw
