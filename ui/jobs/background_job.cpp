#include "ui/jobs/background_job.h"

#include <algorithm>

namespace pw::ui {

namespace {
constexpr int kPollMs = 33;
}

BackgroundJob::BackgroundJob(QObject* parent) : QObject(parent) {
  timer_.setInterval(kPollMs);
  connect(&timer_, &QTimer::timeout, this, [this] {
    const auto done = static_cast<double>(done_.load(std::memory_order_relaxed));
    Q_EMIT progressed(total_ == 0 ? 0.0 : std::min(1.0, done / static_cast<double>(total_)));
  });
}

BackgroundJob::~BackgroundJob() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();  // before what the work refers to goes
}

void BackgroundJob::start(std::uint64_t total, Work work, std::function<void()> finished) {
  cancel();
  total_ = total;
  done_.store(0, std::memory_order_relaxed);
  finished_ = std::move(finished);
  timer_.start();
  thread_ = std::jthread([this, run = ++run_, task = std::move(work)](const std::stop_token& stop) {
    task(stop, done_);
    QMetaObject::invokeMethod(
        this, [this, run] { onOver(run); }, Qt::QueuedConnection);
  });
}

void BackgroundJob::cancel() {
  if (!isRunning()) return;
  thread_.request_stop();
  thread_.join();
  ++run_;  // its word that it is over may be on the way
  timer_.stop();
  finished_ = nullptr;
  Q_EMIT ended();
}

void BackgroundJob::onOver(std::uint64_t run) {
  if (run != run_ || !isRunning()) return;
  thread_.join();
  timer_.stop();
  const auto told = std::exchange(finished_, nullptr);
  if (told) told();
  if (!isRunning()) Q_EMIT ended();
}

}  // namespace pw::ui
