// The small picture of how busy something was in the last minute.
#pragma once
#include <QWidget>

#include "ui/capture/samples.h"
#include "ui/style/theme.h"

class QPainter;

namespace pw::ui {

/// Bars from the right edge on, as high as the busiest second is; a line where nothing passed.
void paintSparkline(QPainter& painter, const QRectF& box, const Samples& samples, const QColor& bars, const QColor& line);

class Sparkline : public QWidget {
  Q_OBJECT

 public:
  explicit Sparkline(const Theme& theme, QWidget* parent = nullptr);

  void push(float value);
  void clear();
  [[nodiscard]] const Samples& samples() const noexcept { return samples_; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& theme_;
  Samples samples_;
};

}  // namespace pw::ui
