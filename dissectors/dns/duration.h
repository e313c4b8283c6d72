// Lengths of time in words.
#pragma once
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/field/text_out.h"

namespace pw::dns {

/// "2 hours, 1 second"
inline void durationTo(TextOut& t, std::uint32_t seconds) {
  constexpr std::pair<std::uint32_t, std::string_view> kUnits[] = {
      {86400, " day"}, {3600, " hour"}, {60, " minute"}, {1, " second"}};
  if (seconds == 0) t.add("0 seconds");
  bool first = true;
  for (const auto& [unit, name] : kUnits) {
    const std::uint32_t n = seconds / unit;
    seconds %= unit;
    if (n == 0) continue;
    if (!first) t.add(", ");
    t.dec(n).add(name);
    if (n != 1) t.add('s');
    first = false;
  }
}

}  // namespace pw::dns
