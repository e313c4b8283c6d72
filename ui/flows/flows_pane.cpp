#include "ui/flows/flows_pane.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/style/shapes.h"

namespace pw::ui {

FlowsPane::FlowsPane(CaptureDocument& document, LearnedNames& names, const Theme& theme, LanguageSwitch& language,
                     QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      filter_(new QLineEdit(this)),
      protocols_(new QComboBox(this)),
      counts_(new QLabel(this)),
      table_(new FlowTable(document, names, theme, language, this)) {
  auto* top = new QHBoxLayout;
  top->setContentsMargins(4, 4, 4, 4);
  top->addWidget(filter_, 1);
  top->addWidget(protocols_);
  top->addSpacing(4);
  top->addWidget(counts_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(top);
  column->addWidget(table_, 1);
  filter_->setClearButtonEnabled(true);
  filter_->setMinimumWidth(80);
  filter_->installEventFilter(this);
  protocols_->addItem(QString(), static_cast<int>(Transport::none));
  protocols_->addItem(QStringLiteral("TCP"), static_cast<int>(Transport::tcp));
  protocols_->addItem(QStringLiteral("UDP"), static_cast<int>(Transport::udp));

  connect(filter_, &QLineEdit::textChanged, this, &FlowsPane::ask);
  connect(protocols_, &QComboBox::currentIndexChanged, this, &FlowsPane::ask);
  connect(table_, &FlowTable::changed, this, &FlowsPane::updateCounts);
  connect(table_, &FlowTable::orderingChanged, this, &FlowsPane::updateCounts);
  connect(table_, &QWidget::customContextMenuRequested, this, &FlowsPane::showMenu);
  connect(table_, &RowView::headerMenuRequested, this, &FlowsPane::showHeaderMenu);
  connect(table_, &RowView::activated, this,
          [this](std::uint32_t row) { Q_EMIT packetRequested(table_->summaryAt(row).first.value); });
  connect(&theme_, &Theme::changed, this, &FlowsPane::restyle);
  retranslate();
  restyle();
}

void FlowsPane::retranslate() {
  filter_->setPlaceholderText(tr("Address, port, name or state"));
  filter_->setAccessibleName(tr("Filter conversations"));
  protocols_->setItemText(0, tr("All"));
  protocols_->setAccessibleName(tr("Protocol"));
  table_->setAccessibleName(tr("Conversations"));
  updateCounts();
}

void FlowsPane::restyle() {
  const Palette& p = theme_.palette();
  if (filter_->actions().isEmpty()) filter_->addAction(QIcon(), QLineEdit::LeadingPosition);
  filter_->actions().constFirst()->setIcon(iconOf(Shape::magnifier, p.muted, p.rule));
}

void FlowsPane::ask() {
  FlowQuery q = table_->query();
  q.words = filter_->text().toStdString();
  q.transport = static_cast<Transport>(protocols_->currentData().toInt());
  table_->setQuery(std::move(q));
  updateCounts();
}

QString FlowsPane::counts() const { return counts_->text(); }

void FlowsPane::updateCounts() {
  const auto all = static_cast<int>(table_->flowCount());
  if (table_->isOrdering())
    counts_->setText(tr("Sorting…"));
  else if (table_->query().filters())
    counts_->setText(tr("%1 of %2").arg(QLocale().toString(table_->rowCount()), QLocale().toString(all)));
  else
    counts_->setText(tr("%Ln conversations", nullptr, all));
}

void FlowsPane::addSortMenu(QMenu& menu) {
  QMenu* sort = menu.addMenu(tr("Sort By"));
  auto* group = new QActionGroup(sort);
  const auto choose = [this](const QString& text, bool checked, FlowQuery query) {
    auto* a = new QAction(text);
    a->setCheckable(true);
    a->setChecked(checked);
    connect(a, &QAction::triggered, table_, [this, query] { table_->setQuery(query); });
    return a;
  };
  const FlowQuery now = table_->query();
  for (int i = 0; i < kFlowColumns; ++i) {
    FlowQuery q = now;
    q.by = static_cast<FlowColumn>(i);
    QAction* a = choose(FlowColumnModel::title(q.by), q.by == now.by, q);
    a->setParent(sort);
    group->addAction(a);
    sort->addAction(a);
  }
  sort->addSeparator();
  FlowQuery q = now;
  q.descending = !now.descending;
  QAction* down = choose(tr("Descending"), now.descending, q);
  down->setParent(sort);
  sort->addAction(down);
}

void FlowsPane::addCompare(QMenu& menu, std::uint32_t row) {
  const auto range = table_->selection();
  if (range && range->count() == 2)
    menu.addAction(tr("Compare Both"), this, [this, first = range->first, last = range->last] {
      Q_EMIT compareRequested(table_->flowAt(first), table_->flowAt(last));
    });
  else
    menu.addAction(tr("Compare With…"), this, [this, row] { Q_EMIT compareRequested(table_->flowAt(row), FlowId{}); });
}

void FlowsPane::showMenu(const QPoint& at) {
  const auto row = table_->current();
  QMenu menu(this);
  if (row) {
    menu.addAction(tr("Go to the First Packet"), this,
                   [this, r = *row] { Q_EMIT packetRequested(table_->summaryAt(r).first.value); });
    menu.addAction(tr("Go to the Last Packet"), this,
                   [this, r = *row] { Q_EMIT packetRequested(table_->summaryAt(r).last.value); });
    addCompare(menu, *row);
    Q_EMIT menuAboutToShow(menu, table_->flowAt(*row));
    menu.addSeparator();
    if (!more_.isEmpty()) {
      menu.addActions(more_);
      menu.addSeparator();
    }
    menu.addAction(tr("Copy Row"), table_, &FlowTable::copySelection);
    menu.addAction(tr("Copy as CSV"), this,
                   [this] { QApplication::clipboard()->setText(table_->selectionAsCsv()); });
  }
  menu.addAction(tr("Select All"), table_, &RowView::selectAll);
  menu.addSeparator();
  addSortMenu(menu);
  menu.exec(table_->viewport()->mapToGlobal(at));
}

void FlowsPane::showHeaderMenu(const QPoint& global, int) {
  QMenu menu(this);
  for (int i = 0; i < kFlowColumns; ++i) {
    QAction* a = menu.addAction(FlowColumnModel::title(static_cast<FlowColumn>(i)));
    const bool shown = !table_->header().isSectionHidden(i);
    a->setCheckable(true);
    a->setChecked(shown);
    a->setEnabled(!shown || table_->shownColumns().size() > 1);
    connect(a, &QAction::toggled, table_, [this, i](bool on) { table_->showColumn(i, on); });
  }
  menu.addSeparator();
  addSortMenu(menu);
  menu.exec(global);
}

// Down from the box leads into the table, Escape empties the box.
bool FlowsPane::eventFilter(QObject* watched, QEvent* event) {
  if (watched == filter_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && !filter_->text().isEmpty()) {
      filter_->clear();
      return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Return) {
      table_->setFocus();
      if (!table_->current() && table_->rowCount() > 0) table_->setCurrent(0);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void FlowsPane::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
