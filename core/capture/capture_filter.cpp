#include "core/capture/capture_filter.h"

#include <pcap/pcap.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <string_view>

#include "core/capture/link_types.h"
#include "core/file/capture_info.h"

namespace pw {
namespace {

struct Close {
  void operator()(pcap_t* p) const noexcept { pcap_close(p); }
};

// pcap-filter(7), sorted.
constexpr std::array<std::string_view, 157> kWords{
    "action", "addr1", "addr2", "addr3", "addr4", "ah", "and", "arp", "assoc-req", "assoc-resp", "assocreq",
    "assocresp", "atalk", "atim", "auth", "bcc", "beacon", "broadcast", "byte", "carp", "clnp", "connectmsg", "csnp",
    "ctl", "data", "deauth", "decnet", "dir", "direction0", "direction1", "disassoc", "dpc", "dst", "es-is", "esis",
    "ether", "ethers", "fddi", "fisu", "fromds", "gateway", "geneve", "greater", "hdpc", "hfisu", "hlssu", "hmsu",
    "hopc", "host", "hsio", "hsls", "icmp", "icmp-echo", "icmp-echoreply", "icmp6", "iface", "ifindex", "ifname",
    "igmp", "igrp", "iih", "ilmic", "inbound", "ip", "ip6", "ipx", "is-is", "isis", "iso", "l1", "l2", "lane", "lat",
    "len", "less", "link", "llc", "lsp", "lssu", "lsu", "metac", "metaconnect", "mgt", "mopdl", "moprc", "mpls", "msu",
    "multicast", "nat", "net", "netbeui", "nods", "nodst", "not", "oam", "oamf4", "oamf4ec", "oamf4sc", "on", "opc",
    "or", "outbound", "pass", "pim", "port", "portrange", "ppp", "pppoed", "pppoes", "probe-req", "probe-resp",
    "proto", "protochain", "psnp", "ra", "radio", "rarp", "rdr", "reason", "rnr", "rset", "rulenum", "rulesetnum",
    "sc", "sca", "scrub", "sctp", "sio", "slip", "sls", "snap", "snp", "src", "srnr", "stp", "subrulenum", "subtype",
    "ta", "tcp", "tcp-ack", "tcp-cwr", "tcp-ece", "tcp-fin", "tcp-push", "tcp-rst", "tcp-syn", "tcp-urg", "tcpflags",
    "tods", "tr", "type", "udp", "vci", "vlan", "vpi", "vrrp", "wlan"};

bool isWordByte(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == '_' || c == ':';
}

/// Numbers and addresses: nothing but digits, hex digits and what stands between them, and at least one digit or colon.
bool isNumber(std::string_view word) noexcept {
  const bool hex = word.starts_with("0x") || word.starts_with("0X");
  if (hex) word.remove_prefix(2);
  const bool likely = hex || word.find_first_of("0123456789:") != std::string_view::npos;
  return likely && word.find_first_not_of("0123456789abcdefABCDEF.:-") == std::string_view::npos;
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool isLanguage(std::string_view word) noexcept {
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end() || isNumber(word) ||
         word.starts_with("icmp-") || word.starts_with("icmp6-");
}

}  // namespace

std::expected<void, std::string> checkCaptureFilter(const std::string& text, LinkType link) {
  const std::unique_ptr<pcap_t, Close> p{pcap_open_dead(dltOf(link), static_cast<int>(kMaxPacketBytes))};
  if (!p) return {};
  bpf_program program{};
  if (pcap_compile(p.get(), &program, text.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0)
    return std::unexpected(std::string{pcap_geterr(p.get())});
  pcap_freecode(&program);
  return {};
}

bool namesAHost(const std::string& text) {
  // "port http or https": what a name is follows from the last word that says so. Ports and protocols are looked up in
  // files of the system, never on the network.
  bool ofPorts = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && isWordByte(text[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const auto word = std::string_view{text}.substr(at, end - at);
    if (!isLanguage(word) && !ofPorts) return true;
    if (isOneOf(word, {"port", "portrange", "proto", "protochain"})) ofPorts = true;
    else if (isOneOf(word, {"host", "net", "gateway", "src", "dst"})) ofPorts = false;
    at = end;
  }
  return false;
}

}  // namespace pw
