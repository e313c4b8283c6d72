// The link layer of a packet, by its LINKTYPE_ number (https://www.tcpdump.org/linktypes.html).
#pragma once
#include <cstdint>

namespace pw {

/// Any 16-bit value may occur; these are the ones that have a dissector or need care.
enum class LinkType : std::uint16_t {
  null = 0,
  ethernet = 1,
  ppp = 9,
  pppHdlc = 50,
  raw = 101,  // DLT_RAW is 12 or 14 on some systems; files carry 101
  loop = 108,
  linuxSll = 113,
  ipv4 = 228,
  ipv6 = 229,
  linuxSll2 = 276,
};

}  // namespace pw
