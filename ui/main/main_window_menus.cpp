// The part of MainWindow that is about actions, menus and tool bar.
#include <QActionGroup>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QToolBar>

#include "ui/bytes/bytes_pane.h"
#include "ui/details/detail_view.h"
#include "ui/filter/shown_packets.h"
#include "ui/main/main_window.h"
#include "ui/main/notice_bar.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/timeline/timeline_pane.h"

namespace pw::ui {

namespace {

QList<QKeySequence> keysOf(const CommandInfo& info) {
  return *info.keys == '\0' ? QList<QKeySequence>{}
                            : QKeySequence::listFromString(QString::fromLatin1(info.keys));
}

}  // namespace

void MainWindow::buildActions() {
  for (const CommandInfo& info : commandTable()) {
    auto* action = new QAction(this);
    action->setShortcuts(keysOf(info));
    action->setCheckable(info.checkable);
    connect(action, &QAction::triggered, this, [this, c = info.command] { run(c); });
    actions_.emplace(info.command, action);
    addAction(action);
  }
  connect(&document_->undoStack(), &QUndoStack::indexChanged, this, &MainWindow::updateActions);
}

QAction* MainWindow::addCommand(QMenu* menu, Command command) {
  QAction* a = actions_.at(command);
  menu->addAction(a);
  return a;
}

void MainWindow::addChoice(QMenu* menu, std::initializer_list<Command> commands) {
  auto* group = new QActionGroup(this);
  for (const Command c : commands) group->addAction(addCommand(menu, c));
}

QMenu* MainWindow::addMenu(QMenu* parent, const char* title) {
  QMenu* menu = parent != nullptr ? parent->addMenu(QString()) : menuBar()->addMenu(QString());
  menus_.emplace_back(menu, title);
  return menu;
}

void MainWindow::buildMenus() {
  using enum Command;
  const auto add = [this](QMenu* menu, std::initializer_list<Command> commands) {
    for (const Command c : commands) addCommand(menu, c);
    menu->addSeparator();
  };
  QMenu* file = addMenu(nullptr, QT_TR_NOOP("&File"));
  addCommand(file, open);
  recentMenu_ = addMenu(file, QT_TR_NOOP("Open Recen&t"));
  connect(recentMenu_, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
  add(file, {reload, closeFile});
  add(file, {save, saveAs});
  addCommand(addMenu(file, QT_TR_NOOP("&Export Objects")), exportObjects);
  file->addSeparator();
  add(file, {quit});

  QMenu* edit = addMenu(nullptr, QT_TR_NOOP("&Edit"));
  add(edit, {undo, redo});
  QMenu* copy = addMenu(edit, QT_TR_NOOP("Cop&y"));
  add(copy, {copyText, copyCsv, copyHex, copyCArray});
  add(edit, {selectAll});
  add(edit, {filter, clearFilter, filterFlow, savedFilters, filterMacros});
  add(edit, {find, findNext, findPrevious});
  add(edit, {mark, markAll, unmarkAll, nextMark, previousMark});
  add(edit, {timeReference, comment});

  QMenu* view = addMenu(nullptr, QT_TR_NOOP("&View"));
  view->addAction(detailDock_->toggleViewAction());
  view->addAction(bytesDock_->toggleViewAction());
  addCommand(view, Command::showTimeline);
  add(view, {Command::flows, Command::story, Command::leaks, Command::expert, Command::compare});
  QMenu* time = addMenu(view, QT_TR_NOOP("&Time Format"));
  addChoice(time,
            {timeSinceStart, timeSincePrevious, timeLocalDate, timeLocal, timeUtcDate, timeUtc, timeEpoch});
  QMenu* theme = addMenu(view, QT_TR_NOOP("T&heme"));
  addChoice(theme, {themeSystem, themeLight, themeDark});
  addColourMenu(view);
  QMenu* language = addMenu(view, QT_TR_NOOP("&Language"));
  addChoice(language, {languageSystem, languageEnglish, languageKorean});
  view->addSeparator();
  add(view, {zoomIn, zoomOut, zoomReset});
  add(view, {fullScreen});
  add(view, {addColumn, resetLayout});

  QMenu* go = addMenu(nullptr, QT_TR_NOOP("&Go"));
  add(go, {back, forward});
  add(go, {goToPacket});
  add(go, {nextPacket, previousPacket, firstPacket, lastPacket});
  add(go, {nextInFlow, previousInFlow});
  add(go, {autoScroll});
  QMenu* follow = addMenu(go, QT_TR_NOOP("Follo&w"));
  for (const Command c : {followTcp, followTls, followHttp}) addCommand(follow, c);

  QMenu* capture = addMenu(nullptr, QT_TR_NOOP("&Capture"));
  add(capture, {Command::startCapture, Command::stopCapture, Command::restartCapture});
  add(capture, {captureOptions, capturePrivate});

  QMenu* help = addMenu(nullptr, QT_TR_NOOP("&Help"));
  add(help, {keys, about});

  auto* bar = addToolBar(QString());
  bar->setObjectName(QStringLiteral("MainToolBar"));
  bar->setMovable(false);
  for (const Command c : {Command::startCapture, Command::stopCapture, Command::restartCapture, autoScroll})
    bar->addAction(actions_.at(c));
  bar->addSeparator();
  for (const Command c : {open, reload, save}) bar->addAction(actions_.at(c));
  bar->addSeparator();
  for (const Command c : {find, back, forward, goToPacket, firstPacket, lastPacket})
    bar->addAction(actions_.at(c));
  bar->addSeparator();
  for (const Command c : {mark, comment, timeReference}) bar->addAction(actions_.at(c));
}

void MainWindow::retranslate() {
  for (const CommandInfo& info : commandTable()) actions_.at(info.command)->setText(tr(info.text));
  for (const auto& [menu, title] : menus_) menu->setTitle(tr(title));
  detailDock_->setWindowTitle(tr("Details"));
  bytesDock_->setWindowTitle(tr("Bytes"));
  retranslateFlowDocks();
  retranslateFollowDocks();
  timelineDock_->setWindowTitle(tr("Timeline"));
  timeline_->retranslate(language_.isKorean() ? pw::Language::korean : pw::Language::english);
  if (auto* bar = findChild<QToolBar*>(QStringLiteral("MainToolBar"))) bar->setWindowTitle(tr("Tool Bar"));
  list_->setAccessibleName(tr("Packet list"));
  details_->setAccessibleName(tr("Packet details"));
  bytes_->view(Source::frame).setAccessibleName(tr("Packet bytes"));
  bytes_->view(Source::reassembled).setAccessibleName(tr("Reassembled bytes"));
  bytes_->view(Source::decoded).setAccessibleName(tr("Decoded bytes"));
  bytes_->setAccessibleName(tr("Bytes"));
  if (told_ && !notice_->isHidden()) notice_->say(told_(), toldSerious_);
  updateActions();
  updateTitle();
  updateStatus();
  onNode();
}

void MainWindow::paintIcons() {
  const Palette& p = theme_.palette();
  for (const CommandInfo& info : commandTable())
    if (info.icon) actions_.at(info.command)->setIcon(iconOf(*info.icon, p.text, p.rule));
  paintColourIcons();
}

void MainWindow::updateActions() {
  using enum Command;
  const bool isOpen = document_->isOpen(), rows = isOpen && document_->rows() > 0;
  for (const Command c :
       {filter,       filterFlow,    find,         findNext,      findPrevious, copyText,      copyCsv,
        copyHex,        copyCArray,   selectAll,     mark,         markAll,       unmarkAll,
        nextMark,       previousMark, timeReference, comment,      goToPacket,    nextPacket,
        previousPacket, firstPacket,  lastPacket,    nextInFlow,   previousInFlow,
        Command::showTimeline})
    actions_.at(c)->setEnabled(rows);
  detailDock_->toggleViewAction()->setEnabled(isOpen);
  bytesDock_->toggleViewAction()->setEnabled(isOpen);
  updateFlowActions();
  updateFollowActions();
  updateColourActions(rows);
  updateCaptureActions();
  const bool running = document_->isCapturing();
  actions_.at(saveAs)->setEnabled(rows && !running);
  actions_.at(save)->setEnabled(rows && !running &&
                                (document_->hasUnsavedComments() || document_->hasUnsavedRecording()));
  actions_.at(reload)->setEnabled(isOpen && (!document_->live() || running));
  actions_.at(clearFilter)->setEnabled(isOpen && shown_->isFiltered());
  actions_.at(closeFile)->setEnabled(isOpen || document_->isOpening());
  actions_.at(undo)->setEnabled(document_->undoStack().canUndo());
  actions_.at(redo)->setEnabled(document_->undoStack().canRedo());
  actions_.at(back)->setEnabled(rows && historyAt_ > 0);
  actions_.at(forward)->setEnabled(rows && historyAt_ + 1 < history_.size());
  actions_.at(fullScreen)->setChecked(isFullScreen());
  const auto check = [this](Command first, int n) {
    actions_.at(static_cast<Command>(static_cast<int>(first) + n))->setChecked(true);
  };
  check(timeSinceStart, static_cast<int>(list_->timeFormat()));
  check(themeSystem, static_cast<int>(theme_.mode()));
  check(languageSystem, static_cast<int>(language_.choice()));
}

void MainWindow::fillRecentMenu() {
  recentMenu_->clear();
  const QStringList recent = QSettings().value(QStringLiteral("recentFiles")).toStringList();
  for (const QString& path : recent) {
    QAction* a = recentMenu_->addAction(path, this, [this, path] { openFile(path); });
    a->setEnabled(QFileInfo::exists(path));
  }
  if (recent.isEmpty()) recentMenu_->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::showListMenu(const QPoint& inList) {
  if (!list_->current()) return;
  using enum Command;
  QMenu menu(this);
  for (const Command c : {mark, timeReference, comment}) menu.addAction(actions_.at(c));
  menu.addSeparator();
  for (const Command c : {nextInFlow, previousInFlow}) menu.addAction(actions_.at(c));
  menu.addSeparator();
  addCellFilters(menu, inList);
  menu.addAction(actions_.at(filterFlow));
  menu.addSeparator();
  addFollowActions(menu);
  menu.addSeparator();
  addConversationColours(*menu.addMenu(tr("Colour This Conversation")));
  menu.addSeparator();
  for (const Command c : {copyText, copyCsv, copyHex, copyCArray}) menu.addAction(actions_.at(c));
  menu.exec(list_->viewport()->mapToGlobal(inList));
}

void MainWindow::showHeaderMenu(const QPoint& global, int column) {
  QMenu menu(this);
  const std::vector<Column> columns = list_->columns();
  for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
    const Column& c = columns[static_cast<std::size_t>(i)];
    QAction* a = menu.addAction(list_->columnTitle(c));
    a->setCheckable(true);
    a->setChecked(c.visible);
    a->setEnabled(!c.visible || list_->shownColumns().size() > 1);
    connect(a, &QAction::toggled, list_, [this, i](bool on) { list_->setColumnVisible(i, on); });
  }
  menu.addSeparator();
  addCommand(&menu, Command::addColumn);
  if (column >= 0 && columns[static_cast<std::size_t>(column)].kind == ColumnKind::field)
    menu.addAction(tr("Remove Column"), list_, [this, column] { list_->removeColumn(column); });
  if (column >= 0) menu.addAction(tr("Fit Width"), list_, [this, column] { list_->fitColumn(column); });
  menu.addAction(tr("Standard Columns"), list_, &PacketListView::resetColumns);
  menu.exec(global);
}

}  // namespace pw::ui
