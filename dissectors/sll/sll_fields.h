#pragma once
#include "core/field/field_def.h"
#include "dissectors/arp/hardware_types.h"
#include "dissectors/ethertype/ethertype_names.h"

namespace pw::sll {

enum class F : std::uint16_t {
  protocol,
  packetType,
  hardwareType,
  addressLength,
  sourceEther,
  sourceIpv4,
  sourceOther,
  unused,
  reserved,
  linuxType,
  greType,
  etherType,
  padding,
  trailer,
  interfaceIndex,
  count_
};

inline constexpr std::array<ValueName, 5> kPacketTypes{{{0, "Unicast to us"},
                                                        {1, "Broadcast"},
                                                        {2, "Multicast"},
                                                        {3, "Unicast to another host"},
                                                        {4, "Sent by us"}}};
inline constexpr std::array<ValueName, 9> kLinuxTypes{{{0x0001, "Raw 802.3"},
                                                       {0x0003, "Ethernet"},
                                                       {0x0004, "802.2 LLC"},
                                                       {0x0007, "PPP (HDLC)"},
                                                       {0x000c, "CAN"},
                                                       {0x000d, "CAN FD"},
                                                       {0x0017, "IrDA LAP"},
                                                       {0x00f5, "ISI"},
                                                       {0x00f6, "IEEE 802.15.4"}}};

inline constexpr std::array kFields{
    field(
        F::protocol, "sll", "Linux cooked-mode capture", Kind::protocol, Base::none,
        "What Linux keeps of a packet's link header when it captures on all interfaces (LINKTYPE_LINUX_SLL)"),
    field(F::packetType, "sll.pkttype", "Packet type", Kind::u16, Base::dec, "Whom the packet was for",
          {.names = kPacketTypes}),
    field(F::hardwareType, "sll.hatype", "Link-layer address type", Kind::u16, Base::dec,
          "Kind of the interface (Linux ARPHRD_ number)", {.names = arp::kHardwareTypes}),
    field(F::addressLength, "sll.halen", "Link-layer address length", Kind::u16, Base::dec,
          "How many bytes of the address count"),
    field(F::sourceEther, "sll.src.eth", "Source", Kind::ether, Base::none,
          "Network card that sent the packet"),
    field(F::sourceIpv4, "sll.src.ipv4", "Source", Kind::ipv4, Base::none, "Tunnel end that sent the packet"),
    field(F::sourceOther, "sll.src.other", "Source", Kind::bytes, Base::none, "Sender's address on its link"),
    field(F::unused, "sll.unused", "Unused", Kind::bytes, Base::none,
          "Bytes behind the address, without meaning"),
    field(F::reserved, "sll.reserved", "Reserved", Kind::bytes, Base::none,
          "Must be zero (LINKTYPE_LINUX_SLL2)"),
    field(F::linuxType, "sll.ltype", "Protocol", Kind::u16, Base::hex, "Frame types that are Linux's own",
          {.names = kLinuxTypes}),
    field(F::greType, "sll.gretype", "Protocol", Kind::u16, Base::hex, "Which protocol the tunnel carries"),
    field(F::etherType, "sll.etype", "Protocol", Kind::u16, Base::hex,
          "Which protocol the packet carries (RFC 9542)", {.names = ethertype::kNames}),
    field(F::padding, "eth.padding", "Padding", Kind::bytes, Base::none,
          "Zeros that fill the frame up to the least length of 60 bytes"),
    field(F::trailer, "sll.trailer", "Trailer", Kind::bytes, Base::none,
          "Bytes behind the payload that belong to no protocol above"),
    field(F::interfaceIndex, "sll.ifindex", "Interface index", Kind::u32, Base::dec,
          "Interface that saw the packet, by the kernel's number (LINKTYPE_LINUX_SLL2)"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::sll

template <>
inline constexpr const auto& pw::kFieldTable<pw::sll::F> = pw::sll::kFields;
