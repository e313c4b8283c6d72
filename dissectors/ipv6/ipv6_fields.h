#pragma once
#include "core/field/field_def.h"
#include "dissectors/ip/ip_protocols.h"

namespace pw::ipv6 {

enum class F : std::uint16_t {
  protocol,
  version,
  anyVersion,
  trafficClass,
  dscp,
  ecn,
  flow,
  payloadLength,
  next,
  hopLimit,
  src,
  dst,
  addr,
  srcMac,
  dstMac,
  mac,
  bogusVersion,
  invalidHeader,
  lengthExceeds,
  count_
};

inline constexpr std::array kFields{
    field(F::protocol, "ipv6", "Internet Protocol Version 6", Kind::protocol, Base::none,
          "Carries a packet from one computer to another across networks, with long addresses (RFC 8200)"),
    field(F::version, "ipv6.version", "Version", Kind::u8, Base::dec, "6 for this protocol (RFC 8200 §3)",
          {.mask = 0xf0}),
    field(F::anyVersion, "ip.version", "Version", Kind::u8, Base::dec,
          "4 or 6: for filters over packets of both (RFC 8200 §3)", {.mask = 0xf0}),
    field(F::trafficClass, "ipv6.tclass", "Traffic Class", Kind::u32, Base::hex,
          "How routers should treat the packet: class and congestion marks (RFC 8200 §7)",
          {.mask = 0x0ff00000}),
    field(F::dscp, "ipv6.tclass.dscp", "Differentiated Services Codepoint", Kind::u32, Base::dec,
          "Class of service that was asked for (RFC 2474)", {.mask = 0x0fc00000, .names = ip::kDscpNames}),
    field(F::ecn, "ipv6.tclass.ecn", "Explicit Congestion Notification", Kind::u32, Base::dec,
          "Whether the ends understand congestion marks, and whether a router set one: 3 is CE (RFC 3168 §5)",
          {.mask = 0x00300000, .names = ip::kEcnNames}),
    field(F::flow, "ipv6.flow", "Flow Label", Kind::u24, Base::hex,
          "Tells routers which packets belong to one conversation (RFC 6437)", {.mask = 0x0fffff}),
    field(F::payloadLength, "ipv6.plen", "Payload Length", Kind::u16, Base::dec,
          "Bytes behind this header, extension headers included (RFC 8200 §3)"),
    field(F::next, "ipv6.nxt", "Next Header", Kind::u8, Base::dec, "What follows (IANA protocol numbers)",
          {.names = ip::kProtocolNames}),
    field(F::hopLimit, "ipv6.hlim", "Hop Limit", Kind::u8, Base::dec,
          "Routers that may still pass it on; each takes one off, at 0 it is dropped (RFC 8200 §3)"),
    field(F::src, "ipv6.src", "Source Address", Kind::ipv6, Base::none,
          "Computer that sent the packet (RFC 8200 §3)"),
    field(F::dst, "ipv6.dst", "Destination Address", Kind::ipv6, Base::none,
          "Computer that the packet is for, or the next stop of its route (RFC 8200 §3)"),
    field(F::addr, "ipv6.addr", "Source or Destination Address", Kind::ipv6, Base::none,
          "Either end of the packet"),
    field(F::srcMac, "ipv6.src_slaac_mac", "Source SLAAC MAC", Kind::ether, Base::none,
          "Network card that the sender made its address from (RFC 4291 appendix A)"),
    field(F::dstMac, "ipv6.dst_slaac_mac", "Destination SLAAC MAC", Kind::ether, Base::none,
          "Network card that the receiver made its address from (RFC 4291 appendix A)"),
    field(F::mac, "ipv6.slaac_mac", "SLAAC MAC", Kind::ether, Base::none,
          "Network card of either end's address"),
    field(F::bogusVersion, "ipv6.bogus_ipv6_version", "Bogus IP version", Kind::note, Base::error,
          "The version is not 6: the bytes are not an IPv6 packet", {.malformed = true}),
    field(F::invalidHeader, "ipv6.invalid_header", "Invalid IPv6 header", Kind::note, Base::error,
          "A header has exactly 40 bytes (RFC 8200 §3)", {.malformed = true}),
    field(F::lengthExceeds, "ipv6.plen_exceeds_framing",
          "IPv6 payload length does not match expected framing length", Kind::note, Base::warning,
          "The payload length is more than the frame holds"),
};
static_assert(complete<F>(kFields));

}  // namespace pw::ipv6

template <>
inline constexpr const auto& pw::kFieldTable<pw::ipv6::F> = pw::ipv6::kFields;
