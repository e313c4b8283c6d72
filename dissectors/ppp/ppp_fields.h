#pragma once
#include "core/field/field_def.h"

namespace pw::ppp {

enum class F : std::uint16_t { protocol, address, control, number, count_ };

inline constexpr std::array<ValueName, 30> kProtocols{{
    {0x0021, "Internet Protocol version 4"},
    {0x0023, "OSI Network Layer"},
    {0x0029, "Appletalk"},
    {0x002b, "Novell IPX"},
    {0x002d, "Van Jacobson Compressed TCP/IP"},
    {0x002f, "Van Jacobson Uncompressed TCP/IP"},
    {0x0031, "Bridging PDU"},
    {0x003d, "Multi-Link"},
    {0x003f, "NETBIOS Framing"},
    {0x0053, "Encryption"},
    {0x0055, "Individual Link Encryption"},
    {0x0057, "Internet Protocol version 6"},
    {0x00fd, "Compressed datagram"},
    {0x0281, "MPLS Unicast"},
    {0x0283, "MPLS Multicast"},
    {0x8021, "Internet Protocol Control Protocol"},
    {0x8023, "OSI Network Layer Control Protocol"},
    {0x8029, "AppleTalk Control Protocol"},
    {0x802b, "Novell IPX Control Protocol"},
    {0x8031, "Bridging NCP"},
    {0x803d, "Multi-Link Control Protocol"},
    {0x803f, "NETBIOS Framing Control Protocol"},
    {0x8053, "Encryption Control Protocol"},
    {0x8057, "IPv6 Control Protocol"},
    {0x80fd, "Compression Control Protocol"},
    {0xc021, "Link Control Protocol"},
    {0xc023, "Password Authentication Protocol"},
    {0xc025, "Link Quality Report"},
    {0xc223, "Challenge Handshake Authentication Protocol"},
    {0xc227, "Extensible Authentication Protocol"},
}};

inline constexpr std::array kFields{
    field(F::protocol, "ppp", "Point-to-Point Protocol", Kind::protocol, Base::none,
          "Carries packets of several protocols over a link between two ends (RFC 1661)"),
    field(F::address, "ppp.address", "Address", Kind::u8, Base::hex,
          "Always 0xff: all stations (RFC 1662 §3.1)"),
    field(F::control, "ppp.control", "Control", Kind::u8, Base::hex,
          "Always 3: without numbers (RFC 1662 §3.1)"),
    field(F::number, "ppp.protocol", "Protocol", Kind::u16, Base::hex,
          "Which protocol the frame carries; one byte where the ends agreed to (RFC 1661 §6.5)",
          {.names = kProtocols}),
};
static_assert(complete<F>(kFields));

}  // namespace pw::ppp

template <>
inline constexpr const auto& pw::kFieldTable<pw::ppp::F> = pw::ppp::kFields;
