#include "ui/packetlist/packet_list_view.h"

#include <QAccessible>
#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <climits>

#include "ui/packetlist/column_model.h"
#include "ui/packetlist/mini_map.h"
#include "ui/packetlist/packet_list_accessible.h"
#include "ui/packetlist/packet_list_painter.h"

namespace pw::ui {

PacketListView::PacketListView(CaptureDocument& document, const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), document_(document), theme_(theme), formatter_(document) {
  installPacketListAccessibility();
  columns_ = new ColumnModel(this);
  header_ = new QHeaderView(Qt::Horizontal, this);
  header_->setModel(columns_);
  header_->setSectionsMovable(true);
  header_->setStretchLastSection(true);
  header_->setHighlightSections(false);
  header_->setContextMenuPolicy(Qt::CustomContextMenu);
  header_->setFocusPolicy(Qt::NoFocus);
  bar_ = new MiniMapScrollBar(this);
  setVerticalScrollBar(bar_);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  setFocusPolicy(Qt::StrongFocus);
  setContextMenuPolicy(Qt::CustomContextMenu);
  viewport()->setBackgroundRole(QPalette::Base);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);

  connect(header_, &QHeaderView::sectionResized, this, &PacketListView::columnsTouched);
  connect(header_, &QHeaderView::sectionMoved, this, &PacketListView::columnsTouched);
  connect(header_, &QHeaderView::sectionHandleDoubleClicked, this, &PacketListView::fitColumn);
  connect(header_, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& at) {
    Q_EMIT headerMenuRequested(header_->mapToGlobal(at), header_->logicalIndexAt(at));
  });
  connect(&document_, &CaptureDocument::opened, this, &PacketListView::onOpened);
  connect(&document_, &CaptureDocument::rowsChanged, this, &PacketListView::onRows);
  connect(&document_, &CaptureDocument::loaded, this, &PacketListView::onAnnotations);
  connect(&document_, &CaptureDocument::closed, this, &PacketListView::onClosed);
  connect(&document_, &CaptureDocument::annotationsChanged, this, &PacketListView::onAnnotations);
  connect(&theme_, &Theme::changed, this, &PacketListView::restyle);
  restyle();
  resetColumns();
}

PacketListView::~PacketListView() = default;

std::uint32_t PacketListView::rowCount() const noexcept {
  return document_.isOpen() ? std::min<std::uint32_t>(document_.rows(), INT_MAX) : 0;
}

int PacketListView::fullRows() const noexcept { return std::max(1, viewport()->height() / rowHeight_); }

int PacketListView::visibleRows() const noexcept {
  return (viewport()->height() + rowHeight_ - 1) / rowHeight_;
}

std::uint32_t PacketListView::firstVisible() const noexcept {
  return static_cast<std::uint32_t>(bar_->value());
}

void PacketListView::setFirstVisible(std::uint32_t row) {
  bar_->setValue(static_cast<int>(std::min<std::uint32_t>(row, INT_MAX)));
}

QRect PacketListView::rowRect(std::uint32_t row) const {
  const std::int64_t y = (static_cast<std::int64_t>(row) - firstVisible()) * rowHeight_;
  if (y < -rowHeight_ || y > viewport()->height()) return {};
  return {0, static_cast<int>(y), viewport()->width(), rowHeight_};
}

std::optional<std::uint32_t> PacketListView::rowAt(const QPoint& p) const {
  if (p.y() < 0 || p.y() >= viewport()->height()) return std::nullopt;
  const std::uint64_t row = std::uint64_t{firstVisible()} + static_cast<unsigned>(p.y() / rowHeight_);
  if (row >= rowCount()) return std::nullopt;
  return static_cast<std::uint32_t>(row);
}

void PacketListView::setCurrent(std::uint32_t row, bool extend, Scroll scroll) {
  if (rowCount() == 0) return;
  row = std::min(row, lastRow());
  const bool moved = current_ != row;
  current_ = row;
  if (!extend) anchor_ = row;
  setSelection(Range{std::min(anchor_, row), std::max(anchor_, row)});
  ensureVisible(row, scroll);
  viewport()->update();
  if (!moved) return;
  announceCurrent();
  Q_EMIT currentChanged(current_);
}

void PacketListView::setSelection(std::optional<Range> range) {
  if (range == selection_) return;
  selection_ = range;
  Q_EMIT selectionChanged();
}

void PacketListView::selectAll() {
  if (rowCount() == 0) return;
  if (!current_) setCurrent(firstVisible());
  anchor_ = 0;
  setSelection(Range{0, lastRow()});
  viewport()->update();
}

void PacketListView::ensureVisible(std::uint32_t row, Scroll scroll) {
  if (scroll == Scroll::none) return;
  const auto full = static_cast<std::uint32_t>(fullRows());
  const std::uint32_t first = firstVisible();
  const bool inside = row >= first && row - first < full;
  if (inside) return;
  if (scroll == Scroll::centre)
    setFirstVisible(row > full / 2 ? row - full / 2 : 0);
  else
    setFirstVisible(row < first ? row : row - full + 1);
}

void PacketListView::setTimeFormat(TimeFormat format) {
  formatter_.setTimeFormat(format);
  widenTimeColumn();
  viewport()->update();
}

void PacketListView::announceCurrent() {
  if (!current_ || !QAccessible::isActive()) return;
  QAccessibleEvent event(this, QAccessible::Focus);
  event.setChild(static_cast<int>(*current_ - std::min(*current_, firstVisible())));
  QAccessible::updateAccessibility(&event);
}

void PacketListView::onOpened() {
  formatter_.invalidate();
  current_.reset();
  setSelection(std::nullopt);
  anyComments_ = false;
  bar_->setTrace(&document_.trace());
  relayout();
  bar_->setValue(0);
}

void PacketListView::onRows(std::uint32_t rows) {
  const bool first = !current_ && rows > 0;
  bar_->setRows(rows);
  relayout();
  if (!first) return;
  setCurrent(0);
  widenTimeColumn();
}

void PacketListView::onClosed() {
  formatter_.invalidate();
  current_.reset();
  bar_->setTrace(nullptr);
  setSelection(std::nullopt);
  relayout();
  Q_EMIT currentChanged(std::nullopt);
}

void PacketListView::onAnnotations() {
  formatter_.invalidate();
  anyComments_ = document_.isOpen() && !document_.trace().commented().empty();
  relayout();
}

void PacketListView::restyle() {
  const QFont& font = theme_.mono();
  rowHeight_ = Theme::lineHeight(font) + 4;
  bar_->setColours(theme_.palette());
  header_->setFont(QApplication::font());
  relayout();
}

void PacketListView::relayout() {
  gutter_ = rowHeight_;
  if (!document_.marks().empty()) gutter_ += rowHeight_ * 3 / 4;
  if (anyComments_) gutter_ += rowHeight_ * 3 / 4;
  const int headerHeight = header_->sizeHint().height();
  setViewportMargins(0, headerHeight, 0, 0);
  const QRect area = viewport()->geometry();
  const int left = gutter_;
  header_->setGeometry(area.left() + left, area.top() - headerHeight, std::max(0, area.width() - left),
                       headerHeight);
  const auto full = static_cast<std::uint32_t>(fullRows());
  bar_->setPageStep(fullRows());
  bar_->setRange(0, rowCount() > full ? static_cast<int>(rowCount() - full) : 0);
  const int excess = header_->length() - header_->width();
  horizontalScrollBar()->setPageStep(header_->width());
  horizontalScrollBar()->setRange(0, std::max(0, excess));
  viewport()->update();
}

void PacketListView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  relayout();
}

void PacketListView::scrollContentsBy(int dx, int) {
  if (dx != 0) header_->setOffset(horizontalScrollBar()->value());
  viewport()->update();
}

void PacketListView::changeEvent(QEvent* event) {
  QAbstractScrollArea::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) {
    columns_->retitle();
    relayout();
  }
}

void PacketListView::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
  announceCurrent();
}

void PacketListView::focusOutEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

void PacketListView::keyPressEvent(QKeyEvent* event) {
  if (rowCount() == 0) {
    QAbstractScrollArea::keyPressEvent(event);
    return;
  }
  const bool extend = (event->modifiers() & Qt::ShiftModifier) != 0;
  const std::int64_t at = current_.value_or(0), page = std::max(1, fullRows() - 1);
  std::int64_t to = at;
  switch (event->key()) {
    case Qt::Key_Up: to = at - 1; break;
    case Qt::Key_Down: to = current_ ? at + 1 : 0; break;
    case Qt::Key_PageUp: to = at - page; break;
    case Qt::Key_PageDown: to = at + page; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = lastRow(); break;
    case Qt::Key_Left: horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub); return;
    case Qt::Key_Right: horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (current_) Q_EMIT activated(*current_);
      return;
    default: QAbstractScrollArea::keyPressEvent(event); return;
  }
  setCurrent(static_cast<std::uint32_t>(std::clamp<std::int64_t>(to, 0, lastRow())), extend);
}

void PacketListView::mousePressEvent(QMouseEvent* event) {
  const auto row = rowAt(event->position().toPoint());
  if (!row) return;
  const bool inside = selection_ && *row >= selection_->first && *row <= selection_->last;
  if (event->button() == Qt::RightButton && inside) {
    if (selection_->count() == 1) setCurrent(*row);
    return;
  }
  setCurrent(*row, (event->modifiers() & Qt::ShiftModifier) != 0);
}

void PacketListView::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) == 0 || rowCount() == 0) return;
  const int y = event->position().toPoint().y();
  const std::int64_t row = static_cast<std::int64_t>(firstVisible()) + (y >= 0 ? y / rowHeight_ : -1);
  setCurrent(static_cast<std::uint32_t>(std::clamp<std::int64_t>(row, 0, lastRow())), true);
}

void PacketListView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (const auto row = rowAt(event->position().toPoint())) Q_EMIT activated(*row);
}

bool PacketListView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    showRowTip(help->pos(), help->globalPos());
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void PacketListView::showRowTip(const QPoint& at, const QPoint& global) {
  const auto row = rowAt(at);
  const int column = header_->logicalIndexAt(at.x() - gutter_);
  QString text;
  if (row && at.x() < gutter_)
    text = PacketListPainter::signText(formatter_.row(*row).sign);
  else if (row && column >= 0) {
    text = formatter_.row(*row).cells[static_cast<std::size_t>(column)];
    const int width = QFontMetrics(theme_.mono()).horizontalAdvance(text);
    if (width + 8 <= header_->sectionSize(column)) text.clear();
  }
  if (text.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(global, QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()), viewport());
}

void PacketListView::paintEvent(QPaintEvent*) { PacketListPainter(*this).paint(); }

}  // namespace pw::ui
