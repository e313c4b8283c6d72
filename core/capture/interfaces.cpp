#include "core/capture/interfaces.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/if_link.h>
#include <net/if.h>
#include <netinet/in.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>

#include "core/capture/helper_process.h"
#include "core/capture/link_types.h"
#include "core/capture/permission.h"

namespace pw {
namespace {

struct FreeDevices {
  void operator()(pcap_if_t* all) const noexcept { pcap_freealldevs(all); }
};
struct FreeAddresses {
  void operator()(ifaddrs* all) const noexcept { ::freeifaddrs(all); }
};

std::string textOf(const sockaddr* address) {
  char out[INET6_ADDRSTRLEN] = "";
  if (address == nullptr) return {};
  if (address->sa_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
    ::inet_ntop(AF_INET, &v4->sin_addr, out, sizeof out);
  } else if (address->sa_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
    ::inet_ntop(AF_INET6, &v6->sin6_addr, out, sizeof out);
  }
  return out;
}

CaptureInterface describe(const pcap_if_t& device) {
  CaptureInterface out;
  out.name = device.name;
  out.description = device.description != nullptr ? device.description : "";
  const auto has = [&device](bpf_u_int32 flag) { return (device.flags & flag) != 0; };
  out.up = has(PCAP_IF_UP);
  out.running = has(PCAP_IF_RUNNING);
  out.loopback = has(PCAP_IF_LOOPBACK);
  out.wireless = has(PCAP_IF_WIRELESS);
  out.network = ::if_nametoindex(device.name) != 0 || out.name == "any";
  for (const pcap_addr* a = device.addresses; a != nullptr; a = a->next)
    if (std::string text = textOf(a->addr); !text.empty()) out.addresses.push_back(std::move(text));
  const bool unplugged = (device.flags & PCAP_IF_CONNECTION_STATUS) == PCAP_IF_CONNECTION_STATUS_DISCONNECTED;
  if (out.network && out.name != "any" && !out.up) out.hurdle = InterfaceHurdle::down;
  else if (out.network && out.up && unplugged) out.hurdle = InterfaceHurdle::disconnected;
  return out;
}

}  // namespace

std::expected<std::vector<CaptureInterface>, CaptureProblem> listInterfaces() {
  char words[PCAP_ERRBUF_SIZE] = "";
  pcap_if_t* found = nullptr;
  if (pcap_findalldevs(&found, words) != 0) {
    CaptureProblem p;
    p.kind = CaptureProblemKind::cannotOpenInterface;
    p.text = words;
    return std::unexpected(std::move(p));
  }
  const std::unique_ptr<pcap_if_t, FreeDevices> all{found};
  std::vector<CaptureInterface> out;
  for (const pcap_if_t* d = all.get(); d != nullptr; d = d->next) out.push_back(describe(*d));
  return out;
}

std::vector<InterfaceTraffic> interfaceTraffic() {
  ifaddrs* found = nullptr;
  if (::getifaddrs(&found) != 0) return {};
  const std::unique_ptr<ifaddrs, FreeAddresses> all{found};
  std::vector<InterfaceTraffic> out;
  for (const ifaddrs* a = all.get(); a != nullptr; a = a->ifa_next) {
    if (a->ifa_addr == nullptr || a->ifa_addr->sa_family != AF_PACKET || a->ifa_data == nullptr) continue;
    const auto& s = *static_cast<const rtnl_link_stats*>(a->ifa_data);
    out.push_back({a->ifa_name, s.rx_packets + s.tx_packets, s.rx_bytes + s.tx_bytes,
                   s.rx_missed_errors + s.rx_fifo_errors});
  }
  return out;
}

std::optional<LinkType> linkTypeNamed(const std::string& name) {
  const int dlt = pcap_datalink_name_to_val(name.c_str());
  return dlt < 0 ? std::nullopt : linkTypeOf(dlt);
}

std::expected<std::vector<OfferedLinkType>, CaptureProblem> linkTypesOf(const std::string& interface, bool monitor) {
  CaptureOptions options;
  options.interfaces.emplace_back().name = interface;
  options.interfaces[0].monitor = monitor;
  options.interfaces[0].promiscuous = false;
  auto helper = helper::Process::start(findHelper(), helper::argumentsOf(options, true));
  if (!helper) return std::unexpected(std::move(helper.error()));
  std::vector<OfferedLinkType> out;
  for (;;) {
    pollfd p{helper->channel().fd(), POLLIN, 0};
    ::poll(&p, 1, -1);
    helper::Message m;
    UniqueFd passed;
    const auto got = helper->channel().receive(m, passed);
    if (got == helper::Channel::Got::nothing) continue;
    if (got != helper::Channel::Got::message) return std::unexpected(helper::problemOf(helper->wait()));
    if (m.kind == helper::MessageKind::failed) return std::unexpected(helper::problemOf(m));
    if (m.kind != helper::MessageKind::linkType) return out;
    const auto tab = std::min(m.text.find('\t'), m.text.size());
    out.push_back({static_cast<LinkType>(m.numbers[0]), m.text.substr(0, tab),
                   tab < m.text.size() ? m.text.substr(tab + 1) : std::string{}});
  }
}

}  // namespace pw
