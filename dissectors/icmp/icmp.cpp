#include "dissectors/icmp/icmp.h"

#include <bit>

#include "core/walk/walk.h"
#include "dissectors/icmp/extensions.h"
#include "dissectors/icmp/icmp_fields.h"
#include "dissectors/ip/transport_checksum.h"

namespace pw::icmp {

namespace {

namespace type {
constexpr std::uint8_t kEchoReply = 0, kUnreachable = 3, kSourceQuench = 4, kRedirect = 5, kAlternate = 6,
                       kEcho = 8, kRouterAdvertisement = 9, kRouterSolicitation = 10, kTimeExceeded = 11,
                       kParameter = 12, kTimestamp = 13, kTimestampReply = 14,
                       kMask = 17, kMaskReply = 18, kPhoturis = 40,
                       kExtendedEcho = 42, kExtendedEchoReply = 43;
}
constexpr std::uint8_t kFragmentationNeeded = 4;

ValueNames codesOf(std::uint8_t t) {
  switch (t) {
    case type::kUnreachable: return kUnreachable;
    case type::kRedirect: return kRedirect;
    case type::kAlternate: return kAlternate;
    case type::kRouterAdvertisement: return kRouter;
    case type::kTimeExceeded: return kTimeExceeded;
    case type::kParameter: return kParameter;
    case type::kPhoturis: return kPhoturis;
    case type::kExtendedEcho:
    case type::kExtendedEchoReply: return kExtendedEcho;
    default: return {};
  }
}

void describe(TextOut& t, std::uint8_t kind, std::uint8_t code) {
  constexpr std::size_t kColumn = 20;
  const std::string_view name = nameOf(kTypes, kind);
  const std::string_view shown = name.empty() ? "Unknown ICMP (obsolete or malformed?)" : name;
  t.add(shown);
  for (std::size_t i = shown.size(); i < kColumn; ++i) t.add(' ');
  const ValueNames codes = codesOf(kind);
  if (codes.empty()) return;
  const std::string_view why = nameOf(codes, code);
  if (why.empty())
    t.add(" (Unknown code: ").dec(code).add(')');
  else
    t.add(" (").add(why).add(')');
}

constexpr bool hasIdentifier(std::uint8_t t) {
  return t == type::kEchoReply || t == type::kEcho || (t >= type::kTimestamp && t <= type::kMaskReply);
}

template <class Sink>
void checksumField(Walk<Sink>& w, Cursor& c, const Cursor& message) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = c.u16();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return;
    const bool whole = message.left() == message.wireLeft() && !w.inQuote();
    ip::addPlainChecksum<F::checksum, F::badChecksum, F::checksumStatus>(
        w, at, v, whole ? message.peekRest() : ByteView{}, "");
  }
}

struct Icmp {
  /// The parent hands over the time to live, which the line of a question shows.
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("ICMP");
    w.info([](TextOut&) {});
    const Cursor message = c;
    const std::uint8_t kind = read<F::type>(w, c);
    const std::uint32_t codeAt = c.offset();
    const std::uint8_t code = c.u8();
    if (!c.ok()) return;
    codeField(w, codeAt, kind, code);
    checksumField(w, c, message);
    if (!c.ok()) return;
    w.info([&](TextOut& t) { describe(t, kind, code); });
    if (hasIdentifier(kind))
      identified(w, c, kind);
    else if (kind == type::kUnreachable || kind == type::kTimeExceeded || kind == type::kParameter)
      error(w, c, kind, code);
    else
      other(w, c, kind);
  }

  template <class Sink>
  static void codeField(Walk<Sink>& w, std::uint32_t at, std::uint8_t kind, std::uint8_t code) {
    const NodeId node = add<F::code>(w, at, 1, code);
    label(w, node, [&](TextOut& t) {
      const std::string_view why = nameOf(codesOf(kind), code);
      t.add("Code: ").dec(code);
      if (!why.empty()) t.add(" (").add(why).add(')');
    });
  }

  template <class Sink>
  static void identified(Walk<Sink>& w, Cursor& c, std::uint8_t kind) {
    const std::uint32_t at = c.offset();
    const std::uint16_t id = c.u16();
    const std::uint16_t seq = c.u16();
    if (!c.ok()) return;
    add<F::ident>(w, at, 2, id);
    add<F::identLe>(w, at, 2, byteSwapped(id));
    add<F::seq>(w, at + 2, 2, seq);
    add<F::seqLe>(w, at + 2, 2, byteSwapped(seq));
    w.moreInfo([&](TextOut& t) {
      t.add(" id=")
          .hex0x(id, 4)
          .add(", seq=")
          .dec(seq)
          .add('/')
          .dec(byteSwapped(seq))
          .add(", ttl=")
          .dec(w.handoff());
    });
    switch (kind) {
      case type::kTimestamp:
      case type::kTimestampReply:
        read<F::originate>(w, c);
        read<F::receive>(w, c);
        read<F::transmit>(w, c);
        break;
      case type::kMask:
      case type::kMaskReply: read<F::mask>(w, c); break;
      case type::kEcho:
      case type::kEchoReply: echo(w, c, std::uint32_t{id} << 16 | seq, kind == type::kEchoReply); return;
      default: break;
    }
    remainder(w, c);
  }

  template <class Sink>
  static void echo(Walk<Sink>& w, Cursor& c, std::uint32_t number, bool answer) {
    w.exchange(number, answer);
    const PacketId asked = w.context().answersAgain ? PacketId{} : w.context().answers;
    if (answer && asked.valid() && !w.inQuote()) {
      w.moreInfo([&](TextOut& t) { t.add(" (request in ").dec(asked.value + 1).add(')'); });
      addGenerated<F::responseTo>(w, c.offset(), 0, asked.value + 1);
      const NodeId node = addGenerated<F::responseTime>(
          w, c.offset(), 0, std::bit_cast<std::uint64_t>(static_cast<double>(w.context().answerTimeNs) / 1e6));
      label(w, node, [&](TextOut& t) { t.add("Response time: ").seconds(w.context().answerTimeNs, 6).add(" s"); });
    }
    sentAt(w, c);
    w.data(c);
  }

  /// Programs that measure put the time of sending in front of what is echoed: seconds and microseconds of 32 bits in
  /// either order, taken for it where it lies within a day of the packet, as in Wireshark.
  template <class Sink>
  static void sentAt(Walk<Sink>& w, Cursor& c) {
    constexpr std::uint64_t kSecond = 1'000'000'000, kDay = 86'400, kMicrosPerSecond = 1'000'000, kNsPerMicro = 1'000;
    const PacketContext& packet = w.context();
    if (c.left() < 8 || !packet.hasTime || packet.timeNs < 0) return;
    const std::uint8_t* const p = c.peekRest().data();
    const auto now = static_cast<std::uint64_t>(packet.timeNs) / kSecond;
    for (const bool big : {true, false}) {
      const std::uint64_t s = big ? loadBe<std::uint32_t>(p) : loadLe<std::uint32_t>(p);
      const std::uint64_t us = big ? loadBe<std::uint32_t>(p + 4) : loadLe<std::uint32_t>(p + 4);
      if ((s > now ? s - now : now - s) >= kDay || us >= kMicrosPerSecond) continue;
      const std::uint64_t sent = s * kSecond + us * kNsPerMicro;
      add<F::dataTime>(w, c.offset(), 8, sent);
      addGenerated<F::dataTimeRelative>(w, c.offset(), 8, static_cast<std::uint64_t>(packet.timeNs) - sent);
      c.skip(8);
      return;
    }
  }

  /// Errors whose quote extensions may follow.
  template <class Sink>
  static void error(Walk<Sink>& w, Cursor& c, std::uint8_t kind, std::uint8_t code) {
    const std::uint32_t at = c.offset();
    const std::uint8_t first = c.u8();
    const std::uint8_t words = c.u8();
    const std::uint16_t last = c.u16();
    if (!c.ok()) return;
    if constexpr (Sink::kFields) {
      const bool hasMtu = kind == type::kUnreachable && code == kFragmentationNeeded;
      const std::uint32_t from = kind == type::kParameter ? 1 : 0;
      if (from != 0) add<F::pointer>(w, at, 1, first);
      if (words != 0) {
        if (from == 0) add<F::unused>(w, at, 1, 0);
        add<F::length>(w, at + 1, 1, words);
        addGenerated<F::originalLength>(w, at + 1, 1, words * 4u);
        if (!hasMtu) add<F::unused>(w, at + 2, 2, 0);
      } else {
        add<F::unused>(w, at + from, (hasMtu ? 2u : 4u) - from, 0);
      }
      if (hasMtu) add<F::mtu>(w, at + 2, 2, last);
    }
    quote(w, c, words * 4u);
  }

  /// The packet that the message is about, and what follows it. `length` 0: the sender did not say; then
  /// extensions follow where the quoted packet is shorter than the room it is filled up to (RFC 4884 §5.5).
  template <class Sink>
  static void quote(Walk<Sink>& w, Cursor& c, std::size_t length) {
    if (c.wireLeft() == 0) return;
    Cursor packet = c;
    const std::size_t end = length != 0 ? length : kQuoteWithExtensions;
    const bool extended =
        c.wireLeft() > end &&
        (length != 0 || (c.left() >= 4 && loadBe<std::uint16_t>(c.peekRest().data() + 2) <= end));
    if (extended) packet.limit(end);
    {
      const typename Walk<Sink>::Quote inside{w};
      w.next(Hub::ip, packet);
    }
    if (!extended || !c.skip(end)) return;
    extensions(w, c);
  }

  template <class Sink>
  static void other(Walk<Sink>& w, Cursor& c, std::uint8_t kind) {
    switch (kind) {
      case type::kSourceQuench:
        readBytes<F::unused>(w, c, 4);
        if (c.ok()) quote(w, c, 0);
        return;
      case type::kRedirect:
        read<F::gateway>(w, c);
        if (c.ok()) quote(w, c, 0);
        return;
      case type::kRouterAdvertisement: routers(w, c); return;
      case type::kRouterSolicitation: readBytes<F::reserved>(w, c, 4); break;
      case type::kExtendedEcho:
      case type::kExtendedEchoReply: extendedEcho(w, c, kind); return;
      default: break;
    }
    remainder(w, c);
  }

  template <class Sink>
  static void routers(Walk<Sink>& w, Cursor& c) {
    const std::uint8_t count = read<F::addressCount>(w, c);
    const std::uint8_t size = read<F::entrySize>(w, c);
    read<F::lifetime>(w, c);
    for (unsigned i = 0; i < count && c.ok() && size == 2; ++i) {
      read<F::routerAddress>(w, c);
      const std::uint32_t at = c.offset();
      const auto level = static_cast<std::int32_t>(c.u32());
      if (c.ok()) add<F::preference>(w, at, 4, static_cast<std::uint64_t>(std::int64_t{level}));
    }
    if (c.ok()) w.data(c);
  }

  template <class Sink>
  static void extendedEcho(Walk<Sink>& w, Cursor& c, std::uint8_t kind) {
    const std::uint32_t at = c.offset();
    const std::uint16_t id = c.u16();
    if (!c.ok()) return;
    add<F::ident>(w, at, 2, id);
    add<F::identLe>(w, at, 2, byteSwapped(id));
    read<F::echoSeq>(w, c);
    const std::uint32_t bitsAt = c.offset();
    const std::uint8_t v = c.u8();
    if (!c.ok()) return;
    if (kind == type::kExtendedEcho) {
      bits<F::echoLocal>(w, bitsAt, 1, v);
      if (c.wireLeft() > 0) extensions(w, c);
      return;
    }
    bits<F::echoState>(w, bitsAt, 1, v);
    bits<F::echoActive>(w, bitsAt, 1, v);
    bits<F::echoIpv4>(w, bitsAt, 1, v);
    bits<F::echoIpv6>(w, bitsAt, 1, v);
    remainder(w, c);
  }

  template <class Sink>
  static void remainder(Walk<Sink>& w, Cursor& c) {
    if constexpr (Sink::kFields) {
      if (c.ok() && c.left() > 0) add<F::unused>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    }
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, 1}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Icmp, F>("icmp", "ICMP", "Internet Control Message Protocol", kAttach);

}  // namespace pw::icmp
