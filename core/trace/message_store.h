// The messages of application protocols that were found in TCP streams: where each lies, 12 bytes. A message that needs
// several packets has an entry where it begins, too, as far as there is something to say of it there.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/stream/stream_follower.h"
#include "core/trace/sparse_column.h"

namespace pw {

/// Append-only, in the order of the packets that complete them or that they begin in. One writer; readers see the
/// messages of rows that are published. Flow and direction are those of the completing packet.
class MessageStore {
 public:
  /// Past so many nothing more is kept: their bytes are shown as data of the stream.
  static constexpr std::size_t kMax = std::size_t{1} << 28;

  /// What messages have in common with many others.
  struct Kind {
    std::uint64_t facts = 0;  ///< see StreamMessage
    StreamMessage::Part part = StreamMessage::Part::whole;
    ProtocolId protocol = ProtocolId::none;
    ProtocolId carrier = ProtocolId::none;

    /// All of the message is there once its packet is.
    [[nodiscard]] bool isWhole() const noexcept {
      return part == StreamMessage::Part::whole || part == StreamMessage::Part::wholeHere;
    }
    friend bool operator==(const Kind&, const Kind&) = default;
  };
  struct Entry : Kind {
    PacketId packet;           ///< see StreamMessage
    SeqNum seq;                ///< of the first byte
    std::uint32_t length = 0;  ///< bytes
    PacketId first;            ///< of Part::goesOn the packet where it began, and no length
  };

  void add(const StreamMessage& m);
  [[nodiscard]] std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
  [[nodiscard]] Entry operator[](std::size_t i) const noexcept;
  /// The same as of the entry, for searches.
  [[nodiscard]] PacketId packetOf(std::size_t i) const noexcept { return stored(i).packet; }
  /// Index of the first entry of a packet at or behind this one; size() where there is none. O(log n).
  [[nodiscard]] std::size_t firstOf(PacketId packet) const noexcept;

 private:
  static constexpr std::size_t kChunk = 1 << 12;
  static constexpr std::size_t kKinds = 256;
  static constexpr std::uint16_t kLong = UINT16_MAX;
  struct Stored {
    PacketId packet;
    SeqNum seq;
    std::uint16_t length;  ///< kLong: in long_; of Part::goesOn packets since the first
    std::uint16_t kind;    ///< into kinds_
  };
  static_assert(sizeof(Stored) == 12);
  using Chunk = std::array<Stored, kChunk>;
  struct KindHash {
    std::size_t operator()(const Kind& k) const noexcept;
  };

  [[nodiscard]] const Stored& stored(std::size_t i) const noexcept { return (*chunks_[i / kChunk])[i % kChunk]; }
  std::uint16_t intern(Kind kind);

  std::unique_ptr<std::unique_ptr<Chunk>[]> chunks_;
  std::atomic<std::size_t> size_{0};
  SparseColumn<std::uint32_t> long_;  ///< by the number of the message, not of a packet
  std::array<std::unique_ptr<std::array<Kind, kKinds>>, (1 << 16) / kKinds> kinds_{};
  std::unordered_map<Kind, std::uint16_t, KindHash> kindIds_;  // writer only
};

}  // namespace pw
