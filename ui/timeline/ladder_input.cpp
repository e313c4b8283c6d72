#include "ui/timeline/ladder_input.h"

#include <algorithm>

#include "core/flow/tcp_tracker.h"

namespace pw::ui {

namespace {

constexpr std::uint32_t kBetweenLooks = 1 << 14;
constexpr std::uint8_t kCe = 3;  // RFC 3168 §5

bool isLoss(const TcpMarks& m) {
  return m.isRepeat() || m.has(TcpMark::outOfOrder) || m.has(TcpMark::lostSegment) ||
         m.has(TcpMark::ackLostSegment) || m.has(TcpMark::duplicateAck) || m.has(TcpMark::openRetry) ||
         m.has(TcpMark::refusal);
}

bool isStall(const TcpMarks& m) {
  return m.has(TcpMark::zeroWindow) || m.has(TcpMark::zeroWindowProbe) ||
         m.has(TcpMark::zeroWindowProbeAck) || m.has(TcpMark::windowFull);
}

LadderTone toneOf(const PacketRow& row, const TcpMarks& m, std::uint8_t ecn) {
  if (isLoss(m) || (row.tcpFlags & tcpflag::kRst) != 0) return LadderTone::loss;
  if (ecn != 0 || m.has(TcpMark::ecnBreach)) return LadderTone::ecn;
  if (isStall(m)) return LadderTone::stall;
  if ((row.tcpFlags & tcpflag::kSyn) != 0 || m.openStep() != 0) return LadderTone::handshake;
  if ((row.tcpFlags & tcpflag::kFin) != 0 || m.closeStep() != 0) return LadderTone::close;
  return LadderTone::plain;
}

/// Duplicate ACKs past this number say nothing new: the third is what a sender acts on (RFC 5681 §3.2).
constexpr std::uint32_t kTellingDuplicates = 3;

/// Marks other than the echoes and the duplicate ACKs that fill every round trip after the first ones.
bool hasMarkOfItsOwn(const Conversation::Item& item) {
  TcpMarks m = item.marks;
  m.clear(TcpMark::ecnEcho);
  if (item.duplicate > kTellingDuplicates) m.clear(TcpMark::duplicateAck);
  return m.any();
}

class Reader {
 public:
  Reader(const Conversation& conversation, const Trace& trace)
      : c_(conversation), trace_(trace), classicEcn_(isClassicEcn(conversation.summary().tcp.ecn)) {}

  LadderPacket tcp(std::uint32_t i, const PacketRow& row) {
    const Conversation::Item& item = c_.items()[i];
    LadderPacket p;
    p.bytes = row.payload;
    if (row.ecn == kCe) p.ecn |= kSignCe;
    const bool opening = (row.tcpFlags & tcpflag::kSyn) != 0;
    if (classicEcn_ && !opening && (row.tcpFlags & tcpflag::kEce) != 0) p.ecn |= kSignEce;
    if (classicEcn_ && !opening && (row.tcpFlags & tcpflag::kCwr) != 0) p.ecn |= kSignCwr;
    p.tone = toneOf(row, item.marks, p.ecn);
    if (item.marks.isRepeat() && item.related < i && holds(item.related, item, row)) p.repairs = item.related;
    p.duplicateAck = item.marks.has(TcpMark::duplicateAck);
    for (unsigned side = 0; side < 2; ++side)
      if (i == 0 || item.state[side] != c_.items()[i - 1].state[side])
        p.stateChanged |= static_cast<std::uint8_t>(1u << side);
    constexpr unsigned kNeverFolded = tcpflag::kSyn | tcpflag::kFin | tcpflag::kRst;
    p.foldable = (row.tcpFlags & kNeverFolded) == 0 && (p.ecn & (kSignCe | kSignCwr)) == 0 &&
                 !hasMarkOfItsOwn(item) && item.marks.openStep() == 0 && item.marks.closeStep() == 0 &&
                 p.stateChanged == 0 && row.window != 0;
    p.event = (row.tcpFlags & kNeverFolded) != 0 || (p.ecn & (kSignCe | kSignCwr)) != 0 ||
              item.marks.isRepeat() || item.marks.has(TcpMark::outOfOrder) ||
              item.marks.has(TcpMark::lostSegment) || item.marks.has(TcpMark::ackLostSegment) ||
              item.marks.has(TcpMark::zeroWindow) || item.marks.has(TcpMark::ecnBreach);
    return p;
  }

  LadderPacket packet(std::uint32_t i) {
    const Conversation::Item& item = c_.items()[i];
    const PacketRow row = trace_.row(item.packet);
    LadderPacket p;
    if (c_.summary().transport == Transport::tcp) {
      p = tcp(i, row);
    } else {
      p.bytes = row.wireLen;
      p.event = row.ecn == kCe;
      p.foldable = !p.event;
      if (p.event) p.ecn = kSignCe;
      if (p.event) p.tone = LadderTone::ecn;
    }
    p.timeNs = row.timeNs;
    p.fromClient = item.fromClient;
    return p;
  }

 private:
  /// What a retransmission names may be only the newest segment before it: the original may have been lost on
  /// the way to where the capture was made.
  [[nodiscard]] bool holds(std::uint32_t earlier, const Conversation::Item& item,
                           const PacketRow& row) const {
    const Conversation::Item& other = c_.items()[earlier];
    if (other.fromClient != item.fromClient) return false;
    const PacketRow old = trace_.row(other.packet);
    const std::uint32_t length =
        old.payload + ((old.tcpFlags & (tcpflag::kSyn | tcpflag::kFin)) != 0 ? 1 : 0);
    return row.seq - old.seq < length;
  }

  const Conversation& c_;
  const Trace& trace_;
  const bool classicEcn_;
};

}  // namespace

LadderInput ladderInput(const Conversation& conversation, const Trace& trace, const std::stop_token& stop) {
  LadderInput in;
  Reader reader(conversation, trace);
  const auto count = static_cast<std::uint32_t>(conversation.items().size());
  in.packets.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i % kBetweenLooks == 0 && stop.stop_requested()) break;
    in.packets.push_back(reader.packet(i));
  }
  in.episodes.assign(conversation.episodes().begin(), conversation.episodes().end());
  in.loops.assign(conversation.ecnLoops().begin(), conversation.ecnLoops().end());
  for (const auto& loop : in.loops)
    if (loop.firstEce < in.packets.size()) {
      in.packets[loop.firstEce].foldable = false;
      in.packets[loop.firstEce].event = true;
    }
  for (std::uint32_t i = 0; i < in.packets.size(); ++i) {
    const std::uint32_t original = in.packets[i].repairs;
    if (original >= i || conversation.items()[i].marks.has(TcpMark::spuriousRetransmission)) continue;
    in.packets[original].lost = true;
    in.packets[original].foldable = false;
  }
  for (const auto& episode : in.episodes) {
    const std::uint32_t begin = episode.kind == Conversation::Kind::idle ? episode.last : episode.first;
    if (begin < in.packets.size()) in.packets[begin].event = true;
  }
  if (conversation.summary().transport == Transport::tcp)
    in.roundTripNs = conversation.summary().tcp.initialRttNs;
  return in;
}

}  // namespace pw::ui
