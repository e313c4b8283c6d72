// The arguments of an IMAP command: atoms, quoted strings and literals (RFC 9051 §4).
#pragma once
#include <string>

#include "dissectors/imap/imap_session.h"
#include "dissectors/line/line_text.h"

namespace pw::imap {

struct Word {
  std::string_view raw;   ///< as it was sent, with quotes; of a literal its bytes
  std::string_view text;  ///< without quotes
  bool escaped = false;   ///< of a quoted string: a backslash stands before some letters
};

/// Takes the next argument off the front, and the blank behind it. Empty at the end of the command.
inline Word takeArgument(std::string_view& rest) noexcept {
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  Word w;
  std::size_t n = 0;
  if (rest.starts_with('"')) {
    for (n = 1; n < rest.size() && rest[n] != '"' && rest[n] != '\n'; ++n) {
      if (rest[n] != '\\' || n + 1 == rest.size()) continue;
      w.escaped = true;
      ++n;
    }
    n = std::min(n, rest.size());
    w.text = rest.substr(1, n - 1);
    if (n < rest.size() && rest[n] == '"') ++n;
    w.raw = rest.substr(0, n);
  } else {
    const http::Line line = http::lineOf(rest);
    const std::size_t word = std::min(line.text.find(' '), line.text.size());
    const auto literal = word == line.text.size() ? literalOf(line.text) : std::nullopt;
    if (literal && line.ended) {
      rest.remove_prefix(line.length);
      n = static_cast<std::size_t>(std::min<std::uint64_t>(*literal, rest.size()));
    } else {
      n = word;
    }
    w.raw = w.text = rest.substr(0, n);
  }
  rest.remove_prefix(n);
  return w;
}

/// Without the backslashes.
inline std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out.push_back(text[i]);
  }
  return out;
}

}  // namespace pw::imap
