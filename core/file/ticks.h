// pcapng timestamps (if_tsresol, if_tsoffset) and nanoseconds since 1970, exactly and without overflow.
#pragma once
#include <cstdint>

namespace pw {

/// The clock of one interface.
class TickClock {
 public:
  TickClock() noexcept : TickClock(6, 0) {}
  /// `resolution` as in if_tsresol: 10^-n seconds a tick or, with the top bit, 2^-n. Any value is good.
  TickClock(std::uint8_t resolution, std::int64_t offsetSec) noexcept;

  /// Rounded down to a nanosecond; what does not fit (before 1677, after 2262) is the nearest that does.
  [[nodiscard]] std::int64_t toNs(std::uint64_t ticks) const noexcept {
    std::uint64_t ns = 0;
    const bool easy = offsetNs_ == 0 && !__builtin_mul_overflow(ticks, nsPerTick_, &ns) && ns >> 63 == 0;
    return easy && nsPerTick_ != 0 ? static_cast<std::int64_t>(ns) : toNsSlowly(ticks);
  }
  /// The tick at or before `ns`; 0 or the greatest tick where there is none.
  [[nodiscard]] std::uint64_t toTicks(std::int64_t ns) const noexcept;

 private:
  __extension__ using Wide = __int128;

  [[nodiscard]] std::int64_t toNsSlowly(std::uint64_t ticks) const noexcept;

  std::uint64_t nsPerTick_ = 0;  // 0: a binary clock, or a tick is shorter than a nanosecond
  // Of a decimal clock finer than that; 0: so fine that 64 bits hold no nanosecond.
  std::uint64_t ticksPerNs_ = 0;
  std::uint8_t shift_ = 0;  // of a binary clock
  bool binary_ = false;
  Wide offsetNs_ = 0;
};

}  // namespace pw
