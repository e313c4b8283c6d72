// One interface that libpcap captures from. The only way in to libpcap's capturing; its own types stay in the .cpp.
#pragma once
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "core/capture/capture_options.h"
#include "core/capture/helper_message.h"
#include "core/capture/interfaces.h"
#include "core/capture/packet_ring.h"

struct pcap;

namespace pw {

/// What a device refused, as the helper's protocol says it.
struct DeviceFault {
  helper::Reason reason = helper::Reason::none;
  std::uint64_t number = 0;
  std::string text = {};
};

/// One thread. Opening needs privileges, nothing else does.
class PcapDevice {
 public:
  /// How long the kernel fills a block before it hands it over (TPACKET_V3): how late a lone packet comes. At high
  /// rates blocks are full long before.
  static constexpr int kBlockTimeoutMs = 20;

  /// Opens and activates; no filter is set yet. `interface` is its number in the ring's records.
  [[nodiscard]] static std::expected<PcapDevice, DeviceFault> open(const InterfaceOptions& options,
                                                                   std::uint32_t interface);
  /// Compiles and sets the filter: all that it let through before is passed over.
  [[nodiscard]] std::expected<void, DeviceFault> setFilter(const std::string& text);
  [[nodiscard]] std::vector<OfferedLinkType> linkTypes() const;

  /// Puts up to `most` packets that are there into the ring, publishing on the way. How many were there; a fault where
  /// nothing more can come. No lock, no allocation and no system call but libpcap's.
  [[nodiscard]] std::expected<int, DeviceFault> drain(RingProducer& ring, int most) noexcept;
  /// Becomes readable when there are packets, and has an error when the interface goes.
  [[nodiscard]] int fd() const noexcept;

  struct Counts {
    std::uint64_t put = 0, ringDrops = 0, kernelDrops = 0;
  };
  /// Asks the kernel.
  [[nodiscard]] Counts counts() noexcept;
  [[nodiscard]] LinkType linkType() const noexcept { return linkType_; }
  [[nodiscard]] std::uint32_t snapLen() const noexcept { return snapLen_; }

 private:
  struct Close {
    void operator()(pcap* handle) const noexcept;
  };
  /// What the callback needs of it, at an address that stays.
  struct Tally {
    RingProducer* ring = nullptr;
    std::uint32_t interface = 0;
    unsigned unpublished = 0;
    std::uint64_t put = 0, ringDrops = 0;
  };
  PcapDevice() = default;
  DeviceFault fault(int status) const;
  DeviceFault broken() const;
  std::expected<void, DeviceFault> activate(const InterfaceOptions& options);

  std::unique_ptr<pcap, Close> handle_;
  std::unique_ptr<Tally> tally_ = std::make_unique<Tally>();
  LinkType linkType_ = LinkType::ethernet;
  std::uint32_t snapLen_ = 0;
  bool packetSocket_ = false;  ///< the kernel is asked directly, since libpcap reads /sys as well
  std::uint64_t kernelDrops_ = 0;
};

}  // namespace pw
