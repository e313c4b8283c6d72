#include "dissectors/http/jwt.h"

#include "dissectors/http/http_text.h"

namespace pw::http {

namespace {

bool isBase64Url(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_' || c == '=';
  });
}

}  // namespace

std::optional<Jwt> jwtOf(std::string_view text) {
  constexpr std::size_t kLongest = std::size_t{16} << 10;
  // {" in Base64: every header begins so, or with {\n, which nobody writes
  constexpr std::string_view kStart = "eyJ";
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (!text.starts_with(kStart) || text.size() > kLongest) return std::nullopt;
  Jwt out;
  out.all = text;
  const std::size_t first = text.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  out.header = text.substr(0, first);
  out.payload = text.substr(first + 1, second - first - 1);
  out.signature = text.substr(second + 1);
  if (!isBase64Url(out.header) || !isBase64Url(out.payload) || !isBase64Url(out.signature)) return std::nullopt;
  out.headerText = fromBase64(out.header);
  out.payloadText = fromBase64(out.payload);
  if (!out.headerText.ends_with('}') || !out.payloadText.starts_with('{')) return std::nullopt;
  return out;
}

}  // namespace pw::http
