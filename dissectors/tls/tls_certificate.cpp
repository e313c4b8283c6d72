#include "dissectors/tls/tls_certificate.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "dissectors/tls/tls_der.h"

namespace pw::tls {

using namespace der;

namespace {

/// An element with its header.
ByteView nextWhole(Cursor& c, std::uint8_t wanted) noexcept {
  const ByteView before = c.peekRest();
  const Element e = next(c, wanted);
  return c.ok() ? before.first(e.length()) : ByteView{};
}

constexpr std::uint8_t small(std::uint8_t b) noexcept {
  return b >= 'A' && b <= 'Z' ? static_cast<std::uint8_t>(b - 'A' + 'a') : b;
}

bool sameBytes(ByteView a, std::string_view b) noexcept {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), b.size()) == 0;
}

/// `b` in small letters.
bool sameText(ByteView a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](std::uint8_t x, char y) { return small(x) == static_cast<std::uint8_t>(y); });
}

bool nameFits(ByteView pattern, std::string_view host) noexcept {
  if (pattern.size() < 3 || pattern[0] != '*' || pattern[1] != '.') return sameText(pattern, host);
  const std::size_t dot = host.find('.');
  return dot != std::string_view::npos && dot != 0 && sameText(pattern.subspan(1), host.substr(dot));
}

/// Content of an extension.
Cursor extensionOf(ByteView list, std::string_view oid) noexcept {
  Cursor c{list, list.size()};
  while (c.more()) {
    Element e = next(c, tag::kSequence);
    const Element id = next(e.content, tag::kOid);
    if (!c.ok() || !e.content.ok()) break;
    if (!sameBytes(id.content.peekRest(), oid)) continue;
    if (nextIs(e.content, tag::kBoolean)) next(e.content);
    return next(e.content, tag::kOctetString).content;
  }
  return {};
}

NameCheck amongNames(Cursor names, std::string_view host) noexcept {
  NameCheck found = NameCheck::none;
  while (names.more()) {
    const Element e = next(names);
    if (!names.ok() || e.tag != tag::context(2, false)) continue;
    if (nameFits(e.content.peekRest(), host)) return NameCheck::fits;
    found = NameCheck::differs;
  }
  return found;
}

NameCheck commonName(ByteView subject, std::string_view host) noexcept {
  constexpr std::string_view kCommonName{"\x55\x04\x03"};
  Cursor c{subject, subject.size()};
  Element sets = next(c, tag::kSequence);
  NameCheck found = NameCheck::differs;
  while (c.ok() && sets.content.more()) {
    Element set = next(sets.content, tag::kSet);
    while (sets.content.ok() && set.content.more()) {
      Element pair = next(set.content, tag::kSequence);
      const Element id = next(pair.content, tag::kOid);
      const Element value = next(pair.content);
      if (!set.content.ok() || !pair.content.ok()) continue;
      if (sameBytes(id.content.peekRest(), kCommonName) && nameFits(value.content.peekRest(), host))
        found = NameCheck::fits;
    }
  }
  return found;
}

/// An address, which is no name (RFC 6066 §3).
bool isAddress(std::string_view host) noexcept {
  return host.find(':') != std::string_view::npos ||
         std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

struct Free {
  void operator()(X509* x) const noexcept { X509_free(x); }
};
using Certificate = std::unique_ptr<X509, Free>;

Certificate parsed(ByteView der) {
  const unsigned char* at = der.data();
  Certificate x{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
  ERR_clear_error();
  return x;
}

/// Only a signature that was checked and does not fit is a forgery: kinds that OpenSSL does not know, or does not want
/// to check, are believed.
bool isForged(X509* one, X509* issuer) {
  if (one == nullptr || issuer == nullptr) return false;
  EVP_PKEY* const key = X509_get0_pubkey(issuer);
  ERR_clear_error();
  if (key == nullptr) return false;
  const int fits = X509_verify(one, key);
  const unsigned long why = ERR_peek_last_error();
  ERR_clear_error();
  // 0 without a word: the certificate names two algorithms.
  return fits == 0 && (why == 0 || (ERR_GET_LIB(why) == ERR_LIB_ASN1 && ERR_GET_REASON(why) == ERR_R_EVP_LIB));
}

}  // namespace

Outline outlineOf(ByteView bytes) noexcept {
  Outline o;
  Cursor c{bytes, bytes.size()};
  Element all = next(c, tag::kSequence);
  Element content = next(all.content, tag::kSequence);
  if (!c.ok() || !all.content.ok()) return o;
  Cursor& v = content.content;
  if (nextIs(v, tag::context(0))) next(v);
  next(v, tag::kInteger);
  next(v, tag::kSequence);
  o.issuer = nextWhole(v, tag::kSequence);
  next(v, tag::kSequence);
  o.subject = nextWhole(v, tag::kSequence);
  next(v, tag::kSequence);
  o.known = v.ok();
  while (v.more()) {
    Element e = next(v);
    if (!v.ok() || e.tag != tag::context(3)) continue;
    const Element list = next(e.content, tag::kSequence);
    if (e.content.ok()) o.extensions = list.content.peekRest();
  }
  return o;
}

NameCheck checkName(ByteView der, std::string_view host) noexcept {
  constexpr std::string_view kOtherNames{"\x55\x1d\x11"};
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const Outline o = outlineOf(der);
  if (!o.known || host.empty() || isAddress(host)) return NameCheck::none;
  Cursor value = extensionOf(o.extensions, kOtherNames);
  const NameCheck found = amongNames(next(value, tag::kSequence).content, host);
  return found != NameCheck::none ? found : commonName(o.subject, host);
}

ByteView firstCertificate(ByteView body) noexcept {
  Cursor c{body, body.size()};
  Cursor list = c.sub(c.u24());
  return list.bytes(list.u24());
}

std::vector<Link> linksOf(const std::vector<ByteView>& chain) {
  const std::size_t n = std::min(chain.size(), kMaxChain);
  std::vector<Outline> outlines;
  std::vector<Certificate> certificates;
  for (std::size_t i = 0; i < n; ++i) {
    outlines.push_back(outlineOf(chain[i]));
    certificates.push_back(parsed(chain[i]));
  }
  const auto vouches = [&](std::size_t issuer, std::size_t for_) {
    return outlines[issuer].known && outlines[for_].known &&
           std::equal(outlines[issuer].subject.begin(), outlines[issuer].subject.end(), outlines[for_].issuer.begin(),
                      outlines[for_].issuer.end());
  };
  std::vector<Link> links(chain.size());
  for (std::size_t i = 0; i < n; ++i) {
    Link& link = links[i];
    X509* const own = certificates[i].get();
    // A key that replaces an older one is vouched for under the same name by that one (RFC 5280 §6.1).
    if (vouches(i, i) && !isForged(own, own)) {
      link.issuer = Issuer::itself;
      continue;
    }
    std::size_t found = i + 1 < n && vouches(i + 1, i) ? i + 1 : n;
    for (std::size_t k = 0; k < n && found == n; ++k)
      if (k != i && vouches(k, i)) found = k;
    if (found == n) continue;
    link.issuer = found == i + 1 ? Issuer::next : Issuer::another;
    link.forged = isForged(own, certificates[found].get());
  }
  return links;
}

}  // namespace pw::tls
