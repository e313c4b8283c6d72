#include "core/file/capture_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace pw {
namespace {

constexpr std::size_t kFlushBytes = std::size_t{1} << 20;
constexpr std::int64_t kNsPerSec = 1'000'000'000;

void putU32(std::vector<std::uint8_t>& into, std::uint32_t value) {
  if constexpr (std::endian::native == std::endian::big) value = byteSwapped(value);
  const auto bytes = std::bit_cast<std::array<std::uint8_t, 4>>(value);
  into.insert(into.end(), bytes.begin(), bytes.end());
}

}  // namespace

std::expected<std::unique_ptr<CaptureWriter>, FileProblem> CaptureWriter::create(
    const std::filesystem::path& target, const CaptureInfo& info, const WriteOptions& options) {
  auto file = OutputFile::create(target, options.direct);
  if (!file) return std::unexpected(std::move(file.error()));
  std::unique_ptr<CaptureWriter> writer{new CaptureWriter{std::move(*file), options}};
  if (writer->pcapng()) writer->builder_.section(info.sections);
  if (Result started = writer->update(info); !started) return std::unexpected(std::move(started.error()));
  return writer;
}

CaptureWriter::Result CaptureWriter::fail(FileProblem problem) {
  if (!problem_) problem_ = std::move(problem);
  problem_->packets = packets_;
  return std::unexpected(*problem_);
}

CaptureWriter::Result CaptureWriter::fail(FileProblemKind kind, std::uint64_t number, std::uint64_t number2) {
  return fail({.kind = kind, .at = file_.written(), .number = number, .number2 = number2});
}

CaptureWriter::Result CaptureWriter::give(ByteView bytes) {
  if (problem_) return fail(*problem_);
  if (Result written = file_.write(bytes); !written) return fail(std::move(written.error()));
  return {};
}

CaptureWriter::Result CaptureWriter::flush() {
  Result result = give(pcapng() ? builder_.bytes() : ByteView{buffer_});
  builder_.clear();
  buffer_.clear();
  return result;
}

CaptureWriter::Result CaptureWriter::update(const CaptureInfo& info) {
  for (std::size_t i = interfaces_.size(); i < info.interfaces.size(); ++i) {
    const InterfaceInfo& interface = info.interfaces[i];
    interfaces_.push_back(
        {interface.linkType, interface.snapLen,
         TickClock{pcapng::resolutionToWrite(interface.tsResolution), interface.tsOffsetSec}});
    if (pcapng()) builder_.interface(interface);
  }
  if (!pcapng()) return {};
  while (names_ < info.names.size()) names_ = builder_.names(info.names, names_);
  for (; secrets_ < info.secrets.size(); ++secrets_) builder_.secrets(info.secrets[secrets_]);
  return builder_.bytes().size() < kFlushBytes ? Result{} : flush();
}

CaptureWriter::Result CaptureWriter::write(const PacketRef& packet, const PacketExtras* extras) {
  if (problem_) return fail(*problem_);
  if (packet.interface >= interfaces_.size()) return fail(FileProblemKind::badInterface, packet.interface);
  if (packet.hasTime) lastNs_ = packet.timeNs;
  Result result = pcapng() ? writePcapng(packet, extras) : writePcap(packet);
  if (result) ++packets_;
  return result;
}

CaptureWriter::Result CaptureWriter::writePcapng(const PacketRef& packet, const PacketExtras* extras) {
  const Interface& interface = interfaces_[packet.interface];
  const std::uint32_t most =
      interface.snapLen != 0 ? interface.snapLen : std::numeric_limits<std::uint32_t>::max();
  const bool simple = !packet.hasTime && packet.interface == 0 && extras == nullptr &&
                      packet.bytes.size() == std::min(packet.wireLen, most);
  if (simple) {
    builder_.simplePacket(packet);
  } else {
    builder_.enhancedPacket(packet, extras, interface.clock);
  }
  return builder_.bytes().size() < kFlushBytes ? Result{} : flush();
}

void CaptureWriter::pcapHeader(const Interface& interface) {
  constexpr std::uint32_t kMicroMagic = 0xa1b2c3d4, kNanoMagic = 0xa1b23c4d, kVersion24 = 2U | 4U << 16;
  putU32(buffer_, options_.format == FileFormat::pcapNsec ? kNanoMagic : kMicroMagic);
  putU32(buffer_, kVersion24);
  putU32(buffer_, 0);  // time zone and accuracy: always 0
  putU32(buffer_, 0);
  putU32(buffer_,
         interface.snapLen != 0 ? interface.snapLen : kMaxPacketBytes);  // 0 is nothing to some readers
  putU32(buffer_, static_cast<std::uint32_t>(interface.linkType));
  pcapLink_ = interface.linkType;
}

CaptureWriter::Result CaptureWriter::writePcap(const PacketRef& packet) {
  const Interface& interface = interfaces_[packet.interface];
  if (!pcapLink_) pcapHeader(interface);
  if (*pcapLink_ != interface.linkType) {
    return fail(FileProblemKind::mixedLinkTypes, static_cast<std::uint64_t>(*pcapLink_),
                static_cast<std::uint64_t>(interface.linkType));
  }
  const std::int64_t ns = packet.hasTime ? packet.timeNs : 0;
  const std::int64_t sec = ns / kNsPerSec;
  if (ns < 0 || sec > std::numeric_limits<std::uint32_t>::max()) {
    return fail(FileProblemKind::timeOutOfRange, static_cast<std::uint64_t>(sec));
  }
  const std::int64_t fraction =
      options_.format == FileFormat::pcapNsec ? ns % kNsPerSec : ns % kNsPerSec / 1000;
  putU32(buffer_, static_cast<std::uint32_t>(sec));
  putU32(buffer_, static_cast<std::uint32_t>(fraction));
  putU32(buffer_, static_cast<std::uint32_t>(packet.bytes.size()));
  putU32(buffer_, packet.wireLen);
  buffer_.insert(buffer_.end(), packet.bytes.begin(), packet.bytes.end());
  return buffer_.size() < kFlushBytes ? Result{} : flush();
}

CaptureWriter::Result CaptureWriter::finish(const CaptureInfo& info) {
  if (Result updated = update(info); !updated) return updated;
  if (!pcapng() && !pcapLink_) {
    pcapHeader(interfaces_.empty() ? Interface{LinkType::ethernet, 0, TickClock{}} : interfaces_.front());
  }
  if (pcapng()) {
    for (std::size_t i = 0; i < info.interfaces.size(); ++i) {
      const std::optional<InterfaceStats>& stats = info.interfaces[i].stats;
      if (!stats) continue;
      const std::int64_t when = stats->endNs.value_or(stats->startNs.value_or(lastNs_));
      builder_.statistics(static_cast<std::uint32_t>(i), *stats, interfaces_[i].clock, when);
    }
  }
  if (Result written = flush(); !written) return written;
  if (Result placed = file_.commit(); !placed) return fail(std::move(placed.error()));
  return {};
}

namespace {

/// Whether the packets that it is asked about, one by one and in order, are to be kept.
class Selection {
 public:
  explicit Selection(const SaveEdits& edits) noexcept : edits_(edits) {}
  bool keeps(std::uint32_t packet) noexcept {
    if (!edits_.keep) return true;
    while (next_ < edits_.keep->size() && (*edits_.keep)[next_] < packet) ++next_;
    return next_ < edits_.keep->size() && (*edits_.keep)[next_] == packet;
  }

 private:
  const SaveEdits& edits_;
  std::size_t next_ = 0;
};

bool holdsAnything(const PacketExtras& extras) noexcept {
  return !extras.comments.empty() || extras.flags || extras.dropCount || extras.packetId || extras.queue;
}

CaptureWriter::Result writeEdited(CaptureWriter& writer, const PacketBatch& batch, const PacketRef& packet,
                                  std::uint32_t number, const SaveEdits& edits) {
  const PacketExtras* extras = packet.extras != PacketRef::kNoExtras ? &batch.extras[packet.extras] : nullptr;
  const auto edited = edits.comments.find(number);
  if (edited == edits.comments.end()) return writer.write(packet, extras);
  PacketExtras changed = extras != nullptr ? *extras : PacketExtras{};
  changed.comments = edited->second;
  return writer.write(packet, holdsAnything(changed) ? &changed : nullptr);
}

}  // namespace

std::expected<SaveResult, FileProblem> saveCapture(PacketSource& from, const std::filesystem::path& target,
                                                   const WriteOptions& options, const SaveEdits& edits,
                                                   const std::stop_token& stop) {
  PacketBatch batch;
  Pull pull = from.next(batch);  // so that the interfaces are known that come before the first packets
  auto created = CaptureWriter::create(target, *from.info(), options);
  if (!created) return std::unexpected(std::move(created.error()));
  CaptureWriter& writer = **created;
  Selection selection{edits};
  std::uint32_t number = 0;
  for (; pull != Pull::end; pull = from.next(batch)) {
    if (stop.stop_requested()) return SaveResult{writer.packets(), true};
    if (pull == Pull::idle) continue;
    if (auto updated = writer.update(*from.info()); !updated)
      return std::unexpected(std::move(updated.error()));
    for (const PacketRef& packet : batch.packets) {
      const std::uint32_t mine = number++;
      if (!selection.keeps(mine)) continue;
      auto written = writeEdited(writer, batch, packet, mine, edits);
      if (!written) return std::unexpected(std::move(written.error()));
    }
  }
  if (auto done = writer.finish(*from.info()); !done) return std::unexpected(std::move(done.error()));
  return SaveResult{writer.packets(), false};
}

}  // namespace pw
