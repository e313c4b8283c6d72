// Paints what layout() chose, on a screen or into a picture.
#pragma once
#include <QPainter>
#include <optional>

#include "ui/timeline/ladder_layout.h"
#include "ui/timeline/ladder_look.h"

namespace pw::ui {

/// What is pointed at. Items.
struct LadderPointers {
  std::optional<std::uint32_t> current, hovered;
  std::uint32_t rangeFirst = 1, rangeLast = 0;  ///< a run that is selected; none where first > last
  /// A segment and what confirms it, to be joined; Conversation::kNone for none.
  std::uint32_t sent = Conversation::kNone, confirmed = Conversation::kNone;
  bool focus = false;
};

/// Lives for one frame or one picture. All that it is given must outlive it.
class LadderPainter {
 public:
  LadderPainter(QPainter& painter, const LadderIndex& index, const LadderWords& words, const LadderLook& look,
                const LadderColumns& columns);

  /// The two ends, in the top left corner of `width` and look.header. `first`: the topmost item in sight.
  void header(std::uint32_t first);
  /// Rows. The painter's origin is the top of the window.
  void body(const std::vector<DrawItem>& items, const LadderWindow& window, const LadderPointers& pointers);

 private:
  // bands and what joins rows: ladder_painter_links.cpp
  void bandOf(const DrawItem& d);
  void bandName(const DrawItem& d, const LadderWindow& window);
  void lifelines(const std::vector<DrawItem>& items, const LadderWindow& window);
  void repair(const DrawItem& d);
  void loop(const DrawItem& d);
  void gap(const DrawItem& d);
  /// Where a gap breaks the lifelines: top and bottom.
  [[nodiscard]] std::pair<double, double> breakOf(const DrawItem& d) const;
  void roundTrip(const LadderWindow& window, const LadderPointers& pointers);
  void density(const DrawItem& d);

  // rows
  void highlight(const DrawItem& d, const LadderPointers& pointers);
  void arrow(const DrawItem& d);
  void arrowLine(const DrawItem& d, double y, bool lost);
  void arrowSigns(const DrawItem& d, double y);
  void label(const DrawItem& d);
  void times(const DrawItem& d);
  void sentence(const DrawItem& d);
  void fold(const DrawItem& d);
  void openFold(const DrawItem& d);
  void head(const DrawItem& d);
  void state(const DrawItem& d);
  void stateBetween(const DrawItem& d, bool client, double x, double y, const QString& name);
  void sign(const DrawItem& d);
  void end(unsigned side, double x, double width, std::uint32_t first);

  [[nodiscard]] double arrowY(const DrawItem& d) const;
  [[nodiscard]] double slope(const DrawItem& d) const;
  [[nodiscard]] const QColor& colourOf(const DrawItem& d) const;
  /// Text on one line whose middle is at `y`, cut to the width.
  void text(const QFont& font, const QColor& colour, double x, double y, double width, const QString& words,
            Qt::Alignment align = Qt::AlignLeft);

  QPainter& p_;
  const LadderIndex& x_;
  const LadderWords& words_;
  const LadderLook& look_;
  const Palette& colours_;
  const LadderColumns& c_;
  double timeBelow_ = -1e9;  // where the column of times is free
};

}  // namespace pw::ui
