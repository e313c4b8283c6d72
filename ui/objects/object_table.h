// The files that HTTP carried, one a row.
#pragma once
#include <QTimer>
#include <memory>

#include "core/follow/carried_objects.h"
#include "ui/document/capture_document.h"
#include "ui/jobs/background_job.h"
#include "ui/rows/row_view.h"

class QStandardItemModel;

namespace pw::ui {

/// Found by a job while the capture grows. GUI thread.
class ObjectTable : public RowView {
  Q_OBJECT

 public:
  enum Column : int { kPacket, kHost, kType, kSize, kName, kColumns };

  ObjectTable(CaptureDocument& document, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] std::uint32_t rowCount() const noexcept override {
    return objects_ ? static_cast<std::uint32_t>(objects_->size()) : 0;
  }
  [[nodiscard]] QString sentence(std::uint32_t row) override;

  /// Null while there are none.
  [[nodiscard]] const std::shared_ptr<const CarriedObjects>& objects() const noexcept { return objects_; }
  [[nodiscard]] QString cell(std::uint32_t row, Column column) const;
  [[nodiscard]] bool isWorking() const noexcept { return job_.isRunning() || due_.isActive(); }
  /// Whether the table can be seen: nothing is looked for while it cannot.
  void setLooked(bool looked);

 Q_SIGNALS:
  void changed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  [[nodiscard]] QString tipAt(std::uint32_t row, int column, const QPoint& at) override;

 private:
  void reset();
  void work();
  void retitle();
  void restyleColumns();
  void paintRow(class QPainter& painter, std::uint32_t row, int y);

  CaptureDocument& document_;
  QStandardItemModel* columns_;
  std::shared_ptr<const CarriedObjects> objects_;
  bool looked_ = false;
  QTimer due_;
  BackgroundJob job_;
};

}  // namespace pw::ui
