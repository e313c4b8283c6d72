// Routing header (RFC 8200 §4.4): source route, Mobile IPv6 (RFC 6275), segments (RFC 8754).
#include "core/walk/walk.h"
#include "dissectors/ipv6/ipv6.h"
#include "dissectors/ipv6/next_header.h"
#include "dissectors/ipv6/routing_fields.h"

namespace pw::ipv6 {

namespace {

constexpr std::uint8_t kSource = 0, kMobile = 2, kSegments = 4;
constexpr std::size_t kAddress = 16;

template <auto Which, class Sink>
void addressList(Walk<Sink>& w, Cursor& c, unsigned first) {
  for (unsigned i = first; c.ok() && c.wireLeft() >= kAddress; ++i) {
    const ByteView a = readBytes<Which>(w, c, kAddress);
    if (!c.ok()) return;
    const NodeId node = w.lastNode();
    label(w, node, [&](TextOut& t) { t.add("Address[").dec(i).add("]: ").ipv6(a.data()); });
  }
}

/// The part behind Segments Left.
template <class Sink>
void body(Walk<Sink>& w, Cursor c, std::uint8_t type) {
  switch (type) {
    case kSource:
      readBytes<RoutingF::sourceReserved>(w, c, 4);
      addressList<RoutingF::sourceAddress>(w, c, 1);
      break;
    case kMobile:
      readBytes<RoutingF::homeReserved>(w, c, 4);
      if (c.ok() && c.wireLeft() >= kAddress) readBytes<RoutingF::homeAddress>(w, c, kAddress);
      break;
    case kSegments:
      read<RoutingF::segmentLast>(w, c);
      read<RoutingF::segmentFlags>(w, c);
      readBytes<RoutingF::segmentTag>(w, c, 2);
      addressList<RoutingF::segmentAddress>(w, c, 0);
      break;
    default: break;
  }
  if (c.ok() && c.left() > 0) readBytes<RoutingF::data>(w, c, c.left());
}

/// RFC 8200 §8.1: while stops are left, checksums count with the last of them as destination.
template <class Sink>
void finalDestination(Walk<Sink>& w, ByteView body, std::uint8_t type, std::uint8_t left) {
  if (left == 0 || body.size() < 4 + kAddress || w.inQuote()) return;
  if (type != kSource && type != kMobile && type != kSegments) return;
  const std::size_t count = (body.size() - 4) / kAddress;
  const std::size_t index = type == kSource ? count - 1 : 0;
  std::memcpy(w.summary().dst.bytes.data(), body.data() + 4 + index * kAddress, kAddress);
}

struct Routing {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    tell(w, [](TextOut& t) { t.add("IPv6 routing"); });
    const std::uint32_t at = c.offset();
    const std::uint8_t next = read<RoutingF::next>(w, c);
    const std::uint8_t length = read<RoutingF::length>(w, c);
    if (!c.ok()) return;
    addGenerated<RoutingF::bytes>(w, at + 1, 1, length * 8u + 8u);
    const std::uint8_t type = read<RoutingF::type>(w, c);
    if (!c.ok()) return;
    layerLabel(w, [&](TextOut& t) {
      const std::string_view name = nameOf(kRoutingTypes, type);
      t.add("Routing Header for IPv6 (").add(name.empty() ? "Unknown" : name).add(')');
    });
    if (type == kSource) note<RoutingF::deprecated>(w, at + 2, 1);
    const std::uint8_t left = read<RoutingF::segmentsLeft>(w, c);
    if (!c.ok()) return;
    const unsigned n = length * 8u + 4u;
    if constexpr (Sink::kFields) {
      if ((type == kSource || type == kSegments) && left > n / kAddress)
        note<RoutingF::tooManySegments>(w, at + 3, 1);
      Cursor fields = c.fork();
      fields.limit(n);
      body(w, fields, type);
    }
    const ByteView bytes = c.bytes(n);
    if (!c.ok()) return;
    finalDestination(w, bytes, type, left);
    nextHeader(w, c, next, w.handoff());
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, kRoutingHeader}};

}  // namespace

constexpr Protocol kRouting =
    protocolOf<Routing, RoutingF>("ipv6.routing", "IPv6 Routing", "Routing Header for IPv6", kAttach);

}  // namespace pw::ipv6
