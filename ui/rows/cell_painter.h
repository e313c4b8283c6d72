// Draws the text of cells fast: most of it is ASCII in a font of fixed pitch, where widths need no measuring.
#pragma once
#include <QFontMetrics>
#include <QPainter>
#include <QString>

namespace pw::ui {

/// Lives for one paint event; borrows the painter, whose font must be `font`.
class CellPainter {
 public:
  static constexpr int kPadding = 4;  ///< pixels on either side of a text

  CellPainter(QPainter& painter, const QFont& font, int rowHeight);

  /// Elided where there is too little room; nothing where there is none.
  void draw(const QString& text, const QRect& box, bool right);

 private:
  QPainter& painter_;
  QFontMetrics metrics_;
  int digit_, baseline_;
  bool fixedPitch_;
};

}  // namespace pw::ui
