// What a form's or document's entry is called tells what its value is.
#pragma once
#include <cstdint>
#include <string_view>

namespace pw {

/// What a value is by its name.
enum class NameClass : std::uint8_t {
  none,
  password,   ///< passphrases and PINs too
  token,      ///< stands for a person or a program: session, API key, one-time password, CSRF token
  userName,
  mayBeUser,  ///< "id", "name": a user name where a password stands beside it
  mailAddress,
  phone,
  card,       ///< number of a payment card
  cardCode,   ///< the digits on the back, and the date
  personal,   ///< numbers of the state, date of birth, home
};

struct NameVerdict {
  NameClass is = NameClass::none;
  bool sealed = false;  ///< the name says that a script hashed or encrypted the value

  bool operator==(const NameVerdict&) const = default;
};

/// By words, whatever is between them: "user[newPassword]", "mb_password", "variables/input/passwd", "PHPSESSID".
/// The last word group counts; the groups before it only where it says nothing by itself ("password[0]", "pin/value").
/// Allocates nothing; looks at the last 256 bytes.
NameVerdict classifyName(std::string_view name) noexcept;

}  // namespace pw
