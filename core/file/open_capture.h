// The way in for capture files: finds out what a file is and gives its packets.
#pragma once
#include <chrono>
#include <expected>
#include <filesystem>
#include <memory>

#include "core/file/packet_source.h"

namespace pw {

struct OpenOptions {
  /// Keeps a temporary copy (TMPDIR) of piped or decompressed bytes, so that PacketSource::store() has them.
  /// Without it such a source has no store. Plain files are read where they lie in either case.
  bool keepBytes = true;
  /// Reads ahead on a thread of its own. What is given, and when, does not depend on it.
  bool readAhead = true;
  /// Measured: with 256 to 512 KiB the bytes are still in the second-level cache when they are looked at.
  std::size_t blockBytes = std::size_t{512} * 1024;
  /// Bound on what a compressed file may unpack to; beyond it the source ends with bombSuspected.
  std::uint64_t maxUnpackedBytes = std::uint64_t{1} << 40;
  /// A pipe that is silent for so long makes PacketSource::next() give `idle`; 0: wait for ever.
  std::chrono::milliseconds pipeIdleAfter{200};
};

using OpenResult = std::expected<std::unique_ptr<PacketSource>, FileProblem>;

/// pcap, pcapng or snoop, plain or in gzip, zstd or lz4; told apart by content, never by name. Path "-" is
/// standard input. The file is read, never mapped: it may be cut or grow meanwhile. A file that grew is read
/// to its new end by opening it again.
[[nodiscard]] OpenResult openCapture(const std::filesystem::path& path, const OpenOptions& options = {});

/// The same for a descriptor that is open for reading.
[[nodiscard]] OpenResult openCaptureFd(int fd, const OpenOptions& options = {});

/// The same for bytes of the caller's, which must outlive the source. Touches no disk and starts no thread.
[[nodiscard]] OpenResult openCaptureBytes(ByteView bytes, const OpenOptions& options = {});

}  // namespace pw
