// Hop-by-hop and destination options (RFC 8200 §4.2, §4.3, §4.6).
#include "core/walk/walk.h"
#include "dissectors/ipv6/ipv6.h"
#include "dissectors/ipv6/next_header.h"
#include "dissectors/ipv6/options_fields.h"

namespace pw::ipv6 {

namespace {

namespace option {
constexpr unsigned kPad1 = 0x00, kPadN = 0x01, kTunnelLimit = 0x04, kRouterAlert = 0x05, kPathMtu = 0x30,
                   kJumbo = 0xc2, kHomeAddress = 0xc9;
constexpr unsigned kPathMtuLength = 4;
}

template <class E, class Sink>
void optionBody(Walk<Sink>& w, Cursor& c, unsigned type) {
  const std::size_t n = c.wireLeft();
  if (type == option::kPadN) {
    add<as<E>(Option::padN)>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    c.rest();
  } else if (type == option::kTunnelLimit && n == 1) {
    read<as<E>(Option::tunnelLimit)>(w, c);
  } else if (type == option::kRouterAlert && n == 2) {
    read<as<E>(Option::routerAlert)>(w, c);
  } else if (type == option::kPathMtu && n == option::kPathMtuLength) {
    read<as<E>(Option::minPmtu)>(w, c);
    read<as<E>(Option::returnPmtu)>(w, c);
  } else if (type == option::kJumbo && n == 4) {
    read<as<E>(Option::jumbo)>(w, c);
  } else if (type == option::kHomeAddress && n == 16) {
    readBytes<as<E>(Option::homeAddress)>(w, c, 16);
  } else if (n != 0) {
    readBytes<as<E>(Option::unknown)>(w, c, n);
  }
}

/// Length of the content where the kind alone says it, whatever is written; 0: it is as written.
constexpr unsigned fixedLength(unsigned type) {
  return type == option::kTunnelLimit   ? 1
         : type == option::kRouterAlert ? 2
         : type == option::kJumbo       ? 4
         : type == option::kHomeAddress ? 16
                                        : 0;
}

/// `c` covers the options, `packet` all that is left of the packet. An option that runs past its header ends
/// the list; one that runs past the packet stops the reading.
template <class E, class Sink>
void optionList(Walk<Sink>& w, Cursor c, Cursor& packet) {
  while (c.more()) {
    const std::uint32_t at = c.offset();
    const std::uint8_t type = c.u8();
    if (!c.ok()) return;
    const std::string_view name = nameOf(kOptionTypes, type);
    const NodeId node = add<as<E>(Option::option)>(w, at, 1, 0);
    label(w, node, [&](TextOut& t) { t.add(name.empty() ? "Unknown IPv6 Option" : name); });
    Under<Sink> group{w, node};
    const NodeId typeNode = add<as<E>(Option::type)>(w, at, 1, type);
    if (type == option::kPad1) {
      add<as<E>(Option::pad1)>(w, at, 1, 0);
      continue;
    }
    {
      Under<Sink> under{w, typeNode};
      bits<as<E>(Option::action)>(w, at, 1, type);
      bits<as<E>(Option::change)>(w, at, 1, type);
      bits<as<E>(Option::rest)>(w, at, 1, type);
    }
    const std::uint8_t written = read<as<E>(Option::optionLength)>(w, c);
    if (!c.ok()) return;
    const unsigned fixed = fixedLength(type);
    const unsigned n = fixed != 0 ? fixed : written;
    if (n != written || (type == option::kPathMtu && written != option::kPathMtuLength)) note<as<E>(Option::badLength)>(w, at, 2);
    if (n > c.wireLeft()) {
      Cursor ahead = packet;
      if (!ahead.skip(c.offset() - packet.offset() + std::size_t{n})) packet.adopt(ahead);
      return;
    }
    Cursor body = c.sub(n);
    optionBody<E>(w, body, type);
    group.endsAt(c.offset());
  }
}

/// Both kinds of header; `E` is the table, `says` what the line of the list calls it.
template <class E, class Sink>
void optionsHeader(Walk<Sink>& w, Cursor& c, std::string_view says) {
  tell(w, [&](TextOut& t) { t.add(says); });
  const std::uint32_t at = c.offset();
  const std::uint8_t next = read<as<E>(Option::next)>(w, c);
  const std::uint8_t length = read<as<E>(Option::length)>(w, c);
  if (!c.ok()) return;
  const unsigned n = length * 8u + 6u;
  addGenerated<as<E>(Option::bytes)>(w, at + 1, 1, n + 2);
  Cursor options = c.fork();
  options.limit(n);
  optionList<E>(w, options, c);
  if (!c.skip(n)) return;
  nextHeader(w, c, next, w.handoff());
}

struct HopByHop {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    optionsHeader<HopByHopF>(w, c, "IPv6 hop-by-hop options");
  }
};

struct Destination {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    optionsHeader<DestinationF>(w, c, "IPv6 destination options");
  }
};

constexpr std::array kHopByHopAttach{Attach{Table::ipProtocol, kHopByHopHeader}};
constexpr std::array kDestinationAttach{Attach{Table::ipProtocol, kDestinationHeader}};

}  // namespace

constexpr Protocol kHopByHop = protocolOf<HopByHop, HopByHopF>("ipv6.hopopts", "IPv6 Hop-by-Hop",
                                                               "IPv6 Hop-by-Hop Option", kHopByHopAttach);
constexpr Protocol kDestination = protocolOf<Destination, DestinationF>(
    "ipv6.dstopts", "IPv6 Destination", "Destination Options for IPv6", kDestinationAttach);

}  // namespace pw::ipv6
