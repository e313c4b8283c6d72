#include "dissectors/ntp/ntp.h"

#include <charconv>
#include <cmath>

#include "core/walk/walk.h"
#include "dissectors/ntp/ntp_fields.h"

namespace pw::ntp {

namespace {

constexpr unsigned kControlMode = 6, kPrivateMode = 7;
/// Key number and the longest signature; whatever is longer starts with an extension (RFC 7822 §7.5).
constexpr std::size_t kMaxMac = 24;
constexpr std::uint32_t kMinExtension = 16;

/// "0.042343"
void microsTo(TextOut& t, double seconds) {
  char b[64];
  const auto r = std::to_chars(b, b + sizeof b, seconds, std::chars_format::fixed, 6);
  if (r.ec == std::errc{}) t.add({b, static_cast<std::size_t>(r.ptr - b)});
}

/// Nanoseconds since 1970 of seconds since 1900 with 32 bits of fraction; from 2036 on the count starts anew,
/// and a clear first bit tells (RFC 4330 §3).
std::uint64_t unixNs(std::uint64_t stamp) {
  constexpr std::int64_t k1900To1970 = 2'208'988'800, kEra = std::int64_t{1} << 32;
  std::int64_t seconds = static_cast<std::int64_t>(stamp >> 32) - k1900To1970;
  if ((stamp >> 63) == 0) seconds += kEra;
  const std::uint64_t fraction = (stamp & UINT32_MAX) * 1'000'000'000 >> 32;
  return static_cast<std::uint64_t>(seconds) * 1'000'000'000 + fraction;
}

void nameTo(TextOut& t, ValueNames names, unsigned value) {
  const std::string_view name = nameOf(names, value);
  t.add(name.empty() ? "Unknown" : name);
}

struct Ntp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("NTP");
    const std::uint32_t at = c.offset();
    w.info([](TextOut&) {});
    const std::uint8_t first = c.u8();
    if (!c.ok()) return;
    const unsigned version = first >> 3 & 7u, mode = first & 7u;
    const auto title = [&](TextOut& t) {
      t.add(nameOf(kVersions, version)).add(", ").add(nameOf(kModeWords, mode));
    };
    w.info(title);
    layerLabel(w, [&](TextOut& t) {
      t.add("Network Time Protocol (");
      title(t);
      t.add(')');
    });
    flags(w, at, first, mode);
    if (mode == kControlMode)
      control(w, c);
    else if (mode == kPrivateMode)
      privateMode(w, c, first);
    else
      time(w, c);
  }

  template <class Sink>
  static void flags(Walk<Sink>& w, std::uint32_t at, std::uint8_t v, unsigned mode) {
    const NodeId node = add<F::flags>(w, at, 1, v);
    const bool isPrivate = mode == kPrivateMode;
    label(w, node, [&](TextOut& t) {
      t.add("Flags: ").hex0x(v, 2);
      if (isPrivate)
        t.add(", Response bit: ").add(nameOf(kResponses, v >> 7));
      else
        t.add(", Leap Indicator: ").add(nameOf(kLeaps, v >> 6));
      t.add(", Version number: ")
          .add(nameOf(kVersions, v >> 3 & 7))
          .add(", Mode: ")
          .add(nameOf(kModes, mode));
    });
    Under<Sink> under{w, node};
    if (isPrivate) {
      bits<F::privResponse>(w, at, 1, v);
      bits<F::privMore>(w, at, 1, v);
    } else {
      bits<F::leap>(w, at, 1, v);
    }
    bits<F::version>(w, at, 1, v);
    bits<F::mode>(w, at, 1, v);
  }

  // ---- messages that carry the time (RFC 5905 §7.3) ----

  template <class Sink>
  static void time(Walk<Sink>& w, Cursor& c) {
    const std::uint8_t stratum = stratumField(w, c);
    pollField(w, c);
    precisionField(w, c);
    delay<F::rootDelay>(w, c, "Root Delay: ");
    delay<F::rootDispersion>(w, c, "Root Dispersion: ");
    reference(w, c, stratum);
    stamp<F::reference, F::noReference>(w, c);
    stamp<F::origin, F::noOrigin>(w, c);
    stamp<F::receive, F::noReceive>(w, c);
    stamp<F::transmit, F::noTransmit>(w, c);
    if (c.ok()) tail(w, c);
  }

  template <class Sink>
  static std::uint8_t stratumField(Walk<Sink>& w, Cursor& c) {
    const std::uint8_t v = read<F::stratum>(w, c);
    if (c.ok() && nameOf(kStrata, v).empty()) {
      label(w, w.lastNode(), [&](TextOut& t) {
        t.add("Peer Clock Stratum: ").add(v < 16 ? "secondary reference (" : "reserved (").dec(v).add(')');
      });
    }
    return v;
  }

  template <class Sink>
  static void pollField(Walk<Sink>& w, Cursor& c) {
    const std::uint8_t v = read<F::poll>(w, c);
    if (!c.ok()) return;
    label(w, w.lastNode(), [&](TextOut& t) {
      // RFC 5905 §7.2: from 16 seconds to 36 hours.
      if (v >= 4 && v <= 17)
        t.add("Peer Polling Interval: ").dec(v).add(" (").dec(1u << v).add(" seconds)");
      else
        t.add("Peer Polling Interval: invalid (").dec(v).add(')');
    });
  }

  template <class Sink>
  static void precisionField(Walk<Sink>& w, Cursor& c) {
    const std::uint8_t v = read<F::precision>(w, c);
    if (!c.ok()) return;
    label(w, w.lastNode(), [&](TextOut& t) {
      t.add("Peer Clock Precision: ");
      microsTo(t, std::ldexp(1.0, static_cast<std::int8_t>(v)));
      t.add(" seconds");
    });
  }

  template <auto Field, class Sink>
  static void delay(Walk<Sink>& w, Cursor& c, std::string_view words) {
    const std::uint32_t v = read<Field>(w, c);
    if (!c.ok()) return;
    label(w, w.lastNode(), [&](TextOut& t) {
      t.add(words);
      microsTo(t, static_cast<double>(v) / 65536);
      t.add(" seconds");
    });
  }

  /// Letters for a clock of one's own, else the address of the server above.
  template <class Sink>
  static void reference(Walk<Sink>& w, Cursor& c, std::uint8_t stratum) {
    const ByteView v = readBytes<F::referenceId>(w, c, 4);
    if (!c.ok()) return;
    label(w, w.lastNode(), [&](TextOut& t) {
      const auto id = loadBe<std::uint32_t>(v.data());
      t.add("Reference ID: ");
      if (id == 0) {
        t.add("NULL");
      } else if (stratum > 1) {
        t.ipv4(id);
      } else if (const std::string_view name = nameOf(kReferences, id); !name.empty()) {
        t.add(name);
      } else {
        std::size_t n = 0;
        while (n < 4 && v[n] != 0) ++n;
        t.add("Unidentified reference source '").printable(v.first(n)).add('\'');
      }
    });
  }

  /// A stamp of zero is none.
  template <auto Field, auto None, class Sink>
  static void stamp(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const auto v = c.be<std::uint64_t>();
    if (!c.ok()) return;
    if (v == 0)
      addText<None>(w, at, 8, "NULL");
    else
      add<Field>(w, at, 8, unixNs(v));
  }

  /// Extensions, then a key number with a signature.
  template <class Sink>
  static void tail(Walk<Sink>& w, Cursor& c) {
    while (c.ok() && c.wireLeft() > kMaxMac) {
      Under<Sink> under{w, add<F::extension>(w, c.offset(), 0, 0)};
      read<F::extensionType>(w, c);
      const std::uint16_t length = read<F::extensionLength>(w, c);
      if (!c.ok()) return;
      if (length < kMinExtension || length % 4 != 0) {
        c.malformed();
        return;
      }
      readBytes<F::extensionValue>(w, c, length - 4u);
      under.endsAt(c.offset());
    }
    if (!c.more()) return;
    if (c.wireLeft() < 4) {
      readBytes<F::padding>(w, c, c.wireLeft());
      return;
    }
    readBytes<F::keyId>(w, c, 4);
    if (c.more()) readBytes<F::mac>(w, c, c.wireLeft());
  }

  // ---- control messages (RFC 9327) ----

  template <class Sink>
  static void control(Walk<Sink>& w, Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint8_t word = c.u8();
    if (!c.ok()) return;
    controlFlags(w, at, word);
    const unsigned opcode = word & 0x1fu;
    const bool response = (word & 0x80) != 0, error = (word & 0x40) != 0;
    read<F::sequence>(w, c);
    // Where the association stands decides how the status is to be read.
    Cursor ahead = c;
    ahead.skip(2);
    const bool peer = ahead.u16() != 0;
    const StatusKind kind = !response                    ? StatusKind::plain
                            : error                      ? StatusKind::error
                            : opcode == 4 || opcode == 5 ? StatusKind::clock
                            : opcode == 1 || opcode == 2 || opcode == 3 || opcode == 7
                                ? (peer ? StatusKind::peer : StatusKind::system)
                                : StatusKind::plain;
    status(w, c, kind);
    read<F::association>(w, c);
    read<F::offset>(w, c);
    const std::uint16_t count = read<F::count>(w, c);
    if (!c.ok()) return;
    Cursor body = c.sub(count);
    if (count > 0) data(w, body, response && !error && opcode == 1 && !peer);
    c.adopt(body);
    if (!c.more()) return;
    if (const std::size_t fill = (4u - count % 4u) % 4u; fill > 0 && c.wireLeft() >= fill)
      readBytes<F::padding>(w, c, fill);
    if (c.wireLeft() >= 4) readBytes<F::keyId>(w, c, 4);
    if (c.more()) readBytes<F::mac>(w, c, c.wireLeft());
  }

  template <class Sink>
  static void controlFlags(Walk<Sink>& w, std::uint32_t at, std::uint8_t v) {
    const NodeId node = add<F::flags2>(w, at, 1, v);
    label(w, node, [&](TextOut& t) {
      const std::string_view name = nameOf(kOpcodes, v & 0x1f);
      t.add("Flags 2: ").hex0x(v, 2).add(", Response bit: ").add(nameOf(kResponses, v >> 7));
      t.add(", Opcode: ").add(name.empty() ? "Unknown" : name);
    });
    Under<Sink> under{w, node};
    bits<F::ctrlResponse>(w, at, 1, v);
    bits<F::ctrlError>(w, at, 1, v);
    bits<F::ctrlMore>(w, at, 1, v);
    bits<F::ctrlOpcode>(w, at, 1, v);
  }

  enum class StatusKind : std::uint8_t { plain, error, system, peer, clock };

  template <class Sink>
  static void status(Walk<Sink>& w, Cursor& c, StatusKind kind) {
    const std::uint32_t at = c.offset();
    const std::uint16_t v = c.u16();
    if (!c.ok()) return;
    const NodeId node = add<F::status>(w, at, 2, v);
    label(w, node, [&](TextOut& t) {
      t.add("Status: ").hex0x(v, 4);
      statusWords(t, v, kind);
    });
    Under<Sink> under{w, node};
    switch (kind) {
      case StatusKind::plain: break;
      case StatusKind::error: bits<F::errorStatus>(w, at, 2, v); break;
      case StatusKind::system:
        bits<F::systemLeap>(w, at, 2, v);
        bits<F::systemSource>(w, at, 2, v);
        bits<F::systemCount>(w, at, 2, v);
        bits<F::systemEvent>(w, at, 2, v);
        break;
      case StatusKind::peer:
        bits<F::peerConfigured>(w, at, 2, v);
        bits<F::peerAuthEnabled>(w, at, 2, v);
        bits<F::peerAuthentic>(w, at, 2, v);
        bits<F::peerReachable>(w, at, 2, v);
        bits<F::peerBroadcast>(w, at, 2, v);
        bits<F::peerSelection>(w, at, 2, v);
        bits<F::peerCount>(w, at, 2, v);
        bits<F::peerEvent>(w, at, 2, v);
        break;
      case StatusKind::clock:
        bits<F::clockStatus>(w, at, 2, v);
        bits<F::clockEvent>(w, at, 2, v);
        break;
    }
  }

  static void statusWords(TextOut& t, std::uint16_t v, StatusKind kind) {
    const auto word = [&t](std::string_view what, ValueNames names, unsigned value) {
      t.add(what);
      nameTo(t, names, value);
    };
    if (kind == StatusKind::error) {
      word(", Error Status Word: ", kErrors, v >> 8);
    } else if (kind == StatusKind::system) {
      word(", Leap Indicator: ", kLeaps, v >> 14);
      word(", Clock Source: ", kSources, v >> 8 & 0x3f);
      word(", System Event Code: ", kSystemEvents, v & 15);
    } else if (kind == StatusKind::peer) {
      if ((v & 0x8000) != 0) t.add(", Peer Status");
      if ((v & 0x4000) != 0) t.add(", Peer Status");
      if ((v & 0x2000) != 0) t.add(", Peer Status");
      if ((v & 0x1000) != 0) t.add(", Peer Status");
      word(", Peer Selection: ", kSelections, v >> 8 & 7);
      word(", Peer Event Code: ", kPeerEvents, v & 15);
    } else if (kind == StatusKind::clock) {
      word(", Clock Status: ", kClockStates, v >> 8);
    }
  }

  /// Variables as text, or with `states` pairs of an association and its status.
  template <class Sink>
  static void data(Walk<Sink>& w, Cursor& c, bool states) {
    Under<Sink> under{w, add<F::ctrlData>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0)};
    while (states && c.ok() && c.wireLeft() >= 4) {
      {
        Under<Sink> item{w, add<F::item>(w, c.offset(), 4, 0)};
        read<F::association>(w, c);
      }
      status(w, c, StatusKind::peer);
    }
    const std::uint32_t at = c.offset();
    const ByteView text = c.bytes(c.wireLeft());
    if constexpr (Sink::kFields) items(w, at, text);
  }

  /// "name=value, name=value": each is an item; commas within quotes do not part them.
  template <class Sink>
  static void items(Walk<Sink>& w, std::uint32_t at, ByteView text) {
    const auto blank = [](std::uint8_t c) {
      return c == ' ' || c == '\r' || c == '\n' || c == '\t' || c == 0;
    };
    std::size_t from = 0;
    bool quoted = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && text[i] == '"') quoted = !quoted;
      if (i < text.size() && (text[i] != ',' || quoted)) continue;
      std::size_t end = i;
      while (from < end && blank(text[from])) ++from;
      while (end > from && blank(text[end - 1])) --end;
      if (end > from) {
        const ByteView one = text.subspan(from, end - from);
        label(
            w,
            add<F::item>(w, at + static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(one.size()), 0),
            [&](TextOut& t) { t.printable(one); });
      }
      from = i + 1;
    }
  }

  // ---- private messages of ntpd ----

  template <class Sink>
  static void privateMode(Walk<Sink>& w, Cursor& c, std::uint8_t first) {
    const std::uint32_t at = c.offset();
    const std::uint8_t sequence = c.u8();
    if (!c.ok()) return;
    {
      Under<Sink> under{w, add<F::authSequence>(w, at, 1, sequence)};
      bits<F::privAuth>(w, at, 1, sequence);
      bits<F::privSequence>(w, at, 1, sequence);
    }
    read<F::implementation>(w, c);
    const std::uint8_t code = read<F::requestCode>(w, c);
    if (!c.ok()) return;
    w.moreInfo([&](TextOut& t) {
      t.add(", ").add(nameOf(kResponses, first >> 7)).add(", ");
      nameTo(t, kRequests, code);
    });
    const std::uint32_t countAt = c.offset();
    const std::uint16_t count = c.u16();
    const std::uint16_t size = c.u16();
    if (!c.ok()) return;
    bits<F::privError>(w, countAt, 1, count >> 8);
    bits<F::itemCount>(w, countAt, 2, count);
    bits<F::privReserved>(w, countAt + 2, 1, size >> 8);
    bits<F::itemSize>(w, countAt + 2, 2, size);
    if (c.more()) readBytes<F::privData>(w, c, c.wireLeft());
  }
};

constexpr std::array kAttach{Attach{Table::udpPort, 123}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Ntp, F>("ntp", "NTP", "Network Time Protocol", kAttach);

}  // namespace pw::ntp
