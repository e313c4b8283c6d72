// Writes packets of the open capture to a file, on a thread of its own.
#pragma once
#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/file/capture_writer.h"
#include "ui/document/capture_document.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

struct SaveRequest {
  QString path;
  FileFormat format = FileFormat::pcapng;
  /// Packets from 0 in rising order; absent: all that were loaded.
  std::optional<std::vector<std::uint32_t>> packets;
};

struct SaveOutcome {
  SaveRequest request;
  std::uint64_t written = 0;
  std::optional<FileProblem> problem;  ///< the target is then as it was before
};

/// Copies `trace`'s packets, but those that it gave up, with their comments into `request.path`, which may be the file
/// the trace was read from. Nothing is left behind where it is stopped.
SaveOutcome savePackets(const Trace& trace, const SaveRequest& request, std::uint32_t rows,
                        const std::stop_token& stop, std::atomic<std::uint64_t>& done);

}  // namespace pw::ui
