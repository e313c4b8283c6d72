// An open file or pipe: read in order by one thread, at any place by all.
#pragma once
#include <atomic>
#include <expected>
#include <filesystem>
#include <memory>

#include "core/file/byte_source.h"
#include "core/file/packet_source.h"
#include "core/file/unique_fd.h"

namespace pw {

/// The descriptor with what everybody may ask of it. Shared by the reading side, progress and the byte store.
class FileInput {
 public:
  /// Path "-" is standard input. Errors: cannotOpen, isDirectory.
  [[nodiscard]] static std::expected<std::shared_ptr<FileInput>, FileProblem> open(
      const std::filesystem::path& path);
  /// For a descriptor that is open for reading, which stays the caller's.
  [[nodiscard]] static std::expected<std::shared_ptr<FileInput>, FileProblem> duplicate(int fd);

  /// True for a file whose bytes can be read again at any place.
  [[nodiscard]] bool seekable() const noexcept { return seekable_; }
  /// Size when it was opened; 0 for a pipe.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] std::uint64_t done() const noexcept { return done_.load(std::memory_order_relaxed); }
  /// Wakes a read() that waits on a pipe; it then gives 0. From any thread.
  void stop() noexcept;

  /// In order, by one thread. Gives 0 at the end, after stop(), and on failure with `error` set to errno.
  std::size_t readNext(std::span<std::uint8_t> into, int& error) noexcept;
  /// At any place of a seekable input, from any thread; fewer bytes at the end or on failure.
  std::size_t readAt(std::uint64_t at, std::span<std::uint8_t> into) const noexcept;

 private:
  FileInput() = default;
  static std::expected<std::shared_ptr<FileInput>, FileProblem> adopt(UniqueFd fd);
  bool waitReadable() const noexcept;

  UniqueFd fd_, wake_;
  bool seekable_ = false;
  std::uint64_t start_ = 0;  // where standard input stood when we got it
  std::uint64_t size_ = 0;
  std::atomic<std::uint64_t> done_{0};
  std::atomic<bool> stopped_{false};
};

/// The stream of a FileInput. A few bytes can be looked at before reading them.
class FileByteSource final : public ByteSource {
 public:
  static constexpr std::size_t kPeekBytes = 64;

  explicit FileByteSource(std::shared_ptr<FileInput> input) noexcept : input_(std::move(input)) {}
  std::size_t read(std::span<std::uint8_t> into) override;
  /// The first `n` bytes, fewer where the input ends; before the first read() only. n <= kPeekBytes.
  ByteView peek(std::size_t n);

 private:
  std::size_t readInput(std::span<std::uint8_t> into);

  std::shared_ptr<FileInput> input_;
  std::array<std::uint8_t, kPeekBytes> peeked_{};
  std::size_t peekedSize_ = 0, peekedUsed_ = 0;
  std::uint64_t given_ = 0;
};

/// Bytes of a plain file, read where they lie.
class FileStore final : public ByteStore {
 public:
  explicit FileStore(std::shared_ptr<const FileInput> input) noexcept : input_(std::move(input)) {}
  std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept override {
    return input_->readAt(at, into);
  }

 private:
  std::shared_ptr<const FileInput> input_;
};

}  // namespace pw
