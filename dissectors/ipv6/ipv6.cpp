#include "dissectors/ipv6/ipv6.h"

#include "core/walk/walk.h"
#include "dissectors/ip/ip_options.h"
#include "dissectors/ipv6/ipv6_fields.h"
#include "dissectors/ipv6/next_header.h"

namespace pw::ipv6 {

namespace {

constexpr std::size_t kHeader = 40;
constexpr std::uint32_t kMinJumbo = 65536;
constexpr std::uint8_t kJumboOption = 0xc2;

template <class Sink>
void firstWord(Walk<Sink>& w, std::uint32_t at, std::uint32_t word) {
  if constexpr (Sink::kFields) {
    bits<F::version>(w, at, 1, word >> 24);
    addHidden<F::anyVersion>(w, at, 1, word >> 28);
    const std::uint32_t tclass = word >> 20 & 0xff;
    {
      const NodeId node = add<F::trafficClass>(w, at, 4, tclass);
      label(w, node, [&](TextOut& t) {
        t.add(".... ");
        for (unsigned bit = 8; bit-- > 0;) {
          t.add((tclass >> bit & 1) != 0 ? '1' : '0');
          if (bit == 4) t.add(' ');
        }
        t.add(" .... .... .... .... .... = Traffic Class: ").hex0x(tclass, 2).add(" (DSCP: ");
        ip::dscpShort(t, tclass >> 2).add(", ECN: ").add(ip::kEcnShort[tclass & 3]).add(')');
      });
      Under<Sink> under{w, node};
      bits<F::dscp>(w, at, 4, word);
      bits<F::ecn>(w, at, 4, word);
    }
    bits<F::flow>(w, at + 1, 3, word);
  }
}

/// RFC 4291 appendix A: the card's address with ff:fe in its middle and one bit turned over.
template <auto Which, class Sink>
void cardAddress(Walk<Sink>& w, std::uint32_t at, const std::uint8_t* address) {
  if constexpr (Sink::kFields) {
    const std::uint8_t* id = address + 8;
    if (id[3] != 0xff || id[4] != 0xfe) return;
    const std::uint64_t mac =
        (std::uint64_t{loadBe<std::uint32_t>(id)} >> 8 << 24 | (loadBe<std::uint32_t>(id + 4) & 0xffffff)) ^
        std::uint64_t{2} << 40;
    addGenerated<Which>(w, at + 8, 8, mac);
    const NodeId any = addHidden<F::mac>(w, at + 8, 8, mac);
    if (any != kNoNode) w.sink().tree[any].generated = true;
  }
}

template <class Sink>
void addresses(Walk<Sink>& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  const ByteView src = c.bytes(16);
  if (c.ok()) {
    add<F::src>(w, at, 16, 0);
    addHidden<F::addr>(w, at, 16, 0);
  }
  const ByteView dst = c.bytes(16);
  if (!c.ok()) return;
  add<F::dst>(w, at + 16, 16, 0);
  addHidden<F::addr>(w, at + 16, 16, 0);
  cardAddress<F::srcMac>(w, at, src.data());
  cardAddress<F::dstMac>(w, at + 16, dst.data());
  w.endpoints(AddressKind::ipv6, src.data(), dst.data());
  layerLabel(w, [&](TextOut& t) {
    t.add("Internet Protocol Version 6, Src: ").ipv6(src.data()).add(", Dst: ").ipv6(dst.data());
  });
}

/// RFC 2675: a payload length of zero may stand for one in the first header's options.
std::uint32_t jumboLength(const Cursor& payload) {
  Cursor c = payload.fork();
  c.skip(1);
  const std::size_t length = c.u8() * 8u + 6u;
  if (!c.ok()) return 0;
  c.limit(length);
  while (c.more()) {
    const std::uint8_t type = c.u8();
    if (type == 0) continue;
    const std::uint8_t n = c.u8();
    if (type == kJumboOption && n == 4) {
      const std::uint32_t jumbo = c.u32();
      return c.ok() && jumbo >= kMinJumbo ? jumbo : 0;
    }
    c.skip(n);
  }
  return 0;
}

struct Ipv6 {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("IPv6");
    w.info([](TextOut&) {});
    const std::uint32_t at = c.offset();
    if (c.wireLeft() < kHeader) {
      const std::size_t have = c.wireLeft();
      note<F::invalidHeader>(w, at, static_cast<std::uint32_t>(c.left()));
      w.info([&](TextOut& t) { t.add("Invalid IPv6 header (").dec(have).add(" bytes, need exactly 40)"); });
      c.malformed();
      return;
    }
    const std::uint32_t word = c.u32();
    if (!c.ok()) return;
    if (word >> 28 != 6) {
      note<F::bogusVersion>(w, at, 1);
      return;
    }
    firstWord(w, at, word);
    if (!w.inQuote()) {
      w.summary().hasIp = true;
      w.summary().ecn = word >> 20 & 3;
    }
    const std::uint32_t lengthAt = c.offset();
    const std::uint16_t length = read<F::payloadLength>(w, c);
    const std::uint8_t next = read<F::next>(w, c);
    const std::uint8_t hopLimit = read<F::hopLimit>(w, c);
    addresses(w, c);
    if (!c.ok()) return;
    limit(w, c, lengthAt, length, next);
    nextHeader(w, c, next, hopLimit);
  }

  /// Cuts the cursor to what the payload length says.
  template <class Sink>
  static void limit(Walk<Sink>& w, Cursor& c, std::uint32_t lengthAt, std::uint16_t length,
                    std::uint8_t next) {
    std::uint32_t n = length;
    if (n == 0 && next == kHopByHopHeader) {
      n = jumboLength(c);
      if (n == 0) w.info([](TextOut& t) { t.add("Invalid IPv6 payload length"); });
    }
    if (n > c.wireLeft()) {
      if (!w.inQuote()) note<F::lengthExceeds>(w, lengthAt, 2);
      return;
    }
    w.payloadEndsAt(c.offset() + n);
    c.limit(n);
  }
};

constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::ipv6)},
                             Attach{Table::ethertype, 0x86dd}, Attach{Table::pppProtocol, 0x0057},
                             Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::ipv6)},
                             Attach{Table::ipProtocol, 41}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Ipv6, F>("ipv6", "IPv6", "Internet Protocol Version 6", kAttach);

}  // namespace pw::ipv6
