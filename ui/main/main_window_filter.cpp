// The part of MainWindow that is about which packets are shown.
#include <QHeaderView>
#include <QMenu>
#include <QStatusBar>

#include "ui/filter/filter_bar.h"
#include "ui/main/load_bar.h"
#include "ui/main/main_window.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::ui {

namespace {
constexpr qint64 kLongRunMs = 300;  // shorter runs show no progress: it would only flicker
}

void MainWindow::buildFilterBar() {
  filterBar_ = new FilterBar(*document_, *packet_, *shown_, theme_, language_, listPage_);
  filterProgress_ = new LoadBar(this);
  filterProgress_->hide();
}

void MainWindow::connectFilterBar() {
  connect(filterBar_, &FilterBar::left, this, [this] { list_->setFocus(); });
  connect(shown_, &ShownPackets::replaced, this, [this] {
    filterRuns_.start();
    filterProgress_->hide();
    updateActions();
    updateStatus();
  });
  connect(shown_, &ShownPackets::grew, this, &MainWindow::onFilterProgress);
  connect(shown_, &ShownPackets::ended, this, [this] {
    filterProgress_->hide();
    list_->viewport()->update();
    updateStatus();
  });
  connect(filterProgress_, &LoadBar::cancelled, shown_, &ShownPackets::stop);
  connect(list_, &PacketListView::typed, filterBar_, &FilterBar::type);
  connectFilterMenus();
}

void MainWindow::onFilterProgress() {
  const bool busy = shown_->isFiltered() && shown_->isRunning() && !shown_->isComplete();
  if (busy && filterRuns_.isValid() && filterRuns_.elapsed() > kLongRunMs) {
    filterProgress_->setText(tr("Filtering…"));
    filterProgress_->setProgress(static_cast<double>(shown_->tested()) / std::max(1u, document_->rows()));
    filterProgress_->show();
  }
  if (!busy) filterProgress_->hide();
  if (placeToRestore_) onRows(document_->rows());
  else updateStatus();
}

/// False where the filter hides the packet: then only the other panes show it, and the bar says so.
bool MainWindow::showPacket(std::uint32_t packet) {
  if (packet >= document_->rows()) return false;
  if (list_->setPacket(packet)) return true;
  filterBar_->tellHidden(packet);
  return false;
}

void MainWindow::filterToFlow() {
  const FlowId flow = document_->flowOf(list_->packet());
  if (flow.valid()) filterBar_->apply(filterOfFlow(document_->trace(), flow));
  else statusBar()->showMessage(tr("This packet belongs to no conversation."), 4000);
}

void MainWindow::addCellFilters(QMenu& menu, const QPoint& inList) {
  const auto packet = list_->packet();
  if (!packet) return;
  const std::vector<Column> columns = list_->columns();
  const int column = list_->columnAt(inList);
  if (column < 0) {
    addFilterMenu(menu, *filterBar_, {filterOfPacket(PacketId{*packet})});
    return;
  }
  const auto i = static_cast<std::size_t>(column);
  const QString cell = list_->formatter().row(*packet).cells[i];
  addFilterMenu(menu, *filterBar_,
                {filterOfCell(document_->registry(), document_->trace(), PacketId{*packet}, columns[i], cell)});
}

}  // namespace pw::ui
