#pragma once
#include "core/field/field_def.h"
#include "dissectors/arp/hardware_types.h"
#include "dissectors/ethertype/ethertype_names.h"

namespace pw::arp {

enum class F : std::uint16_t {
  protocol,
  hardwareType,
  protocolType,
  hardwareSize,
  protocolSize,
  opcode,
  isGratuitous,
  isProbe,
  isAnnouncement,
  senderMac,
  senderHardware,
  senderIpv4,
  senderProtocol,
  targetMac,
  targetHardware,
  targetIpv4,
  targetProtocol,
  count_
};

inline constexpr std::array<ValueName, 27> kOpcodes{{
    {0, "reserved"},
    {1, "request"},
    {2, "reply"},
    {3, "reverse request"},
    {4, "reverse reply"},
    {5, "drarp request"},
    {6, "drarp reply"},
    {7, "drarp error"},
    {8, "inverse request"},
    {9, "inverse reply"},
    {10, "arp nak"},
    {11, "mars request"},
    {12, "mars multi"},
    {13, "mars mserv"},
    {14, "mars join"},
    {15, "mars leave"},
    {16, "mars nak"},
    {17, "mars unserv"},
    {18, "mars sjoin"},
    {19, "mars sleave"},
    {20, "mars grouplist request"},
    {21, "mars grouplist reply"},
    {22, "mars redirect map"},
    {23, "mapos unarp"},
    {24, "experimental 1"},
    {25, "experimental 2"},
    {65535, "reserved"},
}};

inline constexpr std::array kFields{
    field(F::protocol, "arp", "Address Resolution Protocol", Kind::protocol, Base::none,
          "Asks which network card has an IP address (RFC 826)"),
    field(F::hardwareType, "arp.hw.type", "Hardware type", Kind::u16, Base::dec,
          "Kind of the network (RFC 826)", {.names = kHardwareTypes}),
    field(F::protocolType, "arp.proto.type", "Protocol type", Kind::u16, Base::hex,
          "Whose addresses are asked for (RFC 826)", {.names = ethertype::kNames}),
    field(F::hardwareSize, "arp.hw.size", "Hardware size", Kind::u8, Base::dec,
          "Bytes of a card's address (RFC 826)"),
    field(F::protocolSize, "arp.proto.size", "Protocol size", Kind::u8, Base::dec,
          "Bytes of a protocol's address (RFC 826)"),
    field(F::opcode, "arp.opcode", "Opcode", Kind::u16, Base::dec, "Question or answer (RFC 826, RFC 5494)",
          {.names = kOpcodes}),
    field(F::isGratuitous, "arp.isgratuitous", "Is gratuitous", Kind::boolean, Base::none,
          "The sender names its own address, so that others update what they know (RFC 5944 §4.6)",
          {.names = kTrueFalse}),
    field(F::isProbe, "arp.isprobe", "Is probe", Kind::boolean, Base::none,
          "The sender checks that nobody has the address yet (RFC 5227 §1.1)", {.names = kTrueFalse}),
    field(F::isAnnouncement, "arp.isannouncement", "Is announcement", Kind::boolean, Base::none,
          "The sender tells that it now has the address (RFC 5227 §1.1)", {.names = kTrueFalse}),
    field(F::senderMac, "arp.src.hw_mac", "Sender MAC address", Kind::ether, Base::none,
          "Card of the sender (RFC 826)"),
    field(F::senderHardware, "arp.src.hw", "Sender hardware address", Kind::bytes, Base::none,
          "Card of the sender (RFC 826)"),
    field(F::senderIpv4, "arp.src.proto_ipv4", "Sender IP address", Kind::ipv4, Base::none,
          "Address of the sender (RFC 826)"),
    field(F::senderProtocol, "arp.src.proto", "Sender protocol address", Kind::bytes, Base::none,
          "Address of the sender (RFC 826)"),
    field(F::targetMac, "arp.dst.hw_mac", "Target MAC address", Kind::ether, Base::none,
          "Card that is looked for; zeros in a question (RFC 826)"),
    field(F::targetHardware, "arp.dst.hw", "Target hardware address", Kind::bytes, Base::none,
          "Card that is looked for (RFC 826)"),
    field(F::targetIpv4, "arp.dst.proto_ipv4", "Target IP address", Kind::ipv4, Base::none,
          "Address whose card is looked for (RFC 826)"),
    field(F::targetProtocol, "arp.dst.proto", "Target protocol address", Kind::bytes, Base::none,
          "Address whose card is looked for (RFC 826)"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::arp

template <>
inline constexpr const auto& pw::kFieldTable<pw::arp::F> = pw::arp::kFields;
