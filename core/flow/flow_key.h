// Who talks to whom: a conversation's two ends, whichever way a packet goes.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>

#include "core/packet/packet_summary.h"

namespace pw {

enum class Direction : std::uint8_t { forward = 0, backward = 1 };

/// Drawn anew for each table: who knew it could choose addresses that all fall into one place.
using HashSeed = std::array<std::uint64_t, 5>;

/// Two ends in a fixed order, so that both directions give the same key. Compared as bytes: no padding.
struct FlowKey {
  std::uint64_t low[2] = {0, 0};   ///< address of the lower end
  std::uint64_t high[2] = {0, 0};
  std::uint16_t lowPort = 0, highPort = 0;
  Transport transport = Transport::none;
  AddressKind kind = AddressKind::none;
  std::uint16_t unused = 0;

  bool operator==(const FlowKey&) const = default;

  [[nodiscard]] std::uint64_t hash(const HashSeed& seed) const noexcept {
    std::uint64_t h = mix(low[0] ^ seed[0], high[0] ^ seed[1]);
    if (kind == AddressKind::ipv6) h ^= mix(low[1] ^ seed[2], high[1] ^ seed[3]);
    const std::uint64_t rest = std::uint64_t{lowPort} << 32 | std::uint64_t{highPort} << 16 |
                               std::uint64_t{static_cast<std::uint8_t>(transport)} << 8 | static_cast<std::uint8_t>(kind);
    return mix(h ^ rest, seed[4]);
  }

 private:
  /// Both halves of the product, folded: every input bit reaches the low and the high bits.
  static std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    __extension__ using Wide = unsigned __int128;
    const Wide p = Wide{a} * b;
    return static_cast<std::uint64_t>(p) ^ static_cast<std::uint64_t>(p >> 64);
  }
};

/// Read as it was written, so that the processor can take the words from stores that are still on their way.
inline std::array<std::uint64_t, 2> wordsOf(const Address& a) noexcept {
  std::array<std::uint64_t, 2> words{};
  if (a.kind == AddressKind::ipv4) {
    std::uint32_t word;
    std::memcpy(&word, a.bytes.data(), sizeof word);
    words[0] = word;
  } else {
    std::memcpy(words.data(), a.bytes.data(), lengthOf(a.kind));
  }
  return words;
}

/// Sets the key of a packet with a transport header where it is to be kept; true where its sender is the lower end.
/// `Ends` is a PacketSummary, or the QuotedEnds of one.
template <class Ends>
bool setKey(const Ends& s, FlowKey& key) noexcept {
  const auto src = wordsOf(s.src), dst = wordsOf(s.dst);
  const bool fromLow = src[0] != dst[0]   ? src[0] < dst[0]
                       : src[1] != dst[1] ? src[1] < dst[1]
                                          : s.srcPort <= s.dstPort;
  for (unsigned i = 0; i < 2; ++i) {
    key.low[i] = fromLow ? src[i] : dst[i];
    key.high[i] = fromLow ? dst[i] : src[i];
  }
  key.lowPort = fromLow ? s.srcPort : s.dstPort;
  key.highPort = fromLow ? s.dstPort : s.srcPort;
  key.transport = s.transport;
  key.kind = s.src.kind;
  return fromLow;
}

/// The key of a packet with a transport header, and whether its sender is the lower end.
struct KeyedEnds {
  FlowKey key;
  bool fromLow = true;
};
inline KeyedEnds keyOf(const PacketSummary& s) noexcept {
  KeyedEnds k;
  k.fromLow = setKey(s, k.key);
  return k;
}

}  // namespace pw
