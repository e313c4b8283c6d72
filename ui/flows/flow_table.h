// The table of conversations: as many rows as a capture has, painted from the trace.
#pragma once
#include <QElapsedTimer>
#include <QHeaderView>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "ui/document/capture_document.h"
#include "ui/document/learned_names.h"
#include "ui/flows/flow_activity.h"
#include "ui/flows/flow_order.h"
#include "ui/i18n/language.h"
#include "ui/jobs/background_job.h"
#include "ui/rows/row_view.h"

namespace pw::ui {

/// Rows are conversations in some order. Another order, or a choice of them, is worked out by a job and then taken as a
/// whole; until then the old one stands. Numbers of a growing capture are read again a few times a second.
class FlowTable : public RowView {
  Q_OBJECT

 public:
  FlowTable(CaptureDocument& document, LearnedNames& names, const Theme& theme, LanguageSwitch& language,
            QWidget* parent = nullptr);

  [[nodiscard]] std::uint32_t rowCount() const noexcept override;
  [[nodiscard]] QString sentence(std::uint32_t row) override;

  [[nodiscard]] FlowId flowAt(std::uint32_t row) const noexcept;
  /// Nothing where the conversation is not shown.
  [[nodiscard]] std::optional<std::uint32_t> rowOf(FlowId flow) const noexcept;
  [[nodiscard]] QString cell(std::uint32_t row, FlowColumn column);
  [[nodiscard]] FlowSummary summaryAt(std::uint32_t row);
  /// Conversations of the capture, shown or not.
  [[nodiscard]] std::uint32_t flowCount() const noexcept { return known_; }

  [[nodiscard]] const FlowQuery& query() const noexcept { return query_; }
  void setQuery(FlowQuery query);
  /// An order is being worked out.
  [[nodiscard]] bool isOrdering() const noexcept { return job_.isRunning() || due_.isActive(); }
  void showColumn(int index, bool shown);
  /// Makes a column as wide as what it says on screen needs, within reason.
  void fitColumn(int index);
  /// Widths, order and visibility of the columns, as bytes for the settings.
  [[nodiscard]] QByteArray saveColumns() const { return header_->saveState(); }
  void restoreColumns(const QByteArray& saved);
  /// A person has changed something about them.
  [[nodiscard]] bool columnsTouched() const noexcept { return touched_; }
  /// Marks a conversation as the current one without telling of it; an invalid id for none.
  void showFlow(FlowId flow);

  /// Shown columns of the selected rows, at most kMaxCopiedRows.
  [[nodiscard]] QString selectionAsCsv();
  /// One row, cells apart by tabs.
  [[nodiscard]] QString rowAsText(std::uint32_t row);
  void copySelection();

 Q_SIGNALS:
  /// A person moved to another conversation.
  void flowChosen(pw::FlowId flow);
  /// Rows, order or names are different.
  void changed();
  void orderingChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  [[nodiscard]] int leftMargin() const override { return rowHeight_; }
  [[nodiscard]] QString tipAt(std::uint32_t row, int column, const QPoint& at) override;

 private:
  friend class FlowTablePainter;

  struct CachedRow {
    FlowId flow;
    std::uint64_t version = 0;
    FlowSummary summary;
    std::array<QString, kFlowColumns> cells;
  };
  static constexpr std::size_t kCached = 256;

  void defaultWidths();
  void reset();
  void refresh();
  void afterRefresh();
  void fitOnce();
  void order();
  void takeOrder(std::vector<std::uint32_t> order);
  void restoreCurrent();
  void onSorted(int column);
  void onCurrent(std::optional<std::uint32_t> row);
  [[nodiscard]] Language language() const noexcept;
  [[nodiscard]] FlowWords words() const;
  const CachedRow& cached(std::uint32_t row);

  CaptureDocument& document_;
  LearnedNames& names_;
  LanguageSwitch& switch_;
  FlowColumnModel* columns_;
  FlowActivities activities_;
  FlowQuery query_;
  bool plain_ = true;                 ///< all conversations in their order: order_ is not used
  std::vector<std::uint32_t> order_;  ///< conversations by row
  std::uint32_t known_ = 0;           ///< conversations that the table knows of
  FlowId wanted_;                     ///< the current conversation, shown or not
  bool quiet_ = false;
  bool fitted_ = false;   ///< widths fit this capture
  bool fitting_ = false;  ///< it is not a person who changes widths
  bool touched_ = false;  ///< a person has chosen widths: they stay
  bool stale_ = false;  ///< what the job reads has changed since it began
  std::uint64_t version_ = 1;  ///< cached rows of an older one are made anew
  std::vector<CachedRow> cache_{kCached};
  QTimer refresh_;  ///< while the capture grows
  QTimer due_;      ///< until the next order of a growing capture
  QElapsedTimer orderClock_;
  qint64 lastOrderMs_ = 0;
  BackgroundJob job_;
};

}  // namespace pw::ui
