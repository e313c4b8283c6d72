// When in its life a conversation was busy: a few buckets, worked out for the rows on screen by a thread of its own.
#pragma once
#include <QObject>
#include <array>
#include <map>
#include <memory>
#include <vector>

#include "core/engine/session.h"
#include "core/trace/flow_summary.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

struct FlowActivity {
  static constexpr std::size_t kBuckets = 24;
  std::array<std::uint32_t, kBuckets> packets{};
  bool estimated = false;  ///< too long to be counted to its beginning: the oldest part is spread evenly
};

/// Counts back from the last packet, at most `maxSteps` packets. Any thread; ends soon when asked to stop.
FlowActivity activityOf(const Trace& trace, const FlowSummary& flow, std::uint32_t maxSteps,
                        const std::stop_token& stop);

/// Keeps what was worked out. GUI thread.
class FlowActivities : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  /// Forgets all; null for no capture.
  void setSession(std::shared_ptr<Session> session);
  /// What is known of a conversation, null where nothing is yet. What is missing or older than `flow` is worked out
  /// soon; changed() follows.
  const FlowActivity* of(const FlowSummary& flow);

 Q_SIGNALS:
  void changed();

 private:
  struct Known {
    PacketId last;  ///< the packet up to which it was counted
    FlowActivity activity;
  };
  struct Batch;

  void startSoon();
  void start();

  std::shared_ptr<Session> session_;
  std::map<FlowId, Known> known_;
  std::map<FlowId, FlowSummary> wanted_;
  bool starting_ = false;
  BackgroundJob job_;  // last: it stops before what it reads goes
};

}  // namespace pw::ui
