#include "dissectors/eth/eth.h"

#include "core/walk/walk.h"
#include "dissectors/eth/eth_fields.h"
#include "dissectors/eth/payload.h"

namespace pw::eth {

namespace {

constexpr std::uint16_t kMinType = 1536;
constexpr std::uint16_t kFabricPath = 0x8903;
constexpr std::size_t kFcs = 4;

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

/// What lies behind the payload: zeros up to the least frame length, then anything else, then perhaps the
/// frame check sequence. `c` covers the frame with all of it; `end` is where the payload ends.
template <class Sink>
void trailer(Walk<Sink>& w, const Cursor& c, std::uint32_t end, bool mayHaveFcs) {
  if constexpr (Sink::kFields) {
    Cursor t = c;
    const std::size_t frameLength = c.wireLeft();
    if (end < t.offset() || !t.skip(end - t.offset()) || t.left() == 0) return;
    const std::size_t zeros = paddingLength(w, t);
    // A frame that needed no padding and has a trailer all the same most likely kept its check sequence.
    const bool likely = frameLength >= kMinFrame + kFcs && t.wireLeft() - zeros >= kFcs;
    const bool fcs = mayHaveFcs && t.left() == t.wireLeft() && t.left() >= zeros + kFcs &&
                     (w.context().fcsLen == kFcs || likely);
    if (zeros != 0) readBytes<F::padding>(w, t, zeros);
    const std::size_t rest = t.left() - (fcs ? kFcs : 0);
    if (rest != 0) readBytes<F::trailer>(w, t, rest);
    if (fcs) read<F::fcs>(w, t);
  }
}

struct Ethernet {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("Ethernet");
    const Cursor frame = c;
    const ByteView header = c.bytes(12);
    if (!c.ok()) return;
    w.endpoints(AddressKind::ether, header.data() + 6, header.data());
    address<F::dst>(w, frame.offset(), header.data());
    address<F::src>(w, frame.offset() + 6, header.data() + 6);

    const std::uint32_t typeAt = c.offset();
    const std::uint16_t type = c.u16();
    if (!c.ok()) return;
    describe(w, header.data(), type);
    const bool outermost = frame.offset() == 0 && w.source() == Source::frame;
    const std::size_t fcs = outermost ? w.context().fcsLen : 0u;
    if (fcs != 0 && c.wireLeft() >= fcs) c.limit(c.wireLeft() - fcs);

    // What a tunnel's inner frame says of its end is not to be taken for the outer one's.
    const std::uint32_t outerEnd = w.payloadEnd(UINT32_MAX);
    w.forgetPayloadEnd();
    trailer(w, frame, payload(w, c, typeAt, type, header), outermost);
    w.restorePayloadEnd(outerEnd);
  }

  /// Walks the payload; returns the offset of its end.
  template <class Sink>
  static std::uint32_t payload(Walk<Sink>& w, Cursor& c, std::uint32_t at, std::uint16_t type,
                               ByteView header) {
    if (type != 0 && type <= kMaxLength) return ieee8023(w, c, at, type, header);
    if (type != 0 && type < kMinType) {
      add<F::invalidType>(w, at, 2, type);
      w.info([&](TextOut& t) {
        t.add("Ethernet Unknown: Invalid length/type: ").hex0x(type, 4).add(" (").dec(type).add(')');
      });
      w.data(c);
      return endOf(c);
    }
    add<F::type>(w, at, 2, type);
    if (type == kFabricPath) {  // a second link header follows, which is not read
      w.data(c);
      return endOf(c);
    }
    w.next(Hub::ethertype, c, type);
    return w.payloadEnd(endOf(c));
  }

  template <class Sink>
  static std::uint32_t ieee8023(Walk<Sink>& w, Cursor& c, std::uint32_t at, std::uint16_t length,
                                ByteView header) {
    // Cisco's inter-switch link puts its own header where the addresses are.
    if (header[1] == 0 && header[2] == 0x0c && header[3] == 0 && header[4] == 0 &&
        (header[0] == 0x01 || header[0] == 0x0c)) {
      w.data(c);
      return endOf(c);
    }
    {
      Under<Sink> under{w, add<F::length>(w, at, 2, length)};
      if (length > c.wireLeft()) note<F::lengthPastEnd>(w, at, 2);
    }
    Cursor payload = c.fork();
    payload.limit(length);
    nextByLength(w, payload);
    return endOf(payload);
  }

  template <class Sink>
  static void describe(Walk<Sink>& w, const std::uint8_t* header, std::uint16_t type) {
    layerLabel(w, [&](TextOut& t) {
      if (type != 0 && type <= kMaxLength)
        t.add("IEEE 802.3 Ethernet ");
      else
        t.add("Ethernet II, Src: ").ether(header + 6).add(", Dst: ").ether(header);
    });
  }
};

constexpr std::array kAttach{Attach{Table::hub, static_cast<std::uint32_t>(Hub::ethernet)},
                             Attach{Table::linkType, static_cast<std::uint32_t>(LinkType::ethernet)}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Ethernet, F>("eth", "Ethernet", "Ethernet", kAttach);

}  // namespace pw::eth
