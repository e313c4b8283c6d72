// Header fields that have a field of their own.
#pragma once
#include <algorithm>
#include <span>
#include <string_view>

#include "dissectors/http/http_field_ids.h"
#include "dissectors/http/http_text.h"

namespace pw::http {

struct NamedHeader {
  std::string_view name;  ///< lower case
  F field;
};
inline constexpr NamedHeader kHeaders[] = {
    {"host", F::host},
    {"user-agent", F::userAgent},
    {"accept", F::accept},
    {"accept-language", F::acceptLanguage},
    {"accept-encoding", F::acceptEncoding},
    {"referer", F::referer},
    {"connection", F::connection},
    {"upgrade", F::upgrade},
    {"cookie", F::cookie},
    {"set-cookie", F::setCookie},
    {"authorization", F::authorization},
    {"proxy-authorization", F::proxyAuthorization},
    {"www-authenticate", F::wwwAuthenticate},
    {"proxy-authenticate", F::proxyAuthenticate},
    {"content-type", F::contentType},
    {"content-length", F::contentLengthHeader},
    {"content-encoding", F::contentEncoding},
    {"transfer-encoding", F::transferEncoding},
    {"location", F::location},
    {"server", F::server},
    {"date", F::date},
    {"last-modified", F::lastModified},
    {"cache-control", F::cacheControl},
    {"x-forwarded-for", F::forwardedFor},
    {"sec-websocket-accept", F::webSocketAccept},
    {"sec-websocket-extensions", F::webSocketExtensions},
    {"sec-websocket-key", F::webSocketKey},
    {"sec-websocket-protocol", F::webSocketProtocol},
    {"sec-websocket-version", F::webSocketVersion},
    {"http2-settings", F::http2Settings},
    {"from", F::from},
    {"x-api-key", F::apiKey},
    {"api-key", F::apiKey},
    {"apikey", F::apiKey},
    {"x-auth-token", F::apiKey},
    {"x-access-token", F::apiKey},
    {"x-session-token", F::apiKey},
    {"x-amz-security-token", F::apiKey},
    {"origin", F::origin},
    {"access-control-request-method", F::requestMethod},
    {"access-control-request-headers", F::requestHeaders},
    {"access-control-allow-origin", F::allowOrigin},
    {"access-control-allow-methods", F::allowMethods},
    {"access-control-allow-headers", F::allowHeaders},
    {"access-control-allow-credentials", F::allowCredentials},
    {"access-control-max-age", F::maxAge},
    {"strict-transport-security", F::transportSecurity},
};

/// Null for other headers. `name` in any case.
inline const NamedHeader* headerOf(std::span<const NamedHeader> headers, std::string_view name) noexcept {
  for (const NamedHeader& h : headers)
    if (sameWord(name, h.name)) return &h;
  return nullptr;
}

/// A header line taken apart (RFC 9110 §5).
struct HeaderLine {
  const NamedHeader* named = nullptr;
  std::string_view value;  ///< up to a zero byte
};

/// `extra` comes before the headers of HTTP.
inline HeaderLine headerLine(std::string_view line, std::span<const NamedHeader> extra = {}) noexcept {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view value = trimmed(line.substr(colon + 1));
  const std::string_view name = trimmed(line.substr(0, colon));
  const NamedHeader* const own = headerOf(extra, name);
  return {own != nullptr ? own : headerOf(kHeaders, name), value.substr(0, std::min(value.find('\0'), value.size()))};
}

}  // namespace pw::http
