#include "ui/colours/colour_rules_dialog.h"

#include <QColorDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/filter/filter.h"
#include "core/report/filter_text.h"
#include "ui/filter/filter_edit.h"

namespace pw::ui {

namespace {

enum ListColumn { kName, kFilter, kReason };
constexpr qsizetype kMaxTold = 5;

void paintIn(QWidget& label, const RowColours& colours) {
  QPalette p = label.palette();
  p.setColor(QPalette::Window, colours.background);
  p.setColor(QPalette::WindowText, colours.text);
  label.setPalette(p);
}

}  // namespace

ColourRulesDialog::ColourRulesDialog(const Registry& registry, const Theme& theme, pw::Language language,
                                     std::vector<ColourRule> rules, QWidget* parent)
    : QDialog(parent),
      registry_(registry),
      theme_(theme),
      language_(language),
      rules_(std::move(rules)),
      list_(new QTreeWidget(this)) {
  setWindowTitle(tr("Colour Rules"));
  resize(920, 620);
  auto* column = new QVBoxLayout(this);
  auto* intro = new QLabel(tr("A packet gets the colours of the first rule that it passes."), this);
  column->addWidget(intro);
  list_->setHeaderLabels({tr("Name"), tr("Filter"), tr("What is wrong")});
  list_->setRootIsDecorated(false);
  list_->setUniformRowHeights(true);
  list_->setAccessibleName(windowTitle());
  list_->header()->resizeSection(kName, 220);
  list_->header()->resizeSection(kFilter, 430);
  column->addWidget(list_, 1);
  buildEditor(column);
  buildButtons(column);
  connect(list_, &QTreeWidget::currentItemChanged, this, &ColourRulesDialog::onChosen);
  connect(list_, &QTreeWidget::itemChanged, this, &ColourRulesDialog::onChecked);
  fill(0);
}

void ColourRulesDialog::buildEditor(QVBoxLayout* column) {
  auto* form = new QFormLayout;
  name_ = new QLineEdit(this);
  filter_ = new FilterEdit(registry_, theme_, this);
  reason_ = new QLabel(this);
  reason_->setWordWrap(true);
  reason_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  preview_ = new QLabel(this);
  preview_->setAutoFillBackground(true);
  preview_->setMargin(4);
  preview_->setFont(theme_.mono());
  name_->setAccessibleName(tr("Name"));
  filter_->setAccessibleName(tr("Filter"));
  form->addRow(tr("Na&me:"), name_);
  form->addRow(tr("&Filter:"), filter_);
  form->addRow(QString(), reason_);
  auto* colours = new QHBoxLayout;
  colours->addWidget(preview_, 1);
  colours->addWidget(button(tr("&Text Colour…"), {}, &ColourRulesDialog::chooseForeground));
  colours->addWidget(button(tr("&Background…"), {}, &ColourRulesDialog::chooseBackground));
  for (QPushButton* b : findChildren<QPushButton*>()) needRule_.push_back(b);
  form->addRow(tr("Looks like:"), colours);
  column->addLayout(form);
  message_ = new QLabel(this);
  message_->setWordWrap(true);
  message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  message_->hide();
  column->addWidget(message_);
  connect(name_, &QLineEdit::textEdited, this, &ColourRulesDialog::onEdited);
  connect(filter_, &FilterEdit::checked, this, &ColourRulesDialog::onEdited);
  connect(filter_, &FilterEdit::left, this, &QDialog::reject);
  connect(filter_, &FilterEdit::textDropped, filter_, &QLineEdit::setText);
}

QPushButton* ColourRulesDialog::button(const QString& text, const QString& keys, void (ColourRulesDialog::*does)()) {
  auto* b = new QPushButton(text, this);
  b->setAutoDefault(false);
  if (!keys.isEmpty()) {
    auto* action = new QAction(b);
    action->setShortcut(QKeySequence(keys));
    action->setShortcutContext(Qt::WidgetShortcut);  // in lines that are edited, keys are the line's
    list_->addAction(action);
    connect(action, &QAction::triggered, b, &QPushButton::click);
    b->setToolTip(QKeySequence(keys).toString(QKeySequence::NativeText));
  }
  connect(b, &QPushButton::clicked, this, does);
  return b;
}

void ColourRulesDialog::buildButtons(QVBoxLayout* column) {
  auto* row = new QHBoxLayout;
  const auto put = [&](const QString& text, const char* keys, void (ColourRulesDialog::*does)(), bool needsRule) {
    QPushButton* b = button(text, QString::fromLatin1(keys), does);
    if (needsRule) needRule_.push_back(b);
    row->addWidget(b);
  };
  put(tr("&Add"), "Ins", &ColourRulesDialog::add, false);
  put(tr("&Duplicate"), "Ctrl+D", &ColourRulesDialog::duplicate, true);
  put(tr("&Remove"), "Del", &ColourRulesDialog::remove, true);
  put(tr("&Up"), "Alt+Up", &ColourRulesDialog::moveUp, true);
  put(tr("Dow&n"), "Alt+Down", &ColourRulesDialog::moveDown, true);
  row->addStretch();
  put(tr("&Import…"), "", &ColourRulesDialog::chooseImport, false);
  put(tr("&Export…"), "", &ColourRulesDialog::chooseExport, false);
  put(tr("&Standard Rules"), "", &ColourRulesDialog::restoreDefaults, false);
  column->addLayout(row);
  auto* box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Apply, this);
  column->addWidget(box);
  connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(box, &QDialogButtonBox::accepted, this, [this] {
    Q_EMIT applied(rules_);
    accept();
  });
  connect(box->button(QDialogButtonBox::Apply), &QPushButton::clicked, this, [this] { Q_EMIT applied(rules_); });
}

QString ColourRulesDialog::message() const { return message_->isHidden() ? QString() : message_->text(); }

void ColourRulesDialog::tell(const QString& words) {
  message_->setText(words);
  message_->setVisible(!words.isEmpty());
}

QString ColourRulesDialog::wrongWith(const QString& filter) const {
  if (filter.trimmed().isEmpty()) return tr("A rule needs a filter.");
  const auto compiled = compileFilter(filter.toStdString(), registry_);
  return compiled ? QString() : QString::fromStdString(filterErrorSentence(language_, compiled.error()));
}

int ColourRulesDialog::chosen() const { return list_->indexOfTopLevelItem(list_->currentItem()); }

void ColourRulesDialog::showRule(QTreeWidgetItem* item, const ColourRule& rule) {
  const QString wrong = wrongWith(rule.filter);
  const RowColours colours = shownColours(rule.background, rule.foreground, theme_.palette().dark);
  item->setFlags(wrong.isEmpty() ? item->flags() | Qt::ItemIsUserCheckable : item->flags() & ~Qt::ItemIsUserCheckable);
  item->setCheckState(kName, rule.enabled ? Qt::Checked : Qt::Unchecked);
  item->setText(kName, rule.name);
  item->setText(kFilter, rule.filter);
  item->setText(kReason, wrong);
  item->setToolTip(kFilter, rule.filter);
  item->setToolTip(kReason, wrong);
  item->setFont(kFilter, theme_.mono());
  item->setForeground(kReason, theme_.palette().loss);
  for (const int c : {kName, kFilter}) {
    item->setBackground(c, colours.background);
    item->setForeground(c, colours.text);
  }
}

/// A rule that cannot be asked is off, so that its check box says what happens.
void ColourRulesDialog::fill(int chosen) {
  filling_ = true;
  list_->clear();
  for (ColourRule& r : rules_) {
    if (!wrongWith(r.filter).isEmpty()) r.enabled = false;
    showRule(new QTreeWidgetItem(list_), r);
  }
  filling_ = false;
  if (!rules_.empty())
    list_->setCurrentItem(list_->topLevelItem(std::clamp(chosen, 0, static_cast<int>(rules_.size()) - 1)));
  onChosen();
}

void ColourRulesDialog::onChosen() {
  if (filling_) return;
  const int at = chosen();
  for (QPushButton* b : needRule_) b->setEnabled(at >= 0);
  name_->setEnabled(at >= 0);
  filter_->setEnabled(at >= 0);
  filling_ = true;
  const ColourRule none;
  const ColourRule& r = at >= 0 ? rules_[static_cast<std::size_t>(at)] : none;
  name_->setText(r.name);
  filter_->setText(r.filter);
  preview_->setText(at >= 0 ? (r.name.isEmpty() ? r.filter : r.name) : QString());
  reason_->setText(at >= 0 ? wrongWith(r.filter) : QString());
  if (at >= 0) paintIn(*preview_, shownColours(r.background, r.foreground, theme_.palette().dark));
  filling_ = false;
}

void ColourRulesDialog::onChecked(QTreeWidgetItem* item) {
  const int at = list_->indexOfTopLevelItem(item);
  if (filling_ || at < 0) return;
  rules_[static_cast<std::size_t>(at)].enabled = item->checkState(kName) == Qt::Checked;
}

void ColourRulesDialog::onEdited() {
  const int at = chosen();
  if (filling_ || at < 0) return;
  ColourRule& r = rules_[static_cast<std::size_t>(at)];
  const bool wasGood = wrongWith(r.filter).isEmpty();
  r.name = name_->text();
  r.filter = filter_->text();
  const QString wrong = wrongWith(r.filter);
  if (!wrong.isEmpty()) r.enabled = false;
  else if (!wasGood) r.enabled = true;
  filling_ = true;
  showRule(list_->topLevelItem(at), r);
  filling_ = false;
  reason_->setText(wrong);
  preview_->setText(r.name.isEmpty() ? r.filter : r.name);
}

void ColourRulesDialog::insert(int at, ColourRule rule) {
  if (rules_.size() >= kMaxColourRules) return;
  rules_.insert(rules_.begin() + at, std::move(rule));
  fill(at);
  name_->setFocus();
  name_->selectAll();
}

void ColourRulesDialog::add() {
  insert(std::max(0, chosen()), {tr("New rule"), QString(), conversationColour(3), QColor(Qt::black), false});
}

void ColourRulesDialog::duplicate() {
  if (const int at = chosen(); at >= 0) insert(at + 1, ColourRule{rules_[static_cast<std::size_t>(at)]});
}

void ColourRulesDialog::remove() {
  const int at = chosen();
  if (at < 0) return;
  rules_.erase(rules_.begin() + at);
  fill(at);
}

void ColourRulesDialog::moveBy(int by) {
  const int at = chosen(), to = at + by;
  if (at < 0 || to < 0 || to >= static_cast<int>(rules_.size())) return;
  std::swap(rules_[static_cast<std::size_t>(at)], rules_[static_cast<std::size_t>(to)]);
  fill(to);
}

void ColourRulesDialog::restoreDefaults() {
  rules_ = defaultColourRules();
  tell({});
  fill(0);
}

void ColourRulesDialog::chooseColour(QColor ColourRule::*which) {
  const int at = chosen();
  if (at < 0) return;
  ColourRule& r = rules_[static_cast<std::size_t>(at)];
  const QColor c = QColorDialog::getColor(r.*which, this);
  if (!c.isValid()) return;
  r.*which = c;
  fill(at);
}

void ColourRulesDialog::importFile(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) {
    tell(tr("%1 cannot be read: %2").arg(path, file.errorString()));
    return;
  }
  ColourFile read = parseColourRules(file.read(kMaxColourBytes + 1));
  const std::size_t room = kMaxColourRules - std::min(rules_.size(), kMaxColourRules);
  if (read.rules.size() > room) read.rules.resize(room);
  const auto refused = std::count_if(read.rules.begin(), read.rules.end(),
                                     [this](const ColourRule& r) { return !wrongWith(r.filter).isEmpty(); });
  const QString counts = tr("Rules read: %1. Of these, off because of their filter: %2.");
  QStringList words{counts.arg(read.rules.size()).arg(refused)};
  for (const ColourLineProblem& p : read.problems) {
    if (words.size() > kMaxTold) {
      words << QStringLiteral("…");
      break;
    }
    words << colourProblemText(p);
  }
  rules_.insert(rules_.begin(), read.rules.begin(), read.rules.end());
  fill(0);
  tell(words.join(QLatin1Char('\n')));
}

void ColourRulesDialog::chooseImport() {
  const QString path = QFileDialog::getOpenFileName(this, tr("Import Colour Rules"));
  if (!path.isEmpty()) importFile(path);
}

void ColourRulesDialog::chooseExport() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Export Colour Rules"), QStringLiteral("colorfilters"));
  if (path.isEmpty()) return;
  QSaveFile file(path);
  const QByteArray text = colourRulesText(rules_);
  if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
    tell(tr("%1 cannot be written: %2").arg(path, file.errorString()));
  else tell(tr("Written to %1.").arg(path));
}

}  // namespace pw::ui
