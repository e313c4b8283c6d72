#include "ui/timeline/ladder_layout.h"

#include <algorithm>
#include <cmath>

namespace pw::ui {

namespace {

constexpr std::uint32_t kNone = Conversation::kNone;
constexpr double kTrueTimeRow = 1.6;  // height of a row in lines, where heights between rows are time

class Layout {
 public:
  Layout(const LadderIndex& index, const LadderWindow& window) : x_(index), w_(window) {}

  std::vector<DrawItem> make() {
    if (x_.entries().empty() || w_.height <= 0 || w_.row <= 0) return {};
    first_ = x_.entryAt(w_.top / w_.row);
    // The gap above the first row below the window's top may reach into it; its body, by its label, may as
    // well.
    last_ = x_.entryAt((w_.top + w_.height) / w_.row);
    bands();
    repairs();
    loops();
    rows();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool trueTime() const { return x_.options().scale == LadderScale::trueTime; }
  [[nodiscard]] double yOf(std::size_t entry) const { return x_.top(entry) * w_.row - w_.top; }
  [[nodiscard]] double bottomOf(std::size_t entry) const {
    return yOf(entry) + (trueTime() ? w_.line * kTrueTimeRow : x_.body(entry) * w_.row);
  }
  [[nodiscard]] std::uint32_t itemAt(std::size_t entry) const { return x_.entries()[entry].first; }
  [[nodiscard]] std::uint32_t lastItem() const {
    const LadderEntry& e = x_.entries()[last_];
    return e.first + (e.count > 1 ? e.count - 1 : 0);
  }

  /// Calls draw(span) for those that touch the window, leaving out what would begin within `least` pixels of
  /// one that was drawn.
  template <class Draw>
  void visit(const LadderSpans& spans, double least, Draw draw) const {
    const auto all = spans.all();
    const std::uint32_t from = itemAt(first_), to = lastItem();
    for (std::size_t i = spans.firstTouching(from); i < all.size() && all[i].first <= to;) {
      const LadderSpans::Span& s = all[i];
      if (s.last < from) {
        ++i;
        continue;
      }
      draw(s);
      const double y = yOf(x_.entryOf(s.first));
      // Those that began above the window are few; below, whatever begins too near is skipped as a whole.
      if (y < 0) {
        ++i;
        continue;
      }
      const std::size_t beyond = x_.entryAt((y + w_.top + least) / w_.row);
      i = std::max(i + 1, spans.firstFrom(itemAt(beyond)));
    }
  }

  void bands() {
    using enum Conversation::Kind;
    for (const auto kind : {closing, opening, congestion, zeroWindow, loss, reset})
      visit(x_.episodes(kind), 2, [this](const LadderSpans::Span& s) {
        const LadderIndex::Rows rows = x_.rowsOf(s.what);
        if (rows.first == kNone) return;
        const double y = yOf(rows.first), bottom = std::max(y + 1, bottomOf(rows.last));
        if (bottom < 0 || y > w_.height) return;
        out_.push_back({.kind = DrawKind::band,
                        .y = y,
                        .height = bottom - y,
                        .entry = rows.first,
                        .item = s.first,
                        .count = s.last - s.first + 1,
                        .other = s.what});
      });
  }

  /// Where an item's arrow leaves, for what joins rows.
  [[nodiscard]] double middleOf(std::uint32_t item) const {
    const std::size_t e = x_.entryOf(item);
    return yOf(e) + std::max(1.0, x_.body(e) * w_.row) / 2;
  }

  void repairs() {
    std::uint8_t lane = 0;
    visit(x_.repairs(), 2 * kLeastRow, [&](const LadderSpans::Span& s) {
      const double y = middleOf(s.first), bottom = middleOf(s.last);
      if (bottom - y < kLeastRow) return;
      out_.push_back({.kind = DrawKind::repair,
                      .tone = LadderTone::loss,
                      .lane = lane,
                      .y = y,
                      .height = bottom - y,
                      .entry = static_cast<std::uint32_t>(x_.entryOf(s.last)),
                      .item = s.last,
                      .other = s.first});
      lane = static_cast<std::uint8_t>((lane + 1) % 4);
    });
  }

  void loops() {
    for (unsigned side = 0; side < 2; ++side)
      visit(x_.loops(side), 2 * kLeastRow, [&](const LadderSpans::Span& s) {
        const double y = middleOf(s.first), bottom = middleOf(s.last);
        if (bottom - y < kLeastRow) return;
        out_.push_back({.kind = DrawKind::loop,
                        .tone = LadderTone::ecn,
                        .lane = static_cast<std::uint8_t>(side),
                        .y = y,
                        .height = bottom - y,
                        .entry = static_cast<std::uint32_t>(x_.entryOf(s.first)),
                        .item = s.first,
                        .count = s.last - s.first + 1,
                        .other = s.what});
      });
  }

  void rows() {
    const std::size_t count = x_.entries().size();
    for (std::size_t e = first_; e < count;) {
      const double y = yOf(e);
      if (y > w_.height) {
        gap(e);  // its end may be in sight
        break;
      }
      gap(e);
      const double room = yOf(e + 1) - y;
      if (room >= kLeastRow) {
        row(e, y, x_.body(e) * w_.row);
        ++e;
      } else {
        e = crowd(e, y);
      }
    }
  }

  void gap(std::size_t e) {
    const LadderEntry& entry = x_.entries()[e];
    const double height = static_cast<double>(entry.gap) * w_.row;
    if (!entry.gapCut || height < kLeastRow) return;
    out_.push_back({.kind = DrawKind::gap,
                    .words = height >= w_.line,
                    .y = yOf(e) - height,
                    .height = height,
                    .entry = static_cast<std::uint32_t>(e),
                    .item = entry.first,
                    .count = 0});
  }

  static DrawKind kindOf(EntryKind k) {
    switch (k) {
      case EntryKind::fold: return DrawKind::fold;
      case EntryKind::openFold: return DrawKind::openFold;
      case EntryKind::head: return DrawKind::head;
      case EntryKind::packet: break;
    }
    return DrawKind::arrow;
  }

  void row(std::size_t e, double y, double height) {
    const LadderEntry& entry = x_.entries()[e];
    const bool packet = entry.kind == EntryKind::packet;
    DrawItem d{.kind = kindOf(entry.kind),
               .tone = entry.tone,
               .words = trueTime() ? y - arrowBefore_ >= w_.line : height >= w_.line * (packet ? 1.25 : 0.95),
               .y = y,
               .height = height,
               .entry = static_cast<std::uint32_t>(e),
               .item = entry.first,
               .count = entry.count,
               .other = entry.episode};
    // In time that is true to scale arrows are all alike, wherever the next one stands.
    if (trueTime()) d.height = w_.line * kTrueTimeRow;
    if (packet) arrowBefore_ = y;
    out_.push_back(d);
    if (packet) signs(d);
  }

  void signs(const DrawItem& row) {
    const LadderPacket& p = x_.input().packets[row.item];
    if (p.ecn != 0 && row.height >= kLeastRow && !foldedEcho(p)) {
      DrawItem d = row;
      d.kind = DrawKind::sign;
      d.lane = p.ecn;
      d.words = row.words;
      out_.push_back(d);
    }
    for (std::uint8_t side = 0; side < 2; ++side) {
      if ((p.stateChanged >> side & 1) == 0 || row.height < w_.line * 0.8 || row.y < stateBottom_[side])
        continue;
      DrawItem d = row;
      d.kind = DrawKind::state;
      d.lane = side;
      out_.push_back(d);
      stateBottom_[side] = row.y + w_.line;
    }
  }

  /// An echo after the first, which says nothing new.
  [[nodiscard]] static bool foldedEcho(const LadderPacket& p) {
    return p.ecn == kSignEce && p.foldable;
  }

  /// Rows that begin within kLeastRow pixels from `y`. Returns the row behind them.
  std::size_t crowd(std::size_t e, double y) {
    constexpr std::uint32_t kFew = 3;
    const std::size_t count = x_.entries().size();
    std::size_t end = x_.entryAt((y + w_.top + kLeastRow) / w_.row);
    if (end < count && yOf(end) < y + kLeastRow) ++end;
    end = std::clamp(end, e + 1, count);
    const std::uint32_t packets = x_.packets(e, end);
    if (end - e <= kFew && packets <= kFew) {
      for (std::size_t i = e; i < end; ++i)
        if (x_.entries()[i].kind == EntryKind::packet) row(i, yOf(i), std::max(1.0, yOf(i + 1) - yOf(i)));
      return end;
    }
    arrowBefore_ = y;
    out_.push_back({.kind = DrawKind::density,
                    .tone = x_.worst(e, end),
                    .y = y,
                    .height = kLeastRow,
                    .entry = static_cast<std::uint32_t>(e),
                    .item = itemAt(e),
                    .count = packets,
                    .other = x_.fromClient(e, end)});
    return end;
  }

  const LadderIndex& x_;
  const LadderWindow& w_;
  std::size_t first_ = 0, last_ = 0;
  std::array<double, 2> stateBottom_{-1e9, -1e9};
  double arrowBefore_ = -1e9;
  std::vector<DrawItem> out_;
};

}  // namespace

std::vector<DrawItem> layout(const LadderIndex& index, const LadderWindow& window) {
  return Layout(index, window).make();
}

std::size_t rowAt(const LadderIndex& index, const LadderWindow& window, double y) {
  if (index.options().scale != LadderScale::trueTime) return index.entryAt((window.top + y) / window.row);
  // Arrows stand a line below their time, and the nearer one is meant.
  const double at = (window.top + y - window.line) / window.row;
  const std::size_t above = index.entryAt(at), below = std::min(above + 1, index.entries().size() - 1);
  return at - index.top(above) <= index.top(below) - at ? above : below;
}

}  // namespace pw::ui
