// What a walk is told about a packet besides its bytes.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/bytes/byte_view.h"
#include "core/file/packet_source.h"
#include "core/flow/tcp_marks.h"
#include "core/packet/link_type.h"
#include "core/packet/packet_id.h"
#include "core/packet/packet_summary.h"

namespace pw {

class Expectations;

/// One fragment's share of a reassembled datagram.
struct FragmentPiece {
  PacketId packet;
  std::uint32_t at = 0;      ///< place in the datagram, bytes
  std::uint32_t dataAt = 0;  ///< place in the fragment's frame, bytes
  std::uint32_t length = 0;
};

/// A datagram that this packet completed, or that it belongs to.
struct ReassemblyView {
  ByteView bytes;                         ///< whole datagram payload; empty where this packet does not complete it
  std::span<const FragmentPiece> pieces;  ///< in the order they arrived
  PacketId completedIn;                   ///< not valid while pieces are missing
};

/// What is known of a packet's conversation, fixed when its packets were first seen.
struct FlowFacts {
  static constexpr std::uint8_t kUnknownScale = 255;  ///< the opening was not seen
  static constexpr std::uint8_t kNoScale = 254;       ///< the opening had no such option on both sides

  bool known = false;
  std::uint32_t stream = 0;         ///< tcp.stream or udp.stream
  ProtocolId application = ProtocolId::none;  ///< what an earlier packet announced this conversation to be
  std::uint8_t direction = 0;       ///< 0: as the first packet of the flow
  bool accEcn = false;              ///< AE, CWR and ECE are one counter, but for those of a SYN (RFC 9768 §3.2)
  std::uint32_t baseSeq[2] = {0, 0};  ///< raw sequence number shown as 0, by direction
  bool hasBase[2] = {false, false};
  std::uint8_t scale[2] = {kUnknownScale, kUnknownScale};  ///< shift of the window field, by direction
};

/// What a TCP segment means in its conversation, as the tracker and the timing found it.
struct TcpAnalysis {
  bool known = false;
  bool measured = false;          ///< the parts below `marks` were worked out, not only the marks
  TcpMarks marks;
  std::uint8_t completeness = 0;  ///< tcp.completeness, this segment included
  std::uint32_t duplicate = 0;    ///< number of a duplicate ACK
  PacketId duplicateOf;           ///< the ACK that it repeats; none for a first segment
  PacketId acked;                 ///< the segment whose last byte it acknowledges
  std::int64_t ackRttNs = -1;     ///< since that segment
  PacketId repeats;               ///< of a retransmission: what it repeats
  std::int64_t waitedNs = -1;     ///< since that segment
  std::uint32_t inFlight = 0;     ///< bytes; 0: not known
  std::uint32_t pushed = 0;       ///< bytes since the last PSH; 0: no data
  std::int64_t initialRttNs = -1;
  std::int64_t sinceFirstNs = 0, sincePreviousNs = 0;  ///< within the conversation

  bool operator==(const TcpAnalysis&) const = default;
};

/// A message of an application protocol that ends in a packet.
struct MessageView {
  std::uint32_t at = 0;  ///< in the packet's payload, or in StreamView::bytes where it began or ends elsewhere
  std::uint32_t length = 0;
  ProtocolId protocol = ProtocolId::none;
  ProtocolId carrier = ProtocolId::none;  ///< a layer around it: the protocol that handed the connection over
  bool together = false;    ///< put together from several segments
  bool own = true;          ///< all but what earlier messages have in it lies in this packet
  std::uint64_t facts = 0;  ///< what the protocol must know of the connection; its own coding
};

/// How another message begins that has to do with the one that is walked.
struct OtherMessage {
  PacketId packet;  ///< where it ends; none: not known, or not there
  ByteView bytes;   ///< its first ones, at most kOtherMessage; what cannot be read is missing
};
inline constexpr std::uint32_t kOtherMessage = 4096;
inline constexpr std::uint32_t kStreamBefore = 1 << 18;

/// A request and its final response.
struct RequestAndResponse {
  OtherMessage request, response;
};

/// A message's place among those of its connection, and what may have to do with it in others.
struct MessageLink {
  std::uint32_t number = 0;  ///< among the requests, or the final responses, of its connection, from 1; 0: of neither
  bool isResponse = false;   ///< a final one, or one before it
  OtherMessage request;      ///< of a response: what it answers
  OtherMessage response;     ///< of a request: the final one
  std::int64_t timeNs = -1;  ///< from the end of the request to the end of the response
  PacketId previousRequest, nextRequest, previousResponse, nextResponse;
  /// Of a request: those of the same client before it from which it may follow (MessageRole::leadsOn).
  std::span<const RequestAndResponse> before;
  /// Of such a request or response: the client's next requests.
  std::span<const OtherMessage> after;
  /// Of a message that continues others: all bytes of its side from the first of them up to it, at most kStreamBefore;
  /// empty where there are more, or where some are missing.
  ByteView streamBefore;
};

/// One for each message that ends in a packet, in order, and the bytes that they refer to.
struct MessageLinks {
  std::vector<MessageLink> all;
  std::deque<std::vector<std::uint8_t>> bytes;
  std::deque<std::vector<RequestAndResponse>> before;
  std::deque<std::vector<OtherMessage>> after;
};

/// One segment's share of what StreamView::bytes hold.
struct StreamPiece {
  PacketId packet;
  std::uint32_t at = 0;      ///< place in StreamView::bytes
  std::uint32_t skip = 0;    ///< bytes of the segment's payload before it
  std::uint32_t length = 0;
};

/// A TCP segment's place in the stream of an application protocol.
struct StreamView {
  bool known = false;    ///< the payload belongs to such a stream
  bool pending = false;  ///< its last byte belongs to a message that goes on
  std::span<const MessageView> messages;  ///< that end here, in order
  MessageView begun;     ///< one that is not over; without a protocol where there is nothing to say of it
  ByteView begunBytes;   ///< its first ones, where it began in an earlier packet
  std::uint32_t missing = 0;  ///< of `bytes`, those that were not captured: zeros stand in their place
  ByteView bytes;        ///< the stream from the first message that was put together on; empty where there is none
  std::span<const StreamPiece> pieces;    ///< that `bytes` were put together from
  std::shared_ptr<const MessageLinks> links;  ///< by place in `messages`; null where they were not worked out
};

/// Inputs of one walk. Borrows all but StreamView::links.
struct PacketContext {
  PacketId id;
  LinkType linkType = LinkType::ethernet;
  ByteView bytes;
  std::uint32_t wireLen = 0;
  std::int64_t timeNs = 0;
  bool hasTime = true;
  std::int64_t firstTimeNs = 0;     ///< of the capture's first packet
  std::int64_t previousTimeNs = 0;  ///< of the packet before; the packet's own for the first
  std::uint16_t interface = 0;
  std::uint8_t fcsLen = 0;          ///< bytes of frame check sequence known to be at the end
  const PacketExtras* extras = nullptr;
  const InterfaceInfo* interfaceInfo = nullptr;
  ReassemblyView reassembly;
  FlowFacts flow;
  TcpAnalysis analysis;
  StreamView stream;
  PacketId answers;                 ///< the packet with the question that this one answers; or the one that it repeats
  std::int64_t answerTimeNs = 0;    ///< since that one
  bool answersAgain = false;        ///< `answers` is an answer itself, to the same question
  const Expectations* expectations = nullptr;  ///< asked where the flow is not known yet; may be null
};

}  // namespace pw
