#include "ui/save/save_packets.h"

#include <QFile>

namespace pw::ui {

namespace {

PacketRef refOf(const PacketRow& row, ByteView bytes) {
  PacketRef ref;
  ref.bytes = bytes;
  ref.wireLen = row.wireLen;
  ref.timeNs = row.timeNs;
  ref.at = row.at;
  ref.interface = row.interface;
  ref.hasTime = row.hasTime;
  return ref;
}

FileProblem changedMeanwhile(const PacketRow& row, std::size_t have) {
  FileProblem p{.kind = FileProblemKind::cutShort};
  p.at = row.at;
  p.number = row.captured;
  p.number2 = have;
  return p;
}

/// One packet; its problem where there is one.
std::optional<FileProblem> copyPacket(const Trace& trace, const ByteStore& store, PacketId id,
                                      CaptureWriter& writer, std::vector<std::uint8_t>& buffer) {
  const PacketRow row = trace.row(id);
  buffer.resize(row.captured);
  const std::size_t have = store.read(row.at, buffer);
  if (have != buffer.size()) return changedMeanwhile(row, have);
  const auto extras = trace.extras(id);
  const auto written = writer.write(refOf(row, buffer), extras ? &*extras : nullptr);
  return written ? std::nullopt : std::optional{written.error()};
}

}  // namespace

SaveOutcome savePackets(const Trace& trace, const SaveRequest& request, std::uint32_t rows,
                        const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
  SaveOutcome out;
  out.request = request;
  const auto info = trace.info();
  const auto store = trace.store();
  if (!info || !store) {
    out.problem = FileProblem{.kind = FileProblemKind::cannotRead};
    return out;
  }
  const std::filesystem::path target{QFile::encodeName(request.path).toStdString()};
  auto writer = CaptureWriter::create(target, *info, {.format = request.format});
  if (!writer) {
    out.problem = writer.error();
    return out;
  }
  const std::uint64_t count = request.packets ? request.packets->size() : rows;
  std::vector<std::uint8_t> buffer;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (stop.stop_requested()) return out;
    const PacketId id{request.packets ? (*request.packets)[i] : static_cast<std::uint32_t>(i)};
    done.store(i + 1, std::memory_order_relaxed);
    if (trace.isGivenUp(id)) continue;
    out.problem = copyPacket(trace, *store, id, **writer, buffer);
    if (out.problem) return out;
    ++out.written;
  }
  if (const auto finished = (*writer)->finish(*info); !finished) out.problem = finished.error();
  return out;
}

}  // namespace pw::ui
