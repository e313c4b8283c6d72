// Values of fields that the capture has, looked for beside the window and kept.
#pragma once
#include <QObject>
#include <map>
#include <string>
#include <vector>

#include "core/filter/present_values.h"
#include "ui/document/capture_document.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

/// GUI thread; the document must outlive it.
class CaptureValues : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t kMaxKept = 64;  // fields

  explicit CaptureValues(CaptureDocument& document, QObject* parent = nullptr);

  /// What is known now, the most frequent first. Where nothing is, or the capture has grown much since, they are looked
  /// for, and found() follows.
  const std::vector<PresentValue>& of(const std::string& field);
  [[nodiscard]] bool isLooking() const noexcept { return job_.isRunning(); }

 Q_SIGNALS:
  void found();

 private:
  struct Known {
    std::vector<PresentValue> values;
    std::uint32_t packets = 0;  ///< that there were
  };

  void forget();

  CaptureDocument& document_;
  std::map<std::string, Known> known_;
  std::string asked_;
  BackgroundJob job_;
};

}  // namespace pw::ui
