#include "core/leaks/secret_values.h"

#include <algorithm>
#include <array>

namespace pw {

namespace {

constexpr bool isDigit(std::uint8_t c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool isLetter(std::uint8_t c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool isWord(std::uint8_t c) noexcept { return isDigit(c) || isLetter(c) || c == '_' || c >= 0x80; }
constexpr bool isHex(char c) noexcept {
  return isDigit(static_cast<std::uint8_t>(c)) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Base64 with its padding (RFC 4648 §4 or §5), letters of both cases or digits among it.
bool isBase64(std::string_view v) noexcept {
  std::size_t padding = 0;
  while (!v.empty() && v.back() == '=') {
    v.remove_suffix(1);
    ++padding;
  }
  bool upper = false, lower = false, digit = false;
  for (const char c : v) {
    const auto b = static_cast<std::uint8_t>(c);
    if (!isDigit(b) && !isLetter(b) && c != '+' && c != '/' && c != '-' && c != '_') return false;
    digit = digit || isDigit(b);
    upper = upper || (c >= 'A' && c <= 'Z');
    lower = lower || (c >= 'a' && c <= 'z');
  }
  return padding <= 2 && upper && lower && digit;
}

bool isHashLength(std::size_t hexDigits) noexcept {
  constexpr std::array<std::size_t, 9> kLengths{32, 40, 48, 56, 64, 96, 128, 256, 512};
  return std::find(kLengths.begin(), kLengths.end(), hexDigits) != kLengths.end();
}

/// Bytes that Base64 text stands for.
std::size_t unpackedLength(std::string_view v) noexcept {
  std::size_t padding = 0;
  while (padding < 2 && padding < v.size() && v[v.size() - 1 - padding] == '=') ++padding;
  return v.size() / 4 * 3 - padding;
}

struct Issuer {
  std::uint32_t from, to;  ///< first four digits
  std::uint32_t lengths;   ///< bit n: n digits
};
constexpr std::uint32_t lengths(std::initializer_list<unsigned> all) {
  std::uint32_t bits = 0;
  for (const unsigned n : all) bits |= std::uint32_t{1} << n;
  return bits;
}
/// ISO/IEC 7812 numbers as the networks publish them: Visa, Mastercard, American Express, Discover, Diners, JCB,
/// UnionPay, Maestro, and those that Korean banks issue for the country only (9).
constexpr std::array kIssuers{
    Issuer{4000, 4999, lengths({13, 16, 19})}, Issuer{5100, 5599, lengths({16})},
    Issuer{2221, 2720, lengths({16})},         Issuer{3400, 3499, lengths({15})},
    Issuer{3700, 3799, lengths({15})},         Issuer{6011, 6011, lengths({16, 17, 18, 19})},
    Issuer{6440, 6599, lengths({16, 17, 18, 19})}, Issuer{3000, 3059, lengths({14, 16, 19})},
    Issuer{3600, 3699, lengths({14, 16, 19})}, Issuer{3800, 3999, lengths({14, 16, 19})},
    Issuer{3528, 3589, lengths({16, 17, 18, 19})}, Issuer{6200, 6299, lengths({16, 17, 18, 19})},
    Issuer{6304, 6304, lengths({16, 18, 19})}, Issuer{6759, 6763, lengths({16, 18, 19})},
    Issuer{9400, 9499, lengths({16})},
};

bool hasIssuer(std::string_view digits) noexcept {
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < 4; ++i) first = first * 10 + static_cast<std::uint32_t>(digits[i] - '0');
  for (const Issuer& i : kIssuers)
    if (first >= i.from && first <= i.to && (i.lengths >> digits.size() & 1) != 0) return true;
  return false;
}

constexpr std::size_t kMinCard = 13, kMaxCard = 19;

/// Groups of digits with the same mark between, as numbers are printed on cards.
struct Groups {
  static constexpr std::size_t kMost = 5;
  std::array<std::size_t, kMost> sizes{}, ends{};  ///< ends: places in the text
  std::size_t count = 0;
  std::uint8_t separator = 0;

  [[nodiscard]] bool are(std::initializer_list<std::size_t> want) const noexcept {
    return want.size() <= count && std::equal(want.begin(), want.end(), sizes.begin());
  }
  /// Groups from the first one on that may be one number; 0: none.
  [[nodiscard]] std::size_t number() const noexcept {
    if (count == 1) return 1;
    if (count == 5 && are({4, 4, 4, 4, 3})) return 5;
    const std::size_t n = are({4, 4, 4, 4}) ? 4u : are({4, 6, 5}) || are({4, 6, 4}) ? 3u : 0u;
    // "4111 1111 1111 1111 12/26": a blank may end it. A number with '-' goes on.
    return n == count || separator == ' ' ? n : 0;
  }
};

Groups groupsAt(ByteView text, std::size_t at) noexcept {
  Groups g;
  std::size_t i = at;
  while (g.count < Groups::kMost) {
    const std::size_t from = i;
    while (i < text.size() && isDigit(text[i]) && i - from <= kMaxCard) ++i;
    g.sizes[g.count] = i - from;
    g.ends[g.count++] = i;
    const bool goesOn = i + 1 < text.size() && (text[i] == ' ' || text[i] == '-') && isDigit(text[i + 1]) &&
                        (g.separator == 0 || g.separator == text[i]) && g.sizes[0] == 4;
    if (!goesOn) break;
    g.separator = text[i++];
  }
  return g;
}

/// Length in the text of the card number that begins at `at`; 0: none.
std::size_t cardAt(ByteView text, std::size_t at) noexcept {
  const Groups g = groupsAt(text, at);
  const std::size_t groups = g.number();
  if (groups == 0) return 0;
  const std::size_t end = g.ends[groups - 1];
  if (end < text.size() && isWord(text[end])) return 0;
  // Decimals, and parts of longer numbers with other marks between.
  const bool marked = end + 1 < text.size() && (text[end] == '.' || text[end] == '-' || text[end] == ',');
  if (marked && isDigit(text[end + 1])) return 0;
  char digits[kMaxCard];
  std::size_t n = 0;
  for (std::size_t i = at; i < end; ++i) {
    if (!isDigit(text[i])) continue;
    if (n == kMaxCard) return 0;
    digits[n++] = static_cast<char>(text[i]);
  }
  const std::string_view all{digits, n};
  return n >= kMinCard && hasIssuer(all) && luhn(all) ? end - at : 0;
}

constexpr bool isLocal(std::uint8_t c) noexcept {
  return isDigit(c) || isLetter(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}
constexpr bool isDomain(std::uint8_t c) noexcept { return isDigit(c) || isLetter(c) || c == '.' || c == '-'; }

/// The mail address around an '@' (RFC 5321 §4.1.2, as people have them: no quoted local parts).
bool addressAround(ByteView text, std::size_t at, TextHit& hit) noexcept {
  constexpr std::size_t kMaxLocal = 64, kMaxDomain = 253;
  std::size_t from = at;
  while (from > 0 && at - from < kMaxLocal && isLocal(text[from - 1])) --from;
  // Behind the last escape of a URL: "%20a@b.kr".
  for (std::size_t i = from; i < at; ++i)
    if (text[i] == '%') from = i + 3;
  while (from < at && (text[from] == '.' || text[from] == '-')) ++from;
  std::size_t to = at + 1;
  while (to < text.size() && to - at <= kMaxDomain && isDomain(text[to]) && !(text[to] == '.' && text[to - 1] == '.'))
    ++to;
  while (to > at + 1 && (text[to - 1] == '.' || text[to - 1] == '-')) --to;
  std::size_t top = to;  // where the last label begins
  while (top > at + 1 && isLetter(text[top - 1])) --top;
  const bool hasTop = top > at + 2 && text[top - 1] == '.' && to - top >= 2;
  if (from >= at || !hasTop || (to < text.size() && text[to] == '_')) return false;
  hit = {TextHitKind::mailAddress, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)};
  return true;
}

/// Pictures and archives hold an '@' in many places.
bool isText(ByteView bytes) noexcept {
  const ByteView start = bytes.first(std::min<std::size_t>(bytes.size(), 512));
  const auto odd = std::count_if(start.begin(), start.end(), [](std::uint8_t c) {
    return c == 0 || (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1b) || c == 0x7f;
  });
  return odd == 0;
}

}  // namespace

bool looksHashed(std::string_view v) noexcept {
  if (v.starts_with("$2a$") || v.starts_with("$2b$") || v.starts_with("$2y$")) return v.size() == 60;
  if (v.starts_with("$argon2") || v.starts_with("$1$") || v.starts_with("$5$") || v.starts_with("$6$") ||
      v.starts_with("pbkdf2"))
    return v.size() >= 30;
  if (isHashLength(v.size()) && std::all_of(v.begin(), v.end(), isHex)) return true;
  if (v.size() % 4 != 0 || !isBase64(v)) return false;
  const std::size_t bytes = unpackedLength(v);
  constexpr std::array<std::size_t, 9> kLengths{16, 20, 28, 32, 48, 64, 128, 256, 512};
  // Without padding a word of such a length is likelier than a hash: those of 48 bytes are left.
  const bool padded = v.ends_with('=');
  return std::find(kLengths.begin(), kLengths.end(), bytes) != kLengths.end() && (padded || bytes == 48);
}

bool looksLikeJwt(std::string_view v) noexcept {
  // "eyJ" is Base64url of '{"'.
  if (!v.starts_with("eyJ")) return false;
  std::size_t dots = 0;
  for (const char c : v) {
    const auto b = static_cast<std::uint8_t>(c);
    if (c == '.') ++dots;
    else if (!isDigit(b) && !isLetter(b) && c != '-' && c != '_') return false;
  }
  return dots == 2 && v.size() >= 20;
}

bool luhn(std::string_view digits) noexcept {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[digits.size() - 1 - i];
    if (c < '0' || c > '9') return false;
    unsigned d = static_cast<unsigned>(c - '0');
    if (i % 2 == 1) d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  return !digits.empty() && sum % 10 == 0;
}

bool isCardNumber(std::string_view value) noexcept {
  const ByteView bytes{reinterpret_cast<const std::uint8_t*>(value.data()), value.size()};
  return !bytes.empty() && isDigit(bytes[0]) && cardAt(bytes, 0) == bytes.size();
}

void findInText(ByteView text, std::vector<TextHit>& into) {
  into.clear();
  if (!isText(text)) return;
  for (std::size_t i = 0; i < text.size() && into.size() < kMaxTextHits; ++i) {
    const std::uint8_t c = text[i];
    TextHit hit;
    if (c == '@' && i > 0 && addressAround(text, i, hit)) {
      into.push_back(hit);
      i = std::size_t{hit.at} + hit.length - 1;
    } else if (isDigit(c)) {
      const std::uint8_t before = i == 0 ? std::uint8_t{' '} : text[i - 1];
      const bool inNumber = i > 1 && (before == '.' || before == '-' || before == ',') && isDigit(text[i - 2]);
      std::size_t n = isWord(before) || before == '%' || inNumber ? 0 : cardAt(text, i);
      hit = {TextHitKind::cardNumber, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(n)};
      if (n != 0) into.push_back(hit);
      // Behind it, or behind the rest of the other number.
      while (n == 0 && i + 1 < text.size() && isDigit(text[i + 1])) ++i;
      i += n != 0 ? n - 1 : 0;
    }
  }
}

}  // namespace pw
