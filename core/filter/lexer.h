// A filter's text as words and signs.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/filter/filter_error.h"

namespace pw::filter {

enum class Sign : std::uint8_t {
  end,
  word,       ///< field, function, number, address: what it is shows later
  string,
  character,  ///< 'x'
  open, close, openBrace, closeBrace, comma, dots, dollar,
  slice,      ///< [..]; the text between the brackets
  layers,     ///< #n or #[..]
  // ---- comparisons ----
  anyEqual, allNotEqual, allEqual, anyNotEqual, greater, greaterEqual, less, lessEqual, contains, matches, in,
  // ---- connectives ----
  logicAnd, logicOr, logicXor, logicNot, any, all,
  // ---- calculation ----
  bitAnd, plus, minus, times, divide, modulo,
};

struct Token {
  Sign sign = Sign::end;
  std::uint32_t position = 0, length = 0;
  std::string text;  ///< as written; of strings and characters: what they mean; of slices and layers: within brackets
};

inline constexpr std::size_t kMaxFilterText = 1 << 16;

/// All of the text; the last one is Sign::end.
std::expected<std::vector<Token>, FilterError> tokensOf(std::string_view text);

}  // namespace pw::filter
