#include "ui/capture/sparkline.h"

#include <QFontMetrics>
#include <QPainter>

namespace pw::ui {

void paintSparkline(QPainter& painter, const QRectF& box, const Samples& samples, const QColor& bars,
                    const QColor& line) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  const auto values = samples.values();
  const double step = box.width() / static_cast<double>(Samples::kCount);
  double x = box.right() - step * static_cast<double>(values.size());
  float most = 1;
  for (const float v : values) most = std::max(most, v);
  painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), line);
  for (const float v : values) {
    // What is there at all is seen.
    const double height = v <= 0 ? 0 : std::max(2.0, box.height() * static_cast<double>(v / most));
    if (height > 0) painter.fillRect(QRectF(x, box.bottom() - height, std::max(1.0, step - 0.5), height), bars);
    x += step;
  }
  painter.restore();
}

Sparkline::Sparkline(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void Sparkline::push(float value) {
  samples_.push(value);
  update();
}

void Sparkline::clear() {
  samples_ = {};
  update();
}

QSize Sparkline::sizeHint() const { return {2 * static_cast<int>(Samples::kCount), fontMetrics().height()}; }

void Sparkline::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSparkline(painter, QRectF(rect()).adjusted(0, 2, 0, -2), samples_, theme_.palette().client,
                 theme_.palette().rule);
}

}  // namespace pw::ui
