#include "core/trace/conversation.h"

#include <algorithm>

#include "core/bytes/elapsed.h"
#include "core/flow/tcp_timing.h"
#include "core/flow/tcp_tracker.h"
#include "core/trace/conversation_episodes.h"

namespace pw {

TcpSegment segmentOf(const PacketRow& row, PacketId id) noexcept {
  TcpSegment s;
  s.packet = id;
  s.timeNs = row.timeNs;
  s.direction = row.direction;
  s.seq = {row.seq};
  s.ack = {row.ack};
  s.flags = row.tcpFlags;
  s.window = row.window;
  s.payload = row.payload;
  s.ecn = row.ecn;
  s.reopens = row.marks.has(TcpMark::reusedPorts);
  return s;
}

/// Runs the tracker over one conversation's rows again, this time keeping what led to each mark.
class ConversationMaker {
 public:
  ConversationMaker(const Trace& trace, Conversation& out, const std::stop_token& stop)
      : trace_(trace), out_(out), stop_(stop) {}

  bool make(FlowId flow, std::uint32_t rows) {
    out_.rows_ = rows;
    out_.summary_ = summarizeFlow(trace_, flow);
    if (!collect(rows)) return false;
    readOptions(flow);
    TcpNotes notes{bases_};
    for (std::uint32_t i = 0; i < packets_.size(); ++i) {
      if (i % kStopEvery == 0 && stop_.stop_requested()) return false;
      add(i, trace_.row(packets_[i]), notes);
    }
    episodes_.finish();
    out_.episodes_ = episodes_.takeEpisodes();
    out_.ecnLoops_ = episodes_.takeLoops();
    out_.captureMayHaveGaps_ = mayHaveGaps();
    return true;
  }

 private:
  static constexpr std::uint32_t kStopEvery = 4096;
  static constexpr std::uint32_t kLookBack = 2048;  ///< packets that are searched for what is repeated

  /// The rows of the flow, from the first on. The chain leads backwards.
  bool collect(std::uint32_t rows) {
    PacketId id = out_.summary_.last;
    for (std::size_t n = 0; id.valid(); ++n) {
      if (n % kStopEvery == 0 && stop_.stop_requested()) return false;
      if (id.value < rows) packets_.push_back(id);
      id = trace_.row(id).previousInFlow;
    }
    std::reverse(packets_.begin(), packets_.end());
    if (packets_.size() > Conversation::kMaxItems) {
      packets_.resize(Conversation::kMaxItems);
      out_.whole_ = false;
    }
    out_.items_.reserve(packets_.size());
    return true;
  }

  /// What rows do not have: the options of SYNs, and where numbers count from.
  void readOptions(FlowId flow) {
    if (packets_.empty()) return;
    const PacketId last = packets_.back();
    const FlowFacts facts = trace_.flowFacts(last, trace_.row(last));
    for (unsigned d = 0; d < 2; ++d) {
      bases_[d] = facts.hasBase[d] ? facts.baseSeq[d] : 0;
      out_.base_[out_.summary_.sideOf(static_cast<Direction>(d))] = bases_[d];
    }
    trace_.readFlows([&](const FlowTable& flows) {
      const Flow& f = flows.flow(flow);
      for (unsigned d = 0; d < 2; ++d)
        scales_[d] = f.offeredScale[d] < FlowFacts::kNoScale ? f.offeredScale[d] : TcpSummary::kNoScale;
    });
  }

  void add(std::uint32_t i, const PacketRow& row, TcpNotes& notes) {
    Conversation::Item item;
    item.packet = packets_[i];
    item.fromClient = out_.summary_.sideOf(row.direction) == 0;
    item.marks = row.marks;
    if (row.tcpWhole) segment(i, item, row, notes);
    const bool forward = out_.summary_.clientIsForward;
    item.state = {flow_.state[forward ? 0 : 1], flow_.state[forward ? 1 : 0]};
    item.inferred = flow_.lossVisible || flow_.opening == Opening::midStream || flow_.opening == Opening::answerFirst;
    item.completeness = completenessShown(flow_.completeness, row);
    out_.items_.push_back(item);
    episodes_.add(i, row, item, flow_);
  }

  void segment(std::uint32_t i, Conversation::Item& item, const PacketRow& row, TcpNotes& notes) {
    TcpSegment s = segmentOf(row, item.packet);
    const auto d = static_cast<unsigned>(row.direction);
    if ((s.flags & tcpflag::kSyn) != 0) {
      const TcpFlow& now = out_.summary_.tcp;
      s.windowScale = scales_[d];
      s.fastOpenRequest = now.fastOpenRequest && (s.flags & tcpflag::kAck) == 0;
      s.fastOpenCookie = now.fastOpenCookie && (s.flags & tcpflag::kAck) == 0;
    }
    s.sacked = trace_.sackedBytes(item.packet);
    const TcpSide before = flow_.side[d];
    const std::uint32_t beforeItem = advanced_[d];
    notes.clear();
    trackSegment(flow_, s, &notes);
    if (flow_.side[d].nextSeqPacket == item.packet) advanced_[d] = i;
    if (flow_.side[d].firstOfAck == item.packet) firstOfAck_[d] = i;
    const TcpTiming::Measure m = timing_.add(s, before, beforeItem, row.marks, i);
    item.acked = m.acked;
    item.inFlight = m.inFlight;
    item.pushed = m.pushed;
    item.waitedFor = m.repeats;
    if (row.marks.isRepeat()) item.related = sentBefore(i, row);
    if (row.marks.has(TcpMark::duplicateAck)) {
      item.related = firstOfAck_[d];
      item.duplicate = flow_.side[d].duplicateAcks;
    }
    for (const TcpNotes::Note& n : notes.notes())
      if (row.marks.has(n.mark)) keep(i, n, item, row);
    if (row.marks.has(TcpMark::changedData)) out_.whys_.push_back({i, TcpMark::changedData, {s.seq.value}});
    for (const Why& w : episodes_.signal(i, row, row.marks)) out_.whys_.push_back(w);
  }

  void keep(std::uint32_t i, const TcpNotes::Note& n, const Conversation::Item& item, const PacketRow& row) {
    Why why{i, n.mark, n.n};
    // Better than "since the highest byte was seen": since the segment that is repeated.
    if (n.mark == TcpMark::retransmission) {
      const bool known = item.related != Conversation::kNone;
      why.n[2] = known ? elapsedNs(trace_.timeNs(packets_[item.related]), row.timeNs) : -1;
    }
    out_.whys_.push_back(why);
  }

  /// The latest segment of the same side that had the first byte of this one. Not captured, or too long ago: none.
  [[nodiscard]] std::uint32_t sentBefore(std::uint32_t i, const PacketRow& row) const {
    for (std::uint32_t back = 1; back <= std::min(i, kLookBack); ++back) {
      const PacketRow old = trace_.row(packets_[i - back]);
      if (!old.tcpWhole || old.direction != row.direction) continue;
      const std::uint32_t room = old.payload + ((old.tcpFlags & (tcpflag::kSyn | tcpflag::kFin)) != 0 ? 1u : 0u);
      if (SeqNum{row.seq}.since({old.seq}) < room) return i - back;
    }
    return Conversation::kNone;
  }

  /// Signs that the capture does not have all: bytes were acknowledged that are not there, one direction is missing, or
  /// the file says that packets were dropped.
  [[nodiscard]] bool mayHaveGaps() const {
    const FlowSummary& s = out_.summary_;
    if (s.transport == Transport::tcp) {
      for (const Conversation::Item& item : out_.items_)
        if (item.marks.has(TcpMark::ackLostSegment)) return true;
      const bool oneWay = s.packets[0] == 0 || s.packets[1] == 0;
      if (oneWay && s.tcp.opening == Opening::midStream) return true;
    }
    const auto info = trace_.info();
    if (info == nullptr) return false;
    return std::any_of(info->interfaces.begin(), info->interfaces.end(), [](const InterfaceInfo& i) {
      return i.stats && (i.stats->dropped.value_or(0) != 0 || i.stats->osDropped.value_or(0) != 0);
    });
  }

  const Trace& trace_;
  Conversation& out_;
  const std::stop_token& stop_;
  std::vector<PacketId> packets_;
  std::array<std::uint32_t, 2> bases_{};
  std::array<std::uint8_t, 2> scales_{TcpSummary::kNoScale, TcpSummary::kNoScale};
  std::array<std::uint32_t, 2> advanced_{Conversation::kNone, Conversation::kNone};
  std::array<std::uint32_t, 2> firstOfAck_{Conversation::kNone, Conversation::kNone};
  TcpFlow flow_;
  TcpTiming timing_;
  EpisodeFinder episodes_;
};

std::shared_ptr<const Conversation> Conversation::make(const Trace& trace, FlowId flow, std::uint32_t rows,
                                                       const std::stop_token& stop) {
  auto out = std::make_shared<Conversation>();
  return ConversationMaker{trace, *out, stop}.make(flow, rows) ? out : nullptr;
}

std::span<const Why> Conversation::whysOf(std::uint32_t item) const noexcept {
  const auto [first, last] = std::equal_range(whys_.begin(), whys_.end(), Why{item, TcpMark::count_, {}},
                                              [](const Why& a, const Why& b) { return a.item < b.item; });
  return {first, last};
}

std::optional<std::uint32_t> Conversation::itemOf(PacketId packet) const noexcept {
  const auto it = std::lower_bound(items_.begin(), items_.end(), packet,
                                   [](const Item& i, PacketId p) { return i.packet < p; });
  if (it == items_.end() || it->packet != packet) return std::nullopt;
  return static_cast<std::uint32_t>(it - items_.begin());
}

}  // namespace pw
