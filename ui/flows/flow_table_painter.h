// Draws one frame of the table of conversations.
#pragma once
#include <QPainter>

#include "ui/flows/flow_table.h"
#include "ui/packetlist/row_formatter.h"
#include "ui/rows/cell_painter.h"

namespace pw::ui {

/// Lives for one paint event.
class FlowTablePainter {
 public:
  explicit FlowTablePainter(FlowTable& table);

  void paint();

 private:
  void row(std::uint32_t row, int y);
  void sign(const FlowSummary& flow, int y, bool selected);
  void cell(std::uint32_t row, FlowColumn column, const QRect& box, bool selected);
  void activity(const FlowSummary& flow, const QRect& box, bool selected);
  void emptyText();
  [[nodiscard]] const QColor& inkOf(const FlowSummary& flow, FlowColumn column) const;

  FlowTable& table_;
  QPainter painter_;
  CellPainter cells_;
  const Palette& palette_;
  std::vector<int> shown_;
};

/// What the words of a column say of a conversation, for their colour: broken off, with losses, with congestion marks.
Tint tintOf(const FlowSummary& flow, FlowColumn column) noexcept;
/// What stands at the edge of a conversation's row: the worst of these.
RowSign signOf(const FlowSummary& flow) noexcept;
/// What it means, for its tool tip.
QString signText(const FlowSummary& flow);

}  // namespace pw::ui
