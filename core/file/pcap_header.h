// The head of a pcap file (draft-ietf-opsawg-pcap) and the old variants that differ in their record headers.
#pragma once
#include <cstdint>
#include <optional>

#include "core/bytes/byte_view.h"
#include "core/bytes/cursor.h"
#include "core/file/capture_info.h"

namespace pw {

/// How a record header goes on after time and lengths. Only the first three have magic numbers of their own.
enum class PcapVariant : std::uint8_t {
  standard,  ///< 16 bytes
  ss991029,  ///< magic a1b2cd34: 24 bytes (interface, protocol, packet type)
  ss990915,  ///< magic a1b2cd34, SuSE 6.3: 28 bytes
  ss990417,  ///< standard magic, Red Hat 6.1: 24 bytes
  nokia,     ///< standard magic: 20 bytes
  aix,       ///< standard magic, version 2.2: nanoseconds, three bytes before FDDI frames
};

/// In which order a record gives its two lengths.
enum class PcapLengths : std::uint8_t {
  capturedFirst,
  wireFirst,    ///< before version 2.3
  smallerFirst  ///< version 2.3: some writers kept the old order; the smaller one is what was captured
};

struct PcapHeader {
  static constexpr std::size_t kBytes = 24;

  bool bigEndian = false;
  bool nanoseconds = false;
  std::uint16_t major = 0, minor = 0;
  std::uint32_t snapLen = 0;
  std::uint32_t linkField = 0;  ///< as stored: link type, reserved bits, length of the frame check sequence
  std::uint16_t linkType = 0;   ///< LINKTYPE_ number
  std::size_t bytes = kBytes;   ///< 28 in the IXIA variants
  PcapVariant variant = PcapVariant::standard;
  PcapLengths lengths = PcapLengths::capturedFirst;

  [[nodiscard]] bool reservedBits() const noexcept { return (linkField & 0x03ff0000) != 0; }
  [[nodiscard]] bool fcsKnown() const noexcept { return (linkField & 0x04000000) != 0; }
  /// Bytes; the field counts in units of 16 bits.
  [[nodiscard]] std::uint8_t fcsLen() const noexcept {
    return fcsKnown() ? static_cast<std::uint8_t>((linkField >> 28) * 2) : std::uint8_t{0};
  }
};

struct PcapRecord {
  std::uint32_t sec = 0, fraction = 0, captured = 0, wire = 0;
};

[[nodiscard]] bool isPcapMagic(ByteView start) noexcept;
/// From at least PcapHeader::kBytes bytes that begin with a magic. The variant is a first guess: see
/// bestVariant().
[[nodiscard]] PcapHeader parsePcapHeader(ByteView start) noexcept;
/// bestVariant() looks at so many records.
inline constexpr unsigned kRecordsToTry = 3;
/// Which variant makes the best sense of the first records, of which `start` has as much as there is.
[[nodiscard]] PcapVariant bestVariant(const PcapHeader& header, ByteView start) noexcept;

[[nodiscard]] constexpr std::size_t recordHeaderBytes(PcapVariant variant) noexcept {
  switch (variant) {
    case PcapVariant::ss991029:
    case PcapVariant::ss990417: return 24;
    case PcapVariant::ss990915: return 28;
    case PcapVariant::nokia: return 20;
    case PcapVariant::standard:
    case PcapVariant::aix: break;
  }
  return 16;
}

/// From at least 16 bytes.
[[nodiscard]] inline PcapRecord parsePcapRecord(const PcapHeader& header, const std::uint8_t* p) noexcept {
  const auto load = [&header](const std::uint8_t* from) {
    return header.bigEndian ? loadBe<std::uint32_t>(from) : loadLe<std::uint32_t>(from);
  };
  PcapRecord record{load(p), load(p + 4), load(p + 8), load(p + 12)};
  if (header.lengths == PcapLengths::wireFirst ||
      (header.lengths == PcapLengths::smallerFirst && record.captured > record.wire)) {
    std::swap(record.captured, record.wire);
  }
  return record;
}

}  // namespace pw
