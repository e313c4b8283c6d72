// The part of MainWindow that tells what the document does.
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QStatusBar>

#include "core/report/messages.h"
#include "ui/details/detail_view.h"
#include "ui/filter/shown_packets.h"
#include "ui/main/load_bar.h"
#include "ui/main/main_window.h"
#include "ui/main/notice_bar.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/welcome/welcome_page.h"

namespace pw::ui {

void MainWindow::onOpened(bool reloaded) {
  told_ = nullptr;
  notice_->hide();
  if (!reloaded) {
    placeToRestore_.reset();
    history_.clear();
    historyAt_ = 0;
    if (!document_->live()) noteRecent(document_->path());
  }
  pages_->setCurrentWidget(listPage_);
  showPanes(true);
  if (document_->live()) {
    probe_->setWatching(true);
    tellRootOnce();
  }
  list_->setFocus();
  updateActions();
  updateTitle();
  updateStatus();
}

void MainWindow::onFailed(const FileProblem& problem) {
  onClosed();
  showProblem(problem, true);
}

void MainWindow::showProblem(const FileProblem& problem, bool serious) {
  tell([this, problem, file = QFileInfo(document_->path()).fileName().toStdString()] {
    return QString::fromStdString(fileProblemSentence(spoken(), problem, file));
  }, serious);
}

pw::Language MainWindow::spoken() const noexcept {
  return language_.isKorean() ? pw::Language::korean : pw::Language::english;
}

void MainWindow::tell(std::function<QString()> words, bool serious) {
  told_ = std::move(words);
  toldSerious_ = serious;
  notice_->say(told_(), serious);
}

void MainWindow::onRows(std::uint32_t rows) {
  if (placeToRestore_ && rows > placeToRestore_->packet && shown_->tested() > placeToRestore_->packet) {
    list_->setPacket(placeToRestore_->packet, PacketListView::Scroll::none);
    list_->setFirstVisible(placeToRestore_->first);
    placeToRestore_.reset();
  }
  updateActions();
  updateStatus();
}

void MainWindow::onLoaded() {
  if (const auto problem = document_->session()->problem()) showProblem(*problem, document_->rows() == 0);
  placeToRestore_.reset();
  updateActions();
  updateStatus();
}

void MainWindow::onClosed() {
  pages_->setCurrentWidget(welcome_);
  showPanes(false);
  updateActions();
  updateTitle();
  updateStatus();
}

void MainWindow::updateTitle() {
  const QString name = document_->isOpen() ? document_->name() : QString();
  const bool unsaved = document_->hasUnsavedComments() || document_->hasUnsavedRecording();
  const QString star = unsaved ? QStringLiteral("*") : QString();
  setWindowTitle(name.isEmpty() ? QStringLiteral("Plainwire") : name + star + QStringLiteral(" — Plainwire"));
}

void MainWindow::updateStatus() {
  const bool busy = document_->isOpening() || (document_->isLoading() && !document_->isCapturing());
  loadBar_->setVisible(busy);
  if (busy) loadBar_->setProgress(document_->progress());
  if (!document_->isOpen()) {
    fileStatus_->setText(!document_->isOpening() ? QString() : document_->isCapturing() ? tr("Starting…") : tr("Opening…"));
    countStatus_->clear();
    return;
  }
  fileStatus_->setText(document_->isCapturing() ? tr("Capturing on %1").arg(document_->name())
                       : document_->hasUnsavedRecording() ? tr("%1 (not saved)").arg(document_->name())
                                                          : document_->name());
  QString counts = tr("%Ln packets", nullptr, static_cast<int>(document_->rows()));
  if (shown_->isFiltered()) counts = tr("Shown: %L1 of %2").arg(shown_->count()).arg(counts);
  if (shown_->isFiltered() && shown_->isStopped())
    counts += QStringLiteral("  ·  ") + tr("Filter stopped at packet %L1").arg(shown_->tested());
  if (const std::uint32_t marked = document_->marks().count(); marked > 0)
    counts += QStringLiteral("  ·  ") + tr("%Ln marked", nullptr, static_cast<int>(marked));
  if (const auto range = list_->selection(); range && range->count() > 1)
    counts += QStringLiteral("  ·  ") + tr("%Ln selected", nullptr, static_cast<int>(range->count()));
  if (const std::uint32_t below = document_->trace().givenUpBelow(); below > 0)
    counts += QStringLiteral("  ·  ") + tr("kept from %L1 on").arg(std::uint64_t{below} + 1);
  if (document_->session()->state() == SessionState::stopped)
    counts += QStringLiteral("  ·  ") + tr("Stopped");
  countStatus_->setText(counts);
}

void MainWindow::onNode() {
  const NodeId node = packet_->node();
  if (node == kNoNode) {
    fieldStatus_->clear();
    if (packet_->isLetGo())
      fieldHelp_->setText(tr("This packet was let go: only the last packets of this capture are kept, as was chosen "
                             "when it began. The recording has it, as far as that is kept."));
    else if (!packet_->complete())
      fieldHelp_->setText(
          document_->live() ? tr("The file that held this packet is gone: the ring of files is shorter than the list.")
          : tr("Some bytes of this packet could not be read again: the file has changed. Reload it."));
    else
      fieldHelp_->setText(packet_->packet() ? tr("Choose a field to see what it is for.") : QString());
    return;
  }
  const FieldDef& d = packet_->registry().field(packet_->tree()[node].field);
  const QString label = QString::fromUtf8(d.label.data(), static_cast<qsizetype>(d.label.size()));
  const QString key = QString::fromUtf8(d.key.data(), static_cast<qsizetype>(d.key.size()));
  QString text = QStringLiteral("%1 (%2)").arg(label, key);
  if (const auto range = packet_->range()) {
    text += QStringLiteral("  ·  ");
    text += range->length == 1 ? tr("byte %1").arg(range->offset)
                               : tr("bytes %1 to %2 (%3)")
                                     .arg(range->offset)
                                     .arg(range->offset + range->length - 1)
                                     .arg(range->length);
  }
  fieldStatus_->setText(text);
  fieldHelp_->setText(QString::fromUtf8(d.help.data(), static_cast<qsizetype>(d.help.size())));
}

}  // namespace pw::ui
