#include "dissectors/igmp/igmp.h"

#include "core/bytes/checksum.h"
#include "core/walk/walk.h"
#include "dissectors/igmp/igmp_fields.h"

namespace pw::igmp {

namespace {

namespace type {
constexpr std::uint8_t kQuery = 0x11, kReport1 = 0x12, kDvmrp = 0x13, kPim = 0x14, kReport2 = 0x16,
                       kLeave = 0x17, kRgmpFirst = 0xfc, kReport3 = 0x22;
}
namespace record {
constexpr std::uint8_t kInclude = 1, kExclude = 2, kToInclude = 3, kToExclude = 4, kAllow = 5, kBlock = 6;
}

/// RFC 3376 §7.1: a query's version shows in its length and in whether it gives a time.
unsigned versionOf(std::uint8_t kind, std::uint8_t maxResponse, std::size_t length) {
  switch (kind) {
    case type::kQuery: return length >= 12 ? 3 : maxResponse != 0 ? 2 : 1;
    case type::kReport1: return 1;
    case type::kReport2:
    case type::kLeave: return 2;
    case type::kReport3: return 3;
    default: return 0;
  }
}

template <class Sink>
void checksumField(Walk<Sink>& w, Cursor& c, const Cursor& message) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = c.u16();
  if constexpr (Sink::kFields) {
    if (!c.ok()) return;
    const bool whole = message.left() == message.wireLeft() && !w.inQuote();
    const bool good = whole && InternetChecksum{}.add(message.peekRest()).folded() == 0xffff;
    const NodeId node = add<F::checksum>(w, at, 2, v);
    label(w, node, [&](TextOut& t) {
      t.add("Checksum: ").hex0x(v, 4).add(!whole ? " [unverified]" : good ? " [correct]" : " incorrect");
    });
    if (whole && !good) {
      w.summary().checksumBad = true;
      Under<Sink> under{w, node};
      note<F::badChecksum>(w, at, 2);
    }
    addGenerated<F::checksumStatus>(w, at, 0,
                                    static_cast<std::uint8_t>(!whole ? ip::ChecksumStatus::unverified
                                                              : good ? ip::ChecksumStatus::good
                                                                     : ip::ChecksumStatus::bad));
  }
}

/// "{192.0.2.1, 192.0.2.2}" from `count` addresses.
template <class Sink>
void sources(Walk<Sink>& w, Cursor& c, unsigned count) {
  w.moreInfo([](TextOut& t) { t.add('{'); });
  for (unsigned i = 0; i < count && c.ok(); ++i) {
    const std::uint32_t address = read<F::source>(w, c);
    if (!c.ok()) return;
    w.moreInfo([&](TextOut& t) { t.add(i == 0 ? "" : ", ").ipv4(address); });
  }
  w.moreInfo([](TextOut& t) { t.add('}'); });
}

/// The words before a record's list of senders.
void recordWords(TextOut& t, std::uint8_t kind, std::uint32_t group, unsigned count) {
  const std::string_view plural = count > 1 ? "s " : " ";
  switch (kind) {
    case record::kInclude:
    case record::kToInclude:
      t.add(count == 0 ? "Leave group " : "Join group ").ipv4(group);
      if (count != 0) t.add(" for source").add(plural);
      break;
    case record::kExclude:
    case record::kToExclude:
      t.add("Join group ").ipv4(group);
      if (count != 0)
        t.add(", for source").add(plural).add("not ");
      else
        t.add(" for any sources");
      break;
    case record::kAllow:
      t.add("Group ").ipv4(group);
      if (count != 0)
        t.add(", new source").add(plural);
      else
        t.add(", ALLOW_NEW_SOURCES but no source specified (?)");
      break;
    case record::kBlock:
      t.add("Group ").ipv4(group);
      if (count != 0)
        t.add(", block source").add(plural);
      else
        t.add(", BLOCK_OLD_SOURCES but no source specified (?)");
      break;
    default: t.add("Group ").ipv4(group).add(", unknown record type (?)"); break;
  }
}

template <class Sink>
void groupRecord(Walk<Sink>& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  Under<Sink> under{w, add<F::record>(w, at, 0, 0)};
  const std::uint8_t kind = read<F::recordType>(w, c);
  const std::uint8_t aux = read<F::auxLength>(w, c);
  const std::uint16_t count = read<F::sourceCount>(w, c);
  const std::uint32_t group = read<F::group>(w, c);
  if (!c.ok()) return;
  w.moreInfo([&](TextOut& t) { recordWords(t.add(" / "), kind, group, count); });
  label(w, under.node(), [&](TextOut& t) {
    const std::string_view name = nameOf(kRecordTypes, kind);
    t.add("Group Record : ").ipv4(group).add("  ").add(name.empty() ? "Unknown" : name);
  });
  const bool listed = kind >= record::kInclude && kind <= record::kBlock;
  if (count != 0 && listed)
    sources(w, c, count);
  else
    for (unsigned i = 0; i < count && c.ok(); ++i) read<F::source>(w, c);
  if (c.ok() && aux != 0) readBytes<F::auxData>(w, c, aux * 4u);
  under.endsAt(c.offset());
}

template <class Sink>
void report3(Walk<Sink>& w, Cursor& c, const Cursor& message, std::uint32_t at) {
  add<F::reserved>(w, at + 1, 1, 0);
  checksumField(w, c, message);
  readBytes<F::reserved>(w, c, 2);
  const std::uint16_t count = read<F::recordCount>(w, c);
  if (c.ok() && count == 0) w.moreInfo([](TextOut& t) { t.add(" - General query"); });
  for (unsigned i = 0; i < count && c.ok(); ++i) groupRecord(w, c);
}

template <class Sink>
void query3(Walk<Sink>& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  const std::uint8_t v = c.u8();
  if (!c.ok()) return;
  bits<F::suppress>(w, at, 1, v);
  bits<F::robustness>(w, at, 1, v);
  read<F::interval>(w, c);
  const std::uint16_t count = read<F::sourceCount>(w, c);
  if (!c.ok() || count == 0) return;
  w.moreInfo([&](TextOut& t) { t.add(count > 1 ? ", sources " : ", source "); });
  sources(w, c, count);
}

struct Igmp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    const Cursor message = c;
    const std::uint32_t at = c.offset();
    const std::uint8_t kind = c.u8();
    const bool shape = kind == type::kDvmrp || kind == type::kPim || kind >= type::kRgmpFirst;
    // Each kind is a dissector of its own to Wireshark, under the same name; those below have other names.
    if (!shape && (!nameOf(kTypes, kind).empty() || kind == 0 || !c.ok())) sameAgain(w);
    if (!c.ok()) {
      w.info([](TextOut&) {});
      return;
    }
    const std::uint8_t maxResponse = c.peek();
    const unsigned version = versionOf(kind, maxResponse, message.wireLeft());
    describe(w, kind, version);
    if (version != 0) addGenerated<F::version>(w, at, 0, version);
    add<F::type>(w, at, 1, kind);
    c.u8();
    if (!c.ok()) return;
    if (kind == type::kReport3) {
      report3(w, c, message, at);
    } else {
      if (version == 1)
        add<F::reserved>(w, at + 1, 1, 0);
      else
        add<F::maxResponse>(w, at + 1, 1, maxResponse);
      checksumField(w, c, message);
      if (version != 0) group(w, c, kind, version);
    }
    if constexpr (Sink::kFields) {
      if (c.ok() && c.left() > 0) add<F::data>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    }
  }

  template <class Sink>
  static void sameAgain(Walk<Sink>& w) {
    ProtocolStack& stack = w.summary().stack;
    if (stack.size() != 0) stack.push(stack[stack.size() - 1]);
  }

  template <class Sink>
  static void describe(Walk<Sink>& w, std::uint8_t kind, unsigned version) {
    constexpr std::string_view kColumns[] = {"IGMP", "IGMPv1", "IGMPv2", "IGMPv3"};
    w.column(kind <= 8 ? "IGMPv0" : kColumns[version]);
    w.info([&](TextOut& t) {
      const std::string_view name = nameOf(kTypes, kind);
      name.empty() ? t.add("Unknown Type:").hex0x(kind, 2) : t.add(name);
    });
  }

  template <class Sink>
  static void group(Walk<Sink>& w, Cursor& c, std::uint8_t kind, unsigned version) {
    const std::uint32_t address = read<F::group>(w, c);
    if (!c.ok()) return;
    w.moreInfo([&](TextOut& t) {
      if (kind == type::kQuery && version > 1) {
        if (address == 0)
          t.add(", general");
        else
          t.add(", specific for group ").ipv4(address);
      } else if (kind == type::kReport2) {
        t.add(" group ").ipv4(address);
      } else if (kind == type::kLeave) {
        t.add(' ').ipv4(address);
      }
    });
    if (kind == type::kQuery && version == 3) query3(w, c);
  }
};

constexpr std::array kAttach{Attach{Table::ipProtocol, 2}};

}  // namespace

constexpr Protocol kProtocol =
    protocolOf<Igmp, F>("igmp", "IGMP", "Internet Group Management Protocol", kAttach);

}  // namespace pw::igmp
