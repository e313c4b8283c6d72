#pragma once
#include "core/field/field_def.h"
#include "dissectors/ip/ip_protocols.h"

namespace pw::ipv6 {

enum class RoutingF : std::uint16_t {
  protocol,
  next,
  length,
  bytes,
  type,
  segmentsLeft,
  sourceReserved,
  sourceAddress,
  homeReserved,
  homeAddress,
  segmentLast,
  segmentFlags,
  segmentTag,
  segmentAddress,
  data,
  tooManySegments,
  deprecated,
  count_
};

inline constexpr std::array<ValueName, 9> kRoutingTypes{{{0, "Source Route"},
                                                         {1, "Nimrod"},
                                                         {2, "Type 2 Routing"},
                                                         {3, "RPL Source Route"},
                                                         {4, "Segment Routing"},
                                                         {5, "Compact Routing Header 16"},
                                                         {6, "Compact Routing Header 32"},
                                                         {253, "Experiment 1"},
                                                         {254, "Experiment 2"}}};

inline constexpr std::array kRoutingFields{
    field(RoutingF::protocol, "ipv6.routing", "Routing Header for IPv6", Kind::protocol, Base::none,
          "Stops that the packet is to make on its way (RFC 8200 §4.4)"),
    field(RoutingF::next, "ipv6.routing.nxt", "Next Header", Kind::u8, Base::dec,
          "What follows (RFC 8200 §4)", {.names = ip::kProtocolNames}),
    field(RoutingF::length, "ipv6.routing.len", "Length", Kind::u8, Base::dec,
          "Length in units of eight bytes, the first not counted (RFC 8200 §4)"),
    field(RoutingF::bytes, "ipv6.routing.len_oct", "Length", Kind::u16, Base::dec, "The same in bytes"),
    field(RoutingF::type, "ipv6.routing.type", "Type", Kind::u8, Base::dec,
          "Which kind of route (IANA routing types)", {.names = kRoutingTypes}),
    field(RoutingF::segmentsLeft, "ipv6.routing.segleft", "Segments Left", Kind::u8, Base::dec,
          "Stops that are still to be made (RFC 8200 §4.4)"),
    field(RoutingF::sourceReserved, "ipv6.routing.src.reserved", "Reserved", Kind::bytes, Base::none,
          "Must be zero"),
    field(RoutingF::sourceAddress, "ipv6.routing.src.addr", "Address", Kind::ipv6, Base::none,
          "One stop; given up by RFC 5095"),
    field(RoutingF::homeReserved, "ipv6.routing.mipv6.reserved", "Reserved", Kind::bytes, Base::none,
          "Must be zero"),
    field(RoutingF::homeAddress, "ipv6.routing.mipv6.home_address", "Home Address", Kind::ipv6, Base::none,
          "Lasting address of a computer that moves (RFC 6275 §6.4)"),
    field(RoutingF::segmentLast, "ipv6.routing.srh.last_entry", "Last Entry", Kind::u8, Base::dec,
          "Index of the last segment in the list, from 0 (RFC 8754 §2)"),
    field(RoutingF::segmentFlags, "ipv6.routing.srh.flags", "Flags", Kind::u8, Base::hex,
          "None defined (RFC 8754 §2)"),
    field(RoutingF::segmentTag, "ipv6.routing.srh.tag", "Tag", Kind::bytes, Base::none,
          "Marks packets of the same sort (RFC 8754 §2)"),
    field(RoutingF::segmentAddress, "ipv6.routing.srh.addr", "Address", Kind::ipv6, Base::none,
          "One segment; the list starts with the last one (RFC 8754 §2)"),
    field(RoutingF::data, "ipv6.routing.unknown_data", "Type-Specific Data", Kind::bytes, Base::none,
          "Content of a kind shown as it is"),
    field(RoutingF::tooManySegments, "ipv6.routing.invalid_segleft",
          "IPv6 Routing Header segments left field must not exceed address count", Kind::note, Base::error,
          "More stops are left than there are in the list"),
    field(RoutingF::deprecated, "ipv6.routing.deprecated", "Routing header type is deprecated", Kind::note,
          Base::remark, "This kind of route is no longer to be used (RFC 5095)"),
};
static_assert(complete<RoutingF>(kRoutingFields));

}  // namespace pw::ipv6

template <>
inline constexpr const auto& pw::kFieldTable<pw::ipv6::RoutingF> = pw::ipv6::kRoutingFields;
