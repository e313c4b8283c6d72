#include "ui/follow/follow_painter.h"

#include <QCoreApplication>

#include "ui/follow/follow_words.h"
#include "ui/style/shapes.h"

namespace pw::ui {

namespace {

constexpr int kOffsetDigits = 8;

QString tr(const char* text) { return QCoreApplication::translate("pw::ui::FollowView", text); }

/// Column of the hex digits of a byte.
int hexColumn(unsigned byte, unsigned bytes) noexcept {
  return kOffsetDigits + 2 + static_cast<int>(byte) * 3 + (byte >= bytes / 2 ? 1 : 0);
}
int textColumn(unsigned byte, unsigned bytes) noexcept {
  return hexColumn(bytes - 1, bytes) + 4 + static_cast<int>(byte);
}

QColor mixed(const QColor& a, const QColor& b, double share) {
  const auto mix = [share](double x, double y) { return static_cast<float>(x * share + y * (1 - share)); };
  return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

}  // namespace

FollowPainter::FollowPainter(FollowView& view)
    : view_(view),
      painter_(view.viewport()),
      cell_(painter_, view.theme_.mono(), view.rowHeight_),
      palette_(view.theme_.palette()),
      here_(view.packet_.packet()),
      ascent_(0) {
  painter_.setFont(view.theme_.mono());
  const QFontMetrics metrics(view.theme_.mono());
  ascent_ = (view.rowHeight_ - metrics.height()) / 2 + metrics.ascent();
}

int FollowPainter::hexColumns(unsigned bytes) noexcept { return textColumn(bytes, bytes) + 1; }

std::optional<std::uint32_t> FollowPainter::byteAt(int column, unsigned bytes) noexcept {
  for (unsigned i = 0; i < bytes; ++i) {
    const int h = hexColumn(i, bytes);
    if ((column >= h && column < h + 3) || column == textColumn(i, bytes)) return i;
  }
  return std::nullopt;
}

QString FollowPainter::hexText(const FollowRow& row, const FollowChunk& chunk, unsigned bytes) {
  QString out = QString::number(chunk.at + row.from.at, 16).rightJustified(kOffsetDigits, QLatin1Char('0'));
  QString text;
  for (unsigned i = 0; i < row.bytes.size(); ++i) {
    const std::uint8_t b = row.bytes[i];
    out = out.leftJustified(hexColumn(i, bytes), QLatin1Char(' '));
    out += QString::number(b, 16).rightJustified(2, QLatin1Char('0'));
    text += b >= 0x20 && b < 0x7f ? QChar(char16_t{b}) : QChar(u'·');
  }
  return out.leftJustified(textColumn(0, bytes), QLatin1Char(' ')) + text;
}

QColor FollowPainter::sideTint(const Palette& p, unsigned side) {
  return side == 0 ? p.of(Tint::handshake) : p.background;
}

QColor FollowPainter::packetTint(const Palette& p, unsigned side) {
  constexpr double kShare = 0.2;
  return mixed(p.selection, sideTint(p, side), kShare);
}

void FollowPainter::paint() {
  painter_.fillRect(view_.viewport()->rect(), palette_.background);
  const std::uint32_t count = view_.rowCount();
  if (count == 0) {
    emptyText();
    return;
  }
  const std::uint32_t first = view_.firstVisible();
  for (int i = 0; i < view_.visibleRows(); ++i) {
    const std::uint64_t r = std::uint64_t{first} + static_cast<unsigned>(i);
    if (r >= count) break;
    row(static_cast<std::uint32_t>(r), i * view_.rowHeight_);
  }
}

void FollowPainter::emptyText() {
  const auto& page = view_.page_;
  const QString text = !view_.document_.isOpen() || !view_.packet_.packet()
                           ? tr("Choose a packet: what its conversation says is read here.")
                       : !view_.flow_.valid()
                           ? tr("This packet belongs to no conversation: only TCP and UDP packets do.")
                       : !page                     ? tr("Reading the conversation…")
                       : page->stream->size() == 0 ? tr("Nothing was said in this conversation.")
                                                   : tr("This side said nothing.");
  painter_.setFont(QApplication::font());
  painter_.setPen(palette_.muted);
  painter_.drawText(view_.viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void FollowPainter::row(std::uint32_t index, int y) {
  const QRect box(0, y, view_.viewport()->width(), view_.rowHeight_);
  const FollowRow& r = view_.rowAtIndex(index);
  const FollowChunk& chunk = (*view_.page_->stream)[r.from.chunk];
  const unsigned from = view_.page_->sideOf(chunk);
  const bool selected = view_.selection_ && view_.selection_->has(index) && view_.selection_->count() > 1;
  painter_.fillRect(box, selected ? palette_.selection : sideTint(palette_, from));
  const bool ends = r.cells.empty() || isHere((*view_.page_->stream)[r.cells.back().place.chunk]);
  if (!selected && isHere(chunk) && ends)
    painter_.fillRect(box.adjusted(view_.textLeft() - CellPainter::kPadding, 0, 0, 0), packetTint(palette_, from));
  if (r.turns && y > 0) painter_.fillRect(QRect(0, y, box.width(), 1), mixed(palette_.rule, palette_.background, 0.5));
  side(r, chunk, box, selected ? palette_.selectionText : from == 0 ? palette_.client : palette_.server);
  if (r.note) note(r, chunk, box, selected);
  else if (!r.bytes.empty()) hex(r, chunk, box, selected);
  else cells(r, box, selected);
  last_ = chunk.packet;
  if (view_.current_ == index && view_.hasFocus()) {
    painter_.setPen(QPen(palette_.dark ? palette_.text : palette_.server, 2));
    painter_.drawRect(box.adjusted(1, 1, -1, -1));
  }
}

/// A bar in the side's colour, and in its first row shape and word; in the next one the packet.
void FollowPainter::side(const FollowRow& r, const FollowChunk& chunk, const QRect& box, const QColor& ink) {
  const unsigned from = view_.page_->sideOf(chunk);
  painter_.fillRect(QRect(0, box.y(), isHere(chunk) ? kBar : kBar / 2, box.height()), ink);
  const QRect words(wordLeft(box.height()), box.y(), view_.sideWidth_ - wordLeft(box.height()), box.height());
  const bool top = box.y() == 0;
  if (r.turns || top) {
    const double d = box.height() * 0.5;
    drawShape(painter_, from == 0 ? ui::Shape::circle : ui::Shape::square,
              QRectF(kBar + (box.height() - d) / 2, box.y() + (box.height() - d) / 2, d, d), ink);
    painter_.setPen(ink);
    cell_.draw(followSide(from), words, false);
  } else if (chunk.packet != last_) {
    painter_.setPen(ink == palette_.selectionText ? ink : palette_.muted);
    cell_.draw(QString::number(std::uint64_t{chunk.packet.value} + 1), words, false);
  }
}

void FollowPainter::cells(const FollowRow& r, const QRect& box, bool selected) {
  const auto& stream = *view_.page_->stream;
  const QColor& ink = selected ? palette_.selectionText : palette_.text;
  double column = 0;
  for (const FollowCell& c : r.cells) {
    const QRectF at(x(column), box.y(), c.width * view_.cell_ + 0.5, box.height());
    const FollowChunk& chunk = stream[c.place.chunk];
    if (view_.isFound(c.place)) painter_.fillRect(at, palette_.of(Tint::ecn));
    else if (!selected && isHere(chunk)) painter_.fillRect(at, packetTint(palette_, view_.page_->sideOf(chunk)));
    column += c.width;
  }
  // In runs: a font of fixed pitch keeps its columns, and what is wide stands by itself.
  painter_.setPen(ink);
  QString run;
  double start = 0;
  column = 0;
  const auto flush = [&] {
    if (!run.isEmpty()) painter_.drawText(QPointF(x(start), box.y() + ascent_), run);
    run.clear();
  };
  for (const FollowCell& c : r.cells) {
    const bool plain = c.character > 0x20 && c.character < 0x7f;
    if (!plain) flush();
    if (plain && run.isEmpty()) start = column;
    if (plain) run += QChar(static_cast<char16_t>(c.character));
    else if (c.character != U' ')
      painter_.drawText(QPointF(x(column), box.y() + ascent_), QString::fromUcs4(&c.character, 1));
    column += c.width;
  }
  flush();
}

void FollowPainter::hex(const FollowRow& r, const FollowChunk& chunk, const QRect& box, bool selected) {
  const unsigned bytes = view_.page_->look.columns;
  for (std::uint32_t i = 0; i < r.bytes.size(); ++i) {
    if (!view_.isFound({r.from.chunk, r.from.at + i})) continue;
    painter_.fillRect(QRectF(x(hexColumn(i, bytes)), box.y(), 2 * view_.cell_, box.height()), palette_.of(Tint::ecn));
    painter_.fillRect(QRectF(x(textColumn(i, bytes)), box.y(), view_.cell_, box.height()), palette_.of(Tint::ecn));
  }
  const QString text = hexText(r, chunk, bytes);
  painter_.setPen(selected ? palette_.selectionText : palette_.muted);
  painter_.drawText(QPointF(x(0), box.y() + ascent_), text.left(kOffsetDigits));
  painter_.setPen(selected ? palette_.selectionText : palette_.text);
  painter_.drawText(QPointF(x(kOffsetDigits), box.y() + ascent_), text.mid(kOffsetDigits));
}

void FollowPainter::note(const FollowRow&, const FollowChunk& chunk, const QRect& box, bool selected) {
  using Kind = FollowChunk::Kind;
  ChunkReader& reader = *view_.reader_;
  const std::string_view name = reader.name(chunk);
  const QString words = followNote(chunk, name, reader.read(chunk));
  const bool lost = chunk.kind == Kind::gap || chunk.kind == Kind::cut || chunk.kind == Kind::differs;
  const QColor& signal = selected                      ? palette_.selectionText
                         : lost                        ? palette_.loss
                         : chunk.kind == Kind::sealed ? palette_.sealed
                         : chunk.kind == Kind::named  ? palette_.key
                                                       : palette_.muted;
  painter_.setPen(signal);
  cell_.draw(QStringLiteral("[%1]").arg(words), box.adjusted(view_.textLeft() - CellPainter::kPadding, 0, 0, 0), false);
}

}  // namespace pw::ui
