#include "ui/packetlist/packet_list_painter.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <algorithm>

#include "ui/filter/shown_packets.h"
#include "ui/packetlist/column_model.h"

namespace pw::ui {

namespace {

constexpr int kEvidenceWidth = 4;

QString tr(const char* text) { return QCoreApplication::translate("pw::ui::PacketListView", text); }

}  // namespace

PacketListPainter::PacketListPainter(PacketListView& view)
    : view_(view),
      painter_(view.viewport()),
      cells_(painter_, view.theme_.mono(), view.rowHeight_),
      palette_(view.theme_.palette()),
      shown_(view.shownColumns()) {
  painter_.setFont(view.theme_.mono());
}

std::optional<Shape> PacketListPainter::shapeOf(RowSign sign) {
  switch (sign) {
    case RowSign::opening: return Shape::circle;
    case RowSign::closing: return Shape::square;
    case RowSign::congestion: return Shape::diamond;
    case RowSign::echo: return Shape::triangleUp;
    case RowSign::reduced: return Shape::triangleDown;
    case RowSign::again: return Shape::reload;
    case RowSign::trouble: return Shape::ring;
    case RowSign::reset: return Shape::cross;
    case RowSign::broken: return Shape::exclamation;
    case RowSign::cut: return Shape::cut;
    case RowSign::none: break;
  }
  return std::nullopt;
}

QString PacketListPainter::signText(RowSign sign) {
  switch (sign) {
    case RowSign::opening: return tr("A step of opening the connection");
    case RowSign::closing: return tr("A step of closing the connection");
    case RowSign::congestion: return tr("CE: a router on the way marked this packet because it is congested");
    case RowSign::echo: return tr("ECE: the receiver tells the sender about congestion");
    case RowSign::reduced: return tr("CWR: the sender says that it has slowed down");
    case RowSign::again: return tr("Sent again: these bytes were sent before");
    case RowSign::trouble: return tr("Something is missing, late, or has to wait");
    case RowSign::reset: return tr("RST: the connection was refused or broken off");
    case RowSign::broken: return tr("Malformed: some bytes break the rules of their protocol");
    case RowSign::cut: return tr("The capture kept only the beginning of this packet");
    case RowSign::none: break;
  }
  return {};
}

void PacketListPainter::paint() {
  const QRect area = view_.viewport()->rect();
  painter_.fillRect(area, palette_.background);
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

void PacketListPainter::emptyText() {
  if (!view_.document_.isOpen()) return;
  painter_.setFont(QApplication::font());
  painter_.setPen(palette_.muted);
  const QRect box = view_.viewport()->rect().adjusted(16, 0, -16, 0);
  painter_.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, emptyWords());
}

QString PacketListPainter::emptyWords() const {
  const ShownPackets& shown = view_.shown_;
  const CaptureDocument& d = view_.document_;
  if (d.rows() == 0 && d.live())
    return d.isCapturing()
               ? tr("Listening on %1: nothing yet. Open a page, or let some program use the network.").arg(d.name())
               : tr("Nothing was captured.");
  if (d.rows() == 0) return d.isLoading() ? tr("Reading the file…") : tr("This file holds no packets.");
  if (d.isCapturing()) return tr("No packet passes the filter so far.");
  if (shown.isRunning()) return tr("Looking for packets that pass the filter…");
  const QString count = QCoreApplication::translate("pw::ui::MainWindow", "%Ln packets", nullptr,
                                                    static_cast<int>(d.rows()));
  return shown.isStopped() ? tr("Stopped before any packet passed the filter.")
                           : tr("No packet passes the filter. Hidden: %1").arg(count);
}

void PacketListPainter::row(std::uint32_t r, int y) {
  const std::uint32_t packet = view_.packetAt(r);
  const FormattedRow& formatted = view_.formatter_.row(packet);
  const QRect box(0, y, view_.viewport()->width(), view_.rowHeight_);
  const bool selected = view_.selection_ && r >= view_.selection_->first && r <= view_.selection_->last;
  const bool coloured = formatted.colours && !selected;
  const QColor& ink = selected ? palette_.selectionText : coloured ? formatted.colours->text : palette_.text;
  const QColor& signal = selected || coloured ? ink : palette_.signalOf(formatted.tint);
  if (selected)
    painter_.fillRect(box, palette_.selection);
  else if (coloured)
    painter_.fillRect(box, formatted.colours->background);
  else if (formatted.tint != Tint::none)
    painter_.fillRect(box, palette_.of(formatted.tint));
  else if (r % 2 == 1)
    painter_.fillRect(box, palette_.alternate);
  gutter(formatted, packet, y, signal);
  if (std::binary_search(view_.evidence_.begin(), view_.evidence_.end(), packet))
    painter_.fillRect(0, y, kEvidenceWidth, view_.rowHeight_, selected ? ink : palette_.key);

  const int left = view_.leftMargin();
  painter_.setClipRect(left, y, box.width() - left, view_.rowHeight_);
  for (const int logical : shown_) {
    const int x = left + view_.header_->sectionViewportPosition(logical);
    const int width = view_.header_->sectionSize(logical);
    if (x + width <= left || x >= box.width()) continue;
    const auto i = static_cast<std::size_t>(logical);
    const Column& column = view_.columns_->columns()[i];
    painter_.setPen(column.kind == ColumnKind::what ? signal : ink);
    cells_.draw(formatted.cells[i], QRect(x, y, width, view_.rowHeight_), column.alignRight());
  }
  painter_.setClipping(false);
  if (view_.current_ == r && view_.hasFocus()) {
    painter_.setPen(QPen(palette_.dark ? palette_.text : palette_.server, 2));
    painter_.drawRect(box.adjusted(1, 1, -1, -1));
  }
}

void PacketListPainter::gutter(const FormattedRow& formatted, std::uint32_t packet, int y, const QColor& ink) {
  const double side = view_.rowHeight_ * 0.62, top = y + (view_.rowHeight_ - side) / 2;
  double x = view_.rowHeight_ * 0.2;
  const auto slot = [&](bool exists, bool shown, Shape shape, const QColor& colour) {
    if (!exists) return;
    if (shown) drawShape(painter_, shape, QRectF(x, top, side, side), colour);
    x += view_.rowHeight_ * 0.75;
  };
  const bool selected = ink == palette_.selectionText;
  slot(!view_.document_.marks().empty(), view_.document_.marks().has(packet), Shape::bookmark,
       selected ? ink : palette_.key);
  slot(view_.anyComments_, formatted.hasComment, Shape::bubble, selected ? ink : palette_.sealed);
  const auto shape = shapeOf(formatted.sign);
  slot(true, shape.has_value(), shape.value_or(Shape::circle), ink);
}

}  // namespace pw::ui
