#include "dissectors/dns/dns.h"

#include "dissectors/dns/dns_message.h"

namespace pw::dns {

namespace {

template <class Sink>
void message(Walk<Sink>& w, Cursor& c, Dialect dialect) {
  const Cursor start = c.fork();
  Message<Sink>{w, start, dialect}.walk(c);
}

/// True where the layer was entered from TCP, where two bytes of length stand before each message.
template <class Sink>
bool overTcp(Walk<Sink>& w) {
  const ProtocolStack& stack = w.summary().stack;
  return stack.size() >= 2 && w.registry().protocol(stack[stack.size() - 2]).name == "tcp";
}

struct Dns {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (overTcp(w)) {
      stream(w, c);
    } else {
      w.column("DNS");
      message(w, c, Dialect::dns);
    }
  }

  /// RFC 1035 §4.2.2. A message that goes on in a later segment is shown as data.
  template <class Sink>
  static void stream(Walk<Sink>& w, Cursor& c) {
    NodeId layer = w.layerNode();
    while (c.more()) {
      Cursor ahead = c;
      const std::uint16_t length = ahead.u16();
      const bool cutCapture = c.left() < c.wireLeft();
      if (!cutCapture && (!ahead.ok() || length > ahead.wireLeft())) {
        w.data(c);
        c.rest();
        return;
      }
      w.column("DNS");
      if (layer == kNoNode) layer = nextLayer(w, c);
      Under<Sink> under{w, layer};
      read<F::length>(w, c);
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

constexpr std::array kAttach{Attach{Table::udpPort, 53}, Attach{Table::tcpPort, 53}};
constexpr std::array kMulticastAttach{Attach{Table::udpPort, 5353}};
constexpr std::array kLinkLocalAttach{Attach{Table::udpPort, 5355}};

/// The same fields under another protocol's name.
constexpr Protocol withFields(Protocol p, const FieldTable& fields) {
  p.fields = fields;
  return p;
}

}  // namespace

constexpr Protocol kProtocol = protocolOf<Dns, F>("dns", "DNS", "Domain Name System", kAttach);
constexpr Protocol kMulticastProtocol =
    withFields(protocolOf<MulticastDns, F>("mdns", "mDNS", "Multicast Domain Name System", kMulticastAttach),
               kMulticastFields);
constexpr Protocol kLinkLocalProtocol = withFields(
    protocolOf<LinkLocalNames, F>("llmnr", "LLMNR", "Link-local Multicast Name Resolution", kLinkLocalAttach),
    kLinkLocalFields);

}  // namespace pw::dns
