// Looking for words in a followed conversation, and writing it into a file. Both work on other threads.
#pragma once
#include <atomic>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "core/file/capture_info.h"
#include "ui/follow/follow_job.h"

namespace pw::ui {

/// Where `words` (UTF-8, not empty) stand next in what is shown: at or behind `from`, or with `forward` false as the
/// last place before it. ASCII letters count alike. Across packets, not across turns. Counts chunks in `done`.
std::optional<FollowPlace> findFollowed(const FollowPage& page, ChunkReader& reader, const std::string& words,
                                        FollowPlace from, bool forward, const std::stop_token& stop,
                                        std::atomic<std::uint64_t>& done);

/// Writes what is shown, in its form: bytes as they are, with what is told of them in brackets; or rows of hex, those
/// of the server behind a tab. A file that could not be written to its end, or was stopped, is not there. Counts chunks
/// in `done`.
std::optional<FileProblem> saveFollowed(const FollowPage& page, ChunkReader& reader,
                                        const std::filesystem::path& target, const std::stop_token& stop,
                                        std::atomic<std::uint64_t>& done);

}  // namespace pw::ui
