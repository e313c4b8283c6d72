#include "dissectors/tls/tls_fingerprint.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/bytes/cursor.h"
#include "core/field/text_out.h"
#include "dissectors/tls/tls_facts.h"
#include "dissectors/tls/tls_tree.h"

namespace pw::tls {

namespace {

constexpr std::size_t kRandom = 32;

/// What fingerprints look at.
struct Hello {
  std::uint16_t version = 0;
  std::vector<std::uint16_t> suites, extensions, groups, signatures, versions;
  std::vector<std::uint16_t> formats;
  ByteView alpn;
  bool whole = false;
};

std::vector<std::uint16_t> numbers(Cursor c) {
  std::vector<std::uint16_t> out;
  while (c.left() >= 2) out.push_back(c.u16());
  return out;
}

void extensionOf(Hello& h, std::uint16_t type, Cursor c) {
  constexpr std::uint16_t kGroups = 10, kFormats = 11, kSignatures = 13, kAlpn = 16, kVersions = 43;
  switch (type) {
    case kGroups: h.groups = numbers(c.sub(c.u16())); break;
    case kSignatures: h.signatures = numbers(c.sub(c.u16())); break;
    case kVersions: h.versions = numbers(c.sub(c.u8())); break;
    case kAlpn:
      c.u16();
      h.alpn = c.bytes(c.u8());
      break;
    case kFormats: {
      Cursor all = c.sub(c.u8());
      while (all.left() != 0) h.formats.push_back(all.u8());
      break;
    }
    default: break;
  }
}

void extensionsOf(Hello& h, Cursor& c) {
  if (!c.more()) return;
  Cursor all = c.sub(c.u16());
  while (all.more()) {
    const std::uint16_t type = all.u16();
    Cursor one = all.sub(all.u16());
    if (!all.ok()) break;
    h.extensions.push_back(type);
    extensionOf(h, type, one);
  }
}

Hello clientHello(ByteView body) {
  Hello h;
  Cursor c{body, body.size()};
  h.version = c.u16();
  c.skip(kRandom);
  c.skip(c.u8());
  Cursor suites = c.sub(c.u16());
  c.skip(c.u8());
  h.whole = c.ok();
  h.suites = numbers(suites);
  extensionsOf(h, c);
  return h;
}

void dropGrease(std::vector<std::uint16_t>& list) { std::erase_if(list, isGrease); }

void joined(TextOut& out, const std::vector<std::uint16_t>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i != 0) out.add('-');
    out.dec(list[i]);
  }
}

void joinedHex(TextOut& out, const std::vector<std::uint16_t>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i != 0) out.add(',');
    out.hex(list[i], 4);
  }
}

std::string digest(const EVP_MD* kind, std::string_view text) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> sum{};
  unsigned n = 0;
  if (EVP_Digest(text.data(), text.size(), sum.data(), &n, kind, nullptr) != 1) return {};
  std::string out;
  TextOut{out}.hexBytes(ByteView{sum.data(), n});
  return out;
}

/// First twelve digits of SHA-256; zeros for nothing.
std::string shortSha(std::string_view text) {
  constexpr std::size_t kDigits = 12;
  return text.empty() ? std::string(kDigits, '0') : digest(EVP_sha256(), text).substr(0, kDigits);
}

std::string_view ja4Version(const Hello& h) {
  std::uint16_t best = h.version;
  if (!h.versions.empty()) best = *std::max_element(h.versions.begin(), h.versions.end());
  switch (best) {
    case version::kTls13: return "13";
    case version::kTls12: return "12";
    case version::kTls11: return "11";
    case version::kTls10: return "10";
    case version::kSsl3: return "s3";
    case version::kSsl2: return "s2";
    default: return "00";
  }
}

bool isAlphanumeric(std::uint8_t c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// First and last letter of the first protocol, or digits of their bytes where they are no letters.
std::string ja4Alpn(ByteView alpn) {
  if (alpn.empty()) return "00";
  const std::uint8_t first = alpn.front(), last = alpn.back();
  if (isAlphanumeric(first) && isAlphanumeric(last)) return {static_cast<char>(first), static_cast<char>(last)};
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {kDigits[first >> 4], kDigits[last & 15]};
}

}  // namespace

Fingerprint ja3(ByteView body) {
  Hello h = clientHello(body);
  for (auto* list : {&h.suites, &h.extensions, &h.groups}) dropGrease(*list);
  Fingerprint f;
  TextOut out{f.text};
  out.dec(h.version);
  for (const auto* list : {&h.suites, &h.extensions, &h.groups, &h.formats}) joined(out.add(','), *list);
  if (h.whole) f.hash = digest(EVP_md5(), f.text);
  return f;
}

Fingerprint ja3s(ByteView body) {
  Hello h;
  Cursor c{body, body.size()};
  h.version = c.u16();
  c.skip(kRandom);
  const bool draft = isEarlyDraft(h.version);
  if (!draft) c.skip(c.u8());
  const std::uint16_t suite = c.u16();
  if (!draft) c.skip(1);
  h.whole = c.ok();
  extensionsOf(h, c);
  Fingerprint f;
  TextOut out{f.text};
  out.dec(h.version).add(',').dec(suite).add(',');
  joined(out, h.extensions);
  if (h.whole) f.hash = digest(EVP_md5(), f.text);
  return f;
}

Fingerprint ja4(ByteView body) {
  constexpr std::uint16_t kServerName = 0, kAlpn = 16;
  constexpr std::size_t kMost = 99;
  Hello h = clientHello(body);
  for (auto* list : {&h.suites, &h.extensions, &h.signatures, &h.versions}) dropGrease(*list);
  std::string head = "t";
  TextOut out{head};
  const bool named = std::find(h.extensions.begin(), h.extensions.end(), kServerName) != h.extensions.end();
  out.add(ja4Version(h)).add(named ? 'd' : 'i');
  out.dec0(std::min(h.suites.size(), kMost), 2).dec0(std::min(h.extensions.size(), kMost), 2).add(ja4Alpn(h.alpn));

  std::erase_if(h.extensions, [](std::uint16_t e) { return e == kServerName || e == kAlpn; });
  std::sort(h.suites.begin(), h.suites.end());
  std::sort(h.extensions.begin(), h.extensions.end());
  std::string suites, rest;
  TextOut suitesOut{suites}, restOut{rest};
  joinedHex(suitesOut, h.suites);
  joinedHex(restOut, h.extensions);
  if (!h.extensions.empty() && !h.signatures.empty()) joinedHex(restOut.add('_'), h.signatures);
  Fingerprint f;
  f.text = head + "_" + suites + "_" + rest;
  if (h.whole) f.hash = head + "_" + shortSha(suites) + "_" + shortSha(rest);
  return f;
}

namespace {

template <auto Text, auto Hash>
void add(Tree& w, const Fingerprint& f) {
  if (f.hash.empty()) return;
  for (const NodeId node : {addText<Text>(w, 0, 0, f.text), addText<Hash>(w, 0, 0, f.hash)})
    if (node != kNoNode) w.sink().tree[node].generated = true;
}

}  // namespace

void addClientFingerprints(Tree& w, ByteView body) {
  add<F::ja3Full, F::ja3>(w, ja3(body));
  add<F::ja4Raw, F::ja4>(w, ja4(body));
}

void addServerFingerprints(Tree& w, ByteView body) { add<F::ja3sFull, F::ja3s>(w, ja3s(body)); }

}  // namespace pw::tls
