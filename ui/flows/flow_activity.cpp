#include "ui/flows/flow_activity.h"

#include <algorithm>

#include "core/bytes/elapsed.h"

namespace pw::ui {

namespace {

constexpr std::uint32_t kMaxSteps = 1 << 18;
constexpr std::uint32_t kBetweenLooks = 1 << 12;
constexpr std::size_t kMaxKnown = 2048;

std::size_t bucketOf(const FlowSummary& f, std::int64_t ns) noexcept {
  const double life = static_cast<double>(elapsedNs(f.firstNs, f.lastNs)),
               age = static_cast<double>(elapsedNs(f.firstNs, ns));
  if (life <= 0) return 0;
  const double at = age / life * static_cast<double>(FlowActivity::kBuckets);
  return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(FlowActivity::kBuckets - 1)));
}

}  // namespace

FlowActivity activityOf(const Trace& trace, const FlowSummary& flow, std::uint32_t maxSteps,
                        const std::stop_token& stop) {
  FlowActivity a;
  PacketId at = flow.last;
  std::uint32_t steps = 0;
  std::size_t oldest = 0;
  for (; at.valid() && steps < maxSteps; at = trace.previousInFlow(at), ++steps) {
    if (steps % kBetweenLooks == kBetweenLooks - 1 && stop.stop_requested()) break;
    oldest = bucketOf(flow, trace.timeNs(at));
    ++a.packets[oldest];
  }
  if (!at.valid()) return a;
  a.estimated = true;
  const std::uint64_t left = flow.allPackets() - std::min<std::uint64_t>(flow.allPackets(), steps);
  for (std::size_t i = 0; i <= oldest; ++i) a.packets[i] += static_cast<std::uint32_t>(left / (oldest + 1));
  return a;
}

struct FlowActivities::Batch {
  std::shared_ptr<Session> session;
  std::vector<FlowSummary> flows;
  std::vector<FlowActivity> results;
};

void FlowActivities::setSession(std::shared_ptr<Session> session) {
  job_.cancel();
  session_ = std::move(session);
  known_.clear();
  wanted_.clear();
}

const FlowActivity* FlowActivities::of(const FlowSummary& flow) {
  const auto it = known_.find(flow.id);
  if (it == known_.end() || it->second.last != flow.last) {
    wanted_.insert_or_assign(flow.id, flow);
    startSoon();
  }
  return it == known_.end() ? nullptr : &it->second.activity;
}

void FlowActivities::startSoon() {
  if (std::exchange(starting_, true)) return;
  QMetaObject::invokeMethod(this, &FlowActivities::start, Qt::QueuedConnection);
}

void FlowActivities::start() {
  starting_ = false;
  if (!session_ || wanted_.empty() || job_.isRunning()) return;
  if (known_.size() > kMaxKnown) known_.clear();
  auto batch = std::make_shared<Batch>();
  batch->session = session_;
  for (const auto& [id, flow] : wanted_) batch->flows.push_back(flow);
  wanted_.clear();
  job_.start(
      batch->flows.size(),
      [batch](const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
        for (const FlowSummary& f : batch->flows) {
          if (stop.stop_requested()) return;
          batch->results.push_back(activityOf(batch->session->trace(), f, kMaxSteps, stop));
          done.fetch_add(1, std::memory_order_relaxed);
        }
      },
      [this, batch] {
        for (std::size_t i = 0; i < batch->results.size(); ++i)
          known_.insert_or_assign(batch->flows[i].id, Known{batch->flows[i].last, batch->results[i]});
        Q_EMIT changed();
        start();  // what was asked for meanwhile
      });
}

}  // namespace pw::ui
