// How long the data inside a sealed record are: encryption hides what is said, not how much. Plain arithmetic over what
// was agreed on; nothing here looks at bytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dissectors/tls/tls_facts.h"
#include "dissectors/tls/tls_suites.h"

namespace pw::tls {

/// How a suite protects records.
enum class Sealing : std::uint8_t {
  unknown,
  none,    ///< a MAC and no encryption (RFC 5246 §6.2.3.1)
  stream,  ///< a MAC, and a cipher that keeps lengths (RFC 5246 §6.2.3.1)
  cbc,     ///< a MAC and padding up to whole blocks (RFC 5246 §6.2.3.2)
  aead,    ///< a tag, and up to TLS 1.2 mostly a nonce (RFC 5246 §6.2.3.3)
};

/// What a suite adds to a record. In bytes.
struct SuiteOverhead {
  Sealing sealing = Sealing::unknown;
  std::uint8_t tag = 0;    ///< MAC, or tag of an AEAD
  std::uint8_t nonce = 0;  ///< explicit, of an AEAD in TLS 1.2
  std::uint8_t block = 0;  ///< of CBC
  bool operator==(const SuiteOverhead&) const = default;
};

namespace detail {
constexpr bool has(std::string_view name, std::string_view part) noexcept {
  return name.find(part) != std::string_view::npos;
}

/// HMAC of the hash that ends the suite's name (RFC 5246 §A.5): not cut short, whatever the hash.
constexpr std::uint8_t macOf(std::string_view name) noexcept {
  if (name.ends_with("_MD5")) return 16;
  if (name.ends_with("_SHA")) return 20;
  if (name.ends_with("_SHA256")) return 32;
  return name.ends_with("_SHA384") ? 48 : 0;
}
}  // namespace detail

constexpr SuiteOverhead suiteOverhead(std::uint16_t suite) noexcept {
  using detail::has;
  const std::string_view name = nameOf(kSuites, suite);
  constexpr std::uint8_t kTag = 16, kShortTag = 8, kNonce = 8, kSmallBlock = 8, kBlock = 16;
  // RFC 5288 §3, RFC 6209 §3.2, RFC 6367 §2.2
  if (has(name, "_GCM_")) return {Sealing::aead, kTag, kNonce, 0};
  // RFC 6655 §3, §4; the names of TLS 1.3 end with a hash besides
  if (has(name, "_CCM_8")) return {Sealing::aead, kShortTag, kNonce, 0};
  if (has(name, "_CCM")) return {Sealing::aead, kTag, kNonce, 0};
  // RFC 7905 §2: the nonce is the record's number, which is not sent
  if (has(name, "_CHACHA20_POLY1305")) return {Sealing::aead, kTag, 0, 0};
  const std::uint8_t mac = detail::macOf(name);
  if (mac == 0) return {};
  if (has(name, "_WITH_NULL_")) return {Sealing::none, mac, 0, 0};
  if (has(name, "_RC4_")) return {Sealing::stream, mac, 0, 0};
  if (!has(name, "_CBC")) return {};
  const bool small = has(name, "DES") || has(name, "_RC2_") || has(name, "_IDEA_");
  return {Sealing::cbc, mac, 0, small ? kSmallBlock : kBlock};
}

/// Of a suite that is no AEAD; cut short where that was agreed on (RFC 6066 §7).
constexpr std::size_t macLength(const Facts& facts, const SuiteOverhead& s) noexcept {
  constexpr std::size_t kCut = 10;
  return facts.macCut ? kCut : s.tag;
}

/// Bytes of the data inside one record of application data: from `least` to `most`.
struct PlaintextLength {
  bool known = false;
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  /// At least so many where the sender pads no more than it must, as nearly all do: `most` itself in TLS 1.3.
  std::uint32_t usual = 0;

  [[nodiscard]] constexpr bool exact() const noexcept { return known && least == most; }
  bool operator==(const PlaintextLength&) const = default;
};

namespace detail {
/// RFC 5246 §6.2.3.2, RFC 7366 §3; up to TLS 1.0 without a vector in each record (RFC 4346 §6.2.3.2).
constexpr PlaintextLength insideCbc(const Facts& facts, const SuiteOverhead& s, std::size_t record) noexcept {
  const std::size_t vector = facts.version >= version::kTls11 ? s.block : 0u;
  const bool outside = facts.macOutside;
  // The length of the padding is a byte of its own, so that there is at least one; RFC 6101 §5.2.3.2 allows one block.
  const std::size_t mostPadding = facts.version == version::kSsl3 ? s.block : 256u;
  const std::size_t mac = macLength(facts, s);
  if (record < vector + mac + 1) return {};
  const std::size_t blocks = record - vector - (outside ? mac : 0u);
  if (blocks == 0 || blocks % s.block != 0) return {};
  const std::size_t padded = record - vector - mac;
  const auto without = [padded](std::size_t n) { return static_cast<std::uint32_t>(padded > n ? padded - n : 0); };
  return {true, without(mostPadding), without(1), without(s.block)};
}
}  // namespace detail

/// Of an application data record whose content is `record` bytes long. Not known where the suite was not seen, or where
/// data are compressed first.
constexpr PlaintextLength plaintextLength(const Facts& facts, std::size_t record) noexcept {
  const SuiteOverhead s = suiteOverhead(facts.suite);
  if (facts.compressed || s.sealing == Sealing::unknown || facts.version < version::kSsl3) return {};
  if (facts.version == version::kTls13) {
    // RFC 8446 §5.2, §5.4: a byte for the true type, and zeros behind it as many as the sender likes
    const std::size_t added = s.tag + 1u;
    constexpr unsigned kTls13Suites = 0x13;  // RFC 8446 §B.4
    if (facts.suite >> 8 != kTls13Suites || s.sealing != Sealing::aead || record < added) return {};
    const auto most = static_cast<std::uint32_t>(record - added);
    return {true, 0, most, most};
  }
  if (s.sealing == Sealing::cbc) return detail::insideCbc(facts, s, record);
  const std::size_t added = s.sealing == Sealing::aead ? std::size_t{s.nonce} + s.tag : macLength(facts, s);
  if (record < added) return {};
  const auto exact = static_cast<std::uint32_t>(record - added);
  return {true, exact, exact, exact};
}

}  // namespace pw::tls
