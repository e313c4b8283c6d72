// The list of what deserves to be looked at.
#pragma once
#include <QTimer>
#include <memory>

#include "ui/expert/expert_rows.h"
#include "ui/expert/reasons.h"
#include "ui/i18n/language.h"
#include "ui/jobs/background_job.h"
#include "ui/rows/row_view.h"
#include "ui/style/shapes.h"

class QStandardItemModel;

namespace pw::ui {

/// Headings open and close; a packet that becomes the current row is told. Packets are looked at by a job as they come.
class ExpertView : public RowView {
  Q_OBJECT

 public:
  ExpertView(CaptureDocument& document, const Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);

  [[nodiscard]] std::uint32_t rowCount() const noexcept override {
    return document_.isOpen() ? rows_.size() : 0;
  }
  [[nodiscard]] QString sentence(std::uint32_t row) override;

  [[nodiscard]] const Findings& findings() const noexcept { return findings_; }
  [[nodiscard]] ExpertRow at(std::uint32_t row) const noexcept { return rows_.at(row); }
  [[nodiscard]] std::optional<std::uint32_t> rowOf(const ExpertRow& row) const noexcept { return rows_.rowOf(row); }
  /// Words of a row; of a packet why it was found, empty until that is known.
  [[nodiscard]] QString textOf(const ExpertRow& row);
  [[nodiscard]] bool isOpen(FindingKind kind) const noexcept { return rows_.isOpen(kind); }
  void setOpen(FindingKind kind, bool open);
  [[nodiscard]] bool isShown(Severity severity) const noexcept { return rows_.isShown(severity); }
  void setShown(Severity severity, bool shown);
  /// All packets that the window knows of were looked at.
  [[nodiscard]] bool complete() const noexcept { return scanned_ == document_.rows(); }

  [[nodiscard]] static QString nameOf(Severity severity);
  [[nodiscard]] static ui::Shape shapeOf(Severity severity) noexcept;
  [[nodiscard]] static const QColor& colourOf(const Palette& palette, Severity severity) noexcept;

 Q_SIGNALS:
  void packetChosen(std::uint32_t packet);
  void changed();
  /// Why some of the packets were found is known now.
  void reasonsChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  [[nodiscard]] QString tipAt(std::uint32_t row, int column, const QPoint& at) override;

 private:
  friend class ExpertPainter;

  enum Column : int { kPacket, kFlow, kWhy };

  void reset();
  void scan();
  void layOut();
  void retitle();
  void toggle(std::uint32_t row);
  [[nodiscard]] Language spoken() const noexcept;

  CaptureDocument& document_;
  LanguageSwitch& language_;
  QStandardItemModel* columns_;
  Findings findings_;
  ExpertRows rows_;
  Reasons reasons_;
  std::uint32_t scanned_ = 0;
  QTimer due_;
  bool quiet_ = false;
  BackgroundJob job_;
};

}  // namespace pw::ui
