#include "dissectors/null/null.h"

#include "core/walk/walk.h"
#include "dissectors/ipv6/version.h"
#include "dissectors/null/null_fields.h"

namespace pw::null {

namespace {

constexpr std::uint16_t kHdlcPpp = 0xff03;
constexpr std::uint32_t kIp = 2;
constexpr std::uint32_t kIpv6Bsd = 24, kIpv6FreeBsd = 28, kIpv6Darwin = 30;
constexpr std::uint32_t kMaxFamily = 1500;

/// The family stands in the capturing computer's byte order, which the packet does not tell, and may be 16
/// bits wide with zeros behind it: the reading that gives a small number is taken.
std::uint32_t familyOf(std::uint32_t little) {
  if ((little & 0xffff0000) != 0) {
    if ((little & 0xff000000) == 0 && (little & 0x00ff0000) < 0x00060000) return little >> 16;
    return byteSwapped(little);
  }
  if ((little & 0xff) == 0 && (little & 0xff00) < 0x0600) return little >> 8;
  return little;
}

struct Null {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("N/A");
    w.info([](TextOut& t) { t.add("Null/Loopback"); });
    if (w.context().linkType == LinkType::null && c.left() >= 2 &&
        loadBe<std::uint16_t>(c.peekRest().data()) == kHdlcPpp) {
      if (!w.next(Table::linkType, static_cast<std::uint32_t>(LinkType::ppp), c)) w.data(c);
      return;
    }
    const std::uint32_t at = c.offset();
    const std::uint32_t family =
        w.context().linkType == LinkType::loop ? c.u32() : familyOf(c.le<std::uint32_t>());
    if (!c.ok()) return;
    if (family > kMaxFamily) {
      add<F::type>(w, at, 4, family);
      if (family > UINT16_MAX || !w.next(Table::ethertype, family, c, family)) w.data(c);
      return;
    }
    add<F::family>(w, at, 4, family);
    if (family == kIp)
      w.next(Hub::ip, c);
    else if (family == kIpv6Bsd || family == kIpv6FreeBsd || family == kIpv6Darwin)
      ipv6::enter(w, c);
    else
      w.data(c);
  }
};

constexpr std::array kAttach{Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::null)},
                             Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::loop)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Null, F>("null", "Null", "Null/Loopback", kAttach);

}  // namespace pw::null
