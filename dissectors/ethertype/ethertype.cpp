#include "dissectors/ethertype/ethertype.h"

#include "core/walk/walk.h"
#include "dissectors/ethertype/ethertype_fields.h"
#include "dissectors/ipv6/version.h"

namespace pw::ethertype {

namespace {

constexpr std::uint32_t kIpv6 = 0x86dd;

struct Ethertype {
  /// The parent hands over the type; this layer has no bytes of its own.
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t type = w.handoff();
    w.hideLayer();
    if ((type != kIpv6 || ipv6::takes(w, c)) && w.next(Table::ethertype, type, c, type)) return;
    if (RowText* r = w.row()) {
      r->protocol.clear();
      TextOut{r->protocol}.hex0x(type, 4);
    }
    const std::string_view name = nameOf(kNames, type);
    w.info([&](TextOut& t) { name.empty() ? t.add("Ethernet II") : t.add(name); });
    w.data(c);
  }
};

constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::ethertype)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Ethertype, F>("ethertype", "Ethertype", "Ethertype", kAttach);

}  // namespace pw::ethertype
