// The thread behind a LiveCapture: from the helper's ring into the recording.
#pragma once
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "core/capture/helper_process.h"
#include "core/capture/live_capture.h"
#include "core/capture/live_source.h"
#include "core/capture/live_spool.h"
#include "core/capture/shared_ring.h"

namespace pw {

/// Starts the helper and drains its ring as fast as packets come, whatever the engine does. Trusts nothing that the
/// helper says. Members are for any thread, private ones for its own.
class LiveRecorder {
 public:
  explicit LiveRecorder(CaptureOptions options);
  ~LiveRecorder();
  LiveRecorder(const LiveRecorder&) = delete;
  LiveRecorder& operator=(const LiveRecorder&) = delete;

  void stop() noexcept { stopAsked_.store(true, std::memory_order_relaxed); }
  void wait() const noexcept;
  [[nodiscard]] CaptureState state() const noexcept { return state_.load(std::memory_order_acquire); }
  [[nodiscard]] CaptureEnd end() const noexcept { return end_.load(std::memory_order_acquire); }
  [[nodiscard]] CaptureProblem problem() const;
  [[nodiscard]] CaptureCounts counts() const;
  [[nodiscard]] const CaptureOptions& options() const noexcept { return options_; }
  [[nodiscard]] int helperPid() const noexcept { return pid_.load(std::memory_order_relaxed); }
  [[nodiscard]] const std::shared_ptr<LiveSpool>& spool() const noexcept { return spool_; }
  [[nodiscard]] const std::shared_ptr<LiveShared>& shared() const noexcept { return shared_; }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kBatch = 1024;
  static constexpr std::chrono::milliseconds kAskEvery{500};
  /// A helper that was told to stop and does not is killed.
  static constexpr std::chrono::seconds kPatience{5};

  void run();
  bool startHelper();
  bool waitForReady();
  bool begin();
  void record();
  void turn(Clock::time_point now);
  bool takeRecords(Clock::time_point now);
  void take(const RingRecord& record, ByteView bytes, Clock::time_point now);
  [[nodiscard]] bool full(Clock::time_point now);
  void listen();
  void understand(const helper::Message& message, UniqueFd passed);
  void idle();
  void endWith(CaptureEnd why);
  void fail(CaptureProblem problem);
  void misbehaved(std::uint64_t rule);
  void diskFailed();
  void finish();
  void setInfo(bool withStats);
  void measureInterfaces(bool baseline);
  void updateCounts();
  [[nodiscard]] std::vector<InterfaceStats> stats() const;
  void setState(CaptureState state);

  const CaptureOptions options_;
  std::shared_ptr<LiveSpool> spool_;
  std::shared_ptr<LiveShared> shared_ = std::make_shared<LiveShared>();
  std::atomic<bool> stopAsked_{false};
  std::atomic<CaptureState> state_{CaptureState::starting};
  std::atomic<CaptureEnd> end_{CaptureEnd::notYet};
  std::atomic<int> pid_{0};
  mutable std::mutex lock_;  // guards the next two
  CaptureProblem problem_;
  CaptureCounts counts_;

  // ---- the thread's ----
  struct Tally {
    std::uint64_t put = 0, kernelDrops = 0, ringDrops = 0;  ///< as the helper says
    std::uint64_t recorded = 0, discarded = 0, interfaceDrops = 0;
    std::uint32_t dropsAtStart = 0;
    LinkType linkType = LinkType::ethernet;
    std::uint32_t snapLen = 0;
    bool opened = false;
    CaptureProblem problem;
  };
  std::vector<Tally> tallies_;
  std::optional<helper::Process> helper_;
  std::optional<SharedRing> ring_;
  std::optional<RingConsumer> consumer_;
  bool helperDone_ = false;  ///< said its last word, or is gone
  bool saidEnded_ = false;
  std::uint64_t recorded_ = 0, packetBytes_ = 0, knownDrops_ = 0;
  Clock::time_point readyAt_, askedAt_, stopSentAt_;
  std::int64_t startNs_ = 0;
  int idleMs_ = 1;
  std::thread thread_;  // last: it uses all above
};

}  // namespace pw
