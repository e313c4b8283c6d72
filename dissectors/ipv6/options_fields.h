// Hop-by-hop and destination options headers: two tables with the same options.
#pragma once
#include "core/field/field_def.h"
#include "dissectors/ip/ip_protocols.h"

namespace pw::ipv6 {

inline constexpr std::array<ValueName, 27> kOptionTypes{
    {{0x00, "Pad1"},
     {0x01, "PadN"},
     {0x04, "Tunnel Encapsulation Limit"},
     {0x05, "Router Alert"},
     {0x07, "CALIPSO"},
     {0x08, "SMF_DPD"},
     {0x0f, "Performance and Diagnostic Metrics"},
     {0x1e, "Experimental (0x1E)"},
     {0x26, "Quick-Start"},
     {0x30, "Path MTU Option"},
     {0x31, "IOAM Option"},
     {0x3e, "Experimental (0x3E)"},
     {0x41, "Tunnel Payload Forwarding (TPF) Information"},
     {0x5e, "Experimental (0x5E)"},
     {0x63, "RPL Option"},
     {0x6d, "MPL Option"},
     {0x7e, "Experimental (0x7E)"},
     {0x8a, "Endpoint Identification"},
     {0x8b, "ILNP Nonce"},
     {0x8c, "Line-Identification Option"},
     {0x9e, "Experimental (0x9E)"},
     {0xbe, "Experimental (0xBE)"},
     {0xc2, "Jumbo Payload"},
     {0xc9, "Home Address"},
     {0xde, "Experimental (0xDE)"},
     {0xee, "IP_DFF"},
     {0xfe, "Experimental (0xFE)"}}};
inline constexpr std::array<ValueName, 4> kActions{{{0, "Skip and continue"},
                                                    {1, "Discard"},
                                                    {2, "Discard and send ICMP Parameter Problem"},
                                                    {3, "Discard and send ICMP if not multicast"}}};
inline constexpr std::array<ValueName, 3> kAlerts{{{0, "MLD"}, {1, "RSVP"}, {2, "Active Network"}}};

/// The rows of both tables behind their first four.
enum class Option : std::uint16_t {
  protocol,
  next,
  length,
  bytes,
  option,
  type,
  action,
  change,
  rest,
  optionLength,
  pad1,
  padN,
  routerAlert,
  tunnelLimit,
  jumbo,
  homeAddress,
  minPmtu,
  returnPmtu,
  unknown,
  badLength,
  count_
};
enum class HopByHopF : std::uint16_t { count_ = static_cast<std::uint16_t>(Option::count_) };
enum class DestinationF : std::uint16_t { count_ = static_cast<std::uint16_t>(Option::count_) };

template <class E>
consteval E as(Option o) {
  return static_cast<E>(o);
}

/// Names and help of a table's own rows.
struct OptionsHeader {
  std::string_view key, label, help;
  std::string_view nextKey, lengthKey, bytesKey;
};

template <class E>
consteval auto optionTable(OptionsHeader h) {
  return std::array{
      field(as<E>(Option::protocol), h.key, h.label, Kind::protocol, Base::none, h.help),
      field(as<E>(Option::next), h.nextKey, "Next Header", Kind::u8, Base::dec, "What follows (RFC 8200 §4)",
            {.names = ip::kProtocolNames}),
      field(as<E>(Option::length), h.lengthKey, "Length", Kind::u8, Base::dec,
            "Length in units of eight bytes, the first not counted (RFC 8200 §4)"),
      field(as<E>(Option::bytes), h.bytesKey, "Length", Kind::u16, Base::dec, "The same in bytes"),
      field(as<E>(Option::option), "ipv6.opt", "IPv6 Option", Kind::label, Base::none,
            "One option (RFC 8200 §4.2)"),
      field(as<E>(Option::type), "ipv6.opt.type", "Type", Kind::u8, Base::hex, "Which option (RFC 8200 §4.2)",
            {.names = kOptionTypes}),
      field(as<E>(Option::action), "ipv6.opt.type.action", "Action", Kind::u8, Base::dec,
            "What to do by those who do not know the option (RFC 8200 §4.2)",
            {.mask = 0xc0, .names = kActions}),
      field(as<E>(Option::change), "ipv6.opt.type.change", "May Change", Kind::boolean, Base::none,
            "Whether routers may change it on the way (RFC 8200 §4.2)",
            {.mask = 0x20, .names = kYesNo, .parentBits = 8}),
      field(as<E>(Option::rest), "ipv6.opt.type.rest", "Low-Order Bits", Kind::u8, Base::hex,
            "The other bits", {.mask = 0x1f}),
      field(as<E>(Option::optionLength), "ipv6.opt.length", "Length", Kind::u8, Base::dec,
            "Bytes of the option behind its type and length (RFC 8200 §4.2)"),
      field(as<E>(Option::pad1), "ipv6.opt.pad1", "Pad1", Kind::label, Base::none,
            "One byte of room (RFC 8200 §4.2)"),
      field(as<E>(Option::padN), "ipv6.opt.padn", "PadN", Kind::bytes, Base::none,
            "Room of several bytes (RFC 8200 §4.2)"),
      field(as<E>(Option::routerAlert), "ipv6.opt.router_alert", "Router Alert", Kind::u16, Base::dec,
            "Asks routers to look into the packet (RFC 2711)", {.names = kAlerts}),
      field(as<E>(Option::tunnelLimit), "ipv6.opt.tel", "Tunnel Encapsulation Limit", Kind::u8, Base::dec,
            "How many more tunnels the packet may enter (RFC 2473 §4.1.1)"),
      field(as<E>(Option::jumbo), "ipv6.opt.jumbo", "Payload Length", Kind::u32, Base::dec,
            "Length of a packet too big for 16 bits (RFC 2675)"),
      field(as<E>(Option::homeAddress), "ipv6.opt.mipv6.home_address", "MIPv6 Home Address", Kind::ipv6,
            Base::none, "Lasting address of a computer that moves (RFC 6275 §6.3)"),
      field(as<E>(Option::minPmtu), "ipv6.opt.pmtu.min", "Minimum Reported PMTU", Kind::u16, Base::dec,
            "Smallest packet size met on the way (RFC 9268)"),
      field(as<E>(Option::returnPmtu), "ipv6.opt.pmtu.rtn", "Return Minimum PMTU", Kind::u16, Base::dec,
            "The same for the way back (RFC 9268)"),
      field(as<E>(Option::unknown), "ipv6.opt.unknown", "Unknown Option Payload", Kind::bytes, Base::none,
            "Content of an option shown as it is"),
      field(as<E>(Option::badLength), "ipv6.opt.invalid_len", "Invalid IPv6 option length", Kind::note,
            Base::error, "The option's length does not fit its kind or its header", {.malformed = true}),
  };
}

inline constexpr auto kHopByHopFields = optionTable<HopByHopF>(
    {"ipv6.hopopts", "IPv6 Hop-by-Hop Option", "What each router on the way is to look at (RFC 8200 §4.3)",
     "ipv6.hopopts.nxt", "ipv6.hopopts.len", "ipv6.hopopts.len_oct"});
inline constexpr auto kDestinationFields = optionTable<DestinationF>(
    {"ipv6.dstopts", "Destination Options for IPv6", "What the receiver alone is to look at (RFC 8200 §4.6)",
     "ipv6.dstopts.nxt", "ipv6.dstopts.len", "ipv6.dstopts.len_oct"});
static_assert(complete<HopByHopF>(kHopByHopFields) && complete<DestinationF>(kDestinationFields));

}  // namespace pw::ipv6

template <>
inline constexpr const auto& pw::kFieldTable<pw::ipv6::HopByHopF> = pw::ipv6::kHopByHopFields;
template <>
inline constexpr const auto& pw::kFieldTable<pw::ipv6::DestinationF> = pw::ipv6::kDestinationFields;
