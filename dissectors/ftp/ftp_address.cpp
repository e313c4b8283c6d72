#include "dissectors/ftp/ftp_address.h"

#include "dissectors/http/http_text.h"

namespace pw::ftp {

using http::isDigit;
using http::takePart;

std::uint16_t numberOf(std::string_view text) noexcept {
  constexpr unsigned kMax = UINT16_MAX;
  unsigned v = 0;
  for (const char c : text) {
    if (!isDigit(c)) return 0;
    v = v * 10 + static_cast<unsigned>(c - '0');
    if (v > kMax) return 0;
  }
  return static_cast<std::uint16_t>(v);
}

std::optional<HostPort> hostPortOf(std::string_view text) noexcept {
  std::array<unsigned, 6> v{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    const std::size_t from = at;
    for (; at < text.size() && isDigit(text[at]) && at - from < 3; ++at)
      v[i] = v[i] * 10 + static_cast<unsigned>(text[at] - '0');
    if (at == from || v[i] > UINT8_MAX) return std::nullopt;
    if (i + 1 == v.size()) break;
    if (at == text.size() || text[at] != ',') return std::nullopt;
    ++at;
  }
  return HostPort{v[0] << 24 | v[1] << 16 | v[2] << 8 | v[3], static_cast<std::uint16_t>(v[4] << 8 | v[5]), at};
}

ExtendedPort extendedPortOf(std::string_view text) noexcept {
  if (text.empty()) return {};
  const char separator = text.front();
  text.remove_prefix(1);
  ExtendedPort e;
  e.family = takePart(text, separator);
  e.address = takePart(text, separator);
  e.port = takePart(text, separator);
  return e;
}

std::optional<std::uint32_t> ipv4Of(std::string_view text) noexcept {
  std::uint32_t v = 0;
  unsigned parts = 0;
  for (; !text.empty() && parts < 5; ++parts) {
    const std::string_view part = takePart(text, '.');
    if (part.empty() || part.size() > 3) return std::nullopt;
    const unsigned n = numberOf(part);
    if (n > UINT8_MAX || (n == 0 && part != "0")) return std::nullopt;
    v = v << 8 | n;
  }
  if (parts != 4) return std::nullopt;
  return v;
}

std::optional<std::array<std::uint8_t, 16>> ipv6Of(std::string_view text) noexcept {
  std::array<std::uint8_t, 16> out{};
  std::array<std::uint16_t, 8> words{};
  std::size_t n = 0, gap = words.size() + 1;
  if (text.starts_with("::")) {
    gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    if (n == words.size()) return std::nullopt;
    unsigned v = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < 4 && http::hexDigit(text[digits]) >= 0; ++digits)
      v = v << 4 | static_cast<unsigned>(http::hexDigit(text[digits]));
    if (digits == 0) return std::nullopt;
    words[n++] = static_cast<std::uint16_t>(v);
    text.remove_prefix(digits);
    if (text.empty()) break;
    if (text.front() != ':' || text.size() == 1) return std::nullopt;
    text.remove_prefix(1);
    if (text.front() != ':') continue;
    if (gap <= words.size()) return std::nullopt;
    gap = n;
    text.remove_prefix(1);
  }
  const bool gapped = gap <= words.size();
  if (gapped ? n == words.size() : n != words.size()) return std::nullopt;
  const std::size_t zeros = words.size() - n;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint16_t v = !gapped || i < gap ? words[i] : i < gap + zeros ? std::uint16_t{0} : words[i - zeros];
    out[2 * i] = static_cast<std::uint8_t>(v >> 8);
    out[2 * i + 1] = static_cast<std::uint8_t>(v);
  }
  return out;
}

}  // namespace pw::ftp
