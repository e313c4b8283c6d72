// The layers that Wireshark counts in a certificate: each part whose form an object identifier chooses is one, under
// the name of the standard that defines it. They have no fields of their own here; frame.protocols names them.
#pragma once
#include "core/packet/packet_summary.h"
#include "core/walk/protocol.h"
#include "core/walk/registry.h"
#include "dissectors/tls/tls_facts.h"

namespace pw::tls {

/// X.520 attributes of names, extensions of X.509 and of PKIX, keys and signatures of PKCS #1, status responses,
/// X.509's own algorithms, Netscape's extensions, time stamps of public logs (RFC 6962, read by TLS itself), and others.
/// The keys of Table::part.
enum class Part : std::uint8_t {
  attribute,
  extension,
  pkixImplicit,
  pkixExplicit,
  key,
  status,
  algorithm,
  netscape,
  message,
  logotype,
  proxy,
  timestamps,
  count_
};

/// What the parts but Part::timestamps are called: layers that are only counted.
extern const Protocol kX509Sat, kX509Ce, kPkixImplicit, kPkixExplicit, kPkcs1, kOcsp, kX509Af, kNetscape, kCms,
    kLogotype, kProxy;

/// Adds the layers of a handshake message's certificates and names to `stack`. `body` is the whole message behind its
/// header; what is broken ends where it breaks. Allocates nothing.
void pushParts(const Registry& registry, ProtocolStack& stack, std::uint8_t type, ByteView body, const Facts& facts);

}  // namespace pw::tls
