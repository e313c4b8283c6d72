#include "tests/support/conversation_check.h"

#include <algorithm>
#include <array>

#include "tests/support/tcp_states.h"

namespace pw::test {

namespace {

constexpr auto kNone = Conversation::kNone;
constexpr unsigned kSyn = 2;

std::string at(std::size_t item, const char* what) { return std::string{what} + " at item " + std::to_string(item); }

class Check {
 public:
  Check(const Trace& trace, FlowId flow) : trace_(trace), flow_(flow) {}

  std::string run() {
    const auto made = Conversation::make(trace_, flow_, trace_.size());
    if (made == nullptr) return "nothing was made";
    c_ = made.get();
    for (const auto part : {&Check::rows, &Check::whys, &Check::links, &Check::states, &Check::episodes, &Check::loops,
                            &Check::counts})
      if (std::string fault = (this->*part)(); !fault.empty()) return fault;
    return {};
  }

 private:
  std::string rows() {
    std::vector<PacketId> own;
    for (std::uint32_t i = 0; i < trace_.size(); ++i)
      if (trace_.row(PacketId{i}).flow == flow_) own.push_back(PacketId{i});
    if (own.size() != c_->items().size()) return "not as many items as rows";
    for (std::uint32_t i = 0; i < own.size(); ++i) {
      const Conversation::Item& item = c_->items()[i];
      if (item.packet != own[i]) return at(i, "another packet");
      if (item.marks != trace_.marks(own[i])) return at(i, "other marks than the row's");
      if (c_->itemOf(own[i]) != i) return at(i, "itemOf() does not lead back");
    }
    if (c_->itemOf(PacketId{trace_.size()})) return "itemOf() finds a packet that is not there";
    return {};
  }

  std::string whys() {
    std::size_t all = 0;
    for (std::uint32_t i = 0; i < c_->items().size(); ++i) {
      const TcpMarks marks = c_->items()[i].marks;
      TcpMarks told;
      for (const Why& w : c_->whysOf(i)) {
        if (w.item != i || !marks.has(w.mark)) return at(i, "a why of no mark");
        told.set(w.mark);
        ++all;
      }
      for (unsigned m = 0; m < static_cast<unsigned>(TcpMark::count_); ++m)
        if (marks.has(static_cast<TcpMark>(m)) && !told.has(static_cast<TcpMark>(m))) return at(i, "a mark without a why");
    }
    return all == c_->whys().size() ? std::string{} : "whys of no item";
  }

  std::string links() {
    for (std::uint32_t i = 0; i < c_->items().size(); ++i) {
      const Conversation::Item& item = c_->items()[i];
      if (item.related != kNone && item.related >= i) return at(i, "related to what comes later");
      if (item.acked != kNone && item.acked >= i) return at(i, "acknowledges what comes later");
      if (item.acked != kNone && c_->items()[item.acked].fromClient == item.fromClient)
        return at(i, "acknowledges its own side");
      if (item.marks.isRepeat() && item.related != kNone && !repeats(item, c_->items()[item.related]))
        return at(i, "repeats what it is said not to");
      if (item.marks.has(TcpMark::duplicateAck) != (item.duplicate != 0)) return at(i, "a duplicate without a number");
      if (item.fromClient != (c_->summary().sideOf(trace_.row(item.packet).direction) == 0))
        return at(i, "sent by the wrong side");
    }
    return {};
  }

  /// Same side, and the first byte was in it.
  bool repeats(const Conversation::Item& item, const Conversation::Item& old) const {
    const PacketRow now = trace_.row(item.packet), before = trace_.row(old.packet);
    const std::uint32_t room = before.payload + ((before.tcpFlags & 3u) != 0 ? 1u : 0u);  // SYN or FIN
    return now.direction == before.direction && now.seq - before.seq < room;
  }

  std::string states() {
    std::array<TcpState, 2> before{TcpState::unknown, TcpState::unknown};
    for (std::uint32_t i = 0; i < c_->items().size(); ++i) {
      const Conversation::Item& item = c_->items()[i];
      for (const unsigned side : {0u, 1u})
        if (!isLegalMove(before[side], item.state[side])) return at(i, "a state that cannot follow");
      before = item.state;
    }
    const FlowSummary& s = c_->summary();
    if (s.transport != Transport::tcp) return {};
    for (const unsigned side : {0u, 1u})
      if (before[side] != s.tcp.state[static_cast<unsigned>(s.directionOf(side))]) return "ends in another state";
    return {};
  }

  std::string episodes() {
    std::array<std::uint32_t, 8> end{};  // one behind the last item, by kind
    std::uint32_t first = 0;
    for (const Conversation::Episode& e : c_->episodes()) {
      if (e.first < first) return at(e.first, "an episode out of order");
      if (e.last < e.first || e.last >= c_->items().size()) return at(e.first, "an episode out of bounds");
      if (e.kind == Conversation::Kind::congestion && e.index >= c_->ecnLoops().size()) return at(e.first, "no such loop");
      first = e.first;
      std::uint32_t& taken = end[static_cast<std::size_t>(e.kind)];
      // Both sides may be congested or closed at a time; of silence one end is the beginning of the next.
      const bool twice = e.kind == Conversation::Kind::congestion || e.kind == Conversation::Kind::zeroWindow ||
                         e.kind == Conversation::Kind::idle;
      if (!twice && e.first < taken) return at(e.first, "episodes that overlap");
      taken = std::max(taken, e.last + 1);
    }
    return {};
  }

  std::string loops() {
    std::uint64_t ce = 0, ece = 0, wantCe = 0, wantEce = 0;
    for (const Conversation::EcnLoop& l : c_->ecnLoops()) {
      for (const std::uint32_t item : {l.ce, l.firstEce, l.cwr})
        if (item != kNone && item >= c_->items().size()) return "a signal out of bounds";
      if ((l.ce != kNone) != (l.ceCount != 0) || (l.firstEce != kNone) != (l.eceCount != 0)) return "a signal that counts none";
      ce += l.ceCount;
      ece += l.eceCount;
    }
    for (const Conversation::Item& item : c_->items()) {
      const PacketRow row = trace_.row(item.packet);
      wantCe += row.tcpWhole && row.ecn == 3 && (row.tcpFlags & kSyn) == 0;
      wantEce += item.marks.has(TcpMark::ecnEcho);
    }
    if (ce != wantCe) return "marked packets outside of loops";
    return ece == wantEce ? std::string{} : "echoes outside of loops";
  }

  std::string counts() {
    const FlowSummary& s = c_->summary();
    std::array<std::uint64_t, 2> ce{}, repeats{}, gaps{}, late{}, payload{}, breaches{};
    for (const Conversation::Item& item : c_->items()) {
      const PacketRow row = trace_.row(item.packet);
      if (!row.tcpWhole) continue;
      const auto d = static_cast<unsigned>(row.direction);
      ce[d] += row.ecn == 3;
      repeats[d] += item.marks.isRepeat();
      gaps[d] += item.marks.has(TcpMark::lostSegment);
      late[d] += item.marks.has(TcpMark::outOfOrder);
      breaches[d] += item.marks.has(TcpMark::ecnBreach);
      payload[d] += row.payload;
    }
    for (const unsigned d : {0u, 1u}) {
      const TcpFlow::Counts& c = s.tcp.counts[d];
      const TcpSide& side = s.tcp.side[d];
      if (s.transport != Transport::tcp) break;
      if (c.ce != ce[d] || c.gaps != gaps[d] || c.outOfOrder != late[d] || c.breaches != breaches[d] ||
          side.repeats != repeats[d] || side.payload != payload[d])
        return "counts that do not add up";
    }
    return {};
  }

  const Trace& trace_;
  FlowId flow_;
  const Conversation* c_ = nullptr;
};

}  // namespace

std::string conversationFault(const Trace& trace, FlowId flow) { return Check{trace, flow}.run(); }

std::string conversationFaults(const Trace& trace) {
  for (std::uint32_t f = 0; f < trace.flowCount(); ++f)
    if (std::string fault = conversationFault(trace, FlowId{f}); !fault.empty())
      return "conversation " + std::to_string(f) + ": " + fault;
  return {};
}

}  // namespace pw::test
