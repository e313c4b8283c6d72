#pragma once
#include "core/field/field_def.h"

namespace pw::ethertype {

enum class F : std::uint16_t { protocol, count_ };

inline constexpr std::array kFields{
    field(F::protocol, "ethertype", "Ethertype", Kind::protocol, Base::none,
          "The step from a link layer to what it carries, by a 16-bit type (RFC 9542)"),
};
static_assert(complete<F>(kFields));

/// Types that a link header names in words.
inline constexpr std::array<ValueName, 24> kNames{{{0x0600, "XEROX NS IDP"},
                                                   {0x0800, "IPv4"},
                                                   {0x0806, "ARP"},
                                                   {0x0842, "Wake-on-LAN"},
                                                   {0x22f3, "TRILL"},
                                                   {0x6003, "DEC DNA Routing Protocol"},
                                                   {0x6558, "Transparent Ethernet bridging"},
                                                   {0x8035, "RARP"},
                                                   {0x809b, "AppleTalk LLAP bridging"},
                                                   {0x8100, "802.1Q Virtual LAN"},
                                                   {0x8137, "Netware IPX/SPX"},
                                                   {0x86dd, "IPv6"},
                                                   {0x8808, "MAC Control"},
                                                   {0x8809, "Slow Protocols"},
                                                   {0x8847, "MPLS label switched packet"},
                                                   {0x8848, "MPLS multicast"},
                                                   {0x8863, "PPPoE Discovery"},
                                                   {0x8864, "PPPoE Session"},
                                                   {0x888e, "802.1X Authentication"},
                                                   {0x88a8, "802.1ad Provider Bridge (Q-in-Q)"},
                                                   {0x88cc, "802.1 Link Layer Discovery Protocol (LLDP)"},
                                                   {0x88e5, "802.1AE (MACsec)"},
                                                   {0x88f7, "PTPv2 over Ethernet (IEEE1588)"},
                                                   {0x9100, "802.1Q tunneling"}}};

}  // namespace pw::ethertype

template <>
inline constexpr const auto& pw::kFieldTable<pw::ethertype::F> = pw::ethertype::kFields;
