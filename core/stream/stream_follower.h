// Puts the bytes of a TCP conversation in order and finds the messages in them.
#pragma once
#include <array>
#include <cstdint>
#include <deque>
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
};

/// A message of a conversation: where its bytes lie in its side's stream.
struct StreamMessage {
  FlowId flow;
  PacketId completedIn;
  SeqNum seq;                ///< of its first byte
  std::uint32_t length = 0;  ///< bytes
  Direction direction = Direction::forward;
  ProtocolId protocol = ProtocolId::none;
  std::uint64_t facts = 0;   ///< for the protocol's walk: MessageEnds::End::facts
};

/// Follows one conversation. Bytes that come in order go to the framer as they are; those that come early are kept until
/// the gap before them is filled, up to kMaxKept a direction. Memory: about 200 bytes, what the framer keeps, and that.
class StreamFollower {
 public:
  static constexpr std::size_t kMaxKept = std::size_t{256} << 10;
  static constexpr std::size_t kMaxPieces = 512;

  /// Bytes of one message that are kept for somebody who wants to see it at once.
  static constexpr std::size_t kMaxMessage = std::size_t{16} << 20;

  /// `keepMessages`: assembled() is wanted.
  StreamFollower(ProtocolId protocol, std::unique_ptr<StreamFramer> framer, Direction client, bool keepMessages)
      : protocol_(protocol), framer_(std::move(framer)), client_(client), keepMessages_(keepMessages) {}

  struct Found {
    bool known = false;    ///< the segment's payload belongs to the protocol's stream
    bool pending = false;  ///< its last byte belongs to a message that goes on
    bool early = false;    ///< it came before bytes that precede it
  };
  /// Adds the messages that end with this segment to `messages`, their flow left to the caller. Without `mayKeep` bytes
  /// that come early are not waited for.
  Found add(const StreamSegment& segment, std::vector<StreamMessage>& messages, bool mayKeep = true);
  /// The bytes from the first message that ended with the latest segment of this direction up to the end of the last
  /// one; empty where they were too many. Valid until the next call of a member that takes messages.
  [[nodiscard]] ByteView assembled(Direction d) const noexcept;
  /// Both streams are over.
  [[nodiscard]] bool done() const noexcept { return sides_[0].closed && sides_[1].closed; }
  /// The other side has acknowledged bytes up to `ack`: those of direction `d` that were not seen will not come.
  void acknowledged(Direction d, SeqNum ack, PacketId packet, std::vector<StreamMessage>& messages);
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
    bool waiting = false;  ///< bytes came early: those before them are missing
    SeqNum next;     ///< of the next byte for the framer
    SeqNum message;  ///< where the message that goes on began
    std::deque<Piece> early;  ///< by seq
    std::size_t kept = 0;
    std::vector<std::uint8_t> buffer;  ///< with keepMessages: from bufferSeq up to next
    SeqNum bufferSeq;
    bool bufferWhole = true;
    std::uint32_t endsAt = 0;  ///< in the buffer: behind the last message that ended
  };

  void trim(Side& side);
  void remember(Side& side, ByteView bytes);

  void feed(Direction d, ByteView bytes, PacketId packet, std::vector<StreamMessage>& out);
  void missing(Direction d, std::uint32_t bytes);
  void drain(Direction d, PacketId packet, std::vector<StreamMessage>& out);
  void keep(Side& side, const StreamSegment& segment);
  void close(Direction d, PacketId packet, std::vector<StreamMessage>& out);
  [[nodiscard]] unsigned sideOf(Direction d) const noexcept { return d == client_ ? 0u : 1u; }

  ProtocolId protocol_;
  std::unique_ptr<StreamFramer> framer_;
  Direction client_;
  bool keepMessages_;
  std::array<Side, 2> sides_;  ///< by Direction
  MessageEnds ends_;
};

}  // namespace pw
