// How the data of each DHCP option is laid out, as far as a row can tell.
#pragma once
#include <algorithm>
#include <iterator>

#include "core/field/text_out.h"
#include "dissectors/dhcp/dhcp_fields.h"

namespace pw::dhcp {

namespace option {
inline constexpr unsigned kPad = 0, kVendor = 43, kOverload = 52, kMessageType = 53, kRequestList = 55,
                          kClientId = 61, kUserClass = 77, kSlpAgent = 78, kSlpScope = 79, kFqdn = 81,
                          kAgent = 82, kAuthentication = 90, kUndi = 94, kUuid = 97, kCivic = 99,
                          kSearch = 119, kSip = 120, kClasslessRoute = 121, kVendorClass = 124,
                          kVendorSettings = 125, kRdnss = 146, kLeaseStatus = 151, kPortParameters = 159,
                          kSixRd = 212, kClasslessRouteMicrosoft = 249, kEnd = 255;
}

enum class Form : std::uint8_t {
  number,     ///< integer or flag by the width of its row, and no other length
  numbers,    ///< as many as there are
  seconds,    ///< 32 bits, told in days and hours too
  time,       ///< seconds since 1970, 32 bits
  address,    ///< exactly one IPv4 address
  addresses,  ///< one or more
  pairs,      ///< addresses, by twos
  text,
  bytes,
};

struct Layout {
  std::uint8_t code;
  Form form;
  F field;
  F second = F::count_;
};

/// Sorted by code. Options that are not here are told by OptionData itself, or shown as bytes.
inline constexpr Layout kLayouts[]{
    {1, Form::address, F::subnetMask},
    {2, Form::seconds, F::timeOffset},
    {3, Form::addresses, F::router},
    {4, Form::addresses, F::timeServer},
    {5, Form::addresses, F::nameServer},
    {6, Form::addresses, F::dnsServer},
    {7, Form::addresses, F::logServer},
    {8, Form::addresses, F::quotesServer},
    {9, Form::addresses, F::lprServer},
    {10, Form::addresses, F::impressServer},
    {11, Form::addresses, F::resourceServer},
    {12, Form::text, F::hostName},
    {13, Form::number, F::bootFileSize},
    {14, Form::text, F::meritDump},
    {15, Form::text, F::domainName},
    {16, Form::address, F::swapServer},
    {17, Form::text, F::rootPath},
    {18, Form::text, F::extensionsPath},
    {19, Form::number, F::ipForwarding},
    {20, Form::number, F::sourceRouting},
    {21, Form::pairs, F::policyAddress, F::policyMask},
    {22, Form::number, F::maxReassembly},
    {23, Form::number, F::defaultTtl},
    {24, Form::seconds, F::mtuAging},
    {25, Form::numbers, F::mtuPlateau},
    {26, Form::number, F::interfaceMtu},
    {27, Form::number, F::allLocal},
    {28, Form::address, F::broadcastAddress},
    {29, Form::number, F::maskDiscovery},
    {30, Form::number, F::maskSupplier},
    {31, Form::number, F::routerDiscovery},
    {32, Form::address, F::solicitationAddress},
    {33, Form::pairs, F::staticRouteTo, F::staticRouteBy},
    {34, Form::number, F::trailers},
    {35, Form::seconds, F::arpTimeout},
    {36, Form::number, F::ethernetEncapsulation},
    {37, Form::number, F::tcpTtl},
    {38, Form::seconds, F::tcpKeepalive},
    {39, Form::number, F::tcpGarbage},
    {40, Form::text, F::nisDomain},
    {41, Form::addresses, F::nisServer},
    {42, Form::addresses, F::ntpServer},
    {44, Form::addresses, F::netbiosNameServer},
    {45, Form::addresses, F::netbiosDatagramServer},
    {46, Form::number, F::netbiosNodeType},
    {47, Form::text, F::netbiosScope},
    {48, Form::addresses, F::fontServer},
    {49, Form::addresses, F::displayManager},
    {50, Form::address, F::requestedAddress},
    {51, Form::seconds, F::leaseTime},
    {54, Form::address, F::serverId},
    {56, Form::text, F::message},
    {57, Form::number, F::maxMessageSize},
    {58, Form::seconds, F::renewalTime},
    {59, Form::seconds, F::rebindingTime},
    {60, Form::text, F::vendorClass},
    {64, Form::text, F::nisPlusDomain},
    {65, Form::addresses, F::nisPlusServer},
    {66, Form::text, F::tftpServerName},
    {67, Form::text, F::bootFileName},
    {68, Form::addresses, F::homeAgent},
    {69, Form::addresses, F::smtpServer},
    {70, Form::addresses, F::popServer},
    {71, Form::addresses, F::nntpServer},
    {72, Form::addresses, F::wwwServer},
    {73, Form::addresses, F::fingerServer},
    {74, Form::addresses, F::ircServer},
    {75, Form::addresses, F::streetTalkServer},
    {76, Form::addresses, F::stdaServer},
    {85, Form::addresses, F::ndsServer},
    {86, Form::text, F::ndsTree},
    {87, Form::text, F::ndsContext},
    {91, Form::seconds, F::lastTransaction},
    {92, Form::addresses, F::associatedAddress},
    {93, Form::numbers, F::architecture},
    {100, Form::text, F::timeZonePosix},
    {101, Form::text, F::timeZoneName},
    {112, Form::addresses, F::netinfoServer},
    {113, Form::text, F::netinfoTag},
    {114, Form::text, F::captivePortal},
    {116, Form::number, F::autoConfiguration},
    {118, Form::addresses, F::subnetSelection},
    {136, Form::addresses, F::panaAgent},
    {137, Form::text, F::lostServer},
    {138, Form::addresses, F::capwap},
    {142, Form::addresses, F::andsf},
    {145, Form::numbers, F::nonceAlgorithm},
    {150, Form::addresses, F::tftpServer},
    {152, Form::time, F::leaseBaseTime},
    {153, Form::seconds, F::leaseStateTime},
    {154, Form::time, F::leaseQueryStart},
    {155, Form::time, F::leaseQueryEnd},
    {156, Form::number, F::leaseState},
    {160, Form::text, F::captivePortal},
    {161, Form::text, F::mudUrl},
    {209, Form::text, F::pxeConfig},
    {210, Form::text, F::pxePrefix},
    {252, Form::text, F::proxyAutodiscovery},
};

/// Parts of option 82 (RFC 3046), sorted.
inline constexpr Layout kAgentLayouts[]{
    {1, Form::bytes, F::agentCircuit},
    {2, Form::bytes, F::agentRemote},
    {4, Form::number, F::agentDocsis},
    {5, Form::address, F::agentLink},
    {6, Form::text, F::agentSubscriber},
    {7, Form::bytes, F::agentRadius},
    {8, Form::bytes, F::agentAuthentication},
    {10, Form::number, F::agentFlags},
    {11, Form::address, F::agentServerId},
    {12, Form::bytes, F::agentRelayId},
    {14, Form::text, F::agentNetworkName},
    {15, Form::text, F::agentApName},
    {16, Form::number, F::agentApBssid},
    {17, Form::bytes, F::agentOperator},
    {18, Form::text, F::agentRealm},
    {150, Form::address, F::agentLinkCisco},
    {152, Form::address, F::agentServerIdCisco},
};

constexpr bool byCode(const Layout& a, const Layout& b) { return a.code < b.code; }
static_assert(std::is_sorted(std::begin(kLayouts), std::end(kLayouts), byCode));
static_assert(std::is_sorted(std::begin(kAgentLayouts), std::end(kAgentLayouts), byCode));

/// Null where there is none.
template <std::size_t N>
constexpr const Layout* layoutOf(const Layout (&all)[N], unsigned code) {
  const Layout* const at =
      std::lower_bound(all, all + N, code, [](const Layout& l, unsigned c) { return l.code < c; });
  return at != all + N && at->code == code ? at : nullptr;
}

constexpr std::string_view optionName(unsigned code) {
  const std::string_view name = nameOf(kOptionNames, code);
  if (!name.empty()) return name;
  if (code >= 129 && code <= 135) return "PXE - undefined (vendor specific)";
  return code >= 224 ? "Private" : "Unassigned";
}

inline void messageTypeTo(TextOut& t, std::uint8_t type) {
  const std::string_view name = nameOf(kMessageTypes, type);
  if (name.empty())
    t.add("Unknown Message Type (").hex0x(type, 2).add(')');
  else
    t.add(name);
}

}  // namespace pw::dhcp
