// Asks which packets go where.
#pragma once
#include <QDialog>
#include <optional>

#include "ui/packetlist/packet_list_view.h"
#include "ui/save/save_packets.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace pw::ui {

class SaveDialog : public QDialog {
  Q_OBJECT

 public:
  SaveDialog(const CaptureDocument& document, const std::optional<PacketListView::Range>& selection,
             QWidget* parent = nullptr);

  /// Valid once accepted.
  [[nodiscard]] SaveRequest request() const;

 private:
  void browse();
  void tryAccept();
  void showNote();

  const CaptureDocument& document_;
  std::optional<PacketListView::Range> selection_;
  QRadioButton *all_, *marked_, *selected_;
  QComboBox* format_;
  QLineEdit* path_;
  QLabel* note_;
};

}  // namespace pw::ui
