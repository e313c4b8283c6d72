// A capture being opened or open: runs the engine on a thread of its own and lets others watch.
#pragma once
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/engine/engine.h"

namespace pw {

enum class SessionState : std::uint8_t {
  loading,
  finished,  ///< all of the source was read, or problem() says why not
  stopped,   ///< somebody asked to stop; what was read stays
};

/// Owns source, trace and thread. Members may be called from any thread; destruction stops and joins.
class Session {
 public:
  /// `keepRows`: see Trace::keepLast; 0: all are kept.
  Session(const Registry& registry, std::unique_ptr<PacketSource> source, std::uint32_t keepRows = 0);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] const Trace& trace() const noexcept { return trace_; }
  [[nodiscard]] Trace& trace() noexcept { return trace_; }
  [[nodiscard]] const Registry& registry() const noexcept { return registry_; }
  [[nodiscard]] SessionState state() const noexcept { return state_.load(std::memory_order_acquire); }
  [[nodiscard]] SourceProgress progress() const noexcept { return source_->progress(); }
  /// What was wrong with the file; valid once the state is not `loading`.
  [[nodiscard]] std::optional<FileProblem> problem() const;
  void stop() noexcept { thread_.request_stop(); }
  /// Blocks until the run ends.
  void wait();
  /// Blocks until the run ends or `giveUp` is asked to.
  void wait(const std::stop_token& giveUp);

 private:
  const Registry& registry_;
  std::unique_ptr<PacketSource> source_;
  Trace trace_;
  Engine engine_;
  std::atomic<SessionState> state_{SessionState::loading};
  std::mutex ending_;
  std::condition_variable_any ended_;
  std::jthread thread_;  // last: it uses all above
};

}  // namespace pw
