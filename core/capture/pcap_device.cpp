#include "core/capture/pcap_device.h"

#include <linux/if_packet.h>
#include <net/if.h>
#include <pcap/pcap.h>
#include <sys/socket.h>

#include <algorithm>

#include "core/capture/link_types.h"
#include "core/file/capture_info.h"

namespace pw {
namespace {

using helper::Reason;

constexpr unsigned kPublishEvery = 64;
constexpr int kMiB = 1 << 20;

struct FilterProgram {
  bpf_program program{};
  ~FilterProgram() { pcap_freecode(&program); }
};

Reason reasonOf(int status) noexcept {
  switch (status) {
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED: return Reason::notPermitted;
    case PCAP_ERROR_NO_SUCH_DEVICE: return Reason::noSuchInterface;
    case PCAP_ERROR_IFACE_NOT_UP: return Reason::interfaceDown;
    case PCAP_ERROR_RFMON_NOTSUP: return Reason::noMonitorMode;
    default: return Reason::cannotOpen;
  }
}

bool isPacketSocket(int fd) noexcept {
  int domain = 0;
  socklen_t length = sizeof domain;
  return ::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0 && domain == AF_PACKET;
}

}  // namespace

void PcapDevice::Close::operator()(pcap* handle) const noexcept { pcap_close(handle); }

DeviceFault PcapDevice::fault(int status) const {
  const char* words = pcap_geterr(handle_.get());
  DeviceFault out{reasonOf(status), 0, *words != 0 ? words : pcap_statustostr(status)};
  if (out.reason == Reason::notPermitted)
    out.number = status == PCAP_ERROR_PROMISC_PERM_DENIED ? kCapNetAdmin : kCapNetRaw;
  return out;
}

std::expected<PcapDevice, DeviceFault> PcapDevice::open(const InterfaceOptions& o, std::uint32_t interface) {
  char words[PCAP_ERRBUF_SIZE] = "";
  PcapDevice out;
  out.handle_.reset(pcap_create(o.name.c_str(), words));
  if (!out.handle_) return std::unexpected(DeviceFault{Reason::cannotOpen, 0, words});
  out.tally_->interface = interface;
  if (auto done = out.activate(o); !done) return std::unexpected(std::move(done.error()));
  return out;
}

std::expected<void, DeviceFault> PcapDevice::activate(const InterfaceOptions& o) {
  pcap_t* p = handle_.get();
  snapLen_ = o.snapLen == 0 ? kMaxPacketBytes : std::min(o.snapLen, kMaxPacketBytes);
  pcap_set_snaplen(p, static_cast<int>(snapLen_));
  pcap_set_promisc(p, o.promiscuous ? 1 : 0);
  pcap_set_timeout(p, kBlockTimeoutMs);
  pcap_set_buffer_size(p, static_cast<int>(std::clamp(o.bufferMiB, 1U, 2047U)) * kMiB);
  pcap_set_tstamp_precision(p, PCAP_TSTAMP_PRECISION_NANO);
  if (o.monitor && pcap_set_rfmon(p, 1) != 0) return std::unexpected(DeviceFault{Reason::noMonitorMode});
  if (const int status = pcap_activate(p); status < 0) return std::unexpected(fault(status));
  if (o.linkType && pcap_set_datalink(p, dltOf(*o.linkType)) != 0)
    return std::unexpected(DeviceFault{Reason::unsupportedLinkType, static_cast<std::uint64_t>(*o.linkType)});
  const int dlt = pcap_datalink(p);
  const auto link = linkTypeOf(dlt);
  if (!link) return std::unexpected(DeviceFault{Reason::unsupportedLinkType, static_cast<std::uint64_t>(dlt)});
  linkType_ = *link;
  char words[PCAP_ERRBUF_SIZE] = "";
  if (pcap_setnonblock(p, 1, words) != 0) return std::unexpected(DeviceFault{Reason::cannotOpen, 0, words});
  packetSocket_ = isPacketSocket(fd());
  return {};
}

std::expected<void, DeviceFault> PcapDevice::setFilter(const std::string& text) {
  if (text.empty()) return {};
  FilterProgram f;
  pcap_t* p = handle_.get();
  if (pcap_compile(p, &f.program, text.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0 || pcap_setfilter(p, &f.program) != 0)
    return std::unexpected(DeviceFault{Reason::badFilter, 0, pcap_geterr(p)});
  return {};
}

std::vector<OfferedLinkType> PcapDevice::linkTypes() const {
  std::vector<OfferedLinkType> out;
  int* list = nullptr;
  const int n = pcap_list_datalinks(handle_.get(), &list);
  for (int i = 0; i < n; ++i) {
    const char* name = pcap_datalink_val_to_name(list[i]);
    const char* words = pcap_datalink_val_to_description(list[i]);
    if (const auto link = linkTypeOf(list[i]))
      out.push_back({*link, name != nullptr ? name : "", words != nullptr ? words : ""});
  }
  if (n > 0) pcap_free_datalinks(list);
  return out;
}

std::expected<int, DeviceFault> PcapDevice::drain(RingProducer& ring, int most) noexcept {
  tally_->ring = &ring;
  const auto take = [](u_char* user, const pcap_pkthdr* head, const u_char* bytes) {
    Tally& t = *reinterpret_cast<Tally*>(user);
    // Nanoseconds stand where microseconds would.
    const std::int64_t ns = std::int64_t{head->ts.tv_sec} * 1'000'000'000 + head->ts.tv_usec;
    const std::uint32_t kept = std::min(head->caplen, kMaxPacketBytes);
    const bool put = t.ring->put({kept, head->len, ns, t.interface, 0}, ByteView{bytes, kept});
    t.put += put ? 1 : 0;
    t.ringDrops += put ? 0 : 1;
    if (++t.unpublished < kPublishEvery) return;
    t.unpublished = 0;
    t.ring->publish();
  };
  const int n = pcap_dispatch(handle_.get(), most, take, reinterpret_cast<u_char*>(tally_.get()));
  ring.publish();
  if (n < 0) return std::unexpected(broken());
  return n;
}

/// libpcap says in words alone that the device is gone.
DeviceFault PcapDevice::broken() const {
  const std::string words = pcap_geterr(handle_.get());
  const bool gone = words.find("disappeared") != std::string::npos;
  return {gone ? Reason::interfaceGone : Reason::interfaceFailed, 0, words};
}

int PcapDevice::fd() const noexcept { return pcap_get_selectable_fd(handle_.get()); }

PcapDevice::Counts PcapDevice::counts() noexcept {
  if (packetSocket_) {
    tpacket_stats_v3 s{};
    socklen_t length = sizeof s;
    // Reading sets them to 0.
    if (::getsockopt(fd(), SOL_PACKET, PACKET_STATISTICS, &s, &length) == 0) kernelDrops_ += s.tp_drops;
  } else if (pcap_stat s{}; pcap_stats(handle_.get(), &s) == 0) {
    kernelDrops_ = s.ps_drop;
  }
  return {tally_->put, tally_->ringDrops, kernelDrops_};
}

}  // namespace pw
