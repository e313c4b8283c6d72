#include "dissectors/ppp/ppp.h"

#include "core/walk/walk.h"
#include "dissectors/ipv6/version.h"
#include "dissectors/ppp/ppp_fields.h"

namespace pw::ppp {

namespace {

constexpr std::uint16_t kIpv6 = 0x0057;
constexpr std::uint8_t kAllStations = 0xff;
// Cisco's HDLC starts with one of these, and an ethertype stands where PPP has its protocol.
constexpr std::uint8_t kCiscoUnicast = 0x0f, kCiscoMulticast = 0x8f;

struct Ppp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("PPP");
    const bool framed = w.context().linkType == LinkType::pppHdlc;
    if (framed && c.left() > 0 && (c.peek() == kCiscoUnicast || c.peek() == kCiscoMulticast)) {
      w.data(c);
      return;
    }
    if (c.peek() == kAllStations) {
      read<F::address>(w, c);
      read<F::control>(w, c);
    }
    const std::uint32_t at = c.offset();
    // RFC 1661 §6.5: a number's first byte is even, so an odd one says that it has but one.
    std::uint16_t protocol = c.u8();
    if ((protocol & 1) == 0) protocol = static_cast<std::uint16_t>(protocol << 8 | c.u8());
    if (!c.ok()) return;
    add<F::number>(w, at, c.offset() - at, protocol);
    if ((protocol != kIpv6 || ipv6::takes(w, c)) && w.next(Table::pppProtocol, protocol, c)) return;
    if (RowText* r = w.row()) {
      r->protocol.clear();
      TextOut{r->protocol}.hex0x(protocol, 4);
    }
    w.info([&](TextOut& t) {
      const std::string_view name = nameOf(kProtocols, protocol);
      t.add("PPP ").add(name.empty() ? "Unknown" : name).add(" (").hex0x(protocol, 4).add(')');
    });
    w.data(c);
  }
};

constexpr std::array kAttach{Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::ppp)},
                             Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::pppHdlc)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Ppp, F>("ppp", "PPP", "Point-to-Point Protocol", kAttach);

}  // namespace pw::ppp
