#include "ui/follow/follow_view.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStandardItemModel>
#include <algorithm>
#include <cmath>

#include "ui/follow/follow_painter.h"
#include "ui/follow/follow_words.h"

namespace pw::ui {

namespace {

constexpr int kSoonMs = 60;    // keys held down pass over many packets; sizes change pixel by pixel
constexpr int kAgainMs = 500;  // between two looks at a conversation that grows
constexpr unsigned kMinColumns = 8, kMaxColumns = 1000;
constexpr unsigned kHexBytes = 16, kFewHexBytes = 8;

}  // namespace

FollowView::FollowView(CaptureDocument& document, SelectedPacket& packet, const Theme& theme, QWidget* parent)
    : RowView(theme, nullptr, parent), document_(document), packet_(packet), job_(document) {
  setHeaderModel(new QStandardItemModel(0, 1, this));
  hideHeader();
  viewport()->setCursor(Qt::IBeamCursor);
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMs);
  again_.setSingleShot(true);
  again_.setInterval(kAgainMs);
  connect(&soon_, &QTimer::timeout, this, &FollowView::work);
  connect(&again_, &QTimer::timeout, this, &FollowView::onRows);
  connect(&packet_, &SelectedPacket::packetChanged, this, &FollowView::onPacket);
  connect(&document_, &CaptureDocument::rowsChanged, this, [this] {
    if (!again_.isActive()) again_.start();
  });
  connect(&document_, &CaptureDocument::loaded, this, &FollowView::onRows);
  connect(&document_, &CaptureDocument::opened, this, &FollowView::reset);
  connect(&document_, &CaptureDocument::closed, this, &FollowView::reset);
  connect(&job_, &FollowJob::ready, this, &FollowView::take);
  connect(&theme_, &Theme::changed, this, &FollowView::restyleCells);
  connect(this, &RowView::currentChanged, this, [this](std::optional<std::uint32_t> row) {
    if (quiet_ || !row || !page_) return;
    quiet_ = true;  // the rows stay where they are
    Q_EMIT packetChosen((*page_->stream)[rowAtIndex(*row).from.chunk].packet.value);
    quiet_ = false;
  });
  restyleCells();
}

FollowView::~FollowView() = default;

void FollowView::reset() {
  job_.cancel();
  soon_.stop();
  again_.stop();
  page_.reset();
  reader_.reset();
  session_.reset();
  rows_.clear();
  found_.reset();
  flow_ = FlowId{};
  dropSelection();
  verticalScrollBar()->setValue(0);
  relayout();
  Q_EMIT changed();
}

void FollowView::restyleCells() {
  const QFontMetricsF metrics(theme_.mono());
  cell_ = metrics.horizontalAdvance(QLatin1Char('0'));
  const double words = std::max(metrics.horizontalAdvance(followSide(0)), metrics.horizontalAdvance(followSide(1)));
  restyle();
  sideWidth_ = FollowPainter::wordLeft(rowHeight_) + static_cast<int>(std::ceil(words)) + 2 * CellPainter::kPadding;
  if (page_ && page_->look != look()) soon_.start();
}

FollowLook FollowView::look() const {
  FollowLook l;
  l.form = form_;
  const bool clientIsForward =
      !flow_.valid() || !document_.isOpen() || summarizeFlow(document_.trace(), flow_).clientIsForward;
  const bool client = sides_ != Sides::server, server = sides_ != Sides::client;
  l.forward = clientIsForward ? client : server;
  l.backward = clientIsForward ? server : client;
  const double room = (viewport()->width() - textLeft() - CellPainter::kPadding) / cell_;
  if (form_ == FollowForm::hex)
    l.columns = room >= FollowPainter::hexColumns(kHexBytes) ? kHexBytes : kFewHexBytes;
  else
    l.columns = std::clamp(static_cast<unsigned>(std::max(0.0, room)), kMinColumns, kMaxColumns);
  return l;
}

void FollowView::onPacket() {
  const auto packet = packet_.packet();
  const FlowId flow = document_.flowOf(packet);
  if (flow == flow_) {
    showPacket();
    viewport()->update();
    return;
  }
  job_.cancel();
  flow_ = flow;
  page_.reset();
  rows_.clear();
  found_.reset();
  quiet_ = true;
  dropSelection();
  quiet_ = false;
  verticalScrollBar()->setValue(0);
  if (flow_.valid()) soon_.start();
  relayout();
  Q_EMIT changed();
}

void FollowView::onRows() {
  if (!flow_.valid() || !document_.isOpen() || soon_.isActive()) return;
  if (job_.isRunning()) {
    again_.start();
    return;
  }
  if (page_ && page_->flow.last == summarizeFlow(document_.trace(), flow_).last) return;
  soon_.start();
}

void FollowView::work() {
  // Not while nobody looks: long conversations take a while.
  if (!looked_ || !flow_.valid() || !document_.isOpen()) return;
  job_.make(flow_, look(), page_);
  Q_EMIT changed();
}

void FollowView::setLooked(bool looked) {
  looked_ = looked;
  if (looked_ && flow_.valid()) soon_.start();
}

void FollowView::setForm(FollowForm form) {
  if (form == form_) return;
  form_ = form;
  found_.reset();
  if (flow_.valid()) soon_.start();
  Q_EMIT changed();
}

void FollowView::setSides(Sides sides) {
  if (sides == sides_) return;
  sides_ = sides;
  if (flow_.valid()) soon_.start();
  Q_EMIT changed();
}

void FollowView::take(const std::shared_ptr<const FollowPage>& page) {
  const bool isNew = !page_ || page_->flow.id != page->flow.id;
  const bool other = isNew || page_->look != page->look;
  std::optional<FollowPlace> top;
  if (!isNew && other && page_->stream->mode() == page->stream->mode() && rowCount() > 0)
    top = rowAtIndex(std::min(firstVisible(), rowCount() - 1)).from;
  if (session_ != document_.session()) {
    session_ = document_.session();
    reader_ = std::make_unique<ChunkReader>(session_->trace(), document_.registry());
  }
  page_ = page;
  rows_.clear();
  if (other) {
    quiet_ = true;
    dropSelection();
    quiet_ = false;
  }
  relayout();
  if (top)
    if (const auto row = rowOf(*top)) setFirstVisible(*row);
  if (other && !top) showPacket();
  viewport()->update();
  Q_EMIT changed();
  if (page_->look != look()) soon_.start();
}

/// Brings what the selected packet carried into view.
void FollowView::showPacket() {
  const auto packet = packet_.packet();
  if (!packet || !page_ || quiet_) return;
  const std::size_t chunk = page_->stream->chunkOf(PacketId{*packet});
  if (chunk >= page_->stream->size()) return;
  const auto row = rowOf({static_cast<std::uint32_t>(chunk), 0});
  if (row) ensureVisible(*row, Scroll::centre);
}

const FollowRow& FollowView::rowAtIndex(std::uint32_t row) {
  if (row >= rowsFrom_ && row - rowsFrom_ < rows_.size()) return rows_[row - rowsFrom_];
  const auto count = static_cast<std::uint32_t>(std::max(1, visibleRows()));
  const std::uint32_t first = firstVisible();
  const std::uint32_t from = row >= first && row - first < count ? first : row;
  auto [place, at] = page_->index.before(from);
  FollowRowMaker maker{*page_->stream, *reader_, page_->look};
  maker.seek(place);
  while (at < from && maker.next(nullptr)) ++at;
  rows_.clear();
  rowsFrom_ = from;
  for (std::uint32_t i = 0; i <= count; ++i) {
    FollowRow r;
    if (!maker.next(&r)) break;
    rows_.push_back(std::move(r));
  }
  if (rows_.size() <= row - from) rows_.resize(row - from + 1);
  return rows_[row - from];
}

std::optional<std::uint32_t> FollowView::rowOf(FollowPlace wanted) {
  if (!page_ || rowCount() == 0) return std::nullopt;
  auto [place, row] = page_->index.before(wanted);
  FollowRowMaker maker{*page_->stream, *reader_, page_->look};
  maker.seek(place);
  for (; maker.next(nullptr); ++row) {
    const FollowPlace next = maker.here();
    if (next > wanted) return std::min(row, rowCount() - 1);
  }
  return std::nullopt;
}

std::optional<FollowPlace> FollowView::placeAt(const QPoint& at) {
  const auto row = rowAt(at);
  if (!row || !page_) return std::nullopt;
  const FollowRow& r = rowAtIndex(*row);
  const int column = static_cast<int>((at.x() - textLeft()) / cell_);
  if (!r.bytes.empty()) {
    const auto byte = FollowPainter::byteAt(column, page_->look.columns);
    const std::uint32_t last = static_cast<std::uint32_t>(r.bytes.size()) - 1;
    return FollowPlace{r.from.chunk, r.from.at + std::min(byte.value_or(0), last)};
  }
  int x = 0;
  for (const FollowCell& c : r.cells) {
    x += c.width;
    if (column < x) return c.place;
  }
  return r.cells.empty() ? r.from : r.cells.back().place;
}

std::optional<PacketId> FollowView::packetAt(const QPoint& at) {
  const auto place = placeAt(at);
  return place ? std::optional{(*page_->stream)[place->chunk].packet} : std::nullopt;
}

bool FollowView::isFound(FollowPlace p) const noexcept {
  if (!found_) return false;
  if (p.chunk == found_->chunk) return p.at >= found_->at && p.at - found_->at < foundLength_;
  // A find that one packet begins may end in later ones.
  std::uint64_t passed = 0;
  for (std::uint32_t i = found_->chunk; i < p.chunk && i < page_->stream->size() && passed < foundLength_ + found_->at;
       ++i)
    if ((*page_->stream)[i].direction == (*page_->stream)[found_->chunk].direction)
      passed += (*page_->stream)[i].length;
  return p > *found_ && passed + p.at < std::uint64_t{found_->at} + foundLength_;
}

void FollowView::showFound(FollowPlace place, std::uint32_t length) {
  found_ = place;
  foundLength_ = length;
  if (const auto row = rowOf(place)) setCurrent(*row, false, Scroll::centre);
  viewport()->update();
}

void FollowView::clearFound() {
  found_.reset();
  viewport()->update();
}

FollowPlace FollowView::searchFrom(bool forward) const {
  if (found_) return forward ? FollowPlace{found_->chunk, found_->at + 1} : *found_;
  return forward || !page_ ? FollowPlace{} : FollowPlace{static_cast<std::uint32_t>(page_->stream->size()), 0};
}

QString FollowView::rowText(std::uint32_t row) {
  if (row >= rowCount()) return {};
  const FollowRow& r = rowAtIndex(row);
  const FollowChunk& c = (*page_->stream)[r.from.chunk];
  if (r.note) return QStringLiteral("[%1]").arg(followNote(c, reader_->name(c), reader_->read(c)));
  if (!r.bytes.empty()) return FollowPainter::hexText(r, c, page_->look.columns);
  std::u32string text;
  for (const FollowCell& cell : r.cells) text.append(cell.character == U' ' ? cell.width : 1u, cell.character);
  return QString::fromStdU32String(text);
}

QString FollowView::sentence(std::uint32_t row) {
  const FollowRow& r = rowAtIndex(row);
  const FollowChunk& c = (*page_->stream)[r.from.chunk];
  const QString side = followSide(page_->sideOf(c));
  return tr("%1, packet %2: %3").arg(side).arg(std::uint64_t{c.packet.value} + 1).arg(rowText(row));
}

QString FollowView::selectionText() {
  QString out;
  if (!selection_) return out;
  const std::uint32_t n = std::min(selection_->count(), kMaxCopied);
  for (std::uint32_t i = 0; i < n; ++i) out += rowText(selection_->first + i) + QLatin1Char('\n');
  return out;
}

QString FollowView::tipAt(std::uint32_t row, int, const QPoint& at) {
  const auto packet = packetAt(at);
  if (!packet) return {};
  const FollowChunk& c = (*page_->stream)[rowAtIndex(row).from.chunk];
  return tr("%1, packet %2").arg(followSide(page_->sideOf(c))).arg(std::uint64_t{packet->value} + 1);
}

// A row may hold what several packets carried: the one that was clicked counts.
void FollowView::mousePressEvent(QMouseEvent* event) {
  quiet_ = true;
  RowView::mousePressEvent(event);
  if (event->button() == Qt::LeftButton && (event->modifiers() & Qt::ShiftModifier) == 0)
    if (const auto packet = packetAt(event->position().toPoint())) Q_EMIT packetChosen(packet->value);
  quiet_ = false;
}

void FollowView::mouseMoveEvent(QMouseEvent* event) {
  quiet_ = true;
  RowView::mouseMoveEvent(event);
  quiet_ = false;
}

void FollowView::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    QApplication::clipboard()->setText(selectionText());
    return;
  }
  quiet_ = (event->modifiers() & Qt::ShiftModifier) != 0;  // rows are being selected
  RowView::keyPressEvent(event);
  quiet_ = false;
}

void FollowView::resizeEvent(QResizeEvent* event) {
  RowView::resizeEvent(event);
  if (rows_.size() <= static_cast<std::size_t>(visibleRows())) rows_.clear();
  if (page_ && page_->look != look()) soon_.start();
}

void FollowView::changeEvent(QEvent* event) {
  RowView::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) restyleCells();
}

void FollowView::paintEvent(QPaintEvent*) { FollowPainter(*this).paint(); }

}  // namespace pw::ui
