#include "dissectors/eth/eth.h"

#include "core/walk/walk.h"
#include "dissectors/eth/eth_fields.h"

namespace pw::eth {

namespace {

constexpr std::uint16_t kMaxLength = 1500;  // up to here the third field is a length (IEEE 802.3 §3.2.6)
constexpr std::uint16_t kMinType = 1536;
constexpr std::uint32_t kMinFrame = 60;     // without frame check sequence

template <auto Which, class Sink>
void address(Walk<Sink>& w, std::uint32_t at, const std::uint8_t* a) {
  if constexpr (Sink::kFields) {
    const std::uint64_t v = std::uint64_t{loadBe<std::uint16_t>(a)} << 32 | loadBe<std::uint32_t>(a + 2);
    Under<Sink> under{w, add<Which>(w, at, 6, v)};
    add<F::addr>(w, at, 6, v);
    bits<F::lg>(w, at, 3, v >> 24);
    bits<F::ig>(w, at, 3, v >> 24);
  }
}

/// What lies behind the payload: zeros up to the least frame length, then anything else.
template <class Sink>
void trailer(Walk<Sink>& w, const Cursor& c, std::uint32_t end) {
  if constexpr (Sink::kFields) {
    Cursor t = c;
    if (end < t.offset() || !t.skip(end - t.offset()) || t.left() == 0) return;
    const unsigned fcs = w.context().fcsLen == 4 && t.left() >= 4 && t.left() == t.wireLeft() ? 4u : 0u;
    const ByteView rest = t.peekRest().first(t.left() - fcs);
    std::size_t zeros = 0;
    while (zeros < rest.size() && t.offset() + zeros < kMinFrame && rest[zeros] == 0) ++zeros;
    if (zeros != 0) readBytes<F::padding>(w, t, zeros);
    if (rest.size() > zeros) readBytes<F::trailer>(w, t, rest.size() - zeros);
    if (fcs != 0) read<F::fcs>(w, t);
  }
}

struct Ethernet {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("Ethernet");
    const std::uint32_t at = c.offset();
    const ByteView header = c.bytes(12);
    if (!c.ok()) return;
    w.endpoints(AddressKind::ether, header.data() + 6, header.data());
    address<F::dst>(w, at, header.data());
    address<F::src>(w, at + 6, header.data() + 6);
    w.forgetPayloadEnd();

    const std::uint32_t typeAt = c.offset();
    const std::uint16_t type = c.u16();
    if (!c.ok()) return;
    describe(w, header.data(), type);
    const std::size_t fcs = w.context().fcsLen;
    if (fcs != 0 && c.wireLeft() >= fcs) c.limit(c.wireLeft() - fcs);
    if (type <= kMaxLength) {
      ieee8023(w, c, typeAt, type);
    } else if (type < kMinType) {
      add<F::invalidType>(w, typeAt, 2, type);
      w.data(c);
    } else {
      add<F::type>(w, typeAt, 2, type);
      w.next(Hub::ethertype, c, type);
      trailer(w, whole(w, at), w.payloadEnd(endOf(c)));
    }
  }

  static std::uint32_t endOf(const Cursor& c) { return c.offset() + static_cast<std::uint32_t>(c.wireLeft()); }

  /// The frame from its first byte, frame check sequence included.
  template <class Sink>
  static Cursor whole(Walk<Sink>& w, std::uint32_t at) {
    const PacketContext& p = w.context();
    if (w.source() != Source::frame || at > p.bytes.size()) return {};
    return Cursor{p.bytes.subspan(at), std::max<std::size_t>(p.wireLen, p.bytes.size()) - at, at};
  }

  template <class Sink>
  static void ieee8023(Walk<Sink>& w, Cursor& c, std::uint32_t at, std::uint16_t length) {
    const NodeId node = add<F::length>(w, at, 2, length);
    if (length > c.wireLeft()) {
      Under<Sink> under{w, node};
      note<F::lengthPastEnd>(w, at, 2);
    }
    Cursor payload = c.fork();
    payload.limit(length);
    const std::uint32_t end = endOf(payload);
    w.next(Hub::llc, payload);
    trailer(w, whole(w, at - 12), end);
  }

  template <class Sink>
  static void describe(Walk<Sink>& w, const std::uint8_t* header, std::uint16_t type) {
    layerLabel(w, [&](TextOut& t) {
      t.add(type <= kMaxLength ? "IEEE 802.3 Ethernet " : "Ethernet II, Src: ");
      if (type <= kMaxLength) return;
      t.ether(header + 6).add(", Dst: ").ether(header);
    });
  }
};

constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::ethernet)},
                             Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::ethernet)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Ethernet, F>("eth", "Ethernet", "Ethernet", kAttach);

}  // namespace pw::eth
