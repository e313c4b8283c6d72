// What the readers of all file formats have in common.
#pragma once
#include <mutex>

#include "core/file/file_input.h"
#include "core/file/packet_source.h"
#include "core/file/window.h"

namespace pw {

/// Below a format reader: the bytes in order, the bytes at any place, and what is known of the file so far.
struct FileLayers {
  std::unique_ptr<Window> window;
  std::shared_ptr<const ByteStore> store;  ///< null where bytes are not kept
  std::shared_ptr<FileInput> input;        ///< null for memory
  CaptureInfo info;                        ///< format, compression and size on disk
  bool pipe = false;  ///< looking far ahead would make a live writer's first packets wait
};

class FileSource : public PacketSource {
 public:
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  [[nodiscard]] std::shared_ptr<const CaptureInfo> info() const final;
  [[nodiscard]] SourceProgress progress() const noexcept final;
  [[nodiscard]] std::shared_ptr<const ByteStore> store() const final { return store_; }
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept final { return problem_; }
  Pull next(PacketBatch& batch) final;

 protected:
  explicit FileSource(FileLayers layers)
      : window_(std::move(layers.window)),
        store_(std::move(layers.store)),
        input_(std::move(layers.input)),
        info_(std::move(layers.info)) {}

  /// Why records() stopped.
  enum class Step : std::uint8_t {
    full,  ///< the batch is
    fill,  ///< want(): bytes are needed in one piece
    end,   ///< fail() was called
  };
  /// Adds the records whose bytes are here, until the batch is full.
  virtual Step records(PacketBatch& batch) = 0;

  [[nodiscard]] Window& window() noexcept { return *window_; }
  [[nodiscard]] const Window& window() const noexcept { return *window_; }
  Step want(std::size_t bytes) noexcept {
    wanted_ = bytes;
    return Step::fill;
  }
  [[nodiscard]] std::size_t wanted() const noexcept { return wanted_; }
  /// Notes what is wrong at the record that begins here; the first call counts.
  Step fail(FileProblemKind kind, std::uint64_t number = 0, std::uint64_t number2 = 0);
  /// The file ends `left` bytes into something of `wanted` bytes, or quietly where `left` is 0.
  Step endOfBytes(std::size_t wanted);
  /// Waits until `n` bytes are here, idle or not; false at the end of the file. For headers, while opening.
  bool need(std::size_t n);
  /// Changes what info() tells.
  template <class Change>
  void changeInfo(Change&& change) {
    const std::lock_guard guard{infoLock_};
    change(info_);
    snapshot_.reset();
  }

 private:
  std::unique_ptr<Window> window_;
  std::shared_ptr<const ByteStore> store_;
  std::shared_ptr<FileInput> input_;
  std::optional<FileProblem> problem_;
  std::uint64_t packets_ = 0;
  std::size_t wanted_ = 0;
  bool ended_ = false;

  mutable std::mutex infoLock_;  // guards the two below
  CaptureInfo info_;
  mutable std::shared_ptr<const CaptureInfo> snapshot_;  // copied when somebody asks
};

}  // namespace pw
