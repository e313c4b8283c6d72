#include "dissectors/udp/udp.h"

#include "core/walk/walk.h"
#include "dissectors/ip/transport_checksum.h"
#include "dissectors/udp/udp_fields.h"

namespace pw::udp {

namespace {

constexpr std::uint16_t kHeader = 8;
constexpr std::uint8_t kIpProtocol = 17;

/// Returns the checksum as it stands in the header.
template <class Sink>
std::uint16_t checksum(Walk<Sink>& w, Cursor& c, const Cursor& datagram) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = c.u16();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return v;
    ip::TransportChecksum check;
    const bool overIpv6 = w.summary().src.kind == AddressKind::ipv6;
    if (v == 0)
      check.status = ip::ChecksumStatus::notPresent;
    else
      check = ip::verifyTransport(w, datagram.peekRest(), datagram.wireLeft(), kIpProtocol, v);
    const NodeId node = add<F::checksum>(w, at, 2, v);
    label(w, node, [&](TextOut& t) { ip::checksumLine(t, v, check); });
    {
      Under<Sink> under{w, node};
      if (v == 0 && overIpv6) note<F::zeroChecksum>(w, at, 2);
      if (check.status == ip::ChecksumStatus::bad) {
        w.summary().checksumBad = true;
        note<F::badChecksum>(w, at, 2);
        addGenerated<F::checksumCalculated>(w, at, 2, check.expected);
      }
    }
    addGenerated<F::checksumStatus>(w, at, 0, static_cast<std::uint8_t>(check.status));
  }
  return v;
}

struct Udp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const Cursor start = c;
    const std::uint32_t at = c.offset();
    const std::uint16_t src = read<F::srcPort>(w, c);
    const std::uint16_t dst = read<F::dstPort>(w, c);
    if (!c.ok()) return;
    w.column("UDP");
    addHidden<F::port>(w, at, 2, src);
    addHidden<F::port>(w, at + 2, 2, dst);
    w.info([&](TextOut& t) { t.dec(src).add(" → ").dec(dst); });
    layerLabel(w, [&](TextOut& t) {
      t.add("User Datagram Protocol, Src Port: ").dec(src).add(", Dst Port: ").dec(dst);
    });
    PacketSummary& s = w.summary();
    w.quotedPorts(Transport::udp, src, dst);
    if (!w.inQuote()) {
      s.transport = Transport::udp;
      s.srcPort = src;
      s.dstPort = dst;
    }
    if (!length(w, c, start)) return;
    Cursor datagram = start;
    datagram.limit(c.wireLeft() + (c.offset() - at));
    const std::uint16_t sum = checksum(w, c, datagram);
    if (!c.ok()) return;
    payload(w, c, src, dst, sum);
  }

  /// Reads the length and cuts the cursor to it. False where it is nonsense.
  template <class Sink>
  static bool length(Walk<Sink>& w, Cursor& c, const Cursor& start) {
    const std::uint32_t at = c.offset();
    const std::uint16_t n = read<F::length>(w, c);
    if (!c.ok()) return false;
    const std::size_t have = start.wireLeft();
    // RFC 2675 §4: 0 stands for a jumbogram, longer than 16 bits can tell.
    const bool jumbo = n == 0 && w.summary().src.kind == AddressKind::ipv6 && have > kHeader;
    const bool bad = !jumbo && (n < kHeader || n > have);
    if (bad) {
      if (!(w.inQuote() && n >= kHeader)) {
        note<F::badLength>(w, at, 2);
        w.moreInfo([&](TextOut& t) {
          t.add(" [BAD UDP LENGTH ").dec(n).add(n < kHeader ? " < 8]" : " > IP PAYLOAD LENGTH]");
        });
      }
      if (n < kHeader) return false;
    }
    w.moreInfo([&](TextOut& t) { t.add(" Len=").dec(jumbo ? have - kHeader : n - std::size_t{kHeader}); });
    if (!jumbo) c.limit(n - 6u);  // six bytes of header were read
    return true;
  }

  template <class Sink>
  static void payload(Walk<Sink>& w, Cursor& c, std::uint16_t src, std::uint16_t dst, std::uint16_t sum) {
    PacketSummary& s = w.summary();
    if (!w.inQuote()) {
      s.payloadAt = c.offset();
      s.payloadLength = static_cast<std::uint32_t>(c.wireLeft());
    }
    if (sum == 0 && s.src.kind == AddressKind::ipv6)
      w.moreInfo([](TextOut& t) { t.add(" [ILLEGAL CHECKSUM (0)]"); });
    if constexpr (Sink::kFields) {
      const FlowFacts& flow = w.context().flow;
      if (flow.known) addGenerated<F::stream>(w, c.offset(), 0, flow.stream);
      if (c.wireLeft() > 0) add<F::payload>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    }
    if (c.wireLeft() == 0) return;
    const std::uint32_t ports = std::uint32_t{src} << 16 | dst;
    // The lower port is more likely the service's.
    if (w.next(Table::udpPort, std::min(src, dst), c, ports) || w.next(Table::udpPort, std::max(src, dst), c, ports))
      return;
    if (!w.nextAnnounced(c, ports)) w.data(c);
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, kIpProtocol}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Udp, F>("udp", "UDP", "User Datagram Protocol", kAttach);

}  // namespace pw::udp
