// Draws one frame of the expert list.
#pragma once
#include <QPainter>

#include "ui/expert/expert_view.h"
#include "ui/rows/cell_painter.h"

namespace pw::ui {

/// Lives for one paint event.
class ExpertPainter {
 public:
  explicit ExpertPainter(ExpertView& view);

  void paint();
  /// Where the arrow of a heading ends, pixels from the left.
  [[nodiscard]] static int arrowEnd(int rowHeight) noexcept { return rowHeight * 2; }

 private:
  void row(std::uint32_t row, int y);
  void heading(const ExpertRow& row, const QRect& box, const QColor& ink, bool selected);
  void packet(const ExpertRow& row, const QRect& box);
  void emptyText();

  ExpertView& view_;
  QPainter painter_;
  CellPainter cells_;
  const Palette& palette_;
};

}  // namespace pw::ui
