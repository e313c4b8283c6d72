// A small capture of known packets, for tests of what is printed.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "tests/support/dissect.h"

namespace pw::test {

/// 192.0.2.10:40000 to 192.0.2.80:7001, SYN ECE CWR, with a maximum segment size.
inline constexpr std::string_view kSynHex =
    "00005e00538000005e00531008004500002c000140004006b670c000020ac00002509c401b59000003e80000000060c2faf05c99"
    "0000"
    "020405b4";
/// The answer to it: SYN ACK ECE.
inline constexpr std::string_view kSynAckHex =
    "00005e00531000005e005380080045000028000240004006b673c0000250c000020a1b599c4000001388000003e95052fe885da4"
    "0000";
/// 192.0.2.10:50000 to 192.0.2.80:7002 by UDP: "hello world", ECT(0).
inline constexpr std::string_view kUdpHex =
    "00005e00538000005e005310080045020027000340004011b666c000020ac0000250c3501b5a00130af468656c6c6f20776f726c"
    "64";

/// One packet of a pcap file: `kept` 0 means all.
struct Sample {
  std::string_view hex;
  std::uint32_t second = 0, micro = 0;
  std::uint32_t kept = 0;
};

/// A little-endian pcap file of Ethernet packets
/// (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-03.html).
inline Bytes pcapOf(const std::vector<Sample>& samples) {
  Bytes out = hex("d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000");
  const auto u32 = [&out](std::uint32_t v) {
    for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
  };
  for (const Sample& s : samples) {
    const Bytes packet = hex(s.hex);
    const std::uint32_t kept = s.kept != 0 ? s.kept : static_cast<std::uint32_t>(packet.size());
    u32(s.second);
    u32(s.micro);
    u32(kept);
    u32(static_cast<std::uint32_t>(packet.size()));
    out.insert(out.end(), packet.begin(), packet.begin() + kept);
  }
  return out;
}

/// SYN, SYN ACK, UDP, and the UDP packet again a second later, cut to 50 bytes.
inline Bytes smallCapture() {
  return pcapOf({{kSynHex, 1700000000, 123456},
                 {kSynAckHex, 1700000000, 124456},
                 {kUdpHex, 1700000000, 125456},
                 {kUdpHex, 1700000001, 126456, 50}});
}

}  // namespace pw::test
