// Draws one frame of the table of conversations.
#pragma once
#include <QPainter>

#include "ui/flows/flow_table.h"
#include "ui/rows/cell_painter.h"

namespace pw::ui {

/// Lives for one paint event.
class FlowTablePainter {
 public:
  explicit FlowTablePainter(FlowTable& table);

  void paint();

 private:
  void row(std::uint32_t row, int y);
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

/// What a conversation is as a whole, for the colour of its words: broken off, with losses, with congestion marks.
Tint tintOf(const FlowSummary& flow, FlowColumn column) noexcept;

}  // namespace pw::ui
