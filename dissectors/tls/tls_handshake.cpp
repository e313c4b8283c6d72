// Bodies of handshake messages (RFC 8446 §4, RFC 5246 §7.4).
#include <algorithm>
#include <iterator>
#include <vector>

#include "dissectors/tls/tls_names.h"
#include "dissectors/tls/tls_suites.h"
#include "dissectors/tls/tls_tree.h"

namespace pw::tls {

namespace {

bool contains(std::string_view text, std::string_view part) noexcept {
  return text.find(part) != std::string_view::npos;
}

/// What is wrong with a suite, worst first (RFC 9325 §4.1).
void weakSuite(Tree& w, std::uint32_t at, std::uint16_t suite) {
  const std::string_view name = nameOf(kSuites, suite);
  const auto has = [name](std::string_view part) { return contains(name, part); };
  if (has("_WITH_NULL_")) note<F::suiteNull>(w, at, 2);
  else if (has("_EXPORT") || has("_RC2_") || has("_DES_CBC") || has("_DES40_")) note<F::suiteShortKey>(w, at, 2);
  else if (has("_RC4_")) note<F::suiteRc4>(w, at, 2);
  else if (has("_3DES_")) note<F::suiteTripleDes>(w, at, 2);
  if (has("_anon_")) note<F::suiteAnonymous>(w, at, 2);
}

/// Keys are sent under the server's own key, or come from it alone.
bool lacksForwardSecrecy(std::uint16_t suite) noexcept {
  const std::string_view name = nameOf(kSuites, suite);
  return name.starts_with("TLS_RSA_WITH_") || name.starts_with("TLS_DH_RSA") || name.starts_with("TLS_DH_DSS") ||
         name.starts_with("TLS_ECDH_RSA") || name.starts_with("TLS_ECDH_ECDSA");
}

std::uint16_t readVersion(Tree& w, Cursor& c) {
  const std::uint16_t v = read<F::handshakeVersion>(w, c);
  return v;
}

void weakVersion(Tree& w, std::uint32_t at, std::uint16_t v) {
  if (v <= version::kTls11 && v != version::kUnknown) note<F::weakVersion>(w, at, 2);
}

/// `timed`: up to TLS 1.2 the first four bytes were a time once.
ByteView random(Tree& w, Cursor& c, bool timed) {
  constexpr std::size_t kBytes = 32;
  Cursor parts = c;
  const ByteView all = readBytes<F::random>(w, c, kBytes);
  if (!c.ok() || !timed) return all;
  Under<FieldSink> under{w, w.lastNode()};
  const std::uint32_t at = parts.offset();
  add<F::randomTime>(w, at, 4, std::uint64_t{loadBe<std::uint32_t>(all.data())} * 1'000'000'000u);
  parts.skip(4);
  readBytes<F::randomBytes>(w, parts, kBytes - 4);
  return all;
}

/// RFC 8446 §4.1.3: a server that can do TLS 1.3, or 1.2, says so where it agrees on less.
constexpr std::size_t kDowngradeAt = 24;
bool tellsDowngrade(ByteView random) noexcept {
  constexpr std::uint8_t kWords[] = {'D', 'O', 'W', 'N', 'G', 'R', 'D'};
  return random.size() == kDowngradeAt + 8 && random.back() <= 1 &&
         std::equal(std::begin(kWords), std::end(kWords), random.begin() + kDowngradeAt);
}

void sessionId(Tree& w, Cursor& c) {
  constexpr std::size_t kMost = 32;
  const std::uint32_t at = c.offset();
  const ByteView id = opaque<F::sessionIdLength, F::sessionId>(w, c);
  if (id.size() > kMost) note<F::sessionIdError>(w, at, 1);
}

void suites(Tree& w, Cursor& c) {
  Cursor all = list<F::suitesLength>(w, c);
  group<F::suites>(w, all, 2, "Cipher Suites", " suite", " suites", [&](Cursor& one) {
    const std::uint32_t at = one.offset();
    const std::uint16_t suite = read<F::suite>(w, one);
    const NodeId node = w.lastNode();
    if (!isGrease(suite)) return;
    Under<FieldSink> under{w, node};
    note<F::grease>(w, at, 2);
  });
}

void compressions(Tree& w, Cursor& c) {
  Cursor all = list<F::compressionsLength>(w, c);
  group<F::compressions>(w, all, 1, "Compression Methods", " method", " methods",
                         [&](Cursor& one) { read<F::compression>(w, one); });
}

void clientHello(Tree& w, Cursor& c) {
  const ByteView body = c.peekRest();
  const std::uint32_t at = c.offset();
  const std::uint16_t v = readVersion(w, c);
  weakVersion(w, at, v);
  random(w, c, true);
  sessionId(w, c);
  suites(w, c);
  compressions(w, c);
  if (c.more()) walkExtensions(w, c, Where::clientHello);
  addClientFingerprints(w, body);
}

void serverHello(Tree& w, Cursor& c) {
  const ByteView body = c.peekRest();
  const ServerChoice choice = serverChoice(body);
  const std::uint32_t at = c.offset();
  const std::uint16_t v = readVersion(w, c);
  weakVersion(w, at, v);
  const std::uint32_t randomAt = c.offset();
  const ByteView bytes = random(w, c, choice.version != version::kTls13);
  if (tellsDowngrade(bytes)) note<F::downgraded>(w, randomAt + kDowngradeAt, 8);
  const bool draft = isEarlyDraft(v);
  if (!draft) sessionId(w, c);
  const std::uint32_t suiteAt = c.offset();
  const std::uint16_t suite = read<F::suite>(w, c);
  if (c.ok()) weakSuite(w, suiteAt, suite);
  if (c.ok() && lacksForwardSecrecy(suite)) note<F::noForwardSecrecy>(w, suiteAt, 2);
  if (!draft) read<F::compression>(w, c);
  if (c.more()) walkExtensions(w, c, choice.retry ? Where::retry : Where::serverHello);
  addServerFingerprints(w, body);
}

void oneCertificate(Tree& w, Cursor& c, const Standing& standing) {
  Cursor one = list<F::certificateLength>(w, c);
  if (one.left() == 0) return;
  Cursor inside = one;
  readBytes<F::certificate>(w, one, one.left());
  Under<FieldSink> under{w, w.lastNode()};
  walkCertificate(w, inside, standing);
}

/// The certificates of a list, as far as they are there.
std::vector<ByteView> split(Cursor all, const Facts& facts) {
  std::vector<ByteView> out;
  while (all.more() && out.size() < kMaxChain) {
    const ByteView one = all.bytes(all.u24());
    if (facts.version == version::kTls13) all.skip(all.u16());
    if (all.ok()) out.push_back(one);
  }
  return out;
}

/// Checking signatures takes longer than all the rest.
bool wantsLinks(Tree& w) {
  for (const F f : {F::forged, F::selfSigned, F::wrongOrder, F::issuerAbsent, F::alone, F::weakSignature})
    if (w.sink().wants(w.idOf(static_cast<std::uint16_t>(f)))) return true;
  return false;
}

void certificates(Tree& w, Cursor& c, const Facts& facts) {
  const bool tls13 = facts.version == version::kTls13;
  if (tls13) opaque<F::requestContextLength, F::requestContext>(w, c);
  Cursor all = list<F::certificatesLength>(w, c);
  if (all.left() == 0) return;
  const NodeId node = add<F::certificates>(w, all.offset(), static_cast<std::uint32_t>(all.left()), 0);
  label(w, node, [&](TextOut& t) { t.add("Certificates (").dec(all.wireLeft()).add(" bytes)"); });
  Under<FieldSink> under{w, node};
  const std::vector<Link> links = wantsLinks(w) ? linksOf(split(all, facts)) : std::vector<Link>{};
  for (std::size_t i = 0; all.more(); ++i) {
    Standing s;
    s.first = i == 0;
    if (s.first) s.name = facts.name;
    s.listed = i < links.size();
    s.last = i + 1 == links.size();
    if (s.listed) s.link = links[i];
    oneCertificate(w, all, s);
    if (tls13 && all.ok()) walkExtensions(w, all, Where::certificate);
  }
  finish(w, all);
}

/// A signature with its algorithm before it from TLS 1.2 on.
template <auto Length, auto Bytes>
void signature(Tree& w, Cursor& c, const Facts& facts) {
  if (facts.version >= version::kTls12) walkSignatureAlgorithm(w, c);
  opaque<Length, Bytes>(w, c);
}

bool names(const Facts& facts, std::string_view part) noexcept { return contains(nameOf(kSuites, facts.suite), part); }

void serverKeyExchange(Tree& w, Cursor& c, const Facts& facts) {
  if (names(facts, "PSK")) opaque<F::hintLength, F::hint>(w, c);
  if (names(facts, "ECDH")) {
    const std::uint8_t kind = read<F::curveType>(w, c);
    constexpr std::uint8_t kNamed = 3;
    if (kind != kNamed) {
      if (c.more()) readBytes<F::handshakeData>(w, c, c.left());
      return;
    }
    read<F::namedCurve>(w, c);
    opaque<F::serverPointLength, F::serverPoint>(w, c);
  } else if (names(facts, "_DH")) {
    opaque<F::primeLength, F::prime>(w, c);
    opaque<F::generatorLength, F::generator>(w, c);
    opaque<F::serverPublicLength, F::serverPublic>(w, c);
  } else if (names(facts, "TLS_RSA_EXPORT")) {
    opaque<F::modulusLength, F::modulus>(w, c);
    opaque<F::exponentLength, F::exponent>(w, c);
  } else if (!names(facts, "PSK")) {
    if (c.more()) readBytes<F::handshakeData>(w, c, c.left());
    return;
  }
  // Without certificates (anonymous, shared keys) nothing is signed.
  if (c.more()) signature<F::signatureLength, F::signature>(w, c, facts);
}

void clientKeyExchange(Tree& w, Cursor& c, const Facts& facts) {
  if (names(facts, "PSK")) opaque<F::identityLength, F::identity>(w, c);
  if (names(facts, "ECDH")) opaque<F::clientPointLength, F::clientPoint>(w, c);
  else if (names(facts, "_DH")) opaque<F::clientPublicLength, F::clientPublic>(w, c);
  else if (names(facts, "RSA") && facts.version == version::kSsl3) readBytes<F::secret>(w, c, c.left());
  else if (names(facts, "RSA")) opaque<F::secretLength, F::secret>(w, c);
  else if (c.more()) readBytes<F::handshakeData>(w, c, c.left());
}

void certificateRequest(Tree& w, Cursor& c, const Facts& facts) {
  if (facts.version == version::kTls13) {
    opaque<F::requestContextLength, F::requestContext>(w, c);
    walkExtensions(w, c, Where::request);
    return;
  }
  Cursor types = list<F::certTypesCount>(w, c);
  group<F::certTypes>(w, types, 1, "Certificate types", " type", " types",
                      [&](Cursor& one) { read<F::certType>(w, one); });
  if (facts.version >= version::kTls12) {
    Cursor algorithms = list<F::signaturesLength>(w, c);
    group<F::signatures>(w, algorithms, 2, "Signature Hash Algorithms", " algorithm", " algorithms",
                         [&](Cursor& one) { walkSignatureAlgorithm(w, one); });
  }
  Cursor all = list<F::namesLength>(w, c);
  if (all.left() == 0) return;
  const NodeId node = add<F::names>(w, all.offset(), static_cast<std::uint32_t>(all.left()), 0);
  Under<FieldSink> under{w, node};
  while (all.more()) {
    Cursor one = list<F::nameLength>(w, all);
    const NodeId name = add<F::name>(w, one.offset(), static_cast<std::uint32_t>(one.left()), 0);
    Under<FieldSink> inside{w, name};
    walkName(w, one);
  }
  finish(w, all);
}

void newSessionTicket(Tree& w, Cursor& c, const Facts& facts) {
  read<F::ticketLifetime>(w, c);
  if (facts.version == version::kTls13) {
    read<F::ticketAgeAdd>(w, c);
    opaque<F::ticketNonceLength, F::ticketNonce>(w, c);
  }
  opaque<F::ticketLength, F::ticket>(w, c);
  if (facts.version == version::kTls13 && c.ok()) walkExtensions(w, c, Where::ticket);
}

void certificateStatus(Tree& w, Cursor& c) {
  constexpr std::uint8_t kSeveral = 2;
  const std::uint8_t type = read<F::statusType>(w, c);
  Cursor all = type == kSeveral ? list<F::ocspListLength>(w, c) : c.sub(c.wireLeft());
  while (all.more()) {
    Cursor one = list<F::ocspLength>(w, all);
    if (one.left() == 0) continue;
    Cursor inside = one;
    readBytes<F::ocspResponse>(w, one, one.left());
    Under<FieldSink> under{w, w.lastNode()};
    walkOcspResponse(w, inside);
  }
  finish(w, all);
}

void compressedCertificate(Tree& w, Cursor& c) {
  read<F::certCompression>(w, c);
  read<F::certUncompressedLength>(w, c);
  opaque<F::certCompressedLength, F::certCompressed>(w, c);
}

}  // namespace

void walkHandshake(Tree& w, std::uint8_t type, Cursor c, const Facts& facts) {
  switch (type) {
    case handshake::kHelloRequest:
    case handshake::kServerHelloDone: break;
    case handshake::kClientHello: clientHello(w, c); break;
    case handshake::kServerHello: serverHello(w, c); break;
    case handshake::kNewSessionTicket: newSessionTicket(w, c, facts); break;
    case handshake::kEncryptedExtensions: walkExtensions(w, c, Where::encryptedExtensions); break;
    case handshake::kCertificate: certificates(w, c, facts); break;
    case handshake::kServerKeyExchange: serverKeyExchange(w, c, facts); break;
    case handshake::kCertificateRequest: certificateRequest(w, c, facts); break;
    case handshake::kCertificateVerify: signature<F::verifyLength, F::verify>(w, c, facts); break;
    case handshake::kClientKeyExchange: clientKeyExchange(w, c, facts); break;
    case handshake::kFinished:
      add<F::verifyData>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
      c.rest();
      break;
    case handshake::kCertificateStatus: certificateStatus(w, c); break;
    case handshake::kKeyUpdate: read<F::keyUpdate>(w, c); break;
    case handshake::kCompressedCertificate: compressedCertificate(w, c); break;
    default:
      if (c.left() != 0) readBytes<F::handshakeData>(w, c, c.left());
  }
  finish(w, c);
}

}  // namespace pw::tls
