#include "dissectors/llc/llc.h"

#include "core/walk/walk.h"
#include "dissectors/llc/llc_fields.h"

namespace pw::llc {

namespace {

constexpr std::uint8_t kSnap = 0xaa;
constexpr unsigned kUnnumbered = 3, kSupervisoryFrame = 1;
constexpr std::uint8_t kUnnumberedInformation = 0x03;
// Organizations whose protocol number is an ethertype (RFC 1042, IEEE 802.1H, AppleTalk Phase 2).
constexpr std::uint32_t kEncapsulated = 0x000000, kBridged = 0x0000f8, kApple = 0x080007;

TextOut& sapName(TextOut& t, std::uint8_t sap) {
  const std::string_view name = nameOf(kSaps, sap & 0xfeu);
  return name.empty() ? t.hex0x(sap & 0xfeu, 2) : t.add(name);
}

struct Llc {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("LLC");
    const std::uint32_t at = c.offset();
    const std::uint8_t dsap = c.u8();
    const std::uint8_t ssap = c.u8();
    if (!c.ok()) return;
    {
      Under<Sink> under{w, add<F::dsap>(w, at, 1, dsap)};
      bits<F::dsapSap>(w, at, 1, dsap);
      bits<F::dsapIg>(w, at, 1, dsap);
    }
    {
      Under<Sink> under{w, add<F::ssap>(w, at + 1, 1, ssap)};
      bits<F::ssapSap>(w, at + 1, 1, ssap);
      bits<F::ssapCr>(w, at + 1, 1, ssap);
    }
    const unsigned control = controlField(w, c, (ssap & 1) != 0);
    if (!c.ok()) return;
    const bool snap = (dsap & 0xfe) == kSnap && ssap == kSnap && control == kUnnumberedInformation;
    if (snap) {
      snapHeader(w, c);
      return;
    }
    w.moreInfo([&](TextOut& t) {
      t.add("; DSAP ");
      sapName(t, dsap).add((dsap & 1) != 0 ? " Group, SSAP " : " Individual, SSAP ");
      sapName(t, ssap).add((ssap & 1) != 0 ? " Response" : " Command");
    });
    if (c.wireLeft() == 0) return;
    const bool information = (control & 1) == 0 || (control & ~0x10u) == kUnnumberedInformation;
    if (information && w.next(Table::llcSap, dsap, c, dsap)) return;
    w.data(c);
  }

  /// One byte for unnumbered frames, else two, low byte first (IEEE 802.2 §5.2).
  template <class Sink>
  static unsigned controlField(Walk<Sink>& w, Cursor& c, bool response) {
    const std::uint32_t at = c.offset();
    const std::uint8_t low = c.u8();
    if (!c.ok()) return 0;
    if ((low & 3) == kUnnumbered) {
      w.info([&](TextOut& t) {
        t.add("U, func=");
        if ((low & 0xef) == kUnnumberedInformation)
          t.add("UI");
        else
          t.add(nameOf(kCommands, (low & 0xecu) >> 2));
      });
      Under<Sink> under{w, add<F::control>(w, at, 1, low)};
      response ? bits<F::response>(w, at, 1, low) : bits<F::command>(w, at, 1, low);
      if ((low & 0x10) != 0) response ? bits<F::final>(w, at, 1, low) : bits<F::poll>(w, at, 1, low);
      bits<F::frameTypeShort>(w, at, 1, low);
      return low;
    }
    const std::uint8_t high = c.u8();
    if (!c.ok()) return 0;
    const unsigned control = low | unsigned{high} << 8;
    const bool supervisory = (low & 3) == kSupervisoryFrame;
    w.info([&](TextOut& t) {
      t.add(supervisory ? "S, " : "I, ");
      if (supervisory) t.add("func=").add(nameOf(kSupervisory, low >> 2 & 3u)).add(", ");
      t.add("N(R)=").dec(high >> 1u);
      if (!supervisory) t.add(", N(S)=").dec(low >> 1u);
    });
    Under<Sink> under{w, add<F::control>(w, at, 2, control)};
    bits<F::nr>(w, at, 2, control);
    if (supervisory)
      bits<F::supervisory>(w, at, 2, control);
    else
      bits<F::ns>(w, at, 2, control);
    bits<F::frameType>(w, at, 2, supervisory ? control : control & ~3u);
    return control;
  }

  template <class Sink>
  static void snapHeader(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t oui = read<F::oui>(w, c);
    const std::uint32_t at = c.offset();
    const std::uint16_t type = c.u16();
    if (!c.ok()) return;
    w.moreInfo([&](TextOut& t) {
      t.add("; SNAP, OUI ").hex(oui >> 16, 2).add(':').hex(oui >> 8 & 0xff, 2).add(':').hex(oui & 0xff, 2);
      t.add(", PID ").hex0x(type, 4);
    });
    if (oui != kEncapsulated && oui != kBridged && oui != kApple) {
      add<F::pid>(w, at, 2, type);
      w.data(c);
      return;
    }
    add<F::type>(w, at, 2, type);
    if (!w.next(Table::ethertype, type, c, type)) w.data(c);
  }
};

constexpr std::uint32_t kAtmRfc1483 = 100;  // LINKTYPE_ATM_RFC1483: 802.2 without a frame around it
constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::llc)},
                             Attach{Table::linkType, kAtmRfc1483}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Llc, F>("llc", "LLC", "Logical-Link Control", kAttach);

}  // namespace pw::llc
