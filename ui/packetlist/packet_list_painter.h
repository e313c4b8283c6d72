// Draws one frame of the packet list.
#pragma once
#include <QPainter>

#include "ui/packetlist/packet_list_view.h"
#include "ui/rows/cell_painter.h"
#include "ui/style/shapes.h"

namespace pw::ui {

/// Lives for one paint event.
class PacketListPainter {
 public:
  explicit PacketListPainter(PacketListView& view);

  void paint();

  [[nodiscard]] static std::optional<Shape> shapeOf(RowSign sign);
  /// What a sign means, for its tool tip.
  [[nodiscard]] static QString signText(RowSign sign);

 private:
  void row(std::uint32_t row, int y);
  void gutter(const FormattedRow& formatted, std::uint32_t packet, int y, const QColor& ink);
  void emptyText();
  [[nodiscard]] QString emptyWords() const;

  PacketListView& view_;
  QPainter painter_;
  CellPainter cells_;
  const Palette& palette_;
  std::vector<int> shown_;
};

}  // namespace pw::ui
