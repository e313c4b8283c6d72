#include "core/file/pcapng_source.h"

#include <algorithm>

namespace pw {

using pcapng::BlockType;
using pcapng::kMaxBlockBytes;
using pcapng::kMinBlockBytes;
using pcapng::MaybeFault;
using pcapng::padded;

namespace {

constexpr std::uint32_t kSectionFixedBytes = 28, kMagicEnd = 12;

}  // namespace

bool PcapngSource::open() {
  for (;;) {
    Block block;
    const Step step = readBlock(block);
    if (step == Step::end) return false;
    if (step == Step::full) {
      if (takeSection(block) != Step::full) return false;
      window().consume(block.length);
      return true;
    }
    if (!need(wanted())) {
      endOfBytes(wanted());
      return false;
    }
  }
}

FileSource::Step PcapngSource::sectionOrder() {
  if (!window().has(kMagicEnd)) return want(kMagicEnd);
  const std::uint32_t magic = loadLe<std::uint32_t>(window().data() + 8);
  if (magic == pcapng::kByteOrderMagic) {
    order_.bigEndian = false;
  } else if (byteSwapped(magic) == pcapng::kByteOrderMagic) {
    order_.bigEndian = true;
  } else {
    return fail(FileProblemKind::badByteOrder, magic);
  }
  return Step::full;
}

FileSource::Step PcapngSource::readBlock(Block& block) {
  Window& in = window();
  constexpr std::size_t kHeadBytes = 8;
  if (!in.has(kHeadBytes)) return want(kHeadBytes);
  block.start = in.data();
  block.type = order_.load<std::uint32_t>(block.start);
  if (block.type == static_cast<std::uint32_t>(BlockType::sectionHeader)) {  // the same in either order
    if (const Step step = sectionOrder(); step != Step::full) return step;
    block.start = in.data();
  }
  const auto claimed = order_.load<std::uint32_t>(block.start + 4);
  if (claimed > kMaxBlockBytes) return fail(FileProblemKind::blockTooBig, claimed);
  block.length =
      static_cast<std::uint32_t>(padded(claimed));  // some writers forget the padding in the length
  if (block.length < kMinBlockBytes) return fail(FileProblemKind::badBlock, block.type, claimed);
  if (!in.has(block.length)) return want(block.length);

  const auto again = order_.load<std::uint32_t>(block.start + block.length - 4);
  if (padded(again) != block.length) return fail(FileProblemKind::badBlockLength, claimed, again);
  block.body = {block.start + 8, block.length - kMinBlockBytes};
  return Step::full;
}

FileSource::Step PcapngSource::records(PacketBatch& batch) {
  while (batch.packets.size() < PacketBatch::kMaxPackets) {
    Block block;
    if (const Step step = readBlock(block); step != Step::full) return step;
    if (const Step step = take(block, batch); step != Step::full) return step;
    window().consume(block.length);
  }
  return Step::full;
}

FileSource::Step PcapngSource::take(const Block& block, PacketBatch& batch) {
  switch (BlockType{block.type}) {
    case BlockType::enhancedPacket: return takeEnhanced(block, batch);
    case BlockType::simplePacket: return takeSimple(block, batch);
    case BlockType::obsoletePacket: return takeObsolete(block, batch);
    case BlockType::sectionHeader: return takeSection(block);
    case BlockType::interfaceDescription: return takeInterface(block);
    case BlockType::nameResolution: return takeNames(block);
    case BlockType::interfaceStatistics: return takeStats(block);
    case BlockType::decryptionSecrets: return takeSecrets(block);
  }
  changeInfo([](CaptureInfo& info) { ++info.unknownBlocks; });
  return Step::full;
}

FileSource::Step PcapngSource::takeSection(const Block& block) {
  if (block.length < kSectionFixedBytes) return badBlock(block);
  SectionInfo section;
  section.bigEndian = order_.bigEndian;
  section.major = order_.load<std::uint16_t>(block.body.data() + 4);
  section.minor = order_.load<std::uint16_t>(block.body.data() + 6);
  // Version 1.2 was written by mistake and means 1.0.
  if (section.major != 1 || (section.minor != 0 && section.minor != 2)) {
    return fail(FileProblemKind::unsupportedVersion, section.major, section.minor);
  }
  if (const MaybeFault bad = readSection(block.body.subspan(16), order_, section)) return fault(*bad);

  firstInterface_ += static_cast<std::uint32_t>(interfaces_.size());
  interfaces_.clear();
  changeInfo([&](CaptureInfo& info) {
    if (sections_ == 0) {
      info.format = FileFormat::pcapng;
      info.major = section.major;
      info.minor = section.minor;
      info.bigEndian = section.bigEndian;
    }
    if (info.sections.size() < pcapng::kMaxSections) info.sections.push_back(std::move(section));
    sections_ = static_cast<std::uint32_t>(info.sections.size());
  });
  return Step::full;
}

FileSource::Step PcapngSource::takeInterface(const Block& block) {
  if (block.body.size() < 8) return badBlock(block);
  InterfaceInfo interface;
  interface.section = sections_ - 1;
  if (const MaybeFault bad = readInterface(block.body, order_, interface)) return fault(*bad);
  const std::size_t place = firstInterface_ + interfaces_.size();
  if (place >= pcapng::kMaxInterfaces) return fail(FileProblemKind::badInterface, place);
  interfaces_.push_back({TickClock{interface.tsResolution, interface.tsOffsetSec}, interface.snapLen});
  changeInfo([&](CaptureInfo& info) { info.interfaces.push_back(std::move(interface)); });
  return Step::full;
}

FileSource::Step PcapngSource::takeOptions(ByteView options, PacketExtras extras, PacketBatch& batch) {
  if (const MaybeFault bad = readPacketOptions(options, order_, extras)) {
    batch.packets.pop_back();
    return fault(*bad);
  }
  if (extras.comments.empty() && !extras.flags && !extras.dropCount && !extras.packetId && !extras.queue) {
    return Step::full;
  }
  batch.packets.back().extras = static_cast<std::uint32_t>(batch.extras.size());
  batch.extras.push_back(std::move(extras));
  return Step::full;
}

FileSource::Step PcapngSource::takeEnhanced(const Block& block, PacketBatch& batch) {
  constexpr std::size_t kFixed = 20;
  const ByteView body = block.body;
  if (body.size() < kFixed) return badBlock(block);
  const auto interface = order_.load<std::uint32_t>(body.data());
  const std::size_t captured = order_.load<std::uint32_t>(body.data() + 12);
  if (padded(captured) > body.size() - kFixed) return badBlock(block);
  if (interface >= interfaces_.size()) return fail(FileProblemKind::badInterface, interface);
  if (captured > kMaxPacketBytes) return fail(FileProblemKind::packetTooBig, captured);

  PacketRef& packet = batch.packets.emplace_back();
  packet.bytes = body.subspan(kFixed, captured);
  packet.wireLen = order_.load<std::uint32_t>(body.data() + 16);
  packet.timeNs = interfaces_[interface].clock.toNs(order_.loadTime(body.data() + 4));
  packet.at = window().offset() + 8 + kFixed;
  packet.interface = static_cast<std::uint16_t>(firstInterface_ + interface);
  const ByteView options = body.subspan(kFixed + padded(captured));
  return options.empty() ? Step::full : takeOptions(options, {}, batch);
}

FileSource::Step PcapngSource::takeObsolete(const Block& block, PacketBatch& batch) {
  constexpr std::size_t kFixed = 20;
  constexpr std::uint16_t kDropsUnknown = 0xffff;
  const ByteView body = block.body;
  if (body.size() < kFixed) return badBlock(block);
  const auto interface = order_.load<std::uint16_t>(body.data());
  const auto drops = order_.load<std::uint16_t>(body.data() + 2);
  const std::size_t captured = order_.load<std::uint32_t>(body.data() + 12);
  if (padded(captured) > body.size() - kFixed) return badBlock(block);
  if (interface >= interfaces_.size()) return fail(FileProblemKind::badInterface, interface);
  if (captured > kMaxPacketBytes) return fail(FileProblemKind::packetTooBig, captured);

  PacketRef& packet = batch.packets.emplace_back();
  packet.bytes = body.subspan(kFixed, captured);
  packet.wireLen = order_.load<std::uint32_t>(body.data() + 16);
  packet.timeNs = interfaces_[interface].clock.toNs(order_.loadTime(body.data() + 4));
  packet.at = window().offset() + 8 + kFixed;
  packet.interface = static_cast<std::uint16_t>(firstInterface_ + interface);
  PacketExtras extras;
  if (drops != kDropsUnknown) extras.dropCount = drops;
  return takeOptions(body.subspan(kFixed + padded(captured)), std::move(extras), batch);
}

FileSource::Step PcapngSource::takeSimple(const Block& block, PacketBatch& batch) {
  constexpr std::size_t kFixed = 4;
  const ByteView body = block.body;
  if (body.size() < kFixed) return badBlock(block);
  if (interfaces_.empty()) return fail(FileProblemKind::badInterface, 0);
  const auto wire = order_.load<std::uint32_t>(body.data());
  const std::uint32_t snap = interfaces_.front().snapLen;
  const std::size_t captured = snap != 0 ? std::min(wire, snap) : wire;
  if (padded(captured) > body.size() - kFixed) return badBlock(block);
  if (captured > kMaxPacketBytes) return fail(FileProblemKind::packetTooBig, captured);

  PacketRef& packet = batch.packets.emplace_back();
  packet.bytes = body.subspan(kFixed, captured);
  packet.wireLen = wire;
  packet.hasTime = false;
  packet.at = window().offset() + 8 + kFixed;
  packet.interface = static_cast<std::uint16_t>(firstInterface_);
  return Step::full;
}

FileSource::Step PcapngSource::takeStats(const Block& block) {
  constexpr std::size_t kFixed = 12;
  if (block.body.size() < kFixed) return badBlock(block);
  const auto interface = order_.load<std::uint32_t>(block.body.data());
  if (interface >= interfaces_.size()) return Step::full;  // says nothing about packets: passed over
  InterfaceStats stats;
  const TickClock& clock = interfaces_[interface].clock;
  if (const MaybeFault bad = readStats(block.body.subspan(kFixed), order_, clock, stats)) return fault(*bad);
  changeInfo([&](CaptureInfo& info) { info.interfaces[firstInterface_ + interface].stats = stats; });
  return Step::full;
}

FileSource::Step PcapngSource::takeNames(const Block& block) {
  MaybeFault bad;
  changeInfo([&](CaptureInfo& info) { bad = readNames(block.body, order_, info.names); });
  return bad ? fault(*bad) : Step::full;
}

FileSource::Step PcapngSource::takeSecrets(const Block& block) {
  constexpr std::size_t kFixed = 8;
  if (block.body.size() < kFixed) return badBlock(block);
  const std::size_t length = order_.load<std::uint32_t>(block.body.data() + 4);
  if (padded(length) > block.body.size() - kFixed) return badBlock(block);
  if (length > pcapng::kMaxSecretBytes - secretBytes_) return Step::full;
  secretBytes_ += length;
  const ByteView bytes = block.body.subspan(kFixed, length);
  changeInfo([&](CaptureInfo& info) {
    info.secrets.push_back({order_.load<std::uint32_t>(block.body.data()), {bytes.begin(), bytes.end()}});
  });
  return Step::full;
}

}  // namespace pw
