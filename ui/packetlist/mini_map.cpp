#include "ui/packetlist/mini_map.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>
#include <algorithm>

#include "ui/filter/shown_packets.h"
#include "ui/packetlist/row_formatter.h"

namespace pw::ui {

namespace {
constexpr std::uint32_t kRowsPerStep = 50'000;
constexpr int kStepMs = 15;
}  // namespace

void TintSummary::clear() {
  buckets_.clear();
  rows_ = 0;
  shift_ = 0;
}

void TintSummary::add(Tint tint) {
  if (rows_ >> shift_ == kMax) {
    for (std::size_t i = 0; i < kMax / 2; ++i) buckets_[i] = std::max(buckets_[2 * i], buckets_[2 * i + 1]);
    buckets_.resize(kMax / 2);
    ++shift_;
  }
  const auto bucket = static_cast<std::size_t>(rows_++ >> shift_);
  if (bucket == buckets_.size())
    buckets_.push_back(tint);
  else
    buckets_[bucket] = std::max(buckets_[bucket], tint);
}

Tint TintSummary::worst(std::uint64_t first, std::uint64_t last) const noexcept {
  Tint w = Tint::none;
  last = std::min(last, rows_);
  if (first >= last) return w;
  for (auto b = first >> shift_; b <= (last - 1) >> shift_; ++b) w = std::max(w, buckets_[b]);
  return w;
}

MiniMapScrollBar::MiniMapScrollBar(const ShownPackets& shown, QWidget* parent)
    : QScrollBar(Qt::Vertical, parent), shown_(shown) {
  timer_.setInterval(kStepMs);
  connect(&timer_, &QTimer::timeout, this, &MiniMapScrollBar::step);
}

void MiniMapScrollBar::setTrace(const Trace* trace) {
  trace_ = trace;
  restart();
}

void MiniMapScrollBar::restart() {
  rows_ = 0;
  summary_.clear();
  timer_.stop();
  update();
}

void MiniMapScrollBar::setRows(std::uint32_t rows) {
  rows_ = rows;
  if (trace_ != nullptr && summary_.rows() < rows_) timer_.start();
}

void MiniMapScrollBar::step() {
  const std::uint64_t end = std::min<std::uint64_t>(rows_, summary_.rows() + kRowsPerStep);
  for (std::uint64_t i = summary_.rows(); i < end; ++i)
    summary_.add(tintOf(trace_->row(PacketId{shown_.packetAt(static_cast<std::uint32_t>(i))})));
  if (end == rows_) timer_.stop();
  update();
}

void MiniMapScrollBar::paintEvent(QPaintEvent* event) {
  QScrollBar::paintEvent(event);
  if (summary_.rows() == 0 || maximum() <= minimum()) return;
  QStyleOptionSlider option;
  initStyleOption(&option);
  const QRect groove =
      style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarGroove, this);
  QPainter painter(this);
  const auto height = static_cast<std::uint64_t>(std::max(1, groove.height()));
  const int width = std::max(3, groove.width() / 3);
  for (std::uint64_t y = 0; y < height; ++y) {
    const std::uint64_t first = y * rows_ / height, last = std::max(first + 1, (y + 1) * rows_ / height);
    const Tint t = summary_.worst(first, last);
    if (t == Tint::none) continue;
    painter.fillRect(groove.right() - width + 1, groove.top() + static_cast<int>(y), width, 1,
                     colours_->signalOf(t));
  }
}

}  // namespace pw::ui
