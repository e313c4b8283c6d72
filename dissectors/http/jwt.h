// JSON Web Tokens (RFC 7519) in their compact form (RFC 7515 §7.1): three parts of Base64 with dots between.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace pw::http {

struct Jwt {
  std::string_view all, header, payload, signature;  ///< as they stand in the message
  std::string headerText, payloadText;               ///< what the first two say
};

/// The token that `text` is, in quotes or not; nothing where it is none.
std::optional<Jwt> jwtOf(std::string_view text);

}  // namespace pw::http
