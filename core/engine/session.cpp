#include "core/engine/session.h"

namespace pw {

Session::Session(const Registry& registry, std::unique_ptr<PacketSource> source, std::uint32_t keepRows)
    : registry_(registry),
      source_(std::move(source)),
      engine_(registry, *source_, trace_),
      thread_([this, keepRows](const std::stop_token& stop) {
        if (keepRows != 0) trace_.keepLast(keepRows);
        const RunEnd end = engine_.run(stop);
        // Not weaker: notify_all() looks whether somebody waits, and must not do so before the state is there.
        state_.store(end == RunEnd::stopped ? SessionState::stopped : SessionState::finished);
        state_.notify_all();
      }) {}

Session::~Session() = default;

std::optional<FileProblem> Session::problem() const {
  return state() == SessionState::loading ? std::nullopt : source_->problem();
}

void Session::wait() { state_.wait(SessionState::loading, std::memory_order_acquire); }

}  // namespace pw
