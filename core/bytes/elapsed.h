// Spans between the times of packets, which a file may set to anything.
#pragma once
#include <cstdint>

namespace pw {

/// From one time to another in ns, held at the ends of what 64 bits can say.
constexpr std::int64_t elapsedNs(std::int64_t from, std::int64_t to) noexcept {
  std::int64_t ns = 0;
  return __builtin_sub_overflow(to, from, &ns) ? (to < from ? INT64_MIN : INT64_MAX) : ns;
}

}  // namespace pw
