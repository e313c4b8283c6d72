// What the two sides of a capture's TCP conversations said, packet by packet: for tests of what runs over TCP.
#pragma once
#include <cstdint>
#include <vector>

#include "tests/support/captures.h"

namespace pw::test {

struct Payload {
  unsigned side = 0;  ///< 1: from the server
  std::uint16_t clientPort = 0;
  std::vector<std::uint8_t> bytes;
};

/// Of Ethernet frames with IPv4 and without options of IP; packets without data are left out. `port` is the server's.
inline std::vector<Payload> tcpPayloads(const std::filesystem::path& file, std::uint16_t port) {
  std::vector<Payload> out;
  constexpr std::size_t kIp = 14, kTcp = 34, kDataOffset = kTcp + 12;
  for (const StoredPacket& packet : readWhole(file).packets) {
    const auto& b = packet.bytes;
    if (b.size() <= kDataOffset || b[12] != 8 || b[13] != 0 || b[kIp] != 0x45 || b[kIp + 9] != 6) continue;
    const auto u16 = [&](std::size_t at) { return static_cast<std::uint16_t>(b[at] << 8 | b[at + 1]); };
    const std::size_t start = kTcp + (std::size_t{b[kDataOffset]} >> 4) * 4, end = kIp + u16(kIp + 2);
    if (start >= end || end > b.size()) continue;
    const bool server = u16(kTcp) == port;
    if (!server && u16(kTcp + 2) != port) continue;
    out.push_back({server ? 1u : 0u, u16(server ? kTcp + 2 : kTcp),
                   {b.begin() + static_cast<std::ptrdiff_t>(start), b.begin() + static_cast<std::ptrdiff_t>(end)}});
  }
  return out;
}

}  // namespace pw::test
