// NTLM messages that HTTP carries in its headers ([MS-NLMP] §2.2), as far as they name somebody.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace pw::http {

struct NtlmMessage {
  unsigned type = 0;    ///< 1 negotiate, 2 challenge, 3 authenticate
  std::string account;  ///< of type 3: domain\user as UTF-8
  std::string response; ///< of type 3: bytes made from the password
};

/// Of the value of an Authorization or WWW-Authenticate header ("NTLM TlRMTVNTUAAB..."); nothing for others.
std::optional<NtlmMessage> ntlmOf(std::string_view headerValue);

}  // namespace pw::http
