// What the tracker found out about a segment, as fields and as words in front of the Info column.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/tcp/tcp_fields.h"

namespace pw::tcp {

/// Words of a mark in the Info column, in the order in which Wireshark puts them.
struct MarkWords {
  TcpMark mark;
  std::string_view words;
};
inline constexpr std::array<MarkWords, 15> kMarkWords{{
    {TcpMark::zeroWindowProbeAck, "[TCP ZeroWindowProbeAck] "},
    {TcpMark::zeroWindow, "[TCP ZeroWindow] "},
    {TcpMark::zeroWindowProbe, "[TCP ZeroWindowProbe] "},
    {TcpMark::duplicateAck, {}},
    {TcpMark::keepAliveAck, "[TCP Keep-Alive ACK] "},
    {TcpMark::keepAlive, "[TCP Keep-Alive] "},
    {TcpMark::windowFull, "[TCP Window Full] "},
    {TcpMark::windowUpdate, "[TCP Window Update] "},
    {TcpMark::ackLostSegment, "[TCP ACKed unseen segment] "},
    {TcpMark::lostSegment, "[TCP Previous segment not captured] "},
    {TcpMark::outOfOrder, "[TCP Out-Of-Order] "},
    {TcpMark::spuriousRetransmission, "[TCP Spurious Retransmission] "},
    {TcpMark::fastRetransmission, "[TCP Fast Retransmission] "},
    {TcpMark::retransmission, "[TCP Retransmission] "},
    {TcpMark::reusedPorts, "[TCP Port numbers reused] "},
}};

template <class Sink>
class Analysis {
 public:
  explicit Analysis(Walk<Sink>& w) : w_(w), a_(w.context().analysis) {}

  /// In front of what stands in the Info column, which must be begun by this.
  void words(TextOut& t) const {
    if (!a_.known || !a_.marks.any()) return;
    for (const MarkWords& m : kMarkWords) {
      if (!a_.marks.has(m.mark)) continue;
      if (m.mark == TcpMark::duplicateAck)
        t.add("[TCP Dup ACK ").dec(numberOf(a_.duplicateOf)).add('#').dec(a_.duplicate).add("] ");
      else
        t.add(m.words);
    }
  }

  void completeness(std::uint32_t at) {
    if constexpr (Sink::kFields) {
      if (!a_.measured) return;
      const NodeId node = addGenerated<F::completeness>(w_, at, 0, a_.completeness);
      label(w_, node, [&](TextOut& t) {
        t.add("Conversation completeness: ").add(completenessName(a_.completeness)).add(" (").dec(a_.completeness).add(')');
      });
    }
  }

  void fields(std::uint32_t at) {
    if constexpr (Sink::kFields) {
      if (!a_.known) return;
      if (a_.measured) {
        addGenerated<F::timeRelative>(w_, at, 0, static_cast<std::uint64_t>(a_.sinceFirstNs));
        addGenerated<F::timeDelta>(w_, at, 0, static_cast<std::uint64_t>(a_.sincePreviousNs));
      }
      const bool flagged = (a_.marks.bits() & kFlagBits) != 0;
      const bool told = flagged || a_.acked.valid() || a_.inFlight != 0;
      if (!told) return;
      Under<Sink> under{w_, addGenerated<F::analysis>(w_, at, 0, 0)};
      measures(at);
      if (flagged) flags(at);
    }
  }

 private:
  /// The marks that are Wireshark's; ours are not fields.
  static constexpr std::uint32_t kFlagBits = (1u << (static_cast<unsigned>(TcpMark::tfoIgnored) + 1)) - 1;

  /// A packet's number as a person sees it; 0 where there is none.
  static std::uint32_t numberOf(PacketId id) { return id.valid() ? id.value + 1 : 0; }

  /// As Wireshark sums it up.
  static std::string_view completenessName(unsigned c) {
    switch (c) {
      case 0x27: return "Complete, NO_DATA";
      case 0x1f:
      case 0x2f:
      case 0x3f: return "Complete, WITH_DATA";
      case 0x17:
      case 0x37: return "Complete, NO_DATA";
      case 0x0f: return "Incomplete, DATA";
      case 0x07: return "Incomplete, ESTABLISHED";
      case 0x03: return "Incomplete, CLIENT_ESTABLISHED";
      case 0x01: return "Incomplete, SYN_SENT";
      default: return "Incomplete";
    }
  }

  void measures(std::uint32_t at) {
    if (a_.acked.valid()) {
      addGenerated<F::acksFrame>(w_, at, 0, numberOf(a_.acked));
      if (a_.ackRttNs != 0) addGenerated<F::ackRtt>(w_, at, 0, static_cast<std::uint64_t>(a_.ackRttNs));
    }
    if (a_.initialRttNs >= 0) addGenerated<F::initialRtt>(w_, at, 0, static_cast<std::uint64_t>(a_.initialRttNs));
    if (a_.inFlight != 0) addGenerated<F::bytesInFlight>(w_, at, 0, a_.inFlight);
    if (a_.pushed != 0) addGenerated<F::pushBytesSent>(w_, at, 0, a_.pushed);
  }

  template <auto Field>
  void flag(TcpMark m, std::uint32_t at) {
    if (a_.marks.has(m)) note<Field>(w_, at, 0);
  }

  void flags(std::uint32_t at) {
    const NodeId node = addGenerated<F::analysisFlags>(w_, at, 0, 0);
    Under<Sink> under{w_, node};
    if (a_.marks.isRepeat()) note<F::retransmission>(w_, at, 0);
    flag<F::fastRetransmission>(TcpMark::fastRetransmission, at);
    flag<F::spuriousRetransmission>(TcpMark::spuriousRetransmission, at);
    flag<F::outOfOrder>(TcpMark::outOfOrder, at);
    flag<F::reusedPorts>(TcpMark::reusedPorts, at);
    flag<F::lostSegment>(TcpMark::lostSegment, at);
    flag<F::ackLostSegment>(TcpMark::ackLostSegment, at);
    flag<F::windowUpdate>(TcpMark::windowUpdate, at);
    flag<F::windowFull>(TcpMark::windowFull, at);
    flag<F::keepAlive>(TcpMark::keepAlive, at);
    flag<F::keepAliveAck>(TcpMark::keepAliveAck, at);
    flag<F::zeroWindow>(TcpMark::zeroWindow, at);
    flag<F::zeroWindowProbe>(TcpMark::zeroWindowProbe, at);
    flag<F::zeroWindowProbeAck>(TcpMark::zeroWindowProbeAck, at);
    flag<F::duplicateAck>(TcpMark::duplicateAck, at);
    flag<F::tfoSyn>(TcpMark::tfoSyn, at);
    flag<F::tfoAck>(TcpMark::tfoAck, at);
    flag<F::tfoIgnored>(TcpMark::tfoIgnored, at);
    flag<F::overlapConflict>(TcpMark::changedData, at);
    if (a_.marks.has(TcpMark::retransmission) && a_.waitedNs > 0) {
      addGenerated<F::rto>(w_, at, 0, static_cast<std::uint64_t>(a_.waitedNs));
      if (a_.repeats.valid()) addGenerated<F::rtoFrame>(w_, at, 0, numberOf(a_.repeats));
    }
    if (a_.marks.has(TcpMark::duplicateAck)) {
      addGenerated<F::duplicateAckNumber>(w_, at, 0, a_.duplicate);
      addGenerated<F::duplicateAckFrame>(w_, at, 0, numberOf(a_.duplicateOf));
    }
  }

  Walk<Sink>& w_;
  const TcpAnalysis& a_;
};

}  // namespace pw::tcp
