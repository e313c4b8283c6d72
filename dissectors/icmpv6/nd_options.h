// Options of Neighbor Discovery messages (RFC 4861 §4.6).
#pragma once
#include <algorithm>

#include "core/walk/walk.h"
#include "dissectors/icmpv6/icmpv6_fields.h"
#include "dissectors/ipv6/version.h"

namespace pw::icmpv6 {

namespace option {
inline constexpr std::uint8_t kSourceLink = 1, kTargetLink = 2, kPrefix = 3, kRedirected = 4, kMtu = 5,
                              kNonce = 14, kRoute = 24, kDnsServers = 25, kDnsSearch = 31, kPortal = 37,
                              kPref64 = 38;
}

/// The card's address goes to the line of the list too.
template <class Sink>
void linkAddress(Walk<Sink>& w, Cursor& c, std::uint8_t type) {
  const std::uint32_t at = c.offset();
  const bool ether = c.wireLeft() == 6;
  const ByteView a = c.bytes(c.wireLeft());
  if (!c.ok()) return;
  w.moreInfo([&](TextOut& t) {
    t.add(type == option::kSourceLink ? " from " : " is at ");
    ether ? t.ether(a.data()) : t.hexBytes(a);
  });
  if constexpr (Sink::kFields) {
    if (!ether) {
      add<F::linkOther>(w, at, static_cast<std::uint32_t>(a.size()), 0);
      return;
    }
    const std::uint64_t mac =
        std::uint64_t{loadBe<std::uint16_t>(a.data())} << 32 | loadBe<std::uint32_t>(a.data() + 2);
    add<F::linkAddress>(w, at, 6, mac);
    if (type == option::kSourceLink)
      addHidden<F::srcLink>(w, at, 6, mac);
    else
      addHidden<F::targetLink>(w, at, 6, mac);
  }
}

template <class Sink>
void prefixInformation(Walk<Sink>& w, Cursor& c) {
  read<F::prefixLength>(w, c);
  const std::uint32_t at = c.offset();
  const std::uint8_t flags = c.u8();
  if (!c.ok()) return;
  {
    Under<Sink> under{w, add<F::prefixFlags>(w, at, 1, flags)};
    bits<F::prefixOnLink>(w, at, 1, flags);
    bits<F::prefixAutonomous>(w, at, 1, flags);
    bits<F::prefixRouter>(w, at, 1, flags);
    bits<F::prefixReserved>(w, at, 1, flags);
  }
  read<F::validLifetime>(w, c);
  read<F::preferredLifetime>(w, c);
  readBytes<F::optReserved>(w, c, 4);
  readBytes<F::prefix>(w, c, 16);
}

/// RFC 8106 §5.2: names as in DNS, without compression, with zeros behind.
template <class Sink>
void searchList(Walk<Sink>& w, Cursor& c) {
  readBytes<F::optReserved>(w, c, 2);
  read<F::searchLifetime>(w, c);
  if constexpr (Sink::kFields) {
    std::string name;
    Cursor list = c;
    std::uint32_t at = c.offset();
    while (list.more()) {
      const std::uint8_t n = list.u8();
      if (n != 0) {
        const ByteView part = list.bytes(n);
        if (!list.ok()) break;
        TextOut t{name};
        if (!name.empty()) t.add('.');
        t.printable(part);
        continue;
      }
      if (name.empty()) break;
      addText<F::searchName>(w, at, list.offset() - at, name);
      name.clear();
      at = list.offset();
    }
    if (list.left() > 0) add<F::optData>(w, list.offset(), static_cast<std::uint32_t>(list.left()), 0);
  }
  c.skip(c.wireLeft());
}

template <class Sink>
void routeInformation(Walk<Sink>& w, Cursor& c) {
  read<F::prefixLength>(w, c);
  const std::uint32_t at = c.offset();
  const std::uint8_t flags = c.u8();
  if (c.ok()) bits<F::routePreference>(w, at, 1, flags);
  read<F::routeLifetime>(w, c);
  // RFC 4191 §2.3: the bytes behind the last one that counts may be left out.
  const std::uint32_t prefixAt = c.offset();
  const ByteView given = c.bytes(std::min<std::size_t>(c.wireLeft(), 16));
  if constexpr (Sink::kFields) {
    char prefix[16] = {};
    std::copy(given.begin(), given.end(), prefix);
    if (c.ok())
      addText<F::prefix>(w, prefixAt, static_cast<std::uint32_t>(given.size()), {prefix, sizeof prefix});
  }
}

template <class Sink>
void optionBody(Walk<Sink>& w, Cursor& c, std::uint8_t type) {
  switch (type) {
    case option::kSourceLink:
    case option::kTargetLink: linkAddress(w, c, type); break;
    case option::kPrefix: prefixInformation(w, c); break;
    case option::kRedirected: {
      readBytes<F::optReserved>(w, c, 6);
      if (!c.ok() || c.wireLeft() == 0) break;
      add<F::redirected>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
      const typename Walk<Sink>::Quote inside{w};
      ipv6::enter(w, c);
      c.rest();
      break;
    }
    case option::kMtu:
      readBytes<F::optReserved>(w, c, 2);
      read<F::optMtu>(w, c);
      break;
    case option::kNonce: readBytes<F::nonce>(w, c, c.wireLeft()); break;
    case option::kRoute: routeInformation(w, c); break;
    case option::kDnsServers:
      readBytes<F::optReserved>(w, c, 2);
      read<F::dnsLifetime>(w, c);
      while (c.ok() && c.wireLeft() >= 16) readBytes<F::dnsServer>(w, c, 16);
      break;
    case option::kDnsSearch: searchList(w, c); break;
    case option::kPortal: readBytes<F::portal>(w, c, c.wireLeft()); break;
    case option::kPref64: {
      const std::uint32_t at = c.offset();
      const std::uint16_t v = c.u16();
      if (!c.ok()) break;
      bits<F::pref64Lifetime>(w, at, 2, v);
      bits<F::pref64Length>(w, at, 2, v);
      readBytes<F::pref64Prefix>(w, c, 12);
      break;
    }
    default: break;
  }
}

/// All options up to the end of the message, or to one that cannot be passed over.
template <class Sink>
void options(Walk<Sink>& w, Cursor& c) {
  while (c.more()) {
    const std::uint32_t at = c.offset();
    const std::uint8_t type = c.u8();
    const std::uint8_t units = c.u8();
    if (!c.ok()) return;
    const NodeId node = add<F::option>(w, at, units * 8u, 0);
    label(w, node, [&](TextOut& t) {
      const std::string_view name = nameOf(kOptionTypes, type);
      t.add("ICMPv6 Option (").add(name.empty() ? "Unknown" : name).add(')');
    });
    Under<Sink> group{w, node};
    add<F::optType>(w, at, 1, type);
    add<F::optLength>(w, at + 1, 1, units);
    if (units == 0) {
      group.endsAt(at + 2);
      note<F::badOption>(w, at + 1, 1);
      return;
    }
    Cursor body = c.sub(units * 8u - 2u);
    optionBody(w, body, type);
    if (body.ok() && body.wireLeft() > 0) readBytes<F::optData>(w, body, body.wireLeft());
    group.endsAt(c.offset());
    if (body.stopped().why == Stop::cut) c.adopt(body);
  }
}

}  // namespace pw::icmpv6
