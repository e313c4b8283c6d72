// "312 new", over the end of the list, while rows come that nobody sees since the list stays where it was left.
#pragma once
#include <QPushButton>

#include "ui/filter/shown_packets.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::ui {

class NewRowsButton : public QPushButton {
  Q_OBJECT

 public:
  /// All must outlive it. Packets that a filter hides do not count.
  NewRowsButton(CaptureDocument& document, ShownPackets& shown, PacketListView& list, const Theme& theme);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void place();
  void restyle();

  CaptureDocument& document_;
  ShownPackets& shown_;
  PacketListView& list_;
  const Theme& theme_;
  std::uint32_t seen_ = 0;  // packets that there were when the list stopped to go along
};

}  // namespace pw::ui
