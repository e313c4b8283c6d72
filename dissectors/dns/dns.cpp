#include "dissectors/dns/dns.h"

#include "dissectors/dns/dns_framer.h"
#include "dissectors/dns/dns_message.h"

namespace pw::dns {

namespace {

template <class Sink>
void message(Walk<Sink>& w, Cursor& c, Dialect dialect) {
  const Cursor start = c.fork();
  Message<Sink>{w, start, dialect}.walk(c);
}

struct Dns {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return;
    const Facts facts = Facts::unpacked(w.facts());
    if (!facts.framed) {
      w.column("DNS");
      message(w, c, Dialect::dns);
    } else if (facts.rest) {
      w.data(c);
    } else {
      stream(w, c);
    }
  }

  /// RFC 1035 §4.2.2. Of a capture that was cut short all that was kept of a segment may be handed over at once.
  template <class Sink>
  static void stream(Walk<Sink>& w, Cursor& c) {
    NodeId layer = w.layerNode();
    while (c.more()) {
      w.column("DNS");
      if (layer == kNoNode) layer = nextLayer(w, c);
      Under<Sink> under{w, layer};
      const std::uint16_t length = read<F::length>(w, c);
      if (!c.ok()) return;
      Cursor one = c.sub(length);
      message(w, one, Dialect::dns);
      under.endsAt(c.offset());
      c.adopt(one);
      layer = kNoNode;
    }
  }

  /// Each message of a segment is drawn as a layer of its own.
  template <class Sink>
  static NodeId nextLayer(Walk<Sink>& w, const Cursor& c) {
    if constexpr (Sink::kFields) {
      const NodeId first = w.layerNode();
      const NodeId before = w.parent();
      w.parent(first != kNoNode ? w.sink().tree[first].parent : kNoNode);
      const NodeId node = add<F::protocol>(w, c.offset(), 0, 0);
      w.parent(before);
      return node;
    } else {
      return kNoNode;
    }
  }
};

struct MulticastDns {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("MDNS");
    message(w, c, Dialect::multicast);
  }
};

struct LinkLocalNames {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("LLMNR");
    message(w, c, Dialect::linkLocal);
  }
};

/// A header that asks or answers one thing, and a length that is that of all there is.
bool begins(ByteView bytes) noexcept {
  constexpr std::size_t kHeader = 12;
  if (bytes.size() < DnsFramer::kLengthBytes + kHeader) return false;
  const auto word = [&](std::size_t at) { return loadBe<std::uint16_t>(bytes.data() + at); };
  constexpr std::uint16_t kReservedBit = 0x40;
  return word(0) == bytes.size() - DnsFramer::kLengthBytes && (word(4) & kReservedBit) == 0 && word(6) == 1;
}

/// Nothing at the beginning of a message is the same in all.
Likeness probe(ByteView bytes) noexcept { return bytes.empty() ? Likeness::no : Likeness::perhaps; }

std::unique_ptr<StreamFramer> framer() { return std::make_unique<DnsFramer>(); }

constexpr std::array<std::uint16_t, 2> kPorts{53, 5353};
constexpr std::array kAttach{Attach{Table::udpPort, 53}};
constexpr std::array kMulticastAttach{Attach{Table::udpPort, 5353}};
constexpr std::array kLinkLocalAttach{Attach{Table::udpPort, 5355}};

/// The same fields under another protocol's name.
constexpr Protocol withFields(Protocol p, const FieldTable& fields) {
  p.fields = fields;
  return p;
}

}  // namespace

constexpr StreamProtocol kStream{.probe = probe, .framer = framer, .ports = kPorts, .begins = begins};

constexpr Protocol kProtocol = protocolOf<Dns, F>("dns", "DNS", "Domain Name System", kAttach, &kStream);
constexpr Protocol kMulticastProtocol =
    withFields(protocolOf<MulticastDns, F>("mdns", "mDNS", "Multicast Domain Name System", kMulticastAttach),
               kMulticastFields);
constexpr Protocol kLinkLocalProtocol = withFields(
    protocolOf<LinkLocalNames, F>("llmnr", "LLMNR", "Link-local Multicast Name Resolution", kLinkLocalAttach),
    kLinkLocalFields);

}  // namespace pw::dns
