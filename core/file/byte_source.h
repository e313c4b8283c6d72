// A stream of bytes below the capture formats: a file, a pipe, memory, or one of these decompressed.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "core/bytes/byte_view.h"
#include "core/file/capture_info.h"

namespace pw {

/// Used by one thread at a time.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Waits for at least one byte and fills in up to `into.size()`; 0 at the end or after a failure.
  virtual std::size_t read(std::span<std::uint8_t> into) = 0;
  /// Why read() gave 0, where that was not the plain end. `at` counts the bytes that this source delivered.
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept { return problem_; }

 protected:
  void fail(FileProblem problem) {
    if (!problem_) problem_ = std::move(problem);
  }

 private:
  std::optional<FileProblem> problem_;
};

/// Over bytes of the caller's, which must outlive it. Gives at most `step` bytes a call where that is not 0.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(ByteView bytes, std::size_t step = 0) noexcept : bytes_(bytes), step_(step) {}
  std::size_t read(std::span<std::uint8_t> into) override;

 private:
  ByteView bytes_;
  std::size_t step_;
};

/// The compression that the first bytes of a file speak of. Four bytes tell, unless isSkippableFrame().
[[nodiscard]] Compression sniffCompression(ByteView start) noexcept;
/// Both zstd and lz4 may begin with a frame to be skipped; what follows it decides, if `start` goes so far.
[[nodiscard]] bool isSkippableFrame(ByteView start) noexcept;

/// `inner` decompressed as a stream; members or frames behind each other are joined. Memory is bounded by the
/// format's window (zstd: at most 128 MiB, else badCompression). `inner` itself for Compression::none.
[[nodiscard]] std::unique_ptr<ByteSource> decompressed(std::unique_ptr<ByteSource> inner, Compression kind);

}  // namespace pw
