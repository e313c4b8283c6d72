#include "dissectors/tls/tls_der.h"

#include <algorithm>
#include <utility>

#include "core/field/text_out.h"

namespace pw::tls::der {

namespace {

/// Words for what is met in certificates of servers.
constexpr std::pair<std::string_view, std::string_view> kOids[] = {
    {"1.2.840.113549.1.1.1", "rsaEncryption"},
    {"1.2.840.113549.1.1.4", "md5WithRSAEncryption"},
    {"1.2.840.113549.1.1.5", "sha1WithRSAEncryption"},
    {"1.2.840.113549.1.1.10", "rsassa-pss"},
    {"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    {"1.2.840.113549.1.1.12", "sha384WithRSAEncryption"},
    {"1.2.840.113549.1.1.13", "sha512WithRSAEncryption"},
    {"1.2.840.113549.1.9.1", "pkcs-9-at-emailAddress"},
    {"1.2.840.10045.2.1", "id-ecPublicKey"},
    {"1.2.840.10045.4.1", "ecdsa-with-SHA1"},
    {"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
    {"1.2.840.10045.4.3.3", "ecdsa-with-SHA384"},
    {"1.2.840.10045.4.3.4", "ecdsa-with-SHA512"},
    {"1.2.840.10040.4.1", "id-dsa"},
    {"1.2.840.10040.4.3", "id-dsa-with-sha1"},
    {"1.3.101.112", "id-Ed25519"},
    {"1.3.101.113", "id-Ed448"},
    {"2.16.840.1.101.3.4.3.17", "id-ml-dsa-44"},
    {"2.16.840.1.101.3.4.3.18", "id-ml-dsa-65"},
    {"2.16.840.1.101.3.4.3.19", "id-ml-dsa-87"},
    {"2.5.4.3", "id-at-commonName"},
    {"2.5.4.4", "id-at-surname"},
    {"2.5.4.5", "id-at-serialNumber"},
    {"2.5.4.6", "id-at-countryName"},
    {"2.5.4.7", "id-at-localityName"},
    {"2.5.4.8", "id-at-stateOrProvinceName"},
    {"2.5.4.9", "id-at-streetAddress"},
    {"2.5.4.10", "id-at-organizationName"},
    {"2.5.4.11", "id-at-organizationalUnitName"},
    {"2.5.4.12", "id-at-title"},
    {"2.5.4.13", "id-at-description"},
    {"2.5.4.15", "id-at-businessCategory"},
    {"2.5.4.17", "id-at-postalCode"},
    {"2.5.4.42", "id-at-givenName"},
    {"0.9.2342.19200300.100.1.25", "dc"},
    {"1.3.6.1.4.1.311.60.2.1.1", "jurisdictionOfIncorporationLocalityName"},
    {"1.3.6.1.4.1.311.60.2.1.2", "jurisdictionOfIncorporationStateOrProvinceName"},
    {"1.3.6.1.4.1.311.60.2.1.3", "jurisdictionOfIncorporationCountryName"},
    {"1.3.6.1.5.5.7.1.1", "id-pe-authorityInfoAccess"},
    {"1.3.6.1.5.5.7.3.1", "id-kp-serverAuth"},
    {"1.3.6.1.5.5.7.3.2", "id-kp-clientAuth"},
    {"1.3.6.1.5.5.7.3.9", "id-kp-OCSPSigning"},
    {"1.3.6.1.4.1.11129.2.4.2", "SignedCertificateTimestampList"},
    {"2.5.29.14", "id-ce-subjectKeyIdentifier"},
    {"2.5.29.15", "id-ce-keyUsage"},
    {"2.5.29.17", "id-ce-subjectAltName"},
    {"2.5.29.18", "id-ce-issuerAltName"},
    {"2.5.29.19", "id-ce-basicConstraints"},
    {"2.5.29.30", "id-ce-nameConstraints"},
    {"2.5.29.31", "id-ce-cRLDistributionPoints"},
    {"2.5.29.32", "id-ce-certificatePolicies"},
    {"2.5.29.35", "id-ce-authorityKeyIdentifier"},
    {"2.5.29.37", "id-ce-extKeyUsage"},
};

}  // namespace

Element next(Cursor& c) {
  Element e;
  e.at = c.offset();
  e.tag = c.u8();
  std::size_t n = c.u8();
  if ((n & 0x80) != 0) {
    const auto bytes = static_cast<unsigned>(n & 0x7f);
    if (bytes == 0 || bytes > 4) c.malformed();
    else n = static_cast<std::size_t>(c.beN(bytes));
  }
  if (c.ok()) e.content = c.sub(n);
  e.end = c.offset();
  return e;
}

Element next(Cursor& c, std::uint8_t wanted) {
  Element e = next(c);
  if (c.ok() && e.tag != wanted) c.malformed();
  return e;
}

std::string oidText(ByteView bytes) {
  std::string s;
  TextOut out{s};
  std::uint64_t v = 0;
  bool first = true;
  for (const std::uint8_t b : bytes) {
    if (v >> 56 != 0) return {};
    v = v << 7 | (b & 0x7f);
    if ((b & 0x80) != 0) continue;
    if (first) {
      const std::uint64_t top = std::min<std::uint64_t>(v / 40, 2);
      out.dec(top).add('.').dec(v - 40 * top);
    } else {
      out.add('.').dec(v);
    }
    first = false;
    v = 0;
  }
  return s;
}

std::string_view wordOf(std::string_view oid) noexcept {
  for (const auto& [key, word] : kOids)
    if (key == oid) return word;
  return {};
}

}  // namespace pw::tls::der
