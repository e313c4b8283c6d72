#include "ui/save/save_recording.h"

#include <QFile>

#include "core/file/open_capture.h"

namespace pw::ui {

namespace {

/// Calls `each` with the packets of all files until it says false; the first problem of a file. All files have the same
/// interfaces.
template <class Each>
std::optional<FileProblem> forEachPacket(const LiveStore& store, const std::stop_token& stop, Each&& each) {
  PacketBatch batch;
  for (const std::filesystem::path& file : store.files()) {
    OpenOptions options;
    options.keepBytes = false;
    const auto source = openCapture(file, options);
    if (!source) return source.error();
    while (!stop.stop_requested() && (*source)->next(batch) != Pull::end)
      for (const PacketRef& p : batch.packets)
        if (!each(p)) return std::nullopt;
    if (const auto problem = (*source)->problem()) return problem;
  }
  return std::nullopt;
}

}  // namespace

SaveOutcome saveRecording(const LiveStore& store, const Trace& trace, const SaveRequest& request,
                          const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
  SaveOutcome out;
  out.request = request;
  // Files that a ring removed held the first packets: numbers count from the end.
  std::uint64_t there = 0;
  out.problem = forEachPacket(store, stop, [&](const PacketRef&) { return ++there != 0; });
  const auto info = trace.info();
  if (out.problem || !info || stop.stop_requested()) return out;
  auto writer = CaptureWriter::create(std::filesystem::path{QFile::encodeName(request.path).toStdString()}, *info,
                                      {.format = request.format});
  if (!writer) {
    out.problem = writer.error();
    return out;
  }
  std::uint64_t number = trace.size() - std::min<std::uint64_t>(there, trace.size());
  const auto copy = [&](const PacketRef& p) {
    const auto extras =
        number < trace.size() ? trace.extras(PacketId{static_cast<std::uint32_t>(number)}) : std::nullopt;
    ++number;
    const auto written = (*writer)->write(p, extras ? &*extras : nullptr);
    if (!written) out.problem = written.error();
    else done.store(++out.written, std::memory_order_relaxed);
    return written.has_value();
  };
  if (const auto unread = forEachPacket(store, stop, copy)) out.problem = unread;
  if (out.problem || stop.stop_requested()) return out;
  if (const auto finished = (*writer)->finish(*info); !finished) out.problem = finished.error();
  return out;
}

}  // namespace pw::ui
