// The packets of a recording that still grows, as an engine takes them.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>

#include "core/capture/live_spool.h"

namespace pw {

/// What recorder and source tell each other beside the bytes.
struct LiveShared {
  std::mutex lock;  // guards info
  std::shared_ptr<const CaptureInfo> info = std::make_shared<CaptureInfo>();
  std::atomic<std::uint64_t> analysed{0};
};

/// Reads behind the recorder: from memory, or from the file where the engine is far behind. Waits a moment before it
/// says `idle`; `end` once the recording has ended and all was given.
class LiveSource final : public PacketSource {
 public:
  /// `capture` is kept alive, whatever it is.
  LiveSource(std::shared_ptr<LiveSpool> spool, std::shared_ptr<LiveShared> shared, std::shared_ptr<void> capture)
      : capture_(std::move(capture)), spool_(std::move(spool)), shared_(std::move(shared)) {}

  Pull next(PacketBatch& batch) override;
  [[nodiscard]] std::shared_ptr<const CaptureInfo> info() const override;
  [[nodiscard]] SourceProgress progress() const noexcept override;
  [[nodiscard]] std::shared_ptr<const ByteStore> store() const override { return spool_; }
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept override { return problem_; }

 private:
  /// How long a caller may wait for a packet: also how late it sees that it is to stop.
  static constexpr std::chrono::milliseconds kIdleAfter{50};
  static constexpr std::size_t kReadBytes = std::size_t{1} << 20;

  bool findPiece();
  bool passOver();
  [[nodiscard]] std::shared_ptr<const SpoolChunk> readPiece() const;
  void take(PacketBatch& batch);
  void leaveIfDone();

  std::shared_ptr<void> capture_;
  std::shared_ptr<LiveSpool> spool_;
  std::shared_ptr<LiveShared> shared_;
  std::shared_ptr<const SpoolChunk> piece_;
  std::atomic<std::uint64_t> at_{0};
  std::uint64_t packets_ = 0;
  std::optional<FileProblem> problem_;
};

}  // namespace pw
