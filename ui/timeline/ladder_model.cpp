#include "ui/timeline/ladder_model.h"

#include "ui/timeline/ladder_messages.h"

namespace pw::ui {

std::shared_ptr<const LadderModel> LadderModel::make(const std::shared_ptr<Session>& session, FlowId flow,
                                                     std::uint32_t rows, const std::stop_token& stop) {
  auto conversation = Conversation::make(session->trace(), flow, rows, stop);
  if (!conversation) return nullptr;
  auto input = std::make_shared<LadderInput>(ladderInput(*conversation, session->trace(), stop));
  if (conversation->summary().transport == Transport::tcp)
    sayMessages(*input, *conversation, session->trace(), session->registry(), stop);
  if (stop.stop_requested()) return nullptr;
  return std::make_shared<const LadderModel>(LadderModel{session, std::move(conversation), std::move(input)});
}

}  // namespace pw::ui
