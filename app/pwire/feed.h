// A source as a command needs it: up to a count, ended by SIGINT, watched and copied into a file on the way.
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "core/file/capture_writer.h"
#include "core/file/packet_source.h"
#include "core/report/messages.h"

namespace pw::cli {

/// Has SIGINT and SIGTERM end what is read instead of the program. Call once.
void catchInterrupt() noexcept;
[[nodiscard]] bool interrupted() noexcept;

/// Tells how far the work is, on a line of standard error that rewrites itself; only on a terminal, and only
/// after a second. One thread.
class Progress {
 public:
  Progress(Language language, bool wanted);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void tell(const SourceProgress& at, std::uint64_t packets);

 private:
  using Clock = std::chrono::steady_clock;
  Language language_;
  bool wanted_;
  bool shown_ = false;
  Clock::time_point next_;
};

/// Passes on another source's packets. One thread.
class Feed final : public PacketSource {
 public:
  struct Settings {
    std::uint64_t count = UINT64_MAX;
    std::string writeTo;  ///< a file that gets every packet; empty: none
    FileFormat writeFormat = FileFormat::pcapng;
    Progress* progress = nullptr;  ///< borrowed
    bool live = false;  ///< SIGINT ends the source, which then ends the feed; what is written is flushed at once
  };
  Feed(std::unique_ptr<PacketSource> source, Settings settings)
      : source_(std::move(source)), settings_(std::move(settings)), left_(settings_.count) {}

  Pull next(PacketBatch& batch) override;
  [[nodiscard]] std::shared_ptr<const CaptureInfo> info() const override { return source_->info(); }
  [[nodiscard]] SourceProgress progress() const noexcept override { return source_->progress(); }
  [[nodiscard]] std::shared_ptr<const ByteStore> store() const override { return source_->store(); }
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept override {
    return source_->problem();
  }

  [[nodiscard]] std::uint64_t packets() const noexcept { return packets_; }
  /// Puts the written file in its place, if one is written; what went wrong with it, then or before.
  std::optional<FileProblem> finishWriting();

 private:
  bool prepareWriter();
  bool writeBatch(Pull pull, const PacketBatch& batch);
  bool flushed(bool written);
  bool copy(const PacketBatch& batch);

  std::unique_ptr<PacketSource> source_;
  Settings settings_;
  std::uint64_t left_;
  std::uint64_t packets_ = 0;
  std::unique_ptr<CaptureWriter> writer_;
  std::optional<FileProblem> writeProblem_;
  std::shared_ptr<const CaptureInfo> known_;  ///< what the writer was told
};

/// All of a source, and `progress` (borrowed) told how far it is.
inline Feed watchedFeed(std::unique_ptr<PacketSource> source, Progress& progress) {
  Feed::Settings settings;
  settings.progress = &progress;
  return Feed{std::move(source), std::move(settings)};
}

}  // namespace pw::cli
