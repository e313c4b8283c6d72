#include "ui/leaks/meter_bar.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "ui/leaks/leak_words.h"

namespace pw::ui {

namespace {

constexpr int kMargin = 6, kGap = 5, kBetween = 18;
constexpr int kLeast = 3;  // pixels of a part that has any bytes

/// "all" and "none" only where it is so.
QString percentOf(std::uint64_t part, std::uint64_t whole) {
  const auto p = static_cast<int>(100.0 * static_cast<double>(part) / static_cast<double>(whole) + 0.5);
  if (p == 0 && part != 0) return QStringLiteral("< 1 %");
  if (p == 100 && part != whole) return QStringLiteral("> 99 %");
  return QStringLiteral("%1 %").arg(p);
}

}  // namespace

MeterBar::MeterBar(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  connect(&theme_, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
  say();
}

void MeterBar::setBytes(std::optional<ReadableBytes> bytes) {
  bytes_ = bytes;
  say();
  updateGeometry();
  update();
}

void MeterBar::say() {
  setAccessibleName(sentence());
  setToolTip(tr("Bytes of content, each once: without headers of IP, TCP and UDP, and without what was sent again."));
}

std::vector<MeterBar::Part> MeterBar::parts() const {
  if (!bytes_ || bytes_->all() == 0) return {};
  const Palette& p = theme_.palette();
  const auto words = [this](const QString& what, std::uint64_t n) {
    return what.arg(bytesOf(n), percentOf(n, bytes_->all()));
  };
  return {{words(tr("Anyone can read %1 (%2)"), bytes_->readable), p.loss, bytes_->readable, Shape::exclamation},
          {words(tr("sealed %1 (%2)"), bytes_->sealed), p.sealed, bytes_->sealed, Shape::square},
          {words(tr("unknown %1 (%2)"), bytes_->unknown), p.muted, bytes_->unknown, Shape::ring}};
}

QString MeterBar::sentence() const {
  if (!bytes_) return tr("Counting…");
  QStringList all;
  for (const Part& part : parts()) all << part.words;
  return all.isEmpty() ? tr("No content was sent.") : all.join(QStringLiteral(", "));
}

QSize MeterBar::sizeHint() const { return {320, heightForWidth(std::max(width(), 320))}; }
QSize MeterBar::minimumSizeHint() const { return {120, heightForWidth(std::max(width(), 120))}; }

// Words are laid out from left to right, and below where there is no room.
QRect MeterBar::legendBox(QPoint& at, const Part& part, int width) const {
  const QFontMetrics m = fontMetrics();
  const int needed = m.ascent() + kGap + m.horizontalAdvance(part.words);
  if (at.x() > kMargin && at.x() + needed > width - kMargin) at = {kMargin, at.y() + m.height() + 2};
  const QRect box(at.x(), at.y(), std::min(needed, width - 2 * kMargin), m.height());
  at.rx() += needed + kBetween;
  return box;
}

int MeterBar::heightForWidth(int width) const {
  const int line = fontMetrics().height();
  QPoint at(kMargin, kMargin);
  int bottom = kMargin + line;
  for (const Part& part : parts()) bottom = legendBox(at, part, width).bottom();
  return bottom + 4 + line * 3 / 4 + kMargin;
}

void MeterBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Palette& p = theme_.palette();
  const int line = fontMetrics().height();
  const std::vector<Part> all = parts();
  const QRect bar(kMargin, height() - kMargin - line * 3 / 4, width() - 2 * kMargin, line * 3 / 4);
  painter.fillRect(bar, p.background);
  if (all.empty()) {
    painter.setPen(p.muted);
    painter.drawText(QRect(kMargin, kMargin, bar.width(), line), Qt::AlignLeft | Qt::AlignVCenter, sentence());
  }
  QPoint at(kMargin, kMargin);
  int x = bar.left();
  for (const Part& part : all) {
    const QRect box = legendBox(at, part, width());
    const int side = fontMetrics().ascent();
    drawShape(painter, part.shape, QRect(box.left(), box.top() + (line - side) / 2, side, side), part.colour);
    painter.setPen(p.text);
    painter.drawText(box.adjusted(side + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, part.words);
    const double share = static_cast<double>(part.bytes) / static_cast<double>(bytes_->all());
    const int w = part.bytes == 0 ? 0 : std::max(kLeast, static_cast<int>(share * bar.width()));
    painter.fillRect(QRect(x, bar.top(), std::min(w, bar.right() + 1 - x), bar.height()), part.colour);
    x += w;
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(p.rule);
  painter.drawRect(bar.adjusted(0, 0, -1, -1));
}

void MeterBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange && event->type() != QEvent::FontChange) return;
  say();
  updateGeometry();
  update();
}

}  // namespace pw::ui
