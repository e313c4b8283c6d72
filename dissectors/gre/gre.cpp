#include "dissectors/gre/gre.h"

#include "core/bytes/checksum.h"
#include "core/walk/walk.h"
#include "dissectors/gre/gre_fields.h"
#include "dissectors/ipv6/version.h"

namespace pw::gre {

namespace {

constexpr unsigned kChecksum = 0x8000, kRouting = 0x4000, kKey = 0x2000, kSequence = 0x1000, kAck = 0x0080,
                   kVersion = 0x0007;
constexpr unsigned kEnhanced = 1;
constexpr std::uint16_t kArp = 0x0806, kBridging = 0x6558, kMikrotik = 0x6400, kIp = 0x0800, kIpv6 = 0x86dd,
                        kPpp = 0x880b;

template <class Sink>
void flagFields(Walk<Sink>& w, std::uint32_t at, std::uint16_t flags, bool enhanced) {
  if constexpr (Sink::kFields) {
    Under<Sink> under{w, add<F::flagsVersion>(w, at, 2, flags)};
    bits<F::flagChecksum>(w, at, 2, flags);
    bits<F::flagRouting>(w, at, 2, flags);
    bits<F::flagKey>(w, at, 2, flags);
    bits<F::flagSequence>(w, at, 2, flags);
    bits<F::flagStrict>(w, at, 2, flags);
    bits<F::recursion>(w, at, 2, flags);
    if (enhanced) {
      bits<F::flagAck>(w, at, 2, flags);
      bits<F::reservedEnhanced>(w, at, 2, flags);
    } else {
      bits<F::reserved>(w, at, 2, flags);
    }
    bits<F::version>(w, at, 2, flags);
  }
}

template <class Sink>
void checksumField(Walk<Sink>& w, Cursor& c, const Cursor& packet) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = c.u16();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return;
    const bool whole = packet.left() == packet.wireLeft() && !w.inQuote();
    const std::uint16_t sum = whole ? InternetChecksum{}.add(packet.peekRest()).folded() : std::uint16_t{0};
    const bool good = sum == 0xffff;
    {
      Under<Sink> under{w, add<F::checksum>(w, at, 2, v)};
      if (whole && !good) note<F::badChecksum>(w, at, 2);
    }
    addGenerated<F::checksumStatus>(w, at, 0,
                                    static_cast<std::uint8_t>(!whole ? ip::ChecksumStatus::unverified
                                                              : good ? ip::ChecksumStatus::good
                                                                     : ip::ChecksumStatus::bad));
  }
}

/// RFC 1701: entries up to one of family and length zero.
template <class Sink>
void route(Walk<Sink>& w, Cursor& c) {
  while (c.ok()) {
    Under<Sink> entry{w, add<F::routing>(w, c.offset(), 4, 0)};
    const std::uint16_t family = read<F::addressFamily>(w, c);
    read<F::sreOffset>(w, c);
    const std::uint8_t length = read<F::sreLength>(w, c);
    if (c.ok() && length != 0) readBytes<F::routingInformation>(w, c, length);
    entry.endsAt(c.offset());
    if (family == 0 && length == 0) return;
  }
}

struct Gre {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("GRE");
    const Cursor packet = c;
    const std::uint32_t at = c.offset();
    const std::uint16_t flags = c.u16();
    const std::uint16_t type = c.u16();
    if (!c.ok()) return;
    const std::string_view name = nameOf(kTypes, type);
    w.info([&](TextOut& t) {
      t.add("Encapsulated ");
      name.empty() ? t.hex0x(type, 4).add(" (unknown)") : t.add(name);
    });
    layerLabel(w, [&](TextOut& t) {
      t.add("Generic Routing Encapsulation (");
      (name.empty() ? t.hex0x(type, 4).add(" - unknown") : t.add(name)).add(')');
    });
    // RFC 2637: version 1 is PPP's; others that use the number keep version 0's header.
    const bool enhanced = (flags & kVersion) == kEnhanced && type == kPpp;
    flagFields(w, at, flags, enhanced);
    add<F::type>(w, at + 2, 2, type);
    if ((flags & (kChecksum | kRouting)) != 0) {
      checksumField(w, c, packet);
      read<F::offset>(w, c);
    }
    if ((flags & kKey) != 0) {
      if (enhanced) {
        read<F::payloadLength>(w, c);
        read<F::callId>(w, c);
      } else {
        read<F::key>(w, c);
      }
    }
    if ((flags & kSequence) != 0) read<F::sequence>(w, c);
    if (enhanced && (flags & kAck) != 0) read<F::ack>(w, c);
    if ((flags & kRouting) != 0) route(w, c);
    if (!c.ok() || c.wireLeft() == 0) return;
    payload(w, c, type);
  }

  template <class Sink>
  static void payload(Walk<Sink>& w, const Cursor& c, std::uint16_t type) {
    switch (type) {
      case kIp: w.next(Hub::ip, c); return;
      case kIpv6: ipv6::enter(w, c); return;
      case kBridging:
      case kMikrotik: w.next(Hub::ethernet, c); return;
      case kArp:
        if (w.next(Table::ethertype, type, c, type)) return;
        break;
      case kPpp:
        if (w.next(Table::linkType, static_cast<std::uint32_t>(LinkType::ppp), c)) return;
        break;
      default: break;
    }
    w.data(c);
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, 47}, Attach{Table::udpPort, 4754}};  // RFC 8086

}  // namespace

constexpr Protocol kProtocol = protocolOf<Gre, F>("gre", "GRE", "Generic Routing Encapsulation", kAttach);

}  // namespace pw::gre
