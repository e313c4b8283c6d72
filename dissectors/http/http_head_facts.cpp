#include "dissectors/http/http_head_facts.h"

#include "dissectors/http/http_headers.h"

namespace pw::http {

void HeadFacts::take(F header, std::string_view value) noexcept {
  switch (header) {
    case F::host:
      if (host.empty()) host = value;
      return;
    case F::contentType: contentType = value; return;
    case F::contentEncoding: contentEncoding = value; return;
    case F::transferEncoding: chunked = listHas(value, "chunked"); return;
    case F::location: location = value; return;
    case F::cookie: hasCookie = true; return;
    case F::transportSecurity: hasTransportSecurity = true; return;
    case F::origin: origin = value; return;
    case F::requestMethod: requestMethod = value; return;
    case F::requestHeaders: requestHeaders = value; return;
    case F::allowOrigin: allowOrigin = value; return;
    case F::allowMethods: allowMethods = value; return;
    case F::allowHeaders: allowHeaders = value; return;
    case F::allowCredentials: allowCredentials = value; return;
    default: return;
  }
}

unsigned statusCodeOf(std::string_view text) noexcept {
  unsigned code = 0;
  for (std::size_t i = 0; i < text.size() && i < 3 && isDigit(text[i]); ++i)
    code = code * 10 + static_cast<unsigned>(text[i] - '0');
  return code;
}

HeadFacts headFactsOf(std::string_view message) noexcept {
  HeadFacts out;
  while (!message.empty() && (message.front() == '\r' || message.front() == '\n')) message.remove_prefix(1);
  const Start start = startOf(message);
  if (start != Start::request && start != Start::response) return out;
  out.response = start == Start::response;
  const Line first = lineOf(message);
  std::string_view rest = first.text;
  const std::string_view word = takePart(rest, ' ');
  if (out.response) {
    out.code = statusCodeOf(trimmed(rest));
  } else {
    out.method = word;
    out.uri = takePart(rest, ' ');
  }
  message.remove_prefix(first.length);
  for (Line l = lineOf(message); !l.text.empty(); l = lineOf(message)) {
    if (const auto h = headerLine(l.text); h.named != nullptr) out.take(h.named->field, h.value);
    message.remove_prefix(l.length);
  }
  return out;
}

}  // namespace pw::http
