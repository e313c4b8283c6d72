// The part of MainWindow that is about what a conversation says: following it, and the files that it carried.
#include <QApplication>
#include <QDockWidget>
#include <QMenu>

#include "ui/flows/flows_pane.h"
#include "ui/follow/follow_pane.h"
#include "ui/main/main_window.h"
#include "ui/objects/objects_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::ui {

void MainWindow::buildFollowDocks() {
  const auto dock = [this](const char* name, QWidget* pane) {
    auto* d = new QDockWidget(this);
    d->setObjectName(QLatin1String(name));
    d->setWidget(pane);
    connect(d, &QDockWidget::visibilityChanged, this, &MainWindow::updateActions);
    return d;
  };
  follow_ = new FollowPane(*document_, *packet_, theme_, language_, this);
  followDock_ = dock("FollowDock", follow_);
  objects_ = new ObjectsPane(*document_, theme_, language_, this);
  objectsDock_ = dock("ObjectsDock", objects_);
}

void MainWindow::connectFollowPanes() {
  connect(followDock_, &QDockWidget::visibilityChanged, &follow_->view(), &FollowView::setLooked);
  connect(objectsDock_, &QDockWidget::visibilityChanged, &objects_->table(), &ObjectTable::setLooked);
  const auto choose = [this](std::uint32_t packet) {
    showPacket(packet);
  };
  connect(&follow_->view(), &FollowView::packetChosen, this, choose);
  connect(objects_, &ObjectsPane::packetChosen, this, choose);
  using enum Command;
  flows_->setMoreActions({actions_.at(followTcp), actions_.at(followTls), actions_.at(followHttp)});
}

// Behind the other panes about conversations, hidden until they are asked for: there is no room for so many tabs.
void MainWindow::placeFollowDocks() {
  for (QDockWidget* d : {followDock_, objectsDock_}) {
    d->setFloating(false);
    addDockWidget(dockWidgetArea(timelineDock_), d);
    tabifyDockWidget(timelineDock_, d);
    d->hide();
  }
}

/// What the selected packet's conversation says: as sent, or what is in it. A second use of the key leaves it.
void MainWindow::followStream(bool decoded) {
  FollowView& view = follow_->view();
  const FollowForm form = decoded ? FollowForm::decoded : FollowForm::text;
  const bool inFront = followDock_->isVisible() && !followDock_->visibleRegion().isEmpty();
  if (inFront && view.hasFocus() && view.form() == form) {
    followDock_->hide();
    list_->setFocus();
    return;
  }
  view.setForm(form);
  followDock_->show();
  bringToFront(followDock_);
  view.setFocus();
}

void MainWindow::showObjects() {
  objectsDock_->show();
  bringToFront(objectsDock_);
  objects_->table().setFocus();
}

void MainWindow::addFollowActions(QMenu& menu) {
  using enum Command;
  for (const Command c : {followTcp, followTls, followHttp}) menu.addAction(actions_.at(c));
}

void MainWindow::retranslateFollowDocks() {
  followDock_->setWindowTitle(tr("Follow"));
  objectsDock_->setWindowTitle(tr("Objects"));
}

void MainWindow::updateFollowActions() {
  using enum Command;
  const bool isOpen = document_->isOpen();
  const bool inFlow = document_->flowOf(packet_->packet()).valid();
  for (const Command c : {followTcp, followTls, followHttp}) actions_.at(c)->setEnabled(inFlow);
  actions_.at(exportObjects)->setEnabled(isOpen);
  for (QDockWidget* d : {followDock_, objectsDock_}) d->toggleViewAction()->setEnabled(isOpen);
}

/// True where the search of the pane was meant, since the keyboard is there.
bool MainWindow::findInFollow(std::optional<bool> forward) {
  const QWidget* focus = QApplication::focusWidget();
  if (focus == nullptr || !follow_->isAncestorOf(focus)) return false;
  if (forward) follow_->find(*forward);
  else follow_->activateFind();
  return true;
}

}  // namespace pw::ui
