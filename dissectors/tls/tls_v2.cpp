#include "dissectors/tls/tls_v2.h"

#include "dissectors/tls/tls_names.h"

namespace pw::tls {

namespace {

constexpr std::uint8_t kClientHello = 1, kClientMasterKey = 2, kServerHello = 4;

void specs(Tree& w, Cursor& c, std::size_t n) {
  Cursor all = part(w, c, n);
  if (all.left() == 0) return;
  group<F::specs>(w, all, 3, "Cipher Specs", " spec", " specs", [&](Cursor& one) { read<F::spec>(w, one); });
}

template <auto Field>
void some(Tree& w, Cursor& c, std::size_t n) {
  Cursor bytes = part(w, c, n);
  if (bytes.left() != 0) add<Field>(w, bytes.offset(), static_cast<std::uint32_t>(bytes.left()), 0);
}

void clientHello(Tree& w, Cursor& c) {
  const std::uint32_t at = c.offset();
  const std::uint16_t v = read<F::handshakeVersion>(w, c);
  if (v <= version::kTls11) note<F::weakVersion>(w, at, 2);
  const std::uint16_t suites = read<F::specsLength>(w, c);
  const std::uint16_t session = read<F::sessionIdLengthV2>(w, c);
  const std::uint16_t challenge = read<F::challengeLength>(w, c);
  specs(w, c, suites);
  some<F::sessionId>(w, c, session);
  some<F::challenge>(w, c, challenge);
}

void serverHello(Tree& w, Cursor& c) {
  read<F::sessionHit>(w, c);
  read<F::certificateTypeV2>(w, c);
  const std::uint32_t at = c.offset();
  read<F::handshakeVersion>(w, c);
  note<F::weakVersion>(w, at, 2);
  const std::uint16_t certificate = read<F::certificateLengthV2>(w, c);
  const std::uint16_t suites = read<F::specsLength>(w, c);
  const std::uint16_t id = read<F::connectionIdLength>(w, c);
  some<F::certificate>(w, c, certificate);
  specs(w, c, suites);
  some<F::connectionId>(w, c, id);
}

}  // namespace

bool plausibleV2(ByteView b) noexcept { return b.size() >= 3 && (b[0] & 0x80) != 0; }

V2Record v2Record(ByteView b, bool server) noexcept {
  V2Record r;
  r.length = r.header + (std::size_t{b[0] & 0x7fu} << 8 | b[1]);
  r.type = b[2];
  const bool hello = plausibleV2Hello(b);
  const bool answer = server && r.type == kServerHello && r.length > 13 && b.size() >= 7 && b[5] == 0 && b[6] == 2;
  const bool key = !server && r.type == kClientMasterKey && r.length > 12;
  r.sealed = !hello && !answer && !key;
  r.words = r.sealed ? "Encrypted Data" : nameOf(kHandshakeTypesV2, r.type);
  return r;
}

void walkV2(Tree& w, Cursor c, const V2Record& r) {
  const NodeId node = add<F::record>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
  label(w, node, [&](TextOut& t) { t.add("SSLv2 Record Layer: ").add(r.words); });
  Under<FieldSink> under{w, node};
  addGenerated<F::recordVersion>(w, c.offset(), 0, version::kSsl2);
  add<F::recordLength>(w, c.offset(), 2, r.length - r.header);
  c.skip(2);
  if (!c.ok()) return;
  if (r.sealed) {
    some<F::encryptedDataV2>(w, c, c.wireLeft());
    return;
  }
  read<F::handshakeTypeV2>(w, c);
  if (r.type == kClientHello) clientHello(w, c);
  else if (r.type == kServerHello) serverHello(w, c);
  else if (c.left() != 0) readBytes<F::handshakeData>(w, c, c.left());
  finish(w, c);
}

}  // namespace pw::tls
