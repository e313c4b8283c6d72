// The packet blocks of a recording: pcapng enhanced packets without options, little-endian, times in nanoseconds.
#pragma once
#include <bit>
#include <cstring>
#include <optional>

#include "core/bytes/cursor.h"
#include "core/file/capture_info.h"
#include "core/file/pcapng_blocks.h"

namespace pw::spool {

inline constexpr std::size_t kHeadBytes = 28, kTailBytes = 4;
constexpr std::size_t lengthFor(std::size_t captured) noexcept {
  return kHeadBytes + pcapng::padded(captured) + kTailBytes;
}

inline void store32(std::uint8_t* to, std::uint32_t value) noexcept {
  if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap32(value);
  std::memcpy(to, &value, sizeof value);
}

/// Writes lengthFor(bytes.size()) bytes.
inline void writePacket(std::uint8_t* to, std::uint32_t interface, std::int64_t timeNs, std::uint32_t wireLen,
                        ByteView bytes) noexcept {
  const std::size_t length = lengthFor(bytes.size());
  const auto ticks = static_cast<std::uint64_t>(timeNs);
  std::uint8_t* const tail = to + length - kTailBytes;
  store32(tail - 4, 0);  // padding; what follows is written over it where there is none
  store32(to, static_cast<std::uint32_t>(pcapng::BlockType::enhancedPacket));
  store32(to + 4, static_cast<std::uint32_t>(length));
  store32(to + 8, interface);
  store32(to + 12, static_cast<std::uint32_t>(ticks >> 32));
  store32(to + 16, static_cast<std::uint32_t>(ticks));
  store32(to + 20, static_cast<std::uint32_t>(bytes.size()));
  store32(to + 24, wireLen);
  if (!bytes.empty()) std::memcpy(to + kHeadBytes, bytes.data(), bytes.size());
  store32(tail, static_cast<std::uint32_t>(length));
}

struct Block {
  std::uint32_t type = 0;
  ByteView whole;
};

/// The block that begins here, if all of it is here and its length is one that can be.
inline std::optional<Block> blockAt(ByteView bytes) noexcept {
  if (bytes.size() < pcapng::kMinBlockBytes) return std::nullopt;
  const auto length = loadLe<std::uint32_t>(bytes.data() + 4);
  if (length < pcapng::kMinBlockBytes || length % 4 != 0 || length > bytes.size()) return std::nullopt;
  return Block{loadLe<std::uint32_t>(bytes.data()), bytes.first(length)};
}

struct Packet {
  std::uint32_t interface = 0, wireLen = 0;
  std::int64_t timeNs = 0;
  ByteView bytes;
};

/// Nothing where it is another block, or one that somebody else changed in the file.
inline std::optional<Packet> packetOf(const Block& block) noexcept {
  if (block.type != static_cast<std::uint32_t>(pcapng::BlockType::enhancedPacket)) return std::nullopt;
  if (block.whole.size() < kHeadBytes + kTailBytes) return std::nullopt;
  const std::uint8_t* p = block.whole.data();
  const auto captured = loadLe<std::uint32_t>(p + 20);
  if (captured > kMaxPacketBytes || captured > block.whole.size() - kHeadBytes - kTailBytes) return std::nullopt;
  const std::uint64_t ticks = std::uint64_t{loadLe<std::uint32_t>(p + 12)} << 32 | loadLe<std::uint32_t>(p + 16);
  return Packet{loadLe<std::uint32_t>(p + 8), loadLe<std::uint32_t>(p + 24), static_cast<std::int64_t>(ticks),
                block.whole.subspan(kHeadBytes, captured)};
}

/// Bytes up to the end of the last whole block.
inline std::size_t wholeBlocks(ByteView bytes) noexcept {
  std::size_t at = 0;
  while (const auto block = blockAt(bytes.subspan(at))) at += block->whole.size();
  return at;
}

inline std::uint64_t packetsIn(ByteView bytes) noexcept {
  std::uint64_t n = 0;
  while (const auto block = blockAt(bytes)) {
    n += packetOf(*block) ? 1 : 0;
    bytes = bytes.subspan(block->whole.size());
  }
  return n;
}

}  // namespace pw::spool
