// Followed conversations, worked out beside the window.
#pragma once
#include <QObject>
#include <memory>

#include "core/trace/flow_summary.h"
#include "ui/document/capture_document.h"
#include "ui/follow/follow_rows.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

/// A conversation as it is shown. Never changes.
struct FollowPage {
  FlowSummary flow;
  FollowLook look;
  std::shared_ptr<const FollowedStream> stream;
  FollowIndex index;

  /// 0 where a chunk is from the client, else 1.
  [[nodiscard]] unsigned sideOf(const FollowChunk& c) const noexcept { return flow.sideOf(c.direction); }
};

/// Makes one page at a time. GUI thread; the document must outlive it.
class FollowJob : public QObject {
  Q_OBJECT

 public:
  explicit FollowJob(CaptureDocument& document, QObject* parent = nullptr) : QObject(parent), document_(document) {}

  /// ready() follows, unless something else is asked for before. What `before` (may be null) has of the same flow is
  /// continued.
  void make(FlowId flow, const FollowLook& look, const std::shared_ptr<const FollowPage>& before);
  void cancel() { job_.cancel(); }
  [[nodiscard]] bool isRunning() const noexcept { return job_.isRunning(); }

 Q_SIGNALS:
  void ready(std::shared_ptr<const pw::ui::FollowPage> page);

 private:
  CaptureDocument& document_;
  BackgroundJob job_;
};

}  // namespace pw::ui
