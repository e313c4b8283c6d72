// Looks for what an eavesdropper learns, beside the window, as the capture grows.
#pragma once
#include <QObject>
#include <map>
#include <optional>

#include "ui/document/learned_names.h"
#include "ui/jobs/background_job.h"
#include "ui/leaks/leak_work.h"

namespace pw::ui {

/// One for a window. GUI thread; document and names must outlive it. Reads while somebody looks, else once the capture
/// is loaded.
class LeakJob : public QObject {
  Q_OBJECT

 public:
  LeakJob(CaptureDocument& document, LearnedNames& names, QObject* parent = nullptr);

  void setLooked(bool looked);
  /// What was found stays; resume() goes on.
  void stop();
  void resume();

  [[nodiscard]] const LeakResults& results() const noexcept { return results_; }
  /// Packets were not looked at yet, and it goes on.
  [[nodiscard]] bool isLooking() const noexcept { return job_.isRunning() && !isSaving_; }
  [[nodiscard]] bool isStopped() const noexcept { return stopped_; }
  [[nodiscard]] bool isSaving() const noexcept { return isSaving_ || saving_.has_value(); }
  /// All packets that the window knows of were looked at.
  [[nodiscard]] bool complete() const noexcept { return document_.isOpen() && results_.packets >= document_.rows(); }

  /// Wants the meter of a conversation: known at once where nothing runs, else soon. arrived() follows then.
  void setFlow(FlowId flow);
  [[nodiscard]] const std::optional<ReadableBytes>& flowMeter() const noexcept { return flowMeter_; }
  /// The same of a conversation's ledger, which is kept up to date from now on.
  void wantLedger(FlowId flow);
  [[nodiscard]] const SealedLedger* ledger(FlowId flow) const noexcept;

  /// Looks at what is left and writes a file; saved() follows.
  void save(const ReportRequest& request, Language language);
  void cancelSaving();

 Q_SIGNALS:
  /// Another capture, or none: all results are gone.
  void cleared();
  /// Results are new.
  void arrived();
  void progressed(double share);
  /// It began, stopped or ended.
  void stateChanged();
  /// `problem` is empty where all went well.
  void saved(const QString& path, const QString& problem);

 private:
  struct Saving {
    ReportRequest request;
    Language language = Language::english;
  };

  void reset();
  void next();
  void readOn();
  void writeOut();
  void take();
  void takeFlow();

  CaptureDocument& document_;
  LearnedNames& names_;
  std::shared_ptr<LeakWork> work_;  ///< null before the first packet is looked at
  LeakResults results_;
  std::map<std::uint32_t, std::optional<SealedLedger>> ledgers_;  ///< wanted ones, by flow
  FlowId flow_;
  std::optional<ReadableBytes> flowMeter_;
  std::optional<Saving> saving_;
  bool looked_ = false, stopped_ = false, isSaving_ = false;
  int sliceMs_ = 0;
  std::uint32_t goal_ = 0;  ///< of the slice that runs
  BackgroundJob job_;
};

}  // namespace pw::ui
