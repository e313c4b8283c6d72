#include "ui/objects/object_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>

#include "core/follow/object_name.h"
#include "ui/rows/cell_painter.h"

namespace pw::ui {

namespace {

constexpr int kAgainMs = 500;  // between two looks at a capture that grows

/// What somebody sent, as one line.
QString lineOf(const std::string& text) {
  std::string s;
  TextOut{s}.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return QString::fromStdString(s);
}

}  // namespace

ObjectTable::ObjectTable(CaptureDocument& document, const Theme& theme, QWidget* parent)
    : RowView(theme, nullptr, parent), document_(document), columns_(new QStandardItemModel(0, kColumns, this)) {
  setHeaderModel(columns_);
  due_.setSingleShot(true);
  due_.setInterval(kAgainMs);
  connect(header_, &QHeaderView::sectionResized, this, [this] { relayout(); });
  connect(&due_, &QTimer::timeout, this, &ObjectTable::work);
  connect(&document_, &CaptureDocument::opened, this, &ObjectTable::reset);
  connect(&document_, &CaptureDocument::closed, this, &ObjectTable::reset);
  connect(&document_, &CaptureDocument::rowsChanged, this, [this] {
    if (!due_.isActive()) due_.start();
  });
  connect(&document_, &CaptureDocument::loaded, this, &ObjectTable::work);
  connect(&theme_, &Theme::changed, this, &ObjectTable::restyleColumns);
  retitle();
  restyleColumns();
}

void ObjectTable::restyleColumns() {
  restyle();
  const int digit = QFontMetrics(theme_.mono()).horizontalAdvance(QLatin1Char('0'));
  constexpr int kDigits[] = {8, 20, 24, 10};
  for (int i = 0; i < kName; ++i) header_->resizeSection(i, std::max(kDigits[i] * digit, header_->sectionSizeHint(i)));
}

void ObjectTable::reset() {
  job_.cancel();
  due_.stop();
  objects_.reset();
  dropSelection();
  relayout();
  verticalScrollBar()->setValue(0);
  Q_EMIT changed();
}

void ObjectTable::setLooked(bool looked) {
  looked_ = looked;
  if (looked_) work();
}

void ObjectTable::work() {
  if (!looked_ || !document_.isOpen() || (objects_ && objects_->rows() == document_.rows())) return;
  if (job_.isRunning()) {
    due_.start();
    return;
  }
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<const CarriedObjects> objects;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), nullptr});
  const auto http = document_.registry().findProtocol("http");
  if (!http) return;
  job_.start(
      0,
      [shared, before = objects_, http = *http, rows = document_.rows(), &registry = document_.registry()](
          const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        shared->objects = CarriedObjects::make(shared->session->trace(), registry, http, rows, before.get(), stop);
      },
      [this, shared] {
        if (!shared->objects || shared->session != document_.session()) return;
        objects_ = shared->objects;
        relayout();
        viewport()->update();
        Q_EMIT changed();
      });
}

QString ObjectTable::cell(std::uint32_t row, Column column) const {
  const CarriedObject& o = (*objects_)[row];
  switch (column) {
    case kPacket: return QString::number(std::uint64_t{o.content.packet.value} + 1);
    case kHost: return lineOf(o.host);
    case kType: return lineOf(o.type.substr(0, o.type.find(';')));
    case kSize: return QLocale().toString(o.content.length);
    case kName: return QString::fromStdString(fileNameOf(o));
    case kColumns: break;
  }
  return {};
}

QString ObjectTable::sentence(std::uint32_t row) {
  return tr("%1, %2 bytes, from %3, packet %4")
      .arg(cell(row, kName), cell(row, kSize), cell(row, kHost), cell(row, kPacket));
}

QString ObjectTable::tipAt(std::uint32_t row, int column, const QPoint&) {
  return column == kName ? lineOf((*objects_)[row].target)
         : column < 0    ? QString()
                         : cell(row, static_cast<Column>(column));
}

void ObjectTable::retitle() {
  columns_->setHorizontalHeaderLabels({tr("Packet"), tr("Host"), tr("Content Type"), tr("Size"), tr("File Name")});
  for (int i = 0; i < kColumns; ++i)
    columns_->setHeaderData(i, Qt::Horizontal, QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter)),
                            Qt::TextAlignmentRole);
}

void ObjectTable::changeEvent(QEvent* event) {
  RowView::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retitle();
  restyleColumns();
}

void ObjectTable::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  const Palette& p = theme_.palette();
  painter.fillRect(viewport()->rect(), p.background);
  painter.setFont(theme_.mono());
  const std::uint32_t count = rowCount();
  for (int i = 0; i < visibleRows(); ++i) {
    const std::uint64_t row = std::uint64_t{firstVisible()} + static_cast<unsigned>(i);
    if (row >= count) break;
    paintRow(painter, static_cast<std::uint32_t>(row), i * rowHeight_);
  }
  if (count != 0 || !document_.isOpen()) return;
  painter.setFont(QApplication::font());
  painter.setPen(p.muted);
  painter.drawText(viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                   objects_ ? tr("HTTP carried no files here.") : tr("Looking through the packets…"));
}

void ObjectTable::paintRow(QPainter& painter, std::uint32_t row, int y) {
  const Palette& p = theme_.palette();
  const QRect box(0, y, viewport()->width(), rowHeight_);
  const bool selected = selection_ && selection_->has(row);
  if (selected) painter.fillRect(box, p.selection);
  painter.setPen(selected ? p.selectionText : p.text);
  CellPainter cells(painter, theme_.mono(), rowHeight_);
  for (const int c : shownColumns()) {
    const QRect at(header_->sectionViewportPosition(c), y, header_->sectionSize(c), rowHeight_);
    cells.draw(cell(row, static_cast<Column>(c)), at, c == kPacket || c == kSize);
  }
  if (current_ != row || !hasFocus()) return;
  painter.setPen(QPen(p.dark ? p.text : p.server, 2));
  painter.drawRect(box.adjusted(1, 1, -1, -1));
}

}  // namespace pw::ui
