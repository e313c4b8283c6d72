// Records packets as pcapng: into memory at once, from there into files in large writes.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "core/capture/capture_options.h"
#include "core/capture/live_store.h"
#include "core/capture/spool_chunk.h"
#include "core/file/pcapng_build.h"
#include "core/file/unique_fd.h"

namespace pw {

/// One thread records; any thread reads. The lock is held to find a piece, never while the disk is used.
class LiveSpool final : public LiveStore {
 public:
  struct Settings {
    std::filesystem::path file;  ///< empty: a temporary one in spoolFolder()
    FileRing ring;
    std::size_t recentBytes = std::size_t{64} << 20;
    /// Of one piece, and so of one write. Smaller ones are for tests.
    std::size_t chunkBytes = std::size_t{1} << 20;
  };
  explicit LiveSpool(Settings settings) : settings_(std::move(settings)), temporary_(settings_.file.empty()) {}
  ~LiveSpool() override;

  // ---- the recording thread ----
  /// Makes the first file: before that nothing on disk is touched. False: error() says why.
  [[nodiscard]] bool open();
  /// What each file begins with; once, before the first packet.
  void begin(const CaptureInfo& info);
  /// False, and nothing appended, once writing has failed.
  bool append(std::uint32_t interface, std::int64_t timeNs, std::uint32_t wireLen, ByteView bytes);
  /// Lets readers see what was appended.
  void publish();
  /// Gives to the system what is older than kFlushEvery or more than half a chunk.
  void flushIfDue(std::chrono::steady_clock::time_point now);
  bool flush();
  /// Begins another file if the ring asks for it.
  void rotateIfDue(std::chrono::steady_clock::time_point now, const std::vector<InterfaceStats>& stats);
  /// Statistics, and all to the system. Nothing is appended any more; readers know that it ends here.
  void finish(const std::vector<InterfaceStats>& stats);
  /// errno of the write that failed; 0: none did.
  [[nodiscard]] int error() const noexcept { return error_; }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return end_; }
  /// In files, of all.
  [[nodiscard]] std::uint64_t writtenBytes() const noexcept { return written_; }
  /// Packets that are in memory alone, since writing failed.
  [[nodiscard]] std::uint64_t unwrittenPackets() const;
  [[nodiscard]] std::uint32_t filesBegun() const noexcept { return begun_; }
  /// True where one more packet goes into a new file.
  [[nodiscard]] bool rotationDue(std::chrono::steady_clock::time_point now) const;

  // ---- any thread ----
  /// The piece that begins at `at`, or holds it, if it is in memory. Null where it is only in a file, or not there yet.
  [[nodiscard]] std::shared_ptr<const SpoolChunk> chunkAt(std::uint64_t at) const;
  /// Where the recording ends for good; nothing while it goes on.
  [[nodiscard]] std::optional<std::uint64_t> finalEnd() const;
  [[nodiscard]] std::uint64_t publishedEnd() const;
  /// The first byte at or behind `at` whose file still is there; where none is missing, `at`.
  [[nodiscard]] std::uint64_t firstThere(std::uint64_t at) const;
  /// Where what is in memory begins.
  [[nodiscard]] std::uint64_t firstInMemory() const;
  /// Waits until there is more than `at`, the end, or `most` has passed.
  void waitBeyond(std::uint64_t at, std::chrono::milliseconds most) const;
  /// Files that a reader still needs stay readable though the ring has removed them; `at`: how far it is.
  void readerIsAt(std::uint64_t at);

  std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept override;
  [[nodiscard]] std::vector<std::filesystem::path> files() const override;
  [[nodiscard]] bool temporary() const noexcept override;
  [[nodiscard]] std::expected<void, FileProblem> saveTo(const std::filesystem::path& target) override;

  /// How long recorded packets may be in memory only.
  static constexpr std::chrono::milliseconds kFlushEvery{500};

 private:
  struct File {
    std::filesystem::path path;
    UniqueFd fd;                ///< open while it is written, or a reader is behind
    std::uint64_t at = 0;       ///< of its first byte, in the store
    std::uint64_t end = 0;      ///< written so far
    bool removed = false;
  };

  bool openNext();
  bool openTemporary();
  bool addFile(std::filesystem::path path, UniqueFd fd);
  [[nodiscard]] std::filesystem::path nameOf(std::uint32_t number) const;
  void limitFiles();
  std::uint8_t* room(std::size_t bytes);
  void appendBlocks();
  void appendStats(const std::vector<InterfaceStats>& stats);
  bool writeOut(const SpoolChunk& chunk);
  void failed(int error);
  void forgetOld();
  bool moveTo(const std::filesystem::path& target);
  [[nodiscard]] UniqueFd openedFor(std::uint64_t at, std::uint64_t& offset, std::uint64_t& left) const;
  std::size_t readFile(std::uint64_t at, std::span<std::uint8_t> into) const noexcept;

  Settings settings_;
  // ---- the recording thread's ----
  CaptureInfo info_;
  pcapng::Builder builder_;
  std::shared_ptr<SpoolChunk> chunk_;
  std::uint64_t written_ = 0;  ///< in files, of all
  std::uint64_t end_ = 0;      ///< appended
  File* current_ = nullptr;    ///< the newest of files_, which stays where it is
  std::uint64_t fileAt_ = 0;
  std::uint64_t filePackets_ = 0;
  std::uint32_t begun_ = 0;
  int error_ = 0;
  std::chrono::steady_clock::time_point lastFlush_, fileBegun_;
  // ---- shared ----
  mutable std::mutex lock_;  // guards what follows; not held while anything is read from or written to disk
  mutable std::condition_variable more_;
  std::deque<std::shared_ptr<SpoolChunk>> chunks_;
  std::deque<File> files_;
  std::uint64_t published_ = 0;
  std::optional<std::uint64_t> final_;
  std::uint64_t readerAt_ = 0;
  bool temporary_;
  mutable unsigned waiting_ = 0;
};

}  // namespace pw
