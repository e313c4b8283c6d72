// Two conversations side by side as a page of rich text.
#pragma once
#include <QString>
#include <optional>
#include <set>

#include "ui/compare/compare_job.h"
#include "ui/style/theme.h"

namespace pw::ui {

/// One cell of the page: a step of one conversation.
struct CompareCellId {
  std::size_t row = 0;
  unsigned side = 0;
  auto operator<=>(const CompareCellId&) const = default;
};

/// What of a page depends on the person who looks.
struct ComparePageState {
  bool secrets = false;               ///< all are shown
  std::set<CompareCellId> revealed;   ///< cells whose secrets are shown
  std::optional<std::uint32_t> packet;  ///< that is selected
};

/// Links are "row/side/line", "show/row/side" where a secret is masked, and "row/row" to go to a row.
QString comparePage(const ComparedFlows& flows, const ComparePageState& state);
/// Style sheet of the page.
QString compareStyle(const Theme& theme);

}  // namespace pw::ui
