// From the devices into the ring until somebody says stop.
#pragma once
#include <poll.h>

#include <vector>

#include "core/capture/helper_channel.h"
#include "core/capture/pcap_device.h"

namespace pw::helper {

/// One thread. All memory is there before the first packet.
class CaptureLoop {
 public:
  /// All must outlive this.
  CaptureLoop(Channel& channel, std::vector<PcapDevice>& devices, RingMemory ring);
  /// Returns when the parent said stop and all that the kernel held is published, or why it could not go on.
  [[nodiscard]] Reason run();

 private:
  /// After `stop` the kernel's blocks are waited for: three of its timeouts, so that a block that had just begun is in.
  static constexpr std::int64_t kTailMs = 3 * PcapDevice::kBlockTimeoutMs;
  /// A flood does not hold up the end for longer.
  static constexpr std::int64_t kMostTailMs = 1000;
  static constexpr int kMostAtOnce = 4096;

  bool wait();
  Reason listen();
  bool drain();
  void sendCounts();
  void tellEnded(std::size_t device, const DeviceFault& fault);
  [[nodiscard]] bool tailIsIn(bool any) const;

  Channel& channel_;
  std::vector<PcapDevice>& devices_;
  RingProducer ring_;
  std::vector<pollfd> polled_;  // the channel, then the devices; -1 for one that ended
  std::size_t running_;
  std::int64_t stopAtMs_ = -1;
};

}  // namespace pw::helper
