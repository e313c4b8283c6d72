// The part of MainWindow that is about what an eavesdropper sees.
#include <QDockWidget>
#include <QFileInfo>
#include <QStatusBar>

#include "ui/leaks/leaks_pane.h"
#include "ui/main/main_window.h"
#include "ui/main/notice_bar.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::ui {

void MainWindow::buildLeaksDock() {
  leaks_ = new LeaksPane(*document_, *packet_, *names_, theme_, language_, this);
  leaksDock_ = new QDockWidget(this);
  leaksDock_->setObjectName(QStringLiteral("LeaksDock"));
  leaksDock_->setWidget(leaks_);
  connect(leaksDock_, &QDockWidget::visibilityChanged, this, &MainWindow::updateActions);
  connect(leaksDock_, &QDockWidget::visibilityChanged, &leaks_->job(), &LeakJob::setLooked);
  connect(leaks_, &LeaksPane::spotChosen, this, [this](const LeakSpot& spot) {
    showPacket(spot.packet.value);
    if (spot.bytes.length != 0) packet_->selectBytes(spot.bytes);
    else packet_->selectNode(kNoNode);  // the packet as a whole
  });
  connect(&leaks_->job(), &LeakJob::arrived, this, [this] { list_->setPasswords(leaks_->job().results().passwords); });
  connect(&leaks_->job(), &LeakJob::cleared, this, [this] { list_->setPasswords({}); });
  connect(leaks_, &LeaksPane::saved, this, [this](const QString& path, const QString& problem) {
    const QString name = QFileInfo(path).fileName();
    if (problem.isEmpty()) {
      statusBar()->showMessage(tr("Saved the report to %1.").arg(name), 6000);
      return;
    }
    told_ = nullptr;
    notice_->say(tr("%1 cannot be written: %2").arg(name, problem), true);
  });
}

}  // namespace pw::ui
