// Who talks to whom: a conversation's two ends, whichever way a packet goes.
#pragma once
#include <cstdint>
#include <cstring>

#include "core/packet/packet_summary.h"

namespace pw {

enum class Direction : std::uint8_t { forward = 0, backward = 1 };

/// Two ends in a fixed order, so that both directions give the same key. Compared as bytes: no padding.
struct FlowKey {
  std::uint64_t low[2] = {0, 0};   ///< address of the lower end
  std::uint64_t high[2] = {0, 0};
  std::uint16_t lowPort = 0, highPort = 0;
  Transport transport = Transport::none;
  AddressKind kind = AddressKind::none;
  std::uint16_t unused = 0;

  bool operator==(const FlowKey&) const = default;

  [[nodiscard]] std::uint64_t hash() const noexcept {
    std::uint64_t h = mix(low[0] ^ 0x9e3779b97f4a7c15ull, high[0] ^ 0xd6e8feb86659fd93ull);
    if (kind == AddressKind::ipv6) h ^= mix(low[1] ^ 0xa0761d6478bd642full, high[1] ^ 0xe7037ed1a0b428dbull);
    const std::uint64_t rest = std::uint64_t{lowPort} << 32 | std::uint64_t{highPort} << 16 |
                               std::uint64_t{static_cast<std::uint8_t>(transport)} << 8 | static_cast<std::uint8_t>(kind);
    return mix(h ^ rest, 0x8ebc6af09c88c6e3ull);
  }

 private:
  /// Both halves of the product, folded: every input bit reaches the low and the high bits.
  static std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    __extension__ using Wide = unsigned __int128;
    const Wide p = Wide{a} * b;
    return static_cast<std::uint64_t>(p) ^ static_cast<std::uint64_t>(p >> 64);
  }
};

/// The key of a packet with a transport header, and whether its sender is the lower end.
struct KeyedEnds {
  FlowKey key;
  bool fromLow = true;
};

inline KeyedEnds keyOf(const PacketSummary& s) noexcept {
  KeyedEnds k;
  std::uint64_t src[2] = {0, 0}, dst[2] = {0, 0};
  const unsigned n = lengthOf(s.src.kind);
  std::memcpy(src, s.src.bytes.data(), n);
  std::memcpy(dst, s.dst.bytes.data(), n);
  const bool fromLow = src[0] != dst[0]   ? src[0] < dst[0]
                       : src[1] != dst[1] ? src[1] < dst[1]
                                          : s.srcPort <= s.dstPort;
  k.fromLow = fromLow;
  std::memcpy(k.key.low, fromLow ? src : dst, 16);
  std::memcpy(k.key.high, fromLow ? dst : src, 16);
  k.key.lowPort = fromLow ? s.srcPort : s.dstPort;
  k.key.highPort = fromLow ? s.dstPort : s.srcPort;
  k.key.transport = s.transport;
  k.key.kind = s.src.kind;
  return k;
}

}  // namespace pw
