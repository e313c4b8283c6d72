// What the whole capture looks like, in a strip as tall as the window: the scroll bar of the packet list.
#pragma once
#include <QScrollBar>
#include <QTimer>
#include <vector>

#include "core/trace/trace.h"
#include "ui/style/palette.h"

namespace pw::ui {

/// The worst tint of each of at most kMax equal stretches of rows, built as rows arrive. Fixed size.
class TintSummary {
 public:
  static constexpr std::size_t kMax = 2048;

  void clear();
  void add(Tint tint);
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  /// The worst of the rows in [first, last).
  [[nodiscard]] Tint worst(std::uint64_t first, std::uint64_t last) const noexcept;

 private:
  std::vector<Tint> buckets_;
  std::uint64_t rows_ = 0;
  unsigned shift_ = 0;  // a bucket stands for 2^shift rows
};

class ShownPackets;

class MiniMapScrollBar : public QScrollBar {
  Q_OBJECT

 public:
  /// `shown` must outlive it.
  explicit MiniMapScrollBar(const ShownPackets& shown, QWidget* parent = nullptr);

  /// Null for none. The trace must outlive it or the next call.
  void setTrace(const Trace* trace);
  /// Rows stand for other packets now.
  void restart();
  /// Rows [0, rows) may be read. They are taken in small steps, so that this never holds up the window.
  void setRows(std::uint32_t rows);
  void setColours(const Palette& palette) {
    colours_ = &palette;
    update();
  }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void step();

  const ShownPackets& shown_;
  const Trace* trace_ = nullptr;
  std::uint32_t rows_ = 0;
  TintSummary summary_;
  QTimer timer_;
  const Palette* colours_ = &lightPalette();
};

}  // namespace pw::ui
