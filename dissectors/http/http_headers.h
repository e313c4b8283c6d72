// Header fields that have a field of their own.
#pragma once
#include <algorithm>
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
};

/// Null for other headers.
inline const NamedHeader* headerOf(std::string_view name) noexcept {
  const auto* const h = std::find_if(std::begin(kHeaders), std::end(kHeaders),
                                     [&](const NamedHeader& n) { return sameWord(name, n.name); });
  return h == std::end(kHeaders) ? nullptr : h;
}

}  // namespace pw::http
