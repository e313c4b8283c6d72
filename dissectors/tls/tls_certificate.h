// What is asked of certificates besides showing them: whom one is for, who vouches for it, whether that is true.
#pragma once
#include <string_view>
#include <vector>

#include "core/bytes/cursor.h"
#include "dissectors/tls/tls_facts.h"

namespace pw::tls {

/// Where the parts of a certificate lie (RFC 5280 §4.1). Views into the certificate's bytes.
struct Outline {
  ByteView issuer, subject;  ///< names, with their headers
  ByteView extensions;       ///< content of the list; empty where there is none
  bool known = false;        ///< it could be read as far as that
};
Outline outlineOf(ByteView der) noexcept;

/// A host's name in small letters against the names in a certificate: a star stands for the whole first label
/// (RFC 9525 §6.3); only where the certificate names no hosts in its extension, the common name counts (RFC 6125
/// §6.4.4). NameCheck::none where nothing can be said: a broken certificate, an address instead of a name.
NameCheck checkName(ByteView der, std::string_view host) noexcept;

/// The first certificate of a Certificate message's body (RFC 5246 §7.4.2), as far as it is there.
ByteView firstCertificate(ByteView body) noexcept;

/// Who vouches for a certificate of a list.
enum class Issuer : std::uint8_t {
  itself,   ///< it is signed with its own key
  next,     ///< the one behind it, as it should be (RFC 5246 §7.4.2)
  another,  ///< another one of the list: their order is wrong
  absent,   ///< none of the list
};
struct Link {
  Issuer issuer = Issuer::absent;
  bool forged = false;  ///< the name is the issuer's, but the signature was not made with its key
};
/// At most kMaxChain certificates are looked at; the rest have no link. Signatures of kinds that OpenSSL does not know
/// are believed. Takes some tens of microseconds a certificate.
inline constexpr std::size_t kMaxChain = 16;
std::vector<Link> linksOf(const std::vector<ByteView>& chain);

}  // namespace pw::tls
