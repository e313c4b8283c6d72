#include "core/file/ticks.h"

#include <algorithm>
#include <limits>

namespace pw {
namespace {

constexpr std::uint64_t kNsPerSec = 1'000'000'000;

constexpr std::uint64_t power10(unsigned n) noexcept {
  std::uint64_t result = 1;
  for (unsigned i = 0; i < n; ++i) result *= 10;
  return result;
}

}  // namespace

TickClock::TickClock(std::uint8_t resolution, std::int64_t offsetSec) noexcept
    : binary_((resolution & 0x80) != 0), offsetNs_(Wide{offsetSec} * Wide{kNsPerSec}) {
  const unsigned exponent = resolution & 0x7fU;
  if (binary_) {
    shift_ = static_cast<std::uint8_t>(exponent);
  } else if (exponent <= 9) {
    nsPerTick_ = power10(9 - exponent);
  } else {
    ticksPerNs_ = exponent - 9 <= 19 ? power10(exponent - 9) : 0;
  }
}

std::int64_t TickClock::toNsSlowly(std::uint64_t ticks) const noexcept {
  Wide ns = 0;
  if (binary_) {
    ns = (Wide{ticks} * Wide{kNsPerSec}) >> shift_;  // below 2^94
  } else if (nsPerTick_ != 0) {
    ns = Wide{ticks} * Wide{nsPerTick_};
  } else if (ticksPerNs_ != 0) {
    ns = Wide{ticks / ticksPerNs_};
  }
  ns += offsetNs_;
  return static_cast<std::int64_t>(std::clamp(ns, Wide{std::numeric_limits<std::int64_t>::min()},
                                              Wide{std::numeric_limits<std::int64_t>::max()}));
}

std::uint64_t TickClock::toTicks(std::int64_t ns) const noexcept {
  const Wide since = std::max(Wide{ns} - offsetNs_, Wide{0});
  Wide ticks = 0;
  if (binary_) {  // 2^127 / 2^94: shifts beyond 30 could overflow, and reach the greatest tick first
    const Wide most = std::numeric_limits<std::uint64_t>::max();
    ticks = shift_ <= 30 ? (since << shift_) / Wide{kNsPerSec} : most;
    if (shift_ > 30 && since < (Wide{1} << 62)) {
      ticks = (since << 30) / Wide{kNsPerSec};
      for (unsigned i = 30; i < shift_ && ticks < most; ++i) ticks <<= 1;
    }
  } else if (nsPerTick_ != 0) {
    ticks = since / Wide{nsPerTick_};
  } else {
    ticks = ticksPerNs_ != 0 ? std::min(since, Wide{1} << 62) * Wide{ticksPerNs_} : Wide{0};
  }
  return static_cast<std::uint64_t>(std::min(ticks, Wide{std::numeric_limits<std::uint64_t>::max()}));
}

}  // namespace pw
