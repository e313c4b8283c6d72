// What is written in a filter as a value of a field's type.
#pragma once
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/field/field_def.h"
#include "core/filter/filter_error.h"
#include "core/filter/syntax.h"
#include "core/filter/value.h"

namespace pw::filter {

/// A value that owns its bytes.
struct Literal {
  Value value;  ///< see get(): bytes are not set in here
  std::string bytes;
  bool inBytes = false;

  [[nodiscard]] Value get() const noexcept {
    Value v = value;
    if (inBytes) {
      v.at = reinterpret_cast<const std::uint8_t*>(bytes.data());
      v.size = bytes.size();
    }
    return v;
  }
};

/// What a literal has to become.
struct Wanted {
  Type type = Type::none;
  unsigned bits = 64;                     ///< of an integer
  bool isSigned = false;
  bool part = false;                      ///< any number of bytes will do (slices, contains)
  std::span<const ValueNames> names{};    ///< of the fields that it is compared with
  std::string_view field{};               ///< for messages
};

/// `s` is a word, a string, a character, or one of these behind a minus.
std::expected<Literal, FilterError> literalOf(const Syntax& s, const Wanted& wanted);

/// Numbers of any base; no sign. Nothing where it is none; `tooBig` set where it is one past 64 bits.
std::optional<std::uint64_t> numberOf(std::string_view text, bool& tooBig);
/// "Unsigned integer", as messages name a type: English, as Wireshark.
std::string_view nameOf(Type type) noexcept;

// ---- parts, for themselves ----
std::optional<std::string> bytesFrom(std::string_view text);
std::optional<std::int64_t> secondsFrom(std::string_view text);  ///< "1.5" as ns
std::optional<std::int64_t> dateFrom(std::string_view text);     ///< ns since 1970 UTC
std::optional<std::uint32_t> ipv4From(std::string_view text);
std::optional<std::array<std::uint8_t, 16>> ipv6From(std::string_view text);

}  // namespace pw::filter
