#include "ui/rows/row_view.h"

#include <QAccessible>
#include <QEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

#include "ui/rows/row_view_accessible.h"

namespace pw::ui {

RowView::RowView(const Theme& theme, QScrollBar* bar, QWidget* parent)
    : QAbstractScrollArea(parent), theme_(theme), header_(new QHeaderView(Qt::Horizontal, this)) {
  installRowViewAccessibility();
  header_->setSectionsMovable(true);
  header_->setStretchLastSection(true);
  header_->setHighlightSections(false);
  header_->setContextMenuPolicy(Qt::CustomContextMenu);
  header_->setFocusPolicy(Qt::NoFocus);
  if (bar != nullptr) setVerticalScrollBar(bar);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  setFocusPolicy(Qt::StrongFocus);
  setContextMenuPolicy(Qt::CustomContextMenu);
  viewport()->setBackgroundRole(QPalette::Base);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  connect(header_, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& at) {
    Q_EMIT headerMenuRequested(header_->mapToGlobal(at), header_->logicalIndexAt(at));
  });
}

void RowView::setHeaderModel(QAbstractItemModel* model) { header_->setModel(model); }

void RowView::hideHeader() {
  header_->hide();
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

int RowView::fullRows() const noexcept { return std::max(1, viewport()->height() / rowHeight_); }

int RowView::visibleRows() const noexcept { return (viewport()->height() + rowHeight_ - 1) / rowHeight_; }

std::uint32_t RowView::firstVisible() const noexcept {
  return static_cast<std::uint32_t>(verticalScrollBar()->value());
}

void RowView::setFirstVisible(std::uint32_t row) {
  verticalScrollBar()->setValue(static_cast<int>(std::min<std::uint32_t>(row, INT_MAX)));
}

QRect RowView::rowRect(std::uint32_t row) const {
  const std::int64_t y = (static_cast<std::int64_t>(row) - firstVisible()) * rowHeight_;
  if (y < -rowHeight_ || y > viewport()->height()) return {};
  return {0, static_cast<int>(y), viewport()->width(), rowHeight_};
}

std::optional<std::uint32_t> RowView::rowAt(const QPoint& p) const {
  if (p.y() < 0 || p.y() >= viewport()->height()) return std::nullopt;
  const std::uint64_t row = std::uint64_t{firstVisible()} + static_cast<unsigned>(p.y() / rowHeight_);
  if (row >= rowCount()) return std::nullopt;
  return static_cast<std::uint32_t>(row);
}

int RowView::columnAt(const QPoint& p) const {
  return p.x() < leftMargin() ? -1 : header_->logicalIndexAt(p.x() - leftMargin());
}

std::vector<int> RowView::shownColumns() const {
  std::vector<int> shown;
  for (int visual = 0; visual < header_->count(); ++visual) {
    const int logical = header_->logicalIndex(visual);
    if (!header_->isSectionHidden(logical)) shown.push_back(logical);
  }
  return shown;
}

void RowView::setCurrent(std::uint32_t row, bool extend, Scroll scroll) {
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

void RowView::setSelection(std::optional<Range> range) {
  if (range == selection_) return;
  selection_ = range;
  Q_EMIT selectionChanged();
}

void RowView::dropSelection() {
  current_.reset();
  setSelection(std::nullopt);
}

void RowView::selectAll() {
  if (rowCount() == 0) return;
  if (!current_) setCurrent(firstVisible());
  anchor_ = 0;
  setSelection(Range{0, lastRow()});
  viewport()->update();
}

void RowView::ensureVisible(std::uint32_t row, Scroll scroll) {
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

void RowView::announceCurrent() {
  if (!current_ || !QAccessible::isActive()) return;
  QAccessibleEvent event(this, QAccessible::Focus);
  event.setChild(static_cast<int>(*current_ - std::min(*current_, firstVisible())));
  QAccessible::updateAccessibility(&event);
}

void RowView::restyle() {
  rowHeight_ = Theme::lineHeight(theme_.mono()) + 4;
  header_->setFont(QApplication::font());
  relayout();
}

void RowView::relayout() {
  const int headerHeight = header_->isHidden() ? 0 : header_->sizeHint().height(), left = leftMargin();
  setViewportMargins(0, headerHeight, 0, 0);
  const QRect area = viewport()->geometry();
  header_->setGeometry(area.left() + left, area.top() - headerHeight, std::max(0, area.width() - left),
                       headerHeight);
  const auto full = static_cast<std::uint32_t>(fullRows());
  verticalScrollBar()->setPageStep(fullRows());
  verticalScrollBar()->setRange(0, rowCount() > full ? static_cast<int>(rowCount() - full) : 0);
  const int excess = header_->length() - header_->width();
  horizontalScrollBar()->setPageStep(header_->width());
  horizontalScrollBar()->setRange(0, std::max(0, excess));
  viewport()->update();
}

void RowView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  relayout();
}

void RowView::scrollContentsBy(int dx, int) {
  if (dx != 0) header_->setOffset(horizontalScrollBar()->value());
  viewport()->update();
}

void RowView::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
  announceCurrent();
}

void RowView::focusOutEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

std::optional<std::uint32_t> RowView::keyTarget(const QKeyEvent& event) const {
  const std::int64_t at = current_.value_or(0), page = std::max(1, fullRows() - 1);
  std::int64_t to = at;
  switch (event.key()) {
    case Qt::Key_Up: to = at - 1; break;
    case Qt::Key_Down: to = current_ ? at + 1 : 0; break;
    case Qt::Key_PageUp: to = at - page; break;
    case Qt::Key_PageDown: to = at + page; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = lastRow(); break;
    default: return std::nullopt;
  }
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(to, 0, lastRow()));
}

void RowView::keyPressEvent(QKeyEvent* event) {
  if (rowCount() == 0) {
    QAbstractScrollArea::keyPressEvent(event);
    return;
  }
  if (const auto to = keyTarget(*event)) {
    setCurrent(*to, (event->modifiers() & Qt::ShiftModifier) != 0);
    return;
  }
  switch (event->key()) {
    case Qt::Key_Left: horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub); break;
    case Qt::Key_Right: horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (current_) Q_EMIT activated(*current_);
      break;
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

void RowView::mousePressEvent(QMouseEvent* event) {
  const auto row = rowAt(event->position().toPoint());
  if (!row) return;
  const bool inside = selection_ && selection_->has(*row);
  if (event->button() == Qt::RightButton && inside) {
    if (selection_->count() == 1) setCurrent(*row);
    return;
  }
  setCurrent(*row, (event->modifiers() & Qt::ShiftModifier) != 0);
}

void RowView::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) == 0 || rowCount() == 0) return;
  const int y = event->position().toPoint().y();
  const std::int64_t row = static_cast<std::int64_t>(firstVisible()) + (y >= 0 ? y / rowHeight_ : -1);
  setCurrent(static_cast<std::uint32_t>(std::clamp<std::int64_t>(row, 0, lastRow())), true);
}

void RowView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (const auto row = rowAt(event->position().toPoint())) Q_EMIT activated(*row);
}

bool RowView::viewportEvent(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto row = rowAt(help->pos());
  const int column = columnAt(help->pos());
  const QString text = row ? tipAt(*row, column, help->pos()) : QString();
  if (text.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()), viewport());
  return true;
}

}  // namespace pw::ui
