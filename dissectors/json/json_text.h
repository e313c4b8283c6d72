// Text within JSON (RFC 8259 §7).
#pragma once
#include <string>
#include <string_view>

namespace pw::json {

/// What numbers and the words true, false and null are made of.
constexpr bool isWordCharacter(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' || c == '.';
}

/// Undoes the escapes of a string; what is no escape stays as it is.
std::string unescaped(std::string_view raw);

}  // namespace pw::json
