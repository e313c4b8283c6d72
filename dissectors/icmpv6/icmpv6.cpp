#include "dissectors/icmpv6/icmpv6.h"

#include <bit>

#include "core/walk/walk.h"
#include "dissectors/icmpv6/icmpv6_fields.h"
#include "dissectors/icmpv6/nd_options.h"
#include "dissectors/ip/transport_checksum.h"
#include "dissectors/ipv6/version.h"

namespace pw::icmpv6 {

namespace {

constexpr std::uint8_t kIpProtocol = 58;

namespace type {
constexpr std::uint8_t kUnreachable = 1, kTooBig = 2, kTimeExceeded = 3, kParameter = 4, kEcho = 128,
                       kEchoReply = 129, kListenerQuery = 130, kListenerReport = 131, kListenerDone = 132,
                       kRouterSolicitation = 133, kRouterAdvertisement = 134, kNeighborSolicitation = 135,
                       kNeighborAdvertisement = 136, kRedirect = 137, kRenumbering = 138, kNodeQuery = 139,
                       kNodeReply = 140, kListenerReport2 = 143, kRpl = 155, kExtendedEcho = 160,
                       kExtendedReply = 161;
}

ValueNames codesOf(std::uint8_t t) {
  switch (t) {
    case type::kUnreachable: return kUnreachable;
    case type::kTimeExceeded: return kTimeExceeded;
    case type::kParameter: return kParameter;
    case type::kRenumbering: return kRenumbering;
    case type::kNodeQuery: return kNodeQuery;
    case type::kNodeReply: return kNodeReply;
    case type::kRpl: return kRpl;
    case type::kExtendedEcho: return kExtendedEcho;
    case type::kExtendedReply: return kExtendedReply;
    default: return {};
  }
}

TextOut& codeName(TextOut& t, std::uint8_t kind, std::uint8_t code) {
  const std::string_view name = nameOf(codesOf(kind), code);
  if (!name.empty()) return t.add(name);
  if (kind == type::kUnreachable) return t.add("Unknown");
  return t.add("Unknown (").dec(code).add(')');
}

template <class Sink>
void checksumField(Walk<Sink>& w, Cursor& c, const Cursor& message) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = c.u16();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return;
    const auto check = ip::verifyTransport(w, message.peekRest(), message.wireLeft(), kIpProtocol, v);
    const NodeId node = add<F::checksum>(w, at, 2, v);
    label(w, node, [&](TextOut& t) { ip::checksumLine(t, v, check); });
    if (check.status == ip::ChecksumStatus::bad) {
      w.summary().checksumBad = true;
      Under<Sink> under{w, node};
      note<F::badChecksum>(w, at, 2);
    }
    addGenerated<F::checksumStatus>(w, at, 0, static_cast<std::uint8_t>(check.status));
  }
}

/// The packet that an error message is about.
template <class Sink>
void quote(Walk<Sink>& w, const Cursor& c) {
  if (c.wireLeft() == 0) return;
  const typename Walk<Sink>::Quote inside{w};
  ipv6::enter(w, c);
}

template <class Sink>
void error(Walk<Sink>& w, Cursor& c, std::uint8_t kind) {
  if (kind == type::kTooBig) {
    read<F::mtu>(w, c);
  } else if (kind == type::kParameter) {
    read<F::pointer>(w, c);
  } else {
    if (c.peek() != 0) {
      read<F::length>(w, c);
      readBytes<F::reserved>(w, c, 3);
    } else {
      readBytes<F::reserved>(w, c, 4);
    }
  }
  if (c.ok()) quote(w, c);
}

template <class Sink>
void echo(Walk<Sink>& w, Cursor& c, bool answer) {
  const std::uint16_t id = read<F::identifier>(w, c);
  const std::uint16_t sequence = read<F::sequence>(w, c);
  if (!c.ok()) return;
  w.moreInfo([&](TextOut& t) {
    t.add(" id=").hex0x(id, 4).add(", seq=").dec(sequence).add(", hop limit=").dec(w.handoff());
  });
  w.exchange(std::uint32_t{id} << 16 | sequence, answer);
  const PacketId asked = w.context().answersAgain ? PacketId{} : w.context().answers;
  if (answer && asked.valid() && !w.inQuote()) {
    w.moreInfo([&](TextOut& t) { t.add(" (request in ").dec(asked.value + 1).add(')'); });
    addGenerated<F::responseTo>(w, c.offset(), 0, asked.value + 1);
    const NodeId node = addGenerated<F::responseTime>(
        w, c.offset(), 0, std::bit_cast<std::uint64_t>(static_cast<double>(w.context().answerTimeNs) / 1e6));
    label(w, node, [&](TextOut& t) { t.add("Response Time: ").seconds(w.context().answerTimeNs, 6).add(" s"); });
  }
  w.data(c);
}

template <class Sink>
void routerAdvertisement(Walk<Sink>& w, Cursor& c) {
  read<F::hopLimit>(w, c);
  const std::uint32_t at = c.offset();
  const std::uint8_t flags = c.u8();
  if (!c.ok()) return;
  {
    Under<Sink> under{w, add<F::raFlags>(w, at, 1, flags)};
    bits<F::raManaged>(w, at, 1, flags);
    bits<F::raOther>(w, at, 1, flags);
    bits<F::raHome>(w, at, 1, flags);
    bits<F::raPreference>(w, at, 1, flags);
    bits<F::raProxy>(w, at, 1, flags);
    bits<F::raReserved>(w, at, 1, flags);
  }
  read<F::routerLifetime>(w, c);
  read<F::reachable>(w, c);
  read<F::retrans>(w, c);
  options(w, c);
}

template <class Sink>
void neighborSolicitation(Walk<Sink>& w, Cursor& c) {
  readBytes<F::reserved>(w, c, 4);
  const ByteView target = readBytes<F::nsTarget>(w, c, 16);
  if (!c.ok()) return;
  w.moreInfo([&](TextOut& t) { t.add(" for ").ipv6(target.data()); });
  options(w, c);
}

void advertisementFlags(TextOut& t, std::uint32_t flags) {
  constexpr std::pair<std::uint32_t, std::string_view> kNames[] = {
      {0x80000000, "rtr"}, {0x40000000, "sol"}, {0x20000000, "ovr"}};
  bool first = true;
  for (const auto& [bit, name] : kNames) {
    if ((flags & bit) == 0) continue;
    t.add(first ? "" : ", ").add(name);
    first = false;
  }
  if (first) t.add("none");
}

template <class Sink>
void neighborAdvertisement(Walk<Sink>& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  const std::uint32_t flags = c.u32();
  if (!c.ok()) return;
  {
    Under<Sink> under{w, add<F::naFlags>(w, at, 4, flags)};
    bits<F::naRouter>(w, at, 4, flags);
    bits<F::naSolicited>(w, at, 4, flags);
    bits<F::naOverride>(w, at, 4, flags);
    bits<F::naReserved>(w, at, 4, flags);
  }
  const ByteView target = readBytes<F::naTarget>(w, c, 16);
  if (!c.ok()) return;
  w.moreInfo([&](TextOut& t) {
    t.add(' ').ipv6(target.data()).add(" (");
    advertisementFlags(t, flags);
    t.add(')');
  });
  options(w, c);
}

/// RFC 3810 §5.1: longer than RFC 2710's message says which version it is.
template <class Sink>
void listenerQuery(Walk<Sink>& w, Cursor& c) {
  constexpr std::size_t kVersion1 = 20;
  const bool version2 = c.wireLeft() > kVersion1;
  version2 ? read<F::mldCode>(w, c) : read<F::mldDelay>(w, c);
  readBytes<F::reserved>(w, c, 2);
  readBytes<F::mldAddress>(w, c, 16);
  if (!c.ok() || !version2) return;
  const std::uint32_t at = c.offset();
  const std::uint8_t flags = c.u8();
  if (!c.ok()) return;
  {
    Under<Sink> under{w, add<F::mldFlags>(w, at, 1, flags)};
    bits<F::mldSuppress>(w, at, 1, flags);
    bits<F::mldQrv>(w, at, 1, flags);
    bits<F::mldReserved>(w, at, 1, flags);
  }
  read<F::mldQqi>(w, c);
  const std::uint16_t sources = read<F::mldSources>(w, c);
  for (unsigned i = 0; i < sources && c.ok(); ++i) readBytes<F::mldSource>(w, c, 16);
}

template <class Sink>
void listenerReport(Walk<Sink>& w, Cursor& c) {
  readBytes<F::reserved>(w, c, 2);
  read<F::recordCount>(w, c);
  while (c.more()) {
    const std::uint32_t at = c.offset();
    Under<Sink> record{w, add<F::record>(w, at, 0, 0)};
    const std::uint8_t kind = read<F::recordType>(w, c);
    const std::uint8_t aux = read<F::recordAux>(w, c);
    const std::uint16_t sources = read<F::recordSources>(w, c);
    const ByteView address = readBytes<F::recordAddress>(w, c, 16);
    if (c.ok()) {
      label(w, record.node(), [&](TextOut& t) {
        const std::string_view name = nameOf(kRecordTypes, kind);
        t.add("Multicast Address Record ")
            .add(name.empty() ? "Unknown" : name)
            .add(": ")
            .ipv6(address.data());
      });
    }
    for (unsigned i = 0; i < sources && c.ok(); ++i) readBytes<F::recordSource>(w, c, 16);
    if (c.ok() && aux != 0) readBytes<F::recordData>(w, c, aux * 4u);
    record.endsAt(c.offset());
  }
}

struct Icmpv6 {
  /// The parent hands over the hop limit, which the line of a question shows.
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("ICMPv6");
    w.info([](TextOut&) {});
    const Cursor message = c;
    const std::uint8_t kind = read<F::type>(w, c);
    if (!c.ok()) return;
    w.info([&](TextOut& t) {
      const std::string_view name = nameOf(kTypes, kind);
      name.empty() ? t.add("Unknown (").dec(kind).add(')') : t.add(name);
    });
    const std::uint32_t at = c.offset();
    const std::uint8_t code = c.u8();
    if (!c.ok()) return;
    const NodeId node = add<F::code>(w, at, 1, code);
    if (!codesOf(kind).empty()) {
      w.moreInfo([&](TextOut& t) { codeName(t.add(" ("), kind, code).add(')'); });
      label(w, node, [&](TextOut& t) { codeName(t.add("Code: ").dec(code).add(" ("), kind, code).add(')'); });
    }
    checksumField(w, c, message);
    if (!c.ok()) return;
    body(w, c, kind);
  }

  template <class Sink>
  static void body(Walk<Sink>& w, Cursor& c, std::uint8_t kind) {
    switch (kind) {
      case type::kUnreachable:
      case type::kTooBig:
      case type::kTimeExceeded:
      case type::kParameter: error(w, c, kind); return;
      case type::kEcho:
      case type::kEchoReply: echo(w, c, kind == type::kEchoReply); return;
      case type::kListenerQuery: listenerQuery(w, c); break;
      case type::kListenerReport:
      case type::kListenerDone:
        read<F::mldDelay>(w, c);
        readBytes<F::reserved>(w, c, 2);
        readBytes<F::mldAddress>(w, c, 16);
        break;
      case type::kRouterSolicitation:
        readBytes<F::reserved>(w, c, 4);
        if (c.ok()) options(w, c);
        break;
      case type::kRouterAdvertisement: routerAdvertisement(w, c); break;
      case type::kNeighborSolicitation: neighborSolicitation(w, c); break;
      case type::kNeighborAdvertisement: neighborAdvertisement(w, c); break;
      case type::kRedirect:
        readBytes<F::reserved>(w, c, 4);
        readBytes<F::rdTarget>(w, c, 16);
        readBytes<F::rdDestination>(w, c, 16);
        if (c.ok()) options(w, c);
        break;
      case type::kListenerReport2: listenerReport(w, c); break;
      default: break;
    }
    if constexpr (Sink::kFields) {
      if (c.ok() && c.left() > 0) add<F::unknown>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    }
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, kIpProtocol}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Icmpv6, F>("icmpv6", "ICMPv6", "Internet Control Message Protocol v6", kAttach);

}  // namespace pw::icmpv6
