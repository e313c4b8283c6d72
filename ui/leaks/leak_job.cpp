#include "ui/leaks/leak_job.h"

#include <QFileInfo>
#include <algorithm>
#include <utility>

namespace pw::ui {

namespace {

// First results come soon; later ones less often, since taking them costs more.
constexpr int kFirstSliceMs = 60, kLastSliceMs = 2000;

}  // namespace

LeakJob::LeakJob(CaptureDocument& document, LearnedNames& names, QObject* parent)
    : QObject(parent), document_(document), names_(names) {
  connect(&document_, &CaptureDocument::opened, this, &LeakJob::reset);
  connect(&document_, &CaptureDocument::closed, this, &LeakJob::reset);
  connect(&document_, &CaptureDocument::rowsChanged, this, &LeakJob::next);
  connect(&document_, &CaptureDocument::loaded, this, &LeakJob::next);
  connect(&job_, &BackgroundJob::progressed, this, [this](double share) {
    const double from = work_ && !isSaving_ ? results_.packets : 0;
    const double rows = std::max<double>(1, document_.rows());
    Q_EMIT progressed(isSaving_ ? share : (from + share * (goal_ - from)) / rows);
  });
}

void LeakJob::reset() {
  job_.cancel();
  work_.reset();
  results_ = {};
  ledgers_.clear();
  flow_ = FlowId{};
  flowMeter_.reset();
  saving_.reset();
  stopped_ = isSaving_ = false;
  sliceMs_ = kFirstSliceMs;
  Q_EMIT cleared();
  Q_EMIT stateChanged();
}

void LeakJob::setLooked(bool looked) {
  looked_ = looked;
  next();
}

void LeakJob::stop() {
  if (!isLooking()) return;
  stopped_ = true;
  work_->handOver();  // what is found by then is taken
  Q_EMIT stateChanged();
}

void LeakJob::resume() {
  stopped_ = false;
  next();
  Q_EMIT stateChanged();
}

void LeakJob::next() {
  if (job_.isRunning() || !document_.isOpen()) return;
  if (saving_) {
    writeOut();
    return;
  }
  const bool wanted = looked_ || !document_.isLoading();
  if (wanted && !stopped_ && results_.packets < document_.rows()) readOn();
}

void LeakJob::readOn() {
  if (!work_) work_ = std::make_shared<LeakWork>(document_.session(), document_.registry());
  goal_ = document_.rows();
  job_.start(
      goal_ - results_.packets,
      [work = work_, to = goal_, ms = sliceMs_](const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
        work->slice(to, ms, stop, done);
      },
      [this] { take(); });
  sliceMs_ = std::min(sliceMs_ + sliceMs_ / 4, kLastSliceMs);
  Q_EMIT stateChanged();
}

void LeakJob::take() {
  work_->tell(results_);
  takeFlow();
  for (auto& [flow, ledger] : ledgers_) ledger = work_->ledgerOf(FlowId{flow});
  next();
  Q_EMIT arrived();
  Q_EMIT stateChanged();
}

void LeakJob::takeFlow() {
  if (flow_.valid() && work_) flowMeter_ = work_->meterOf(flow_);
}

void LeakJob::setFlow(FlowId flow) {
  if (flow == flow_) return;
  flow_ = flow;
  flowMeter_.reset();
  if (job_.isRunning()) work_->handOver();
  else takeFlow();
}

void LeakJob::wantLedger(FlowId flow) {
  const auto [at, fresh] = ledgers_.try_emplace(flow.value);
  if (!fresh || !work_) return;
  if (job_.isRunning()) work_->handOver();
  else at->second = work_->ledgerOf(flow);
}

const SealedLedger* LeakJob::ledger(FlowId flow) const noexcept {
  const auto at = ledgers_.find(flow.value);
  return at == ledgers_.end() || !at->second ? nullptr : &*at->second;
}

void LeakJob::save(const ReportRequest& request, Language language) {
  if (!document_.isOpen()) return;
  saving_ = Saving{request, language};
  if (job_.isRunning()) work_->handOver();
  next();
  Q_EMIT stateChanged();
}

void LeakJob::cancelSaving() {
  saving_.reset();
  if (isSaving_) job_.cancel();
  isSaving_ = false;
  if (work_) take();
}

void LeakJob::writeOut() {
  if (!work_) work_ = std::make_shared<LeakWork>(document_.session(), document_.registry());
  const Saving saving = *std::exchange(saving_, std::nullopt);
  auto problem = std::make_shared<QString>();
  goal_ = document_.rows();
  isSaving_ = true;
  job_.start(
      std::max<std::uint32_t>(1, goal_ - results_.packets),
      [work = work_, to = goal_, saving, names = names_.book(), problem,
       file = QFileInfo(document_.path()).fileName().toStdString()](const std::stop_token& stop,
                                                                    std::atomic<std::uint64_t>& done) {
        *problem = work->save(saving.request, to, saving.language, *names, file, stop, done);
      },
      [this, problem, path = saving.request.path] {
        isSaving_ = false;
        take();
        Q_EMIT saved(path, *problem);
      });
}

}  // namespace pw::ui
