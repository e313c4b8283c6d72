// Packets from one thread (or process) to another without locks: a ring of variable-length records.
// Why each memory order suffices: docs/packet-ring.md. The model check in tests/capture runs this very code.
#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
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

/// How a ring touches the memory that both sides see: a parameter, so that the model check can put itself in between.
struct RingAccess {
  using Word = std::atomic<std::uint64_t>;
  static_assert(Word::is_always_lock_free, "only lock-free atomics work between processes [atomics.lockfree]");

  static void write(std::uint8_t* to, const void* from, std::size_t n) noexcept {
    if (n != 0) std::memcpy(to, from, n);
  }
  /// Eight bytes, loaded once: an atomic load, which the compiler may not repeat. What was checked may be something else
  /// by now in the memory of a liar.
  static std::uint64_t read(std::uint8_t* from) noexcept {
    return std::atomic_ref{*reinterpret_cast<std::uint64_t*>(from)}.load(std::memory_order_relaxed);
  }
};

/// The control block at the start of the ring's memory. It holds no pointer, so that the memory may be shared between
/// processes at different addresses. Head and tail lie on cache lines of their own: the two sides would otherwise take
/// the line from each other with every packet.
template <class Access>
struct BasicRingControl {
  static constexpr std::size_t kLine = 64;
  using Word = typename Access::Word;

  alignas(kLine) Word written{0};   ///< bytes ever published; only the producer stores
  alignas(kLine) Word read{0};      ///< bytes ever freed; only the consumer stores
  alignas(kLine) Word dropped{0};   ///< packets that found no room; only the producer stores
  alignas(kLine) Word capacity{0};  ///< bytes of records; a power of two; stored once, before anybody joins
};

/// Memory of a ring: control block, then records. Owns nothing. Memory that is shared with another process must not be
/// able to shrink (F_SEAL_SHRINK): a look at what is gone would be a SIGBUS.
template <class Access>
class BasicRingMemory {
 public:
  using Control = BasicRingControl<Access>;
  static constexpr std::size_t kMinCapacity = 128;
  static constexpr std::size_t kMaxCapacity = std::size_t{1} << 32;  ///< no length can be taken for a skip mark
  static constexpr std::size_t bytesFor(std::size_t capacity) { return sizeof(Control) + capacity; }

  /// Makes a ring in memory that is aligned to 64 bytes. Empty where it is too small or not aligned; the capacity is
  /// the largest power of two that fits.
  static std::optional<BasicRingMemory> create(std::span<std::uint8_t> memory) noexcept {
    if (!usable(memory)) return std::nullopt;
    auto* control = ::new (memory.data()) Control;
    const std::size_t capacity = std::bit_floor(std::min(memory.size() - sizeof(Control), kMaxCapacity));
    control->capacity.store(capacity, std::memory_order_relaxed);
    return BasicRingMemory{control, memory.data() + sizeof(Control), capacity};
  }
  /// Joins a ring that another process made. Empty where its capacity is impossible for this memory.
  static std::optional<BasicRingMemory> join(std::span<std::uint8_t> memory) noexcept {
    if (!usable(memory)) return std::nullopt;
    auto* control = std::launder(reinterpret_cast<Control*>(memory.data()));
    // Loaded once and kept: the other side may change it behind our back.
    const std::uint64_t capacity = control->capacity.load(std::memory_order_relaxed);
    if (!std::has_single_bit(capacity) || capacity < kMinCapacity || capacity > kMaxCapacity ||
        capacity > memory.size() - sizeof(Control))
      return std::nullopt;
    return BasicRingMemory{control, memory.data() + sizeof(Control), capacity};
  }

  [[nodiscard]] std::uint64_t capacity() const noexcept { return capacity_; }
  /// Bytes of the longest packet that is taken. Records are not split, so that up to half of the ring is skipped at its
  /// end: what takes more than half would fit or not by where the head happens to stand.
  [[nodiscard]] std::uint64_t largestPacket() const noexcept { return capacity_ / 2 - sizeof(RingRecord); }

 private:
  template <class> friend class BasicRingProducer;
  template <class> friend class BasicRingConsumer;
  BasicRingMemory(Control* control, std::uint8_t* data, std::uint64_t capacity) noexcept
      : control_(control), data_(data), capacity_(capacity) {}

  static bool usable(std::span<std::uint8_t> memory) noexcept {
    return reinterpret_cast<std::uintptr_t>(memory.data()) % Control::kLine == 0 &&
           memory.size() >= bytesFor(kMinCapacity);
  }

  Control* control_;
  std::uint8_t* data_;
  std::uint64_t capacity_;
};

namespace ring {
/// Records begin at multiples of 8 and are never split: where one would cross the end, a skip mark fills the rest.
inline constexpr std::uint32_t kSkip = UINT32_MAX;
inline constexpr std::uint64_t kStep = 8;
constexpr std::uint64_t padded(std::uint64_t n) noexcept { return (n + (kStep - 1)) & ~(kStep - 1); }
static_assert(sizeof(RingRecord) % kStep == 0 && offsetof(RingRecord, captured) == 0);
/// Whether a record that begins so is a skip mark.
constexpr bool isSkip(std::uint64_t first) noexcept {
  return std::bit_cast<std::array<std::uint32_t, 2>>(first)[0] == kSkip;
}
constexpr std::uint64_t sizeOf(std::uint32_t captured) noexcept { return padded(sizeof(RingRecord) + captured); }
}  // namespace ring

/// The capture thread's side. Never waits: a packet that finds no room is dropped and counted. Whatever a hostile
/// consumer stores, nothing outside the ring is written. On cache lines of its own, since every packet writes it.
template <class Access>
class alignas(BasicRingControl<Access>::kLine) BasicRingProducer {
 public:
  explicit BasicRingProducer(BasicRingMemory<Access> memory) noexcept
      : m_(memory),
        mask_(memory.capacity_ - 1),
        pending_(memory.control_->written.load(std::memory_order_relaxed) & ~(ring::kStep - 1)),
        published_(pending_),
        readSeen_(memory.control_->read.load(std::memory_order_acquire)),
        dropped_(memory.control_->dropped.load(std::memory_order_relaxed)) {}

  /// Copies a packet behind the others; it is visible after publish(), or as soon as the ring is full. False, and
  /// counted, where there is no room.
  bool put(const RingRecord& head, ByteView bytes) noexcept {
    if (bytes.size() > m_.largestPacket()) return drop();
    RingRecord r = head;
    r.captured = static_cast<std::uint32_t>(bytes.size());
    const std::uint64_t need = ring::sizeOf(r.captured);
    const std::uint64_t at = pending_ & mask_;
    const std::uint64_t toEnd = m_.capacity_ - at;
    const std::uint64_t skip = need > toEnd ? toEnd : 0;
    if (!room(skip + need)) return drop();
    if (skip != 0) Access::write(m_.data_ + at, &ring::kSkip, sizeof ring::kSkip);
    std::uint8_t* to = m_.data_ + ((pending_ + skip) & mask_);
    Access::write(to, &r, sizeof r);
    Access::write(to + sizeof r, bytes.data(), bytes.size());
    pending_ += skip + need;
    return true;
  }
  /// Makes all that was put, and the drops until now, visible to the consumer: the release pairs with the acquire in
  /// peek(), so that the bytes are seen before the count.
  void publish() noexcept {
    m_.control_->written.store(pending_, std::memory_order_release);
    published_ = pending_;
  }
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

 private:
  bool drop() noexcept {
    m_.control_->dropped.store(++dropped_, std::memory_order_relaxed);  // ordered by the next publish()
    return false;
  }
  bool room(std::uint64_t n) noexcept {
    if (fits(n)) [[likely]] return true;
    // Only when the last known tail says "full". A consumer that sees none of what fills the ring could free nothing.
    if (pending_ != published_) publish();
    // The acquire pairs with the consumer's release: it has done with the bytes before they are overwritten.
    readSeen_ = m_.control_->read.load(std::memory_order_acquire);
    return fits(n);
  }
  /// A tail ahead of the head can only come from a hostile consumer: it counts as full.
  [[nodiscard]] bool fits(std::uint64_t n) const noexcept {
    const std::uint64_t used = pending_ - readSeen_;
    return used <= m_.capacity_ && n <= m_.capacity_ - used;
  }

  BasicRingMemory<Access> m_;
  std::uint64_t mask_;
  std::uint64_t pending_;    // written, and what is not published yet
  std::uint64_t published_;  // what `written` was last set to
  std::uint64_t readSeen_;   // the tail as last read
  std::uint64_t dropped_;    // what `dropped` was last set to: the shared one is never read back
};

/// The engine's side. Trusts nothing that it reads: lengths are checked against what was published.
template <class Access>
class alignas(BasicRingControl<Access>::kLine) BasicRingConsumer {
 public:
  explicit BasicRingConsumer(BasicRingMemory<Access> memory) noexcept
      : m_(memory),
        mask_(memory.capacity_ - 1),
        at_(memory.control_->read.load(std::memory_order_relaxed)),
        writtenSeen_(at_),
        broken_(at_ % ring::kStep != 0) {}

  /// Gives up to `max` records to `each(const RingRecord&, ByteView)`, in place: the views live until release().
  /// Returns how many there were. The views lie within the ring whatever the producer does, but one in another process
  /// that is not trusted can still change their bytes: copy them first, then look.
  template <class Each>
  std::size_t peek(std::size_t max, Each&& each) {
    if (at_ == writtenSeen_) {
      writtenSeen_ = m_.control_->written.load(std::memory_order_acquire);
      // More than the ring holds: passing over it mark by mark would go on for ever.
      if (writtenSeen_ - at_ > m_.capacity_) broken_ = true;
    }
    if (broken_) return 0;
    std::uint64_t at = at_;  // kept apart from the member, which would be stored with every record
    std::size_t n = 0;
    while (n < max && at != writtenSeen_) {
      const std::uint64_t offset = at & mask_;
      const std::uint64_t toEnd = m_.capacity_ - offset;
      const std::uint64_t there = std::min(writtenSeen_ - at, toEnd);
      std::array<std::uint64_t, sizeof(RingRecord) / ring::kStep> words;
      if (there < ring::kStep) return breakAt(at, n);
      words[0] = Access::read(m_.data_ + offset);
      if (ring::isSkip(words[0]) && there == toEnd) {
        at += toEnd;
        continue;
      }
      if (there < sizeof words) return breakAt(at, n);
      for (std::size_t i = 1; i < words.size(); ++i) words[i] = Access::read(m_.data_ + offset + i * ring::kStep);
      const auto r = std::bit_cast<RingRecord>(words);
      if (ring::sizeOf(r.captured) > there) return breakAt(at, n);
      each(r, ByteView{m_.data_ + offset + sizeof r, r.captured});
      at += ring::sizeOf(r.captured);
      ++n;
    }
    at_ = at;
    return n;
  }
  /// Frees what peek() gave, for the producer to write over.
  void release() noexcept { m_.control_->read.store(at_, std::memory_order_release); }
  /// The producer wrote what cannot be: nothing more is read.
  [[nodiscard]] bool broken() const noexcept { return broken_; }
  /// Packets that found no room; at least those before the last record that peek() gave.
  [[nodiscard]] std::uint64_t dropped() const noexcept {
    return m_.control_->dropped.load(std::memory_order_relaxed);
  }
  /// Bytes of the ring that wait for peek(), as far as can be seen now.
  [[nodiscard]] std::uint64_t waiting() const noexcept {
    return std::min(m_.control_->written.load(std::memory_order_relaxed) - at_, m_.capacity_);
  }

 private:
  std::size_t breakAt(std::uint64_t at, std::size_t given) noexcept {
    at_ = at;
    broken_ = true;
    return given;
  }

  BasicRingMemory<Access> m_;
  std::uint64_t mask_;
  std::uint64_t at_;
  std::uint64_t writtenSeen_;  // the head as last read
  bool broken_;
};

using RingControl = BasicRingControl<RingAccess>;
using RingMemory = BasicRingMemory<RingAccess>;
using RingProducer = BasicRingProducer<RingAccess>;
using RingConsumer = BasicRingConsumer<RingAccess>;

}  // namespace pw
