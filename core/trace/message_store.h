// The messages of application protocols that were found in TCP streams: where each lies, 16 bytes. A message that needs
// several packets has an entry where it begins, too, as far as there is something to say of it there.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/stream/stream_follower.h"

namespace pw {

/// Append-only, in the order of the packets that complete them or that they begin in. One writer; readers see the messages of rows that are
/// published. Flow and direction are those of the completing packet.
class MessageStore {
 public:
  /// Past so many nothing more is kept: their bytes are shown as data of the stream.
  static constexpr std::size_t kMax = std::size_t{1} << 28;

  struct Entry {
    PacketId packet;           ///< see StreamMessage
    SeqNum seq;                ///< of the first byte
    std::uint32_t length = 0;  ///< bytes; of Part::goesOn the packet where it began
    std::uint16_t facts : 14 = 0;  ///< into factsOf()
    std::uint16_t part : 2 = 0;
    ProtocolId protocol = ProtocolId::none;
    ProtocolId carrier = ProtocolId::none;

    [[nodiscard]] StreamMessage::Part partOf() const noexcept { return static_cast<StreamMessage::Part>(part); }
  };
  static_assert(sizeof(Entry) == 16);

  void add(const StreamMessage& m);
  [[nodiscard]] std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
  [[nodiscard]] const Entry& operator[](std::size_t i) const noexcept { return (*chunks_[i / kChunk])[i % kChunk]; }
  [[nodiscard]] std::uint64_t factsOf(const Entry& e) const noexcept { return (*factChunks_[e.facts / kFacts])[e.facts % kFacts]; }
  /// Index of the first entry of a packet at or behind this one; size() where there is none. O(log n).
  [[nodiscard]] std::size_t firstOf(PacketId packet) const noexcept;

 private:
  static constexpr std::size_t kChunk = 1 << 12;
  static constexpr std::size_t kFacts = 256;
  using Chunk = std::array<Entry, kChunk>;

  std::uint16_t intern(std::uint64_t facts);

  std::unique_ptr<std::unique_ptr<Chunk>[]> chunks_;
  std::atomic<std::size_t> size_{0};
  std::array<std::unique_ptr<std::array<std::uint64_t, kFacts>>, (1 << 14) / kFacts> factChunks_{};
  std::unordered_map<std::uint64_t, std::uint16_t> factIds_;  // writer only
};

}  // namespace pw
