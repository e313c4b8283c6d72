// The part of MainWindow that is remembered from run to run.
#include <QDockWidget>
#include <QFileInfo>
#include <QMessageBox>
#include <QSettings>

#include "ui/leaks/leaks_pane.h"
#include "ui/main/main_window.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/welcome/welcome_page.h"

namespace pw::ui {

namespace {

constexpr int kStateVersion = 2;
constexpr qsizetype kMaxRecent = 10;

const QString kRecent = QStringLiteral("recentFiles");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");
const QString kColumns = QStringLiteral("list/columns");
const QString kTimeFormat = QStringLiteral("list/timeFormat");
const QString kTheme = QStringLiteral("look/theme");
const QString kZoom = QStringLiteral("look/zoom");
const QString kLanguage = QStringLiteral("look/language");

int bounded(const QVariant& value, int max) {
  const int v = value.toInt();
  return v >= 0 && v <= max ? v : 0;
}

}  // namespace

void MainWindow::readSettings() {
  const QSettings settings;
  restoreGeometry(settings.value(kGeometry).toByteArray());
  freshLayout_ = !restoreState(settings.value(kState).toByteArray(), kStateVersion);
  timeline_->readSettings();
  leaks_->readSettings();
  list_->restoreColumns(settings.value(kColumns).toStringList());
  readFlowSettings(settings);
  readColourSettings(settings);
  list_->setTimeFormat(static_cast<TimeFormat>(
      bounded(settings.value(kTimeFormat), static_cast<int>(TimeFormat::count_) - 1)));
  theme_.setMode(static_cast<ThemeMode>(bounded(settings.value(kTheme), 2)));
  theme_.setZoom(settings.value(kZoom).toInt());
  language_.choose(static_cast<LanguageChoice>(bounded(settings.value(kLanguage), 2)));
  welcome_->setRecentFiles(settings.value(kRecent).toStringList());
  connect(welcome_, &WelcomePage::forgetRequested, this, [this](const QString& path) {
    QSettings s;
    QStringList recent = s.value(kRecent).toStringList();
    recent.removeAll(path);
    s.setValue(kRecent, recent);
    welcome_->setRecentFiles(recent);
  });
}

void MainWindow::writeSettings() {
  QSettings settings;
  settings.setValue(kGeometry, saveGeometry());
  const QByteArray shown = hiddenPanes_.isEmpty() ? saveState(kStateVersion) : hiddenPanes_;
  settings.setValue(kState, freshLayout_ ? QByteArray() : shown);
  settings.setValue(kColumns, list_->saveColumns());
  writeFlowSettings(settings);
  timeline_->saveSettings();
  leaks_->saveSettings();
  settings.setValue(kTimeFormat, static_cast<int>(list_->timeFormat()));
  settings.setValue(kTheme, static_cast<int>(theme_.mode()));
  settings.setValue(kZoom, theme_.zoom());
  settings.setValue(kLanguage, static_cast<int>(language_.choice()));
}

// Empty panes are not shown: without a capture the welcome page has all the room.
void MainWindow::showPanes(bool show) {
  if (show == hiddenPanes_.isEmpty()) return;
  if (show) {
    restoreState(std::exchange(hiddenPanes_, {}), kStateVersion);
    if (freshLayout_ && isVisible()) arrangeDocks();
    if (isVisible()) freshLayout_ = false;
    return;
  }
  hiddenPanes_ = saveState(kStateVersion);
  for (QDockWidget* dock : findChildren<QDockWidget*>()) dock->hide();
}

void MainWindow::noteRecent(const QString& path) {
  if (path == QLatin1String("-")) return;
  const QString absolute = QFileInfo(path).absoluteFilePath();
  QSettings settings;
  QStringList recent = settings.value(kRecent).toStringList();
  recent.removeAll(absolute);
  recent.prepend(absolute);
  while (recent.size() > kMaxRecent) recent.removeLast();
  settings.setValue(kRecent, recent);
  welcome_->setRecentFiles(recent);
}

bool MainWindow::mayStopSaving() {
  if (!saveJob_.isRunning()) return true;
  return QMessageBox::question(this, tr("Saving…"), tr("The file is still being written. Stop that and close?")) ==
         QMessageBox::Yes;
}

bool MainWindow::mayDiscard() {
  if (!document_->hasUnsavedComments()) return true;
  return QMessageBox::question(this, tr("Unsaved Comments"),
                               tr("Comments that you wrote are not in any file yet. Discard them?"),
                               QMessageBox::Discard | QMessageBox::Cancel,
                               QMessageBox::Cancel) == QMessageBox::Discard;
}

}  // namespace pw::ui
