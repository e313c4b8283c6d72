// What is in a file that somebody sent: a picture, text, or bytes. Nothing in it is run or fetched.
#pragma once
#include <QImage>
#include <QStackedWidget>
#include <vector>

#include "core/bytes/byte_view.h"
#include "ui/style/theme.h"

class QLabel;
class QPlainTextEdit;

namespace pw::ui {

class HexView;

class ObjectPreview : public QStackedWidget {
  Q_OBJECT

 public:
  /// Pixels of a picture that is shown, and bytes of text: more is shown as bytes, or cut off.
  static constexpr int kMaxSide = 8192;
  static constexpr qint64 kMaxPixels = qint64{16} << 20;
  static constexpr std::size_t kMaxText = std::size_t{256} << 10;

  explicit ObjectPreview(const Theme& theme, QWidget* parent = nullptr);

  enum class Kind : std::uint8_t { nothing, picture, text, bytes };
  void show(ByteView bytes);
  void clear();
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] QString text() const;
  [[nodiscard]] const QImage& picture() const noexcept { return picture_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void fitPicture();

  const Theme& theme_;
  QLabel* label_;
  QPlainTextEdit* edit_;
  HexView* hex_;
  Kind kind_ = Kind::nothing;
  QImage picture_;
  std::vector<std::uint8_t> bytes_;
};

/// The picture that bytes are, by what they begin with, never by what they are called; null where they are none, or too
/// big. Reads sizes before it takes memory.
QImage pictureOf(ByteView bytes);
/// Whether bytes read as UTF-8 text.
bool looksLikeText(ByteView bytes) noexcept;

}  // namespace pw::ui
