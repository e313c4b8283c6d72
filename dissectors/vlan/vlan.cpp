#include "dissectors/vlan/vlan.h"

#include "core/walk/walk.h"
#include "dissectors/eth/payload.h"
#include "dissectors/vlan/vlan_fields.h"

namespace pw::vlan {

namespace {

struct Vlan {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("VLAN");
    const std::uint32_t at = c.offset();
    const std::uint16_t tag = c.u16();
    if (!c.ok()) return;
    const unsigned priority = tag >> 13, dei = tag >> 12 & 1u, id = tag & 0xfffu;
    const auto describe = [&](TextOut& t) {
      t.add("PRI: ").dec(priority).add("  DEI: ").dec(dei).add("  ID: ").dec(id);
    };
    w.info(describe);
    layerLabel(w, [&](TextOut& t) {
      t.add("802.1Q Virtual LAN, PRI: ").dec(priority).add(", DEI: ").dec(dei).add(", ID: ").dec(id);
    });
    bits<F::priority>(w, at, 2, tag);
    bits<F::dei>(w, at, 2, tag);
    bits<F::id>(w, at, 2, tag);
    const std::uint32_t typeAt = c.offset();
    const std::uint16_t type = c.u16();
    if (!c.ok()) return;
    std::uint32_t end = eth::endOf(c);
    if (type <= eth::kMaxLength) {
      Under<Sink> under{w, add<F::length>(w, typeAt, 2, type)};
      if (type > c.wireLeft()) note<F::lengthPastEnd>(w, typeAt, 2);
      Cursor payload = c.fork();
      payload.limit(type);
      end = eth::endOf(payload);
      eth::nextByLength(w, payload);
    } else {
      add<F::type>(w, typeAt, 2, type);
      w.next(Hub::ethertype, c, type);
      end = w.payloadEnd(end);
    }
    eth::trailerOf<F::padding, F::trailer>(w, c, end);
  }
};

constexpr std::array kAttach{Attach{Table::ethertype, 0x8100}, Attach{Table::ethertype, 0x9100}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Vlan, F>("vlan", "VLAN", "802.1Q Virtual LAN", kAttach);

}  // namespace pw::vlan
