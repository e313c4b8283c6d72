// Packets from one thread (or process) to another without locks: a ring of variable-length records.
#pragma once
#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <span>

#include "core/bytes/byte_view.h"

namespace pw {

/// What stands before the bytes of each record, in host order.
struct RingRecord {
  std::uint32_t captured = 0;  ///< bytes that follow
  std::uint32_t wireLen = 0;
  std::int64_t timeNs = 0;     ///< ns since 1970-01-01 UTC
  std::uint32_t interface = 0;
  std::uint32_t reserved = 0;
};

/// The control block at the start of the ring's memory. It holds no pointer, so that the memory may be shared between
/// processes at different addresses. Head and tail lie on cache lines of their own: the two sides would otherwise take
/// the line from each other with every packet.
struct RingControl {
  static constexpr std::size_t kLine = 64;

  alignas(kLine) std::atomic<std::uint64_t> written{0};  ///< bytes ever published; only the producer stores
  alignas(kLine) std::atomic<std::uint64_t> read{0};     ///< bytes ever freed; only the consumer stores
  alignas(kLine) std::atomic<std::uint64_t> dropped{0};  ///< packets that found no room; only the producer stores
  alignas(kLine) std::uint64_t capacity = 0;             ///< bytes of records; a power of two; set once
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// Memory of a ring: control block, then records. Owns nothing.
class RingMemory {
 public:
  static constexpr std::size_t kMinCapacity = 4096;
  static constexpr std::size_t bytesFor(std::size_t capacity) { return sizeof(RingControl) + capacity; }

  /// Makes a ring in memory that is aligned to 64 bytes. Empty where it is too small or not aligned; the capacity is
  /// the largest power of two that fits.
  static std::optional<RingMemory> create(std::span<std::uint8_t> memory) noexcept {
    if (reinterpret_cast<std::uintptr_t>(memory.data()) % RingControl::kLine != 0) return std::nullopt;
    if (memory.size() < bytesFor(kMinCapacity)) return std::nullopt;
    auto* control = ::new (memory.data()) RingControl;
    control->capacity = std::bit_floor(memory.size() - sizeof(RingControl));
    return RingMemory{control, memory.data() + sizeof(RingControl), control->capacity};
  }
  /// Joins a ring that another process made. Empty where its capacity is impossible for this memory.
  static std::optional<RingMemory> join(std::span<std::uint8_t> memory) noexcept {
    if (reinterpret_cast<std::uintptr_t>(memory.data()) % RingControl::kLine != 0) return std::nullopt;
    if (memory.size() < bytesFor(kMinCapacity)) return std::nullopt;
    auto* control = std::launder(reinterpret_cast<RingControl*>(memory.data()));
    const std::uint64_t capacity = control->capacity;  // read once: the other side may change it behind our back
    if (!std::has_single_bit(capacity) || capacity < kMinCapacity || capacity > memory.size() - sizeof(RingControl))
      return std::nullopt;
    return RingMemory{control, memory.data() + sizeof(RingControl), capacity};
  }

 private:
  friend class RingProducer;
  friend class RingConsumer;
  RingMemory(RingControl* control, std::uint8_t* data, std::uint64_t capacity) noexcept
      : control_(control), data_(data), capacity_(capacity) {}

  RingControl* control_;
  std::uint8_t* data_;
  std::uint64_t capacity_;
};

namespace ring {
/// Records begin at multiples of 8 and are never split: where one would cross the end, a skip mark fills the rest.
inline constexpr std::uint32_t kSkip = UINT32_MAX;
constexpr std::uint64_t padded(std::uint64_t n) noexcept { return (n + 7) & ~std::uint64_t{7}; }
constexpr std::uint64_t sizeOf(std::uint32_t captured) noexcept { return padded(sizeof(RingRecord) + captured); }
}  // namespace ring

/// The capture thread's side. Never waits: a packet that finds no room is dropped and counted.
class RingProducer {
 public:
  explicit RingProducer(RingMemory memory) noexcept
      : m_(memory),
        mask_(memory.capacity_ - 1),
        pending_(memory.control_->written.load(std::memory_order_relaxed)),
        readSeen_(memory.control_->read.load(std::memory_order_acquire)) {}

  /// Copies a packet behind the others; it is visible after publish(). False, and counted, where there is no room.
  bool put(const RingRecord& head, ByteView bytes) noexcept {
    const std::uint64_t need = ring::sizeOf(static_cast<std::uint32_t>(bytes.size()));
    const std::uint64_t at = pending_ & mask_;
    const std::uint64_t toEnd = m_.capacity_ - at;
    const std::uint64_t skip = need > toEnd ? toEnd : 0;
    if (!room(skip + need)) {
      // A counter of the producer alone: no other thread stores it, so that no read-modify-write is needed.
      m_.control_->dropped.store(m_.control_->dropped.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      return false;
    }
    if (skip != 0) std::memcpy(m_.data_ + at, &ring::kSkip, sizeof ring::kSkip);
    std::uint8_t* to = m_.data_ + ((pending_ + skip) & mask_);
    RingRecord r = head;
    r.captured = static_cast<std::uint32_t>(bytes.size());
    std::memcpy(to, &r, sizeof r);
    if (!bytes.empty()) std::memcpy(to + sizeof r, bytes.data(), bytes.size());
    pending_ += skip + need;
    return true;
  }
  /// Makes all that was put visible to the consumer: the release pairs with the acquire in RingConsumer::peek, so that
  /// the bytes are seen before the count.
  void publish() noexcept { m_.control_->written.store(pending_, std::memory_order_release); }
  [[nodiscard]] std::uint64_t dropped() const noexcept {
    return m_.control_->dropped.load(std::memory_order_relaxed);
  }

 private:
  bool room(std::uint64_t n) noexcept {
    if (n > m_.capacity_) return false;
    if (fits(n)) [[likely]] return true;
    // Only when the last known tail says "full": the acquire pairs with the consumer's release, so that it has done
    // with the bytes before they are overwritten.
    readSeen_ = m_.control_->read.load(std::memory_order_acquire);
    return fits(n);
  }
  /// A tail ahead of the head can only come from a hostile consumer: it counts as full.
  [[nodiscard]] bool fits(std::uint64_t n) const noexcept {
    const std::uint64_t used = pending_ - readSeen_;
    return used <= m_.capacity_ && n <= m_.capacity_ - used;
  }

  RingMemory m_;
  std::uint64_t mask_;
  std::uint64_t pending_;   // written, and what is not published yet
  std::uint64_t readSeen_;  // the tail as last read
};

/// The engine's side. Trusts nothing that it reads: lengths are checked against what was published.
class RingConsumer {
 public:
  explicit RingConsumer(RingMemory memory) noexcept
      : m_(memory),
        mask_(memory.capacity_ - 1),
        at_(memory.control_->read.load(std::memory_order_relaxed)),
        writtenSeen_(at_) {}

  /// Gives up to `max` records to `each(const RingRecord&, ByteView)`, in place: the views live until release().
  /// Returns how many there were.
  template <class Each>
  std::size_t peek(std::size_t max, Each&& each) {
    if (at_ == writtenSeen_) {
      writtenSeen_ = m_.control_->written.load(std::memory_order_acquire);
      // More than the ring holds: passing over it mark by mark would go on for ever.
      if (writtenSeen_ - at_ > m_.capacity_) broken_ = true;
    }
    std::size_t n = 0;
    while (n < max && at_ != writtenSeen_ && !broken_) {
      const std::uint64_t offset = at_ & mask_;
      const std::uint64_t toEnd = m_.capacity_ - offset;
      const std::uint64_t there = std::min(writtenSeen_ - at_, toEnd);
      std::uint32_t mark;
      std::memcpy(&mark, m_.data_ + offset, sizeof mark);
      if (mark == ring::kSkip) {
        if (writtenSeen_ - at_ < toEnd) {
          broken_ = true;
          break;
        }
        at_ += toEnd;
        continue;
      }
      RingRecord r;
      if (there >= sizeof r) std::memcpy(&r, m_.data_ + offset, sizeof r);
      if (there < sizeof r || ring::sizeOf(r.captured) > there || r.captured > m_.capacity_) {
        broken_ = true;
        break;
      }
      each(r, ByteView{m_.data_ + offset + sizeof r, r.captured});
      at_ += ring::sizeOf(r.captured);
      ++n;
    }
    return n;
  }
  /// Frees what peek() gave, for the producer to write over.
  void release() noexcept { m_.control_->read.store(at_, std::memory_order_release); }
  /// The producer wrote what cannot be: nothing more is read.
  [[nodiscard]] bool broken() const noexcept { return broken_; }
  [[nodiscard]] std::uint64_t dropped() const noexcept {
    return m_.control_->dropped.load(std::memory_order_relaxed);
  }

 private:
  RingMemory m_;
  std::uint64_t mask_;
  std::uint64_t at_;
  std::uint64_t writtenSeen_;  // the head as last read
  bool broken_ = false;
};

}  // namespace pw
