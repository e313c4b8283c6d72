// DLT_ numbers, which differ between systems, and LINKTYPE_ numbers, which files carry
// (https://www.tcpdump.org/linktypes.html).
#pragma once
#include <optional>

#include "core/packet/link_type.h"

namespace pw {

/// Nothing where files have no number for it.
[[nodiscard]] constexpr std::optional<LinkType> linkTypeOf(int dlt) noexcept {
  switch (dlt) {
    case 11: return LinkType{100};  // ATM, RFC 1483
    case 12: return LinkType::raw;
    case 13: return LinkType{102};  // SLIP of BSD/OS
    case 14: return LinkType{103};  // PPP of BSD/OS
    default: break;
  }
  const bool same = (dlt >= 0 && dlt <= 10) || dlt == 50 || dlt == 51 || dlt == 99 || (dlt >= 104 && dlt <= 65535);
  if (!same) return std::nullopt;
  return static_cast<LinkType>(dlt);
}

/// The other way round.
[[nodiscard]] constexpr int dltOf(LinkType link) noexcept {
  const int n = static_cast<int>(link);
  switch (n) {
    case 100: return 11;
    case 101: return 12;
    case 102: return 13;
    case 103: return 14;
    default: return n;
  }
}

}  // namespace pw
