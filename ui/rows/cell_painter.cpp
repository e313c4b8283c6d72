#include "ui/rows/cell_painter.h"

#include <algorithm>

namespace pw::ui {

namespace {

bool isAscii(const QString& text) {
  return std::all_of(text.begin(), text.end(),
                     [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

}  // namespace

CellPainter::CellPainter(QPainter& painter, const QFont& font, int rowHeight)
    : painter_(painter),
      metrics_(font),
      digit_(metrics_.horizontalAdvance(QLatin1Char('0'))),
      baseline_((rowHeight - metrics_.height()) / 2 + metrics_.ascent()),
      fixedPitch_(metrics_.horizontalAdvance(QLatin1Char('i')) ==
                  metrics_.horizontalAdvance(QLatin1Char('W'))) {}

void CellPainter::draw(const QString& text, const QRect& box, bool right) {
  if (text.isEmpty()) return;
  const int room = box.width() - 2 * kPadding;
  if (room < digit_) return;
  const int y = box.y() + baseline_;
  if (!fixedPitch_ || !isAscii(text)) {
    const QString shown = metrics_.elidedText(text, Qt::ElideRight, room);
    const int x = right ? box.right() - kPadding - metrics_.horizontalAdvance(shown) : box.x() + kPadding;
    painter_.drawText(x, y, shown);
    return;
  }
  const auto fits = static_cast<qsizetype>(room / digit_);
  const bool cut = text.size() > fits;
  const qsizetype width = std::min(text.size(), fits);
  const int x = right ? box.right() - kPadding - static_cast<int>(width) * digit_ : box.x() + kPadding;
  painter_.drawText(x, y, cut ? text.left(fits - 1) + QChar(0x2026) : text);
}

}  // namespace pw::ui
