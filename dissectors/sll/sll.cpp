#include "dissectors/sll/sll.h"

#include "core/walk/walk.h"
#include "dissectors/eth/payload.h"
#include "dissectors/sll/sll_fields.h"

namespace pw::sll {

namespace {

// Linux ARPHRD_ numbers whose protocol field or address means something else.
constexpr std::uint16_t kTunnel = 768, kSit = 776, kGre = 778, kNetlink = 824;
constexpr std::uint16_t kLlc = 0x0004;
constexpr std::uint16_t kMinEthertype = 0x0600;
constexpr std::size_t kAddressRoom = 8;

struct Cooked {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("SLL");
    if (w.context().linkType == LinkType::linuxSll2)
      version2(w, c);
    else
      version1(w, c);
  }

  template <class Sink>
  static void version1(Walk<Sink>& w, Cursor& c) {
    const std::uint16_t packetType = read<F::packetType>(w, c);
    if (!c.ok()) return;
    say(w, packetType);
    const std::uint16_t hardware = read<F::hardwareType>(w, c);
    const std::uint16_t length = read<F::addressLength>(w, c);
    address(w, c, hardware, length);
    const std::uint32_t at = c.offset();
    const std::uint16_t protocol = c.u16();
    if (!c.ok()) return;
    payload(w, c, at, hardware, protocol);
  }

  template <class Sink>
  static void version2(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint16_t protocol = c.u16();
    const std::uint32_t unusedAt = c.offset();
    c.skip(2);
    if (!c.ok()) return;
    add<F::reserved>(w, unusedAt, 2, 0);
    read<F::interfaceIndex>(w, c);
    const std::uint16_t hardware = read<F::hardwareType>(w, c);
    const std::uint32_t typeAt = c.offset();
    const std::uint8_t packetType = c.u8();
    const std::uint8_t length = c.u8();
    if (!c.ok()) return;
    add<F::packetType>(w, typeAt, 1, packetType);
    add<F::addressLength>(w, typeAt + 1, 1, length);
    say(w, packetType);
    address(w, c, hardware, length);
    if (!c.ok()) return;
    payload(w, c, at, hardware, protocol);
  }

  template <class Sink>
  static void say(Walk<Sink>& w, std::uint16_t packetType) {
    w.info([&](TextOut& t) {
      const std::string_view name = nameOf(kPacketTypes, packetType);
      name.empty() ? t.add("Unknown (").dec(packetType).add(')') : t.add(name);
    });
  }

  /// Eight bytes, of which the address fills the first `length`.
  template <class Sink>
  static void address(Walk<Sink>& w, Cursor& c, std::uint16_t hardware, std::uint16_t length) {
    const std::uint32_t at = c.offset();
    const ByteView room = c.bytes(kAddressRoom);
    if (!c.ok()) return;
    const std::uint32_t n = std::min<std::uint32_t>(length, kAddressRoom);
    if (n == 6) w.endpoints(AddressKind::ether, room.data(), room.data());
    if (!w.inQuote()) w.summary().dst.kind = AddressKind::none;
    if constexpr (Sink::kFields) {
      const std::uint8_t* a = room.data();
      if (n == 6)
        add<F::sourceEther>(w, at, 6,
                            std::uint64_t{loadBe<std::uint16_t>(a)} << 32 | loadBe<std::uint32_t>(a + 2));
      else if (n == 4 && (hardware == kTunnel || hardware == kSit || hardware == kGre))
        add<F::sourceIpv4>(w, at, 4, loadBe<std::uint32_t>(a));
      else if (n != 0)
        add<F::sourceOther>(w, at, n, 0);
      if (n < kAddressRoom) add<F::unused>(w, at + n, static_cast<std::uint32_t>(kAddressRoom - n), 0);
    }
  }

  template <class Sink>
  static void payload(Walk<Sink>& w, Cursor& c, std::uint32_t at, std::uint16_t hardware,
                      std::uint16_t protocol) {
    if (hardware == kNetlink) {
      add<F::linuxType>(w, at, 2, protocol);
      w.data(c);
      return;
    }
    if (hardware == kGre) {
      add<F::greType>(w, at, 2, protocol);
      if (!w.next(Table::ethertype, protocol, c, protocol)) w.data(c);
      return;
    }
    if (protocol < kMinEthertype) {
      add<F::linuxType>(w, at, 2, protocol);
      if (protocol == kLlc)
        w.next(Hub::llc, c);
      else
        w.data(c);
      return;
    }
    add<F::etherType>(w, at, 2, protocol);
    w.forgetPayloadEnd();
    w.next(Hub::ethertype, c, protocol);
    eth::trailerOf<F::padding, F::trailer>(w, c, w.payloadEnd(eth::endOf(c)));
  }
};

constexpr std::array kAttach{Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::linuxSll)},
                             Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::linuxSll2)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Cooked, F>("sll", "SLL", "Linux cooked-mode capture", kAttach);

}  // namespace pw::sll
