// Blocks of a byte source in order, read ahead of the consumer by a thread of its own.
#pragma once
#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/file/byte_source.h"
#include "core/file/spool.h"

namespace pw {

struct ReadOptions {
  std::size_t blockBytes = std::size_t{512} * 1024;
  bool thread = true;       ///< read ahead; starts with the second block, so that small files need none
  bool wholeBlocks = true;  ///< fill each block; false: hand over what came (a pipe that somebody writes to)
  std::uint64_t maxBytes = 0;  ///< of the stream; beyond it bombSuspected; 0: no limit
  /// How long next() waits for bytes before it says idle; 0: for ever.
  std::chrono::milliseconds idleAfter{0};
};

/// next() by one thread. Destroying it ends the thread, for which `wake` must get a waiting read() to return.
class ReadAhead {
 public:
  enum class Next : std::uint8_t { block, idle, end };

  ReadAhead(std::unique_ptr<ByteSource> source, std::shared_ptr<Spool> keep, ReadOptions options,
            std::function<void()> wake);
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// Gives up the block before and sets `block` to the next one: bytes that live until the next call that
  /// gives `block` or `end`.
  Next next(ByteView& block);
  /// After `end`: why, if that was not the plain end.
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept { return problem_; }

 private:
  static constexpr unsigned kBlocks = 4;
  struct Block {
    std::unique_ptr<std::uint8_t[]> bytes;
    std::size_t size = 0;
  };

  /// Without a thread one buffer, which stays in the cache, will do.
  [[nodiscard]] Block& slot(std::uint64_t n) noexcept { return blocks_[options_.thread ? n % kBlocks : 0]; }
  void fill(Block& block);
  void run(const std::stop_token& stop);
  bool startThread();
  Next take(ByteView& block);

  const ReadOptions options_;
  std::unique_ptr<ByteSource> source_;
  std::shared_ptr<Spool> keep_;
  std::function<void()> wake_;
  std::array<Block, kBlocks> blocks_;
  std::uint64_t total_ = 0;             // written by the reading side only
  std::optional<FileProblem> problem_;  // written by the reading side before `ended_`

  std::mutex lock_;  // guards the counts and ended_
  std::condition_variable_any changed_;
  std::uint64_t filled_ = 0, released_ = 0;  // blocks so far; block n lies in slot(n)
  std::uint64_t taken_ = 0;                  // consumer only
  bool ended_ = false;                       // nothing will be filled any more
  std::jthread thread_;                      // last: it uses all of the above
};

}  // namespace pw
