// Signs drawn as paths: no fonts or pictures needed, sharp at any size and in any colour.
#pragma once
#include <QIcon>
#include <QPainterPath>
#include <QRectF>

class QPainter;

namespace pw::ui {

enum class Shape : std::uint8_t {
  circle,
  ring,
  square,
  diamond,
  triangleUp,
  triangleDown,
  triangleRight,
  cross,
  exclamation,
  cut,  ///< two halves with a gap
  bookmark,
  bubble,
  clock,
  information,
  folder,
  reload,
  stop,
  arrowLeft,
  arrowRight,
  toFirst,
  toLast,
  magnifier,
  close,
  save,
  target,
  ladder,  ///< arrows between two lifelines
  eye,
  restart,  ///< a triangle with a bar before it: from the beginning
  tail,     ///< lines that run out of the box, with an arrow
};

/// The outline of a shape that fills `box`; to be filled with odd-even rule.
QPainterPath pathOf(Shape shape, const QRectF& box);
void drawShape(QPainter& painter, Shape shape, const QRectF& box, const QColor& colour);
/// An icon that is drawn at whatever size it is asked for.
QIcon iconOf(Shape shape, const QColor& colour, const QColor& disabled);

}  // namespace pw::ui
