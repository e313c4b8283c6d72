#include "ui/timeline/timeline_picture.h"

#include <QApplication>
#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

#include "ui/timeline/ladder_painter.h"

namespace pw::ui {

namespace {

constexpr double kMargin = 16;
constexpr double kMostPngHeight = 16'000;  // pixels: some 70 MB while it is painted

QString tr(const char* text) { return QCoreApplication::translate("pw::ui::TimelinePicture", text); }

/// The rows of one picture and how to paint any stretch of them.
class Picture {
 public:
  Picture(const LadderModel& model, const PictureOptions& options, double mostHeight)
      : words_(model, options.language),
        look_(*options.palette, options.mono, QApplication::font()),
        index_(LadderIndex::make(model.input, options.ladder)),
        columns_(options.width, look_, words_, lastItem(model), index_->hasEcn()) {
    const auto count = static_cast<std::uint32_t>(model.input->packets.size());
    if (count == 0) return;
    const std::uint32_t last = std::min(options.last, count - 1), first = std::min(options.first, last);
    firstRow_ = index_->entryOf(first);
    while (firstRow_ > 0 && index_->entries()[firstRow_ - 1].count == 0) --firstRow_;
    const std::size_t end = index_->entryOf(last) + 1;
    allRows_ = end - firstRow_;
    endRow_ = std::min(end, firstRow_ + kMostPictureRows);
    const double room = mostHeight - headHeight() - footHeight();
    while (endRow_ > firstRow_ + 1 && bottom(endRow_ - 1) - top() > room) --endRow_;
  }

  [[nodiscard]] bool empty() const { return allRows_ == 0; }
  [[nodiscard]] std::size_t rows() const { return endRow_ - firstRow_; }
  [[nodiscard]] std::size_t allRows() const { return allRows_; }
  [[nodiscard]] bool isCut() const { return rows() < allRows_; }
  [[nodiscard]] double width() const { return columns_.width; }
  [[nodiscard]] double headHeight() const { return kMargin + look_.line * 1.6 + look_.header; }
  [[nodiscard]] double footHeight() const { return isCut() ? look_.line * 2 : kMargin; }
  [[nodiscard]] double height() const { return headHeight() + bottom(endRow_ - 1) - top() + footHeight(); }
  [[nodiscard]] const QColor& background() const { return look_.palette->background; }
  [[nodiscard]] QString title() const { return words_.title(); }

  /// Rows from `row` on that fit into `room`. Returns the first that does not.
  std::size_t fitting(std::size_t row, double room) const {
    std::size_t end = row + 1;
    while (end < endRow_ && bottom(end) - y(row) <= room) ++end;
    return end;
  }
  [[nodiscard]] std::size_t firstRow() const { return firstRow_; }
  [[nodiscard]] std::size_t endRow() const { return endRow_; }

  /// Title, ends and the rows [from, to), at the painter's origin.
  void paint(QPainter& painter, std::size_t from, std::size_t to) const {
    LadderPainter p(painter, *index_, words_, look_, columns_);
    const double rowsHeight = bottom(to - 1) - y(from);
    painter.fillRect(QRectF(0, 0, width(), headHeight() + rowsHeight + footHeight()),
                     look_.palette->background);
    painter.setFont(look_.bold);
    painter.setPen(look_.palette->text);
    painter.drawText(QPointF(kMargin, kMargin + look_.line), words_.title());
    painter.save();
    painter.translate(0, headHeight() - look_.header);
    p.header(index_->entries()[from].first);
    painter.translate(0, look_.header);
    const LadderWindow window{
        .top = y(from), .height = rowsHeight, .row = look_.normalRow, .line = look_.line};
    painter.setClipRect(QRectF(0, 0, width(), rowsHeight));
    p.body(layout(*index_, window), window, {});
    painter.restore();
    if (!isCut() || to < endRow_) return;
    painter.setFont(look_.sans);
    painter.setPen(look_.palette->muted);
    painter.drawText(QPointF(kMargin, headHeight() + rowsHeight + look_.line * 1.3), cutText());
  }

  [[nodiscard]] QString cutText() const {
    return tr("The picture ends here: %1 of %2 rows.").arg(rows()).arg(allRows_);
  }

 private:
  static std::uint32_t lastItem(const LadderModel& m) {
    return m.input->packets.empty() ? 0 : static_cast<std::uint32_t>(m.input->packets.size()) - 1;
  }
  [[nodiscard]] double y(std::size_t row) const { return index_->top(row) * look_.normalRow; }
  [[nodiscard]] double bottom(std::size_t row) const { return y(row) + index_->body(row) * look_.normalRow; }
  [[nodiscard]] double top() const { return y(firstRow_); }

  LadderWords words_;
  LadderLook look_;
  std::shared_ptr<const LadderIndex> index_;
  LadderColumns columns_;
  std::size_t firstRow_ = 0, endRow_ = 0, allRows_ = 0;
};

void writeSvg(const Picture& picture, QIODevice& to) {
  QSvgGenerator svg;
  svg.setOutputDevice(&to);
  svg.setResolution(96);
  svg.setTitle(picture.title());
  svg.setDescription(picture.isCut() ? picture.cutText() : picture.title());
  svg.setSize(QSize(static_cast<int>(picture.width()), static_cast<int>(std::ceil(picture.height()))));
  svg.setViewBox(QRectF(0, 0, picture.width(), std::ceil(picture.height())));
  QPainter painter(&svg);
  picture.paint(painter, picture.firstRow(), picture.endRow());
}

bool writePng(const Picture& picture, QIODevice& to) {
  QImage image(static_cast<int>(picture.width()), static_cast<int>(std::ceil(picture.height())),
               QImage::Format_RGB32);
  if (image.isNull()) return false;
  image.fill(picture.background());
  QPainter painter(&image);
  picture.paint(painter, picture.firstRow(), picture.endRow());
  painter.end();
  return image.save(&to, "PNG");
}

/// As many pages as it takes, each with the two ends at its top.
bool writePdf(const Picture& picture, QIODevice& to) {
  QPdfWriter pdf(&to);
  pdf.setTitle(picture.title());
  pdf.setPageSize(QPageSize(QPageSize::A4));
  pdf.setPageMargins(QMarginsF(10, 10, 10, 10), QPageLayout::Millimeter);
  pdf.setResolution(300);
  QPainter painter;
  if (!painter.begin(&pdf)) return false;
  const double scale = pdf.width() / picture.width(), page = pdf.height() / scale;
  for (std::size_t row = picture.firstRow(); row < picture.endRow();) {
    if (row != picture.firstRow()) pdf.newPage();
    const std::size_t end = picture.fitting(row, page - picture.headHeight() - picture.footHeight());
    painter.save();
    painter.scale(scale, scale);
    picture.paint(painter, row, end);
    painter.restore();
    row = end;
  }
  return painter.end();
}

QString suffixOf(const QString& path) { return QFileInfo(path).suffix().toLower(); }

}  // namespace

bool isPictureName(const QString& path) {
  const QString s = suffixOf(path);
  return s == QLatin1String("svg") || s == QLatin1String("png") || s == QLatin1String("pdf");
}

PictureOutcome saveTimelinePicture(const LadderModel& model, const PictureOptions& options,
                                   const QString& path) {
  if (!isPictureName(path)) return {.problem = tr("The name must end in .svg, .png or .pdf: %1").arg(path)};
  const bool png = suffixOf(path) == QLatin1String("png");
  const Picture picture(model, options, png ? kMostPngHeight : 1e9);
  if (picture.empty()) return {.problem = tr("There is nothing to draw.")};
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly))
    return {.problem = tr("%1 cannot be written: %2").arg(path, file.errorString())};
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  bool done = true;
  if (png)
    done = writePng(picture, buffer);
  else if (suffixOf(path) == QLatin1String("pdf"))
    done = writePdf(picture, buffer);
  else
    writeSvg(picture, buffer);
  buffer.close();
  done = done && file.write(bytes) == bytes.size() && file.commit();
  if (!done) return {.problem = tr("%1 cannot be written: %2").arg(path, file.errorString())};
  return {.problem = {}, .rows = picture.rows(), .allRows = picture.allRows(), .cut = picture.isCut()};
}

}  // namespace pw::ui
