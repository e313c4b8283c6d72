// A live capture: starts the helper, takes packets from its ring, records them and hands them to the engine.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/capture/capture_options.h"
#include "core/capture/capture_problem.h"
#include "core/capture/live_store.h"
#include "core/file/packet_source.h"

namespace pw {

enum class CaptureState : std::uint8_t {
  starting,   ///< the helper opens the interfaces
  capturing,
  stopping,   ///< asked to stop; what the kernel still holds is taken
  ended,      ///< nothing more comes; problem() says whether something was wrong. The engine may still be behind
};

/// Why a capture ended.
enum class CaptureEnd : std::uint8_t { notYet, asked, packets, kilobytes, duration, files, problem };

struct InterfaceCounts {
  std::string name;
  LinkType linkType = LinkType::ethernet;
  std::uint64_t received = 0;         ///< passed the filter; with those that were then dropped
  std::uint64_t kernelDrops = 0;      ///< found no room in the kernel's buffer
  std::uint64_t interfaceDrops = 0;   ///< lost by the device or its driver
  std::uint64_t ringDrops = 0;        ///< found no room in the ring
  std::uint64_t recorded = 0;
  CaptureProblem problem = {};        ///< why nothing more comes from it, while others may go on
};

/// A snapshot. Drops and `received` are of the helper's last answer, at most half a second old while it runs and exact
/// at the end: received = recorded + discarded + kernelDrops + ringDrops.
struct CaptureCounts {
  std::vector<InterfaceCounts> interfaces;
  std::uint64_t received = 0, kernelDrops = 0, interfaceDrops = 0, ringDrops = 0;  ///< sums
  std::uint64_t recorded = 0;       ///< packets in files (or about to be flushed to one)
  std::uint64_t discarded = 0;      ///< packets behind a stop condition, or that a full disk had no room for
  std::uint64_t bytes = 0;          ///< recorded, of all files
  std::uint64_t analysed = 0;       ///< packets that the engine took; recorded - analysed is the lag
  std::uint64_t packetBytes = 0;    ///< of the recorded packets as captured
  std::uint32_t files = 0;          ///< begun so far
  std::uint8_t ringUsed = 0;        ///< percent
  std::int64_t runningNs = 0;       ///< since the first packet could come
  [[nodiscard]] std::uint64_t lag() const noexcept { return recorded - analysed; }
  [[nodiscard]] std::uint64_t drops() const noexcept { return kernelDrops + interfaceDrops + ringDrops; }
};

/// Owns the helper process and the thread that records. All members may be called from any thread; destruction stops
/// and waits (some 100 ms). To analyse: `Session session{registry, capture->source()}`, which is finished when the
/// capture has ended and all was analysed; to end it early stop the capture, not the session.
class LiveCapture : public std::enable_shared_from_this<LiveCapture> {
 public:
  /// Returns at once, with the state `starting`.
  [[nodiscard]] static std::shared_ptr<LiveCapture> start(CaptureOptions options);
  ~LiveCapture();
  LiveCapture(const LiveCapture&) = delete;
  LiveCapture& operator=(const LiveCapture&) = delete;

  /// Returns at once; all that came before is recorded.
  void stop() noexcept;
  /// Blocks until the state is `ended`.
  void wait() const noexcept;

  [[nodiscard]] CaptureState state() const noexcept;
  [[nodiscard]] CaptureEnd end() const noexcept;
  /// What ended the capture, or kept it from beginning. Once `ended`.
  [[nodiscard]] CaptureProblem problem() const;
  [[nodiscard]] CaptureCounts counts() const;
  [[nodiscard]] const CaptureOptions& options() const noexcept;
  /// Process of the helper; 0 where there is none (any more).
  [[nodiscard]] int helperPid() const noexcept;
  /// The recording: where its bytes can be read again and saved from.
  [[nodiscard]] std::shared_ptr<LiveStore> store() const noexcept;

  /// The packets from the first one on, as an engine takes them. Keeps what it needs of the capture. Once.
  [[nodiscard]] std::unique_ptr<PacketSource> source();

 private:
  explicit LiveCapture(CaptureOptions options);

  std::unique_ptr<class LiveRecorder> recorder_;
};

}  // namespace pw
