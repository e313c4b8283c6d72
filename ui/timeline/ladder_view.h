// A conversation as two lifelines with arrows between them: scrolled, zoomed, pointed at.
#pragma once
#include <QAbstractScrollArea>
#include <memory>
#include <optional>

#include "ui/jobs/background_job.h"
#include "ui/style/theme.h"
#include "ui/timeline/ladder_layout.h"
#include "ui/timeline/ladder_look.h"
#include "ui/timeline/ladder_painter.h"

namespace pw::ui {

class LadderOverview;

/// What is painted follows from the index alone; only what is in sight is touched. GUI thread.
class LadderView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit LadderView(const Theme& theme, QWidget* parent = nullptr);
  ~LadderView() override;

  /// Null for none. The index must be of the model, made with options(); without one the view makes it.
  void setModel(std::shared_ptr<const LadderModel> model, std::shared_ptr<const LadderIndex> index = nullptr);
  [[nodiscard]] const std::shared_ptr<const LadderModel>& model() const noexcept { return model_; }
  /// Null while there is none.
  [[nodiscard]] const std::shared_ptr<const LadderIndex>& index() const noexcept { return index_; }
  void setLanguage(Language language);
  [[nodiscard]] Language language() const noexcept { return language_; }

  [[nodiscard]] const LadderOptions& options() const noexcept { return options_; }
  void setScale(LadderScale scale);
  void setFoldRuns(bool fold);
  /// Opens what is folded in the row, or folds it again.
  void toggle(std::size_t entry);

  [[nodiscard]] std::optional<std::uint32_t> current() const noexcept { return current_; }
  /// Selects an item and brings it into sight; says nothing to others.
  void setCurrent(std::optional<std::uint32_t> item);
  /// Items that are selected; none where first > last.
  struct Range {
    std::uint32_t first = 1, last = 0;
    [[nodiscard]] bool empty() const noexcept { return first > last; }
  };
  [[nodiscard]] Range range() const noexcept;

  [[nodiscard]] double rowHeight() const noexcept { return row_; }
  /// Keeps what is at `y` of the viewport where it is.
  void zoom(double factor, double y);
  void zoomBy(int steps);
  /// All of it into sight; once more: back to rows that can be read.
  void fit();
  [[nodiscard]] LadderWindow window() const;
  /// What was painted last.
  [[nodiscard]] const std::vector<DrawItem>& drawn() const noexcept { return drawn_; }
  /// Of a row, within the viewport.
  [[nodiscard]] QRect rowRect(std::size_t entry) const;
  [[nodiscard]] std::optional<std::size_t> entryAt(const QPoint& inViewport) const;
  [[nodiscard]] QString tipAt(const QPoint& inViewport) const;
  /// The rows in sight that say something, from top to bottom.
  [[nodiscard]] std::vector<std::uint32_t> visibleEntries() const;
  [[nodiscard]] QString spoken(std::size_t entry) const;

 Q_SIGNALS:
  /// Somebody chose a packet here.
  void packetActivated(pw::PacketId packet);
  void rangeChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;

 private:
  void restyle();
  void changeOptions(LadderOptions options);
  void takeIndex(std::shared_ptr<const LadderIndex> index);
  void updateBars();
  void choose(std::uint32_t item, bool extend);
  void bringIntoSight(std::uint32_t item);
  void step(int rows, bool extend);
  void stepEvent(bool forward);
  void foldKey(bool open);
  void hover(std::optional<std::uint32_t> item);
  void announce();
  [[nodiscard]] bool ready() const noexcept { return index_ && !index_->entries().empty(); }
  [[nodiscard]] double headerHeight() const noexcept { return look_.header; }
  [[nodiscard]] double bodyHeight() const noexcept;
  [[nodiscard]] std::size_t entryOfCurrent() const;

  const Theme& theme_;
  Language language_ = Language::english;
  LadderLook look_;
  LadderOptions options_;
  std::shared_ptr<const LadderModel> model_;
  std::shared_ptr<const LadderIndex> index_;
  std::unique_ptr<LadderWords> words_;
  LadderOverview* overview_;
  BackgroundJob indexJob_;
  double row_ = 28;
  std::optional<double> rowBeforeFit_;
  std::optional<std::uint32_t> current_, hovered_;
  std::uint32_t anchor_ = 0;
  LadderPointers trip_;  // only sent and confirmed are used
  std::vector<DrawItem> drawn_;
};

}  // namespace pw::ui
