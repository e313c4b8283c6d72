// One conversation as something to be read from its beginning to its end: what each side sent, in order, without
// headers. It keeps where the bytes lie, not the bytes.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/follow/shared_blocks.h"
#include "core/follow/stream_order.h"
#include "core/stream/readable_parts.h"
#include "core/trace/packet_reader.h"

namespace pw {

enum class FollowMode : std::uint8_t {
  raw,       ///< payloads of TCP segments or UDP datagrams
  messages,  ///< of TCP, messages of the protocol that was recognised: contents unpacked, sealed parts told
};

/// A stretch that one packet carried or completed; 40 bytes.
struct FollowChunk {
  enum class Kind : std::uint8_t {
    bytes,
    gap,     ///< `length` bytes are missing in the capture
    cut,     ///< `length` bytes were cut off by the capture
    differs, ///< the packet sent `length` bytes again that are not what was sent first; not part of the stream
    head,    ///< ReadablePart::Kind
    body,
    named,
    sealed,
    left,    ///< `length` bytes of messages that are too long to be put together
  };

  PacketId packet;
  Kind kind = Kind::bytes;
  Direction direction = Direction::forward;
  bool whole = true;              ///< body: it could be unpacked to its end
  std::uint16_t message = 0;      ///< among those that end in the packet
  std::uint16_t part = 0;         ///< of the message
  std::uint32_t skip = 0;         ///< bytes, gap, cut, differs: of the payload before it
  std::uint32_t length = 0;       ///< bytes that are shown, or that are missing or sealed
  std::uint32_t inside = ReadablePart::kUnknown;  ///< sealed: data in it, at most
  std::uint64_t at = 0;           ///< bytes of its direction before it; those that are missing count

  /// Whether there is something to read behind it, by ChunkReader.
  [[nodiscard]] bool hasBytes() const noexcept {
    return kind == Kind::bytes || kind == Kind::differs || kind == Kind::head || kind == Kind::body ||
           kind == Kind::named;
  }
};

/// Never changes. Chunks are in the order in which they could be read; each run of one direction is a turn.
class FollowedStream {
 public:
  /// Packets past so many of one conversation are not followed; whole() then says false.
  static constexpr std::size_t kMaxPackets = std::size_t{1} << 24;

  /// Follows the packets of a flow below `rows` of the trace. Null where `stop` was asked for. Any thread; reads
  /// columns at some 50 ns a segment, and bytes where the columns do not tell: datagrams, cut packets, retransmissions,
  /// messages.
  static std::shared_ptr<const FollowedStream> make(const Trace& trace, const Registry& registry, FlowId flow,
                                                    FollowMode mode, std::uint32_t rows,
                                                    const std::stop_token& stop = {});
  /// The same with the packets that came since `before` was made. Shares its memory.
  static std::shared_ptr<const FollowedStream> more(const FollowedStream& before, const Trace& trace,
                                                    const Registry& registry, std::uint32_t rows,
                                                    const std::stop_token& stop = {});

  [[nodiscard]] FlowId flow() const noexcept { return flow_; }
  [[nodiscard]] FollowMode mode() const noexcept { return mode_; }
  [[nodiscard]] const SharedBlocks<FollowChunk>& chunks() const noexcept { return chunks_; }
  /// What stands behind the chunks as long as no more packets come: segments whose predecessors are missing, and
  /// messages that are not over.
  [[nodiscard]] const std::vector<FollowChunk>& tail() const noexcept { return tail_; }
  [[nodiscard]] std::size_t size() const noexcept { return chunks_.size() + tail_.size(); }
  [[nodiscard]] const FollowChunk& operator[](std::size_t i) const noexcept {
    return i < chunks_.size() ? chunks_[i] : tail_[i - chunks_.size()];
  }
  /// Index of a chunk that a packet brought, or size().
  [[nodiscard]] std::size_t chunkOf(PacketId packet) const noexcept;
  /// Bytes that a direction sent, without what is missing or still waits.
  [[nodiscard]] std::uint64_t bytes(Direction d) const noexcept { return sent_[static_cast<unsigned>(d)]; }
  /// Who sent the first segment or datagram, one without data too. Nothing where no header could be read to its end.
  [[nodiscard]] std::optional<Direction> firstSender() const noexcept { return firstSender_; }
  [[nodiscard]] std::uint32_t rows() const noexcept { return rows_; }
  [[nodiscard]] bool whole() const noexcept { return whole_; }
  /// Retransmissions that brought other bytes than what they repeat.
  [[nodiscard]] std::uint32_t different() const noexcept { return different_; }

 private:
  friend class StreamCollector;
  FollowedStream() = default;
  FollowedStream(const FollowedStream&) = default;

  FlowId flow_;
  FollowMode mode_ = FollowMode::raw;
  SharedBlocks<FollowChunk> chunks_;
  std::array<SharedBlocks<std::uint32_t>, 2> ofSide_;  ///< raw TCP: the chunks of a direction, by place in its stream
  std::vector<FollowChunk> tail_;
  std::array<std::uint64_t, 2> sent_{}, shown_{};
  std::optional<Direction> firstSender_;
  std::uint32_t rows_ = 0, different_ = 0;
  std::size_t packets_ = 0;
  bool whole_ = true;
  StreamOrder order_;
  std::array<std::deque<OrderedPiece>, 2> open_;  ///< messages: what stands behind the last whole one
};

/// Reads what chunks stand for. One per thread; trace and registry must outlive it.
class ChunkReader {
 public:
  ChunkReader(const Trace& trace, const Registry& registry) : registry_(registry), reader_(trace, registry) {}

  /// The bytes of a chunk that has some, as far as they can be read; until the next call.
  ByteView read(const FollowChunk& chunk);
  /// The name of a part that is known by it; as long as the program.
  std::string_view name(const FollowChunk& chunk);
  /// The payload of any packet, as PacketReader::payloadOf().
  ByteView payload(PacketId packet) { return reader_.payloadOf(packet); }

 private:
  const ReadablePart* partOf(const FollowChunk& chunk);

  const Registry& registry_;
  PacketReader reader_;
  PacketId loaded_;              // whose messages are at hand
  std::uint16_t message_ = 0;    // whose parts are
  ReadableParts parts_;
  ByteView bytes_;
};

}  // namespace pw
