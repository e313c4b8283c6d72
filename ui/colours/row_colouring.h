// Which colours a row gets: of its conversation, where somebody chose some, else of the first rule it passes.
#pragma once
#include <map>

#include "ui/colours/colour_matcher.h"

namespace pw::ui {

/// GUI thread; the registry must outlive it. Whoever keeps what of() said forgets it when something is set here.
class RowColouring {
 public:
  explicit RowColouring(const Registry& registry) : matcher_(registry) {}

  void setRules(std::vector<ColourRule> rules);
  [[nodiscard]] const std::vector<ColourRule>& rules() const noexcept { return rules_; }
  /// Off: rules colour nothing. Colours of conversations stay.
  void setEnabled(bool on) noexcept { enabled_ = on; }
  [[nodiscard]] bool isEnabled() const noexcept { return enabled_; }
  void setDark(bool dark);
  /// `number` from 1 to 9; 0 takes the colour away.
  void colourConversation(FlowId flow, int number);
  void resetConversations() { conversations_.clear(); }
  [[nodiscard]] bool hasConversations() const noexcept { return !conversations_.empty(); }

  [[nodiscard]] std::optional<RowColours> of(const std::shared_ptr<Session>& session, PacketId packet, FlowId flow);
  void release() { matcher_.release(); }
  [[nodiscard]] const ColourMatcher& matcher() const noexcept { return matcher_; }

 private:
  std::vector<ColourRule> rules_;
  std::vector<RowColours> shown_;  // by rule
  std::map<std::uint32_t, int> conversations_;
  ColourMatcher matcher_;
  bool enabled_ = false, dark_ = false;
};

}  // namespace pw::ui
