#include "ui/style/shapes.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPathStroker>
#include <QPixmap>

namespace pw::ui {

namespace {

QPainterPath stroked(const QPainterPath& line, double width, Qt::PenCapStyle cap = Qt::RoundCap) {
  QPainterPathStroker stroker;
  stroker.setWidth(width);
  stroker.setCapStyle(cap);
  stroker.setJoinStyle(Qt::MiterJoin);
  return stroker.createStroke(line).simplified();
}

QPainterPath polygon(std::initializer_list<QPointF> points) {
  QPainterPath p;
  p.addPolygon(QPolygonF(QList<QPointF>(points)));
  p.closeSubpath();
  return p;
}

QPainterPath lines(std::initializer_list<std::pair<QPointF, QPointF>> pieces, double width) {
  QPainterPath p;
  for (const auto& [a, b] : pieces) {
    p.moveTo(a);
    p.lineTo(b);
  }
  return stroked(p, width);
}

// All in a square of side 1.
QPainterPath signPath(Shape shape) {
  QPainterPath p;
  switch (shape) {
    case Shape::circle: p.addEllipse(QRectF(0.1, 0.1, 0.8, 0.8)); break;
    case Shape::ring:
      p.setFillRule(Qt::OddEvenFill);
      p.addEllipse(QRectF(0.08, 0.08, 0.84, 0.84));
      p.addEllipse(QRectF(0.24, 0.24, 0.52, 0.52));
      break;
    case Shape::square: p.addRect(QRectF(0.14, 0.14, 0.72, 0.72)); break;
    case Shape::diamond: p = polygon({{0.5, 0.1}, {0.9, 0.5}, {0.5, 0.9}, {0.1, 0.5}}); break;
    case Shape::triangleUp: p = polygon({{0.5, 0.15}, {0.9, 0.82}, {0.1, 0.82}}); break;
    case Shape::triangleDown: p = polygon({{0.1, 0.18}, {0.9, 0.18}, {0.5, 0.85}}); break;
    case Shape::triangleRight: p = polygon({{0.25, 0.1}, {0.85, 0.5}, {0.25, 0.9}}); break;
    case Shape::cross:
    case Shape::close: p = lines({{{0.24, 0.24}, {0.76, 0.76}}, {{0.76, 0.24}, {0.24, 0.76}}}, 0.15); break;
    case Shape::cut:
      p.addRect(QRectF(0.1, 0.38, 0.3, 0.24));
      p.addRect(QRectF(0.6, 0.38, 0.12, 0.24));
      p.addRect(QRectF(0.82, 0.38, 0.1, 0.24));
      break;
    case Shape::bookmark:
      p = polygon({{0.25, 0.08}, {0.75, 0.08}, {0.75, 0.92}, {0.5, 0.68}, {0.25, 0.92}});
      break;
    case Shape::bubble:
      p.addRoundedRect(QRectF(0.08, 0.15, 0.84, 0.52), 0.14, 0.14);
      p = p.united(polygon({{0.25, 0.6}, {0.5, 0.6}, {0.25, 0.92}}));
      break;
    case Shape::eye: {
      p.setFillRule(Qt::OddEvenFill);
      QPainterPath lids;
      lids.moveTo(0.1, 0.5);
      lids.quadTo(0.5, 0.08, 0.9, 0.5);
      lids.quadTo(0.5, 0.92, 0.1, 0.5);
      p.addPath(stroked(lids, 0.1));
      p.addEllipse(QRectF(0.39, 0.39, 0.22, 0.22));
      break;
    }
    default: break;
  }
  return p;
}

QPainterPath badgePath(Shape shape) {
  QPainterPath p;
  p.setFillRule(Qt::OddEvenFill);
  if (shape == Shape::clock) {
    p.addEllipse(QRectF(0.08, 0.08, 0.84, 0.84));
    p.addPath(lines({{{0.5, 0.5}, {0.5, 0.22}}, {{0.5, 0.5}, {0.7, 0.58}}}, 0.1));
    return p;
  }
  if (shape == Shape::exclamation) {
    p.addPath(polygon({{0.5, 0.06}, {0.97, 0.92}, {0.03, 0.92}}));
    p.addRect(QRectF(0.45, 0.36, 0.1, 0.3));
    p.addRect(QRectF(0.45, 0.73, 0.1, 0.1));
    return p;
  }
  p.addEllipse(QRectF(0.08, 0.08, 0.84, 0.84));
  p.addRect(QRectF(0.44, 0.43, 0.12, 0.3));
  p.addRect(QRectF(0.44, 0.25, 0.12, 0.12));
  return p;
}

QPainterPath reloadPath() {
  QPainterPath arc;
  arc.arcMoveTo(QRectF(0.17, 0.17, 0.66, 0.66), 40);
  arc.arcTo(QRectF(0.17, 0.17, 0.66, 0.66), 40, 290);
  QPainterPath p = stroked(arc, 0.12, Qt::FlatCap);
  return p.united(polygon({{0.58, 0.38}, {0.92, 0.38}, {0.92, 0.06}}));
}

QPainterPath toolPath(Shape shape) {
  QPainterPath p;
  p.setFillRule(Qt::OddEvenFill);
  switch (shape) {
    case Shape::folder:
      return polygon({{0.06, 0.18}, {0.38, 0.18}, {0.46, 0.3}, {0.94, 0.3}, {0.94, 0.84}, {0.06, 0.84}});
    case Shape::reload: return reloadPath();
    case Shape::stop: p.addRect(QRectF(0.2, 0.2, 0.6, 0.6)); break;
    case Shape::arrowLeft:
      return lines({{{0.14, 0.5}, {0.86, 0.5}}, {{0.14, 0.5}, {0.45, 0.2}}, {{0.14, 0.5}, {0.45, 0.8}}},
                   0.13);
    case Shape::arrowRight:
      return lines({{{0.14, 0.5}, {0.86, 0.5}}, {{0.86, 0.5}, {0.55, 0.2}}, {{0.86, 0.5}, {0.55, 0.8}}},
                   0.13);
    case Shape::toFirst:
      return lines({{{0.2, 0.14}, {0.8, 0.14}},
                    {{0.5, 0.32}, {0.5, 0.88}},
                    {{0.5, 0.32}, {0.24, 0.58}},
                    {{0.5, 0.32}, {0.76, 0.58}}},
                   0.12);
    case Shape::toLast:
      return lines({{{0.2, 0.86}, {0.8, 0.86}},
                    {{0.5, 0.12}, {0.5, 0.68}},
                    {{0.5, 0.68}, {0.24, 0.42}},
                    {{0.5, 0.68}, {0.76, 0.42}}},
                   0.12);
    case Shape::magnifier: {
      QPainterPath ring;
      ring.addEllipse(QRectF(0.12, 0.12, 0.5, 0.5));
      return stroked(ring, 0.11).united(lines({{{0.58, 0.58}, {0.88, 0.88}}}, 0.15));
    }
    case Shape::save:
      p.addPath(polygon({{0.1, 0.1}, {0.76, 0.1}, {0.9, 0.24}, {0.9, 0.9}, {0.1, 0.9}}));
      p.addRect(QRectF(0.28, 0.16, 0.4, 0.22));
      p.addRect(QRectF(0.26, 0.52, 0.48, 0.3));
      break;
    case Shape::ladder:
      return lines({{{0.16, 0.1}, {0.16, 0.9}},
                    {{0.84, 0.1}, {0.84, 0.9}},
                    {{0.16, 0.26}, {0.84, 0.4}},
                    {{0.84, 0.56}, {0.16, 0.7}}},
                   0.1);
    case Shape::restart:
      p.addPath(polygon({{0.34, 0.12}, {0.92, 0.5}, {0.34, 0.88}}));
      p.addRect(QRectF(0.12, 0.12, 0.13, 0.76));
      break;
    case Shape::tail:
      p.addRect(QRectF(0.1, 0.1, 0.8, 0.1));
      p.addRect(QRectF(0.1, 0.3, 0.8, 0.1));
      p.addPath(polygon({{0.24, 0.56}, {0.76, 0.56}, {0.5, 0.92}}));
      break;
    case Shape::target:
      p.addRect(QRectF(0.1, 0.16, 0.8, 0.1));
      p.addPath(polygon({{0.1, 0.4}, {0.42, 0.54}, {0.1, 0.68}}));
      p.addRect(QRectF(0.5, 0.49, 0.4, 0.1));
      p.addRect(QRectF(0.1, 0.8, 0.8, 0.1));
      break;
    default: break;
  }
  return p;
}

QPainterPath unitPath(Shape shape) {
  switch (shape) {
    case Shape::clock:
    case Shape::exclamation:
    case Shape::information: return badgePath(shape);
    case Shape::folder:
    case Shape::reload:
    case Shape::stop:
    case Shape::arrowLeft:
    case Shape::arrowRight:
    case Shape::toFirst:
    case Shape::toLast:
    case Shape::magnifier:
    case Shape::save:
    case Shape::ladder:
    case Shape::restart:
    case Shape::tail:
    case Shape::target: return toolPath(shape);
    default: return signPath(shape);
  }
}

class ShapeEngine final : public QIconEngine {
 public:
  ShapeEngine(Shape shape, const QColor& colour, const QColor& disabled)
      : shape_(shape), colour_(colour), disabled_(disabled) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const int side = std::min(rect.width(), rect.height());
    const QRectF box(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0, side,
                     side);
    drawShape(*painter, shape_, box, mode == QIcon::Disabled ? disabled_ : colour_);
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap map(size);
    map.fill(Qt::transparent);
    QPainter painter(&map);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return map;
  }
  QIconEngine* clone() const override { return new ShapeEngine(*this); }

 private:
  Shape shape_;
  QColor colour_, disabled_;
};

}  // namespace

QPainterPath pathOf(Shape shape, const QRectF& box) {
  QTransform to;
  to.translate(box.x(), box.y());
  to.scale(box.width(), box.height());
  return to.map(unitPath(shape));
}

void drawShape(QPainter& painter, Shape shape, const QRectF& box, const QColor& colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillPath(pathOf(shape, box), colour);
  painter.restore();
}

QIcon iconOf(Shape shape, const QColor& colour, const QColor& disabled) {
  return QIcon(new ShapeEngine(shape, colour, disabled));
}

}  // namespace pw::ui
