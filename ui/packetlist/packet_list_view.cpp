#include "ui/packetlist/packet_list_view.h"

#include <QEvent>
#include <QHeaderView>
#include <algorithm>
#include <climits>

#include "ui/packetlist/column_model.h"
#include "ui/packetlist/mini_map.h"
#include "ui/packetlist/packet_list_painter.h"

namespace pw::ui {

PacketListView::PacketListView(CaptureDocument& document, const Theme& theme, QWidget* parent)
    : RowView(theme, new MiniMapScrollBar, parent), document_(document), formatter_(document) {
  bar_ = static_cast<MiniMapScrollBar*>(verticalScrollBar());
  columns_ = new ColumnModel(this);
  setHeaderModel(columns_);

  connect(header_, &QHeaderView::sectionResized, this, &PacketListView::columnsTouched);
  connect(header_, &QHeaderView::sectionMoved, this, &PacketListView::columnsTouched);
  connect(header_, &QHeaderView::sectionHandleDoubleClicked, this, &PacketListView::fitColumn);
  connect(&document_, &CaptureDocument::opened, this, &PacketListView::onOpened);
  connect(&document_, &CaptureDocument::rowsChanged, this, &PacketListView::onRows);
  connect(&document_, &CaptureDocument::loaded, this, &PacketListView::onAnnotations);
  connect(&document_, &CaptureDocument::loaded, this, [this] { noteFollowing(false); });
  connect(bar_, &QScrollBar::valueChanged, this, &PacketListView::onScrolled);
  connect(&document_, &CaptureDocument::closed, this, &PacketListView::onClosed);
  connect(&document_, &CaptureDocument::annotationsChanged, this, &PacketListView::onAnnotations);
  const auto colours = [this] {
    bar_->setColours(theme_.palette());
    restyle();
  };
  connect(&theme_, &Theme::changed, this, colours);
  colours();
  resetColumns();
}

PacketListView::~PacketListView() = default;

std::uint32_t PacketListView::rowCount() const noexcept {
  return document_.isOpen() ? std::min<std::uint32_t>(document_.rows(), INT_MAX) : 0;
}

void PacketListView::setTimeFormat(TimeFormat format) {
  formatter_.setTimeFormat(format);
  widenTimeColumn();
  viewport()->update();
}

void PacketListView::setEvidence(std::vector<std::uint32_t> packets) {
  if (packets == evidence_) return;
  evidence_ = std::move(packets);
  viewport()->update();
}

void PacketListView::setPasswords(const MarkSet& packets) {
  if (packets.count() == formatter_.passwords().count()) return;  // of one capture the set only grows
  formatter_.setPasswords(packets);
  viewport()->update();
}

void PacketListView::onOpened() {
  formatter_.invalidate();
  dropSelection();
  evidence_.clear();
  anyComments_ = false;
  bar_->setTrace(&document_.trace());
  growing_ = true;
  relayout();
  bar_->setValue(0);
  growing_ = false;
  noteFollowing(document_.live() != nullptr);
}

void PacketListView::setFollowing(bool on) {
  noteFollowing(on && document_.live() && document_.isLoading());
  if (following_) bar_->setValue(bar_->maximum());
}

void PacketListView::onScrolled(int value) {
  if (growing_ || !document_.live() || !document_.isLoading()) return;
  noteFollowing(value == bar_->maximum());
}

void PacketListView::noteFollowing(bool on) {
  if (on == following_) return;
  following_ = on;
  Q_EMIT followingChanged(on);
}

void PacketListView::onRows(std::uint32_t rows) {
  const bool first = !current_ && rows > 0;
  bar_->setRows(rows);
  growing_ = true;
  relayout();
  if (following_) bar_->setValue(bar_->maximum());
  growing_ = false;
  if (!first) return;
  setCurrent(0, false, following_ ? Scroll::none : Scroll::nearest);
  widenTimeColumn();
}

void PacketListView::onClosed() {
  formatter_.invalidate();
  bar_->setTrace(nullptr);
  evidence_.clear();
  dropSelection();
  growing_ = true;
  relayout();
  growing_ = false;
  noteFollowing(false);
  Q_EMIT currentChanged(std::nullopt);
}

void PacketListView::onAnnotations() {
  formatter_.invalidate();
  anyComments_ = document_.isOpen() && !document_.trace().commented().empty();
  relayout();
}

int PacketListView::leftMargin() const {
  int width = rowHeight_;
  if (!document_.marks().empty()) width += rowHeight_ * 3 / 4;
  if (anyComments_) width += rowHeight_ * 3 / 4;
  return width;
}

void PacketListView::changeEvent(QEvent* event) {
  RowView::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  columns_->retitle();
  formatter_.invalidate();
  relayout();
}

QString PacketListView::tipAt(std::uint32_t row, int column, const QPoint& at) {
  if (at.x() < leftMargin()) return PacketListPainter::signText(formatter_.row(row).sign);
  if (column < 0) return {};
  const QString text = formatter_.row(row).cells[static_cast<std::size_t>(column)];
  const int width = QFontMetrics(theme_.mono()).horizontalAdvance(text);
  return width + 2 * CellPainter::kPadding <= header_->sectionSize(column) ? QString() : text;
}

void PacketListView::paintEvent(QPaintEvent*) { PacketListPainter(*this).paint(); }

}  // namespace pw::ui
