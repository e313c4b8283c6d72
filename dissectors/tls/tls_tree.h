// The parts of TLS messages that only the tree shows: fields of handshake messages, extensions and certificates. Lists
// that lie about their length are told by notes and shown as far as they go; nothing here stops the walk.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/tls/tls_certificate.h"
#include "dissectors/tls/tls_facts.h"
#include "dissectors/tls/tls_fields.h"

namespace pw::tls {

using Tree = Walk<FieldSink>;

/// The next `n` bytes of `c`, or what there is, with a note.
inline Cursor part(Tree& w, Cursor& c, std::size_t n) {
  if (n > c.wireLeft()) {
    note<F::malformedVector>(w, c.offset(), 0);
    n = c.wireLeft();
  }
  return c.sub(n);
}

/// A list with its length before it.
template <auto Length>
Cursor list(Tree& w, Cursor& c) {
  const auto n = read<Length>(w, c);
  return c.ok() ? part(w, c, n) : Cursor{};
}

/// Bytes with their length before them; no node for none.
template <auto Length, auto Bytes>
ByteView opaque(Tree& w, Cursor& c) {
  Cursor bytes = list<Length>(w, c);
  const std::size_t n = bytes.left();
  return n != 0 ? readBytes<Bytes>(w, bytes, n) : ByteView{};
}

/// At the end of what has a length: tells bytes that are left over, or that there were too few.
inline void finish(Tree& w, Cursor& c) {
  if (!c.ok()) {
    if (c.stopped().why != Stop::cut) note<F::malformedBuffer>(w, c.offset(), 0);
    Cursor rest = c.fork();
    if (rest.left() != 0) readBytes<F::unparsed>(w, rest, rest.left());
    return;
  }
  if (c.left() == 0) return;
  note<F::malformedTrailing>(w, c.offset(), static_cast<std::uint32_t>(c.left()));
  readBytes<F::unparsed>(w, c, c.left());
}

/// A heading over the next bytes with a count in its line: "Cipher Suites (31 suites)".
template <auto Heading, class Each>
void group(Tree& w, Cursor& c, std::size_t itemBytes, std::string_view title, std::string_view one,
           std::string_view many, Each&& each) {
  const NodeId node = add<Heading>(w, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
  const std::size_t n = c.wireLeft() / itemBytes;
  label(w, node, [&](TextOut& t) { t.add(title).add(" (").dec(n).add(n == 1 ? one : many).add(')'); });
  Under<FieldSink> under{w, node};
  while (c.more() && c.wireLeft() >= itemBytes) each(c);
  finish(w, c);
}

/// What the body of a handshake message is read with. `c` stands behind its header.
void walkHandshake(Tree& w, std::uint8_t type, Cursor c, const Facts& facts);

enum class Where : std::uint8_t { clientHello, serverHello, retry, encryptedExtensions, certificate, request, ticket };
/// A list of extensions with its length before it.
void walkExtensions(Tree& w, Cursor& c, Where where);
/// A signature algorithm and the two halves that TLS 1.2 sees in it.
void walkSignatureAlgorithm(Tree& w, Cursor& c);

/// A list of time stamps of public logs (RFC 6962 §3.3).
void walkTimestamps(Tree& w, Cursor& c);

/// What a certificate's place in its list tells.
struct Standing {
  bool listed = false;  ///< the rest was worked out
  bool first = false, last = false;
  Link link;
  NameCheck name = NameCheck::none;
};
/// One certificate (RFC 5280) below the node that is open. `c` covers it.
void walkCertificate(Tree& w, Cursor c, const Standing& standing);
/// A distinguished name, and a status response with the certificates in it (RFC 6960).
void walkName(Tree& w, Cursor c);
void walkOcspResponse(Tree& w, Cursor c);

/// Fingerprints of a hello, below the node that is open.
void addClientFingerprints(Tree& w, ByteView body);
void addServerFingerprints(Tree& w, ByteView body);

}  // namespace pw::tls
