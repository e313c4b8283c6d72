#include "ui/flows/flow_table.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <algorithm>

#include "ui/flows/flow_table_painter.h"
#include "ui/packetlist/row_text.h"

namespace pw::ui {

namespace {

constexpr int kRefreshMs = 250;
constexpr int kMaxFitChars = 60;
constexpr qint64 kOrderMs = 1000;  // between two orders of a growing capture, and four times what one takes

}  // namespace

FlowTable::FlowTable(CaptureDocument& document, LearnedNames& names, const Theme& theme, LanguageSwitch& language,
                     QWidget* parent)
    : RowView(theme, nullptr, parent),
      document_(document),
      names_(names),
      switch_(language),
      columns_(new FlowColumnModel(this)) {
  setHeaderModel(columns_);
  defaultWidths();
  header_->setSectionsClickable(true);
  header_->setSortIndicatorShown(true);
  header_->setSortIndicator(0, Qt::AscendingOrder);
  refresh_.setInterval(kRefreshMs);
  refresh_.setSingleShot(true);
  due_.setSingleShot(true);

  connect(header_, &QHeaderView::sectionClicked, this, &FlowTable::onSorted);
  connect(header_, &QHeaderView::sectionResized, this, [this](int index) {
    const bool stretched = index == header_->logicalIndex(header_->count() - 1);  // as wide as the rest of the window
    touched_ = touched_ || (!fitting_ && !stretched);
    relayout();
  });
  connect(header_, &QHeaderView::sectionHandleDoubleClicked, this, &FlowTable::fitColumn);
  connect(header_, &QHeaderView::sectionMoved, this, [this] {
    touched_ = true;
    relayout();
  });
  connect(&refresh_, &QTimer::timeout, this, &FlowTable::refresh);
  connect(&due_, &QTimer::timeout, this, &FlowTable::order);
  connect(&document_, &CaptureDocument::opened, this, &FlowTable::reset);
  connect(&document_, &CaptureDocument::closed, this, &FlowTable::reset);
  connect(&document_, &CaptureDocument::rowsChanged, this, [this] {
    if (known_ == 0) refresh();  // the first ones at once
    if (!refresh_.isActive()) refresh_.start();
  });
  connect(&document_, &CaptureDocument::loaded, this, &FlowTable::refresh);
  connect(&names_, &LearnedNames::changed, this, [this] {
    fitted_ = false;  // they need room
    if (!refresh_.isActive()) refresh_.start();
  });
  connect(&activities_, &FlowActivities::changed, viewport(), qOverload<>(&QWidget::update));
  connect(&theme_, &Theme::changed, this, &FlowTable::restyle);
  connect(this, &RowView::currentChanged, this, &FlowTable::onCurrent);
  restyle();
}

void FlowTable::defaultWidths() {
  fitting_ = true;
  const int digit = QFontMetrics(theme_.mono()).horizontalAdvance(QLatin1Char('0'));
  for (int i = 0; i < kFlowColumns; ++i)
    header_->resizeSection(i, std::max(widthOf(static_cast<FlowColumn>(i)) * digit + 8, header_->sectionSizeHint(i)));
  fitting_ = false;
}

void FlowTable::fitColumn(int index) {
  const QFontMetrics metrics(theme_.mono());
  const int most = metrics.horizontalAdvance(QLatin1Char('0')) * kMaxFitChars;
  int width = header_->sectionSizeHint(index);
  const std::uint64_t end =
      std::min<std::uint64_t>(rowCount(), std::uint64_t{firstVisible()} + static_cast<unsigned>(visibleRows()));
  for (std::uint64_t r = firstVisible(); r < end; ++r) {
    const QString text = cell(static_cast<std::uint32_t>(r), static_cast<FlowColumn>(index));
    width = std::max(width, metrics.horizontalAdvance(text) + 2 * CellPainter::kPadding + 2);
  }
  header_->resizeSection(index, std::min(width, most));
}

// Once a capture: a person may have other widths in mind afterwards.
void FlowTable::fitOnce() {
  if (fitted_ || touched_ || rowCount() == 0 || document_.isLoading()) return;
  fitted_ = fitting_ = true;
  for (const FlowColumn c : {FlowColumn::client, FlowColumn::server, FlowColumn::name, FlowColumn::opening,
                             FlowColumn::closing, FlowColumn::ecn})
    fitColumn(static_cast<int>(c));
  fitting_ = false;
}

void FlowTable::showColumn(int index, bool shown) {
  header_->setSectionHidden(index, !shown);
  touched_ = true;
  ++version_;
  relayout();
}

void FlowTable::restoreColumns(const QByteArray& saved) {
  touched_ = header_->restoreState(saved);
  header_->setSortIndicator(static_cast<int>(query_.by),
                            query_.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
  relayout();
}

Language FlowTable::language() const noexcept { return switch_.isKorean() ? Language::korean : Language::english; }

FlowWords FlowTable::words() const {
  return {document_.trace(), document_.registry(), *names_.book(), language()};
}

std::uint32_t FlowTable::rowCount() const noexcept {
  if (!document_.isOpen()) return 0;  // also between the two halves of a reload
  const std::size_t n = plain_ ? known_ : order_.size();
  return static_cast<std::uint32_t>(std::min<std::size_t>(n, INT_MAX));
}

FlowId FlowTable::flowAt(std::uint32_t row) const noexcept { return FlowId{plain_ ? row : order_[row]}; }

std::optional<std::uint32_t> FlowTable::rowOf(FlowId flow) const noexcept {
  if (plain_) return flow.value < known_ ? std::optional{flow.value} : std::nullopt;
  const auto at = std::find(order_.begin(), order_.end(), flow.value);
  if (at == order_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(at - order_.begin());
}

void FlowTable::reset() {
  job_.cancel();
  due_.stop();
  refresh_.stop();
  activities_.setSession(document_.session());
  known_ = 0;
  fitted_ = false;
  order_.clear();
  plain_ = query_.isPlain();
  wanted_ = FlowId{};
  for (CachedRow& r : cache_) r = {};
  dropSelection();
  relayout();
  verticalScrollBar()->setValue(0);
  Q_EMIT changed();
}

void FlowTable::refresh() {
  if (!document_.isOpen()) return;
  known_ = document_.trace().flowCount();
  ++version_;
  if (plain_ && query_.isPlain()) {
    afterRefresh();
    return;
  }
  viewport()->update();
  stale_ = true;
  if (job_.isRunning() || due_.isActive()) return;
  const qint64 pause = std::max(kOrderMs, 4 * lastOrderMs_);
  const qint64 since = orderClock_.isValid() ? orderClock_.elapsed() : pause;
  document_.isLoading() && since < pause ? due_.start(static_cast<int>(pause - since)) : order();
}

void FlowTable::afterRefresh() {
  relayout();
  fitOnce();
  if (!current_ && wanted_.valid()) restoreCurrent();
  Q_EMIT changed();
}

void FlowTable::setQuery(FlowQuery query) {
  if (query == query_) return;
  query_ = std::move(query);
  header_->setSortIndicator(static_cast<int>(query_.by),
                            query_.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
  due_.stop();
  order();
}

void FlowTable::order() {
  if (!document_.isOpen()) return;
  if (query_.isPlain()) {
    job_.cancel();
    takeOrder({});
    Q_EMIT orderingChanged();
    return;
  }
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<NameBook> names;
    std::vector<std::uint32_t> order;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), names_.book(), {}});
  stale_ = false;
  orderClock_.start();
  job_.start(
      known_,
      [shared, query = query_, count = known_, spoken = language(), registry = &document_.registry()](
          const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
        const FlowWords words{shared->session->trace(), *registry, *shared->names, spoken};
        shared->order = orderFlows(words, query, count, stop, done);
      },
      [this, shared] {
        lastOrderMs_ = orderClock_.elapsed();
        takeOrder(std::move(shared->order));
        if (stale_) refresh();
        Q_EMIT orderingChanged();
      });
  Q_EMIT orderingChanged();
}

void FlowTable::takeOrder(std::vector<std::uint32_t> order) {
  order_ = std::move(order);
  plain_ = query_.isPlain();
  relayout();
  fitOnce();
  restoreCurrent();
  Q_EMIT changed();
}

// The row of the current conversation is another one, or there is none.
void FlowTable::restoreCurrent() {
  const auto row = wanted_.valid() ? rowOf(wanted_) : std::nullopt;
  quiet_ = true;
  if (row)
    setCurrent(*row, false, Scroll::nearest);
  else
    dropSelection();
  quiet_ = false;
  viewport()->update();
}

void FlowTable::showFlow(FlowId flow) {
  if (flow == wanted_) return;
  wanted_ = flow;
  restoreCurrent();
}

void FlowTable::onCurrent(std::optional<std::uint32_t> row) {
  if (quiet_ || !row) return;
  wanted_ = flowAt(*row);
  Q_EMIT flowChosen(wanted_);
}

void FlowTable::onSorted(int column) {
  FlowQuery q = query_;
  const auto by = static_cast<FlowColumn>(column);
  q.descending = q.by == by && !q.descending;
  q.by = by;
  setQuery(std::move(q));
}

const FlowTable::CachedRow& FlowTable::cached(std::uint32_t row) {
  const FlowId flow = flowAt(row);
  CachedRow& r = cache_[flow.value % kCached];
  if (r.flow == flow && r.version == version_) return r;
  r.flow = flow;
  r.version = version_;
  r.summary = summarizeFlow(document_.trace(), flow);
  std::string text;
  for (int i = 0; i < kFlowColumns; ++i) {
    text.clear();
    if (!header_->isSectionHidden(i)) appendFlowCell(text, words(), r.summary, static_cast<FlowColumn>(i));
    r.cells[static_cast<std::size_t>(i)] = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
  }
  return r;
}

QString FlowTable::cell(std::uint32_t row, FlowColumn column) {
  return cached(row).cells[static_cast<std::size_t>(column)];
}

FlowSummary FlowTable::summaryAt(std::uint32_t row) { return cached(row).summary; }

QString FlowTable::sentence(std::uint32_t row) {
  const FlowSummary f = cached(row).summary;
  QString text = tr("Conversation %1, %2, from %3 to %4, %5")
                     .arg(f.id.value)
                     .arg(cell(row, FlowColumn::protocol), cell(row, FlowColumn::client),
                          cell(row, FlowColumn::server), tr("%Ln packets", nullptr, static_cast<int>(f.allPackets())));
  for (const FlowColumn c : {FlowColumn::name, FlowColumn::opening, FlowColumn::closing, FlowColumn::ecn})
    if (const QString more = cell(row, c); !more.isEmpty()) text += QLatin1String(", ") + more;
  if (const QString sign = signText(f); !sign.isEmpty()) text += QLatin1String(", ") + sign;
  return text;
}

QString FlowTable::tipAt(std::uint32_t row, int column, const QPoint& at) {
  if (at.x() < leftMargin()) return signText(summaryAt(row));
  if (column < 0) return {};
  const auto which = static_cast<FlowColumn>(column);
  const FlowSummary f = summaryAt(row);
  if (which == FlowColumn::losses && f.transport == Transport::tcp)
    return tr("Sent again: %1. Gaps: %2.")
        .arg(std::uint64_t{f.tcp.side[0].repeats} + f.tcp.side[1].repeats)
        .arg(std::uint64_t{f.tcp.counts[0].gaps} + f.tcp.counts[1].gaps);
  if ((which == FlowColumn::client || which == FlowColumn::server) && f.rolesGuessed)
    return tr("The beginning was not captured: who is the server is a guess by the ports.");
  if (which == FlowColumn::activity) return tr("Packets over the life of the conversation");
  const QString text = cell(row, which);
  const int width = QFontMetrics(theme_.mono()).horizontalAdvance(text);
  return width + 2 * CellPainter::kPadding <= header_->sectionSize(column) ? QString() : text;
}

QString FlowTable::selectionAsCsv() {
  if (!selection_) return {};
  const std::vector<int> shown = shownColumns();
  QString text;
  const auto add = [&](QString value, int i) {
    value.replace(QLatin1Char('"'), QLatin1String("\"\""));
    text += QLatin1Char('"') + value + QLatin1Char('"') + QLatin1Char(i == shown.back() ? '\n' : ',');
  };
  for (const int i : shown) add(FlowColumnModel::title(static_cast<FlowColumn>(i)), i);
  const std::uint32_t count = std::min(selection_->count(), kMaxCopiedRows);
  for (std::uint32_t r = 0; r < count; ++r)
    for (const int i : shown) add(cell(selection_->first + r, static_cast<FlowColumn>(i)), i);
  return text;
}

QString FlowTable::rowAsText(std::uint32_t row) {
  QStringList cells;
  for (const int i : shownColumns()) cells << cell(row, static_cast<FlowColumn>(i));
  return cells.join(QLatin1Char('\t'));
}

void FlowTable::copySelection() {
  if (!selection_) return;
  QStringList rows;
  const std::uint32_t count = std::min(selection_->count(), kMaxCopiedRows);
  for (std::uint32_t r = 0; r < count; ++r) rows << rowAsText(selection_->first + r);
  QApplication::clipboard()->setText(rows.join(QLatin1Char('\n')));
}

void FlowTable::changeEvent(QEvent* event) {
  RowView::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  columns_->retitle();
  ++version_;
  if (document_.isOpen() && !query_.words.empty()) order();  // words of states are other ones
  relayout();
}

// While this list has the keys, copying and selecting all mean its rows, not the window's packets.
bool FlowTable::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
      key->accept();
      return true;
    }
  }
  return RowView::event(event);
}

void FlowTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy))
    copySelection();
  else if (event->matches(QKeySequence::SelectAll))
    selectAll();
  else
    RowView::keyPressEvent(event);
}

void FlowTable::paintEvent(QPaintEvent*) { FlowTablePainter(*this).paint(); }

}  // namespace pw::ui
