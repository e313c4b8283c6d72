#include "core/file/pcap_header.h"

#include <array>
#include <span>

namespace pw {
namespace {

constexpr std::uint32_t kMicroMagic = 0xa1b2c3d4, kNanoMagic = 0xa1b23c4d, kModifiedMagic = 0xa1b2cd34;
constexpr std::uint32_t kIxiaHardwareMagic = 0x1c0001ac, kIxiaSoftwareMagic = 0x1c0001ab;

constexpr bool known(std::uint32_t magic) noexcept {
  return magic == kMicroMagic || magic == kNanoMagic || magic == kModifiedMagic ||
         magic == kIxiaHardwareMagic || magic == kIxiaSoftwareMagic;
}

/// DLT_ numbers that some system wrote into files instead of the LINKTYPE_ number.
constexpr std::uint16_t fileLinkType(std::uint16_t field) noexcept {
  switch (field) {
    case 11: return 100;  // RFC 1483 ATM, FreeBSD
    case 12:              // raw IP, most systems
    case 14: return 101;  // raw IP, OpenBSD
    default: return field;
  }
}

/// AIX gives ifType numbers (RFC 1573) of its four kinds of device, in files of version 2.2.
void recogniseAix(PcapHeader& header) noexcept {
  struct Device {
    std::uint32_t ifType;
    std::uint16_t linkType;
  };
  static constexpr std::array<Device, 4> kDevices{{{6, 1}, {9, 6}, {15, 10}, {24, 0}}};
  for (const Device& device : kDevices) {
    if (header.linkField != device.ifType) continue;
    header.linkType = device.linkType;
    header.variant = PcapVariant::aix;
    header.nanoseconds = true;
  }
}

/// How many things are odd about a record header.
unsigned oddities(const PcapHeader& header, const PcapRecord& record) noexcept {
  constexpr std::uint32_t kNobodySends = 128U * 1024 * 1024;
  unsigned odd = 0;
  if (record.captured > kMaxPacketBytes) ++odd;
  if (record.captured > header.snapLen) ++odd;
  if (record.wire > kNobodySends) ++odd;
  if (record.captured > record.wire) ++odd;
  return odd;
}

/// Oddities of the first of some records that has any. That the file ends is not odd.
unsigned score(const PcapHeader& header, PcapVariant variant, ByteView records) noexcept {
  const std::size_t head = recordHeaderBytes(variant);
  for (unsigned i = 0; i < kRecordsToTry && records.size() >= head; ++i) {
    const PcapRecord record = parsePcapRecord(header, records.data());
    if (const unsigned odd = oddities(header, record); odd != 0) return odd;
    if (record.captured > records.size() - head) break;
    records = records.subspan(head + record.captured);
  }
  return 0;
}

}  // namespace

bool isPcapMagic(ByteView start) noexcept {
  return start.size() >= 4 &&
         (known(loadLe<std::uint32_t>(start.data())) || known(loadBe<std::uint32_t>(start.data())));
}

PcapHeader parsePcapHeader(ByteView start) noexcept {
  PcapHeader header;
  header.bigEndian = known(loadBe<std::uint32_t>(start.data()));
  const auto u32 = [&](std::size_t at) {
    return header.bigEndian ? loadBe<std::uint32_t>(start.data() + at)
                            : loadLe<std::uint32_t>(start.data() + at);
  };
  const auto u16 = [&](std::size_t at) {
    return header.bigEndian ? loadBe<std::uint16_t>(start.data() + at)
                            : loadLe<std::uint16_t>(start.data() + at);
  };
  const std::uint32_t magic = u32(0);
  header.major = u16(4);
  header.minor = u16(6);
  header.snapLen = u32(16);
  header.linkField = u32(20);
  header.linkType = fileLinkType(static_cast<std::uint16_t>(header.linkField));
  header.nanoseconds = magic == kNanoMagic || magic == kIxiaHardwareMagic;
  if (magic == kIxiaHardwareMagic || magic == kIxiaSoftwareMagic) header.bytes = PcapHeader::kBytes + 4;
  if (magic == kModifiedMagic) header.variant = PcapVariant::ss991029;

  if ((header.major == 2 && header.minor < 3) || header.major == 543) {  // 543: DG/UX
    header.lengths = PcapLengths::wireFirst;
  } else if (header.major == 2 && header.minor == 3) {
    header.lengths = PcapLengths::smallerFirst;
  }
  if (magic == kMicroMagic && header.major == 2 && header.minor == 2) recogniseAix(header);
  return header;
}

PcapVariant bestVariant(const PcapHeader& header, ByteView start) noexcept {
  static constexpr std::array kStandard{PcapVariant::standard, PcapVariant::ss990417, PcapVariant::nokia};
  static constexpr std::array kModified{PcapVariant::ss991029, PcapVariant::ss990915};
  const std::uint32_t magic =
      header.bigEndian ? loadBe<std::uint32_t>(start.data()) : loadLe<std::uint32_t>(start.data());
  std::span<const PcapVariant> candidates;
  if (magic == kModifiedMagic) candidates = kModified;
  if (magic == kMicroMagic && header.variant == PcapVariant::standard) candidates = kStandard;

  PcapVariant best = header.variant;
  unsigned bestScore = UINT32_MAX;
  for (const PcapVariant variant : candidates) {
    const unsigned odd = score(header, variant, start.subspan(header.bytes));
    if (odd < bestScore) {
      best = variant;
      bestScore = odd;
    }
  }
  return best;
}

}  // namespace pw
