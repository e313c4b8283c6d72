#include "dissectors/http/http_text.h"

#include <array>

namespace pw::http {

namespace {

/// RFC 9110 §9, WebDAV (RFC 4918, 3253, 5323), UPnP and what programs made up.
constexpr std::string_view kMethods[] = {
    "GET",      "PUT",       "COPY",      "HEAD",       "LOCK",       "MOVE",       "POLL",        "POST",
    "BCOPY",    "BMOVE",     "MKCOL",     "TRACE",      "PATCH",      "LABEL",      "MERGE",       "DELETE",
    "SEARCH",   "UNLOCK",    "REPORT",    "UPDATE",     "NOTIFY",     "BDELETE",    "CONNECT",     "OPTIONS",
    "CHECKIN",  "PROPFIND",  "CHECKOUT",  "CCM_POST",   "M-SEARCH",   "SUBSCRIBE",  "PROPPATCH",   "BPROPFIND",
    "BPROPPATCH", "UNCHECKOUT", "MKACTIVITY", "MKWORKSPACE", "RPC_CONNECT", "RPC_IN_DATA", "UNSUBSCRIBE",
    "RPC_OUT_DATA", "VERSION-CONTROL", "BASELINE-CONTROL", "SSTP_DUPLEX_POST"};

int base64Digit(char c) noexcept {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (isDigit(c)) return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/// One word that a message may begin with against its beginning.
Start against(std::string_view word, std::string_view after, std::string_view text, Start found) noexcept {
  if (text.size() <= word.size()) return word.starts_with(text) ? Start::more : Start::no;
  return text.starts_with(word) && after.find(text[word.size()]) != std::string_view::npos ? found : Start::no;
}

}  // namespace

Start startOf(std::string_view text) noexcept {
  Start best = against("HTTP", "/", text, Start::response);
  if (best == Start::no) best = against("ICY", " ", text, Start::response);
  for (const std::string_view method : kMethods) {
    if (best != Start::no) break;
    best = against(method, " \r\n", text, Start::request);
  }
  return best;
}

std::string fromBase64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  unsigned bits = 0, have = 0;
  for (const char c : text) {
    const int digit = base64Digit(c);
    if (digit < 0) break;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out.push_back(static_cast<char>(bits >> have & 0xff));
  }
  return out;
}

std::string fromForm(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() && text[i] == '%' ? hexDigit(text[i + 1]) : -1;
    const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high << 4 | low));
      i += 2;
    } else {
      out.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

}  // namespace pw::http
