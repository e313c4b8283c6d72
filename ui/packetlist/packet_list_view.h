// The packet list: as many rows as a capture has, painted from the trace, with no memory per row.
#pragma once
#include <QAbstractScrollArea>
#include <memory>
#include <optional>

#include "ui/document/capture_document.h"
#include "ui/packetlist/columns.h"
#include "ui/packetlist/row_formatter.h"
#include "ui/style/theme.h"

class QHeaderView;

namespace pw::ui {

class ColumnModel;
class MiniMapScrollBar;

/// Rows are packets, in order. One row is the current one; a run of rows is selected around it. Scroll
/// positions count rows, not pixels, so that no number of rows overflows; past INT_MAX rows the rest is not
/// shown.
class PacketListView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  struct Range {
    std::uint32_t first = 0, last = 0;
    [[nodiscard]] std::uint32_t count() const noexcept { return last - first + 1; }
    bool operator==(const Range&) const = default;
  };
  enum class Scroll : std::uint8_t { none, nearest, centre };

  PacketListView(CaptureDocument& document, const Theme& theme, QWidget* parent = nullptr);
  ~PacketListView() override;

  [[nodiscard]] std::uint32_t rowCount() const noexcept;
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

  [[nodiscard]] std::vector<Column> columns() const;
  void setColumnVisible(int index, bool visible);
  void addFieldColumn(const QString& key);
  void removeColumn(int index);
  void resetColumns();
  void fitColumn(int index);
  [[nodiscard]] QString columnTitle(const Column& column) const;
  void setTimeFormat(TimeFormat format);
  [[nodiscard]] TimeFormat timeFormat() const noexcept { return formatter_.timeFormat(); }
  [[nodiscard]] RowFormatter& formatter() noexcept { return formatter_; }
  /// Columns with their order, widths and visibility, as text for the settings.
  [[nodiscard]] QStringList saveColumns() const;
  /// False, and nothing changed, for text that is none of saveColumns().
  bool restoreColumns(const QStringList& saved);
  /// Columns that are shown, in the order on screen.
  [[nodiscard]] std::vector<int> shownColumns() const;

 Q_SIGNALS:
  /// The row is a packet's number from 0; nothing to show any more where the capture was closed.
  void currentChanged(std::optional<std::uint32_t> row);
  void selectionChanged();
  void headerMenuRequested(const QPoint& global, int column);
  void activated(std::uint32_t row);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;

 private:
  friend class PacketListPainter;

  void onOpened();
  void onRows(std::uint32_t rows);
  void onClosed();
  void onAnnotations();
  void restyle();
  void relayout();
  void applyColumns(std::vector<Column> columns);
  void defaultWidths();
  void columnsTouched();
  void widenTimeColumn();
  void ensureVisible(std::uint32_t row, Scroll scroll);
  void setSelection(std::optional<Range> range);
  void announceCurrent();
  void showRowTip(const QPoint& at, const QPoint& global);
  [[nodiscard]] int fullRows() const noexcept;
  [[nodiscard]] std::uint32_t lastRow() const noexcept { return rowCount() - 1; }

  CaptureDocument& document_;
  const Theme& theme_;
  RowFormatter formatter_;
  ColumnModel* columns_;
  QHeaderView* header_;
  MiniMapScrollBar* bar_;
  int rowHeight_ = 20;
  int gutter_ = 20;
  bool anyComments_ = false;
  bool restoring_ = false;
  std::optional<std::uint32_t> current_;
  std::uint32_t anchor_ = 0;
  std::optional<Range> selection_;
};

}  // namespace pw::ui
