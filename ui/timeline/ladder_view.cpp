#include "ui/timeline/ladder_view.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/timeline/ladder_accessible.h"
#include "ui/timeline/ladder_overview.h"

namespace pw::ui {

namespace {

constexpr std::size_t kAtOnce = 100'000;  // packets whose rows are worked out without another thread
constexpr double kLargestContent = 1e9;   // pixels: scroll bars count in int
constexpr double kMostZoom = 5;           // times the normal height of a row

}  // namespace

LadderView::LadderView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent),
      theme_(theme),
      look_(theme.palette(), theme.mono(), QApplication::font()),
      overview_(new LadderOverview(this)) {
  installLadderAccessibility();
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  setViewportMargins(0, 0, LadderOverview::kWidth, 0);
  viewport()->setMouseTracking(true);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumWidth(240);
  row_ = look_.normalRow;
  connect(&theme_, &Theme::changed, this, &LadderView::restyle);
  connect(overview_, &LadderOverview::asked, this, [this](double share) {
    if (!ready()) return;
    verticalScrollBar()->setValue(static_cast<int>(share * index_->rows() * row_ - bodyHeight() / 2));
  });
  restyle();
}

LadderView::~LadderView() = default;

void LadderView::restyle() {
  const double times = row_ / look_.normalRow;
  look_ = LadderLook(theme_.palette(), theme_.mono(), QApplication::font());
  row_ = times * look_.normalRow;
  overview_->setColours(theme_.palette());
  updateBars();
  viewport()->update();
}

void LadderView::setLanguage(Language language) {
  language_ = language;
  words_ = model_ ? std::make_unique<LadderWords>(*model_, language_) : nullptr;
  viewport()->update();
}

void LadderView::setModel(std::shared_ptr<const LadderModel> model,
                          std::shared_ptr<const LadderIndex> index) {
  const bool same = model_ && model && model_->session == model->session &&
                    model_->conversation->summary().id == model->conversation->summary().id;
  indexJob_.cancel();
  model_ = std::move(model);
  words_ = model_ ? std::make_unique<LadderWords>(*model_, language_) : nullptr;
  hovered_.reset();
  trip_ = {};
  drawn_.clear();
  if (!same) {
    current_.reset();
    anchor_ = 0;
    rowBeforeFit_.reset();
    row_ = look_.normalRow;
    options_.openRuns.clear();
    options_.closedEpisodes.clear();
    verticalScrollBar()->setValue(0);
    Q_EMIT rangeChanged();
  }
  if (!same) takeIndex(nullptr);
  if (!model_) return;
  if (index && index->options() == options_)
    takeIndex(std::move(index));
  else
    changeOptions(options_);
}

void LadderView::changeOptions(LadderOptions options) {
  options_ = std::move(options);
  if (!model_) return;
  if (model_->input->packets.size() <= kAtOnce) {
    takeIndex(LadderIndex::make(model_->input, options_));
    return;
  }
  auto made = std::make_shared<std::shared_ptr<const LadderIndex>>();
  indexJob_.start(
      0,
      [made, input = model_->input, wanted = options_](const std::stop_token& stop,
                                                       std::atomic<std::uint64_t>&) {
        *made = LadderIndex::make(input, wanted, stop);
      },
      [this, made] { takeIndex(*made); });
}

void LadderView::takeIndex(std::shared_ptr<const LadderIndex> index) {
  // The current packet, or else the first in sight, stays where it is.
  std::optional<std::uint32_t> kept;
  double y = 0;
  if (ready() && index) {
    const LadderWindow w = window();
    const std::size_t e = entryOfCurrent();
    y = index_->top(e) * row_ - w.top;
    kept = current_;
    if (!kept || y < 0 || y > w.height) {
      const std::size_t top = index_->entryAt(w.top / row_);
      kept = index_->entries()[top].first;
      y = index_->top(top) * row_ - w.top;
    }
  }
  index_ = std::move(index);
  overview_->setIndex(index_);
  updateBars();
  if (kept && ready())
    verticalScrollBar()->setValue(
        static_cast<int>(std::lround(index_->top(index_->entryOf(*kept)) * row_ - y)));
  viewport()->update();
}

void LadderView::setScale(LadderScale scale) {
  LadderOptions o = options_;
  o.scale = scale;
  changeOptions(std::move(o));
}

void LadderView::setFoldRuns(bool fold) {
  LadderOptions o = options_;
  o.foldRuns = fold;
  changeOptions(std::move(o));
}

void LadderView::toggle(std::size_t entry) {
  if (!ready() || entry >= index_->entries().size()) return;
  const LadderEntry& e = index_->entries()[entry];
  if (e.kind == EntryKind::packet) return;
  LadderOptions o = options_;
  auto& list = e.kind == EntryKind::head ? o.closedEpisodes : o.openRuns;
  const std::uint32_t key = e.kind == EntryKind::head ? e.episode : e.first;
  const auto at = std::lower_bound(list.begin(), list.end(), key);
  if (at != list.end() && *at == key)
    list.erase(at);
  else
    list.insert(at, key);
  changeOptions(std::move(o));
}

double LadderView::bodyHeight() const noexcept {
  return std::max(1.0, viewport()->height() - headerHeight());
}

LadderWindow LadderView::window() const {
  return {.top = static_cast<double>(verticalScrollBar()->value()),
          .height = bodyHeight(),
          .row = row_,
          .line = look_.line};
}

void LadderView::updateBars() {
  QScrollBar* bar = verticalScrollBar();
  if (!ready()) {
    bar->setRange(0, 0);
    overview_->setSight(0, 1);
    return;
  }
  row_ = std::min(row_, kLargestContent / std::max(1.0, index_->rows()));
  const double content = index_->rows() * row_ + 8;
  bar->setPageStep(static_cast<int>(bodyHeight()));
  bar->setSingleStep(std::max(8, static_cast<int>(std::min(row_, 60.0))));
  bar->setRange(0, static_cast<int>(std::max(0.0, std::ceil(content - bodyHeight()))));
  overview_->setSight(bar->value() / content, (bar->value() + bodyHeight()) / content);
}

void LadderView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  const QRect area = viewport()->geometry();
  const int header = static_cast<int>(headerHeight());
  overview_->setGeometry(area.right() + 1, area.top() + header, LadderOverview::kWidth,
                         std::max(0, area.height() - header));
  updateBars();
}

void LadderView::scrollContentsBy(int, int) {
  updateBars();
  viewport()->update();
}

void LadderView::zoom(double factor, double y) {
  if (!ready()) return;
  const double at = (verticalScrollBar()->value() + y) / row_;
  const double all = bodyHeight() / std::max(1.0, index_->rows());
  const double least = std::min(look_.normalRow, all);
  row_ = std::clamp(row_ * factor, least, look_.normalRow * kMostZoom);
  rowBeforeFit_.reset();
  updateBars();
  verticalScrollBar()->setValue(static_cast<int>(std::lround(at * row_ - y)));
  viewport()->update();
}

void LadderView::zoomBy(int steps) {
  const std::size_t e = ready() ? entryOfCurrent() : 0;
  const double y = ready() ? index_->top(e) * row_ - verticalScrollBar()->value() : 0;
  const bool seen = current_ && y >= 0 && y <= bodyHeight();
  zoom(std::pow(1.25, steps), seen ? y : bodyHeight() / 2);
}

void LadderView::fit() {
  if (!ready()) return;
  const double all = (bodyHeight() - 8) / std::max(1.0, index_->rows());
  if (rowBeforeFit_) {
    row_ = *rowBeforeFit_;
    rowBeforeFit_.reset();
    updateBars();
    if (current_) bringIntoSight(*current_);
  } else {
    const double before = row_;
    row_ = std::min(look_.normalRow, all);
    rowBeforeFit_ = before;
    updateBars();
  }
  viewport()->update();
}

std::size_t LadderView::entryOfCurrent() const { return current_ ? index_->entryOf(*current_) : 0; }

LadderView::Range LadderView::range() const noexcept {
  if (!current_ || anchor_ == *current_) return {};
  return {std::min(anchor_, *current_), std::max(anchor_, *current_)};
}

void LadderView::setCurrent(std::optional<std::uint32_t> item) {
  if (item && (!model_ || *item >= model_->input->packets.size())) item.reset();
  if (item == current_) return;
  current_ = item;
  anchor_ = item.value_or(0);
  if (item && ready()) bringIntoSight(*item);
  Q_EMIT rangeChanged();
  viewport()->update();
}

void LadderView::choose(std::uint32_t item, bool extend) {
  if (!model_ || item >= model_->input->packets.size()) return;
  const bool moved = current_ != item;
  current_ = item;
  if (!extend) anchor_ = item;
  bringIntoSight(item);
  Q_EMIT rangeChanged();
  viewport()->update();
  if (!moved) return;
  announce();
  Q_EMIT packetActivated(model_->conversation->items()[item].packet);
}

void LadderView::bringIntoSight(std::uint32_t item) {
  const std::size_t e = index_->entryOf(item);
  const double y = index_->top(e) * row_ - verticalScrollBar()->value();
  const double height = std::max(1.0, index_->body(e) * row_);
  if (y >= 0 && y + height <= bodyHeight()) return;
  const bool near = y > -3 * height && y < bodyHeight() + 3 * height;
  const double wanted = near ? (y < 0 ? 0 : bodyHeight() - height) : (bodyHeight() - height) / 2;
  verticalScrollBar()->setValue(static_cast<int>(std::lround(verticalScrollBar()->value() + y - wanted)));
}

QRect LadderView::rowRect(std::size_t entry) const {
  if (!ready() || entry >= index_->entries().size()) return {};
  const LadderWindow w = window();
  const double y = index_->top(entry) * row_ - w.top, height = std::max(1.0, index_->body(entry) * row_);
  if (y + height < 0 || y > w.height) return {};
  return QRectF(0, y + headerHeight(), viewport()->width(), height).toRect();
}

std::optional<std::size_t> LadderView::entryAt(const QPoint& p) const {
  const double y = p.y() - headerHeight();
  if (!ready() || y < 0 || p.y() >= viewport()->height()) return std::nullopt;
  if ((verticalScrollBar()->value() + y) / row_ >= index_->rows() + 1) return std::nullopt;
  return rowAt(*index_, window(), y);
}

std::vector<std::uint32_t> LadderView::visibleEntries() const {
  std::vector<std::uint32_t> out;
  for (const DrawItem& d : drawn_) {
    const bool row = d.kind == DrawKind::arrow || d.kind == DrawKind::fold || d.kind == DrawKind::head;
    if (row && d.y + d.height > 0 && d.y < bodyHeight()) out.push_back(d.entry);
  }
  return out;
}

QString LadderView::spoken(std::size_t entry) const {
  return words_ && ready() && entry < index_->entries().size() ? words_->spoken(*index_, entry) : QString();
}

void LadderView::announce() {
  if (!current_ || !ready() || !QAccessible::isActive()) return;
  const auto shown = visibleEntries();
  const auto at = std::find(shown.begin(), shown.end(), static_cast<std::uint32_t>(entryOfCurrent()));
  QAccessibleEvent event(this, QAccessible::Focus);
  if (at != shown.end()) event.setChild(static_cast<int>(at - shown.begin()));
  QAccessible::updateAccessibility(&event);
}

void LadderView::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
  announce();
}

void LadderView::focusOutEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

void LadderView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), look_.palette->background);
  drawn_.clear();
  if (!ready() || !words_) return;
  const LadderWindow w = window();
  const auto last = static_cast<std::uint32_t>(model_->input->packets.size()) - 1;
  const LadderColumns columns(viewport()->width(), look_, *words_, last, index_->hasEcn());
  drawn_ = pw::ui::layout(*index_, w);
  const Range selected = range();
  LadderPainter p(painter, *index_, *words_, look_, columns);
  painter.save();
  painter.setClipRect(QRectF(0, headerHeight(), viewport()->width(), w.height));
  painter.translate(0, headerHeight());
  p.body(drawn_, w,
         {.current = current_,
          .hovered = hovered_,
          .rangeFirst = selected.first,
          .rangeLast = selected.last,
          .sent = trip_.sent,
          .confirmed = trip_.confirmed,
          .focus = hasFocus()});
  painter.restore();
  const LadderEntry& top = index_->entries()[index_->entryAt(w.top / row_)];
  p.header(std::min(top.first, last));
}

bool LadderView::viewportEvent(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString tip = tipAt(help->pos());
  if (tip.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(help->globalPos(), tip, viewport());
  return true;
}

QString LadderView::tipAt(const QPoint& at) const {
  if (ready() && at.y() < headerHeight())
    return tr("Times are those of the capture. How steep an arrow is, is estimated.");
  const auto e = entryAt(at);
  if (!e || !words_) return {};
  const LadderEntry& entry = index_->entries()[*e];
  if (entry.kind == EntryKind::packet) return words_->tip(entry.first);
  return QStringLiteral("<p>%1</p>").arg(words_->spoken(*index_, *e).toHtmlEscaped());
}

}  // namespace pw::ui
