#include "ui/style/palette.h"

#include <algorithm>
#include <cmath>

namespace pw::ui {

namespace {

QColor rgb(QRgb v) { return QColor::fromRgb(v); }

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

double luminance(const QColor& c) {
  return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

}  // namespace

const QColor& Palette::signalOf(Tint t) const {
  switch (t) {
    case Tint::handshake: return client;
    case Tint::ecn: return ecn;
    case Tint::loss: return loss;
    default: return muted;
  }
}

const Palette& lightPalette() {
  static const Palette p{
      .dark = false,
      .window = rgb(0xEFF1F4),
      .button = rgb(0xF6F8FA),
      .background = rgb(0xFFFFFF),
      .alternate = rgb(0xF6F8FA),
      .text = rgb(0x1B1F24),
      .muted = rgb(0x57606A),
      .rule = rgb(0x8A939D),
      .client = rgb(0x044696),
      .server = rgb(0x2D3239),
      .key = rgb(0x9910DC),
      .ecn = rgb(0xAD5107),
      .loss = rgb(0x9E0023),
      .sealed = rgb(0x0A7955),
      .selection = rgb(0x0B5CAD),
      .selectionText = rgb(0xFFFFFF),
      .tint = {QColor{}, rgb(0xE9ECEF), rgb(0xDCEBFA), rgb(0xFEEBDC), rgb(0xFBDFE3)},
      .stallTint = rgb(0xFFF4D6),
  };
  return p;
}

const Palette& darkPalette() {
  static const Palette p{
      .dark = true,
      .window = rgb(0x1B2027),
      .button = rgb(0x252C35),
      .background = rgb(0x14181D),
      .alternate = rgb(0x1B2027),
      .text = rgb(0xE6EAEE),
      .muted = rgb(0xA3ADB8),
      .rule = rgb(0x6C7784),
      .client = rgb(0x3593F8),
      .server = rgb(0xBFC6CE),
      .key = rgb(0xE5A8FE),
      .ecn = rgb(0xF3A730),
      .loss = rgb(0xF55678),
      .sealed = rgb(0x64F6AD),
      .selection = rgb(0x1158C7),
      .selectionText = rgb(0xFFFFFF),
      .tint = {QColor{}, rgb(0x2A3038), rgb(0x122A44), rgb(0x43290F), rgb(0x4A1724)},
      .stallTint = rgb(0x3A3110),
  };
  return p;
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace pw::ui
