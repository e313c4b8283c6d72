// What a value looks like, whatever it is called: hashes, tokens, card numbers, mail addresses.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bytes/byte_view.h"

namespace pw {

/// A value as scripts in pages make it out of a password: hex of 16 to 64 bytes (MD5, SHA-1, SHA-2), Base64 of such,
/// bcrypt, Argon2 and the crypt(3) forms; or, longer, as RSA encrypts it. No proof: a person may have typed it.
bool looksHashed(std::string_view value) noexcept;

/// A JSON Web Token (RFC 7519): three parts of Base64url, the first of which is an object.
bool looksLikeJwt(std::string_view value) noexcept;

/// The check digit of ISO/IEC 7812-1 annex B over decimal digits; false for anything else.
bool luhn(std::string_view digits) noexcept;

/// A number of a payment card: 13 to 19 digits, with ' ' or '-' between their groups, with an issuer's first digits,
/// the length that this issuer gives, and a right check digit.
bool isCardNumber(std::string_view value) noexcept;

enum class TextHitKind : std::uint8_t { mailAddress, cardNumber };
struct TextHit {
  TextHitKind kind = TextHitKind::mailAddress;
  std::uint32_t at = 0, length = 0;  ///< bytes of the text

  bool operator==(const TextHit&) const = default;
};

/// Mail addresses and card numbers that stand in a text, in its order, at most kMaxTextHits. Nothing where the first
/// bytes are no text. O(n). Digits that belong to a longer number are no card number.
inline constexpr std::size_t kMaxTextHits = 256;
void findInText(ByteView text, std::vector<TextHit>& into);

}  // namespace pw
