// What is kept of one TCP conversation: numbers that the tracker needs for the next segment, and what it found so far.
#pragma once
#include <array>
#include <cstdint>

#include "core/flow/flow_key.h"
#include "core/flow/tcp_marks.h"
#include "core/packet/packet_id.h"

namespace pw {

/// A place in a stream of bytes that wraps at 2^32 (RFC 9293 §3.4). No operator<: order is only local.
struct SeqNum {
  std::uint32_t value = 0;

  [[nodiscard]] constexpr bool before(SeqNum o) const noexcept { return static_cast<std::int32_t>(value - o.value) < 0; }
  [[nodiscard]] constexpr bool after(SeqNum o) const noexcept { return o.before(*this); }
  [[nodiscard]] constexpr std::uint32_t since(SeqNum o) const noexcept { return value - o.value; }
  constexpr SeqNum operator+(std::uint32_t n) const noexcept { return {value + n}; }
  constexpr SeqNum operator-(std::uint32_t n) const noexcept { return {value - n}; }
  bool operator==(const SeqNum&) const = default;
};

/// An end's state as RFC 9293 §3.3.2 names them, as far as the packets tell.
enum class TcpState : std::uint8_t {
  unknown,  ///< nothing of this end was seen, or it was there before the capture began
  closed,
  listen,
  synSent,
  synReceived,
  established,
  finWait1,
  finWait2,
  closeWait,
  closing,
  lastAck,
  timeWait,
};

/// How a conversation began.
enum class Opening : std::uint8_t {
  midStream,     ///< its beginning was not captured
  noAnswer,      ///< only SYNs of one side
  refused,       ///< a reset answered the SYN
  unfinished,    ///< SYN and SYN/ACK, no ACK after them
  threeWay,
  dataOnAck,     ///< three packets, of which the third carries data
  simultaneous,  ///< both sides sent a SYN (RFC 9293 §3.5 figure 7)
  fastOpen,      ///< data on the SYN, acknowledged by the SYN/ACK (RFC 7413)
  fastOpenIgnored,   ///< data on the SYN, not acknowledged by the SYN/ACK
  fastOpenRequested, ///< three packets, with a request for a cookie
  answerFirst,   ///< the SYN/ACK was captured, its SYN not
};

/// How it ended, by what was captured.
enum class Closing : std::uint8_t {
  open,           ///< no FIN and no reset seen
  oneSided,       ///< one FIN only
  fourSegments,   ///< FIN, ACK, FIN, ACK
  threeSegments,  ///< FIN, FIN+ACK, ACK
  halfClose,      ///< as four segments, with data between the second and the third
  simultaneous,   ///< neither FIN acknowledges the other
  reset,          ///< a reset, no FIN before it
  resetAfterFin,
};

/// What was agreed about explicit congestion notification.
enum class EcnSetup : std::uint8_t {
  unknown,       ///< the opening was not captured
  notAsked,
  asked,         ///< no answer seen
  negotiated,    ///< RFC 3168 §6.1.1: SYN with ECE and CWR, SYN/ACK with ECE alone
  refused,       ///< asked, and the SYN/ACK has neither
  reflected,     ///< the SYN/ACK repeats both bits, as broken stacks do: not negotiated
  fallback,      ///< asked, then asked no more by a plain SYN (RFC 3168 §6.1.1.1)
  accAsked,      ///< AccECN asked (RFC 9768 §3.1.1), no answer seen
  accNegotiated,
  accDowngraded, ///< AccECN asked, classic ECN agreed
  accRefused,    ///< AccECN asked, neither agreed
};

/// True where ECE and CWR mean echo and reduced, as in RFC 3168.
constexpr bool isClassicEcn(EcnSetup e) noexcept { return e == EcnSetup::negotiated || e == EcnSetup::accDowngraded; }

/// One direction: what its sender sent. All numbers raw, as in the header.
struct alignas(64) TcpSide {
  SeqNum nextSeq;         ///< highest end of a segment seen
  SeqNum lastAck;         ///< acknowledgment number of its latest segment
  SeqNum contiguousEnd;   ///< end of what was seen without a gap; jumps once a gap was told
  std::uint32_t window = UINT32_MAX;  ///< of its latest segment, as in the header; UINT32_MAX before the first
  std::int64_t nextSeqTimeNs = 0;  ///< when nextSeq last advanced
  std::int64_t lastTimeNs = 0;     ///< of its latest segment
  PacketId nextSeqPacket;      ///< which advanced nextSeq
  PacketId firstOfAck;         ///< the first segment with lastAck
  std::uint32_t duplicateAcks = 0;  ///< since firstOfAck
  std::uint32_t repeats = 0;   ///< segments sent again
  std::uint64_t payload = 0;   ///< bytes, sent again or not
  std::uint8_t scale = 255;    ///< shift of its windows, as FlowFacts::scale
  bool hasNext : 1 = false, hasAck : 1 = false, hasContiguous : 1 = false;
  bool lastWasKeepAlive : 1 = false, lastWasProbe : 1 = false, windowUnscaled : 1 = false;
  bool unseenTold : 1 = false;  ///< the other side acknowledged what was not seen, and that was told
  bool synSeen : 1 = false, synAckSeen : 1 = false, finSeen : 1 = false;
};
static_assert(sizeof(TcpSide) == 64);

/// One conversation. Written by the engine's thread; others read it under Trace::readFlows(). What nearly every segment
/// needs stands in the first three cache lines.
struct alignas(64) TcpFlow {
  std::array<TcpSide, 2> side;  ///< by Direction

  // ---- opening and closing ----
  std::uint8_t completeness = 0;  ///< tcp.completeness: 1 SYN, 2 SYN/ACK, 4 ACK, 8 data, 16 FIN, 32 RST
  Opening opening = Opening::midStream;
  Closing closing = Closing::open;
  EcnSetup ecn = EcnSetup::unknown;
  std::array<TcpState, 2> state{TcpState::unknown, TcpState::unknown};  ///< by Direction
  Direction client = Direction::forward;  ///< which way the client's packets go
  Direction closer = Direction::forward;  ///< of the first FIN
  Direction resetter = Direction::forward;
  bool clientKnown : 1 = false;           ///< from a SYN or SYN/ACK; else guessed
  bool firstFinAcked : 1 = false, secondFinAcked : 1 = false;
  bool finAckedByFin : 1 = false;         ///< the second FIN is also the first acknowledgment of the first
  bool fastOpenCookie : 1 = false, fastOpenRequest : 1 = false, fastOpenData : 1 = false;
  bool fastOpenTaken : 1 = false;         ///< the SYN/ACK acknowledged the SYN's data
  bool lossVisible = false;               ///< some segment was missing: states and verdicts after it are inferred
  bool finCarriesData[2] = {false, false};
  std::uint16_t synRepeats = 0;           ///< SYNs and SYN/ACKs sent again; saturates
  std::int64_t initialRttNs = -1;         ///< SYN to the ACK that completes the opening; -1: not known
  std::int64_t synTimeNs = 0;             ///< of the latest SYN of the client
  SeqNum synSeq[2];                       ///< valid where side.synSeen
  SeqNum finEnd[2];                       ///< first number behind the FIN; valid where side.finSeen
  SeqNum fastOpenEnd;                     ///< end of the data on the SYN; valid where fastOpenData
  std::uint32_t halfCloseBytes = 0;       ///< sent after the other side's FIN was acknowledged; saturates

  // ---- where to look ----
  PacketId syn;  ///< first SYN of the client
  PacketId synAck;
  PacketId openAck;
  PacketId fin[2];
  PacketId reset;

  // ---- explicit congestion notification ----
  std::uint8_t synEcnFlags = 0, synAckEcnFlags = 0;  ///< AE, CWR, ECE as three bits, of the latest of each
  bool cwrSent[2] = {false, false};
  bool ceSinceCwr[2] = {false, false};
  SeqNum cwrEnd[2];  ///< end of the latest segment with CWR; by Direction

  // ---- counts by direction ----
  struct Counts {
    std::uint32_t ect0 = 0, ect1 = 0, ce = 0;  ///< by the IP header
    std::uint32_t ece = 0, cwr = 0;            ///< on segments other than SYNs
    std::uint32_t gaps = 0;                    ///< lostSegment marks
    std::uint32_t outOfOrder = 0;
    std::uint32_t breaches = 0;                ///< ecnBreach marks
  };
  std::array<Counts, 2> counts;
};
static_assert(sizeof(TcpFlow) == 320);

}  // namespace pw
