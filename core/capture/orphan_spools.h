// Recordings that a program left behind when it was killed.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <vector>

#include "core/file/capture_info.h"

namespace pw {

struct OrphanSpool {
  std::filesystem::path file;     ///< a pcapng that any program reads; its last block may be cut short
  std::uint64_t bytes = 0;
  std::int64_t startedNs = 0;     ///< since 1970-01-01 UTC
  std::int64_t lastWrittenNs = 0;
};

/// Where recordings without a name of their own lie: $XDG_STATE_HOME/plainwire/captures, by default under
/// ~/.local/state; made when needed, for the user alone.
[[nodiscard]] std::filesystem::path spoolFolder();
/// Those whose program lives no more, the newest first. Empty ones are removed on the way. Any thread.
[[nodiscard]] std::vector<OrphanSpool> orphanSpools();
/// Moves the recording to `target`, over file systems too; a block that was cut short at its end is taken off. Error:
/// cannotWrite, cannotOpen.
[[nodiscard]] std::expected<void, FileProblem> recoverSpool(const OrphanSpool& spool,
                                                            const std::filesystem::path& target);
[[nodiscard]] std::expected<void, FileProblem> discardSpool(const OrphanSpool& spool);

}  // namespace pw
