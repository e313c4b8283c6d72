#include "ui/timeline/ladder_painter.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <algorithm>
#include <bit>

#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

constexpr double kHeadLength = 8, kHeadWidth = 3.5;

QString tr(const char* text) { return QCoreApplication::translate("pw::ui::LadderPainter", text); }

/// Steps of an opening or closing, where no column has room to say more.
QString stepNumber(TcpMarks m) {
  static constexpr char16_t kFirst = 0x2460;  // ① and on
  if (m.openStep() != 0) return QChar(static_cast<char16_t>(kFirst + m.openStep() - 1)) + QStringLiteral(" ");
  if (m.closeStep() == 0) return {};
  const QString step = QChar(static_cast<char16_t>(kFirst + m.closeStep() - 1)) + QStringLiteral(" ");
  return m.closeStep() == 3 && m.closesInOne() ? QChar(static_cast<char16_t>(kFirst + 1)) + step : step;
}

}  // namespace

LadderPainter::LadderPainter(QPainter& painter, const LadderIndex& index, const LadderWords& words,
                             const LadderLook& look, const LadderColumns& columns)
    : p_(painter), x_(index), words_(words), look_(look), colours_(*look.palette), c_(columns) {
  p_.setRenderHint(QPainter::Antialiasing);
}

void LadderPainter::text(const QFont& font, const QColor& colour, double x, double y, double width,
                         const QString& words, Qt::Alignment align) {
  if (words.isEmpty() || width < 4) return;
  const QFontMetricsF metrics(font);
  QString shown = words;
  double wide = metrics.horizontalAdvance(shown);
  if (wide > width) {
    shown = metrics.elidedText(words, Qt::ElideRight, width);
    wide = metrics.horizontalAdvance(shown);
  }
  const double left = (align & Qt::AlignRight) != 0     ? x + width - wide
                      : (align & Qt::AlignHCenter) != 0 ? x + (width - wide) / 2
                                                        : x;
  p_.setFont(font);
  p_.setPen(colour);
  p_.drawText(QPointF(left, y + (metrics.ascent() - metrics.descent()) / 2), shown);
}

void LadderPainter::header(std::uint32_t first) {
  const double middle = (c_.client + c_.server) / 2,
               rightEnd = c_.laneWidth > 0 ? c_.lane - 4 : c_.server + c_.stateWidth + 4;
  p_.fillRect(QRectF(0, 0, c_.width, look_.header), colours_.button);
  const double left = std::max(c_.bar, c_.client - c_.stateWidth - 4);
  end(0, left, middle - left - 6, first);
  end(1, middle + 6, std::max(rightEnd, c_.server) - middle - 14, first);
  const double low = look_.line * 1.5 + 5;
  text(look_.small, colours_.muted, c_.time, low, c_.timeWidth, words_.unit(), Qt::AlignRight);
  if (c_.gapWidth > 0) text(look_.small, colours_.muted, c_.gap, low, c_.gapWidth, tr("gap"), Qt::AlignRight);
  if (c_.laneWidth > 0) text(look_.small, colours_.ecn, c_.lane, low, c_.laneWidth, QStringLiteral("ECN"));
  if (c_.sentenceWidth > 0)
    text(look_.sans, colours_.muted, c_.sentence, low, c_.sentenceWidth, tr("What happens"));
  p_.setPen(colours_.rule);
  p_.drawLine(QPointF(0, look_.header - 0.5), QPointF(c_.width, look_.header - 0.5));
}

void LadderPainter::end(unsigned side, double x, double width, std::uint32_t first) {
  const double high = look_.line * 0.5 + 3, low = look_.line * 1.5 + 5, shape = look_.line * 0.6;
  const QColor& colour = look_.sideColour(side == 0);
  const QString role = words_.roleText(side);
  const double roleWidth = QFontMetricsF(look_.bold).horizontalAdvance(role);
  QString state = words_.hasStates() ? words_.stateText(first, side) : QString();
  if (!state.isEmpty()) state = QStringLiteral("%1 %2").arg(state, words_.inferredText(first)).trimmed();
  const double room = std::max(0.0, width - shape - 4);
  const bool right = side == 1;
  const double wide = std::min(room, roleWidth);
  const double start = right ? x + width - wide - shape - 4 : x;
  drawShape(p_, side == 0 ? Shape::circle : Shape::square, QRectF(start, high - shape / 2, shape, shape),
            colour);
  text(look_.bold, colour, start + shape + 4, high, wide, role);
  const double stateRoom = room - wide - 10;
  if (right)
    text(look_.small, colours_.muted, x, high, stateRoom, state, Qt::AlignRight);
  else
    text(look_.small, colours_.muted, start + shape + 4 + wide + 10, high, stateRoom, state);
  text(look_.mono, colours_.text, x, low, width, words_.endText(side),
       right ? Qt::AlignRight : Qt::AlignLeft);
}

void LadderPainter::body(const std::vector<DrawItem>& items, const LadderWindow& window,
                         const LadderPointers& pointers) {
  const auto each = [&items](auto draw, std::initializer_list<DrawKind> kinds) {
    for (const DrawItem& d : items)
      if (std::find(kinds.begin(), kinds.end(), d.kind) != kinds.end()) draw(d);
  };
  each([this](const DrawItem& d) { bandOf(d); }, {DrawKind::band});
  each([&](const DrawItem& d) { highlight(d, pointers); }, {DrawKind::arrow, DrawKind::fold, DrawKind::head});
  lifelines(items, window);
  for (const DrawItem& d : items) switch (d.kind) {
      case DrawKind::band: break;
      case DrawKind::repair: repair(d); break;
      case DrawKind::loop: loop(d); break;
      case DrawKind::gap: gap(d); break;
      case DrawKind::head: head(d); break;
      case DrawKind::openFold: openFold(d); break;
      case DrawKind::fold: fold(d); break;
      case DrawKind::arrow: arrow(d); break;
      case DrawKind::density: density(d); break;
      case DrawKind::sign: sign(d); break;
      case DrawKind::state: state(d); break;
    }
  each([&](const DrawItem& d) { bandName(d, window); }, {DrawKind::band});
  roundTrip(window, pointers);
}

double LadderPainter::arrowY(const DrawItem& d) const {
  if (x_.options().scale == LadderScale::trueTime) return d.y + look_.line + 1;
  return d.words ? d.y + std::min(look_.line + 1, d.height * 0.72) : d.y + d.height / 2;
}

double LadderPainter::slope(const DrawItem& d) const {
  return x_.input().roundTripNs > 0 ? std::min(6.0, d.height * 0.2) : 0;
}

const QColor& LadderPainter::colourOf(const DrawItem& d) const {
  const LadderPacket& p = x_.input().packets[d.item];
  // What only goes on from an event keeps the colour of its sender, so that events stand out.
  if (p.event && (d.tone == LadderTone::ecn || d.tone == LadderTone::loss)) return look_.toneColour(d.tone);
  return look_.sideColour(p.fromClient);
}

void LadderPainter::highlight(const DrawItem& d, const LadderPointers& pointers) {
  const auto holds = [&d](const std::optional<std::uint32_t>& item) {
    return item && d.count != 0 && *item >= d.item && *item - d.item < d.count;
  };
  const double left = c_.bar - 2, right = c_.width - 3;
  const QRectF box(left, d.y + 0.5, right - left, std::max(4.0, d.height - 1));
  const bool inRange = d.count != 0 && pointers.rangeFirst <= pointers.rangeLast &&
                       d.item + d.count > pointers.rangeFirst && d.item <= pointers.rangeLast;
  if (inRange || holds(pointers.hovered)) {
    QColor fill = colours_.selection;
    fill.setAlphaF(inRange ? 0.18F : 0.10F);
    p_.fillRect(box, fill);
  }
  if (!holds(pointers.current)) return;
  QColor fill = colours_.selection;
  fill.setAlphaF(0.14F);
  p_.setPen(QPen(colours_.dark ? colours_.client : colours_.selection, pointers.focus ? 2 : 1.2));
  p_.setBrush(fill);
  p_.drawRoundedRect(box, 4, 4);
  p_.setBrush(Qt::NoBrush);
}

void LadderPainter::arrow(const DrawItem& d) {
  const double y = arrowY(d);
  arrowLine(d, y, x_.input().packets[d.item].lost);
  if (d.height >= look_.line * 0.6) arrowSigns(d, y);
  times(d);
  if (!d.words) return;
  label(d);
  sentence(d);
}

void LadderPainter::arrowLine(const DrawItem& d, double y, bool lost) {
  const LadderPacket& packet = x_.input().packets[d.item];
  const QColor& colour = colourOf(d);
  const double from = packet.fromClient ? c_.client : c_.server,
               whole = packet.fromClient ? c_.server : c_.client;
  // What did not arrive ends on the way.
  const double to = lost ? from + (whole - from) * 0.72 : whole;
  const double fall = slope(d) * (lost ? 0.72 : 1);
  QPen pen(colour, packet.bytes != 0 ? 1.8 : 1.1);
  if (packet.repairs != Conversation::kNone) pen.setStyle(Qt::DashLine);
  p_.setPen(pen);
  p_.drawLine(QPointF(from, y), QPointF(to, y + fall));
  if (d.height < 4) return;
  const double size = std::min(1.0, d.height / 10), back = (packet.fromClient ? -1 : 1) * kHeadLength * size;
  if (lost) {
    drawShape(p_, Shape::cross, QRectF(to - 6, y + fall - 6, 12, 12), colours_.loss);
    return;
  }
  QPainterPath tip(QPointF(to, y + fall));
  tip.lineTo(to + back, y + fall - kHeadWidth * size);
  tip.lineTo(to + back, y + fall + kHeadWidth * size);
  p_.fillPath(tip, colour);
}

/// CE was set on the way: its sign stands on the line, nearer to who receives it.
void LadderPainter::arrowSigns(const DrawItem& d, double y) {
  const LadderPacket& packet = x_.input().packets[d.item];
  if ((packet.ecn & kSignCe) == 0) return;
  const double share = packet.fromClient ? 0.8 : 0.2, x = c_.client + (c_.server - c_.client) * share;
  const double size = std::min(13.0, look_.line * 0.8);
  const double at = y + slope(d) * (packet.fromClient ? share : 1 - share);
  drawShape(p_, Shape::diamond, QRectF(x - size / 2, at - size / 2, size, size), colours_.ecn);
  if (d.words) {
    QFont strong = look_.small;
    strong.setBold(true);
    text(strong, colours_.ecn, x - 20, at - size / 2 - look_.smallLine * 0.4, 40, QStringLiteral("CE"),
         Qt::AlignHCenter);
  }
}

void LadderPainter::label(const DrawItem& d) {
  const LadderPacket& packet = x_.input().packets[d.item];
  const bool ce = (packet.ecn & kSignCe) != 0;
  double left = c_.client + 8, width = c_.server - c_.client - 16;
  if (ce) {  // beside the sign
    const double cut = (c_.server - c_.client) * 0.2 + 10;
    width -= cut;
    left += packet.fromClient ? 0 : cut;
  }
  const bool brief = c_.sentenceWidth <= 0;
  const QString step = brief ? stepNumber(words_.marksOf(d.item)) : QString();
  const QFontMetricsF metrics(look_.mono);
  QString shown;
  for (const QString& form : words_.labels(d.item, brief)) {
    shown = step + form;
    if (metrics.horizontalAdvance(shown) <= width) break;
  }
  const bool plain = !packet.event || (d.tone != LadderTone::ecn && d.tone != LadderTone::loss);
  const double y = std::min(arrowY(d) - look_.line / 2 - 0.5, d.y + look_.line / 2);
  text(look_.mono, plain ? colours_.text : look_.toneColour(d.tone), left, y, width, shown, Qt::AlignHCenter);
}

void LadderPainter::times(const DrawItem& d) {
  const double y = arrowY(d) - 2;
  if (y < timeBelow_) return;
  timeBelow_ = y + look_.line;
  text(look_.mono, colours_.text, c_.time, y, c_.timeWidth, words_.time(d.item), Qt::AlignRight);
  if (c_.gapWidth > 0 && d.height >= look_.line)  // else rows are left out, and with them what a gap is to
    text(look_.mono, colours_.muted, c_.gap, y, c_.gapWidth, words_.gap(d.item), Qt::AlignRight);
}

void LadderPainter::sentence(const DrawItem& d) {
  if (c_.sentenceWidth <= 0) return;
  const LadderWords::Sentence s = words_.sentence(d.item);
  if (s.text.isEmpty()) return;
  const QColor& signal = d.tone == LadderTone::close ? colours_.text : look_.toneColour(d.tone);
  text(s.strong ? look_.bold : look_.sans, s.strong ? signal : colours_.muted, c_.sentence, arrowY(d) - 2,
       c_.sentenceWidth, s.text);
}

void LadderPainter::fold(const DrawItem& d) {
  const double left = c_.client + 4, right = c_.server - 4, height = std::min(d.height, look_.line * 1.9) - 6;
  const double top = d.y + (d.height - height) / 2, bottom = top + height;
  // A torn lower edge: more is in it than is drawn.
  QPainterPath block(QPointF(left, top));
  block.lineTo(right, top);
  block.lineTo(right, bottom - 3);
  constexpr double kTooth = 6;
  bool low = true;
  for (double x = right - kTooth; x > left; x -= kTooth, low = !low)
    block.lineTo(x, low ? bottom : bottom - 3);
  block.lineTo(left, bottom - 3);
  block.closeSubpath();
  p_.fillPath(block, colours_.button);
  p_.setPen(QPen(d.tone == LadderTone::ecn ? colours_.ecn : colours_.rule, 1));
  p_.drawPath(block);
  if (!d.words || height < look_.smallLine) return;
  const LadderRun& run = x_.run(x_.entries()[d.entry]);
  const double middle = top + (height - 3) / 2;
  double from = left + 6;
  if (run.echoes != 0 && right - left > 240) {
    const double size = look_.line * 0.6;
    drawShape(p_, Shape::triangleUp, QRectF(from, middle - size / 2, size, size), colours_.ecn);
    text(look_.small, colours_.ecn, from + size + 3, middle, 40, QStringLiteral("ECE"));
  }
  const QString what = words_.runText(run);
  const double room = right - left - 12;
  const QString full = tr("%1   ▸ open").arg(what);
  const bool fits = QFontMetricsF(look_.sans).horizontalAdvance(full) + (run.echoes != 0 ? 110 : 0) <= room;
  text(look_.sans, colours_.text, left + 6, middle, room, fits ? full : what, Qt::AlignHCenter);
  DrawItem row = d;
  row.words = false;
  times(row);
  if (c_.sentenceWidth > 0)
    text(look_.sans, colours_.muted, c_.sentence, middle, c_.sentenceWidth, words_.runRest(run, d.item));
}

void LadderPainter::openFold(const DrawItem& d) {
  if (!d.words && d.height < look_.smallLine * 0.8) return;
  const QString what = tr("▾ %1").arg(words_.runText(x_.run(x_.entries()[d.entry])));
  text(look_.small, colours_.muted, c_.client + 8, d.y + d.height / 2, c_.server - c_.client - 16, what,
       Qt::AlignHCenter);
}

void LadderPainter::head(const DrawItem& d) {
  if (d.height < look_.smallLine * 0.8) return;
  const Conversation::Kind kind = x_.input().episodes[d.other].kind;
  const bool closed = d.count != 0;
  const QString name = (closed ? QStringLiteral("▸ ") : QStringLiteral("▾ ")) + words_.headText(d.other);
  const double left = c_.bar + 10, middle = d.y + d.height / 2;
  const double width = std::min(QFontMetricsF(look_.bold).horizontalAdvance(name) + 8, c_.width - left - 6);
  p_.fillRect(QRectF(left - 2, d.y + 1, width, d.height - 2), look_.bandColour(kind));  // over the lifelines
  const QColor& colour = kind == Conversation::Kind::closing ? colours_.text : look_.barColour(kind);
  text(look_.bold, colour, left, middle, width, name);
  if (!closed) return;
  DrawItem row = d;
  row.words = false;
  times(row);
  if (c_.sentenceWidth > 0 && left + width < c_.sentence)
    text(look_.sans, colours_.muted, c_.sentence, middle, c_.sentenceWidth, words_.packetsText(d.count));
}

void LadderPainter::state(const DrawItem& d) {
  const bool client = d.lane == 0, sender = client == x_.input().packets[d.item].fromClient;
  const double y = arrowY(d) + (sender ? 0 : slope(d)), x = client ? c_.client : c_.server;
  const QString name = words_.stateText(d.item, d.lane);
  if (name.isEmpty()) return;
  p_.setPen(Qt::NoPen);
  p_.setBrush(look_.sideColour(client));
  p_.drawEllipse(QPointF(x, y), 2.5, 2.5);
  p_.setBrush(Qt::NoBrush);
  if (c_.stateWidth <= 0) {
    stateBetween(d, client, x, y, name);
    return;
  }
  const Qt::Alignment align = client ? Qt::AlignRight : Qt::AlignLeft;
  const double left = client ? c_.clientState : c_.serverState + 3, width = c_.stateWidth - 3;
  const QString inferred = words_.inferredText(d.item);
  const double half = inferred.isEmpty() ? 0 : look_.smallLine / 2;
  text(look_.small, colours_.muted, left, y - half, width, name, align);
  text(look_.small, colours_.muted, left, y + half, width, inferred, align);
}

/// Under the end of the arrow, where no column has room.
void LadderPainter::stateBetween(const DrawItem& d, bool client, double x, double y, const QString& name) {
  const double width = (c_.server - c_.client) / 2 - 12, low = y + look_.smallLine * 0.5 + 1;
  if (!d.words || low + look_.smallLine / 2 > d.y + d.height + look_.smallLine * 0.7) return;
  const QString inferred = words_.inferredText(d.item);
  const QString all = inferred.isEmpty() ? name : QStringLiteral("%1 %2").arg(name, inferred);
  text(look_.small, colours_.muted, client ? x + 6 : x - 6 - width, low, width, all,
       client ? Qt::AlignLeft : Qt::AlignRight);
}

void LadderPainter::sign(const DrawItem& d) {
  if (c_.laneWidth <= 0) return;
  struct Named {
    EcnSign sign;
    Shape shape;
    const char* name;
  };
  static constexpr Named kSigns[] = {{kSignCe, Shape::diamond, "CE"},
                                     {kSignEce, Shape::triangleUp, "ECE"},
                                     {kSignCwr, Shape::triangleDown, "CWR"}};
  const double size = std::min(11.0, std::max(4.0, d.height * 0.8)), y = arrowY(d);
  double x = c_.lane;
  const bool one = std::has_single_bit(d.lane);
  for (const Named& s : kSigns) {
    if ((d.lane & s.sign) == 0) continue;
    drawShape(p_, s.shape, QRectF(x, y - size / 2, size, size), colours_.ecn);
    if (d.words && one)
      text(look_.small, colours_.ecn, x + size + 3, y, c_.laneWidth, QString::fromLatin1(s.name));
    x += size + 3;
  }
}

}  // namespace pw::ui
