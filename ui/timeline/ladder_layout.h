// What of a timeline is drawn in a window of so many pixels: a list whose length and cost depend on the
// pixels alone. Plain C++.
#pragma once
#include <cstdint>
#include <vector>

#include "ui/timeline/ladder_index.h"

namespace pw::ui {

/// In pixels.
struct LadderWindow {
  double top = 0;  ///< from the beginning of the timeline
  double height = 0;
  double row = 28;   ///< height of one row
  double line = 16;  ///< height of a line of text
};

/// Rows lower than this are drawn together, in pixels.
inline constexpr double kLeastRow = 3;

enum class DrawKind : std::uint8_t {
  band,    ///< background of an episode; `other`: which
  repair,  ///< from a packet to the one that repeats it; `item`: the later one, `other`: the earlier one
  loop,    ///< congestion, told, slowed: `other`: which
  gap,     ///< time passed that the height does not show
  head,    ///< names an episode
  openFold,
  fold,
  arrow,
  density,  ///< many packets, too near to each other to be drawn one by one
  sign,     ///< CE, ECE or CWR in the lane; `lane`: EcnSign bits
  state,    ///< what state an end is in now; `lane`: 0 the client, 1 the server
};

struct DrawItem {
  DrawKind kind = DrawKind::arrow;
  LadderTone tone = LadderTone::plain;
  std::uint8_t lane = 0;
  bool words = false;        ///< there is room for a line of text
  double y = 0, height = 0;  ///< within the window; may stick out of it
  std::uint32_t entry = 0;   ///< row; of density the first one
  std::uint32_t item = 0;    ///< packet, or the first of them
  std::uint32_t count = 1;   ///< packets
  std::uint32_t other = Conversation::kNone;
};

/// In the order of painting: bands first, then what joins rows, then rows from top to bottom.
std::vector<DrawItem> layout(const LadderIndex& index, const LadderWindow& window);

/// The row that is drawn at a height in the window. `index` must have rows.
std::size_t rowAt(const LadderIndex& index, const LadderWindow& window, double y);

}  // namespace pw::ui
