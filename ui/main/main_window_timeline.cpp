// The part of MainWindow that is about the timeline: its dock, and one selection for it and the list.
#include <QDockWidget>

#include "ui/main/main_window.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/timeline/timeline_pane.h"

namespace pw::ui {

namespace {

constexpr int kBesideFrom = 1280;  // width of a window that has room for a dock beside the list
constexpr int kDockShare = 42;     // percent of the window

}  // namespace

void MainWindow::buildTimelineDock() {
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  timelineDock_ = new QDockWidget(this);
  timelineDock_->setObjectName(QStringLiteral("TimelineDock"));
  timeline_ = new TimelinePane(*document_, *packet_, theme_, timelineDock_);
  timelineDock_->setWidget(timeline_);
  connect(timeline_, &TimelinePane::packetActivated, this, [this](PacketId packet) {
    showPacket(packet.value);
  });
}

/// Beside the list where there is room, else behind the bytes.
void MainWindow::placeTimelineDock() {
  timelineDock_->setFloating(false);
  const bool beside = width() >= kBesideFrom;
  addDockWidget(beside ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea, timelineDock_);
  if (!beside) tabifyDockWidget(bytesDock_, timelineDock_);
  timelineDock_->show();
  if (beside) resizeDocks({timelineDock_}, {width() * kDockShare / 100}, Qt::Horizontal);
  if (!beside) bytesDock_->raise();
}

void MainWindow::showTimeline() {
  timelineDock_->show();
  bringToFront(timelineDock_);
  timeline_->view().setFocus();
}

}  // namespace pw::ui
