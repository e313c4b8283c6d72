// The blocks of pcapng (draft-ietf-opsawg-pcapng) that describe: options, sections, interfaces, names,
// statistics.
#pragma once
#include <cstdint>
#include <optional>

#include "core/bytes/byte_view.h"
#include "core/bytes/cursor.h"
#include "core/file/packet_source.h"
#include "core/file/ticks.h"

namespace pw::pcapng {

enum class BlockType : std::uint32_t {
  interfaceDescription = 1,
  obsoletePacket = 2,
  simplePacket = 3,
  nameResolution = 4,
  interfaceStatistics = 5,
  enhancedPacket = 6,
  decryptionSecrets = 10,
  sectionHeader = 0x0a0d0d0a,
};

inline constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
/// Type, length, and the length again at the end.
inline constexpr std::uint32_t kMinBlockBytes = 12;
/// Longer blocks are refused, as Wireshark does.
inline constexpr std::uint32_t kMaxBlockBytes = 16U * 1024 * 1024;
/// Bounds on what one file may have us keep besides its packets. What is beyond is passed over.
inline constexpr std::size_t kMaxInterfaces = 65536, kMaxNames = 1U << 20, kMaxSections = 65536;
inline constexpr std::size_t kMaxSecretBytes = 256U * 1024 * 1024;

enum Option : std::uint16_t {
  kEndOfOptions = 0,
  kComment = 1,
  kCustomTextCopied = 2988,
  kCustomBinaryCopied = 2989,
  kCustomText = 19372,
  kCustomBinary = 19373,
};
enum SectionOption : std::uint16_t { kSectionHardware = 2, kSectionOs = 3, kSectionApplication = 4 };
enum InterfaceOption : std::uint16_t {
  kName = 2,
  kDescription = 3,
  kSpeed = 8,
  kTsResolution = 9,
  kFilter = 11,
  kOs = 12,
  kFcsLength = 13,
  kTsOffset = 14,
  kHardware = 15,
};
enum StatsOption : std::uint16_t {
  kStart = 2,
  kEnd = 3,
  kReceived = 4,
  kDropped = 5,
  kFilterAccepted = 6,
  kOsDropped = 7,
  kDelivered = 8,
};
enum PacketOption : std::uint16_t {
  kFlags = 2,
  kHash = 3,
  kDropCount = 4,
  kPacketId = 5,
  kQueue = 6,
  kVerdict = 7,
};

constexpr std::size_t padded(std::size_t n) noexcept { return (n + 3) & ~std::size_t{3}; }

/// What is wrong with a block.
struct Fault {
  FileProblemKind kind = FileProblemKind::badBlock;
  std::uint64_t number = 0, number2 = 0;
};
using MaybeFault = std::optional<Fault>;

/// Integers in the byte order of a section. The caller has checked that the bytes are there.
struct Order {
  bool bigEndian = false;

  template <std::unsigned_integral T>
  [[nodiscard]] T load(const std::uint8_t* p) const noexcept {
    return bigEndian ? loadBe<T>(p) : loadLe<T>(p);
  }
  /// Two 32-bit halves, the upper one first in either order.
  [[nodiscard]] std::uint64_t loadTime(const std::uint8_t* p) const noexcept {
    return std::uint64_t{load<std::uint32_t>(p)} << 32 | load<std::uint32_t>(p + 4);
  }
};

/// Calls `each(code, value)` for every option up to the end mark; it gives a fault to stop.
template <class Each>
MaybeFault forEachOption(ByteView bytes, Order order, Each&& each) {
  while (!bytes.empty()) {
    if (bytes.size() < 4) return Fault{FileProblemKind::badOption, 0, bytes.size()};
    const auto code = order.load<std::uint16_t>(bytes.data());
    const std::size_t length = order.load<std::uint16_t>(bytes.data() + 2);
    bytes = bytes.subspan(4);
    if (padded(length) > bytes.size()) return Fault{FileProblemKind::badOption, code, length};
    if (code == kEndOfOptions) break;
    const bool custom = code == kCustomTextCopied || code == kCustomBinaryCopied || code == kCustomText ||
                        code == kCustomBinary;
    if (custom && length < 4) return Fault{FileProblemKind::badOption, code, length};
    if (MaybeFault fault = each(code, bytes.first(length))) return fault;
    bytes = bytes.subspan(padded(length));
  }
  return std::nullopt;
}

/// `options` of a section header block.
MaybeFault readSection(ByteView options, Order order, SectionInfo& section);
/// `body`: without type and lengths, at least 8 bytes.
MaybeFault readInterface(ByteView body, Order order, InterfaceInfo& interface);
/// `options` of a packet block.
MaybeFault readPacketOptions(ByteView options, Order order, PacketExtras& extras);
/// `options` of an interface statistics block.
MaybeFault readStats(ByteView options, Order order, const TickClock& clock, InterfaceStats& stats);
/// Adds the addresses and names of a name resolution block.
MaybeFault readNames(ByteView body, Order order, std::vector<NameRecord>& names);

}  // namespace pw::pcapng
