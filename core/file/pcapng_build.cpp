#include "core/file/pcapng_build.h"

#include <algorithm>
#include <array>
#include <bit>

namespace pw::pcapng {
namespace {

constexpr std::size_t kMaxOptionBytes = 65535;

/// The first bytes of a text, not cutting a character of UTF-8 in two.
std::string_view fitting(std::string_view text, std::size_t most) noexcept {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && most - end < 3 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end);
}

template <std::unsigned_integral T>
std::array<std::uint8_t, sizeof(T)> littleEndian(T value) noexcept {
  if constexpr (std::endian::native == std::endian::big) value = byteSwapped(value);
  return std::bit_cast<std::array<std::uint8_t, sizeof(T)>>(value);
}

}  // namespace

template <std::unsigned_integral T>
void Builder::put(T value) {
  put(ByteView{littleEndian(value)});
}

void Builder::putTime(std::uint64_t ticks) {
  put(static_cast<std::uint32_t>(ticks >> 32));
  put(static_cast<std::uint32_t>(ticks));
}

std::size_t Builder::begin(BlockType type) {
  const std::size_t start = bytes_.size();
  put(static_cast<std::uint32_t>(type));
  put(std::uint32_t{0});
  return start;
}

void Builder::end(std::size_t start) {
  const auto length = static_cast<std::uint32_t>(bytes_.size() + 4 - start);
  put(length);
  const auto field = littleEndian(length);
  std::copy(field.begin(), field.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(start) + 4);
}

void Builder::option(std::uint16_t code, ByteView value) {
  put(code);
  put(static_cast<std::uint16_t>(value.size()));
  put(value);
  pad();
}

void Builder::option(std::uint16_t code, std::string_view text) {
  text = fitting(text, kMaxOptionBytes);
  put(code);
  put(static_cast<std::uint16_t>(text.size()));
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  pad();
}

template <std::unsigned_integral T>
void Builder::numberOption(std::uint16_t code, T value) {
  option(code, ByteView{littleEndian(value)});
}

void Builder::timeOption(std::uint16_t code, std::int64_t ns, const TickClock& clock) {
  put(code);
  put(std::uint16_t{8});
  putTime(clock.toTicks(ns));
}

void Builder::endOptions(std::size_t optionsStart) {
  if (bytes_.size() != optionsStart) option(kEndOfOptions, ByteView{});
}

void Builder::section(const std::vector<SectionInfo>& sections) {
  const auto firstText = [&sections](std::string SectionInfo::*which) -> std::string_view {
    for (const SectionInfo& section : sections) {
      if (!(section.*which).empty()) return section.*which;
    }
    return {};
  };
  const std::size_t start = begin(BlockType::sectionHeader);
  put(kByteOrderMagic);
  put(std::uint16_t{1});
  put(std::uint16_t{0});
  put(UINT64_MAX);  // length not known
  const std::size_t options = bytes_.size();
  for (const SectionInfo& section : sections) {
    for (const std::string& comment : section.comments) option(kComment, comment);
  }
  const std::array<std::pair<std::uint16_t, std::string_view>, 3> texts{
      {{kSectionHardware, firstText(&SectionInfo::hardware)},
       {kSectionOs, firstText(&SectionInfo::os)},
       {kSectionApplication, firstText(&SectionInfo::application)}}};
  for (const auto& [code, text] : texts) {
    if (!text.empty()) option(code, text);
  }
  endOptions(options);
  end(start);
}

void Builder::interface(const InterfaceInfo& interface) {
  constexpr std::uint8_t kDefaultResolution = 6;
  const std::size_t start = begin(BlockType::interfaceDescription);
  put(static_cast<std::uint16_t>(interface.linkType));
  put(std::uint16_t{0});
  put(interface.snapLen);
  const std::size_t options = bytes_.size();
  for (const std::string& comment : interface.comments) option(kComment, comment);
  const std::array<std::pair<std::uint16_t, std::string_view>, 4> texts{
      {{kName, interface.name},
       {kDescription, interface.description},
       {kOs, interface.os},
       {kHardware, interface.hardware}}};
  for (const auto& [code, text] : texts) {
    if (!text.empty()) option(code, text);
  }
  // The filter is a text behind a zero that says so.
  if (!interface.filter.empty()) option(kFilter, std::string{'\0'} + interface.filter);
  if (interface.speedBps) numberOption(kSpeed, *interface.speedBps);
  const std::uint8_t resolution = resolutionToWrite(interface.tsResolution);
  if (resolution != kDefaultResolution) numberOption(kTsResolution, resolution);
  if (interface.fcsKnown) numberOption(kFcsLength, interface.fcsLen);
  if (interface.tsOffsetSec != 0) {
    numberOption(kTsOffset, static_cast<std::uint64_t>(interface.tsOffsetSec));
  }
  endOptions(options);
  end(start);
}

std::size_t Builder::names(const std::vector<NameRecord>& names, std::size_t first) {
  constexpr std::size_t kReasonable = std::size_t{1} << 20, kMaxName = kMaxOptionBytes - 17;
  const std::size_t start = begin(BlockType::nameResolution);
  std::size_t next = first;
  for (; next < names.size() && bytes_.size() - start < kReasonable; ++next) {
    const NameRecord& name = names[next];
    const std::string_view text = fitting(name.name, kMaxName);
    const std::size_t address = name.ipv6 ? 16 : 4;
    put(static_cast<std::uint16_t>(name.ipv6 ? 2 : 1));
    put(static_cast<std::uint16_t>(address + text.size() + 1));
    put(ByteView{name.address}.first(address));
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    put(std::uint8_t{0});
    pad();
  }
  put(std::uint32_t{0});  // end of the records
  end(start);
  return next;
}

void Builder::secrets(const SecretsRecord& secrets) {
  const std::size_t start = begin(BlockType::decryptionSecrets);
  put(secrets.type);
  put(static_cast<std::uint32_t>(secrets.bytes.size()));
  put(ByteView{secrets.bytes});
  pad();
  end(start);
}

void Builder::packetOptions(const PacketExtras& extras) {
  const std::size_t options = bytes_.size();
  for (const std::string& comment : extras.comments) option(kComment, comment);
  if (extras.flags) numberOption(kFlags, *extras.flags);
  if (extras.dropCount) numberOption(kDropCount, *extras.dropCount);
  if (extras.packetId) numberOption(kPacketId, *extras.packetId);
  if (extras.queue) numberOption(kQueue, *extras.queue);
  endOptions(options);
}

void Builder::enhancedPacket(const PacketRef& packet, const PacketExtras* extras, const TickClock& clock) {
  const std::size_t start = begin(BlockType::enhancedPacket);
  put(std::uint32_t{packet.interface});
  putTime(packet.hasTime ? clock.toTicks(packet.timeNs) : 0);
  put(static_cast<std::uint32_t>(packet.bytes.size()));
  put(packet.wireLen);
  put(packet.bytes);
  pad();
  if (extras != nullptr) packetOptions(*extras);
  end(start);
}

void Builder::simplePacket(const PacketRef& packet) {
  const std::size_t start = begin(BlockType::simplePacket);
  put(packet.wireLen);
  put(packet.bytes);
  pad();
  end(start);
}

void Builder::statistics(std::uint32_t interface, const InterfaceStats& stats, const TickClock& clock,
                         std::int64_t timeNs) {
  const std::size_t start = begin(BlockType::interfaceStatistics);
  put(interface);
  putTime(clock.toTicks(timeNs));
  const std::size_t options = bytes_.size();
  if (stats.startNs) timeOption(kStart, *stats.startNs, clock);
  if (stats.endNs) timeOption(kEnd, *stats.endNs, clock);
  const std::array<std::pair<std::uint16_t, std::optional<std::uint64_t>>, 5> counts{
      {{kReceived, stats.received},
       {kDropped, stats.dropped},
       {kFilterAccepted, stats.filterAccepted},
       {kOsDropped, stats.osDropped},
       {kDelivered, stats.delivered}}};
  for (const auto& [code, count] : counts) {
    if (count) numberOption(code, *count);
  }
  endOptions(options);
  end(start);
}

}  // namespace pw::pcapng
