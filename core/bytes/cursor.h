// A reader over hostile bytes: every read is checked, and after the first failure all reads give zero.
#pragma once
#include <algorithm>
#include <bit>
#include <concepts>
#include <cstring>

#include "core/bytes/byte_view.h"
#include "core/bytes/stop_info.h"

namespace pw {

template <std::unsigned_integral T>
constexpr T byteSwapped(T v) noexcept {
  if constexpr (sizeof(T) == 2) return static_cast<T>(__builtin_bswap16(v));
  if constexpr (sizeof(T) == 4) return __builtin_bswap32(v);
  if constexpr (sizeof(T) == 8) return __builtin_bswap64(v);
  return v;
}

/// Loads a big-endian (network order) integer. The caller has checked that sizeof(T) bytes are there.
template <std::unsigned_integral T>
inline T loadBe(const std::uint8_t* p) noexcept {
  T v;
  std::memcpy(&v, p, sizeof v);
  return std::endian::native == std::endian::little ? byteSwapped(v) : v;
}

template <std::unsigned_integral T>
inline T loadLe(const std::uint8_t* p) noexcept {
  T v;
  std::memcpy(&v, p, sizeof v);
  return std::endian::native == std::endian::little ? v : byteSwapped(v);
}

/// Reads forward through one layer of a packet. Copies are cheap and independent. Borrows the bytes.
/// Distinguishes what the capture kept (`left`) from what was on the wire (`wireLeft`): running out of the first is a
/// cut capture, running out of the second a length that lied. Checks are written `n <= left`, so they cannot overflow.
class Cursor {
 public:
  constexpr Cursor() noexcept = default;
  // Member by member: a layer copies what the one below has just written, and a load that spans several stores would
  // have to wait until all of them are in the cache.
  constexpr Cursor(const Cursor& o) noexcept
      : data_(o.data_), size_(o.size_), wire_(o.wire_), pos_(o.pos_), base_(o.base_),
        stop_{o.stop_.why, o.stop_.at, o.stop_.wanted, o.stop_.have} {}
  constexpr Cursor& operator=(const Cursor& o) noexcept = default;
  /// `wireLen` is at least captured.size(); a smaller value hides the bytes behind it. `base`: offset of the first byte
  /// in its source (frame, reassembled bytes), to which every reported offset is relative.
  constexpr Cursor(ByteView captured, std::size_t wireLen, std::uint32_t base = 0) noexcept
      : data_(captured.data()),
        size_(static_cast<std::uint32_t>(std::min(captured.size(), wireLen))),
        wire_(static_cast<std::uint32_t>(std::min<std::size_t>(wireLen, UINT32_MAX))),
        base_(base) {}

  /// Big-endian unsigned integer; 0 after a stop.
  template <std::unsigned_integral T>
  T be() noexcept {
    if (!need(sizeof(T))) return 0;
    const T v = loadBe<T>(data_ + pos_);
    pos_ += static_cast<std::uint32_t>(sizeof(T));
    return v;
  }
  /// Little-endian unsigned integer; 0 after a stop.
  template <std::unsigned_integral T>
  T le() noexcept {
    if (!need(sizeof(T))) return 0;
    const T v = loadLe<T>(data_ + pos_);
    pos_ += static_cast<std::uint32_t>(sizeof(T));
    return v;
  }
  /// Big-endian integer of `n` bytes, 1 to 8; 0 after a stop.
  std::uint64_t beN(unsigned n) noexcept {
    if (!need(n)) return 0;
    std::uint64_t v = 0;
    for (unsigned i = 0; i < n; ++i) v = v << 8 | data_[pos_ + i];
    pos_ += n;
    return v;
  }
  std::uint8_t u8() noexcept { return be<std::uint8_t>(); }
  std::uint16_t u16() noexcept { return be<std::uint16_t>(); }
  std::uint32_t u24() noexcept { return static_cast<std::uint32_t>(beN(3)); }
  std::uint32_t u32() noexcept { return be<std::uint32_t>(); }

  /// The next `n` bytes, or an empty view and a stop.
  ByteView bytes(std::size_t n) noexcept {
    if (!need(n)) return {};
    const ByteView v{data_ + pos_, n};
    pos_ += static_cast<std::uint32_t>(n);
    return v;
  }
  bool skip(std::size_t n) noexcept {
    if (!need(n)) return false;
    pos_ += static_cast<std::uint32_t>(n);
    return true;
  }
  /// The captured part of all that is left; moves to the end. Never stops.
  ByteView rest() noexcept {
    const ByteView v = peekRest();
    pos_ = size_;
    return v;
  }
  [[nodiscard]] ByteView peekRest() const noexcept { return {data_ + pos_, left()}; }
  /// A byte ahead without moving; 0 where there is none.
  [[nodiscard]] std::uint8_t peek(std::size_t ahead = 0) const noexcept {
    return ahead < left() ? data_[pos_ + ahead] : std::uint8_t{0};
  }

  /// A child over the next `n` bytes that cannot see past them; this cursor moves over it. Where `n` is more than the
  /// wire had, this cursor stops with `overrun` and the child gets what there is.
  Cursor sub(std::size_t n) noexcept {
    const std::size_t wireHave = wireLeft();
    const StopInfo before = stop_;
    if (n > wireHave) {
      stop(Stop::overrun, n);
      n = wireHave;
    }
    Cursor child{{data_ + pos_, std::min<std::size_t>(n, left())}, n, offset()};
    child.stop_ = before;
    pos_ += static_cast<std::uint32_t>(child.size_);
    wire_ -= static_cast<std::uint32_t>(n - child.size_);
    return child;
  }
  /// A child over all that is left; this cursor does not move.
  [[nodiscard]] Cursor fork() const noexcept { return Cursor{peekRest(), wireLeft(), offset()}; }
  /// Hides all but the next `n` bytes of the wire (padding behind a length). No effect where fewer are left.
  void limit(std::size_t n) noexcept {
    if (n >= wireLeft()) return;
    size_ = pos_ + static_cast<std::uint32_t>(std::min<std::size_t>(n, left()));
    wire_ = pos_ + static_cast<std::uint32_t>(n);
  }

  [[nodiscard]] std::size_t left() const noexcept { return size_ - pos_; }
  [[nodiscard]] std::size_t wireLeft() const noexcept { return wire_ - pos_; }
  [[nodiscard]] std::uint32_t offset() const noexcept { return base_ + pos_; }
  [[nodiscard]] bool ok() const noexcept { return stop_.why == Stop::none; }
  /// True while there is more to read and nothing failed: the condition of every loop over a list.
  [[nodiscard]] bool more() const noexcept { return ok() && wireLeft() > 0; }
  [[nodiscard]] const StopInfo& stopped() const noexcept { return stop_; }

  void malformed() noexcept { stop(Stop::malformed, 0); }
  /// Takes over a child's failure, if it had one and this cursor had none.
  void adopt(const Cursor& child) noexcept {
    if (ok()) stop_ = child.stop_;
  }
  void adopt(const StopInfo& info) noexcept {
    if (ok()) stop_ = info;
  }

 private:
  bool need(std::size_t n) noexcept {
    if (n <= left() && ok()) [[likely]] return true;
    if (ok()) stop(n <= wireLeft() ? Stop::cut : Stop::overrun, n);
    return false;
  }
  void stop(Stop why, std::size_t wanted) noexcept {
    if (ok()) {
      stop_ = {why, offset(), static_cast<std::uint32_t>(std::min<std::size_t>(wanted, UINT32_MAX)),
               static_cast<std::uint32_t>(why == Stop::cut ? left() : wireLeft())};
    }
  }

  const std::uint8_t* data_ = nullptr;
  std::uint32_t size_ = 0;  // captured bytes in view
  std::uint32_t wire_ = 0;  // bytes on the wire in view, at least size_
  std::uint32_t pos_ = 0;   // at most size_
  std::uint32_t base_ = 0;
  StopInfo stop_{};
};

}  // namespace pw
