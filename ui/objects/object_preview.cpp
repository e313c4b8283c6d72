#include "ui/objects/object_preview.h"

#include <QBuffer>
#include <QEvent>
#include <QImageReader>
#include <QLabel>
#include <QPlainTextEdit>
#include <algorithm>

#include "core/bytes/utf8.h"
#include "ui/bytes/hex_view.h"

namespace pw::ui {

QImage pictureOf(ByteView bytes) {
  QByteArray copy(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
  QBuffer buffer(&copy);
  buffer.open(QIODevice::ReadOnly);
  QImageReader reader(&buffer);
  reader.setDecideFormatFromContent(true);
  // Pictures made of pixels only: others may name files, or cost more than their size says.
  const QByteArray format = reader.format();
  if (format != "png" && format != "jpeg" && format != "gif" && format != "bmp" && format != "webp" && format != "ico")
    return {};
  const QSize size = reader.size();
  if (!size.isValid() || size.width() > ObjectPreview::kMaxSide || size.height() > ObjectPreview::kMaxSide ||
      qint64{size.width()} * size.height() > ObjectPreview::kMaxPixels)
    return {};
  return reader.read();
}

bool looksLikeText(ByteView bytes) noexcept {
  std::size_t at = 0;
  const std::size_t end = std::min<std::size_t>(bytes.size(), 4096);
  while (at < end) {
    const std::size_t n = utf8Length(bytes.subspan(at));
    const bool control = n == 1 && bytes[at] < 0x20 && bytes[at] != '\n' && bytes[at] != '\r' && bytes[at] != '\t';
    if (n == 0 || control) return false;
    at += n;
  }
  return !bytes.empty();
}

ObjectPreview::ObjectPreview(const Theme& theme, QWidget* parent)
    : QStackedWidget(parent),
      theme_(theme),
      label_(new QLabel(this)),
      edit_(new QPlainTextEdit(this)),
      hex_(new HexView(theme, this)) {
  label_->setAlignment(Qt::AlignCenter);
  label_->setWordWrap(true);
  label_->setMinimumSize(1, 1);
  label_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
  edit_->setReadOnly(true);
  edit_->setFrameShape(QFrame::NoFrame);
  edit_->setFont(theme_.mono());
  hex_->setFrameShape(QFrame::NoFrame);
  for (QWidget* w : {static_cast<QWidget*>(label_), static_cast<QWidget*>(edit_), static_cast<QWidget*>(hex_)})
    addWidget(w);
  connect(&theme_, &Theme::changed, this, [this] { edit_->setFont(theme_.mono()); });
  retranslate();
  clear();
}

void ObjectPreview::retranslate() {
  for (QWidget* w : {static_cast<QWidget*>(label_), static_cast<QWidget*>(edit_), static_cast<QWidget*>(hex_)})
    w->setAccessibleName(tr("Content"));
  if (kind_ == Kind::nothing) label_->setText(tr("Choose a file to see what is in it."));
}

void ObjectPreview::clear() {
  hex_->setBytes({});
  bytes_.clear();
  picture_ = {};
  edit_->clear();
  kind_ = Kind::nothing;
  setCurrentWidget(label_);
  label_->setPixmap({});
  retranslate();
}

void ObjectPreview::show(ByteView bytes) {
  clear();
  picture_ = pictureOf(bytes);
  if (!picture_.isNull()) {
    kind_ = Kind::picture;
    fitPicture();
    return;
  }
  if (looksLikeText(bytes)) {
    kind_ = Kind::text;
    const ByteView some = bytes.first(std::min(bytes.size(), kMaxText));
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(some.data()), static_cast<qsizetype>(some.size()));
    if (some.size() < bytes.size()) text += QChar(u'…');
    edit_->setPlainText(text);
    setCurrentWidget(edit_);
    return;
  }
  kind_ = Kind::bytes;
  bytes_.assign(bytes.begin(), bytes.end());
  hex_->setBytes(bytes_);
  setCurrentWidget(hex_);
}

/// Smaller where there is no room; never bigger than it is.
void ObjectPreview::fitPicture() {
  QPixmap pixmap = QPixmap::fromImage(picture_);
  if (pixmap.width() > width() || pixmap.height() > height())
    pixmap = pixmap.scaled(size(), Qt::KeepAspectRatio, Qt::SmoothTransformation);
  label_->setPixmap(pixmap);
}

QString ObjectPreview::text() const { return edit_->toPlainText(); }

void ObjectPreview::resizeEvent(QResizeEvent* event) {
  QStackedWidget::resizeEvent(event);
  if (kind_ == Kind::picture) fitPicture();
}

void ObjectPreview::changeEvent(QEvent* event) {
  QStackedWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace pw::ui
