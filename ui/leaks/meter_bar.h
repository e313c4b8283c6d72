// How much anyone on the way can read: a bar, and words for each of its parts.
#pragma once
#include <QWidget>
#include <optional>
#include <vector>

#include "core/leaks/readable_meter.h"
#include "ui/style/shapes.h"
#include "ui/style/theme.h"

namespace pw::ui {

class MeterBar : public QWidget {
  Q_OBJECT

 public:
  MeterBar(const Theme& theme, QWidget* parent = nullptr);

  /// Nothing: it is not known yet.
  void setBytes(std::optional<ReadableBytes> bytes);
  [[nodiscard]] const std::optional<ReadableBytes>& bytes() const noexcept { return bytes_; }
  /// The whole in words.
  [[nodiscard]] QString sentence() const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Part {
    QString words;
    QColor colour;
    std::uint64_t bytes = 0;
    Shape shape = Shape::square;
  };
  [[nodiscard]] std::vector<Part> parts() const;
  [[nodiscard]] QRect legendBox(QPoint& at, const Part& part, int width) const;
  void say();

  const Theme& theme_;
  std::optional<ReadableBytes> bytes_;
};

}  // namespace pw::ui
