#include "dissectors/ip/ip.h"

#include "core/walk/walk.h"
#include "dissectors/ip/ip_fields.h"
#include "dissectors/ip/ip_options.h"
#include "dissectors/ip/transport_checksum.h"
#include "dissectors/ipv6/version.h"

namespace pw::ip {

namespace {

constexpr unsigned kMinHeader = 20;
constexpr std::uint8_t kIpv6 = 41;
constexpr std::uint32_t kEthertype = 0x0800;
constexpr std::uint16_t kMoreFragments = 0x2000;
constexpr std::uint16_t kOffsetMask = 0x1fff;

/// The fixed header as numbers, host order.
struct Header {
  std::uint32_t at = 0;  ///< first byte in its source
  unsigned length = 0;   ///< bytes, options included
  std::uint16_t total = 0;
  std::uint16_t id = 0;
  std::uint16_t fragment = 0;  ///< flags and offset as on the wire
  std::uint8_t protocol = 0;
  std::uint8_t ttl = 0;
  const std::uint8_t* src = nullptr;
  const std::uint8_t* dst = nullptr;

  [[nodiscard]] std::uint32_t offset() const { return (fragment & kOffsetMask) * 8u; }
  [[nodiscard]] bool more() const { return (fragment & kMoreFragments) != 0; }
};

template <class Sink>
std::uint8_t dsField(Walk<Sink>& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  const std::uint8_t ds = c.u8();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return ds;
    const NodeId node = add<F::dsfield>(w, at, 1, ds);
    label(w, node, [&](TextOut& t) {
      t.add("Differentiated Services Field: ").hex0x(ds, 2).add(" (DSCP: ");
      dscpShort(t, ds >> 2).add(", ECN: ").add(kEcnShort[ds & 3]).add(')');
    });
    Under<Sink> under{w, node};
    bits<F::dscp>(w, at, 1, ds);
    bits<F::ecn>(w, at, 1, ds);
  }
  return ds;
}

template <class Sink>
std::uint16_t fragmentField(Walk<Sink>& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = c.u16();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return v;
    const std::uint32_t flags = v >> 8;
    const NodeId node = add<F::flags>(w, at, 1, masked(kDef<F::flags>, flags));
    label(w, node, [&](TextOut& t) {
      t.add((flags & 0x80) != 0 ? "1" : "0")
          .add((flags & 0x40) != 0 ? "1" : "0")
          .add((flags & 0x20) != 0 ? "1" : "0");
      t.add(". .... = Flags: ").hex0x(flags >> 5, 1);
      if ((flags & 0x80) != 0) t.add(", Reserved bit");
      if ((flags & 0x40) != 0) t.add(", Don't fragment");
      if ((flags & 0x20) != 0) t.add(", More fragments");
    });
    {
      Under<Sink> under{w, node};
      bits<F::flagReserved>(w, at, 1, flags);
      bits<F::flagDf>(w, at, 1, flags);
      bits<F::flagMf>(w, at, 1, flags);
    }
    const NodeId offset = add<F::fragOffset>(w, at, 2, v & kOffsetMask);
    label(w, offset, [&](TextOut& t) {
      t.add("...");
      for (unsigned bit = 13; bit-- > 0;) {
        if (bit % 4 == 3) t.add(' ');
        t.add((v >> bit & 1) != 0 ? '1' : '0');
      }
      t.add(" = Fragment Offset: ").dec((v & kOffsetMask) * 8u);
    });
  }
  return v;
}

template <class Sink>
void checksumField(Walk<Sink>& w, Cursor& c, ByteView header) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = c.u16();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return;
    const bool whole = !header.empty() && !w.inQuote();  // routers change the header before they quote it
    const TransportChecksum check = addPlainChecksum<F::checksum, F::badChecksum, F::checksumStatus>(
        w, at, v, whole ? header : ByteView{}, "Header ");
    if (whole) addGenerated<F::checksumCalculated>(w, at, 2, check.expected);
  }
}

/// Without names a host is called by its address.
template <auto Which, class Sink>
void hostName(Walk<Sink>& w, std::uint32_t at, const std::uint8_t* address) {
  if constexpr (Sink::kFields) {
    if (!w.sink().wants(w.idOf(static_cast<std::uint16_t>(Which)))) return;
    std::string name;
    TextOut{name}.ipv4(loadBe<std::uint32_t>(address));
    const NodeId node = addText<Which>(w, at, 4, name);
    if (node != kNoNode) w.sink().tree[node].hidden = true;
  }
}

template <class Sink>
void addresses(Walk<Sink>& w, Cursor& c, Header& h) {
  const std::uint32_t at = c.offset();
  const ByteView src = c.bytes(4);
  if (c.ok()) {
    add<F::src>(w, at, 4, loadBe<std::uint32_t>(src.data()));
    addHidden<F::addr>(w, at, 4, loadBe<std::uint32_t>(src.data()));
  }
  const ByteView dst = c.bytes(4);
  if (!c.ok()) return;
  add<F::dst>(w, at + 4, 4, loadBe<std::uint32_t>(dst.data()));
  addHidden<F::addr>(w, at + 4, 4, loadBe<std::uint32_t>(dst.data()));
  h.src = src.data();
  h.dst = dst.data();
  hostName<F::srcHost>(w, at, h.src);
  hostName<F::dstHost>(w, at + 4, h.dst);
  w.endpoints(AddressKind::ipv4, h.src, h.dst);
  layerLabel(w, [&](TextOut& t) {
    t.add("Internet Protocol Version 4, Src: ").ipv4(loadBe<std::uint32_t>(h.src));
    t.add(", Dst: ").ipv4(loadBe<std::uint32_t>(h.dst));
  });
}

template <class Sink>
void otherVersion(Walk<Sink>& w, unsigned version) {
  const bool byEthertype = w.handoff() == kEthertype;  // other parents hand over either version
  w.column(byEthertype ? "IPv4" : "IP");
  w.info([&](TextOut& t) {
    if (byEthertype)
      t.add("Bogus IPv4 version (").dec(version).add(", must be 4)");
    else
      t.add("Bogus IP version (").dec(version).add(')');
  });
}

/// Reads the header. False where nothing behind it can be trusted.
template <class Sink>
bool header(Walk<Sink>& w, Cursor& c, Header& h) {
  h.at = c.offset();
  const std::uint8_t first = c.u8();
  if (!c.ok()) return false;
  bits<F::version>(w, h.at, 1, first);
  if (first >> 4 != 4) {
    note<F::bogusVersion>(w, h.at, 1);
    otherVersion(w, first >> 4);
    return false;
  }
  h.length = (first & 15u) * 4u;
  const NodeId lengthNode = add<F::hdrLen>(w, h.at, 1, h.length);
  label(w, lengthNode, [&](TextOut& t) {
    t.add(".... ");
    for (unsigned bit = 4; bit-- > 0;) t.add((first >> bit & 1) != 0 ? '1' : '0');
    t.add(" = Header Length: ").dec(h.length).add(" bytes (").dec(first & 15u).add(')');
  });
  if (h.length < kMinHeader) {
    note<F::bogusHeaderLength>(w, h.at, 1);
    w.info(
        [&](TextOut& t) { t.add("Bogus IP header length (").dec(h.length).add(", must be at least 20)"); });
    return false;
  }
  const ByteView bytes = c.left() + 1 >= h.length ? ByteView{c.peekRest().data() - 1, h.length} : ByteView{};
  const std::uint8_t ds = dsField(w, c);
  if (c.ok() && !w.inQuote()) w.summary().ecn = ds & 3;
  h.total = read<F::length>(w, c);
  h.id = read<F::id>(w, c);
  h.fragment = fragmentField(w, c);
  h.ttl = read<F::ttl>(w, c);
  h.protocol = read<F::proto>(w, c);
  checksumField(w, c, bytes);
  addresses(w, c, h);
  return c.ok();
}

/// Cuts the cursor to what the total length says. False where the length makes no sense.
template <class Sink>
bool limitToTotal(Walk<Sink>& w, Cursor& c, const Header& h) {
  const std::size_t wire = c.wireLeft() + kMinHeader;
  if (h.total == 0) return true;  // left to the network card (segmentation offload): the frame is the packet
  if (h.total < h.length) {
    note<F::bogusLength>(w, h.at + 2, 2);
    w.info([&](TextOut& t) {
      t.add("Bogus IP length (").dec(h.total).add(", less than header length ").dec(h.length).add(')');
    });
    return false;
  }
  if (h.total > wire) {
    if (!w.inQuote()) note<F::bogusLength>(w, h.at + 2, 2);
    return true;
  }
  c.limit(h.total - kMinHeader);
  w.payloadEndsAt(h.at + h.total);
  return true;
}

template <class Sink>
void fragmentInfo(Walk<Sink>& w, const Header& h) {
  w.column("IPv4");
  w.info([&](TextOut& t) {
    t.add("Fragmented IP protocol (proto=").add(protocolName(h.protocol)).add(' ').dec(h.protocol);
    t.add(", off=").dec(h.offset()).add(", ID=").hex(h.id, 4).add(')');
    const PacketId in = w.context().reassembly.completedIn;
    if (in.valid() && in != w.context().id) t.add(" [Reassembled in #").dec(in.value + 1ull).add(']');
  });
}

template <class Sink>
void payload(Walk<Sink>& w, const Cursor& c, const Header& h);

/// A piece of a datagram: noted for the engine; shown as data unless this packet completes it.
template <class Sink>
void fragment(Walk<Sink>& w, Cursor& c, const Header& h) {
  PacketSummary& s = w.summary();
  const ReassemblyView& r = w.context().reassembly;
  const bool first = !s.hasFragment && !w.inQuote() && w.source() == Source::frame;
  // A first piece that was not captured whole cannot be put together with others, but its headers can be
  // read.
  if (h.offset() == 0 && c.left() < std::size_t{h.total} - std::min<std::size_t>(h.length, h.total)) {
    payload(w, c, h);
    return;
  }
  if (first) {
    s.hasFragment = true;
    FragmentInfo& f = s.fragment;
    f = {};
    f.src.kind = f.dst.kind = AddressKind::ipv4;
    std::memcpy(f.src.bytes.data(), h.src, 4);
    std::memcpy(f.dst.bytes.data(), h.dst, 4);
    f.id = h.id;
    f.protocol = h.protocol;
    f.more = h.more();
    f.at = h.offset();
    f.dataAt = c.offset();
    f.length = static_cast<std::uint32_t>(c.wireLeft());
    f.captured = static_cast<std::uint32_t>(c.left());
  }
  if (first && !r.bytes.empty()) {
    fragmentList<F::fragments, F::fragment, F::fragmentCount, F::reassembledLength>(w);
    const typename Walk<Sink>::Reassembled inside{w};
    payload(w, Cursor{r.bytes, r.bytes.size()}, h);
    return;
  }
  fragmentInfo(w, h);
  if (r.completedIn.valid() && first) addGenerated<F::reassembledIn>(w, h.at, 0, r.completedIn.value + 1ull);
  w.data(c);
}

template <class Sink>
void payload(Walk<Sink>& w, const Cursor& c, const Header& h) {
  if (c.wireLeft() == 0) return;
  if ((h.protocol != kIpv6 || ipv6::takes(w, c)) && w.next(Table::ipProtocol, h.protocol, c, h.ttl)) return;
  w.info([&](TextOut& t) { t.add(protocolName(h.protocol)).add(" (").dec(h.protocol).add(')'); });
  w.data(c);
}

struct Ip {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (c.left() > 0 && c.peek() >> 4 == 6) {
      w.next(Hub::ipv6, c);
      return;
    }
    w.column("IPv4");
    w.info([](TextOut&) {});
    if (!w.inQuote()) w.summary().hasIp = true;
    Header h;
    if (!header(w, c, h) || !limitToTotal(w, c, h)) return;
    if (h.length > kMinHeader) {
      Cursor options = c.fork();
      options.limit(h.length - kMinHeader);
      walkOptions(w, options);
      if (!c.skip(h.length - kMinHeader)) return;
    }
    if (h.more() || h.offset() != 0)
      fragment(w, c, h);
    else
      payload(w, c, h);
  }
};

constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::ip)},
                             Attach{Table::ethertype, 0x0800},
                             Attach{Table::pppProtocol, 0x0021},
                             Attach{Table::llcSap, 0x06},
                             Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::ipv4)},
                             Attach{Table::ipProtocol, 4}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Ip, F>("ip", "IPv4", "Internet Protocol Version 4", kAttach);

}  // namespace pw::ip
