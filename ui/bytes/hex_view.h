// Bytes as offset, hex and text, painted; knows where fields are but not what they mean.
#pragma once
#include <QAbstractScrollArea>
#include <functional>
#include <optional>

#include "core/bytes/byte_view.h"
#include "ui/style/theme.h"

namespace pw::ui {

/// Borrows its bytes: whoever gave them calls setBytes() before they go away. Sixteen bytes a row.
class HexView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  struct Run {
    std::uint32_t offset = 0, length = 0;
    [[nodiscard]] bool has(std::uint32_t at) const noexcept { return at >= offset && at - offset < length; }
    bool operator==(const Run&) const = default;
  };
  static constexpr std::uint32_t kPerRow = 16;

  explicit HexView(const Theme& theme, QWidget* parent = nullptr);

  void setBytes(ByteView bytes);
  [[nodiscard]] ByteView bytes() const noexcept { return bytes_; }
  /// The selected field, and the layer around it, drawn faint.
  void setSelection(std::optional<Run> strong, std::optional<Run> faint);
  [[nodiscard]] std::optional<Run> selection() const noexcept { return strong_; }
  /// Drawn faint while the mouse is over it.
  void setHover(std::optional<Run> run);

  /// The byte at a point of the viewport, in the hex or in the text part.
  [[nodiscard]] std::optional<std::uint32_t> byteAt(const QPoint& inViewport) const;
  /// Where the hex digits of a byte are drawn, in the viewport; empty where they are scrolled away.
  [[nodiscard]] QRect rectOf(std::uint32_t offset) const;

 Q_SIGNALS:
  void byteClicked(std::uint32_t offset);
  /// Nothing when the mouse leaves the bytes.
  void byteHovered(std::optional<std::uint32_t> offset, const QPoint& global);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void restyle();
  void relayout();
  void ensureVisible(std::uint32_t offset);
  void paintRow(class QPainter& painter, std::uint32_t row, int y);
  void paintRuns(QPainter& painter, std::uint32_t row, int y);
  [[nodiscard]] std::uint32_t rows() const noexcept {
    return static_cast<std::uint32_t>((bytes_.size() + kPerRow - 1) / kPerRow);
  }
  [[nodiscard]] int hexX(std::uint32_t column) const noexcept;
  [[nodiscard]] int textX(std::uint32_t column) const noexcept;

  const Theme& theme_;
  ByteView bytes_;
  std::optional<Run> strong_, faint_, hover_;
  std::uint32_t cursor_ = 0;
  int rowHeight_ = 18, digit_ = 8, offsetDigits_ = 4;
};

}  // namespace pw::ui
