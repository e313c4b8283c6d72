// A file being written: under another name until it is whole, so that a failure never costs what was there
// before.
#pragma once
#include <expected>
#include <filesystem>
#include <string>

#include "core/file/capture_info.h"
#include "core/file/unique_fd.h"

namespace pw {

/// Problems are cannotWrite with the system's reason. One thread.
class OutputFile {
 public:
  /// Writes beside `target` and takes its place in commit(). What cannot be replaced (a pipe, a device, "-"
  /// for standard output) is written to directly; so is everything where `direct` is set.
  [[nodiscard]] static std::expected<OutputFile, FileProblem> create(const std::filesystem::path& target,
                                                                     bool direct);
  OutputFile(OutputFile&& other) noexcept
      : fd_(std::move(other.fd_)),
        target_(std::move(other.target_)),
        temporary_(std::exchange(other.temporary_, {})),
        written_(other.written_) {}
  OutputFile& operator=(OutputFile&&) = delete;
  /// Removes what was not committed.
  ~OutputFile();

  [[nodiscard]] std::expected<void, FileProblem> write(ByteView bytes);
  /// Makes it safe on disk and gives it its name. Nothing may be written any more.
  [[nodiscard]] std::expected<void, FileProblem> commit();
  [[nodiscard]] std::uint64_t written() const noexcept { return written_; }

 private:
  OutputFile() = default;
  [[nodiscard]] std::unexpected<FileProblem> failed(int error) const;
  [[nodiscard]] int openBeside(unsigned mode);

  UniqueFd fd_;
  std::filesystem::path target_;
  std::string temporary_;  // empty: written directly, or committed
  std::uint64_t written_ = 0;
};

}  // namespace pw
