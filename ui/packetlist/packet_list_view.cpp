#include "ui/packetlist/packet_list_view.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <algorithm>
#include <climits>

#include "ui/filter/shown_packets.h"
#include "ui/packetlist/column_model.h"
#include "ui/packetlist/mini_map.h"
#include "ui/packetlist/packet_list_painter.h"

namespace pw::ui {

PacketListView::PacketListView(CaptureDocument& document, ShownPackets& shown, const Theme& theme, QWidget* parent)
    : RowView(theme, new MiniMapScrollBar(shown), parent), document_(document), shown_(shown), formatter_(document) {
  bar_ = static_cast<MiniMapScrollBar*>(verticalScrollBar());
  columns_ = new ColumnModel(this);
  setHeaderModel(columns_);

  connect(header_, &QHeaderView::sectionResized, this, &PacketListView::columnsTouched);
  connect(header_, &QHeaderView::sectionMoved, this, &PacketListView::columnsTouched);
  connect(header_, &QHeaderView::sectionHandleDoubleClicked, this, &PacketListView::fitColumn);
  connect(&document_, &CaptureDocument::opened, this, &PacketListView::onOpened);
  connect(&shown_, &ShownPackets::replaced, this, &PacketListView::onReplaced);
  connect(&shown_, &ShownPackets::grew, this, &PacketListView::onGrew);
  connect(&shown_, &ShownPackets::ended, this, &PacketListView::findPlace);
  connect(this, &RowView::currentChanged, this, &PacketListView::onCurrent);
  connect(&document_, &CaptureDocument::loaded, this, &PacketListView::onAnnotations);
  connect(&document_, &CaptureDocument::loaded, this, [this] { noteFollowing(false); });
  connect(bar_, &QScrollBar::valueChanged, this, &PacketListView::onScrolled);
  connect(&document_, &CaptureDocument::closed, this, &PacketListView::onClosed);
  connect(&document_, &CaptureDocument::annotationsChanged, this, &PacketListView::onAnnotations);
  const auto colours = [this] {
    bar_->setColours(theme_.palette());
    formatter_.colouring().setDark(theme_.palette().dark);
    formatter_.invalidate();
    restyle();
  };
  connect(&theme_, &Theme::changed, this, colours);
  colours();
  resetColumns();
}

PacketListView::~PacketListView() = default;

std::uint32_t PacketListView::rowCount() const noexcept {
  return document_.isOpen() ? std::min<std::uint32_t>(shown_.count(), INT_MAX) : 0;
}

std::uint32_t PacketListView::packetAt(std::uint32_t row) const noexcept { return shown_.packetAt(row); }

std::vector<std::uint32_t> PacketListView::selectedPackets() const {
  return selection_ ? shown_.packets(selection_->first, selection_->last) : std::vector<std::uint32_t>{};
}

bool PacketListView::setPacket(std::uint32_t packet, Scroll scroll) {
  if (!document_.isOpen() || packet >= document_.rows()) return false;
  wanted_ = packet;
  placing_ = false;
  if (const auto row = shown_.rowOf(packet)) {
    setCurrent(*row, false, scroll);
    return true;
  }
  dropSelection();
  if (const auto near = shown_.nearestRow(packet)) ensureVisible(*near, scroll);
  viewport()->update();
  choose(packet);
  return false;
}

void PacketListView::choose(std::optional<std::uint32_t> packet) {
  if (packet == packet_) return;
  packet_ = packet;
  Q_EMIT packetChanged(packet);
}

void PacketListView::onCurrent(std::optional<std::uint32_t> row) {
  const std::optional<std::uint32_t> packet = row ? std::optional{packetAt(*row)} : std::nullopt;
  if (!moving_) {
    wanted_ = packet;
    placing_ = false;
  }
  choose(packet);
}

/// The packet that was chosen is looked for among the rows; the nearest one stands in where it is hidden.
void PacketListView::findPlace() {
  if (!placing_ || !wanted_) return;
  if (shown_.tested() <= *wanted_ && !shown_.isStopped()) return;
  const auto row = shown_.rowOf(*wanted_);
  // The nearest may still come behind it.
  const bool settled = row || !shown_.isRunning() || (shown_.count() > 0 && packetAt(shown_.count() - 1) > *wanted_);
  if (!settled) return;
  placing_ = false;
  moving_ = true;
  dropSelection();
  // A list that goes along stays at its end.
  if (const auto near = shown_.nearestRow(*wanted_))
    setCurrent(*near, false, following_ ? Scroll::none : Scroll::centre);
  else choose(std::nullopt);
  moving_ = false;
}

void PacketListView::onReplaced() {
  bar_->restart();
  if (!document_.isOpen()) return;
  dropSelection();
  growing_ = true;  // nobody scrolls here
  bar_->setValue(0);
  placing_ = wanted_.has_value();
  onGrew();
}

void PacketListView::setTimeFormat(TimeFormat format) {
  formatter_.setTimeFormat(format);
  widenTimeColumn();
  viewport()->update();
}

void PacketListView::repaintRows() {
  formatter_.invalidate();
  viewport()->update();
}

void PacketListView::setColourRules(std::vector<ColourRule> rules) {
  formatter_.colouring().setRules(std::move(rules));
  repaintRows();
}

void PacketListView::setColouring(bool on) {
  formatter_.colouring().setEnabled(on);
  repaintRows();
}

void PacketListView::colourConversation(FlowId flow, int number) {
  formatter_.colouring().colourConversation(flow, number);
  repaintRows();
}

void PacketListView::resetConversationColours() {
  formatter_.colouring().resetConversations();
  repaintRows();
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
  formatter_.colouring().resetConversations();
  formatter_.invalidate();
  dropSelection();
  packet_.reset();  // of another capture
  wanted_.reset();
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

void PacketListView::onGrew() {
  const std::uint32_t rows = rowCount();
  bar_->setRows(rows);
  growing_ = true;
  relayout();
  findPlace();
  const bool first = !wanted_ && !current_ && rows != 0;
  if (first) setCurrent(0, false, following_ ? Scroll::none : Scroll::nearest);
  if (following_) bar_->setValue(bar_->maximum());
  growing_ = false;
  if (!first) return;
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
  packet_.reset();
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

// A letter that is no key of the list begins a filter.
void PacketListView::keyPressEvent(QKeyEvent* event) {
  const QString text = event->text();
  const bool letter = !text.isEmpty() && text[0].isPrint() && !text[0].isSpace();
  const bool command = (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0;
  if (letter && !command && document_.isOpen()) Q_EMIT typed(text);
  else RowView::keyPressEvent(event);
}

QString PacketListView::tipAt(std::uint32_t row, int column, const QPoint& at) {
  if (at.x() < leftMargin()) return PacketListPainter::signText(formatter_.row(packetAt(row)).sign);
  if (column < 0) return {};
  const QString text = formatter_.row(packetAt(row)).cells[static_cast<std::size_t>(column)];
  const int width = QFontMetrics(theme_.mono()).horizontalAdvance(text);
  return width + 2 * CellPainter::kPadding <= header_->sectionSize(column) ? QString() : text;
}

void PacketListView::paintEvent(QPaintEvent*) { PacketListPainter(*this).paint(); }

}  // namespace pw::ui
