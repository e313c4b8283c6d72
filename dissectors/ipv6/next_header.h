// The step from an IPv6 header or extension header to what its Next Header field names.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/ip/ip_protocols.h"
#include "dissectors/ipv6/version.h"

namespace pw::ipv6 {

inline constexpr std::uint8_t kHopByHopHeader = 0, kRoutingHeader = 43, kFragmentHeader = 44, kIpv6 = 41,
                              kNoNextHeader = 59, kDestinationHeader = 60;

/// Adds to the line of the list; headers stand with " , " between.
template <class Sink, class Make>
void tell(Walk<Sink>& w, Make&& make) {
  w.moreInfo([&](TextOut& t) {
    if (!t.string().empty()) t.add(" , ");
    make(t);
  });
}

template <class Sink>
void nextHeader(Walk<Sink>& w, const Cursor& c, std::uint8_t next, std::uint32_t hopLimit) {
  if (next == kNoNextHeader) {
    tell(w, [](TextOut& t) { t.add("IPv6 no next header"); });
    w.data(c);
    return;
  }
  if ((next != kIpv6 || takes(w, c)) && w.next(Table::ipProtocol, next, c, hopLimit)) return;
  if (next == kIpv6) w.info([](TextOut&) {});
  tell(w, [&](TextOut& t) {
    const std::string_view name = nameOf(ip::kProtocolNames, next);
    t.add("Unknown IP Protocol: ").add(name.empty() ? "Unknown" : name).add(" (").dec(next).add(')');
  });
  w.data(c);
}

}  // namespace pw::ipv6
