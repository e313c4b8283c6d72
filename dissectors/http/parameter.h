// Lists of name=value, as many header fields have them.
#pragma once
#include "dissectors/http/http_text.h"

namespace pw::http {

/// The next of some name=value with a separator between; a value may stand in quotation marks (RFC 9110 §5.6.6).
struct Parameter {
  std::string_view all, name, value;  ///< value without its quotation marks
};
inline Parameter takeParameter(std::string_view& rest, char separator) noexcept {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < rest.size() && (quoted || rest[end] != separator); ++end) {
    if (quoted && rest[end] == '\\') ++end;
    else if (rest[end] == '"') quoted = !quoted;
  }
  end = std::min(end, rest.size());
  Parameter out;
  out.all = trimmed(rest.substr(0, end));
  rest = rest.substr(std::min(end + 1, rest.size()));
  const std::size_t equals = out.all.find('=');
  out.name = trimmed(out.all.substr(0, equals));
  out.value = equals == std::string_view::npos ? out.all.substr(out.all.size()) : trimmed(out.all.substr(equals + 1));
  if (out.value.size() >= 2 && out.value.front() == '"' && out.value.back() == '"')
    out.value = out.value.substr(1, out.value.size() - 2);
  return out;
}

}  // namespace pw::http
