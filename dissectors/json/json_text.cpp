#include "dissectors/json/json_text.h"

#include <cstdint>
#include <optional>

#include "dissectors/http/http_text.h"

namespace pw::json {

namespace {

/// The four digits of \u.
std::optional<std::uint32_t> unit(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t v = 0;
  for (const char c : text.substr(0, 4)) {
    const int digit = http::hexDigit(c);
    if (digit < 0) return std::nullopt;
    v = v << 4 | static_cast<std::uint32_t>(digit);
  }
  return v;
}

void appendUtf8(std::string& out, std::uint32_t v) {
  const auto byte = [&](std::uint32_t b) { out.push_back(static_cast<char>(b)); };
  if (v < 0x80) {
    byte(v);
  } else if (v < 0x800) {
    byte(0xc0 | v >> 6);
    byte(0x80 | (v & 0x3f));
  } else if (v < 0x10000) {
    byte(0xe0 | v >> 12);
    byte(0x80 | (v >> 6 & 0x3f));
    byte(0x80 | (v & 0x3f));
  } else {
    byte(0xf0 | v >> 18);
    byte(0x80 | (v >> 12 & 0x3f));
    byte(0x80 | (v >> 6 & 0x3f));
    byte(0x80 | (v & 0x3f));
  }
}

/// One \u escape, or two that are a surrogate pair; gives how many characters it took behind "\u".
std::size_t codePoint(std::string& out, std::string_view text) {
  const auto first = unit(text);
  if (!first) return 0;
  if (*first >= 0xd800 && *first < 0xdc00 && text.substr(4, 2) == "\\u") {
    const auto second = unit(text.substr(6));
    if (second && *second >= 0xdc00 && *second < 0xe000) {
      appendUtf8(out, 0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00));
      return 10;
    }
  }
  appendUtf8(out, *first >= 0xd800 && *first < 0xe000 ? 0xfffd : *first);
  return 4;
}

}  // namespace

std::string unescaped(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      out.push_back(raw[i]);
      continue;
    }
    const char c = raw[++i];
    constexpr std::string_view kNames = "bfnrt\"\\/", kMeant = "\b\f\n\r\t\"\\/";
    if (const std::size_t at = kNames.find(c); at != std::string_view::npos) {
      out.push_back(kMeant[at]);
    } else if (const std::size_t n = c == 'u' ? codePoint(out, raw.substr(i + 1)) : 0; n > 0) {
      i += n;
    } else {
      out.push_back('\\');
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace pw::json
