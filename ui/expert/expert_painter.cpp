#include "ui/expert/expert_painter.h"

#include <QCoreApplication>
#include <QHeaderView>

namespace pw::ui {

namespace {
QString tr(const char* text) { return QCoreApplication::translate("pw::ui::ExpertView", text); }
}  // namespace

ExpertPainter::ExpertPainter(ExpertView& view)
    : view_(view),
      painter_(view.viewport()),
      cells_(painter_, view.theme_.mono(), view.rowHeight_),
      palette_(view.theme_.palette()) {
  painter_.setFont(view.theme_.mono());
}

void ExpertPainter::paint() {
  painter_.fillRect(view_.viewport()->rect(), palette_.background);
  const std::uint32_t count = view_.rowCount();
  if (count == 0) {
    emptyText();
    return;
  }
  const std::uint64_t first = view_.firstVisible();
  for (int i = 0; i < view_.visibleRows(); ++i) {
    const std::uint64_t r = first + static_cast<unsigned>(i);
    if (r >= count) break;
    row(static_cast<std::uint32_t>(r), i * view_.rowHeight_);
  }
}

void ExpertPainter::emptyText() {
  if (!view_.document_.isOpen()) return;
  bool anything = false;
  for (std::size_t i = 0; i < kFindingKinds; ++i)
    anything = anything || view_.findings_.count(static_cast<FindingKind>(i)) > 0;
  const QString text = anything            ? tr("Nothing of what you chose was found.")
                       : view_.complete() ? tr("Nothing here needs a second look.")
                                           : tr("Looking through the packets…");
  painter_.setFont(QApplication::font());
  painter_.setPen(palette_.muted);
  painter_.drawText(view_.viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void ExpertPainter::row(std::uint32_t r, int y) {
  const QRect box(0, y, view_.viewport()->width(), view_.rowHeight_);
  const ExpertRow row = view_.at(r);
  const bool selected = view_.selection_ && view_.selection_->has(r);
  if (selected)
    painter_.fillRect(box, palette_.selection);
  else if (row.what == ExpertRow::What::severity)
    painter_.fillRect(box, palette_.window);
  const QColor& ink = selected ? palette_.selectionText : palette_.text;
  painter_.setPen(ink);
  if (row.what == ExpertRow::What::packet)
    packet(row, box);
  else
    heading(row, box, ink, selected);
  if (view_.current_ == r && view_.hasFocus()) {
    painter_.setPen(QPen(palette_.dark ? palette_.text : palette_.server, 2));
    painter_.drawRect(box.adjusted(1, 1, -1, -1));
  }
}

void ExpertPainter::heading(const ExpertRow& row, const QRect& box, const QColor& ink, bool selected) {
  const double side = box.height() * 0.62, top = box.y() + (box.height() - side) / 2;
  const bool isSeverity = row.what == ExpertRow::What::severity;
  double left = box.height() * (isSeverity ? 0.25 : 1.0);
  const QColor& signal = selected ? ink : ExpertView::colourOf(palette_, row.severity);
  if (isSeverity)
    drawShape(painter_, ExpertView::shapeOf(row.severity), QRectF(left, top, side, side), signal);
  else if (row.what == ExpertRow::What::kind)
    drawShape(painter_, view_.isOpen(row.kind) ? ui::Shape::triangleDown : ui::Shape::triangleRight,
              QRectF(left, top, side, side), signal);
  left += box.height();
  QFont font = view_.theme_.mono();
  font.setBold(isSeverity);
  painter_.setFont(font);
  cells_.draw(view_.textOf(row), box.adjusted(static_cast<int>(left), 0, 0, 0), false);
  painter_.setFont(view_.theme_.mono());
}

void ExpertPainter::packet(const ExpertRow& row, const QRect& box) {
  const QHeaderView& header = *view_.header_;
  const auto cell = [&](int column) {
    return QRect(header.sectionViewportPosition(column), box.y(), header.sectionSize(column), box.height());
  };
  cells_.draw(QString::number(std::uint64_t{row.packet} + 1), cell(ExpertView::kPacket), true);
  const FlowId flow = view_.document_.trace().row(PacketId{row.packet}).flow;
  if (flow.valid()) cells_.draw(QStringLiteral("#%1").arg(flow.value), cell(ExpertView::kFlow), false);
  cells_.draw(view_.textOf(row), cell(ExpertView::kWhy), false);
}

}  // namespace pw::ui
