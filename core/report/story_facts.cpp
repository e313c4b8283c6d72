#include "core/report/story_facts.h"

#include <algorithm>

#include "core/report/time_text.h"

namespace pw {

namespace {

using namespace tcpflag;

constexpr std::uint8_t kCe = 3;
/// RFC 6298 §2.4 asks for a second at least; Linux waits 200 ms at least. A repeat sooner has another reason.
constexpr std::int64_t kShortestTimeoutNs = 200'000'000;

class Gatherer {
 public:
  Gatherer(const Trace& trace, const Conversation& conversation) : trace_(trace), c_(conversation) {}

  StoryFacts gather() {
    facts_.open[2] = c_.summary().tcp.openAck;
    const auto items = c_.items();
    for (std::uint32_t i = 0; i < items.size(); ++i) packet(items[i], trace_.row(items[i].packet));
    for (const Why& w : c_.whys()) reason(items[w.item], w);
    for (const Conversation::Episode& e : c_.episodes()) episode(e);
    return std::move(facts_);
  }

 private:
  void packet(const Conversation::Item& item, const PacketRow& row) {
    facts_.earliestNs = std::min(facts_.earliestNs, row.timeNs);
    facts_.latestNs = std::max(facts_.latestNs, row.timeNs);
    if (row.quotes) facts_.errors.add(item.packet);
    if (!row.tcpWhole) return;
    StoryFacts::Side& side = facts_.side[item.fromClient ? 0 : 1];
    const bool probes = item.marks.has(TcpMark::keepAlive) || item.marks.has(TcpMark::zeroWindowProbe);
    if (row.payload > 0 && !probes) side.data.add(item.packet, row.payload);
    if (row.ecn == kCe) side.ce.add(item.packet);
    if (row.ecn == 1 || row.ecn == 2) side.ect.add(item.packet);
    if ((row.tcpFlags & kSyn) != 0) {
      opening(item, row);
    } else {
      flags(item, row, side);
    }
    if (item.marks.closeStep() != 0 && facts_.closing.size() < Tally::kMostShown) facts_.closing.push_back(item.packet);
    const bool plainSyn = (row.tcpFlags & (kSyn | kAck)) == kSyn;
    if (plainSyn && item.marks.has(TcpMark::reusedPorts)) facts_.reusedPorts = item.packet;
    if (item.marks.has(TcpMark::spuriousRetransmission) && (row.tcpFlags & kSyn) == 0) side.spurious.add(item.packet);
    if (item.marks.has(TcpMark::keepAliveAck)) side.keepAliveAcks.add(item.packet);
  }

  void opening(const Conversation::Item& item, const PacketRow& row) {
    if ((row.tcpFlags & kAck) != 0) {
      if (!facts_.open[1].valid()) facts_.open[1] = item.packet;
      return;
    }
    if (!item.fromClient) return;
    if (facts_.syns.size() < Tally::kMostShown) facts_.syns.push_back(item.packet);
    if (!facts_.open[1].valid()) facts_.open[0] = item.packet;
    const bool asks = (row.tcpFlags & (kEce | kCwr | kAe)) != 0;
    if (asks && !facts_.ecnSyn.valid()) facts_.ecnSyn = item.packet;
    if (!asks && facts_.ecnSyn.valid() && !facts_.plainSyn.valid()) facts_.plainSyn = item.packet;
  }

  void flags(const Conversation::Item& item, const PacketRow& row, StoryFacts::Side& side) {
    if (c_.summary().tcp.ecn == EcnSetup::accNegotiated) {
      counter(item, row, side);
      return;
    }
    if ((row.tcpFlags & kEce) != 0) side.ece.add(item.packet);
    if ((row.tcpFlags & kCwr) != 0) side.cwr.add(item.packet);
  }

  /// RFC 9768 §3.2.2: ACE begins at 5 and counts marked packets, modulo 8. The ACK that completes the opening says
  /// something else with it.
  void counter(const Conversation::Item& item, const PacketRow& row, StoryFacts::Side& side) {
    Ace& ace = ace_[item.fromClient ? 0 : 1];
    if (item.marks.openStep() == 3 || (row.tcpFlags & kAck) == 0) return;
    if (ace.known && SeqNum{row.ack}.before({ace.ack})) return;  // overtaken: tells of the past
    const unsigned now = row.tcpFlags >> 6 & 7u;
    const unsigned more = (now - ace.value) & 7u;
    if (more != 0) side.counted.add(item.packet, more);
    ace = {now, row.ack, true};
  }

  void reason(const Conversation::Item& item, const Why& w) {
    StoryFacts::Side& side = facts_.side[item.fromClient ? 0 : 1];
    const bool inOpening = item.marks.openStep() != 0 || item.marks.has(TcpMark::openRetry);
    switch (w.mark) {
      case TcpMark::openRetry: side.synRetries.add(item.packet, std::max<std::int64_t>(w.n[1], 0)); break;
      case TcpMark::fastRetransmission: side.fast.add(item.packet); break;
      case TcpMark::retransmission:
        if (!inOpening) (w.n[2] >= timeoutNs() ? side.timeouts : side.others).add(item.packet, w.n[2]);
        break;
      case TcpMark::outOfOrder: outOfOrder(item, w, side); break;
      case TcpMark::lostSegment:
        side.gaps.add(item.packet, w.n[2]);
        gaps_[item.fromClient ? 0 : 1].add({w.n[1], w.n[0], trace_.timeNs(item.packet)});
        break;
      case TcpMark::ackLostSegment: side.ackUnseen.add(item.packet, w.n[2]); break;
      case TcpMark::keepAlive: side.keepAlives.add(item.packet, w.n[2]); break;
      case TcpMark::ecnBreach:
        if (w.n[0] >= 0 && static_cast<std::size_t>(w.n[0]) < side.breaches.size())
          side.breaches[static_cast<std::size_t>(w.n[0])].add(item.packet);
        break;
      default: break;
    }
  }

  /// Overtaken on the way, or lost before the capture and sent again? The sender hears of a gap half a round trip after
  /// it shows, and what it then sends takes as long.
  void outOfOrder(const Conversation::Item& item, const Why& w, StoryFacts::Side& side) {
    const std::int64_t rtt = c_.summary().tcp.initialRttNs;
    const Gap* gap = gaps_[item.fromClient ? 0 : 1].at(w.n[0]);
    const std::int64_t waited = gap == nullptr ? 0 : elapsedNs(gap->timeNs, trace_.timeNs(item.packet));
    const bool sentAgain = rtt > 0 && waited >= rtt / 10 * 9;
    (sentAgain ? side.refilled : side.outOfOrder).add(item.packet, waited);
  }

  [[nodiscard]] std::int64_t timeoutNs() const {
    return std::max(kShortestTimeoutNs, c_.summary().tcp.initialRttNs);
  }

  void episode(const Conversation::Episode& e) {
    const auto items = c_.items();
    const Conversation::Item &first = items[e.first], &last = items[e.last];
    const std::int64_t ns = elapsedNs(trace_.timeNs(first.packet), trace_.timeNs(last.packet));
    if (e.kind == Conversation::Kind::zeroWindow) {
      StoryFacts::Side& side = facts_.side[first.fromClient ? 0 : 1];
      side.zeroWindows.add(first.packet, ns);
      // Evidence in pairs: closed, open again.
      if (side.zeroWindows.shown.size() < Tally::kMostShown) side.zeroWindows.shown.push_back(last.packet);
      if (last.marks.has(TcpMark::zeroWindow)) side.windowStillZero = e.first;
    }
    if (e.kind == Conversation::Kind::idle && !endsByRepeat(last)) {
      facts_.pauses.add(first.packet, ns);
      if (ns == facts_.pauses.most) facts_.longestPause = {first.packet, last.packet};
    }
  }

  /// A wait for something that did not come is told as such.
  static bool endsByRepeat(const Conversation::Item& item) {
    return item.marks.has(TcpMark::openRetry) || item.marks.isRepeat() || item.marks.has(TcpMark::zeroWindowProbe);
  }

  /// Bytes that were missing when a later segment came; relative numbers.
  struct Gap {
    std::int64_t from = 0, to = 0;
    std::int64_t timeNs = 0;
  };
  /// The latest gaps of a direction.
  class Gaps {
   public:
    void add(const Gap& gap) { gaps_[next_++ % gaps_.size()] = gap; }
    [[nodiscard]] const Gap* at(std::int64_t seq) const {
      for (std::size_t i = 1; i <= std::min(next_, gaps_.size()); ++i) {
        const Gap& gap = gaps_[(next_ - i) % gaps_.size()];
        if (gap.from <= seq && seq < gap.to) return &gap;
      }
      return nullptr;
    }

   private:
    std::array<Gap, 64> gaps_{};
    std::size_t next_ = 0;
  };

  struct Ace {
    unsigned value = 5;
    std::uint32_t ack = 0;
    bool known = false;
  };

  const Trace& trace_;
  const Conversation& c_;
  StoryFacts facts_;
  std::array<Ace, 2> ace_;
  std::array<Gaps, 2> gaps_;
};

}  // namespace

StoryFacts gatherFacts(const Trace& trace, const Conversation& conversation) {
  return Gatherer{trace, conversation}.gather();
}

}  // namespace pw
