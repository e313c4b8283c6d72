#include "dissectors/tls/tls.h"

#include <algorithm>
#include <vector>

#include "dissectors/tls/tls_framer.h"
#include "dissectors/tls/tls_names.h"
#include "dissectors/tls/tls_parts.h"
#include "dissectors/tls/tls_plaintext.h"
#include "dissectors/tls/tls_readable.h"
#include "dissectors/tls/tls_tree.h"
#include "dissectors/tls/tls_v2.h"

namespace pw::tls {

namespace {

template <class Sink>
class Message {
 public:
  explicit Message(Walk<Sink>& w) : w_(w), facts_(Facts::unpacked(w.facts())) {}

  void walk(Cursor& c) {
    if (!isContinued()) w_.info([](TextOut&) {});
    column(facts_.version);
    if (facts_.carried != 0) carried(c);
    records(c);
    layerLabel(w_, [&](TextOut& t) { t.add("Transport Layer Security").add(said_.empty() ? "" : ": ").add(said_); });
  }

 private:
  void records(Cursor& c) {
    while (c.more()) {
      if (c.left() < kRecordHeader && c.left() < c.wireLeft()) {
        c.rest();
        c.skip(1);  // the capture was cut
        return;
      }
      if (plausibleV2Hello(c.peekRest()) || facts_.version == version::kSsl2) {
        if (!v2(c)) return;
      } else if (plausibleRecord(c.peekRest())) {
        record(c);
      } else {
        unknown(c);
      }
    }
  }

  /// Several messages of one packet share its line.
  [[nodiscard]] bool isContinued() {
    return w_.messagesBefore() != 0;
  }

  void column(std::uint16_t v) {
    const std::string_view name = nameOf(kVersionsShort, v);
    w_.column(name.empty() ? "SSL" : name);
  }

  template <class Make>
  void sayWith(Make&& make) {
    if constexpr (Sink::kFields) {
      if (!said_.empty()) said_ += ", ";
      TextOut t{said_};
      make(t);
    }
    w_.moreInfo([&](TextOut& t) {
      if (t.size() != 0) t.add(", ");
      make(t);
    });
  }
  void say(std::string_view words) {
    sayWith([&](TextOut& t) { t.add(words); });
  }

  bool v2(Cursor& c) {
    if (facts_.version == version::kUnknown || facts_.version == version::kSsl2) w_.column("SSLv2");
    if (!plausibleV2(c.peekRest())) {
      unknown(c);
      return true;
    }
    const V2Record r = v2Record(c.peekRest(), facts_.server);
    say(r.words);
    Cursor one = c.sub(std::min(r.length, c.wireLeft()));
    if constexpr (Sink::kFields) walkV2(w_, one, r);
    return stopIfCut(c, one);
  }

  /// RFC 2246 §6: what is no record is to be ignored. Such bytes reach to the end of the message.
  void unknown(Cursor& c) {
    const bool known = facts_.version >= version::kTls10 && facts_.version <= version::kTls12;
    const bool foreign = c.peek() < content::kChangeCipherSpec || c.peek() > content::kConnectionId;
    if (c.wireLeft() >= kRecordHeader || foreign)
      say(known && foreign ? "Ignored Unknown Record" : "Continuation Data");
    if constexpr (Sink::kFields) {
      const auto n = static_cast<std::uint32_t>(c.left());
      if (known && foreign) note<F::unknownRecord>(w_, c.offset(), n);
      add<F::unparsed>(w_, c.offset(), n, 0);
    }
    Cursor all = c.sub(c.wireLeft());
    stopIfCut(c, all);
  }

  /// True where all of `part` was captured; else `c` stops where the capture does.
  static bool stopIfCut(Cursor& c, Cursor part) {
    part.rest();
    if (part.wireLeft() == 0) return true;
    part.skip(1);
    c.adopt(part);
    return false;
  }

  // ---- records (RFC 8446 §5.1) ----

  void record(Cursor& c) {
    const ByteView h = c.peekRest();
    const std::uint8_t type = h[0];
    const auto recordVersion = static_cast<std::uint16_t>(h[1] << 8 | h[2]);
    const std::size_t wanted = std::size_t{h[3]} << 8 | h[4];
    const std::size_t length = std::min(wanted, c.wireLeft() - kRecordHeader);
    if (type != content::kHandshake) parts_.clear();  // it will not be finished (RFC 8446 §5.1)
    const NodeId node = add<F::record>(w_, c.offset(), static_cast<std::uint32_t>(kRecordHeader + length), 0);
    Under<Sink> under{w_, node};
    header(c, type);
    settleVersion(type, recordVersion, c);
    column(shown_);
    recordBytes_ = length;
    const std::size_t mac = std::min(bareMac(facts_), length);
    Cursor inside = c.sub(length - mac);
    content(inside, type, node);
    column(shown_);
    const Cursor readable = inside;
    if (!stopIfCut(c, inside) || mac == 0) return;
    inside = c.sub(mac);
    bytes<F::mac>(inside);
    // Not encrypted: anyone reads it, as other data that nobody here understands.
    if (stopIfCut(c, inside) && type == content::kApplicationData) w_.data(readable);
  }

  void header(Cursor& c, std::uint8_t type) {
    if (type == content::kApplicationData && facts_.version == version::kTls13) read<F::opaqueType>(w_, c);
    else read<F::contentType>(w_, c);
    read<F::recordVersion>(w_, c);
    const std::uint32_t at = c.offset();
    const std::uint16_t length = read<F::recordLength>(w_, c);
    // RFC 8446 §5.1, §5.2: only application data may be empty, and TLS 1.3 adds at most 256 bytes.
    constexpr std::uint16_t kMostTls13 = 16384 + 256;
    if ((length == 0 && type != content::kApplicationData) ||
        (length > kMostTls13 && facts_.version == version::kTls13))
      note<F::recordLengthInvalid>(w_, at, 2);
  }

  /// A version that was not agreed on yet is taken from the record, except from a ClientHello's.
  void settleVersion(std::uint8_t type, std::uint16_t recordVersion, const Cursor& inside) {
    shown_ = facts_.version != version::kUnknown ? facts_.version : recordVersion;
    if (facts_.version != version::kUnknown || !parts_.empty() || facts_.middle) return;
    const std::uint8_t first = inside.peek();
    const bool tells = type == content::kChangeCipherSpec ||
                       (type == content::kHandshake && inside.left() != 0 && first != handshake::kClientHello &&
                        knownHandshake(first));
    if (tells) facts_.version = recordVersion;
  }

  void title(NodeId node, std::string_view words) {
    label(w_, node, [&](TextOut& t) {
      const std::string_view name = nameOf(kVersionsShort, shown_);
      t.add(name.empty() ? "TLS" : name).add(" Record Layer: ").add(words);
    });
  }

  void content(const Cursor& inside, std::uint8_t type, NodeId node) {
    switch (type) {
      case content::kChangeCipherSpec: changeCipherSpec(inside, node); break;
      case content::kAlert: alert(inside, node); break;
      case content::kHandshake: handshakeRecord(inside, node); break;
      case content::kApplicationData: applicationData(inside, node); break;
      case content::kHeartbeat: heartbeat(inside, node); break;
      default: bytes<F::unparsed>(inside);
    }
  }

  template <auto Field>
  void bytes(const Cursor& c) {
    if (c.left() != 0) add<Field>(w_, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
  }

  void changeCipherSpec(const Cursor& inside, NodeId node) {
    say("Change Cipher Spec");
    title(node, "Change Cipher Spec Protocol: Change Cipher Spec");
    bytes<F::changeCipherSpec>(inside);
    if (facts_.version == version::kTls13) return;
    facts_.sealed = true;
    if (facts_.server && facts_.resumed) note<F::resumed>(w_, inside.offset(), 0);
  }

  void alert(Cursor inside, NodeId node) {
    constexpr std::size_t kPlain = 2;
    if (inside.wireLeft() != kPlain) {
      say("Encrypted Alert");
      title(node, "Encrypted Alert");
      const NodeId group = add<F::alert>(w_, inside.offset(), static_cast<std::uint32_t>(inside.left()), 0);
      label(w_, group, [](TextOut& t) { t.add("Alert Message: Encrypted Alert"); });
      Under<Sink> under{w_, group};
      bytes<F::alertSealed>(inside);
      return;
    }
    if (inside.left() != kPlain) return;
    const NodeId group = add<F::alert>(w_, inside.offset(), kPlain, 0);
    Under<Sink> under{w_, group};
    const std::string_view level = nameOf(kAlertLevels, read<F::alertLevel>(w_, inside));
    const std::string_view what = nameOf(kAlerts, read<F::alertDescription>(w_, inside));
    const auto words = [&](TextOut& t) {
      t.add("Alert (Level: ").add(level.empty() ? "Unknown" : level);
      t.add(", Description: ").add(what.empty() ? "Unknown" : what).add(')');
    };
    sayWith(words);
    label(w_, node, [&](TextOut& t) {
      const std::string_view name = nameOf(kVersionsShort, shown_);
      words(t.add(name.empty() ? "TLS" : name).add(" Record Layer: "));
    });
  }

  void applicationData(const Cursor& inside, NodeId node) {
    say("Application Data");
    title(node, "Application Data Protocol: Application Data");
    bytes<F::appData>(inside);
    if (facts_.version == version::kTls13 && facts_.opening) addGenerated<F::byPosition>(w_, inside.offset(), 0, 0);
    else if constexpr (Sink::kFields) plaintext(inside.offset(), recordBytes_);
  }

  /// What an eavesdropper knows of the data: how many they are.
  void plaintext(std::uint32_t at, std::size_t record) {
    const PlaintextLength p = plaintextLength(facts_, record);
    if (!p.known) return;
    const NodeId node = addGenerated<F::plaintextLength>(w_, at, 0, p.usual);
    label(w_, node, [&](TextOut& t) {
      t.add("Plaintext length: ").dec(p.usual);
      if (p.usual != p.most) t.add(" to ").dec(p.most);
      if (!p.exact()) t.add(", less where more was padded than must be");
    });
    if (p.usual != p.most) addGenerated<F::plaintextMost>(w_, at, 0, p.most);
  }

  /// RFC 6520
  void heartbeat(Cursor inside, NodeId node) {
    constexpr std::size_t kHead = 3, kLeastPadding = 16;
    const std::uint8_t type = inside.peek();
    const std::string_view kind = nameOf(kHeartbeatTypes, type);
    const std::size_t asked = std::size_t{inside.peek(1)} << 8 | inside.peek(2);
    // An encrypted one begins with any bytes.
    const bool plain = !facts_.sealed && !kind.empty() && inside.wireLeft() >= kHead + kLeastPadding;
    if (!plain) {
      say("Encrypted Heartbeat");
      title(node, "Encrypted Heartbeat");
      bytes<F::heartbeat>(inside);
      return;
    }
    sayWith([&](TextOut& t) { t.add("Heartbeat ").add(kind); });
    label(w_, node, [&](TextOut& t) {
      t.add(nameOf(kVersionsShort, shown_)).add(" Record Layer: Heartbeat ").add(kind);
    });
    if constexpr (Sink::kFields) {
      const NodeId group = add<F::heartbeat>(w_, inside.offset(), static_cast<std::uint32_t>(inside.left()), 0);
      Under<Sink> under{w_, group};
      read<F::heartbeatType>(w_, inside);
      const std::uint32_t at = inside.offset();
      read<F::heartbeatLength>(w_, inside);
      if (asked + kHead + kLeastPadding > kHead + inside.wireLeft()) note<F::heartbeatInvalid>(w_, at, 2);
      const std::size_t n = std::min(asked, inside.left());
      if (n != 0) readBytes<F::heartbeatPayload>(w_, inside, n);
      bytes<F::heartbeatPadding>(inside);
    }
  }

  // ---- handshake messages (RFC 8446 §4) ----

  /// Bytes of the handshake messages that end within `b`; all of it where the last one does.
  static std::size_t wholeMessages(ByteView b) noexcept {
    std::size_t at = 0;
    while (b.size() - at >= kHandshakeHeader) {
      const std::size_t n = kHandshakeHeader + (std::size_t{b[at + 1]} << 16 | std::size_t{b[at + 2]} << 8 | b[at + 3]);
      if (n > b.size() - at) break;
      at += n;
    }
    return at;
  }

  /// Records before the message's own one, in which a handshake message has begun: they were shown where they ended.
  void carried(Cursor& c) {
    std::size_t skip = facts_.carried - 1u;
    while (plausibleRecord(c.peekRest())) {
      const ByteView b = c.peekRest();
      const std::size_t end = kRecordHeader + (std::size_t{b[3]} << 8 | b[4]);
      if (end >= b.size()) return;
      const ByteView content = b.first(end).subspan(kRecordHeader);
      const ByteView part = content.subspan(std::min(skip, content.size()));
      parts_.insert(parts_.end(), part.begin(), part.end());
      skip = 0;
      c.skip(end);
    }
  }

  void handshakeRecord(const Cursor& inside, NodeId node) {
    const ByteView b = inside.peekRest();
    if (facts_.middle) {
      title(node, "Handshake Protocol: fragment");
      note<F::tooLong>(w_, inside.offset(), 0);
      bytes<F::handshakeFragment>(inside);
    } else if (!parts_.empty()) {
      goOn(inside, node);
    } else if (looksSealed(facts_, b, inside.wireLeft())) {
      say("Encrypted Handshake Message");
      title(node, "Handshake Protocol: Encrypted Handshake Message");
      const NodeId message = add<F::handshake>(w_, inside.offset(), static_cast<std::uint32_t>(inside.left()), 0);
      label(w_, message, [](TextOut& t) { t.add("Handshake Protocol: Encrypted Handshake Message"); });
      Under<Sink> in{w_, message};
      bytes<F::encryptedHandshake>(inside);
    } else {
      const ByteView rest = messages(inside, node);
      parts_.assign(rest.begin(), rest.end());
    }
  }

  /// A handshake message that has begun in an earlier record goes on.
  void goOn(const Cursor& inside, NodeId node) {
    const ByteView b = inside.peekRest();
    parts_.insert(parts_.end(), b.begin(), b.end());
    bytes<F::handshakeFragment>(inside);
    if (wholeMessages(parts_) == 0) {
      fragmentTitle(node, parts_[0]);
      return;
    }
    const std::vector<std::uint8_t> all = std::move(parts_);
    std::uint32_t at = 0;
    if constexpr (Sink::kFields) at = w_.sink().tree.keepDecoded(all);
    typename Walk<Sink>::In source{w_, Source::decoded};
    const ByteView rest = messages(Cursor{all, all.size(), at}, node);
    parts_.assign(rest.begin(), rest.end());
  }

  /// Returns the beginning of one that is not over.
  ByteView messages(Cursor c, NodeId recordNode) {
    std::string_view only;
    bool first = true;
    while (c.more()) {
      const ByteView b = c.peekRest();
      if (wholeMessages(b) == 0) {
        fragment(c, recordNode, first);
        return b;
      }
      const std::string_view name = message(c, first);
      only = first ? name : std::string_view{"Multiple Handshake Messages"};
      first = false;
    }
    if (!first) label(w_, recordNode, [&](TextOut& t) {
      const std::string_view v = nameOf(kVersionsShort, shown_);
      t.add(v.empty() ? "TLS" : v).add(" Record Layer: Handshake Protocol: ").add(only);
    });
    return {};
  }

  void fragmentTitle(NodeId recordNode, std::uint8_t type) {
    const std::string_view name = handshakeName(type);
    label(w_, recordNode, [&](TextOut& t) {
      t.add(nameOf(kVersionsShort, shown_)).add(" Record Layer: Handshake Protocol: ").add(name).add(" (fragment)");
    });
  }

  static std::string_view handshakeName(std::uint8_t type) {
    const std::string_view known = nameOf(kHandshakeTypes, type);
    return known.empty() ? "Encrypted Handshake Message" : known;
  }

  /// What is left of a message that is not whole.
  void fragment(const Cursor& c, NodeId recordNode, bool first) {
    if (first) {
      sayWith([&](TextOut& t) { t.add('[').add(handshakeName(c.peek())).add(" Fragment]"); });
      fragmentTitle(recordNode, c.peek());
    }
    bytes<F::handshakeFragment>(c);
  }

  /// One message that is whole. Returns its name.
  std::string_view message(Cursor& c, bool first) {
    const ByteView b = c.peekRest();
    const std::uint8_t type = b[0];
    const std::size_t length = std::size_t{b[1]} << 16 | std::size_t{b[2]} << 8 | b[3];
    const ByteView body = b.subspan(kHandshakeHeader, length);
    std::string_view name = nameOf(kHandshakeTypes, type);
    if (type == handshake::kServerHello && length > 2) name = settle(serverChoice(body), first);
    const std::string_view shown = name.empty() ? "Encrypted Handshake Message" : name;
    if (first || !name.empty()) say(shown);
    pushParts(w_.registry(), w_.summary().stack, type, body, facts_);
    if constexpr (Sink::kFields) tree(c, type, length, shown);
    else c.skip(kHandshakeHeader + length);
    if (type == handshake::kClientHello && clientOffer(body).earlyData) facts_.version = version::kTls13;
    return shown;
  }

  std::string_view settle(const ServerChoice& choice, bool first) {
    if (choice.version != version::kUnknown) facts_.version = choice.version;
    if (choice.whole) facts_.suite = choice.suite;
    if (facts_.version == version::kTls13) facts_.sealed = false;
    // What comes behind it in the same segment is the server's flight.
    facts_.server = true;
    facts_.opening = facts_.version == version::kTls13 && !choice.retry;
    if (facts_.version != version::kUnknown) shown_ = facts_.version;
    return choice.retry && first ? "Hello Retry Request" : "Server Hello";
  }

  void tree(Cursor& c, std::uint8_t type, std::size_t length, std::string_view name) {
    if constexpr (Sink::kFields) {
      const auto all = static_cast<std::uint32_t>(kHandshakeHeader + length);
      const NodeId node = add<F::handshake>(w_, c.offset(), all, 0);
      label(w_, node, [&](TextOut& t) { t.add("Handshake Protocol: ").add(name); });
      Under<Sink> under{w_, node};
      read<F::handshakeType>(w_, c);
      read<F::handshakeLength>(w_, c);
      walkHandshake(w_, type, c.sub(length), facts_);
    }
  }

  Walk<Sink>& w_;
  Facts facts_;
  std::string said_;                         ///< for the line of the layer
  std::uint16_t shown_ = version::kUnknown;  ///< of the current record, for people
  std::size_t recordBytes_ = 0;              ///< its content on the wire
  std::vector<std::uint8_t> parts_;          ///< of a handshake message that spans records
};

struct Tls {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    if (w.onlyBegun()) return w.info([](TextOut&) {});
    Message<Sink>{w}.walk(c);
  }
};

/// HTTPS, SMTPS, NNTPS, LDAPS, FTPS, Telnet, IMAPS, POP3S, Active Directory, SIPS, MQTT and others, as in Wireshark.
constexpr std::array<std::uint16_t, 16> kPorts{443, 465, 563, 614, 636,  853,  989,  990,
                                               992, 993, 994, 995, 3269, 5061, 8443, 8883};

std::unique_ptr<StreamFramer> framer() { return std::make_unique<TlsFramer>(); }

}  // namespace

namespace {
/// Of the handshake, in the clear or sealed.
bool tells(std::uint64_t packed) noexcept {
  const Facts f = Facts::unpacked(packed);
  return f.suite == 0 || f.opening || (!f.sealed && f.version < version::kTls13);
}
}  // namespace

constexpr StreamProtocol kStream{probe, framer, kPorts, begins, true, false, nullptr, readableParts, tells};

/// A certificate's time stamps count as a layer of its own.
constexpr std::array kAttach{Attach{Table::part, static_cast<std::uint32_t>(Part::timestamps)}};

constexpr Protocol kProtocol = protocolOf<Tls, F>("tls", "TLS", "Transport Layer Security", kAttach, &kStream);

}  // namespace pw::tls
