// Light or dark, and how big: the look of the whole window in one place.
#pragma once
#include <QFont>
#include <QObject>

#include "ui/style/palette.h"

namespace pw::ui {

enum class ThemeMode : std::uint8_t { system, light, dark };

/// Sets the application's style, palette and fonts. One for the program, on the GUI thread; made after the
/// QApplication, whose first palette it takes for the system's.
class Theme : public QObject {
  Q_OBJECT

 public:
  static constexpr int kMinPoints = 6, kMaxPoints = 40;

  explicit Theme(QObject* parent = nullptr);

  [[nodiscard]] ThemeMode mode() const noexcept { return mode_; }
  void setMode(ThemeMode mode);
  /// Steps away from the system's size; each is a tenth. The result is kept within kMinPoints and kMaxPoints.
  [[nodiscard]] int zoom() const noexcept { return zoom_; }
  void setZoom(int steps);

  [[nodiscard]] const Palette& palette() const;
  /// Monospace, for rows and bytes.
  [[nodiscard]] const QFont& mono() const noexcept { return mono_; }
  /// Height of a line of `font` that Hangul fits too, in pixels.
  [[nodiscard]] static int lineHeight(const QFont& font);

 Q_SIGNALS:
  /// Colours or sizes are different now.
  void changed();

 private:
  void apply();

  ThemeMode mode_ = ThemeMode::system;
  int zoom_ = 0;
  bool systemDark_ = false;
  QFont systemFont_, systemMono_, mono_;
};

}  // namespace pw::ui
