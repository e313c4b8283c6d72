// A filter as it is written, before anybody knows what its words mean.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/filter/lexer.h"

namespace pw::filter {

struct Syntax {
  enum class Kind : std::uint8_t {
    word, string, character,
    reference,  ///< ${field}
    slice,      ///< parts[0] with `ranges`
    call,       ///< function `text` with parts
    negate,
    calculate,  ///< parts[0] `sign` parts[1]
    compare,    ///< parts[0] `sign` parts[1]; contains and matches too
    in,         ///< parts[0] in the elements behind it
    element,    ///< of a set: a value, or the two ends of a range
    both, either, oneOnly, no,  ///< and, or (two or more parts each); xor; not
  };
  enum class Quantifier : std::uint8_t { usual, any, all };

  Kind kind = Kind::word;
  Sign sign = Sign::end;
  Quantifier quantifier = Quantifier::usual;
  std::uint32_t position = 0, length = 0;
  std::string text;
  std::string ranges;  ///< of a slice
  std::string layers;  ///< of a word: what stands behind '#'
  std::uint32_t rangesAt = 0;
  std::vector<Syntax> parts;
};

/// Parts within parts; more is refused, so that whoever follows them may recurse.
inline constexpr unsigned kMaxDepth = 128;

/// Nothing for an empty text, which every packet passes.
std::expected<std::optional<Syntax>, FilterError> parse(std::string_view text);

}  // namespace pw::filter
