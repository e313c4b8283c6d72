// Words of the protocols of lines.
#pragma once
#include <string_view>

#include "dissectors/http/http_text.h"

namespace pw::line {

using http::bytesOf;
using http::isDigit;
using http::sameWord;
using http::startsWithWord;
using http::takePart;
using http::textOf;
using http::trimmed;

/// Takes the first word off, and the blanks behind it.
constexpr std::string_view takeWord(std::string_view& rest) noexcept {
  const std::string_view word = takePart(rest, ' ');
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return word;
}

/// Whether the lower-case words stand in the text, in any case.
constexpr bool contains(std::string_view text, std::string_view words) noexcept {
  for (std::size_t i = 0; i + words.size() <= text.size(); ++i)
    if (startsWithWord(text.substr(i), words)) return true;
  return false;
}

/// A reply's code (RFC 5321 §4.2.1, RFC 959 §4.2) and whether more lines follow; code 0: the line has none.
struct Reply {
  unsigned code = 0;
  bool last = true;
};
constexpr Reply replyOf(std::string_view line) noexcept {
  if (line.size() < 3 || !isDigit(line[0]) || !isDigit(line[1]) || !isDigit(line[2])) return {};
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return {};
  const auto digit = [&line](std::size_t i) { return static_cast<unsigned>(line[i] - '0'); };
  return {digit(0) * 100 + digit(1) * 10 + digit(2), line.size() == 3 || line[3] == ' '};
}

/// Whether the first line is text: no control characters but blanks. Where the line does not end, all of it counts.
constexpr bool looksLikeText(std::string_view bytes) noexcept {
  for (const char c : bytes.substr(0, 256)) {
    if (c == '\n') return true;
    const auto u = static_cast<unsigned char>(c);
    if ((u < 0x20 && c != '\t' && c != '\r') || u == 0x7f) return false;
  }
  return !bytes.empty();
}

/// Whether the word is one of the upper-case list, in any case.
template <class List>
constexpr bool isOneOf(std::string_view word, const List& list) noexcept {
  const auto same = [](char a, char b) { return http::lower(a) == http::lower(b); };
  for (const std::string_view one : list)
    if (one.size() == word.size() && std::equal(one.begin(), one.end(), word.begin(), same)) return true;
  return false;
}

}  // namespace pw::line
