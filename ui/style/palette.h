// The colours of the window, light and dark: one table, chosen so that they stay apart for colour-blind eyes.
#pragma once
#include <QColor>
#include <array>
#include <cstdint>

namespace pw::ui {

/// Background of a row by what the packet is. The order is that of the mini-map: where many rows share a
/// pixel, the last of these wins.
enum class Tint : std::uint8_t {
  none,
  close,      ///< a step of closing
  handshake,  ///< a step of opening
  ecn,        ///< CE mark, ECE or CWR of an open connection
  loss,       ///< sent again, missing, late; RST, malformed
  count_,
};

struct Palette {
  bool dark = false;
  QColor window, button;  ///< chrome around the panes
  QColor background, alternate;
  QColor text, muted, rule;
  QColor client, server, key, ecn, loss, sealed;
  QColor selection, selectionText;
  std::array<QColor, static_cast<std::size_t>(Tint::count_)> tint;
  QColor stallTint;  ///< background of what waits: zero window; words on it are `text`

  [[nodiscard]] const QColor& of(Tint t) const { return tint[static_cast<std::size_t>(t)]; }
  /// Signal colour that belongs to a tint: for shapes, text and the mini-map.
  [[nodiscard]] const QColor& signalOf(Tint t) const;
};

const Palette& lightPalette();
const Palette& darkPalette();

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1).
double contrast(const QColor& a, const QColor& b);

}  // namespace pw::ui
