#include "ui/filter/named_filters_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/shapes.h"

namespace pw::ui {

namespace {
constexpr int kName = 0, kText = 1;
constexpr int kNameWidth = 160;
}  // namespace

NamedFiltersDialog::NamedFiltersDialog(NamedKind kind, const QList<NamedFilter>& all, const Registry& registry,
                                       const Theme& theme, QWidget* parent)
    : QDialog(parent),
      kind_(kind),
      registry_(registry),
      theme_(theme),
      table_(new QTableWidget(0, 2, this)),
      add_(new QToolButton(this)),
      remove_(new QToolButton(this)),
      up_(new QToolButton(this)),
      down_(new QToolButton(this)),
      about_(new QLabel(this)),
      problem_(new QLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
  build();
  name();
  for (const NamedFilter& f : all) addRow(f);
  if (table_->rowCount() > 0) table_->setCurrentCell(0, kName);
  connect(table_, &QTableWidget::itemChanged, this, &NamedFiltersDialog::check);
  connect(table_, &QTableWidget::currentCellChanged, this, &NamedFiltersDialog::check);
  connect(add_, &QToolButton::clicked, this, [this] {
    addRow();
    table_->editItem(table_->item(table_->rowCount() - 1, kName));
  });
  connect(remove_, &QToolButton::clicked, this, &NamedFiltersDialog::removeRow);
  connect(up_, &QToolButton::clicked, this, [this] { move(true); });
  connect(down_, &QToolButton::clicked, this, [this] { move(false); });
  connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
  check();
}

void NamedFiltersDialog::build() {
  resize(720, 380);
  auto* column = new QVBoxLayout(this);
  about_->setWordWrap(true);
  column->addWidget(about_);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setTabKeyNavigation(false);
  table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                          QAbstractItemView::SelectedClicked | QAbstractItemView::AnyKeyPressed);
  table_->verticalHeader()->hide();
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->setColumnWidth(kName, kNameWidth);
  column->addWidget(table_, 1);
  problem_->setWordWrap(true);
  problem_->setTextFormat(Qt::PlainText);
  column->addWidget(problem_);
  auto* row = new QHBoxLayout;
  for (QToolButton* b : {add_, remove_, up_, down_}) {
    b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    b->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(b);
  }
  row->addStretch(1);
  row->addWidget(buttons_);
  column->addLayout(row);
  const Palette& p = theme_.palette();
  QPalette colours = problem_->palette();
  colours.setColor(QPalette::WindowText, p.loss);
  problem_->setPalette(colours);
  up_->setIcon(iconOf(Shape::triangleUp, p.text, p.rule));
  down_->setIcon(iconOf(Shape::triangleDown, p.text, p.rule));
}

void NamedFiltersDialog::name() {
  const bool macros = kind_ == NamedKind::macros;
  setWindowTitle(macros ? tr("Display Filter Macros") : tr("Saved Filters"));
  about_->setText(macros ? tr("${name} in a filter stands for the text. Where the text has $1, $2 …, "
                              "${name:a;b} puts a and b there.")
                         : tr("Each of them has a button beside the filter, in this order."));
  table_->setHorizontalHeaderLabels({tr("Name"), macros ? tr("Text") : tr("Filter")});
  table_->setAccessibleName(windowTitle());
  add_->setText(tr("Add"));
  remove_->setText(tr("Remove"));
  up_->setText(tr("Up"));
  down_->setText(tr("Down"));
}

NamedFilter NamedFiltersDialog::at(int row) const {
  const auto text = [&](int column) {
    const QTableWidgetItem* item = table_->item(row, column);
    return item != nullptr ? item->text().trimmed() : QString();
  };
  return {text(kName), text(kText)};
}

void NamedFiltersDialog::set(int row, const NamedFilter& filter) {
  table_->setItem(row, kName, new QTableWidgetItem(filter.name));
  auto* text = new QTableWidgetItem(filter.text);
  text->setFont(theme_.mono());
  table_->setItem(row, kText, text);
}

void NamedFiltersDialog::addRow(const NamedFilter& filter) {
  if (table_->rowCount() >= kMaxNamed) return;
  const int row = table_->rowCount();
  const QSignalBlocker quiet(table_);
  table_->insertRow(row);
  set(row, filter);
  table_->setCurrentCell(row, kName);
  check();
}

void NamedFiltersDialog::removeRow() {
  if (table_->currentRow() < 0) return;
  table_->removeRow(table_->currentRow());
  check();
}

void NamedFiltersDialog::move(bool up) {
  const int from = table_->currentRow(), to = up ? from - 1 : from + 1;
  if (from < 0 || to < 0 || to >= table_->rowCount()) return;
  const NamedFilter moved = at(from), other = at(to);
  {
    const QSignalBlocker quiet(table_);
    set(to, moved);
    set(from, other);
  }
  table_->setCurrentCell(to, std::max(table_->currentColumn(), 0));
  check();
}

QString NamedFiltersDialog::problemOf(int row) const {
  const NamedFilter f = at(row);
  if (f.name.isEmpty() && f.text.isEmpty()) return {};  // not kept
  if (f.name.isEmpty()) return tr("A name is missing.");
  if (f.text.isEmpty()) return tr("“%1” stands for nothing.").arg(f.name);
  if (kind_ == NamedKind::macros && !isMacroName(f.name))
    return tr("“%1” is no name: letters of English, digits and _ can be used.").arg(f.name);
  // Of a macro only the whole says whether it is right.
  if (kind_ == NamedKind::buttons && !compileFilter(f.text.toStdString(), registry_, {readMacros(), {}}))
    return tr("“%1” is no filter: %2").arg(f.name, f.text);
  for (int other = 0; other < row; ++other)
    if (at(other).name == f.name) return tr("There are two of the name “%1”.").arg(f.name);
  return {};
}

QString NamedFiltersDialog::problem() const {
  for (int row = 0; row < table_->rowCount(); ++row)
    if (QString p = problemOf(row); !p.isEmpty()) return p;
  return {};
}

void NamedFiltersDialog::check() {
  const int row = table_->currentRow();
  add_->setEnabled(table_->rowCount() < kMaxNamed);
  remove_->setEnabled(row >= 0);
  up_->setEnabled(row > 0);
  down_->setEnabled(row >= 0 && row + 1 < table_->rowCount());
  const QString said = problem();
  problem_->setText(said);
  problem_->setVisible(!said.isEmpty());
  buttons_->button(QDialogButtonBox::Ok)->setEnabled(said.isEmpty());
}

QList<NamedFilter> NamedFiltersDialog::all() const {
  QList<NamedFilter> kept;
  for (int row = 0; row < table_->rowCount(); ++row)
    if (const NamedFilter f = at(row); !f.name.isEmpty()) kept.append(f);
  return kept;
}

}  // namespace pw::ui
