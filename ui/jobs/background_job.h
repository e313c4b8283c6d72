// Work on a thread of its own, with progress and an end that the window hears of.
#pragma once
#include <QObject>
#include <QTimer>
#include <atomic>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>

namespace pw::ui {

/// One piece of work at a time. GUI thread; destruction stops the work and waits for it.
class BackgroundJob : public QObject {
  Q_OBJECT

 public:
  /// Runs on the other thread: counts `done` up to the total and ends soon when asked to stop.
  using Work = std::function<void(const std::stop_token& stop, std::atomic<std::uint64_t>& done)>;

  explicit BackgroundJob(QObject* parent = nullptr);
  ~BackgroundJob() override;

  /// Stops what runs and starts this. `finished` is called on the GUI thread unless cancel() or another
  /// start() came first.
  void start(std::uint64_t total, Work work, std::function<void()> finished);
  /// Waits until the work has stopped.
  void cancel();
  [[nodiscard]] bool isRunning() const noexcept { return thread_.joinable(); }

 Q_SIGNALS:
  /// 0 to 1, at most 30 times a second.
  void progressed(double share);
  /// Finished or cancelled.
  void ended();

 private:
  void onOver(std::uint64_t run);

  std::atomic<std::uint64_t> done_{0};
  std::uint64_t total_ = 0, run_ = 0;
  std::function<void()> finished_;
  QTimer timer_;
  std::jthread thread_;
};

}  // namespace pw::ui
