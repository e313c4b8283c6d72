// The part of MainWindow that is about live captures: starting, ending, keeping them.
#include <QFile>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>

#include "core/report/capture_text.h"
#include "ui/capture/capture_dialog.h"
#include "ui/capture/capture_status.h"
#include "ui/capture/capture_filter_edit.h"
#include "ui/capture/interface_list.h"
#include "ui/capture/private_note.h"
#include "ui/main/main_window.h"
#include "ui/packetlist/new_rows_button.h"
#include "ui/welcome/welcome_page.h"

namespace pw::ui {

void MainWindow::connectCapture() {
  connect(document_, &CaptureDocument::captureFailed, this, &MainWindow::onCaptureFailed);
  connect(document_, &CaptureDocument::captureEnded, this, &MainWindow::onCaptureEnded);
  connect(captureStatus_, &CaptureStatus::interfaceEnded, this,
          [this](const CaptureProblem& problem, const QString& name) { tellCaptureProblem(problem, name, false); });
  connect(captureStatus_, &CaptureStatus::refreshed, this, &MainWindow::updateTitle);
  connect(probe_, &CaptureProbe::permissionTested, this, &MainWindow::tellRootOnce);
  connect(probe_, &CaptureProbe::appeared, this, [this](const QString& name) {
    if (document_->isCapturing())
      statusBar()->showMessage(tr("There is an interface %1 now. It is not part of this capture.").arg(name), 8000);
  });
  connect(welcome_, &WelcomePage::startRequested, this, [this] { startChosen(); });
  connect(welcome_, &WelcomePage::optionsRequested, this, &MainWindow::chooseCapture);
  connect(welcome_, &WelcomePage::privateRequested, this, &MainWindow::startPrivate);
  connect(list_, &PacketListView::followingChanged, this, &MainWindow::updateActions);
  const CaptureChoice before = CaptureChoice::remembered();
  welcome_->interfaces().choose(before.interfaces);
  welcome_->filter().setText(before.filter);
}

void MainWindow::startCapture(const CaptureChoice& choice) {
  choice.remember();
  welcome_->interfaces().choose(choice.interfaces);
  welcome_->filter().setText(choice.filter);
  lastCapture_ = choice.options();
  beginCapture();
}

// On the interfaces of the welcome page; where there are none, on those that are chosen in the dialog.
void MainWindow::startChosen() {
  CaptureChoice choice = CaptureChoice::remembered();
  const QStringList chosen = welcome_->interfaces().chosen();
  if (!chosen.isEmpty()) choice.interfaces = chosen;
  choice.filter = welcome_->filter().text();
  const auto& permission = probe_->permission();
  if (choice.interfaces.isEmpty() || (permission && !permission->permitted())) {
    chooseCapture();
    return;
  }
  welcome_->filter().noteUsed();
  startCapture(choice);
}

void MainWindow::chooseCapture() {
  CaptureChoice choice = CaptureChoice::remembered();
  if (const QStringList chosen = welcome_->interfaces().chosen(); !chosen.isEmpty()) choice.interfaces = chosen;
  choice.filter = welcome_->filter().text();
  choice.ownFilters = CaptureChoice::rememberedFilters();
  CaptureDialog dialog(*probe_, theme_, choice, this);
  probe_->setWatching(true);
  const bool start = dialog.exec() == QDialog::Accepted;
  if (!welcome_->isVisible()) probe_->setWatching(document_->isCapturing());
  if (!start) return;
  dialog.choice().rememberFilters();
  startCapture(dialog.choice());
}

void MainWindow::startPrivate() {
  CaptureOptions options;
  options.interfaces.emplace_back().name = "lo";
  options.application = CaptureChoice{}.options().application;
  options.privateNamespace = true;
  lastCapture_ = std::move(options);
  beginCapture();
}

/// What was captured last, from the beginning.
void MainWindow::restartCapture() {
  if (!lastCapture_) return;
  const QString file = QFileInfo(QFile::decodeName(lastCapture_->file.c_str())).fileName();
  const bool replaces = !file.isEmpty() && !lastCapture_->ring.asked();
  if (replaces && QMessageBox::question(this, tr("Restart"), tr("%1 exists. Replace it?").arg(file)) !=
                      QMessageBox::Yes)
    return;
  beginCapture();
}

void MainWindow::beginCapture() {
  unlessUnsaved([this] {
    document_->capture(*lastCapture_);
    updateActions();
    updateStatus();
  });
}

void MainWindow::stopCapture() {
  document_->stopCapture();
  updateActions();
}

void MainWindow::onCaptureFailed(const CaptureProblem& problem, const QString& interface) {
  tellCaptureProblem(problem, interface, true);
  if (problem.kind == CaptureProblemKind::helperMissing || problem.kind == CaptureProblemKind::helperNotExecutable ||
      problem.kind == CaptureProblemKind::notPermitted)
    probe_->testPermission();  // whose banner says what to do
}

void MainWindow::onCaptureEnded() {
  if (!welcome_->isVisible()) probe_->setWatching(false);
  const auto& live = document_->live();
  const CaptureProblem problem = live->problem();
  const auto files = live->store()->files();
  if (problem.any()) {
    const auto& asked = live->options().interfaces;
    tellCaptureProblem(problem, problem.interface < asked.size()
                                    ? QString::fromStdString(asked[problem.interface].name) : QString(), true);
  } else if (live->end() != CaptureEnd::asked) {
    statusBar()->showMessage(tr("The capture has come to the limit that was set, and ended."), 8000);
  }
  if (!live->store()->temporary() && !files.empty()) noteRecent(QFile::decodeName(files.back().c_str()));
  updateActions();
  updateStatus();
  updateTitle();
}

void MainWindow::tellCaptureProblem(const CaptureProblem& problem, const QString& interface, bool serious) {
  std::string file;
  if (document_->live())
    if (const auto files = document_->live()->store()->files(); !files.empty()) file = files.back().string();
  tell([this, problem, name = interface.toStdString(), file] {
    return QString::fromStdString(captureProblemSentence(spoken(), problem, name, file));
  }, serious);
}

void MainWindow::tellRootOnce() {
  if (rootTold_ || !document_->live() || !document_->isOpen()) return;
  if (!probe_->permission() || !probe_->permission()->isRoot) return;
  rootTold_ = true;
  tell([this] { return QString::fromStdString(message(spoken(), Msg::captureAsRoot)); }, false);
}

/// Packets that only were captured, and comments that only were written, go with what comes now: only after asking.
void MainWindow::unlessUnsaved(std::function<void()> then) {
  if (!document_->hasUnsavedRecording()) {
    if (mayDiscard()) then();
    return;
  }
  QMessageBox box(QMessageBox::Question, tr("Unsaved Capture"),
                  document_->isCapturing() ? tr("The capture is running, and its packets are in no file yet. Save them?")
                                           : tr("The captured packets are in no file yet. Save them?"),
                  QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
  box.setDefaultButton(QMessageBox::Save);
  switch (box.exec()) {
    case QMessageBox::Discard: then(); break;
    case QMessageBox::Save:
      saveThen_ = std::move(then);
      stopCapture();
      saveAs();
      break;
    default: break;
  }
}

void MainWindow::updateCaptureActions() {
  using enum Command;
  const bool running = document_->isCapturing(), live = document_->live() != nullptr && document_->isOpen();
  QAction &start = *actions_.at(Command::startCapture), &stop = *actions_.at(Command::stopCapture);
  if (start.isEnabled() == running || stop.isEnabled() != running) {
    // One key for both, as in Wireshark.
    const auto keys = QKeySequence::listFromString(QStringLiteral("Ctrl+E"));
    start.setShortcuts(running ? QList<QKeySequence>{} : keys);
    stop.setShortcuts(running ? keys : QList<QKeySequence>{});
  }
  start.setEnabled(!running);
  stop.setEnabled(running);
  actions_.at(Command::restartCapture)->setEnabled(live && lastCapture_.has_value());
  actions_.at(captureOptions)->setEnabled(!running);
  actions_.at(capturePrivate)->setEnabled(!running);
  actions_.at(autoScroll)->setEnabled(live && document_->isLoading());
  actions_.at(autoScroll)->setChecked(list_->isFollowing());
}

}  // namespace pw::ui
