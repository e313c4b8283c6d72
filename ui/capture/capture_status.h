// The part of the status bar that is about a live capture: what was lost where, how far analysis is behind, how busy
// it is.
#pragma once
#include <QTimer>
#include <QWidget>
#include <chrono>

#include "ui/document/capture_document.h"
#include "ui/style/theme.h"

class QLabel;

namespace pw::ui {

class Sparkline;

/// Looks four times a second while packets come. Hidden while a file is shown.
class CaptureStatus : public QWidget {
  Q_OBJECT

 public:
  CaptureStatus(CaptureDocument& document, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] QString told() const;
  [[nodiscard]] QString dropsTold() const;
  [[nodiscard]] Sparkline& sparkline() noexcept { return *sparkline_; }

 Q_SIGNALS:
  /// An interface brings nothing more, while others go on.
  void interfaceEnded(const pw::CaptureProblem& problem, const QString& name);
  /// Looked again.
  void refreshed();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  using Clock = std::chrono::steady_clock;

  void begin();
  void look();
  void show(const CaptureCounts& counts);
  void sample(const CaptureCounts& counts);
  void tellInterfaces(const CaptureCounts& counts);

  CaptureDocument& document_;
  const Theme& theme_;
  QLabel *drops_, *lag_, *rate_;
  Sparkline* sparkline_;
  QTimer timer_;
  std::vector<bool> told_;  // of interfaces that ended
  Clock::time_point sampledAt_;
  std::uint64_t sampled_ = 0;  // packets received then
};

}  // namespace pw::ui
