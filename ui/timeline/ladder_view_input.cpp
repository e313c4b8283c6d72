// The part of LadderView that listens to keys and mouse.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/timeline/ladder_view.h"

namespace pw::ui {

namespace {

constexpr std::uint32_t kNone = Conversation::kNone;
/// Packets that are looked at for the confirmation of the one under the mouse.
constexpr std::uint32_t kLookAhead = 4096;

}  // namespace

void LadderView::keyPressEvent(QKeyEvent* event) {
  if (!ready()) {
    QAbstractScrollArea::keyPressEvent(event);
    return;
  }
  const bool extend = (event->modifiers() & Qt::ShiftModifier) != 0;
  const int page = std::max(1, static_cast<int>(bodyHeight() / std::max(row_, 1.0)) - 1);
  switch (event->key()) {
    case Qt::Key_Up: step(-1, extend); break;
    case Qt::Key_Down: step(1, extend); break;
    case Qt::Key_PageUp: step(-page, extend); break;
    case Qt::Key_PageDown: step(page, extend); break;
    case Qt::Key_Home: choose(0, extend); break;
    case Qt::Key_End: choose(static_cast<std::uint32_t>(model_->input->packets.size()) - 1, extend); break;
    case Qt::Key_Period: stepEvent(true); break;
    case Qt::Key_Comma: stepEvent(false); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(1); break;
    case Qt::Key_Minus: zoomBy(-1); break;
    case Qt::Key_F: fit(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: toggle(entryOfCurrent()); break;
    case Qt::Key_Right: foldKey(true); break;
    case Qt::Key_Left: foldKey(false); break;
    case Qt::Key_Escape:
      hover(std::nullopt);
      if (current_) anchor_ = *current_;
      Q_EMIT rangeChanged();
      viewport()->update();
      break;
    default: QAbstractScrollArea::keyPressEvent(event); return;
  }
}

void LadderView::step(int rows, bool extend) {
  if (!current_) {
    choose(index_->entries()[index_->entryAt(verticalScrollBar()->value() / row_)].first, false);
    return;
  }
  const auto entries = index_->entries();
  std::size_t e = entryOfCurrent(), found = e;
  // Heads hold no packet and are passed over.
  for (int left = std::abs(rows); left > 0;) {
    if (rows < 0 ? e == 0 : e + 1 == entries.size()) break;
    rows < 0 ? --e : ++e;
    if (entries[e].count == 0) continue;
    found = e;
    --left;
  }
  choose(entries[found].first, extend);
}

void LadderView::stepEvent(bool forward) {
  const auto events = index_->events();
  if (events.empty()) return;
  if (!current_) {
    choose(events.front(), false);
    return;
  }
  const auto after = std::upper_bound(events.begin(), events.end(), *current_);
  const auto at = std::lower_bound(events.begin(), events.end(), *current_);
  if (forward && after != events.end()) choose(*after, false);
  if (!forward && at != events.begin()) choose(*(at - 1), false);
}

/// Right opens what is folded; left folds the run or the episode that the current packet is in.
void LadderView::foldKey(bool open) {
  const auto entries = index_->entries();
  std::size_t e = entryOfCurrent();
  const bool folded = entries[e].kind != EntryKind::packet;
  if (open || folded) {
    if (open && folded) toggle(e);
    return;
  }
  const std::uint32_t item = entries[e].first;
  while (e > 0) {
    const LadderEntry& above = entries[--e];
    const bool run = above.kind == EntryKind::openFold;
    const bool head = above.kind == EntryKind::head && above.count == 0;
    if (!run && !head) continue;
    const auto& input = *model_->input;
    const std::uint32_t last =
        run ? above.first + index_->packetsOf(above) - 1 : input.episodes[above.episode].last;
    if (last < item) continue;
    toggle(e);
    return;
  }
}

void LadderView::wheelEvent(QWheelEvent* event) {
  if ((event->modifiers() & Qt::ControlModifier) == 0) {
    QAbstractScrollArea::wheelEvent(event);
    return;
  }
  const double steps = event->angleDelta().y() / 120.0;
  zoom(std::pow(1.25, steps), event->position().y() - headerHeight());
  event->accept();
}

void LadderView::mousePressEvent(QMouseEvent* event) {
  const auto e = entryAt(event->position().toPoint());
  if (!e || event->button() != Qt::LeftButton) return;
  const LadderEntry& entry = index_->entries()[*e];
  if (entry.kind == EntryKind::head || entry.kind == EntryKind::openFold) {
    toggle(*e);
    return;
  }
  // Within a row of several the packet that is current stays so.
  const bool inside = current_ && *current_ >= entry.first && *current_ - entry.first < entry.count;
  choose(inside ? *current_ : entry.first, (event->modifiers() & Qt::ShiftModifier) != 0);
}

void LadderView::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto e = entryAt(event->position().toPoint());
  if (e && index_->entries()[*e].kind == EntryKind::fold) toggle(*e);
}

void LadderView::mouseMoveEvent(QMouseEvent* event) {
  const auto e = entryAt(event->position().toPoint());
  if (!e) {
    hover(std::nullopt);
    return;
  }
  const LadderEntry& entry = index_->entries()[*e];
  const bool drag = (event->buttons() & Qt::LeftButton) != 0 && current_;
  if (drag && entry.count != 0)
    choose(entry.first >= anchor_ ? entry.first + entry.count - 1 : entry.first, true);
  else
    hover(entry.count != 0 ? std::optional(entry.first) : std::nullopt);
}

void LadderView::leaveEvent(QEvent* event) {
  QAbstractScrollArea::leaveEvent(event);
  hover(std::nullopt);
}

void LadderView::hover(std::optional<std::uint32_t> item) {
  if (item == hovered_) return;
  hovered_ = item;
  trip_.sent = trip_.confirmed = kNone;
  viewport()->update();
  if (!item || index_->entries()[index_->entryOf(*item)].kind != EntryKind::packet) return;
  const auto items = model_->conversation->items();
  if (items[*item].acked < *item) {
    trip_.sent = items[*item].acked;
    trip_.confirmed = *item;
    return;
  }
  const auto end =
      static_cast<std::uint32_t>(std::min<std::size_t>(items.size(), std::size_t{*item} + kLookAhead));
  for (std::uint32_t i = *item + 1; i < end; ++i)
    if (items[i].acked == *item) {
      trip_.sent = *item;
      trip_.confirmed = i;
      return;
    }
}

}  // namespace pw::ui
