#include "dissectors/tls/tls_parts.h"

#include <array>
#include <cstring>

#include "core/walk/walk.h"
#include "dissectors/tls/tls_der.h"

namespace pw::tls {

using namespace der;

namespace {

/// Object identifiers that begin with `start` (X.690 §8.19); one more byte may follow where `more` says so.
struct PartOf {
  std::string_view start;
  bool more;
  Part part;
};

constexpr PartOf kParts[] = {
    {"\x55\x04", true, Part::attribute},                                  // 2.5.4
    {"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01", true, Part::attribute},      // 0.9.2342.19200300.100.1
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", false, Part::attribute},     // 1.2.840.113549.1.9.1: e-mail address
    {"\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01", true, Part::attribute},  // 1.3.6.1.4.1.311.60.2.1
    {"\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03", false, Part::attribute},  // 1.3.6.1.4.1.311.20.2.3: a user's name
    {"\x2b\x06\x01\x04\x01\x82\x37\x14\x02", false, Part::attribute},     // ... .20.2: a template's name
    {"\x2b\x06\x01\x04\x01\x82\x37\x15\x01", false, Part::attribute},     // ... .21.1: version of the issuer
    {"\x2b\x06\x01\x04\x01\x82\x37\x15\x02", false, Part::attribute},     // ... .21.2
    {"\x2b\x06\x01\x04\x01\x82\x37\x15\x04", false, Part::attribute},     // ... .21.4: time of the next list
    {"\x2b\x06\x01\x04\x01\x82\x37\x15", true, Part::extension},          // ... .21
    {"\x55\x1d", true, Part::extension},                                  // 2.5.29
    {"\x2a\x86\x48\x86\xf6\x7d\x07\x41", true, Part::extension},          // 1.2.840.113533.7.65
    {"\x2b\x06\x01\x05\x05\x07\x01\x01", false, Part::pkixImplicit},      // id-pe-authorityInfoAccess
    {"\x2b\x06\x01\x05\x05\x07\x01\x0b", false, Part::pkixImplicit},      // id-pe-subjectInfoAccess
    {"\x2b\x06\x01\x05\x05\x07\x01\x0c", false, Part::logotype},          // id-pe-logotype
    {"\x2b\x06\x01\x05\x05\x07\x01\x0e", false, Part::proxy},             // id-pe-proxyCertInfo
    {"\x2b\x06\x01\x05\x05\x07\x02\x01", false, Part::pkixExplicit},      // id-qt-cps
    {"\x2b\x06\x01\x05\x05\x07\x02\x02", false, Part::pkixImplicit},      // id-qt-unotice
    {"\x2b\x06\x01\x05\x05\x07\x30\x01", true, Part::status},             // id-pkix-ocsp
    {"\x2a\x86\x48\xce\x3d\x02\x01", false, Part::key},                   // id-ecPublicKey
    {"\x2a\x86\x48\xce\x3d\x01\x01", false, Part::key},                   // prime-field
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", false, Part::key},           // rsassa-pss
    {"\x2a\x86\x48\xce\x38\x04\x01", false, Part::algorithm},             // id-dsa
    {"\x60\x86\x48\x01\x86\xf8\x42\x01", true, Part::netscape},           // 2.16.840.1.113730.1
    {"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0f", false, Part::message},       // 1.2.840.113549.1.9.15: ciphers for mail
    {"\x2a\x86\x48\x86\xf7\x0d\x03", true, Part::message},                // 1.2.840.113549.3: one of those
    {"\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02", false, Part::timestamps},  // 1.3.6.1.4.1.11129.2.4.2
};

Part partOf(ByteView oid) noexcept {
  for (const PartOf& p : kParts) {
    const std::size_t n = p.start.size();
    if (oid.size() == n + (p.more ? 1 : 0) && std::memcmp(oid.data(), p.start.data(), n) == 0) return p.part;
  }
  return Part::count_;
}

/// Goes through a certificate in its own order.
class Parts {
 public:
  Parts(const Registry& registry, ProtocolStack& stack) : registry_(registry), stack_(stack) {}

  void certificate(Cursor c) {
    Element all = next(c, tag::kSequence);
    if (!c.ok()) return;
    Element content = next(all.content, tag::kSequence);
    Cursor& v = content.content;
    if (nextIs(v, tag::context(0))) next(v);
    next(v, tag::kInteger);
    algorithm(v);
    name(v);
    next(v, tag::kSequence);
    name(v);
    Element key = next(v, tag::kSequence);
    if (v.ok()) keyAlgorithm(key.content);
    while (v.more()) {
      Element e = next(v);
      if (v.ok() && e.tag == tag::context(3)) extensions(e.content);
    }
    if (all.content.ok()) algorithm(all.content);
  }

  /// A Name with its header.
  void name(Cursor& c) {
    Element sets = next(c, tag::kSequence);
    while (c.ok() && sets.content.more()) {
      Element set = next(sets.content, tag::kSet);
      while (sets.content.ok() && set.content.more()) {
        Element pair = next(set.content, tag::kSequence);
        if (set.content.ok()) chosen(pair.content);
      }
    }
  }

  /// RFC 6960 §4.2.1
  void response(Cursor c) {
    Element all = next(c, tag::kSequence);
    Cursor& v = all.content;
    next(v, tag::kEnumerated);
    if (!c.ok() || !nextIs(v, tag::context(0))) return;
    Element wrapped = next(v);
    Element typed = next(wrapped.content, tag::kSequence);
    if (!wrapped.content.ok() || chosen(typed.content) != Part::status) return;
    Element octets = next(typed.content, tag::kOctetString);
    Element basic = next(octets.content, tag::kSequence);
    if (!typed.content.ok() || !octets.content.ok()) return;
    Element data = next(basic.content, tag::kSequence);
    if (basic.content.ok()) responseData(data.content);
    algorithm(basic.content);
    next(basic.content, tag::kBitString);
    if (!nextIs(basic.content, tag::context(0))) return;
    Element certificates = next(basic.content);
    Element list = next(certificates.content, tag::kSequence);
    while (certificates.content.ok() && list.content.more()) one(list.content);
  }

 private:
  void push(Part part) {
    const ProtocolId id = registry_.attached(Table::part, static_cast<std::uint32_t>(part));
    if (id != ProtocolId::none) stack_.push(id);
  }

  /// An object identifier, behind which stands what it chooses. A layer without content is none.
  Part chosen(Cursor& c) {
    const Element id = next(c, tag::kOid);
    if (!c.ok()) return Part::count_;
    const Part part = partOf(id.content.peekRest());
    if (part != Part::count_ && c.more()) push(part);
    return part;
  }

  void algorithm(Cursor& c) {
    Element e = next(c, tag::kSequence);
    if (c.ok()) chosen(e.content);
  }

  /// A curve may be told by its numbers: the kind of its field is chosen in there (RFC 3279 §2.3.5).
  void keyAlgorithm(Cursor& c) {
    Element e = next(c, tag::kSequence);
    if (!c.ok() || chosen(e.content) != Part::key || !nextIs(e.content, tag::kSequence)) return;
    Element curve = next(e.content);
    next(curve.content, tag::kInteger);
    algorithm(curve.content);
  }

  void one(Cursor& list) {
    const Cursor before = list;
    const Element e = next(list);
    if (!list.ok()) return;
    Cursor all = before;
    certificate(all.sub(e.length()));
  }

  void extensions(Cursor& c) {
    Element list = next(c, tag::kSequence);
    while (c.ok() && list.content.more()) extension(list.content);
  }

  void extension(Cursor& c) {
    Element e = next(c, tag::kSequence);
    Cursor& v = e.content;
    const Element id = next(v, tag::kOid);
    if (!c.ok() || !v.ok()) return;
    if (nextIs(v, tag::kBoolean)) next(v);
    Element value = next(v, tag::kOctetString);
    if (!v.ok()) return;
    const ByteView oid = id.content.peekRest();
    const Part part = partOf(oid);
    if (part == Part::count_) return;
    push(part);
    if (part == Part::extension) inside(oid.back(), value.content);
    else if (part == Part::pkixImplicit) accesses(value.content);
    else if (part == Part::message) algorithms(value.content);
  }

  void algorithms(Cursor c) {
    Element all = next(c, tag::kSequence);
    while (c.ok() && all.content.more()) algorithm(all.content);
  }

  /// Extensions of X.509 with names or policies in them (RFC 5280 §4.2.1).
  void inside(std::uint8_t which, Cursor c) {
    constexpr std::uint8_t kSubjectNames = 17, kIssuerNames = 18, kPoints = 31, kPolicies = 32, kAuthorityKey = 35;
    Element all = next(c, tag::kSequence);
    if (!c.ok()) return;
    switch (which) {
      case kSubjectNames:
      case kIssuerNames: names(all.content); break;
      case kPoints:
        while (all.content.more()) {
          Element point = next(all.content, tag::kSequence);
          if (all.content.ok()) distribution(point.content);
        }
        break;
      case kPolicies:
        while (all.content.more()) {
          Element policy = next(all.content, tag::kSequence);
          if (all.content.ok()) qualifiers(policy.content);
        }
        break;
      case kAuthorityKey:
        while (all.content.more()) {
          Element e = next(all.content);
          if (all.content.ok() && e.tag == tag::context(1)) names(e.content);
        }
        break;
      default: break;
    }
  }

  void names(Cursor& c) {
    while (c.more()) {
      Element e = next(c);
      if (!c.ok()) return;
      if (e.tag == tag::context(4)) name(e.content);
      if (e.tag == tag::context(0)) chosen(e.content);
    }
  }

  void distribution(Cursor& c) {
    while (c.more()) {
      Element e = next(c);
      if (!c.ok()) return;
      if (e.tag == tag::context(2)) names(e.content);
      if (e.tag != tag::context(0) || !nextIs(e.content, tag::context(0))) continue;
      Element full = next(e.content);
      names(full.content);
    }
  }

  void qualifiers(Cursor& c) {
    next(c, tag::kOid);
    if (!c.more()) return;
    Element list = next(c, tag::kSequence);
    while (c.ok() && list.content.more()) algorithm(list.content);
  }

  void accesses(Cursor c) {
    Element all = next(c, tag::kSequence);
    while (c.ok() && all.content.more()) {
      Element access = next(all.content, tag::kSequence);
      if (!all.content.ok()) return;
      next(access.content, tag::kOid);
      names(access.content);
    }
  }

  void responseData(Cursor& d) {
    if (nextIs(d, tag::context(0))) next(d);
    if (nextIs(d, tag::context(1))) {
      Element responder = next(d);
      name(responder.content);
    } else {
      next(d);
    }
    next(d, tag::kGeneralizedTime);
    Element answers = next(d, tag::kSequence);
    while (d.ok() && answers.content.more()) answer(answers.content);
    if (!nextIs(d, tag::context(1))) return;
    Element more = next(d);
    extensions(more.content);
  }

  /// SingleResponse
  void answer(Cursor& c) {
    Element all = next(c, tag::kSequence);
    Cursor& v = all.content;
    Element id = next(v, tag::kSequence);
    if (!c.ok() || !v.ok()) return;
    algorithm(id.content);
    while (v.more()) {
      Element e = next(v);
      // The first [1] may be the word itself: it is revoked.
      if (v.ok() && e.tag == tag::context(1) && nextIs(e.content, tag::kSequence)) extensions(e.content);
    }
  }

  const Registry& registry_;
  ProtocolStack& stack_;
};

void certificates(Parts& parts, Cursor& c, bool tls13) {
  if (tls13) c.skip(c.u8());
  Cursor all = c.sub(c.u24());
  while (c.ok() && all.more()) {
    const Cursor one = all.sub(all.u24());
    if (all.ok()) parts.certificate(one);
    if (tls13) all.skip(all.u16());
  }
}

void authorities(Parts& parts, Cursor& c, const Facts& facts) {
  c.skip(c.u8());
  if (facts.version >= version::kTls12) c.skip(c.u16());
  Cursor all = c.sub(c.u16());
  while (c.ok() && all.more()) {
    Cursor one = all.sub(all.u16());
    if (all.ok()) parts.name(one);
  }
}

void statuses(Parts& parts, Cursor& c) {
  constexpr std::uint8_t kSeveral = 2;
  Cursor all = c.u8() == kSeveral ? c.sub(c.u24()) : c;
  while (all.more()) {
    const Cursor one = all.sub(all.u24());
    if (all.ok()) parts.response(one);
  }
}

struct Nothing {
  template <class Sink>
  static void walk(Walk<Sink>&, Cursor&) {}
};

template <Part P>
constexpr std::array kAttach{Attach{Table::part, static_cast<std::uint32_t>(P)}};

/// A layer that is only counted.
template <Part P>
constexpr Protocol layer(std::string_view name, std::string_view shortName, std::span<const FieldDef> table) {
  return {name,
          shortName,
          table[0].label,
          table,
          kAttach<P>,
          &Nothing::walk<SummarySink>,
          &Nothing::walk<RowSink>,
          &Nothing::walk<FieldSink>};
}

consteval std::array<FieldDef, 1> row(std::string_view name, std::string_view title, std::string_view help) {
  return {field(Part{}, name, title, Kind::protocol, Base::none, help)};
}

constexpr auto kX509SatRow = row("x509sat", "X.509 Selected Attribute Types", "A part of a name (RFC 5280 §A.1)");
constexpr auto kX509CeRow = row("x509ce", "X.509 Certificate Extensions", "An extension (RFC 5280 §4.2.1)");
constexpr auto kX509AfRow = row("x509af", "X.509 Authentication Framework", "Numbers of a DSA key (RFC 3279 §2.3.2)");
constexpr auto kImplicitRow = row("pkix1implicit", "PKIX1Implicit", "An extension for the Internet (RFC 5280 §4.2.2)");
constexpr auto kExplicitRow = row("pkix1explicit", "PKIX1Explicit", "Where a policy is told (RFC 5280 §4.2.1.4)");
constexpr auto kPkcs1Row = row("pkcs-1", "PKCS#1", "What a key or signature is made with (RFC 8017, RFC 5480)");
constexpr auto kOcspRow = row("ocsp", "Online Certificate Status Protocol", "An answer on a certificate (RFC 6960)");
constexpr auto kNetscapeRow = row("ns_cert_exts", "NetScape Certificate Extensions", "An extension of old browsers");
constexpr auto kCmsRow = row("cms", "Cryptographic Message Syntax", "What a holder of the key can read (RFC 5652)");
constexpr auto kLogotypeRow = row("logotypecertextn", "Logotype Certificate Extensions", "A picture (RFC 3709)");
constexpr auto kProxyRow = row("pkixproxy", "PKIXProxy (RFC3820)", "The key acts for another one (RFC 3820 §3.8)");

}  // namespace

constexpr Protocol kX509Sat = layer<Part::attribute>("x509sat", "X509SAT", kX509SatRow);
constexpr Protocol kX509Ce = layer<Part::extension>("x509ce", "X509CE", kX509CeRow);
constexpr Protocol kX509Af = layer<Part::algorithm>("x509af", "X509AF", kX509AfRow);
constexpr Protocol kPkixImplicit = layer<Part::pkixImplicit>("pkix1implicit", "PKIX1IMPLICIT", kImplicitRow);
constexpr Protocol kPkixExplicit = layer<Part::pkixExplicit>("pkix1explicit", "PKIX1EXPLICIT", kExplicitRow);
constexpr Protocol kPkcs1 = layer<Part::key>("pkcs-1", "PKCS-1", kPkcs1Row);
constexpr Protocol kOcsp = layer<Part::status>("ocsp", "OCSP", kOcspRow);
constexpr Protocol kNetscape = layer<Part::netscape>("ns_cert_exts", "NS_CERT_EXTS", kNetscapeRow);
constexpr Protocol kCms = layer<Part::message>("cms", "CMS", kCmsRow);
constexpr Protocol kLogotype = layer<Part::logotype>("logotypecertextn", "LogotypeCertExtn", kLogotypeRow);
constexpr Protocol kProxy = layer<Part::proxy>("pkixproxy", "PKIXPROXY", kProxyRow);

void pushParts(const Registry& registry, ProtocolStack& stack, std::uint8_t type, ByteView body, const Facts& facts) {
  Parts parts{registry, stack};
  Cursor c{body, body.size()};
  const bool tls13 = facts.version == version::kTls13;
  if (type == handshake::kCertificate) certificates(parts, c, tls13);
  else if (type == handshake::kCertificateRequest && !tls13) authorities(parts, c, facts);
  else if (type == handshake::kCertificateStatus) statuses(parts, c);
}

}  // namespace pw::tls
