// A column that few packets have a value in.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/packet/packet_id.h"

namespace pw {

/// Append-only, in chunks that never move. One writer; readers see what was added before the row that they read was
/// published. Past kMaxChunks chunks nothing more is kept.
template <class Value>
class SparseColumn {
 public:
  /// With rising `packet`.
  void add(PacketId packet, const Value& value) {
    const std::size_t n = size_.load(std::memory_order_relaxed);
    if (n == kMaxChunks * kChunk) return;
    if (!chunks_) chunks_ = std::make_unique<std::unique_ptr<Chunk>[]>(kMaxChunks);
    auto& chunk = chunks_[n / kChunk];
    if (!chunk) chunk = std::make_unique<Chunk>();
    (*chunk)[n % kChunk] = {packet, value};
    size_.store(n + 1, std::memory_order_release);
  }

  /// O(log n).
  [[nodiscard]] std::optional<Value> find(PacketId packet) const noexcept {
    std::size_t low = 0, high = size_.load(std::memory_order_acquire);
    const std::size_t end = high;
    while (low < high) {
      const std::size_t mid = (low + high) / 2;
      if (at(mid).packet < packet) low = mid + 1;
      else high = mid;
    }
    if (low == end || at(low).packet != packet) return std::nullopt;
    return at(low).value;
  }

 private:
  struct Entry {
    PacketId packet;
    Value value{};
  };
  static constexpr std::size_t kChunk = 1 << 12;
  static constexpr std::size_t kMaxChunks = 1 << 16;
  using Chunk = std::array<Entry, kChunk>;

  [[nodiscard]] const Entry& at(std::size_t i) const noexcept { return (*chunks_[i / kChunk])[i % kChunk]; }

  std::unique_ptr<std::unique_ptr<Chunk>[]> chunks_;
  std::atomic<std::size_t> size_{0};
};

/// Of a duplicate ACK: which acknowledgment it repeats, and which number it is.
struct DuplicateAck {
  PacketId of;  ///< none: repeats the number that a side began with
  std::uint32_t number = 0;
};

}  // namespace pw
