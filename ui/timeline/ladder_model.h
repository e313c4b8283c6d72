// One conversation with everything its timeline reads: kept together, so that a job or a picture outlives the
// window's next choice.
#pragma once
#include <memory>
#include <stop_token>

#include "core/engine/session.h"
#include "ui/timeline/ladder_index.h"

namespace pw::ui {

/// Immutable. Any thread makes one; the session's trace is read for as long as it lives.
struct LadderModel {
  std::shared_ptr<Session> session;
  std::shared_ptr<const Conversation> conversation;
  std::shared_ptr<const LadderInput> input;

  [[nodiscard]] const Trace& trace() const noexcept { return session->trace(); }
  [[nodiscard]] PacketRow row(std::uint32_t item) const noexcept {
    return session->trace().row(conversation->items()[item].packet);
  }

  /// Null where `stop` was asked for.
  static std::shared_ptr<const LadderModel> make(const std::shared_ptr<Session>& session, FlowId flow,
                                                 std::uint32_t rows, const std::stop_token& stop = {});
};

}  // namespace pw::ui
