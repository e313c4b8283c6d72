#include "ui/colours/row_colouring.h"

namespace pw::ui {

void RowColouring::setRules(std::vector<ColourRule> rules) {
  rules_ = std::move(rules);
  matcher_.setRules(rules_);
  setDark(dark_);
}

void RowColouring::setDark(bool dark) {
  dark_ = dark;
  shown_.clear();
  for (const ColourRule& r : rules_) shown_.push_back(shownColours(r.background, r.foreground, dark));
}

void RowColouring::colourConversation(FlowId flow, int number) {
  if (!flow.valid()) return;
  if (number == 0) conversations_.erase(flow.value);
  else conversations_[flow.value] = number;
}

std::optional<RowColours> RowColouring::of(const std::shared_ptr<Session>& session, PacketId packet, FlowId flow) {
  if (!conversations_.empty() && flow.valid())
    if (const auto at = conversations_.find(flow.value); at != conversations_.end())
      return shownColours(conversationColour(at->second), QColor(Qt::black), dark_);
  if (!enabled_ || matcher_.isEmpty()) return std::nullopt;
  const auto rule = matcher_.match(session, packet);
  return rule ? std::optional{shown_[*rule]} : std::nullopt;
}

}  // namespace pw::ui
