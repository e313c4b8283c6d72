#include "core/capture/live_capture.h"

#include "core/capture/live_recorder.h"

namespace pw {

std::shared_ptr<LiveCapture> LiveCapture::start(CaptureOptions options) {
  return std::shared_ptr<LiveCapture>{new LiveCapture{std::move(options)}};
}

LiveCapture::LiveCapture(CaptureOptions options) : recorder_(std::make_unique<LiveRecorder>(std::move(options))) {}
LiveCapture::~LiveCapture() = default;

void LiveCapture::stop() noexcept { recorder_->stop(); }
void LiveCapture::wait() const noexcept { recorder_->wait(); }
CaptureState LiveCapture::state() const noexcept { return recorder_->state(); }
CaptureEnd LiveCapture::end() const noexcept { return recorder_->end(); }
CaptureProblem LiveCapture::problem() const { return recorder_->problem(); }
CaptureCounts LiveCapture::counts() const { return recorder_->counts(); }
const CaptureOptions& LiveCapture::options() const noexcept { return recorder_->options(); }
int LiveCapture::helperPid() const noexcept { return recorder_->helperPid(); }
std::shared_ptr<LiveStore> LiveCapture::store() const noexcept { return recorder_->spool(); }

std::unique_ptr<PacketSource> LiveCapture::source() {
  return std::make_unique<LiveSource>(recorder_->spool(), recorder_->shared(), shared_from_this());
}

}  // namespace pw
