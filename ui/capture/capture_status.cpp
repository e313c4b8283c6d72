#include "ui/capture/capture_status.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include "ui/capture/sparkline.h"

namespace pw::ui {

namespace {

constexpr int kEveryMs = 250;
constexpr std::chrono::seconds kSampleEvery{1};

QString number(std::uint64_t n) { return QLocale().toString(static_cast<qulonglong>(n)); }

}  // namespace

CaptureStatus::CaptureStatus(CaptureDocument& document, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      document_(document),
      theme_(theme),
      drops_(new QLabel(this)),
      lag_(new QLabel(this)),
      rate_(new QLabel(this)),
      sparkline_(new Sparkline(theme, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(12);
  for (QWidget* w : std::initializer_list<QWidget*>{drops_, lag_, sparkline_, rate_}) row->addWidget(w);
  timer_.setInterval(kEveryMs);
  connect(&timer_, &QTimer::timeout, this, &CaptureStatus::look);
  connect(&document_, &CaptureDocument::opened, this, &CaptureStatus::begin);
  connect(&document_, &CaptureDocument::captureEnded, this, [this] {
    timer_.stop();
    look();
  });
  connect(&document_, &CaptureDocument::loaded, this, [this] {
    if (document_.live()) look();
  });
  connect(&document_, &CaptureDocument::closed, this, [this] {
    timer_.stop();
    hide();
  });
  connect(&theme_, &Theme::changed, this, [this] {
    if (document_.live()) look();
  });
  hide();
}

void CaptureStatus::begin() {
  timer_.stop();
  setVisible(document_.live() != nullptr);
  if (!document_.live()) return;
  sparkline_->clear();
  told_.clear();
  sampledAt_ = Clock::now();
  sampled_ = 0;
  rate_->clear();
  timer_.start();
  look();
}

void CaptureStatus::look() {
  if (!document_.live()) return;
  const CaptureCounts counts = document_.live()->counts();
  show(counts);
  sample(counts);
  tellInterfaces(counts);
  Q_EMIT refreshed();
}

void CaptureStatus::show(const CaptureCounts& c) {
  const Palette& p = theme_.palette();
  QPalette q = palette();
  q.setColor(QPalette::WindowText, c.drops() > 0 ? p.loss : p.text);
  drops_->setPalette(q);
  drops_->setText(tr("Dropped: kernel %1 · interface %2 · ring %3")
                      .arg(number(c.kernelDrops), number(c.interfaceDrops), number(c.ringDrops)));
  drops_->setToolTip(tr("Kernel: found no room in the kernel's buffer; a larger one helps.\n"
                        "Interface: lost by the device or its driver.\n"
                        "Ring: came faster than they could be recorded."));
  lag_->setVisible(document_.isLoading());
  lag_->setText(tr("Behind: %1").arg(number(c.lag())));
  lag_->setToolTip(tr("Packets that are recorded and not yet analysed. Nothing is lost by it."));
}

void CaptureStatus::sample(const CaptureCounts& c) {
  const bool running = document_.isCapturing();
  sparkline_->setVisible(running);
  rate_->setVisible(running);
  const auto now = Clock::now();
  if (!running || now - sampledAt_ < kSampleEvery) return;
  const double seconds = std::chrono::duration<double>(now - sampledAt_).count();
  const double packets = static_cast<double>(c.received - std::min(sampled_, c.received)) / seconds;
  sparkline_->push(static_cast<float>(packets));
  rate_->setText(tr("%1 packets/s").arg(number(static_cast<std::uint64_t>(packets + 0.5))));
  sampledAt_ = now;
  sampled_ = c.received;
}

void CaptureStatus::tellInterfaces(const CaptureCounts& c) {
  told_.resize(c.interfaces.size());
  for (std::size_t i = 0; i < c.interfaces.size(); ++i) {
    if (told_[i] || !c.interfaces[i].problem.any()) continue;
    told_[i] = true;
    // What ended the whole capture is told with its end.
    if (document_.isCapturing())
      Q_EMIT interfaceEnded(c.interfaces[i].problem, QString::fromStdString(c.interfaces[i].name));
  }
}

QString CaptureStatus::dropsTold() const { return drops_->text(); }

QString CaptureStatus::told() const {
  return QStringList{drops_->text(), lag_->text(), rate_->text()}.join(QLatin1Char('\n'));
}

void CaptureStatus::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) look();
}

}  // namespace pw::ui
