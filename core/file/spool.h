// The temporary copy of bytes that cannot be read twice: from a pipe, or decompressed.
#pragma once
#include <atomic>
#include <expected>
#include <memory>

#include "core/file/packet_source.h"
#include "core/file/unique_fd.h"

namespace pw {

/// A file without a name in the temporary folder (TMPDIR, else /tmp): gone when the last owner is, even after
/// a crash. One thread appends; any thread reads what was appended.
class Spool final : public ByteStore {
 public:
  /// Error: cannotKeep.
  [[nodiscard]] static std::expected<std::shared_ptr<Spool>, FileProblem> create();

  /// False on failure; `error` is then errno.
  bool append(ByteView bytes, int& error) noexcept { return writeFully(fd_.value(), bytes, error); }
  std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept override;

 private:
  explicit Spool(UniqueFd fd) noexcept : fd_(std::move(fd)) {}

  UniqueFd fd_;
};

}  // namespace pw
