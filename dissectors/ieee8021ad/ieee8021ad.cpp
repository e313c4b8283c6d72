#include "dissectors/ieee8021ad/ieee8021ad.h"

#include "core/walk/walk.h"
#include "dissectors/eth/payload.h"
#include "dissectors/ieee8021ad/ieee8021ad_fields.h"

namespace pw::ieee8021ad {

namespace {

constexpr std::uint16_t kServiceTag = 0x88a8;

struct ServiceTag {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("802.1ad");
    const std::uint32_t at = c.offset();
    const std::uint16_t tag = c.u16();
    if (!c.ok()) return;
    w.info([&](TextOut& t) {
      t.add("PRI: ").dec(tag >> 13).add("  DROP: ").dec(tag >> 12 & 1u).add("  ID: ").dec(tag & 0xfffu);
    });
    std::uint32_t typeAt = c.offset();
    std::uint16_t type = c.u16();
    if (!c.ok()) return;
    bits<F::priority>(w, at, 2, tag);
    bits<F::dei>(w, at, 2, tag);
    if (type == kServiceTag) {
      bits<F::serviceId>(w, at, 2, tag);
      const std::uint32_t innerAt = c.offset();
      const std::uint16_t inner = c.u16();
      typeAt = c.offset();
      type = c.u16();
      if (!c.ok()) return;
      add<F::type>(w, innerAt - 2, 2, kServiceTag);
      bits<F::priority>(w, innerAt, 2, inner);
      bits<F::dei>(w, innerAt, 2, inner);
      bits<F::customerId>(w, innerAt, 2, inner);
      layerLabel(w, [&](TextOut& t) {
        t.add("IEEE 802.1ad, S-VID: ").dec(tag & 0xfffu).add(", C-VID: ").dec(inner & 0xfffu);
      });
    } else {
      bits<F::id>(w, at, 2, tag);
      layerLabel(w, [&](TextOut& t) { t.add("IEEE 802.1ad, ID: ").dec(tag & 0xfffu); });
    }
    add<F::type>(w, typeAt, 2, type);
    if (type <= eth::kMaxLength) {
      Cursor payload = c.fork();
      payload.limit(type);
      eth::nextByLength(w, payload);
      w.payloadEndsAt(eth::endOf(payload));
    } else {
      w.next(Hub::ethertype, c, type);
    }
    eth::trailerOf<F::padding, F::trailer>(w, c, w.payloadEnd(eth::endOf(c)));
  }
};

constexpr std::array kAttach{Attach{Table::ethertype, kServiceTag}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<ServiceTag, F>("ieee8021ad", "IEEE 802.1AD", "IEEE 802.1ad", kAttach);

}  // namespace pw::ieee8021ad
