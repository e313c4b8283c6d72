#include "core/engine/session.h"

namespace pw {

Session::Session(const Registry& registry, std::unique_ptr<PacketSource> source, std::uint32_t keepRows)
    : registry_(registry),
      source_(std::move(source)),
      engine_(registry, *source_, trace_),
      thread_([this, keepRows](const std::stop_token& stop) {
        if (keepRows != 0) trace_.keepLast(keepRows);
        const RunEnd end = engine_.run(stop);
        {
          const std::scoped_lock lock(ending_);
          state_.store(end == RunEnd::stopped ? SessionState::stopped : SessionState::finished,
                       std::memory_order_release);
        }
        ended_.notify_all();
      }) {}

Session::~Session() = default;

std::optional<FileProblem> Session::problem() const {
  return state() == SessionState::loading ? std::nullopt : source_->problem();
}

void Session::wait() { wait(std::stop_token{}); }

void Session::wait(const std::stop_token& giveUp) {
  std::unique_lock lock(ending_);
  ended_.wait(lock, giveUp, [this] { return state() != SessionState::loading; });
}

}  // namespace pw
