// What can be captured on this machine, how busy it is, and whether it is permitted.
#pragma once
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "core/capture/interfaces.h"
#include "core/capture/permission.h"
#include "ui/capture/samples.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

/// Where the answers come from; tests give their own. Each is called on another thread.
struct CaptureSystem {
  std::function<std::vector<CaptureInterface>()> interfaces;
  std::function<std::vector<InterfaceTraffic>()> traffic;
  std::function<CapturePermission()> permission;

  static CaptureSystem ofThisMachine();
};

struct WatchedInterface {
  CaptureInterface facts;
  Samples packets;                     ///< a second
  double bytesPerSecond = 0;
  std::optional<InterfaceTraffic> at;  ///< when it was looked at last; never for what the system does not count
};

/// Asks on other threads, once a second while it watches. GUI thread; destruction waits for an answer under way.
class CaptureProbe : public QObject {
  Q_OBJECT

 public:
  explicit CaptureProbe(QObject* parent = nullptr);

  /// Forgets what was known.
  void setSystem(CaptureSystem system);
  void setWatching(bool on);
  /// Asks again whether capturing is permitted; permissionTested() follows.
  void testPermission();

  [[nodiscard]] const std::vector<WatchedInterface>& interfaces() const noexcept { return interfaces_; }
  /// Nothing until it is known.
  [[nodiscard]] const std::optional<CapturePermission>& permission() const noexcept { return permission_; }
  [[nodiscard]] bool isTesting() const noexcept { return permissionJob_.isRunning(); }

 Q_SIGNALS:
  /// Interfaces came, went, or are otherwise now than they were.
  void listChanged();
  /// A second has passed.
  void sampled();
  void permissionTested();
  /// Was not there the last time.
  void appeared(const QString& name);

 private:
  using Clock = std::chrono::steady_clock;
  struct Look {
    std::vector<InterfaceTraffic> traffic;
    std::optional<std::vector<CaptureInterface>> list;  ///< only where it was worth asking
    Clock::time_point when;
  };

  void look();
  void take(Look& look);
  void takeList(std::vector<CaptureInterface> list);
  void takeTraffic(const Look& look);

  CaptureSystem system_;
  std::vector<WatchedInterface> interfaces_;
  std::vector<std::string> names_;  // that the system counted the last time
  std::optional<CapturePermission> permission_;
  std::optional<Clock::time_point> lookedAt_;
  int looks_ = 0;
  QTimer timer_;
  BackgroundJob lookJob_, permissionJob_;
};

}  // namespace pw::ui
