// The pair that a capture holds, and two conversations side by side, worked out beside the window.
#pragma once
#include <QObject>
#include <memory>
#include <string>
#include <vector>

#include "core/compare/flow_pairs.h"
#include "core/report/compare_view.h"
#include "ui/document/capture_document.h"
#include "ui/document/learned_names.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

/// Two conversations, laid out in one language.
struct ComparedFlows {
  FlowId left, right;
  std::uint32_t rows = 0;  ///< of the capture when it was read
  /// Packets of each row of the view, in order: the first ones of both sides.
  std::vector<std::vector<PacketId>> packets;
  CompareView view;
};

/// One of each at a time. GUI thread; document and names must outlive it.
class CompareJob : public QObject {
  Q_OBJECT

 public:
  CompareJob(CaptureDocument& document, LearnedNames& names, QObject* parent = nullptr)
      : QObject(parent), document_(document), names_(names) {}

  /// searched() follows.
  void search();
  /// compared() follows, unless something else is asked for before.
  void compare(FlowId left, FlowId right, Language language);
  void cancel();
  [[nodiscard]] bool isSearching() const noexcept { return search_.isRunning(); }
  [[nodiscard]] bool isComparing() const noexcept { return compare_.isRunning(); }

 Q_SIGNALS:
  /// Best first; empty where the capture holds none.
  void searched(const std::vector<pw::FlowPair>& pairs);
  void compared(std::shared_ptr<const pw::ui::ComparedFlows> flows);

 private:
  CaptureDocument& document_;
  LearnedNames& names_;
  BackgroundJob search_, compare_;
};

}  // namespace pw::ui
