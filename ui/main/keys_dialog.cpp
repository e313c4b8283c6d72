#include "ui/main/keys_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <array>

#include "ui/main/command_table.h"

namespace pw::ui {

namespace {

struct PaneKey {
  const char* keys;
  const char* text;
};

// Keys that belong to a pane and not to a command.
constexpr std::array kPaneKeys{
    PaneKey{"Shift+Up; Shift+Down",
            QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Packet list: select several packets")},
    PaneKey{"PgUp; PgDown", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Packet list: a page up or down")},
    PaneKey{"Return", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Packet list: go to the details")},
    PaneKey{"A; B; C", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Packet list: any letter begins a filter")},
    PaneKey{"Ctrl+Space", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Filter: what can be written here")},
    PaneKey{"Right; Left", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Details: open or close")},
    PaneKey{"Shift+Right", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Details: open all below")},
    PaneKey{"Ctrl+Right; Ctrl+Left", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Details: open or close all")},
    PaneKey{"Backspace", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Details: to the parent")},
    PaneKey{"Return",
            QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Details: go to the packet that the field names")},
    PaneKey{"Left; Right; Up; Down", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Bytes: from byte to byte")},
    PaneKey{"Return", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Conversations: go to the first packet")},
    PaneKey{"Space", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Eavesdropper: show or hide the secret of a row")},
    PaneKey{"Ctrl+C", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Eavesdropper: copy the row as it is shown")},
    PaneKey{"Right; Left", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Expert information: open or close")},
    PaneKey{"Up; Down", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Timeline: to the next or previous packet")},
    PaneKey{".; ,", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Timeline: to the next or previous event")},
    PaneKey{"+; -", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Timeline: larger or smaller")},
    PaneKey{"F", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Timeline: all of it, and back")},
    PaneKey{"Return", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "Timeline: open or fold")},
    PaneKey{"Tab", QT_TRANSLATE_NOOP("pw::ui::KeysDialog", "To the next pane")},
};

QString native(const char* keys) {
  QStringList all;
  for (const QKeySequence& k : QKeySequence::listFromString(QString::fromLatin1(keys)))
    all << k.toString(QKeySequence::NativeText);
  return all.join(QStringLiteral("   "));
}

void addRow(QTreeWidget* list, const QString& keys, QString text) {
  text.remove(QLatin1Char('&'));
  new QTreeWidgetItem(list, {keys, text});
}

}  // namespace

KeysDialog::KeysDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Keys"));
  resize(620, 640);
  auto* column = new QVBoxLayout(this);
  auto* search = new QLineEdit(this);
  search->setPlaceholderText(tr("Search"));
  search->setAccessibleName(tr("Search"));
  search->setClearButtonEnabled(true);
  auto* list = new QTreeWidget(this);
  list->setAccessibleName(tr("Keys"));
  list->setRootIsDecorated(false);
  list->setAlternatingRowColors(true);
  list->setHeaderLabels({tr("Key"), tr("What it does")});
  for (const CommandInfo& info : commandTable()) {
    if (*info.keys == '\0') continue;
    const bool stopsToo = info.command == Command::startCapture;  // one key, see MainWindow::updateCaptureActions()
    addRow(list, native(info.keys),
           stopsToo ? tr("Start or stop capturing") : QCoreApplication::translate("pw::ui::MainWindow", info.text));
  }
  for (const PaneKey& k : kPaneKeys) addRow(list, native(k.keys), tr(k.text));
  list->resizeColumnToContents(0);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  column->addWidget(search);
  column->addWidget(list, 1);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(search, &QLineEdit::textChanged, list, [list](const QString& wanted) {
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
      QTreeWidgetItem* item = list->topLevelItem(i);
      const bool fits = item->text(0).contains(wanted, Qt::CaseInsensitive) ||
                        item->text(1).contains(wanted, Qt::CaseInsensitive);
      item->setHidden(!fits);
    }
  });
}

}  // namespace pw::ui
