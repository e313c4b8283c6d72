// What all lists of the window share: very many rows of one height, a header, one current row, a run of selected ones.
#pragma once
#include <QAbstractScrollArea>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/style/theme.h"

class QAbstractItemModel;
class QHeaderView;
class QScrollBar;

namespace pw::ui {

/// Keeps nothing per row; who derives says how many there are and paints those on screen. Scroll positions count rows,
/// not pixels, so that no number of rows overflows; past INT_MAX rows the rest is not shown. GUI thread.
class RowView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  struct Range {
    std::uint32_t first = 0, last = 0;
    [[nodiscard]] std::uint32_t count() const noexcept { return last - first + 1; }
    [[nodiscard]] bool has(std::uint32_t row) const noexcept { return row >= first && row <= last; }
    bool operator==(const Range&) const = default;
  };
  enum class Scroll : std::uint8_t { none, nearest, centre };

  /// `bar`: the vertical scroll bar, which the view then owns; null for a plain one.
  RowView(const Theme& theme, QScrollBar* bar, QWidget* parent);

  [[nodiscard]] virtual std::uint32_t rowCount() const noexcept = 0;
  /// A row as a screen reader says it.
  [[nodiscard]] virtual QString sentence(std::uint32_t row) = 0;

  [[nodiscard]] std::optional<std::uint32_t> current() const noexcept { return current_; }
  /// Makes a row the current one and selects it alone, or with `extend` all between the anchor and it.
  void setCurrent(std::uint32_t row, bool extend = false, Scroll scroll = Scroll::nearest);
  [[nodiscard]] std::optional<Range> selection() const noexcept { return selection_; }
  void selectAll();
  [[nodiscard]] std::uint32_t firstVisible() const noexcept;
  void setFirstVisible(std::uint32_t row);
  /// Rows that fit, the last one cut off included.
  [[nodiscard]] int visibleRows() const noexcept;
  /// Within the viewport.
  [[nodiscard]] QRect rowRect(std::uint32_t row) const;
  [[nodiscard]] std::optional<std::uint32_t> rowAt(const QPoint& inViewport) const;
  /// The logical column at a place, -1 left of the first one and right of the last.
  [[nodiscard]] int columnAt(const QPoint& inViewport) const;
  /// Columns that are shown, in the order on screen.
  [[nodiscard]] std::vector<int> shownColumns() const;
  [[nodiscard]] QHeaderView& header() const noexcept { return *header_; }

 Q_SIGNALS:
  /// Nothing where there is none any more.
  void currentChanged(std::optional<std::uint32_t> row);
  void selectionChanged();
  void headerMenuRequested(const QPoint& global, int column);
  void activated(std::uint32_t row);

 protected:
  /// To be called once by who derives.
  void setHeaderModel(QAbstractItemModel* model);
  /// For lists without columns: there is no header.
  void hideHeader();
  /// Width to the left of the first column, pixels.
  [[nodiscard]] virtual int leftMargin() const { return 0; }
  /// What a row shows at a place (within the viewport) where it has more to say than there is room for.
  [[nodiscard]] virtual QString tipAt(std::uint32_t, int /*column*/, const QPoint&) { return {}; }

  /// Rows, sizes or margins are different now.
  void relayout();
  /// No row is the current one and none is selected.
  void dropSelection();
  void restyle();
  void ensureVisible(std::uint32_t row, Scroll scroll);
  void setSelection(std::optional<Range> range);
  [[nodiscard]] int fullRows() const noexcept;
  [[nodiscard]] std::uint32_t lastRow() const noexcept { return rowCount() - 1; }

  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;

  const Theme& theme_;
  QHeaderView* header_;
  int rowHeight_ = 20;
  std::optional<std::uint32_t> current_;
  std::optional<Range> selection_;

 private:
  void announceCurrent();
  [[nodiscard]] std::optional<std::uint32_t> keyTarget(const QKeyEvent& event) const;

  std::uint32_t anchor_ = 0;
};

}  // namespace pw::ui
