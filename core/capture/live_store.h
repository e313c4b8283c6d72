// What a live capture recorded: the last part in memory, all of it in one file or several.
#pragma once
#include <expected>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/file/packet_source.h"

namespace pw {

/// Offsets count through all files, as they were written one behind the other. Any thread reads.
class LiveStore : public ByteStore {
 public:
  /// The files that are there, the oldest first.
  [[nodiscard]] virtual std::vector<std::filesystem::path> files() const = 0;
  /// True where the recording goes when the last owner does.
  [[nodiscard]] virtual bool temporary() const noexcept = 0;
  /// Copies or moves all that is recorded to `target`, over what is there; with a temporary recording that has ended
  /// and lies on the same file system this takes no time. Bytes that a full disk had no room for are in the copy too.
  /// Error: cannotWrite.
  [[nodiscard]] virtual std::expected<void, FileProblem> saveTo(const std::filesystem::path& target) = 0;
};

}  // namespace pw
