// Extensions of hellos, certificates and tickets (RFC 8446 §4.2).
#include <algorithm>

#include "dissectors/tls/tls_names.h"
#include "dissectors/tls/tls_tree.h"

namespace pw::tls {

namespace {

namespace extension {
constexpr std::uint16_t kServerName = 0, kMaxFragmentLength = 1, kStatusRequest = 5, kSupportedGroups = 10,
                        kPointFormats = 11, kSignatures = 13, kHeartbeat = 15, kAlpn = 16, kStatusRequestV2 = 17,
                        kTimestamps = 18, kClientCertificateType = 19, kServerCertificateType = 20, kPadding = 21,
                        kCompressCertificate = 27, kRecordSizeLimit = 28, kDelegatedCredentials = 34,
                        kSessionTicket = 35, kKeyShareDraft = 40, kPreSharedKey = 41, kEarlyData = 42,
                        kSupportedVersions = 43, kCookie = 44, kPskModes = 45, kAuthorities = 47, kSignaturesCert = 50,
                        kKeyShare = 51, kQuic = 57,
                        kNextProtocol = 13172, kAlps = 17513, kAlpsNew = 17613, kQuicDraft = 65445, kEch = 65037,
                        kRenegotiation = 65281;
}

bool isHybrid(std::uint16_t group) noexcept {
  const std::string_view name = nameOf(kGroups, group);
  return name.find("MLKEM") != std::string_view::npos || name.find("Kyber") != std::string_view::npos;
}

void noteGrease(Tree& w, NodeId node, std::uint32_t at, std::uint16_t value) {
  if (!isGrease(value)) return;
  Under<FieldSink> under{w, node};
  note<F::grease>(w, at, 2);
}

/// Reads a number that may be one of RFC 8701's fillers.
template <auto Field>
std::uint16_t filler(Tree& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = read<Field>(w, c);
  if (c.ok()) noteGrease(w, w.lastNode(), at, v);
  return v;
}

void serverName(Tree& w, Cursor& c) {
  if (!c.more()) return;  // a server only says that it took it
  Cursor all = list<F::serverNameListLength>(w, c);
  while (all.more()) {
    read<F::serverNameType>(w, all);
    opaque<F::serverNameLength, F::serverName>(w, all);
  }
  finish(w, all);
}

void statusRequest(Tree& w, Cursor& c, Where where) {
  constexpr std::uint8_t kOcsp = 1;
  if (where == Where::certificate) {
    read<F::statusType>(w, c);
    Cursor one = list<F::ocspLength>(w, c);
    if (one.left() == 0) return;
    Cursor inside = one;
    readBytes<F::ocspResponse>(w, one, one.left());
    Under<FieldSink> under{w, w.lastNode()};
    walkOcspResponse(w, inside);
    return;
  }
  if (!c.more()) return;
  if (read<F::statusType>(w, c) != kOcsp) return;
  opaque<F::statusRespondersLength, F::extensionData>(w, c);
  opaque<F::statusExtensionsLength, F::extensionData>(w, c);
}

void statusRequestV2(Tree& w, Cursor& c) {
  if (!c.more()) return;
  Cursor all = list<F::statusListLength>(w, c);
  while (all.more()) {
    read<F::statusType>(w, all);
    Cursor one = list<F::statusLength>(w, all);
    opaque<F::statusRespondersLength, F::extensionData>(w, one);
    opaque<F::statusExtensionsLength, F::extensionData>(w, one);
    finish(w, one);
  }
  finish(w, all);
}

void groups(Tree& w, Cursor& c) {
  Cursor all = list<F::groupsLength>(w, c);
  group<F::groups>(w, all, 2, "Supported Groups", " group", " groups",
                   [&](Cursor& one) { filler<F::group>(w, one); });
}

void pointFormats(Tree& w, Cursor& c) {
  Cursor all = list<F::pointFormatsLength>(w, c);
  const NodeId node = add<F::pointFormats>(w, all.offset(), static_cast<std::uint32_t>(all.left()), 0);
  label(w, node, [&](TextOut& t) { t.add("Elliptic curves point formats (").dec(all.wireLeft()).add(')'); });
  Under<FieldSink> under{w, node};
  while (all.more()) read<F::pointFormat>(w, all);
}

void signatures(Tree& w, Cursor& c) {
  Cursor all = list<F::signaturesLength>(w, c);
  group<F::signatures>(w, all, 2, "Signature Hash Algorithms", " algorithm", " algorithms",
                       [&](Cursor& one) { walkSignatureAlgorithm(w, one); });
}

void alpn(Tree& w, Cursor& c) {
  Cursor all = list<F::alpnLength>(w, c);
  const NodeId node = add<F::alpnList>(w, all.offset(), static_cast<std::uint32_t>(all.left()), 0);
  Under<FieldSink> under{w, node};
  while (all.more()) opaque<F::alpnNameLength, F::alpnName>(w, all);
  finish(w, all);
}

void alps(Tree& w, Cursor& c, Where where) {
  if (where != Where::clientHello) {
    if (c.more()) readBytes<F::extensionData>(w, c, c.left());
    return;
  }
  Cursor all = list<F::alpsLength>(w, c);
  while (all.more()) opaque<F::alpsNameLength, F::alpsName>(w, all);
  finish(w, all);
}

void certificateTypes(Tree& w, Cursor& c, Where where) {
  if (where != Where::clientHello) {
    read<F::certificateType>(w, c);
    return;
  }
  Cursor all = list<F::certificateTypesLength>(w, c);
  const NodeId node = add<F::certificateTypes>(w, all.offset(), static_cast<std::uint32_t>(all.left()), 0);
  Under<FieldSink> under{w, node};
  while (all.more()) read<F::certificateType>(w, all);
}

void timestamp(Tree& w, Cursor& c) {
  constexpr std::size_t kLogId = 32;
  read<F::sctVersion>(w, c);
  readBytes<F::sctLog>(w, c, kLogId);
  const std::uint32_t at = c.offset();
  const std::uint64_t ms = c.be<std::uint64_t>();
  constexpr std::uint64_t kMost = INT64_MAX / 1'000'000;
  if (c.ok()) add<F::sctTime>(w, at, 8, std::min(ms, kMost) * 1'000'000);
  opaque<F::sctExtensionsLength, F::extensionData>(w, c);
  walkSignatureAlgorithm(w, c);
  opaque<F::sctSignatureLength, F::sctSignature>(w, c);
  finish(w, c);
}

void keyShareEntry(Tree& w, Cursor& c) {
  const NodeId node = add<F::keyShare>(w, c.offset(), 0, 0);
  Under<FieldSink> under{w, node};
  const std::uint32_t at = c.offset();
  const std::uint16_t group = filler<F::keyShareGroup>(w, c);
  const ByteView key = opaque<F::keyShareKeyLength, F::keyShareKey>(w, c);
  if (isHybrid(group)) note<F::postQuantum>(w, at, 2);
  under.endsAt(c.offset());
  label(w, node, [&](TextOut& t) {
    const std::string_view name = nameOf(kGroups, group);
    t.add("Key Share Entry: Group: ").add(name.empty() ? "Unknown" : name);
    t.add(", Key Exchange length: ").dec(key.size());
  });
}

void keyShare(Tree& w, Cursor& c, Where where) {
  if (where == Where::retry) {
    read<F::selectedGroup>(w, c);
  } else if (where == Where::serverHello) {
    keyShareEntry(w, c);
  } else {
    Cursor all = list<F::keyShareLength>(w, c);
    while (all.more()) keyShareEntry(w, all);
    finish(w, all);
  }
}

void preSharedKey(Tree& w, Cursor& c, Where where) {
  if (where != Where::clientHello) {
    const std::uint32_t at = c.offset();
    read<F::pskSelected>(w, c);
    note<F::resumed>(w, at, 2);
    return;
  }
  Cursor identities = list<F::identitiesLength>(w, c);
  while (identities.more()) {
    opaque<F::pskIdentityLength, F::pskIdentity>(w, identities);
    read<F::pskAge>(w, identities);
  }
  finish(w, identities);
  Cursor binders = list<F::bindersLength>(w, c);
  const NodeId node = add<F::binders>(w, binders.offset(), static_cast<std::uint32_t>(binders.left()), 0);
  Under<FieldSink> under{w, node};
  while (binders.more()) {
    const std::size_t n = binders.u8();
    Cursor one = part(w, binders, n);
    if (one.left() != 0) readBytes<F::binder>(w, one, one.left());
  }
}

void supportedVersions(Tree& w, Cursor& c, Where where) {
  if (where != Where::clientHello) {
    read<F::supportedVersion>(w, c);
    return;
  }
  Cursor all = list<F::versionsLength>(w, c);
  while (all.more()) filler<F::supportedVersion>(w, all);
}

/// RFC 9849 §5
void encryptedClientHello(Tree& w, Cursor& c, Where where) {
  constexpr std::uint8_t kOuter = 0;
  if (where != Where::clientHello) {
    if (c.more()) readBytes<F::extensionData>(w, c, c.left());
    return;
  }
  if (read<F::echType>(w, c) != kOuter) return;
  read<F::echKdf>(w, c);
  read<F::echAead>(w, c);
  read<F::echConfig>(w, c);
  opaque<F::echEncLength, F::echEnc>(w, c);
  opaque<F::echPayloadLength, F::echPayload>(w, c);
}

void compressCertificate(Tree& w, Cursor& c) {
  Cursor all = list<F::certAlgorithmsLength>(w, c);
  while (all.more()) read<F::certCompression>(w, all);
}

void authorities(Tree& w, Cursor& c) {
  Cursor all = list<F::namesLength>(w, c);
  while (all.more()) {
    Cursor one = list<F::nameLength>(w, all);
    const NodeId name = add<F::name>(w, one.offset(), static_cast<std::uint32_t>(one.left()), 0);
    Under<FieldSink> inside{w, name};
    walkName(w, one);
  }
  finish(w, all);
}

void nextProtocol(Tree& w, Cursor& c) {
  while (c.more()) opaque<F::npnLength, F::npn>(w, c);
}

template <auto Bytes>
void bytesOf(Tree& w, Cursor& c) {
  if (c.left() != 0) readBytes<Bytes>(w, c, c.left());
}

void content(Tree& w, Cursor& c, std::uint16_t type, Where where) {
  switch (type) {
    case extension::kServerName: serverName(w, c); break;
    case extension::kMaxFragmentLength: read<F::fragmentLength>(w, c); break;
    case extension::kStatusRequest: statusRequest(w, c, where); break;
    case extension::kSupportedGroups: groups(w, c); break;
    case extension::kPointFormats: pointFormats(w, c); break;
    case extension::kSignatures:
    case extension::kSignaturesCert:
    case extension::kDelegatedCredentials: signatures(w, c); break;
    case extension::kHeartbeat: read<F::heartbeatMode>(w, c); break;
    case extension::kAlpn: alpn(w, c); break;
    case extension::kStatusRequestV2: statusRequestV2(w, c); break;
    case extension::kTimestamps: walkTimestamps(w, c); break;
    case extension::kClientCertificateType:
    case extension::kServerCertificateType: certificateTypes(w, c, where); break;
    case extension::kPadding: bytesOf<F::padding>(w, c); break;
    case extension::kCompressCertificate: compressCertificate(w, c); break;
    case extension::kRecordSizeLimit: read<F::recordSizeLimit>(w, c); break;
    case extension::kSessionTicket: bytesOf<F::ticket>(w, c); break;
    case extension::kPreSharedKey: preSharedKey(w, c, where); break;
    case extension::kEarlyData:
      if (where == Where::ticket) read<F::maxEarlyData>(w, c);
      break;
    case extension::kSupportedVersions: supportedVersions(w, c, where); break;
    case extension::kCookie: opaque<F::retryCookieLength, F::retryCookie>(w, c); break;
    case extension::kPskModes: {
      Cursor all = list<F::pskModesLength>(w, c);
      while (all.more()) read<F::pskMode>(w, all);
      break;
    }
    case extension::kAuthorities: authorities(w, c); break;
    case extension::kKeyShareDraft:
    case extension::kKeyShare: keyShare(w, c, where); break;
    case extension::kQuic:
    case extension::kQuicDraft: bytesOf<F::quicParameters>(w, c); break;
    case extension::kNextProtocol: nextProtocol(w, c); break;
    case extension::kAlps:
    case extension::kAlpsNew: alps(w, c, where); break;
    case extension::kEch: encryptedClientHello(w, c, where); break;
    case extension::kRenegotiation: opaque<F::renegotiationLength, F::renegotiation>(w, c); break;
    default: bytesOf<F::extensionData>(w, c);
  }
}

void one(Tree& w, Cursor& c, Where where) {
  const NodeId node = add<F::extension>(w, c.offset(), 0, 0);
  Under<FieldSink> under{w, node};
  const std::uint16_t type = filler<F::extensionType>(w, c);
  const std::uint16_t length = read<F::extensionLength>(w, c);
  if (c.ok()) {
    Cursor inside = part(w, c, length);
    content(w, inside, type, where);
    finish(w, inside);
  }
  under.endsAt(c.offset());
  label(w, node, [&](TextOut& t) {
    const std::string_view name = nameOf(kExtensions, type);
    t.add("Extension: ");
    name.empty() ? t.add("Unknown type ").dec(type) : t.add(name);
    t.add(" (len=").dec(length).add(')');
  });
}

}  // namespace

void walkTimestamps(Tree& w, Cursor& c) {
  if (!c.more()) return;
  Cursor all = list<F::sctsLength>(w, c);
  while (all.more()) {
    Cursor one = list<F::sctLength>(w, all);
    const NodeId node = add<F::sct>(w, one.offset(), static_cast<std::uint32_t>(one.left()), 0);
    Under<FieldSink> under{w, node};
    timestamp(w, one);
  }
  finish(w, all);
}

void walkExtensions(Tree& w, Cursor& c, Where where) {
  Cursor all = list<F::extensionsLength>(w, c);
  while (all.more()) one(w, all, where);
  finish(w, all);
}

void walkSignatureAlgorithm(Tree& w, Cursor& c) {
  Cursor halves = c;
  filler<F::signatureAlgorithm>(w, c);
  if (!c.ok()) return;
  // filler() may have added a note behind it: the halves go below the algorithm all the same.
  NodeId node = w.lastNode();
  while (node != kNoNode && w.sink().tree[node].field != w.idOf(static_cast<std::uint16_t>(F::signatureAlgorithm)))
    node = w.sink().tree[node].parent;
  Under<FieldSink> under{w, node};
  read<F::signatureHash>(w, halves);
  read<F::signatureKind>(w, halves);
}

}  // namespace pw::tls
