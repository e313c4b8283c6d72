// Runs the walking half of the engine on a thread of its own, so that walking and appending use two cores.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <exception>
#include <thread>

#include "core/engine/packet_walker.h"

namespace pw {

/// Hands batches over through a few slots, without a lock: where all are full the walker waits, so that memory stays
/// bounded. A batch is handed over as soon as it is walked, however slow the source.
class WalkerThread {
 public:
  /// The walker is this thread's until it ends; it must outlive this. Throws std::system_error where there is no
  /// thread to be had.
  WalkerThread(PacketWalker& walker, const std::stop_token& stop);
  /// Ends the run early, if it goes on.
  ~WalkerThread();
  WalkerThread(const WalkerThread&) = delete;
  WalkerThread& operator=(const WalkerThread&) = delete;

  /// Waits for the next batch, which lives until the next call; null at the end of the run. Rethrows what the walker
  /// threw. One thread.
  const DecodedBatch* next();
  /// Once next() gave null: why.
  [[nodiscard]] RunEnd end() const noexcept { return end_; }

 private:
  /// 2 MiB of packets: enough that neither side waits whenever the other is held up, and no more than a cache holds.
  static constexpr std::uint32_t kSlots = 8;

  [[nodiscard]] DecodedBatch& slot(std::uint32_t n) noexcept { return slots_[n % kSlots]; }
  void run(const std::stop_token& stop);
  void fill(DecodedBatch& slot, DecodedBatch& walked);
  void walkAll(const std::stop_token& stop);
  bool waitForRoom() noexcept;
  void handOver() noexcept;

  PacketWalker& walker_;
  std::array<DecodedBatch, kSlots> slots_;
  RunEnd end_ = RunEnd::finished;
  std::exception_ptr failure_;  ///< both set before the batch without packets that ends the run
  std::uint32_t taken_ = 0;  ///< by next(); one more than emptied_ while a batch is looked at
  alignas(kSharedLine) std::atomic<std::uint32_t> filled_{0};   ///< slots so far; both counts wrap
  alignas(kSharedLine) std::atomic<std::uint32_t> emptied_{0};
  alignas(kSharedLine) std::atomic<bool> unwanted_{false};
  std::thread thread_;  // last: it uses all above
};

}  // namespace pw
