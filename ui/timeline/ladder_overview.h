// The whole of a conversation in a strip beside its timeline.
#pragma once
#include <QWidget>
#include <memory>

#include "ui/style/palette.h"
#include "ui/timeline/ladder_index.h"

namespace pw::ui {

/// Costs as many steps as it is high. A click or drag asks to go there.
class LadderOverview : public QWidget {
  Q_OBJECT

 public:
  static constexpr int kWidth = 14;

  explicit LadderOverview(QWidget* parent = nullptr);

  void setIndex(std::shared_ptr<const LadderIndex> index);
  void setColours(const Palette& palette);
  /// What is in sight, as shares of the whole.
  void setSight(double from, double to);

 Q_SIGNALS:
  /// A share of the whole that is to be in the middle.
  void asked(double share);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  std::shared_ptr<const LadderIndex> index_;
  const Palette* colours_ = &lightPalette();
  double from_ = 0, to_ = 1;
};

}  // namespace pw::ui
