// The part of MainWindow that does what commands ask for.
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QStatusBar>
#include <QVBoxLayout>

#include "ui/bytes/byte_text.h"
#include "ui/filter/filter_bar.h"
#include "ui/find/find_bar.h"
#include "ui/main/keys_dialog.h"
#include "ui/main/main_window.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/packetlist/row_text.h"

namespace pw::ui {

void MainWindow::run(Command command) {
  using enum Command;
  switch (command) {
    case open: chooseFile(); break;
    case Command::reload: this->reload(); break;
    case Command::closeFile: this->closeFile(); break;
    case Command::save: this->save(); break;
    case Command::saveAs: this->saveAs(); break;
    case quit: close(); break;
    case undo: document_->undoStack().undo(); break;
    case redo: document_->undoStack().redo(); break;
    case copyText: copyRows(false); break;
    case copyCsv: copyRows(true); break;
    case copyHex: copyBytes(asHexDump); break;
    case copyCArray: copyBytes([](ByteView b) { return asCArray(b, QStringLiteral("packet")); }); break;
    case Command::startCapture: startChosen(); break;
    case Command::stopCapture: this->stopCapture(); break;
    case Command::restartCapture: this->restartCapture(); break;
    case captureOptions: chooseCapture(); break;
    case capturePrivate: startPrivate(); break;
    case autoScroll: list_->setFollowing(!list_->isFollowing()); break;
    case selectAll: list_->selectAll(); break;
    case Command::filter: filterBar_->activate(); break;
    case clearFilter: filterBar_->clear(); break;
    case filterFlow: filterToFlow(); break;
    case savedFilters: filterBar_->editSaved(); break;
    case filterMacros: filterBar_->editMacros(); break;
    case Command::find:
      if (!findInFollow(std::nullopt)) findBar_->activate();
      break;
    case findNext: this->find(true); break;
    case findPrevious: this->find(false); break;
    case mark: toggleMark(); break;
    case Command::markAll: this->markAll(true); break;
    case unmarkAll: this->markAll(false); break;
    case nextMark: goToMark(true); break;
    case previousMark: goToMark(false); break;
    case timeReference: toggleTimeReference(); break;
    case comment: editComment(); break;
    case back: goBack(true); break;
    case forward: goBack(false); break;
    case Command::goToPacket: this->goToPacket(); break;
    case nextPacket: step(1); break;
    case previousPacket: step(-1); break;
    case firstPacket:
      if (list_->rowCount() > 0) jumpTo(list_->packetAt(0));
      break;
    case lastPacket:
      if (list_->rowCount() > 0) jumpTo(list_->packetAt(list_->rowCount() - 1));
      break;
    case nextInFlow: goInFlow(true); break;
    case previousInFlow: goInFlow(false); break;
    case Command::flows: showDock(flowsDock_); break;
    case Command::story: showDock(storyDock_); break;
    case Command::leaks: showDock(leaksDock_); break;
    case Command::expert: showDock(expertDock_); break;
    case followTcp: followStream(false); break;
    case followTls:
    case followHttp: followStream(true); break;
    case exportObjects: showObjects(); break;
    case Command::compare: showDock(compareDock_); break;
    case timeSinceStart:
    case timeSincePrevious:
    case timeLocalDate:
    case timeLocal:
    case timeUtcDate:
    case timeUtc:
    case timeEpoch:
      list_->setTimeFormat(
          static_cast<TimeFormat>(static_cast<int>(command) - static_cast<int>(timeSinceStart)));
      break;
    case themeSystem:
    case themeLight:
    case themeDark:
      theme_.setMode(static_cast<ThemeMode>(static_cast<int>(command) - static_cast<int>(themeSystem)));
      break;
    case languageSystem:
    case languageEnglish:
    case languageKorean:
      language_.choose(
          static_cast<LanguageChoice>(static_cast<int>(command) - static_cast<int>(languageSystem)));
      break;
    case zoomIn: theme_.setZoom(theme_.zoom() + 1); break;
    case zoomOut: theme_.setZoom(theme_.zoom() - 1); break;
    case zoomReset: theme_.setZoom(0); break;
    case fullScreen: setWindowState(windowState() ^ Qt::WindowFullScreen); break;
    case colourPackets: setColouring(!list_->colouring().isEnabled()); break;
    case colourRules: editColourRules(); break;
    case colourFlow1:
    case colourFlow2:
    case colourFlow3:
    case colourFlow4:
    case colourFlow5:
    case colourFlow6:
    case colourFlow7:
    case colourFlow8:
    case colourFlow9: colourFlow(1 + static_cast<int>(command) - static_cast<int>(colourFlow1)); break;
    case resetColours: list_->resetConversationColours(); break;
    case addColumn: addColumnByName(); break;
    case Command::resetLayout: this->resetLayout(); break;
    case Command::showTimeline: this->showTimeline(); break;
    case keys: KeysDialog(this).exec(); break;
    case about:
      QMessageBox::about(
          this, tr("About Plainwire"),
          tr("Plainwire %1\n\nA packet analyzer. MIT licence.").arg(QApplication::applicationVersion()));
      break;
  }
  updateActions();
}

void MainWindow::chooseFile() {
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a Capture File"), QString(),
                                   tr("Captures (*.pcap *.pcapng *.cap *.snoop *.pcap.gz *.pcapng.gz "
                                      "*.pcap.zst *.pcapng.zst *.lz4);;All files (*)"));
  if (!path.isEmpty()) openFile(path);
}

void MainWindow::reload() {
  if (document_->live()) {
    restartCapture();  // Wireshark's key for it
    return;
  }
  if (!mayDiscard()) return;
  if (const auto current = list_->packet()) placeToRestore_ = Place{*current, list_->firstVisible()};
  document_->reload();
}

void MainWindow::closeFile() {
  unlessUnsaved([this] { document_->close(); });
}

void MainWindow::copyRows(bool csv) {
  const auto range = list_->selection();
  if (!range) return;
  const std::uint32_t count = std::min(range->count(), kMaxCopiedRows);
  QApplication::clipboard()->setText(csv ? rowsAsCsv(*list_, range->first, count)
                                         : rowsAsText(*list_, range->first, count));
  const QString told = tr("%Ln packets", nullptr, static_cast<int>(count));
  statusBar()->showMessage(
      count < range->count() ? tr("Copied the first %1.").arg(told) : tr("Copied %1.").arg(told), 4000);
}

void MainWindow::copyBytes(QString (*make)(ByteView)) {
  QApplication::clipboard()->setText(make(packet_->tree().source(Source::frame)));
}

void MainWindow::goToPacket() {
  bool ok = false;
  const int last = static_cast<int>(document_->rows());
  const int now = static_cast<int>(list_->packet().value_or(0)) + 1;
  const int number = QInputDialog::getInt(this, tr("Go to Packet"), tr("Packet number, 1 to %1:").arg(last),
                                          now, 1, last, 1, &ok);
  if (ok) jumpTo(static_cast<std::uint32_t>(number - 1));
}

void MainWindow::step(int rows) {
  if (list_->rowCount() == 0) return;
  const auto near = shown_->nearestRow(list_->packet().value_or(0));
  const std::int64_t to = std::int64_t{list_->current().value_or(near.value_or(0))} + rows;
  if (to >= 0 && to < list_->rowCount()) list_->setCurrent(static_cast<std::uint32_t>(to));
}

void MainWindow::visit(std::uint32_t packet) {
  if (historyAt_ < history_.size() && history_[historyAt_] == packet) return;
  constexpr std::size_t kMaxHistory = 1000;
  if (!history_.empty()) history_.resize(historyAt_ + 1);
  if (history_.size() == kMaxHistory) history_.erase(history_.begin());
  history_.push_back(packet);
  historyAt_ = history_.size() - 1;
}

void MainWindow::jumpTo(std::uint32_t packet) {
  if (packet >= document_->rows()) {
    statusBar()->showMessage(tr("There is no packet %1.").arg(std::uint64_t{packet} + 1), 4000);
    return;
  }
  if (const auto current = list_->packet()) visit(*current);
  visit(packet);
  showPacket(packet);
  updateActions();
}

void MainWindow::goBack(bool back) {
  if (back ? historyAt_ == 0 : historyAt_ + 1 >= history_.size()) return;
  if (back && list_->packet() != history_[historyAt_]) {
    // Somebody walked on since the last jump: first back to where it led.
    showPacket(history_[historyAt_]);
    return;
  }
  historyAt_ = back ? historyAt_ - 1 : historyAt_ + 1;
  showPacket(history_[historyAt_]);
}

void MainWindow::toggleMark() {
  const auto range = list_->selection();
  if (!range) return;
  const bool on = !document_->marks().has(list_->packetAt(list_->current().value_or(range->first)));
  document_->setMarked(list_->selectedPackets(), on);
}

void MainWindow::markAll(bool on) {
  if (document_->rows() == 0) return;
  if (shown_->isFiltered()) document_->setMarked(shown_->packets(), on);
  else document_->setMarked(0, document_->rows() - 1, on);
}

void MainWindow::goToMark(bool forward) {
  const MarkSet& marks = document_->marks();
  const std::uint32_t at = list_->packet().value_or(0);
  auto to = forward ? marks.next(at) : marks.previous(at);
  if (!to && !marks.empty()) to = forward ? (marks.has(0) ? 0 : marks.next(0)) : marks.previous(UINT32_MAX);
  if (to)
    jumpTo(*to);
  else
    statusBar()->showMessage(tr("No packet is marked."), 4000);
}

void MainWindow::toggleTimeReference() {
  if (const auto current = list_->packet()) document_->toggleTimeReference(*current);
}

void MainWindow::editComment() {
  const auto current = list_->packet();
  if (!current) return;
  const std::vector<std::string> before = document_->comments(*current);
  QDialog dialog(this);
  dialog.setWindowTitle(tr("Comment on Packet %1").arg(std::uint64_t{*current} + 1));
  auto* column = new QVBoxLayout(&dialog);
  auto* edit = new QPlainTextEdit(&dialog);
  edit->setAccessibleName(dialog.windowTitle());
  edit->setTabChangesFocus(true);
  if (!before.empty()) edit->setPlainText(QString::fromStdString(before.front()));
  edit->selectAll();
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
  column->addWidget(edit);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  if (dialog.exec() != QDialog::Accepted) return;
  std::vector<std::string> after = before;
  const std::string text = edit->toPlainText().trimmed().toStdString();
  if (!after.empty()) after.erase(after.begin());
  if (!text.empty()) after.insert(after.begin(), text);
  document_->setComments(*current, std::move(after));
}

void MainWindow::addColumnByName() {
  QStringList keys;
  const Registry& registry = document_->registry();
  for (std::size_t i = 0; i < registry.fieldCount(); ++i) {
    const FieldDef& d = registry.field(static_cast<FieldId>(i));
    keys << QString::fromUtf8(d.key.data(), static_cast<qsizetype>(d.key.size()));
  }
  keys.removeDuplicates();
  keys.sort();
  QInputDialog dialog(this);
  dialog.setWindowTitle(tr("Add Column"));
  dialog.setLabelText(tr("Name of a field, for example ip.ttl:"));
  if (auto* edit = dialog.findChild<QLineEdit*>()) {
    auto* completer = new QCompleter(keys, edit);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    edit->setCompleter(completer);
  }
  if (dialog.exec() != QDialog::Accepted || dialog.textValue().isEmpty()) return;
  const QString key = dialog.textValue().trimmed();
  if (keys.contains(key))
    list_->addFieldColumn(key);
  else
    statusBar()->showMessage(tr("There is no field %1.").arg(key), 6000);
}

}  // namespace pw::ui
