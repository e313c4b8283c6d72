// What the lines of an authentication say (SASL, RFC 4422) in SMTP, POP and IMAP, where they are Base64.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace pw::line {

enum class Mechanism : std::uint8_t {
  none,
  plain,      ///< RFC 4616
  login,      ///< draft-murchison-sasl-login: name, then password
  cramMd5,    ///< RFC 2195
  digestMd5,  ///< RFC 2831
  ntlm,       ///< [MS-NLMP]
  bearer,     ///< OAUTHBEARER (RFC 7628) and XOAUTH2
  scram,      ///< RFC 5802
  other,
};
Mechanism mechanismOf(std::string_view name) noexcept;

/// An authentication that goes on: what the client's next line is. Fits into 7 bits.
class Authentication {
 public:
  /// The command that begins it, with its mechanism; the first response may stand in it.
  void begin(Mechanism mechanism, bool withResponse) noexcept;
  /// The client has sent a response. Where their number is known the last one ends it, whatever the server says.
  void response() noexcept;
  void end() noexcept { *this = {}; }
  [[nodiscard]] bool active() const noexcept { return mechanism_ != Mechanism::none; }
  [[nodiscard]] Mechanism mechanism() const noexcept { return mechanism_; }
  /// Responses before the next one, at most 3.
  [[nodiscard]] unsigned step() const noexcept { return step_; }

  [[nodiscard]] std::uint32_t packed() const noexcept {
    return static_cast<std::uint32_t>(mechanism_) | std::uint32_t{step_} << 4;
  }
  static Authentication unpacked(std::uint32_t v) noexcept;

 private:
  Mechanism mechanism_ = Mechanism::none;
  std::uint8_t step_ = 0;
};

/// What a response gives away. Empty: nothing.
struct Credentials {
  std::string user, password;
  std::string hash;   ///< computed from the password
  std::string token;  ///< stands for a person
};
/// `text`: the response as it was sent; `step`: responses before it.
Credentials credentialsOf(Mechanism mechanism, unsigned step, std::string_view text);

}  // namespace pw::line
