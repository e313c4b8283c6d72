// Asks which packets go where.
#pragma once
#include <QDialog>
#include <optional>

#include "ui/document/capture_document.h"
#include "ui/save/save_packets.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace pw::ui {

class SaveDialog : public QDialog {
  Q_OBJECT

 public:
  /// Packets rising. `shown`: those that the list shows, where it hides some.
  SaveDialog(const CaptureDocument& document, std::vector<std::uint32_t> selected,
             std::optional<std::vector<std::uint32_t>> shown, QWidget* parent = nullptr);

  /// Valid once accepted.
  [[nodiscard]] SaveRequest request() const;

 private:
  void browse();
  void tryAccept();
  void showNote();

  const CaptureDocument& document_;
  std::vector<std::uint32_t> chosen_;
  std::optional<std::vector<std::uint32_t>> displayed_;
  QRadioButton *all_, *shown_, *marked_, *selected_;
  QComboBox* format_;
  QLineEdit* path_;
  QLabel* note_;
};

}  // namespace pw::ui
