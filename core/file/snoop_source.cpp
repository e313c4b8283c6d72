#include "core/file/snoop_source.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/bytes/cursor.h"

namespace pw {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic{'s', 'n', 'o', 'o', 'p', 0, 0, 0};
constexpr std::size_t kHeaderBytes = 16, kRecordBytes = 24;
constexpr std::uint32_t kVersion = 2;
/// The record may be padded, and not by much.
constexpr std::uint32_t kMostPadding = 65535;

std::uint32_t u32(const std::uint8_t* p) noexcept { return loadBe<std::uint32_t>(p); }

/// RFC 1761 section 4, as LINKTYPE_ numbers.
std::optional<std::uint16_t> linkTypeOf(std::uint32_t datalink) noexcept {
  switch (datalink) {
    case 0:  // IEEE 802.3
    case 4: return std::uint16_t{1};
    case 2: return std::uint16_t{6};   // token ring
    case 8: return std::uint16_t{10};  // FDDI
    default: return std::nullopt;
  }
}

}  // namespace

bool isSnoopMagic(ByteView start) noexcept {
  return start.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), start.begin());
}

bool SnoopSource::open() {
  if (!need(kHeaderBytes)) {
    endOfBytes(kHeaderBytes);
    return false;
  }
  const std::uint32_t version = u32(window().data() + 8), datalink = u32(window().data() + 12);
  if (version != kVersion) {
    fail(FileProblemKind::unsupportedVersion, version);
    return false;
  }
  const std::optional<std::uint16_t> linkType = linkTypeOf(datalink);
  if (!linkType) {
    fail(FileProblemKind::unsupportedLinkType, datalink);
    return false;
  }
  window().consume(kHeaderBytes);
  changeInfo([&](CaptureInfo& info) {
    info.format = FileFormat::snoop;
    info.major = static_cast<std::uint16_t>(version);
    info.bigEndian = true;
    info.interfaces.emplace_back().linkType = LinkType{*linkType};
  });
  return true;
}

FileSource::Step SnoopSource::records(PacketBatch& batch) {
  Window& in = window();
  while (batch.packets.size() < PacketBatch::kMaxPackets) {
    if (!in.has(kRecordBytes)) return want(kRecordBytes);
    const std::uint8_t* const head = in.data();
    const std::uint32_t captured = u32(head + 4), size = u32(head + 8);
    if (captured > kMaxPacketBytes) return fail(FileProblemKind::packetTooBig, captured);
    if (size < kRecordBytes + captured || size - kRecordBytes - captured > kMostPadding) {
      return fail(FileProblemKind::badBlock, 0, size);
    }
    if (!in.has(size)) return want(size);

    PacketRef& packet = batch.packets.emplace_back();
    packet.bytes = {head + kRecordBytes, captured};
    packet.wireLen = u32(head);
    packet.timeNs = std::int64_t{u32(head + 16)} * 1'000'000'000 + std::int64_t{u32(head + 20)} * 1000;
    packet.at = in.offset() + kRecordBytes;
    in.consume(size);
  }
  return Step::full;
}

}  // namespace pw
