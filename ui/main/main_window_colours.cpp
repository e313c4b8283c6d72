// The part of MainWindow that is about the colours of rows.
#include <QMenu>
#include <QSettings>
#include <QStatusBar>

#include "ui/colours/colour_rules_dialog.h"
#include "ui/main/main_window.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::ui {

namespace {
const QString kColouring = QStringLiteral("list/colourPackets");
const QString kRules = QStringLiteral("list/colourRules");
constexpr int kConversationColours = 9;

/// `number` from 1.
Command colourCommand(int number) {
  return static_cast<Command>(static_cast<int>(Command::colourFlow1) + number - 1);
}

}  // namespace

void MainWindow::addColourMenu(QMenu* view) {
  using enum Command;
  QMenu* menu = addMenu(view, QT_TR_NOOP("Colo&urs"));
  addCommand(menu, colourPackets);
  addCommand(menu, Command::colourRules);
  menu->addSeparator();
  addConversationColours(*menu);
  // In a line that is edited the same key completes names.
  QAction* reset = actions_.at(resetColours);
  removeAction(reset);
  list_->addAction(reset);
  reset->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

void MainWindow::addConversationColours(QMenu& menu) {
  for (int n = 1; n <= kConversationColours; ++n) menu.addAction(actions_.at(colourCommand(n)));
  menu.addAction(actions_.at(Command::resetColours));
}

void MainWindow::paintColourIcons() {
  const bool dark = theme_.palette().dark;
  for (int n = 1; n <= kConversationColours; ++n) {
    const QColor c = shownColours(conversationColour(n), QColor(Qt::black), dark).background;
    actions_.at(colourCommand(n))->setIcon(iconOf(Shape::square, c, c));
  }
}

void MainWindow::colourFlow(int number) {
  const FlowId flow = document_->flowOf(list_->packet());
  if (flow.valid()) list_->colourConversation(flow, number);
  else statusBar()->showMessage(tr("This packet belongs to no conversation."), 4000);
}

void MainWindow::setColouring(bool on) {
  list_->setColouring(on);
  QSettings().setValue(kColouring, on);
}

void MainWindow::editColourRules() {
  ColourRulesDialog dialog(document_->registry(), theme_, spoken(), list_->colouring().rules(), this);
  connect(&dialog, &ColourRulesDialog::applied, this, [this](const std::vector<ColourRule>& rules) {
    list_->setColourRules(rules);
    QSettings().setValue(kRules, QString::fromUtf8(colourRulesText(rules)));
    if (!list_->colouring().isEnabled()) setColouring(true);  // who edits rules wants to see them
    updateActions();
  });
  dialog.exec();
}

void MainWindow::readColourSettings(const QSettings& settings) {
  const QVariant saved = settings.value(kRules);
  list_->setColourRules(saved.isValid() ? parseColourRules(saved.toString().toUtf8()).rules : defaultColourRules());
  list_->setColouring(settings.value(kColouring, false).toBool());
}

void MainWindow::updateColourActions(bool rows) {
  actions_.at(Command::colourPackets)->setChecked(list_->colouring().isEnabled());
  for (int n = 1; n <= kConversationColours; ++n) actions_.at(colourCommand(n))->setEnabled(rows);
  actions_.at(Command::resetColours)->setEnabled(rows && list_->colouring().hasConversations());
}

}  // namespace pw::ui
