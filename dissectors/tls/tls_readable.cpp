#include "dissectors/tls/tls_readable.h"

#include <algorithm>
#include <string>

#include "core/bytes/cursor.h"
#include "core/field/text_out.h"
#include "dissectors/tls/tls_facts.h"
#include "dissectors/tls/tls_names.h"
#include "dissectors/tls/tls_plaintext.h"
#include "dissectors/tls/tls_suites.h"

namespace pw::tls {

namespace {

/// The first name of the server_name extension (RFC 6066 §3); empty where there is none.
std::string serverName(ByteView clientHello) {
  Cursor c{clientHello, clientHello.size()};
  constexpr std::size_t kVersionAndRandom = 34;
  c.skip(kVersionAndRandom);
  c.skip(c.u8());
  c.skip(c.be<std::uint16_t>());
  c.skip(c.u8());
  Cursor extensions = c.sub(c.be<std::uint16_t>());
  while (extensions.more()) {
    const auto type = extensions.be<std::uint16_t>();
    Cursor body = extensions.sub(extensions.be<std::uint16_t>());
    if (type != 0) continue;
    body.skip(2);
    body.skip(1);
    const ByteView name = body.bytes(body.be<std::uint16_t>());
    std::string out;
    if (body.ok()) TextOut{out}.printable(name);
    return out;
  }
  return {};
}

/// What was agreed on: version and suite.
std::string agreed(ByteView serverHello) {
  const ServerChoice choice = serverChoice(serverHello);
  std::string out{nameOf(kVersionsShort, choice.version)};
  const std::string_view suite = choice.whole ? nameOf(kSuites, choice.suite) : std::string_view{};
  if (!out.empty() && !suite.empty()) out += ", ";
  out += suite;
  return out;
}

class Reader {
 public:
  Reader(const Facts& facts, ReadableParts& out) : facts_(facts), out_(out) {}

  void read(ByteView bytes) {
    while (plausibleRecord(bytes)) {
      const std::size_t length = std::size_t{bytes[3]} << 8 | bytes[4];
      const ByteView inside = bytes.subspan(kRecordHeader, std::min(length, bytes.size() - kRecordHeader));
      record(bytes[0], inside);
      bytes = bytes.subspan(kRecordHeader + inside.size());
    }
    handshakes();
    if (!bytes.empty()) out_.parts.push_back({.kind = ReadablePart::Kind::sealed, .length = size(bytes), .name = "Continuation Data"});
  }

 private:
  static std::uint32_t size(ByteView b) noexcept { return static_cast<std::uint32_t>(b.size()); }

  void record(std::uint8_t type, ByteView inside) {
    if (type == content::kHandshake && !looksSealed(facts_, inside, inside.size()) && !facts_.middle) {
      handshake_.insert(handshake_.end(), inside.begin(), inside.end());
      return;
    }
    handshakes();
    switch (type) {
      case content::kChangeCipherSpec: return named("Change Cipher Spec");
      case content::kAlert: return alert(inside);
      case content::kApplicationData: return data(inside);
      case content::kHandshake: return sealed("Encrypted Handshake Message", inside);
      case content::kHeartbeat: return sealed(facts_.sealed ? "Encrypted Heartbeat" : "Heartbeat", inside);
      default: return sealed("Continuation Data", inside);
    }
  }

  void named(std::string_view name, std::string_view text = {}) {
    ReadablePart p{.kind = ReadablePart::Kind::named, .decoded = true, .name = name};
    p.at = static_cast<std::uint32_t>(out_.decoded.size());
    p.length = static_cast<std::uint32_t>(text.size());
    out_.decoded.insert(out_.decoded.end(), text.begin(), text.end());
    out_.parts.push_back(p);
  }
  void sealed(std::string_view name, ByteView inside, std::uint32_t most = ReadablePart::kUnknown) {
    out_.parts.push_back({.kind = ReadablePart::Kind::sealed, .length = size(inside), .inside = most, .name = name});
  }

  void alert(ByteView inside) {
    constexpr std::size_t kPlain = 2;
    if (inside.size() != kPlain || facts_.sealed) return sealed("Encrypted Alert", inside);
    std::string text{nameOf(kAlertLevels, inside[0])};
    const std::string_view what = nameOf(kAlerts, inside[1]);
    if (!text.empty() && !what.empty()) text += ", ";
    named("Alert", text += what);
  }

  void data(ByteView inside) {
    if (bareMac(facts_) != 0) {
      ReadablePart p{.kind = ReadablePart::Kind::body, .decoded = true};
      p.at = static_cast<std::uint32_t>(out_.decoded.size());
      p.length = static_cast<std::uint32_t>(inside.size() - std::min(inside.size(), bareMac(facts_)));
      out_.decoded.insert(out_.decoded.end(), inside.begin(), inside.begin() + p.length);
      out_.parts.push_back(p);
      return;
    }
    if (facts_.version == version::kTls13 && facts_.opening) return sealed("Encrypted Handshake (by position)", inside);
    const PlaintextLength n = plaintextLength(facts_, inside.size());
    sealed("Application Data", inside, n.known ? n.most : ReadablePart::kUnknown);
  }

  /// The handshake messages that were put together so far (RFC 8446 §4).
  void handshakes() {
    ByteView b{handshake_};
    while (b.size() >= kHandshakeHeader) {
      const std::size_t length = std::size_t{b[1]} << 16 | std::size_t{b[2]} << 8 | b[3];
      const bool whole = length <= b.size() - kHandshakeHeader;
      const ByteView body = b.subspan(kHandshakeHeader, std::min(length, b.size() - kHandshakeHeader));
      oneHandshake(b[0], body, whole);
      b = b.subspan(kHandshakeHeader + body.size());
    }
    handshake_.clear();
  }

  void oneHandshake(std::uint8_t type, ByteView body, bool whole) {
    const std::string_view name = nameOf(kHandshakeTypes, type);
    if (name.empty() || !whole) return sealed(name.empty() ? "Encrypted Handshake Message" : name, body);
    if (type == handshake::kClientHello) return named(name, serverName(body));
    if (type != handshake::kServerHello) return named(name);
    const ServerChoice choice = serverChoice(body);
    named(choice.retry ? std::string_view{"Hello Retry Request"} : name, agreed(body));
  }

  Facts facts_;
  ReadableParts& out_;
  std::vector<std::uint8_t> handshake_;
};

}  // namespace

void readableParts(ByteView bytes, std::uint64_t facts, ReadableParts& out) {
  if (plausibleV2Hello(bytes)) {
    out.parts.push_back({.kind = ReadablePart::Kind::named, .name = "Client Hello"});
    return;
  }
  Reader{Facts::unpacked(facts), out}.read(bytes);
}

}  // namespace pw::tls
