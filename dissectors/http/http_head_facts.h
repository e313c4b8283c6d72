// What the lines of a head say that matters beyond the line itself.
#pragma once
#include <string_view>

#include "dissectors/http/http_field_ids.h"

namespace pw::http {

/// Views into the message.
struct HeadFacts {
  bool response = false, chunked = false, hasCookie = false, hasTransportSecurity = false;
  unsigned code = 0;
  std::string_view method, uri, host;
  std::string_view contentType, contentEncoding, location;
  // Fetch Standard §3.2
  std::string_view origin, requestMethod, requestHeaders, allowOrigin, allowMethods, allowHeaders, allowCredentials;

  /// One header that has a field of its own.
  void take(F header, std::string_view value) noexcept;
};

/// The facts of a head as far as it goes; without method and code where no message begins.
HeadFacts headFactsOf(std::string_view message) noexcept;

/// The three digits behind the version; 0 where there are none (RFC 9112 §4).
unsigned statusCodeOf(std::string_view text) noexcept;

}  // namespace pw::http
