// Reading text that is made of lines, as HTTP and its kin are.
#pragma once
#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "core/bytes/byte_view.h"

namespace pw::http {

inline std::string_view textOf(ByteView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline ByteView bytesOf(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool isBlank(char c) noexcept { return c == ' ' || c == '\t'; }
constexpr bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }
/// -1 for what is no hex digit.
constexpr int hexDigit(char c) noexcept {
  if (isDigit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/// Whether `text` is the lower-case word, in any case.
constexpr bool sameWord(std::string_view text, std::string_view word) noexcept {
  return text.size() == word.size() &&
         std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return lower(a) == b; });
}
constexpr bool startsWithWord(std::string_view text, std::string_view word) noexcept {
  return sameWord(text.substr(0, word.size()), word);
}
/// Whether a list of words with ',' between (RFC 9110 §5.6.1) has the lower-case word.
constexpr bool listHas(std::string_view list, std::string_view word) noexcept;

/// Without blanks at both ends.
constexpr std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes the part up to `separator` off the front.
constexpr std::string_view takePart(std::string_view& rest, char separator) noexcept {
  const std::size_t at = rest.find(separator);
  const std::string_view part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return part;
}

constexpr bool listHas(std::string_view list, std::string_view word) noexcept {
  while (!list.empty())
    if (sameWord(trimmed(takePart(list, ',')), word)) return true;
  return false;
}

/// A line without its end, which is CR LF or LF alone (RFC 9112 §2.2).
struct Line {
  std::string_view text;
  std::size_t length = 0;  ///< with its end
  bool ended = false;
};

inline Line lineOf(std::string_view all) noexcept {
  const std::size_t end = all.find('\n');
  if (end == std::string_view::npos) return {all, all.size(), false};
  const std::size_t text = end > 0 && all[end - 1] == '\r' ? end - 1 : end;
  return {all.substr(0, text), end + 1, true};
}

/// Undoes Base64 in either alphabet (RFC 4648 §4, §5) up to the first character that does not belong to it.
std::string fromBase64(std::string_view text);
/// Which characters of a Base64 text hold some of the bytes that it stands for.
inline std::string_view base64Of(std::string_view text, std::size_t from, std::size_t length) noexcept {
  const std::size_t first = std::min(from / 3 * 4 + from % 3, text.size());
  const std::size_t end = (from + length) / 3 * 4 + ((from + length) % 3 == 0 ? 0 : (from + length) % 3 + 1);
  return text.substr(first, length == 0 ? 0 : std::min(end, text.size()) - first);
}
/// Undoes percent-encoding, and '+' for a blank (URL Standard §5.1).
std::string fromForm(std::string_view text);

/// Where parts of a text lie in the source that it was read from.
struct Place {
  const char* start;  ///< of the text
  std::uint32_t at;   ///< its offset

  [[nodiscard]] std::uint32_t of(std::string_view part) const noexcept {
    return at + static_cast<std::uint32_t>(part.data() - start);
  }
};

/// What begins a message.
enum class Start : std::uint8_t {
  no,
  more,      ///< too short to tell
  request,
  response,
};
/// Judges by the first word alone: a known method and a blank or the line's end, or "HTTP/".
Start startOf(std::string_view text) noexcept;

}  // namespace pw::http
