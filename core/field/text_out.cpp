#include "core/field/text_out.h"

#include <algorithm>
#include <array>

namespace pw {

namespace {
constexpr char kDigits[] = "0123456789abcdef";

/// The longest run of at least two zero groups, as RFC 5952 §4.2 wants; length 0 where there is none.
struct ZeroRun {
  unsigned at = 0, length = 0;
};

ZeroRun longestZeroRun(const std::array<unsigned, 8>& groups) {
  ZeroRun best;
  for (unsigned i = 0; i < 8;) {
    unsigned n = 0;
    while (i + n < 8 && groups[i + n] == 0) ++n;
    if (n >= 2 && n > best.length) best = {i, n};
    i += n + 1;
  }
  return best;
}

/// Length of the well-formed UTF-8 sequence at the start of `b`, or 0 (RFC 3629 §4).
std::size_t utf8Length(ByteView b) {
  const unsigned c = b[0];
  const std::size_t n = c >= 0xc2 && c <= 0xdf ? 2u : c >= 0xe0 && c <= 0xef ? 3u : c >= 0xf0 && c <= 0xf4 ? 4u : 0u;
  if (n == 0 || b.size() < n) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((b[i] & 0xc0) != 0x80) return 0;
  if ((c == 0xe0 && b[1] < 0xa0) || (c == 0xed && b[1] > 0x9f)) return 0;
  if ((c == 0xf0 && b[1] < 0x90) || (c == 0xf4 && b[1] > 0x8f)) return 0;
  return n;
}

/// A control character of C1, or one that turns the writing direction, from a well-formed sequence; 0 for others. A
/// terminal takes U+009B for the start of a command, and a turned line says something else than its characters.
unsigned unsafeRune(ByteView b) {
  if (b[0] == 0xc2 && b[1] < 0xa0) return b[1];
  if (b[0] != 0xe2) return 0;
  const unsigned rune = 0x2000u | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
  return (rune >= 0x202a && rune <= 0x202e) || (rune >= 0x2066 && rune <= 0x2069) ? rune : 0u;
}
}  // namespace

TextOut& TextOut::dec0(std::uint64_t v, unsigned width) {
  char b[20];
  const auto r = std::to_chars(b, b + sizeof b, v);
  const auto n = static_cast<std::size_t>(r.ptr - b);
  if (n < width) s_.append(width - n, '0');
  s_.append(b, n);
  return *this;
}

TextOut& TextOut::hex(std::uint64_t v, unsigned digits) {
  const unsigned needed = v == 0 ? 1u : (67u - static_cast<unsigned>(__builtin_clzll(v))) / 4;
  for (unsigned n = std::max(needed, std::min(digits, 16u)); n-- > 0;) s_.push_back(kDigits[v >> (4 * n) & 15]);
  return *this;
}

TextOut& TextOut::hexBytes(ByteView bytes, char separator) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (separator != 0 && i != 0) s_.push_back(separator);
    s_.push_back(kDigits[bytes[i] >> 4]);
    s_.push_back(kDigits[bytes[i] & 15]);
  }
  return *this;
}

TextOut& TextOut::ipv4(std::uint32_t a) {
  char b[16];
  unsigned n = 0;
  for (int shift = 24; shift >= 0; shift -= 8) {
    const unsigned v = (a >> shift) & 255;
    if (v >= 100) b[n++] = static_cast<char>('0' + v / 100);
    if (v >= 10) b[n++] = static_cast<char>('0' + v / 10 % 10);
    b[n++] = static_cast<char>('0' + v % 10);
    b[n++] = '.';
  }
  s_.append(b, n - 1);
  return *this;
}

TextOut& TextOut::ipv6(const std::uint8_t* a) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = unsigned{a[2 * i]} << 8 | a[2 * i + 1];
  const ZeroRun zeros = longestZeroRun(groups);
  const bool mapped = zeros.at == 0 && zeros.length == 5 && groups[5] == 0xffff;
  const unsigned end = mapped ? 6 : 8;
  for (unsigned i = 0; i < end; ++i) {
    if (zeros.length != 0 && i == zeros.at) {
      add("::");
      i += zeros.length - 1;
      continue;
    }
    if (i != 0 && s_.back() != ':') add(':');
    hex(groups[i], 1);
  }
  if (mapped) add(':').ipv4(groups[6] << 16 | groups[7]);
  return *this;
}

TextOut& TextOut::ether(const std::uint8_t* a) { return hexBytes({a, 6}, ':'); }

TextOut& TextOut::seconds(std::int64_t ns, unsigned decimals) {
  auto v = static_cast<std::uint64_t>(ns);
  if (ns < 0) {
    add('-');
    v = ~v + 1;
  }
  dec(v / 1'000'000'000);
  if (decimals == 0) return *this;
  std::uint64_t part = v % 1'000'000'000;
  for (unsigned i = decimals; i < 9; ++i) part /= 10;
  return add('.').dec0(part, decimals);
}

TextOut& TextOut::printable(ByteView bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::uint8_t c = bytes[i];
    if (c >= 0x20 && c < 0x7f) {
      s_.push_back(static_cast<char>(c));
      ++i;
    } else if (c < 0x20 || c == 0x7f) {
      constexpr std::string_view kNames = "abtnvfr";
      if (c >= 7 && c <= 13)
        add('\\').add(kNames[c - 7u]);
      else
        add('\\').add(static_cast<char>('0' + (c >> 6))).add(static_cast<char>('0' + (c >> 3 & 7))).add(
            static_cast<char>('0' + (c & 7)));
      ++i;
    } else if (const std::size_t n = utf8Length(bytes.subspan(i)); n != 0) {
      if (const unsigned rune = unsafeRune(bytes.subspan(i, n)); rune != 0) add("\\u").hex(rune, 4);
      else s_.append(reinterpret_cast<const char*>(bytes.data() + i), n);
      i += n;
    } else {
      add("\xef\xbf\xbd");
      ++i;
    }
  }
  return *this;
}

TextOut& TextOut::padLeft(std::size_t from, std::size_t width) {
  const std::size_t n = s_.size() - from;
  if (n < width) s_.insert(from, width - n, ' ');
  return *this;
}

}  // namespace pw
