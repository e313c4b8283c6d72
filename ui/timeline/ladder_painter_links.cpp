// The part of LadderPainter that is about what reaches over several rows.
#include <QPainterPath>
#include <algorithm>

#include "ui/style/shapes.h"
#include "core/bytes/elapsed.h"
#include "ui/timeline/ladder_painter.h"

namespace pw::ui {

void LadderPainter::bandOf(const DrawItem& d) {
  const Conversation::Kind kind = x_.input().episodes[d.other].kind;
  const bool inner = kind == Conversation::Kind::loss || kind == Conversation::Kind::zeroWindow;
  const double left = c_.bar + (inner ? 5 : 0);
  p_.fillRect(QRectF(left, d.y, c_.width - left, d.height), look_.bandColour(kind));
  p_.fillRect(QRectF(left, d.y, 4, d.height), look_.barColour(kind));
}

/// Where heads have no row of their own, or one that is too low.
void LadderPainter::bandName(const DrawItem& d, const LadderWindow& window) {
  const bool headed = x_.options().scale != LadderScale::trueTime &&
                      LadderIndex::kHeadRows * window.row >= look_.smallLine * 0.8;
  const double top = std::max(d.y, 0.0), room = d.y + d.height - top;
  if (headed || room < look_.line * 1.2) return;
  const Conversation::Kind kind = x_.input().episodes[d.other].kind;
  const QString name = words_.headText(d.other);
  const bool inner = kind == Conversation::Kind::loss || kind == Conversation::Kind::zeroWindow;
  const double left = c_.bar + (inner ? 12 : 7),
               width = std::min(QFontMetricsF(look_.bold).horizontalAdvance(name) + 6, c_.width - left);
  p_.fillRect(QRectF(left, top, width, look_.line), look_.bandColour(kind));
  const QColor& colour = kind == Conversation::Kind::closing ? colours_.text : look_.barColour(kind);
  text(look_.bold, colour, left + 3, top + look_.line / 2, width, name);
}

std::pair<double, double> LadderPainter::breakOf(const DrawItem& d) const {
  const double inner = std::max(0.0, std::min(d.height - 4, look_.line + 2)),
               top = d.y + (d.height - inner) / 2;
  return {top, top + inner};
}

/// Dotted where time is left out.
void LadderPainter::lifelines(const std::vector<DrawItem>& items, const LadderWindow& window) {
  const auto draw = [this](double from, double to, Qt::PenStyle style) {
    if (to <= from) return;
    p_.setPen(QPen(colours_.rule, 1.4, style));
    for (const double x : {c_.client, c_.server}) p_.drawLine(QPointF(x, from), QPointF(x, to));
  };
  double at = std::max(0.0, -window.top);
  for (const DrawItem& d : items) {
    if (d.kind != DrawKind::gap) continue;
    const auto [top, bottom] = breakOf(d);
    draw(at, top, Qt::SolidLine);
    draw(std::max(at, top), bottom, Qt::DotLine);
    at = std::max(at, bottom);
  }
  draw(at, std::min(window.height, x_.rows() * window.row - window.top), Qt::SolidLine);
}

/// From what was lost to what replaces it, along the sender's lifeline.
void LadderPainter::repair(const DrawItem& d) {
  const bool client = x_.input().packets[d.item].fromClient;
  const double x = (client ? c_.client : c_.server) + (client ? 1 : -1) * (7.0 + 5 * d.lane);
  const double edge = client ? c_.client : c_.server;
  QPainterPath path(QPointF(edge, d.y));
  path.lineTo(x, d.y + 3);
  path.lineTo(x, d.y + d.height - 3);
  path.lineTo(edge, d.y + d.height);
  p_.setPen(QPen(colours_.loss, 1.2, Qt::DotLine));
  p_.drawPath(path);
}

void LadderPainter::loop(const DrawItem& d) {
  if (c_.laneWidth <= 0) return;
  const double x = c_.lane - 4 - 4.0 * d.lane;
  p_.setPen(QPen(colours_.ecn, 1.4));
  p_.drawLine(QPointF(x, d.y), QPointF(x, d.y + d.height));
  for (const double y : {d.y, d.y + d.height}) p_.drawLine(QPointF(x, y), QPointF(x + 4, y));
}

void LadderPainter::gap(const DrawItem& d) {
  if (d.words)
    text(look_.sans, colours_.muted, c_.client + 6, d.y + d.height / 2, c_.server - c_.client - 12,
         words_.gapText(d.item), Qt::AlignHCenter);
}

void LadderPainter::density(const DrawItem& d) {
  const double whole = c_.server - c_.client;
  const double client =
      d.count == 0 ? 0 : whole * static_cast<double>(d.other) / static_cast<double>(d.count);
  if (d.tone == LadderTone::plain || d.tone == LadderTone::handshake || d.tone == LadderTone::close) {
    p_.fillRect(QRectF(c_.client, d.y + 0.5, client, d.height - 1), colours_.client);
    p_.fillRect(QRectF(c_.client + client, d.y + 0.5, whole - client, d.height - 1), colours_.rule);
  } else {
    p_.fillRect(QRectF(c_.client, d.y, whole, d.height), look_.toneColour(d.tone));
  }
}

/// A segment and what confirms it, with the time between them.
void LadderPainter::roundTrip(const LadderWindow& window, const LadderPointers& pointers) {
  constexpr std::uint32_t kNone = Conversation::kNone;
  if (pointers.sent == kNone || pointers.confirmed == kNone) return;
  const auto middle = [&](std::uint32_t item) {
    const std::size_t e = x_.entryOf(item);
    return x_.top(e) * window.row - window.top + std::min(look_.line + 1, x_.body(e) * window.row * 0.72);
  };
  const double top = middle(pointers.sent), bottom = middle(pointers.confirmed);
  const bool client = x_.input().packets[pointers.sent].fromClient;
  const double x = client ? c_.client : c_.server, out = client ? 1 : -1;
  p_.setPen(QPen(colours_.sealed, 2));
  p_.drawLine(QPointF(x + out * 4, top), QPointF(x + out * 4, bottom));
  for (const double y : {top, bottom}) p_.drawLine(QPointF(x, y), QPointF(x + out * 8, y));
  const QString words =
      spanText(elapsedNs(x_.input().packets[pointers.sent].timeNs, x_.input().packets[pointers.confirmed].timeNs));
  const double width = QFontMetricsF(look_.small).horizontalAdvance(words) + 8;
  const double y =
      std::clamp((top + bottom) / 2, look_.line, std::max(look_.line, window.height - look_.line));
  const QRectF box(client ? x + 8 : x - 8 - width, y - look_.smallLine / 2, width, look_.smallLine);
  p_.fillRect(box, colours_.background);
  text(look_.small, colours_.sealed, box.x() + 4, y, width, words);
}

}  // namespace pw::ui
