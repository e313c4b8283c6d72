// The part of MainWindow that is about conversations: their table, their story, and what deserves a look.
#include <QDockWidget>
#include <QSettings>

#include "ui/compare/compare_pane.h"
#include "ui/document/learned_names.h"
#include "ui/expert/expert_pane.h"
#include "ui/flows/flows_pane.h"
#include "ui/leaks/leaks_pane.h"
#include "ui/main/main_window.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/story/story_pane.h"

namespace pw::ui {

namespace {

const QString kFlowColumnsKey = QStringLiteral("flows/columns");

}  // namespace

void MainWindow::buildFlowDocks() {
  const auto dock = [this](const char* name, QWidget* pane) {
    auto* d = new QDockWidget(this);
    d->setObjectName(QLatin1String(name));
    d->setWidget(pane);
    connect(d, &QDockWidget::visibilityChanged, this, &MainWindow::updateActions);
    return d;
  };
  names_ = new LearnedNames(*document_, this);
  flows_ = new FlowsPane(*document_, *names_, theme_, language_, this);
  flowsDock_ = dock("FlowsDock", flows_);
  story_ = new StoryPane(*document_, *packet_, *names_, theme_, language_, this);
  story_->setObjectName(QStringLiteral("Story"));
  storyDock_ = dock("StoryDock", story_);
  expert_ = new ExpertPane(*document_, theme_, language_, this);
  expertDock_ = dock("ExpertDock", expert_);
  comparePane_ = new ComparePane(*document_, *packet_, *names_, theme_, language_, this);
  compareDock_ = dock("CompareDock", comparePane_);
}

void MainWindow::connectFlowPanes() {
  // Along the table the list follows; along the list the table does.
  connect(&flows_->table(), &FlowTable::flowChosen, this, [this](FlowId flow) {
    if (document_->flowOf(list_->packet()) == flow) return;
    showPacket(summarizeFlow(document_->trace(), flow).first.value);
  });
  connect(packet_, &SelectedPacket::packetChanged, this, [this] {
    flows_->table().showFlow(document_->flowOf(packet_->packet()));
  });
  connect(flows_, &FlowsPane::packetRequested, this, [this](std::uint32_t packet) {
    jumpTo(packet);
    list_->setFocus();
  });
  connect(storyDock_, &QDockWidget::visibilityChanged, story_, &StoryPane::setLooked);
  connect(story_, &StoryPane::packetRequested, this, &MainWindow::jumpTo);
  connect(story_, &StoryPane::evidenceChanged, list_, &PacketListView::setEvidence);
  connect(&expert_->view(), &ExpertView::packetChosen, this,
          [this](std::uint32_t packet) { showPacket(packet); });
  connectComparePane();
}

void MainWindow::connectComparePane() {
  connect(comparePane_, &ComparePane::placeRequested, this, &MainWindow::showPlace);
  connect(flows_, &FlowsPane::compareRequested, this, [this](FlowId left, FlowId right) {
    compareDock_->show();
    bringToFront(compareDock_);
    comparePane_->compare(left, right);
  });
  // It opens by itself, but not against the will of who closed it or looks at another pane, and the keys stay with the
  // list.
  connect(comparePane_, &ComparePane::pairFound, this, [this] {
    if (compareDock_->isHidden()) return;
    for (const QDockWidget* d : {flowsDock_, storyDock_, leaksDock_, expertDock_})
      if (d->isVisible() && !d->visibleRegion().isEmpty()) return;
    bringToFront(compareDock_);
  });
}

/// The packet, and in it the field that has these bytes.
void MainWindow::showPlace(const BytePlace& place) {
  if (place.packet.value >= document_->rows()) return;
  jumpTo(place.packet.value);
  if (place.length != 0) packet_->selectNode(packet_->innermostAt(place.source, place.offset));
}

// Behind the timeline, wherever that stands.
void MainWindow::placeFlowDocks() {
  const Qt::DockWidgetArea area = dockWidgetArea(timelineDock_);
  for (QDockWidget* d : {flowsDock_, storyDock_, leaksDock_, expertDock_, compareDock_}) {
    d->setFloating(false);
    addDockWidget(area, d);
    tabifyDockWidget(timelineDock_, d);
    d->show();
  }
  // The tabs are made when the layout is, after this.
  QDockWidget* front = area == Qt::RightDockWidgetArea ? timelineDock_ : bytesDock_;
  QMetaObject::invokeMethod(this, [this, front] { bringToFront(front); }, Qt::QueuedConnection);
}

// Raising a dock that is the topmost widget already changes nothing, though another tab may be the current one.
void MainWindow::bringToFront(QDockWidget* dock) {
  if (const auto behind = tabifiedDockWidgets(dock); !behind.isEmpty()) behind.front()->raise();
  dock->raise();
}

void MainWindow::showDock(QDockWidget* dock) {
  const bool inFront = dock->isVisible() && !dock->visibleRegion().isEmpty();
  QWidget* pane = dock == flowsDock_    ? static_cast<QWidget*>(&flows_->table())
                  : dock == expertDock_ ? static_cast<QWidget*>(&expert_->view())
                  : dock == compareDock_ ? static_cast<QWidget*>(&comparePane_->page())
                  : dock == leaksDock_  ? static_cast<QWidget*>(&leaks_->tree())
                                        : story_;
  if (inFront && pane->hasFocus()) {  // the same key once more
    dock->hide();
    list_->setFocus();
    return;
  }
  dock->show();
  bringToFront(dock);
  pane->setFocus();
}

void MainWindow::retranslateFlowDocks() {
  flowsDock_->setWindowTitle(tr("Conversations"));
  storyDock_->setWindowTitle(tr("Story"));
  leaksDock_->setWindowTitle(tr("Eavesdropper"));
  expertDock_->setWindowTitle(tr("Expert"));
  compareDock_->setWindowTitle(tr("Compare"));
}

void MainWindow::updateFlowActions() {
  const bool isOpen = document_->isOpen();
  for (const auto& [command, dock] : {std::pair{Command::flows, flowsDock_}, std::pair{Command::story, storyDock_},
                                      std::pair{Command::leaks, leaksDock_},
                                      std::pair{Command::expert, expertDock_},
                                      std::pair{Command::compare, compareDock_}}) {
    actions_.at(command)->setEnabled(isOpen);
    actions_.at(command)->setChecked(!dock->isHidden());
    dock->toggleViewAction()->setEnabled(isOpen);
  }
}

void MainWindow::readFlowSettings(const QSettings& settings) {
  const QByteArray saved = settings.value(kFlowColumnsKey).toByteArray();
  if (!saved.isEmpty()) flows_->table().restoreColumns(saved);
}

void MainWindow::writeFlowSettings(QSettings& settings) const {
  if (flows_->table().columnsTouched()) settings.setValue(kFlowColumnsKey, flows_->table().saveColumns());
}

}  // namespace pw::ui
