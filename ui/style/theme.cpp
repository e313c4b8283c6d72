#include "ui/style/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace pw::ui {

namespace {

QPalette qtPalette(const Palette& p) {
  QPalette q;
  q.setColor(QPalette::Window, p.window);
  q.setColor(QPalette::WindowText, p.text);
  q.setColor(QPalette::Base, p.background);
  q.setColor(QPalette::AlternateBase, p.alternate);
  q.setColor(QPalette::Text, p.text);
  q.setColor(QPalette::Button, p.button);
  q.setColor(QPalette::ButtonText, p.text);
  q.setColor(QPalette::BrightText, p.loss);
  q.setColor(QPalette::ToolTipBase, p.button);
  q.setColor(QPalette::ToolTipText, p.text);
  q.setColor(QPalette::PlaceholderText, p.muted);
  q.setColor(QPalette::Highlight, p.selection);
  q.setColor(QPalette::HighlightedText, p.selectionText);
  q.setColor(QPalette::Link, p.client);
  q.setColor(QPalette::LinkVisited, p.key);
  q.setColor(QPalette::Light, p.dark ? p.button.lighter(130) : QColor(Qt::white));
  q.setColor(QPalette::Midlight, p.dark ? p.button.lighter(115) : p.alternate);
  q.setColor(QPalette::Mid, p.dark ? p.button.darker(130) : QColor(0xC4, 0xCA, 0xD1));
  q.setColor(QPalette::Dark, p.dark ? p.button.darker(160) : p.rule);
  q.setColor(QPalette::Shadow, p.dark ? QColor(Qt::black) : p.muted);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    q.setColor(QPalette::Disabled, role, p.rule);
  return q;
}

/// A family list that has Hangul behind the Latin one, so that a fallback is never a guess of the platform's.
QFont withFallback(QFont f, const QString& latin, const QString& cjk) {
  QStringList families = f.families();
  if (families.isEmpty()) families << f.family();
  families << latin << cjk;
  f.setFamilies(families);
  return f;
}

}  // namespace

Theme::Theme(QObject* parent) : QObject(parent) {
  systemDark_ = QApplication::palette().color(QPalette::Window).lightness() < 128;
  systemFont_ =
      withFallback(QApplication::font(), QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans CJK KR"));
  systemMono_ = withFallback(QFontDatabase::systemFont(QFontDatabase::FixedFont),
                             QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK KR"));
  systemMono_.setStyleHint(QFont::Monospace);
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  apply();
}

void Theme::setMode(ThemeMode mode) {
  if (mode == mode_) return;
  mode_ = mode;
  apply();
}

void Theme::setZoom(int steps) {
  steps = std::clamp(steps, -5, 25);
  if (steps == zoom_) return;
  zoom_ = steps;
  apply();
}

const Palette& Theme::palette() const {
  const bool dark = mode_ == ThemeMode::dark || (mode_ == ThemeMode::system && systemDark_);
  return dark ? darkPalette() : lightPalette();
}

int Theme::lineHeight(const QFont& font) {
  QFont cjk = font;
  cjk.setFamilies({QStringLiteral("Noto Sans Mono CJK KR"), QStringLiteral("Noto Sans CJK KR")});
  const QFontMetrics latin(font);
  const QRect ink = QFontMetrics(cjk).tightBoundingRect(QStringLiteral("\uD55C\uAE00\uD479"));
  return std::max(latin.ascent(), -ink.top()) + std::max(latin.descent(), ink.bottom() + 1);
}

void Theme::apply() {
  const auto sized = [this](QFont f) {
    const double base = f.pointSizeF() > 0 ? f.pointSizeF() : 10.0;
    const double points = base * std::pow(1.1, zoom_);
    f.setPointSizeF(std::clamp(points, double{kMinPoints}, double{kMaxPoints}));
    return f;
  };
  mono_ = sized(systemMono_);
  const QPalette q = qtPalette(palette());
  QApplication::setPalette(q);
  QToolTip::setPalette(q);
  QApplication::setFont(sized(systemFont_));
  Q_EMIT changed();
}

}  // namespace pw::ui
