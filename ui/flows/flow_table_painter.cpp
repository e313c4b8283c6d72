#include "ui/flows/flow_table_painter.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <algorithm>

#include "ui/packetlist/packet_list_painter.h"

namespace pw::ui {

namespace {
QString tr(const char* text) { return QCoreApplication::translate("pw::ui::FlowTable", text); }
}  // namespace

FlowTablePainter::FlowTablePainter(FlowTable& table)
    : table_(table),
      painter_(table.viewport()),
      cells_(painter_, table.theme_.mono(), table.rowHeight_),
      palette_(table.theme_.palette()),
      shown_(table.shownColumns()) {
  painter_.setFont(table.theme_.mono());
}

void FlowTablePainter::paint() {
  painter_.fillRect(table_.viewport()->rect(), palette_.background);
  const std::uint32_t count = table_.rowCount();
  if (count == 0) {
    emptyText();
    return;
  }
  const std::uint64_t first = table_.firstVisible();
  for (int i = 0; i < table_.visibleRows(); ++i) {
    const std::uint64_t r = first + static_cast<unsigned>(i);
    if (r >= count) break;
    row(static_cast<std::uint32_t>(r), i * table_.rowHeight_);
  }
}

void FlowTablePainter::emptyText() {
  if (!table_.document_.isOpen()) return;
  QString text;
  if (table_.query_.filters() && table_.known_ > 0)
    text = table_.isOrdering() ? tr("Looking…") : tr("No conversation matches.");
  else
    text = table_.document_.isLoading()
               ? table_.document_.live() ? tr("No conversations yet.") : tr("Reading the file…")
               : tr("There are no conversations here: only TCP and UDP packets belong to one.");
  painter_.setFont(QApplication::font());
  painter_.setPen(palette_.muted);
  painter_.drawText(table_.viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void FlowTablePainter::row(std::uint32_t r, int y) {
  const QRect box(0, y, table_.viewport()->width(), table_.rowHeight_);
  const bool selected = table_.selection_ && table_.selection_->has(r);
  if (selected)
    painter_.fillRect(box, palette_.selection);
  else if (r % 2 == 1)
    painter_.fillRect(box, palette_.alternate);
  sign(table_.cached(r).summary, y, selected);
  const int left = table_.leftMargin();
  painter_.setClipRect(left, y, box.width() - left, table_.rowHeight_);
  for (const int logical : shown_) {
    const int x = left + table_.header_->sectionViewportPosition(logical), width = table_.header_->sectionSize(logical);
    if (x + width > left && x < box.width())
      cell(r, static_cast<FlowColumn>(logical), QRect(x, y, width, table_.rowHeight_), selected);
  }
  painter_.setClipping(false);
  if (table_.current_ == r && table_.hasFocus()) {
    painter_.setPen(QPen(palette_.dark ? palette_.text : palette_.server, 2));
    painter_.drawRect(box.adjusted(1, 1, -1, -1));
  }
}

void FlowTablePainter::cell(std::uint32_t r, FlowColumn column, const QRect& box, bool selected) {
  const auto& row = table_.cached(r);
  if (column == FlowColumn::activity) {
    activity(row.summary, box, selected);
    return;
  }
  painter_.setPen(selected ? palette_.selectionText : inkOf(row.summary, column));
  cells_.draw(row.cells[static_cast<std::size_t>(column)], box, alignedRight(column));
}

RowSign signOf(const FlowSummary& f) noexcept {
  for (const FlowColumn c : {FlowColumn::opening, FlowColumn::closing})
    if (tintOf(f, c) == Tint::loss) return RowSign::reset;
  if (tintOf(f, FlowColumn::ecn) == Tint::ecn) return RowSign::congestion;
  return tintOf(f, FlowColumn::losses) == Tint::loss ? RowSign::trouble : RowSign::none;
}

QString signText(const FlowSummary& f) {
  switch (signOf(f)) {
    case RowSign::reset: return tr("Refused, not answered or broken off");
    case RowSign::congestion: return tr("Routers on the way were congested (CE)");
    case RowSign::trouble: return tr("Some packets were lost or sent again");
    default: return {};
  }
}

void FlowTablePainter::sign(const FlowSummary& flow, int y, bool selected) {
  const RowSign sign = signOf(flow);
  const auto shape = PacketListPainter::shapeOf(sign);
  if (!shape) return;
  const double side = table_.rowHeight_ * 0.62;
  const QColor& ink = selected ? palette_.selectionText : sign == RowSign::congestion ? palette_.ecn : palette_.loss;
  drawShape(painter_, *shape, QRectF(table_.rowHeight_ * 0.2, y + (table_.rowHeight_ - side) / 2, side, side), ink);
}

Tint tintOf(const FlowSummary& f, FlowColumn column) noexcept {
  if (f.transport != Transport::tcp) return Tint::none;
  switch (column) {
    case FlowColumn::opening:
      return f.tcp.opening == Opening::refused || f.tcp.opening == Opening::noAnswer ? Tint::loss : Tint::none;
    case FlowColumn::closing:
      return f.tcp.closing == Closing::reset || f.tcp.closing == Closing::resetAfterFin ? Tint::loss : Tint::none;
    case FlowColumn::losses: return lossesOf(f) > 0 ? Tint::loss : Tint::none;
    case FlowColumn::ecn: return congestionMarksOf(f) > 0 ? Tint::ecn : Tint::none;
    default: return Tint::none;
  }
}

const QColor& FlowTablePainter::inkOf(const FlowSummary& flow, FlowColumn column) const {
  const Tint tint = tintOf(flow, column);
  return tint == Tint::none ? palette_.text : palette_.signalOf(tint);
}

void FlowTablePainter::activity(const FlowSummary& flow, const QRect& box, bool selected) {
  const FlowActivity* a = table_.activities_.of(flow);
  if (a == nullptr) return;
  const std::uint32_t most = std::max(1u, *std::max_element(a->packets.begin(), a->packets.end()));
  const QRectF area = QRectF(box).adjusted(CellPainter::kPadding, 3, -CellPainter::kPadding, -3);
  const double width = std::min(area.width() / FlowActivity::kBuckets, area.height() * 0.6);
  if (width < 1) return;
  const QColor& ink = selected ? palette_.selectionText : a->estimated ? palette_.muted : palette_.client;
  painter_.fillRect(QRectF(area.left(), area.bottom(), width * FlowActivity::kBuckets, 1), palette_.rule);
  for (std::size_t i = 0; i < FlowActivity::kBuckets; ++i) {
    if (a->packets[i] == 0) continue;
    const double height = std::max(2.0, area.height() * a->packets[i] / most);
    painter_.fillRect(QRectF(area.left() + width * static_cast<double>(i), area.bottom() - height,
                             std::max(1.0, width - 1), height),
                      ink);
  }
}

}  // namespace pw::ui
