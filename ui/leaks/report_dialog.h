// Asks how the report on what an eavesdropper sees shall be saved.
#pragma once
#include <QDialog>

#include "ui/leaks/leak_work.h"

class QComboBox;
class QLabel;

namespace pw::ui {

class ReportDialog : public QDialog {
  Q_OBJECT

 public:
  explicit ReportDialog(QWidget* parent = nullptr);

  [[nodiscard]] ReportFormat format() const;
  /// False unless somebody said so in this dialog.
  [[nodiscard]] bool showSecrets() const;
  /// Asks where to; empty where that was cancelled. `near`: the capture.
  [[nodiscard]] QString choosePath(const QString& near);

  [[nodiscard]] static QString suffixOf(ReportFormat format);

 private:
  QComboBox* format_;
  QComboBox* secrets_;
  QLabel* note_;
};

}  // namespace pw::ui
