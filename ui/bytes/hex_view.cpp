#include "ui/bytes/hex_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace pw::ui {

namespace {
constexpr int kMargin = 6;
constexpr char16_t kHex[] = u"0123456789abcdef";
}  // namespace

HexView::HexView(const Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), theme_(theme) {
  setFocusPolicy(Qt::StrongFocus);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  viewport()->setCursor(Qt::ArrowCursor);
  connect(&theme_, &Theme::changed, this, &HexView::restyle);
  restyle();
}

void HexView::restyle() {
  const QFontMetrics metrics(theme_.mono());
  rowHeight_ = metrics.height() + 2;
  digit_ = metrics.horizontalAdvance(QLatin1Char('0'));
  relayout();
}

void HexView::setBytes(ByteView bytes) {
  bytes_ = bytes;
  strong_.reset();
  faint_.reset();
  hover_.reset();
  cursor_ = 0;
  offsetDigits_ = bytes_.size() > 0x10000 ? 6 : 4;
  verticalScrollBar()->setValue(0);
  relayout();
}

void HexView::setSelection(std::optional<Run> strong, std::optional<Run> faint) {
  strong_ = strong;
  faint_ = faint;
  if (strong_) {
    if (!strong_->has(cursor_)) cursor_ = strong_->offset;
    ensureVisible(strong_->offset + strong_->length - 1);
    ensureVisible(strong_->offset);
  }
  viewport()->update();
}

void HexView::setHover(std::optional<Run> run) {
  if (run == hover_) return;
  hover_ = run;
  viewport()->update();
}

int HexView::hexX(std::uint32_t column) const noexcept {
  const int places = offsetDigits_ + 2 + static_cast<int>(column) * 3 + (column >= kPerRow / 2 ? 1 : 0);
  return kMargin + places * digit_ - horizontalScrollBar()->value();
}

int HexView::textX(std::uint32_t column) const noexcept {
  return hexX(kPerRow - 1) + digit_ * (2 + 2 + static_cast<int>(column) + (column >= kPerRow / 2 ? 1 : 0));
}

void HexView::relayout() {
  const int full = std::max(1, viewport()->height() / rowHeight_);
  verticalScrollBar()->setPageStep(full);
  verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(rows()) - full));
  const int width = textX(kPerRow) + horizontalScrollBar()->value() + kMargin;
  horizontalScrollBar()->setPageStep(viewport()->width());
  horizontalScrollBar()->setSingleStep(digit_);
  horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
  viewport()->update();
}

void HexView::ensureVisible(std::uint32_t offset) {
  const int row = static_cast<int>(offset / kPerRow);
  QScrollBar* bar = verticalScrollBar();
  if (row < bar->value())
    bar->setValue(row);
  else if (row >= bar->value() + bar->pageStep())
    bar->setValue(row - bar->pageStep() + 1);
}

void HexView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  relayout();
}

std::optional<std::uint32_t> HexView::byteAt(const QPoint& p) const {
  if (p.y() < 0) return std::nullopt;
  const auto row = static_cast<std::uint32_t>(verticalScrollBar()->value() + p.y() / rowHeight_);
  for (std::uint32_t c = 0; c < kPerRow; ++c) {
    const int hex = hexX(c), text = textX(c);
    const bool inHex = p.x() >= hex - digit_ / 2 && p.x() < hex + 2 * digit_ + digit_ / 2;
    if (!inHex && !(p.x() >= text && p.x() < text + digit_)) continue;
    const std::uint64_t at = std::uint64_t{row} * kPerRow + c;
    if (at < bytes_.size()) return static_cast<std::uint32_t>(at);
  }
  return std::nullopt;
}

QRect HexView::rectOf(std::uint32_t offset) const {
  const int y = (static_cast<int>(offset / kPerRow) - verticalScrollBar()->value()) * rowHeight_;
  if (offset >= bytes_.size() || y < 0 || y >= viewport()->height()) return {};
  return {hexX(offset % kPerRow), y, 2 * digit_, rowHeight_};
}

void HexView::mousePressEvent(QMouseEvent* event) {
  const auto at = byteAt(event->position().toPoint());
  if (!at) return;
  cursor_ = *at;
  Q_EMIT byteClicked(*at);
}

void HexView::mouseMoveEvent(QMouseEvent* event) {
  Q_EMIT byteHovered(byteAt(event->position().toPoint()), event->globalPosition().toPoint());
}

void HexView::leaveEvent(QEvent*) { Q_EMIT byteHovered(std::nullopt, {}); }

void HexView::keyPressEvent(QKeyEvent* event) {
  if (bytes_.empty()) return;
  const auto last = static_cast<std::int64_t>(bytes_.size()) - 1;
  std::int64_t to = cursor_;
  switch (event->key()) {
    case Qt::Key_Left: to -= 1; break;
    case Qt::Key_Right: to += 1; break;
    case Qt::Key_Up: to -= kPerRow; break;
    case Qt::Key_Down: to += kPerRow; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = last; break;
    default: QAbstractScrollArea::keyPressEvent(event); return;
  }
  cursor_ = static_cast<std::uint32_t>(std::clamp<std::int64_t>(to, 0, last));
  ensureVisible(cursor_);
  Q_EMIT byteClicked(cursor_);
}

void HexView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), theme_.palette().background);
  painter.setFont(theme_.mono());
  const auto first = static_cast<std::uint32_t>(verticalScrollBar()->value());
  for (int y = 0; y < viewport()->height(); y += rowHeight_) {
    const std::uint32_t row = first + static_cast<std::uint32_t>(y / rowHeight_);
    if (row >= rows()) break;
    paintRuns(painter, row, y);
    paintRow(painter, row, y);
  }
}

void HexView::paintRuns(QPainter& painter, std::uint32_t row, int y) {
  const Palette& p = theme_.palette();
  const auto fill = [&](const std::optional<Run>& run, const QColor& colour) {
    if (!run || run->length == 0) return;
    const std::uint64_t rowStart = std::uint64_t{row} * kPerRow;
    const std::uint64_t from = std::max<std::uint64_t>(run->offset, rowStart);
    const std::uint64_t to =
        std::min<std::uint64_t>(std::uint64_t{run->offset} + run->length, rowStart + kPerRow);
    if (from >= to) return;
    const auto a = static_cast<std::uint32_t>(from - rowStart),
               b = static_cast<std::uint32_t>(to - 1 - rowStart);
    painter.fillRect(hexX(a) - 2, y, hexX(b) + 2 * digit_ + 4 - hexX(a), rowHeight_, colour);
    painter.fillRect(textX(a), y, textX(b) + digit_ - textX(a), rowHeight_, colour);
  };
  fill(faint_, p.of(Tint::close));
  fill(hover_, p.of(Tint::ecn));
  fill(strong_, p.selection);
}

void HexView::paintRow(QPainter& painter, std::uint32_t row, int y) {
  const Palette& p = theme_.palette();
  const int base = y + 1 + QFontMetrics(theme_.mono()).ascent();
  painter.setPen(p.muted);
  const QString offset =
      QString::number(std::uint64_t{row} * kPerRow, 16).rightJustified(offsetDigits_, QLatin1Char('0'));
  painter.drawText(kMargin - horizontalScrollBar()->value(), base, offset);
  for (std::uint32_t c = 0; c < kPerRow; ++c) {
    const std::size_t at = std::size_t{row} * kPerRow + c;
    if (at >= bytes_.size()) break;
    const std::uint8_t b = bytes_[at];
    const bool selected = strong_ && strong_->has(static_cast<std::uint32_t>(at));
    painter.setPen(selected ? p.selectionText : p.text);
    const QChar hex[2] = {kHex[b >> 4], kHex[b & 15]};
    painter.drawText(hexX(c), base, QString(hex, 2));
    const bool printable = b >= 0x20 && b < 0x7f;
    if (!printable && !selected) painter.setPen(p.muted);
    painter.drawText(textX(c), base, QString(QChar(printable ? char16_t{b} : u'.')));
  }
  if (hasFocus() && cursor_ / kPerRow == row && cursor_ < bytes_.size()) {
    painter.setPen(p.text);
    painter.drawRect(hexX(cursor_ % kPerRow) - 2, y, 2 * digit_ + 3, rowHeight_ - 1);
  }
}

}  // namespace pw::ui
