#include "app/capture-helper/capture_loop.h"

#include <ctime>

namespace pw::helper {
namespace {

std::int64_t nowMs() noexcept {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return std::int64_t{t.tv_sec} * 1000 + t.tv_nsec / 1'000'000;
}

}  // namespace

CaptureLoop::CaptureLoop(Channel& channel, std::vector<PcapDevice>& devices, RingMemory ring)
    : channel_(channel), devices_(devices), ring_(ring), running_(devices.size()) {
  polled_.push_back({channel.fd(), POLLIN, 0});
  for (const PcapDevice& d : devices) polled_.push_back({d.fd(), POLLIN, 0});
}

/// True where something may be there.
bool CaptureLoop::wait() {
  const int timeout = stopAtMs_ < 0 ? -1 : PcapDevice::kBlockTimeoutMs;
  return ::poll(polled_.data(), polled_.size(), timeout) > 0;
}

Reason CaptureLoop::run() {
  for (;;) {
    const bool any = wait();
    if (any && polled_[0].revents != 0) {
      if (const Reason over = listen(); over != Reason::none) return over;
    }
    const bool more = any && drain();
    if (stopAtMs_ >= 0 && tailIsIn(more)) break;
  }
  sendCounts();
  return Reason::none;
}

bool CaptureLoop::tailIsIn(bool any) const {
  const std::int64_t since = nowMs() - stopAtMs_;
  return running_ == 0 || since >= kMostTailMs || (since >= kTailMs && !any);
}

Reason CaptureLoop::listen() {
  Message m;
  UniqueFd passed;
  for (;;) {
    switch (channel_.receive(m, passed)) {
      case Channel::Got::nothing: return Reason::none;
      case Channel::Got::closed: return Reason::parentGone;
      case Channel::Got::nonsense: return Reason::parentMisbehaved;
      case Channel::Got::message: break;
    }
    if (m.kind == MessageKind::askCounts) sendCounts();
    else if (stopAtMs_ < 0) stopAtMs_ = nowMs();
  }
}

/// One turn for each device that has something. True where any had packets.
bool CaptureLoop::drain() {
  bool any = false;
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    pollfd& p = polled_[i + 1];
    if (p.fd < 0 || p.revents == 0) continue;
    const auto n = devices_[i].drain(ring_, kMostAtOnce);
    any = any || (n && *n > 0);
    if (n) continue;
    p.fd = -1;
    --running_;
    tellEnded(i, n.error());
  }
  return any;
}

void CaptureLoop::tellEnded(std::size_t device, const DeviceFault& fault) {
  Message m;
  m.kind = MessageKind::interfaceEnded;
  m.interface = static_cast<std::uint32_t>(device);
  m.reason = fault.reason;
  m.numbers[0] = fault.number;
  m.text = fault.text;
  channel_.send(m);
}

void CaptureLoop::sendCounts() {
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    const PcapDevice::Counts c = devices_[i].counts();
    Message m;
    m.kind = MessageKind::counts;
    m.interface = static_cast<std::uint32_t>(i);
    m.numbers = {c.put, c.kernelDrops, c.ringDrops};
    channel_.send(m);
  }
}

}  // namespace pw::helper
