// Fonts, colours and columns of a timeline: the same on screen and in a picture.
#pragma once
#include <QFont>
#include <QFontMetricsF>

#include "ui/style/palette.h"
#include "ui/timeline/ladder_words.h"

namespace pw::ui {

/// Sizes are in pixels, so that a picture looks as the screen does whatever it is made of.
struct LadderLook {
  LadderLook(const Palette& colours, const QFont& monospace, const QFont& text);

  [[nodiscard]] const QColor& toneColour(LadderTone tone) const;
  [[nodiscard]] const QColor& sideColour(bool client) const {
    return client ? palette->client : palette->server;
  }
  [[nodiscard]] const QColor& bandColour(Conversation::Kind kind) const;
  [[nodiscard]] const QColor& barColour(Conversation::Kind kind) const;

  const Palette* palette;
  QFont mono, small, sans, bold;
  double line;  ///< height of a line of any of the fonts
  double smallLine;
  double normalRow;  ///< height of a row at no zoom
  double header;     ///< height of what stands above the timeline
  double digit;      ///< width of a digit in `mono`
};

/// What stands where, by the width of a timeline. A column that is not shown has width 0.
struct LadderColumns {
  LadderColumns(double width, const LadderLook& look, const LadderWords& words, std::uint32_t lastItem,
                bool ecn);

  /// Width from which on there is room for sentences: that of a pane of 640 without its scroll bar and strip.
  static constexpr double kSentencesFrom = 610;

  double width = 0;
  double time = 6, timeWidth = 0;
  double gap = 0, gapWidth = 0;
  double bar = 0;                                           ///< left edge of bands
  double clientState = 0, serverState = 0, stateWidth = 0;  ///< width 0: states stand between the lifelines
  double client = 0, server = 0;                            ///< the two lifelines
  double lane = 0, laneWidth = 0;                           ///< of ECN signs
  double sentence = 0, sentenceWidth = 0;
};

}  // namespace pw::ui
