#include "ui/timeline/ladder_overview.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace pw::ui {

LadderOverview::LadderOverview(QWidget* parent) : QWidget(parent) {
  setFixedWidth(kWidth);
  setAttribute(Qt::WA_OpaquePaintEvent);
}

void LadderOverview::setIndex(std::shared_ptr<const LadderIndex> index) {
  index_ = std::move(index);
  update();
}

void LadderOverview::setColours(const Palette& palette) {
  colours_ = &palette;
  update();
}

void LadderOverview::setSight(double from, double to) {
  from_ = std::clamp(from, 0.0, 1.0);
  to_ = std::clamp(to, from_, 1.0);
  update();
}

void LadderOverview::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colours_->window);
  if (!index_ || index_->entries().empty()) return;
  const auto colour = [this](LadderTone tone) -> const QColor& {
    switch (tone) {
      case LadderTone::handshake: return colours_->client;
      case LadderTone::ecn: return colours_->ecn;
      case LadderTone::loss: return colours_->loss;
      case LadderTone::stall: return colours_->text;
      default: return colours_->muted;
    }
  };
  const double perPixel = index_->rows() / std::max(1, height());
  for (int y = 0; y < height(); ++y) {
    const std::size_t first = index_->entryAt(y * perPixel);
    const std::size_t last = std::max(first + 1, index_->entryAt((y + 1) * perPixel));
    const LadderTone tone = index_->worst(first, last);
    if (tone != LadderTone::plain) painter.fillRect(3, y, width() - 6, 1, colour(tone));
  }
  const int top = static_cast<int>(from_ * height()), bottom = static_cast<int>(to_ * height());
  QColor sight = colours_->selection;
  sight.setAlphaF(0.22F);
  const QRect box(0, top, width() - 1, std::max(4, bottom - top) - 1);
  painter.fillRect(box, sight);
  painter.setPen(colours_->dark ? colours_->client : colours_->selection);
  painter.drawRect(box);
}

void LadderOverview::mousePressEvent(QMouseEvent* event) { mouseMoveEvent(event); }

void LadderOverview::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) == 0) return;
  Q_EMIT asked(std::clamp(event->position().y() / std::max(1, height()), 0.0, 1.0));
}

}  // namespace pw::ui
