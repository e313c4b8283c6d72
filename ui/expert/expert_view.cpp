#include "ui/expert/expert_view.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QStandardItemModel>

#include "ui/expert/expert_painter.h"

namespace pw::ui {

namespace {
constexpr int kScanMs = 200;  // between two looks at a capture that grows
}

ExpertView::ExpertView(CaptureDocument& document, const Theme& theme, LanguageSwitch& language, QWidget* parent)
    : RowView(theme, nullptr, parent),
      document_(document),
      language_(language),
      columns_(new QStandardItemModel(0, 3, this)),
      reasons_(document) {
  setHeaderModel(columns_);
  const int digit = QFontMetrics(theme_.mono()).horizontalAdvance(QLatin1Char('0'));
  header_->setSectionsMovable(false);
  header_->resizeSection(kPacket, 12 * digit);
  header_->resizeSection(kFlow, 6 * digit);
  due_.setSingleShot(true);
  due_.setInterval(kScanMs);
  connect(header_, &QHeaderView::sectionResized, this, [this] { relayout(); });
  connect(&due_, &QTimer::timeout, this, &ExpertView::scan);
  connect(&document_, &CaptureDocument::opened, this, &ExpertView::reset);
  connect(&document_, &CaptureDocument::closed, this, &ExpertView::reset);
  connect(&document_, &CaptureDocument::rowsChanged, this, [this] {
    if (!due_.isActive()) due_.start();
  });
  connect(&document_, &CaptureDocument::loaded, this, &ExpertView::scan);
  connect(&reasons_, &Reasons::changed, this, [this] {
    viewport()->update();
    Q_EMIT reasonsChanged();
  });
  connect(&theme_, &Theme::changed, this, &ExpertView::restyle);
  connect(this, &RowView::currentChanged, this, [this](std::optional<std::uint32_t> row) {
    if (quiet_ || !row) return;
    if (const ExpertRow r = rows_.at(*row); r.what == ExpertRow::What::packet) Q_EMIT packetChosen(r.packet);
  });
  connect(this, &RowView::activated, this, &ExpertView::toggle);
  retitle();
  restyle();
}

Language ExpertView::spoken() const noexcept { return language_.isKorean() ? Language::korean : Language::english; }

void ExpertView::reset() {
  job_.cancel();
  due_.stop();
  findings_ = {};
  scanned_ = 0;
  reasons_.reset(spoken());
  dropSelection();
  layOut();
  verticalScrollBar()->setValue(0);
}

void ExpertView::scan() {
  if (job_.isRunning() || !document_.isOpen() || scanned_ >= document_.rows()) return;
  struct Shared {
    std::shared_ptr<Session> session;
    Findings found;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), {}});
  const std::uint32_t from = scanned_, to = document_.rows();
  job_.start(
      to - from,
      [shared, from, to](const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        shared->found.scan(shared->session->trace(), from, to, stop);
      },
      [this, shared, to] {
        scanned_ = to;
        findings_.append(shared->found);
        layOut();
        if (scanned_ < document_.rows() && !due_.isActive()) due_.start();
      });
}

// Rows move: the current one is kept by what it is.
void ExpertView::layOut() {
  const auto now = current_ && *current_ < rows_.size() ? std::optional{rows_.at(*current_)} : std::nullopt;
  rows_.layOut(findings_);
  relayout();
  quiet_ = true;
  const auto row = now ? rows_.rowOf(*now) : std::nullopt;
  if (row)
    setCurrent(*row, false, Scroll::none);
  else
    dropSelection();
  quiet_ = false;
  Q_EMIT changed();
}

void ExpertView::setOpen(FindingKind kind, bool open) {
  if (rows_.isOpen(kind) == open) return;
  rows_.setOpen(kind, open);
  layOut();
}

void ExpertView::setShown(Severity severity, bool shown) {
  if (rows_.isShown(severity) == shown) return;
  rows_.setShown(severity, shown);
  layOut();
}

void ExpertView::toggle(std::uint32_t row) {
  const ExpertRow r = rows_.at(row);
  if (r.what == ExpertRow::What::kind) setOpen(r.kind, !isOpen(r.kind));
}

QString ExpertView::nameOf(Severity severity) {
  switch (severity) {
    case Severity::error: return tr("Errors");
    case Severity::warning: return tr("Warnings");
    case Severity::note: return tr("Notes");
    case Severity::chat: return tr("Chats");
  }
  return {};
}

ui::Shape ExpertView::shapeOf(Severity severity) noexcept {
  switch (severity) {
    case Severity::error: return ui::Shape::cross;
    case Severity::warning: return ui::Shape::exclamation;
    case Severity::note: return ui::Shape::information;
    case Severity::chat: break;
  }
  return ui::Shape::bubble;
}

const QColor& ExpertView::colourOf(const Palette& p, Severity severity) noexcept {
  switch (severity) {
    case Severity::error: return p.loss;
    case Severity::warning: return p.ecn;
    case Severity::note: return p.client;
    case Severity::chat: break;
  }
  return p.muted;
}

QString ExpertView::textOf(const ExpertRow& row) {
  const auto counted = [](const QString& what, std::uint64_t n) {
    return QStringLiteral("%1 (%2)").arg(what, QLocale().toString(static_cast<qulonglong>(n)));
  };
  switch (row.what) {
    case ExpertRow::What::severity: return counted(nameOf(row.severity), findings_.count(row.severity));
    case ExpertRow::What::kind: {
      QString name;
      if (isMark(row.kind)) {
        const std::string_view n = markName(spoken(), markOf(row.kind));
        name = QString::fromUtf8(n.data(), static_cast<qsizetype>(n.size()));
      } else {
        name = row.kind == FindingKind::malformed ? tr("Malformed packet") : tr("Packet not captured to its end");
      }
      return counted(name, findings_.count(row.kind));
    }
    case ExpertRow::What::more:
      return tr("Only the first %1 are listed.").arg(QLocale().toString(static_cast<int>(Findings::kMaxPackets)));
    case ExpertRow::What::packet: break;
  }
  const QString* why = reasons_.of(row.kind, row.packet);
  return why != nullptr ? *why : QString();
}

QString ExpertView::sentence(std::uint32_t row) {
  const ExpertRow r = rows_.at(row);
  if (r.what != ExpertRow::What::packet) return textOf(r);
  return tr("Packet %1: %2").arg(std::uint64_t{r.packet} + 1).arg(textOf(r));
}

QString ExpertView::tipAt(std::uint32_t row, int column, const QPoint&) {
  const ExpertRow r = rows_.at(row);
  return r.what == ExpertRow::What::packet && column == kWhy ? textOf(r) : QString();
}

void ExpertView::keyPressEvent(QKeyEvent* event) {
  const auto row = current_ ? std::optional{rows_.at(*current_)} : std::nullopt;
  const bool left = event->key() == Qt::Key_Left, right = event->key() == Qt::Key_Right;
  if (!row || (!left && !right) || row->what == ExpertRow::What::severity) {
    RowView::keyPressEvent(event);
    return;
  }
  if (row->what == ExpertRow::What::kind)
    setOpen(row->kind, right);
  else if (left)  // to the heading
    setCurrent(*rows_.rowOf({ExpertRow::What::kind, row->severity, row->kind, 0}));
}

// A click on a heading's arrow opens it as a double click on all of it does.
void ExpertView::mousePressEvent(QMouseEvent* event) {
  RowView::mousePressEvent(event);
  const auto row = rowAt(event->position().toPoint());
  if (row && event->button() == Qt::LeftButton && event->position().x() < ExpertPainter::arrowEnd(rowHeight_))
    toggle(*row);
}

void ExpertView::retitle() {
  columns_->setHorizontalHeaderLabels({tr("Packet"), tr("Flow"), tr("Why")});
  for (int i = 0; i < columns_->columnCount(); ++i)
    columns_->setHeaderData(i, Qt::Horizontal, QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter)),
                            Qt::TextAlignmentRole);
}

void ExpertView::changeEvent(QEvent* event) {
  RowView::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retitle();
  reasons_.reset(spoken());
  relayout();
}

void ExpertView::paintEvent(QPaintEvent*) { ExpertPainter(*this).paint(); }

}  // namespace pw::ui
