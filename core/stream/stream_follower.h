// Puts the bytes of a TCP conversation in order and finds the messages in them.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/flow/tcp_flow.h"
#include "core/packet/packet_summary.h"
#include "core/stream/stream_framer.h"

namespace pw {

/// The payload of one segment, as far as it was captured.
struct StreamSegment {
  PacketId packet;
  Direction direction = Direction::forward;
  SeqNum seq;               ///< of its first payload byte
  ByteView bytes;           ///< captured payload
  std::uint32_t length = 0; ///< payload on the wire
  bool fin = false;

  [[nodiscard]] SeqNum end() const noexcept { return seq + length; }
};

/// A message of a conversation, or its beginning: where its bytes lie in its side's stream.
struct StreamMessage {
  enum class Part : std::uint8_t {
    whole,
    wholeHere, ///< whole, with bytes of earlier messages in front; its own all lie in this packet
    begins,  ///< it is not over in this packet, and begins here
    goesOn,  ///< it is not over in this packet, and began in an earlier one: `first`
  };
  PacketId packet;           ///< that completes it; else of this part
  SeqNum seq;                ///< of its first byte
  std::uint32_t length = 0;  ///< bytes; of `begins` those in this packet
  PacketId first;            ///< for goesOn
  Direction direction = Direction::forward;
  Part part = Part::whole;
  ProtocolId protocol = ProtocolId::none;
  ProtocolId carrier = ProtocolId::none;  ///< that handed the connection over and lies around it
  std::uint64_t facts = 0;   ///< for the protocol's walk: MessageEnds::End::facts
  QuestionNumber question{};
};

/// Follows one conversation. Bytes that come in order go to the framer as they are; those that come early are kept until
/// the gap before them is filled, up to kMaxKept a direction. Memory: about 300 bytes, what the framer keeps, and that.
class StreamFollower {
 public:
  static constexpr std::size_t kMaxKept = std::size_t{256} << 10;
  static constexpr std::size_t kMaxPieces = 512;
  /// Bytes of one message that are kept for somebody who wants to see it at once.
  static constexpr std::size_t kMaxMessage = std::size_t{16} << 20;
  /// Feeds of bytes of an unknown protocol, after a connection was handed over, that are looked at.
  static constexpr unsigned kTries = 8;

  /// `keepMessages`: assembled() is wanted. The finder must outlive it.
  StreamFollower(const StreamFinder& finder, ProtocolId protocol, Direction client, bool keepMessages);

  struct Found {
    bool known = false;    ///< the segment's payload belongs to the protocol's stream
    bool pending = false;  ///< its last byte belongs to a message that goes on
    bool early = false;    ///< it came before bytes that precede it
  };
  /// Where a side's stream begins, if that is known before its first segment comes.
  void startsAt(Direction d, SeqNum seq) noexcept;
  /// Adds the messages that end with this segment to `messages`, and what it holds of one that goes on. Without `mayKeep`
  /// bytes that come early are not waited for.
  Found add(const StreamSegment& segment, std::vector<StreamMessage>& messages, bool mayKeep = true);
  /// `length` bytes of a direction from `from` on, which must belong to the messages that ended with its latest segment or
  /// that go on; fewer where they were too many to be kept. Valid until the next call of add().
  [[nodiscard]] ByteView assembled(Direction d, SeqNum from, std::size_t length) const noexcept;
  /// Both streams are over.
  [[nodiscard]] bool done() const noexcept { return sides_[0].closed && sides_[1].closed; }
  /// The other side has acknowledged bytes up to `ack`: those of direction `d` that were not seen will not come.
  void acknowledged(Direction d, SeqNum ack) noexcept;
  /// The sender of direction `d` has reset the connection: what the other one had on its way may still come.
  void aborted(Direction d) noexcept;
  [[nodiscard]] ProtocolId protocol() const noexcept { return protocol_; }
  [[nodiscard]] std::size_t kept() const noexcept { return sides_[0].kept + sides_[1].kept; }

 private:
  struct Piece {
    SeqNum seq;
    std::vector<std::uint8_t> bytes;
    std::uint32_t length = 0;
  };
  struct Side {
    bool begun = false, inMessage = false, closed = false;
    bool lost = false;  ///< the bytes before the first early piece will not come
    SeqNum holeAt, holeEnd;  ///< bytes that were passed over: equal where there are none
    SeqNum next;        ///< of the next byte for the framer
    SeqNum message;     ///< behind the last message: where the one that goes on began
    std::uint32_t back = 0;  ///< bytes before it that belong to it as well
    PacketId messageIn; ///< the packet that brought its first byte
    std::vector<Piece> early;  ///< by seq
    std::size_t kept = 0;
    std::vector<std::uint8_t> buffer;  ///< with keepMessages: from bufferSeq up to next
    SeqNum bufferSeq;
    bool bufferWhole = true;
  };
  using Messages = std::vector<StreamMessage>;

  void trim(Side& side);
  void remember(Side& side, ByteView bytes);
  void feed(const StreamSegment& s, ByteView bytes, Messages& out);
  bool handOver(const StreamSegment& s, ByteView bytes, Messages& out);
  void take(const StreamSegment& s, std::size_t bytes, Messages& out);
  void missing(Direction d, std::uint32_t bytes);
  void cutShort(const StreamSegment& s, Messages& out);
  void giveUp(const StreamSegment& s, Messages& out);
  void drain(const StreamSegment& s, Messages& out);
  void keep(Side& side, const StreamSegment& segment);
  bool jumps(const StreamSegment& s) const;
  void fillHole(const StreamSegment& s, Messages& out);
  void close(const StreamSegment& s, Messages& out);
  void partly(const StreamSegment& s, Messages& out);
  Side& sideOf(Direction d) noexcept { return sides_[static_cast<unsigned>(d)]; }
  [[nodiscard]] unsigned roleOf(Direction d) const noexcept { return d == client_ ? 0u : 1u; }

  const StreamFinder& finder_;
  ProtocolId protocol_;
  ProtocolId carrier_ = ProtocolId::none;
  std::unique_ptr<StreamFramer> framer_;
  Direction client_;
  bool keepMessages_;
  unsigned tries_ = 0;
  std::array<Side, 2> sides_;  ///< by Direction
  MessageEnds ends_;
};

}  // namespace pw
