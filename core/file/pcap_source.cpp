#include "core/file/pcap_source.h"

#include <algorithm>

namespace pw {
namespace {

constexpr std::int64_t kNsPerSec = 1'000'000'000;
constexpr std::uint16_t kFddi = 10;

FileFormat formatOf(const PcapHeader& header) noexcept {
  if (header.variant != PcapVariant::standard) return FileFormat::pcapModified;
  return header.nanoseconds ? FileFormat::pcapNsec : FileFormat::pcap;
}

}  // namespace

bool PcapSource::open(bool pipe) {
  // Enough for the first records of all but strange files, and less than a block.
  constexpr std::size_t kLookAhead = std::size_t{256} * 1024;
  if (!need(PcapHeader::kBytes)) {
    endOfBytes(PcapHeader::kBytes);
    return false;
  }
  header_ = parsePcapHeader(window().bytes(PcapHeader::kBytes));
  if (header_.major < 2) {
    fail(FileProblemKind::unsupportedVersion, header_.major, header_.minor);
    return false;
  }
  if (header_.reservedBits()) {
    fail(FileProblemKind::unsupportedLinkType, header_.linkField);
    return false;
  }
  if (!need(header_.bytes)) {
    endOfBytes(header_.bytes);
    return false;
  }
  if (!pipe) need(kLookAhead);  // at the end of a short file what there is will do
  header_.variant = bestVariant(header_, window().bytes(window().left()));
  recordHeader_ = recordHeaderBytes(header_.variant);
  padding_ = header_.variant == PcapVariant::aix && header_.linkType == kFddi ? 3 : 0;
  fractionNs_ = header_.nanoseconds ? 1 : 1000;
  window().consume(header_.bytes);

  changeInfo([this](CaptureInfo& info) {
    info.format = formatOf(header_);
    info.major = header_.major;
    info.minor = header_.minor;
    info.bigEndian = header_.bigEndian;
    InterfaceInfo one;
    one.linkType = LinkType{header_.linkType};
    one.snapLen = header_.snapLen;
    one.tsResolution = header_.nanoseconds ? 9 : 6;
    one.fcsLen = header_.fcsLen();
    one.fcsKnown = header_.fcsKnown();
    info.interfaces.push_back(std::move(one));
  });
  return true;
}

FileSource::Step PcapSource::badRecord(const PcapRecord& record) {
  if (record.captured > kMaxPacketBytes) return fail(FileProblemKind::packetTooBig, record.captured);
  return fail(FileProblemKind::badBlock, 0, record.captured);  // shorter than its padding
}

FileSource::Step PcapSource::records(PacketBatch& batch) {
  Window& in = window();
  while (batch.packets.size() < PacketBatch::kMaxPackets) {
    if (!in.has(recordHeader_)) return want(recordHeader_);
    const PcapRecord record = parsePcapRecord(header_, in.data());
    if (record.captured > kMaxPacketBytes || record.captured < padding_) [[unlikely]]
      return badRecord(record);
    const std::size_t size = recordHeader_ + record.captured;
    if (!in.has(size)) return want(size);

    const std::size_t head = recordHeader_ + padding_;
    PacketRef& packet = batch.packets.emplace_back();
    packet.bytes = {in.data() + head, size - head};
    packet.wireLen = record.wire - std::min(record.wire, static_cast<std::uint32_t>(padding_));
    packet.timeNs = std::int64_t{record.sec} * kNsPerSec + std::int64_t{record.fraction} * fractionNs_;
    packet.at = in.offset() + head;
    in.consume(size);
  }
  return Step::full;
}

}  // namespace pw
