// Certificates (RFC 5280) and status responses (RFC 6960), as far as they say who, until when and with which key.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "dissectors/tls/tls_der.h"
#include "dissectors/tls/tls_tree.h"

namespace pw::tls {

using namespace der;

namespace {

template <auto Field>
NodeId whole(Tree& w, const Element& e) {
  return add<Field>(w, e.at, e.length(), 0);
}

/// Adds an object identifier with its word; returns its dotted form.
template <auto Field>
std::string oid(Tree& w, Cursor& c) {
  const Element e = next(c, tag::kOid);
  if (!c.ok()) return {};
  std::string text = oidText(e.content.peekRest());
  const NodeId node = addText<Field>(w, e.at, e.length(), text);
  const std::string_view word = wordOf(text);
  if (!word.empty())
    label(w, node, [&](TextOut& t) { t.add(kDef<Field>.label).add(": ").add(text).add(" (").add(word).add(')'); });
  return text;
}

template <auto Field>
void text(Tree& w, const Element& e) {
  add<Field>(w, e.content.offset(), static_cast<std::uint32_t>(e.content.left()), 0);
}

/// UTF-16 in big-endian order, as UTF-8.
std::string fromBmp(ByteView b) {
  std::string s;
  for (std::size_t i = 0; i + 1 < b.size(); i += 2) {
    const unsigned v = unsigned{b[i]} << 8 | b[i + 1];
    if (v < 0x80) {
      s += static_cast<char>(v);
    } else if (v < 0x800) {
      s += {static_cast<char>(0xc0 | v >> 6), static_cast<char>(0x80 | (v & 63))};
    } else {
      s += {static_cast<char>(0xe0 | v >> 12), static_cast<char>(0x80 | (v >> 6 & 63)),
            static_cast<char>(0x80 | (v & 63))};
    }
  }
  return s;
}

/// Attributes whose values are not a choice of strings (X.520): Wireshark shows them under keys of their own.
bool isCountry(std::string_view oid) noexcept { return oid == "2.5.4.6" || oid == "1.3.6.1.4.1.311.60.2.1.3"; }
bool isPlainString(std::string_view oid) noexcept {
  return oid == "2.5.4.5" || oid == "2.5.4.46" || oid == "1.2.840.113549.1.9.1" ||
         oid == "0.9.2342.19200300.100.1.25" || wordOf(oid).empty();
}

void attributeValue(Tree& w, std::string_view oid, const Element& e) {
  if (isCountry(oid)) return text<F::countryName>(w, e);
  if (isPlainString(oid)) return text<F::otherString>(w, e);
  switch (e.tag) {
    case tag::kUtf8: text<F::utf8String>(w, e); break;
    case tag::kPrintable: text<F::printableString>(w, e); break;
    case tag::kTeletex: text<F::teletexString>(w, e); break;
    case tag::kBmp:
      addText<F::bmpString>(w, e.content.offset(), static_cast<std::uint32_t>(e.content.left()),
                            fromBmp(e.content.peekRest()));
      break;
    default: text<F::otherString>(w, e);
  }
}

/// One attribute with its value: "id-at-commonName=shop.example".
void attribute(Tree& w, Cursor& set, std::string& line) {
  Element pair = next(set, tag::kSequence);
  if (!set.ok()) return;
  const NodeId node = whole<F::rdn>(w, pair);
  Under<FieldSink> under{w, node};
  Cursor& c = pair.content;
  const std::string kind = oid<F::attributeId>(w, c);
  const Element value = next(c);
  if (!c.ok()) return finish(w, c);
  attributeValue(w, kind, value);
  const std::string_view word = wordOf(kind);
  std::string own;
  TextOut{own}.add(word.empty() ? std::string_view{kind} : word).add('=').printable(value.content.peekRest());
  label(w, node, [&](TextOut& t) { t.add("RelativeDistinguishedName item (").add(own).add(')'); });
  constexpr std::size_t kMostText = 1024;
  if (line.size() < kMostText) line = line.empty() ? own : own + "," + line;
  finish(w, c);
}

/// Content of a Name's SEQUENCE. Returns its parts, last one first, as Wireshark writes them.
std::string nameParts(Tree& w, Cursor& c) {
  std::string line;
  while (c.more()) {
    Element set = next(c, tag::kSet);
    while (c.ok() && set.content.more()) attribute(w, set.content, line);
    if (!set.content.ok()) finish(w, set.content);
  }
  finish(w, c);
  return line;
}

template <auto Field>
void named(Tree& w, Cursor& c, std::string_view title) {
  Element e = next(c, tag::kSequence);
  if (!c.ok()) return;
  const NodeId node = whole<Field>(w, e);
  Under<FieldSink> under{w, node};
  const std::string line = nameParts(w, e.content);
  label(w, node, [&](TextOut& t) {
    const ByteView words{reinterpret_cast<const std::uint8_t*>(line.data()), line.size()};
    t.add(title).add(" (").printable(words).add(')');
  });
}

// ---- general names (RFC 5280 §4.2.1.6) ----

void generalName(Tree& w, Cursor& c) {
  Element e = next(c);
  if (!c.ok()) return;
  Cursor& v = e.content;
  switch (e.tag) {
    case tag::context(1, false): text<F::mailName>(w, e); break;
    case tag::context(2, false): text<F::dnsName>(w, e); break;
    case tag::context(6, false): text<F::uriName>(w, e); break;
    case tag::context(7, false):
      if (v.left() == 4) read<F::ip4Name>(w, v);
      else if (v.left() == 16) readBytes<F::ip6Name>(w, v, 16);
      else text<F::derUnparsed>(w, e);
      break;
    case tag::context(4): {
      Element name = next(v, tag::kSequence);
      if (v.ok()) nameParts(w, name.content);
      else whole<F::derUnparsed>(w, e);
      break;
    }
    default: whole<F::derUnparsed>(w, e);
  }
}

void generalNames(Tree& w, Cursor c) {
  while (c.more()) generalName(w, c);
  finish(w, c);
}

// ---- extensions (RFC 5280 §4.2) ----

void authorityKey(Tree& w, Cursor& c) {
  Element all = next(c, tag::kSequence);
  Cursor& v = all.content;
  while (c.ok() && v.more()) {
    Element e = next(v);
    if (!v.ok()) break;
    if (e.tag == tag::context(0, false)) text<F::authorityKeyId>(w, e);
    else if (e.tag == tag::context(1)) generalNames(w, e.content);
    else whole<F::derUnparsed>(w, e);
  }
}

/// Names in distribution points: DistributionPointName.fullName and CRLIssuer.
void distributionPoints(Tree& w, Cursor& c) {
  Element all = next(c, tag::kSequence);
  while (c.ok() && all.content.more()) {
    Element point = next(all.content, tag::kSequence);
    Cursor& v = point.content;
    while (all.content.ok() && v.more()) {
      Element e = next(v);
      if (!v.ok()) break;
      if (e.tag == tag::context(0) && nextIs(e.content, tag::context(0))) generalNames(w, next(e.content).content);
      else if (e.tag == tag::context(2)) generalNames(w, e.content);
      else whole<F::derUnparsed>(w, e);
    }
  }
}

void nameConstraints(Tree& w, Cursor& c) {
  Element all = next(c, tag::kSequence);
  while (c.ok() && all.content.more()) {
    Element trees = next(all.content);
    while (all.content.ok() && trees.content.more()) {
      Element tree = next(trees.content, tag::kSequence);
      if (trees.content.ok()) generalName(w, tree.content);
    }
  }
}

void keyPurposes(Tree& w, Cursor& c) {
  Element all = next(c, tag::kSequence);
  while (c.ok() && all.content.more()) oid<F::keyPurpose>(w, all.content);
}

/// RFC 5280 §4.2.2.1
void authorityInfo(Tree& w, Cursor& c) {
  Element all = next(c, tag::kSequence);
  while (c.ok() && all.content.more()) {
    Element one = next(all.content, tag::kSequence);
    if (!all.content.ok()) return;
    oid<F::accessMethod>(w, one.content);
    generalName(w, one.content);
  }
}

void logTimestamps(Tree& w, Cursor& c) {
  Element octets = next(c, tag::kOctetString);
  if (c.ok()) walkTimestamps(w, octets.content);
}

void basicConstraints(Tree& w, Cursor& c) {
  Element all = next(c, tag::kSequence);
  if (!nextIs(all.content, tag::kBoolean)) return;
  const Element flag = next(all.content);
  add<F::isAuthority>(w, flag.at, flag.length(), flag.content.peek() != 0 ? 1 : 0);
}

void keyUsage(Tree& w, Cursor& c) {
  const Element bits = next(c, tag::kBitString);
  Cursor v = bits.content;
  v.skip(1);
  if (c.ok() && v.left() != 0) readBytes<F::keyUsage>(w, v, v.left());
}

void subjectKey(Tree& w, Cursor& c) {
  const Element id = next(c, tag::kOctetString);
  if (c.ok()) text<F::subjectKeyId>(w, id);
}

void extensionValue(Tree& w, std::string_view id, Cursor c) {
  if (id == "2.5.29.14") subjectKey(w, c);
  else if (id == "2.5.29.15") keyUsage(w, c);
  else if (id == "2.5.29.17" || id == "2.5.29.18") generalNames(w, next(c, tag::kSequence).content);
  else if (id == "2.5.29.19") basicConstraints(w, c);
  else if (id == "2.5.29.30") nameConstraints(w, c);
  else if (id == "2.5.29.31") distributionPoints(w, c);
  else if (id == "2.5.29.35") authorityKey(w, c);
  else if (id == "2.5.29.37") keyPurposes(w, c);
  else if (id == "1.3.6.1.5.5.7.1.1") authorityInfo(w, c);
  else if (id == "1.3.6.1.4.1.11129.2.4.2") logTimestamps(w, c);
  else if (c.left() != 0) readBytes<F::extensionValue>(w, c, c.left());
}

void extension(Tree& w, Cursor& c) {
  Element e = next(c, tag::kSequence);
  if (!c.ok()) return;
  const NodeId node = whole<F::certExtension>(w, e);
  Under<FieldSink> under{w, node};
  Cursor& v = e.content;
  const std::string id = oid<F::extensionId>(w, v);
  if (nextIs(v, tag::kBoolean)) {
    const Element flag = next(v);
    add<F::critical>(w, flag.at, flag.length(), flag.content.peek() != 0 ? 1 : 0);
  }
  const Element value = next(v, tag::kOctetString);
  if (v.ok()) extensionValue(w, id, value.content);
  finish(w, v);
  const std::string_view word = wordOf(id);
  label(w, node, [&](TextOut& t) { t.add("Extension (").add(word.empty() ? std::string_view{id} : word).add(')'); });
}

void extensions(Tree& w, Cursor& c) {
  Element list = next(c, tag::kSequence);
  const NodeId node = whole<F::extensions>(w, list);
  Under<FieldSink> under{w, node};
  while (c.ok() && list.content.more()) extension(w, list.content);
  finish(w, list.content);
}

// ---- the certificate ----

/// Seconds since 1970 of a date in the Gregorian calendar.
std::int64_t epoch(std::int64_t year, unsigned month, unsigned day, std::int64_t seconds) {
  const std::int64_t y = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = y / 400, yoe = y - era * 400;
  const std::int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return (era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468) * 86400 + seconds;
}

struct Moment {
  bool known = false;
  std::int64_t seconds = 0;
};

/// A limit of the validity, "YYMMDDhhmmssZ" or "YYYYMMDDhhmmssZ" (RFC 5280 §4.1.2.5).
Moment moment(Tree& w, Cursor& c) {
  const Element e = next(c);
  if (!c.ok()) return {};
  const ByteView b = e.content.peekRest();
  const std::size_t yearDigits = e.tag == tag::kGeneralizedTime ? 4 : 2;
  const bool fits = b.size() == yearDigits + 11 && b.back() == 'Z' &&
                    std::all_of(b.begin(), b.end() - 1, [](std::uint8_t d) { return d >= '0' && d <= '9'; });
  if (!fits || (e.tag != tag::kUtcTime && e.tag != tag::kGeneralizedTime)) {
    whole<F::derUnparsed>(w, e);
    return {};
  }
  const auto number = [&](std::size_t at, std::size_t n) {
    unsigned v = 0;
    for (std::size_t i = at; i < at + n; ++i) v = v * 10 + (b[i] - unsigned{'0'});
    return v;
  };
  unsigned year = number(0, yearDigits);
  if (yearDigits == 2) year += year < 50 ? 2000 : 1900;
  const std::size_t at = yearDigits;
  const unsigned month = number(at, 2), day = number(at + 2, 2);
  const unsigned hour = number(at + 4, 2), minute = number(at + 6, 2), second = number(at + 8, 2);
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    whole<F::derUnparsed>(w, e);
    return {};
  }
  const std::int64_t s = epoch(year, month, day, std::int64_t{hour} * 3600 + minute * 60 + second);
  if (yearDigits == 4) {
    constexpr std::int64_t kMost = INT64_MAX / 1'000'000'000;
    add<F::generalizedTime>(w, e.at, e.length(), static_cast<std::uint64_t>(std::min(s, kMost) * 1'000'000'000));
  } else {
    std::string line;
    TextOut out{line};
    out.dec(year).add('-').dec0(month, 2).add('-').dec0(day, 2).add(' ');
    out.dec0(hour, 2).add(':').dec0(minute, 2).add(':').dec0(second, 2).add(" (UTC)");
    addText<F::utcTime>(w, e.at, e.length(), line);
  }
  return {true, s};
}

void validity(Tree& w, Cursor& c) {
  Element e = next(c, tag::kSequence);
  if (!c.ok()) return;
  const NodeId node = whole<F::validity>(w, e);
  Under<FieldSink> under{w, node};
  const Moment from = moment(w, e.content);
  const Moment until = moment(w, e.content);
  finish(w, e.content);
  if (!from.known || !until.known || !w.context().hasTime) return;
  const std::int64_t now = w.context().timeNs / 1'000'000'000;
  if (now < from.seconds || now > until.seconds) note<F::expired>(w, e.at, e.length());
}

struct Algorithm {
  std::string id;
  Cursor parameters;
};

/// An AlgorithmIdentifier; a curve is named, other parameters stay bytes.
Algorithm algorithm(Tree& w, Cursor& c) {
  Element e = next(c, tag::kSequence);
  if (!c.ok()) return {};
  Algorithm a;
  a.id = oid<F::algorithmId>(w, e.content);
  if (!e.content.ok() || e.content.left() == 0) return a;
  a.parameters = e.content;
  Cursor inside = e.content;
  if (nextIs(inside, tag::kOid) && !oid<F::curveId>(w, inside).empty() && inside.left() == 0) return a;
  readBytes<F::derUnparsed>(w, e.content, e.content.left());
  return a;
}

constexpr std::string_view kRsa = "1.2.840.113549.1.1.1", kRsaPss = "1.2.840.113549.1.1.10",
                           kEllipticCurve = "1.2.840.10045.2.1", kDsa = "1.2.840.10040.4.1";

/// Bits of a number.
std::size_t bitsOf(const Element& number) {
  ByteView b = number.content.peekRest();
  while (!b.empty() && b[0] == 0) b = b.subspan(1);
  return b.empty() ? 0 : b.size() * 8 - static_cast<std::size_t>(std::countl_zero(b[0]));
}

/// Keys whose length follows from their kind (RFC 5480 §2.1.1.1, RFC 8410).
std::size_t bitsOfCurve(std::string_view oid) {
  constexpr std::pair<std::string_view, std::size_t> kBits[] = {
      {"1.2.840.10045.3.1.1", 192}, {"1.2.840.10045.3.1.7", 256}, {"1.3.132.0.10", 256}, {"1.3.132.0.33", 224},
      {"1.3.132.0.34", 384},        {"1.3.132.0.35", 521},        {"1.3.101.112", 256},  {"1.3.101.113", 456},
      {"1.3.36.3.3.2.8.1.1.7", 256}, {"1.3.36.3.3.2.8.1.1.11", 384}, {"1.3.36.3.3.2.8.1.1.13", 512}};
  for (const auto& [id, bits] : kBits)
    if (id == oid) return bits;
  return 0;
}

/// How many bits a key has, and whether they are too few (RFC 9325 §4.5).
void keyBits(Tree& w, const Algorithm& kind, Cursor key) {
  constexpr std::size_t kLeast = 2048, kLeastOfCurve = 224;
  const std::uint32_t at = key.offset(), all = static_cast<std::uint32_t>(key.left());
  std::size_t bits = 0;
  bool curve = false;
  if (kind.id == kRsa || kind.id == kRsaPss) {
    Element pair = next(key, tag::kSequence);
    if (key.ok()) bits = bitsOf(next(pair.content, tag::kInteger));
  } else if (kind.id == kDsa) {
    Cursor c = kind.parameters;
    Element numbers = next(c, tag::kSequence);
    if (c.ok()) bits = bitsOf(next(numbers.content, tag::kInteger));
  } else {
    curve = true;
    Cursor c = kind.parameters;
    bits = bitsOfCurve(kind.id == kEllipticCurve ? oidText(next(c, tag::kOid).content.peekRest()) : kind.id);
  }
  if (bits == 0) return;
  addGenerated<F::keyBits>(w, at, all, bits);
  if (bits < (curve ? kLeastOfCurve : kLeast)) note<F::weakKey>(w, at, all);
}

void keyInfo(Tree& w, Cursor& c) {
  Element e = next(c, tag::kSequence);
  if (!c.ok()) return;
  const NodeId node = whole<F::keyInfo>(w, e);
  Under<FieldSink> under{w, node};
  const Algorithm kind = algorithm(w, e.content);
  const Element key = next(e.content, tag::kBitString);
  Cursor v = key.content;
  v.skip(1);
  if (e.content.ok() && v.left() != 0) {
    Cursor inside = v;
    readBytes<F::publicKey>(w, v, v.left());
    Under<FieldSink> below{w, w.lastNode()};
    keyBits(w, kind, inside);
  }
  finish(w, e.content);
}

void signed_(Tree& w, Cursor& c) {
  Element all = next(c, tag::kSequence);
  if (!c.ok()) return;
  const NodeId node = whole<F::signedCertificate>(w, all);
  Under<FieldSink> under{w, node};
  Cursor& v = all.content;
  if (nextIs(v, tag::context(0))) {
    Element version = next(v);
    const Element number = next(version.content, tag::kInteger);
    if (version.content.ok()) add<F::certVersion>(w, number.at, number.length(), number.content.peek());
  }
  const Element serial = next(v, tag::kInteger);
  if (v.ok()) text<F::serialNumber>(w, serial);
  algorithm(w, v);
  named<F::issuer>(w, v, "issuer");
  validity(w, v);
  named<F::subject>(w, v, "subject");
  keyInfo(w, v);
  while (v.more()) {
    Element e = next(v);
    if (!v.ok()) break;
    if (e.tag == tag::context(3)) extensions(w, e.content);
    else whole<F::derUnparsed>(w, e);
  }
  finish(w, v);
}

}  // namespace

void walkName(Tree& w, Cursor c) {
  Element e = next(c, tag::kSequence);
  if (c.ok()) nameParts(w, e.content);
  finish(w, c);
}

namespace {

/// MD2, MD5 and SHA-1 with RSA, ECDSA and DSA.
bool isWeakSignature(std::string_view id) noexcept {
  constexpr std::string_view kWeak[] = {"1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5",
                                        "1.3.14.3.2.29",        "1.2.840.10045.4.1",    "1.2.840.10040.4.3"};
  return std::find(std::begin(kWeak), std::end(kWeak), id) != std::end(kWeak);
}

/// What its place among the certificates tells.
void standing(Tree& w, const Standing& s, std::uint32_t at) {
  if (s.name != NameCheck::none) addGenerated<F::fitsName>(w, at, 0, s.name == NameCheck::fits ? 1 : 0);
  if (s.name == NameCheck::differs) note<F::nameDiffers>(w, at, 0);
  if (!s.listed) return;
  if (s.link.forged) note<F::forged>(w, at, 0);
  if (s.link.issuer == Issuer::itself && s.first) note<F::selfSigned>(w, at, 0);
  if (s.link.issuer == Issuer::another) note<F::wrongOrder>(w, at, 0);
  // That the root is left out is usual, and so are certificates that nobody needs.
  if (s.link.issuer != Issuer::absent || !s.first) return;
  if (s.last) note<F::alone>(w, at, 0);
  else note<F::issuerAbsent>(w, at, 0);
}

}  // namespace

void walkCertificate(Tree& w, Cursor c, const Standing& s) {
  const std::uint32_t start = c.offset();
  Element all = next(c, tag::kSequence);
  Cursor& v = all.content;
  if (c.ok()) {
    signed_(w, v);
    const std::uint32_t at = v.offset();
    // Nobody checks the signature of a root: it is known or it is not (RFC 8446 §4.4.2.4).
    const bool root = s.link.issuer == Issuer::itself && !s.first;
    if (isWeakSignature(algorithm(w, v).id) && !root) note<F::weakSignature>(w, at, 0);
    const Element bits = next(v, tag::kBitString);
    Cursor signature = bits.content;
    signature.skip(1);
    if (v.ok() && signature.left() != 0) readBytes<F::certSignature>(w, signature, signature.left());
    finish(w, v);
    standing(w, s, start);
  }
  finish(w, c);
}

void walkOcspResponse(Tree& w, Cursor c) {
  Element response = next(c, tag::kSequence);
  Cursor& v = response.content;
  next(v, tag::kEnumerated);
  if (!c.ok() || !nextIs(v, tag::context(0))) return;
  Element wrapped = next(v);
  Element typed = next(wrapped.content, tag::kSequence);
  next(typed.content, tag::kOid);
  Element octets = next(typed.content, tag::kOctetString);
  if (!typed.content.ok()) return;
  Element basic = next(octets.content, tag::kSequence);
  Element data = next(basic.content, tag::kSequence);
  if (!basic.content.ok()) return;
  Cursor& d = data.content;
  if (nextIs(d, tag::context(0))) next(d);
  if (nextIs(d, tag::context(1))) {
    Element byName = next(d);
    walkName(w, byName.content);
  }
  next(basic.content, tag::kSequence);
  next(basic.content, tag::kBitString);
  if (!nextIs(basic.content, tag::context(0))) return;
  Element certs = next(basic.content);
  Element list = next(certs.content, tag::kSequence);
  while (certs.content.ok() && list.content.more()) {
    const Cursor before = list.content;
    const Element one = next(list.content, tag::kSequence);
    if (!list.content.ok()) break;
    Cursor whole = before.fork();
    walkCertificate(w, whole.sub(one.length()), {});
  }
}

}  // namespace pw::tls
