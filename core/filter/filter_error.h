// Why an expression is no display filter: ids, places and names. Sentences are made of it in core/report.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace pw {

enum class FilterErrorKind : std::uint8_t {
  // ---- how it is written ----
  unexpectedEnd,
  unexpected,         ///< `text` may not stand here
  openQuote,
  badEscape,          ///< `text`: the sequence
  badCharacter,       ///< `text`: a character constant that is none
  badRange,           ///< `text`: of a slice or of layers
  tooLong,
  tooDeep,
  // ---- names ----
  unknownName,        ///< `text` is neither a field nor a protocol
  unknownFunction,
  unknownMacro,
  macroArguments,     ///< macro `text` was given too few
  noSuchValue,        ///< `text` is none of the values of `other`
  // ---- values ----
  badNumber,
  numberTooBig,       ///< `text` is beyond `other`, the most that may stand there; empty: beyond any number
  badString,          ///< `text` in quotes is no value of type `other`
  badIpv4,
  badIpv6,
  prefixTooLong,      ///< `text` bits, at most `other`
  badEther,
  badBytes,
  badTime,
  badGuid,
  badPattern,         ///< regular expression; `other`: what its library says
  // ---- types ----
  leftIsValue,        ///< `text` is neither a field nor a function, and stands left of `other`
  cannotCompare,      ///< `text` is of type `other`, which this comparison does not take
  typesDiffer,        ///< `text` and `other` cannot be compared with each other
  cannotSlice,        ///< `text` is of type `other`
  cannotCalculate,    ///< `text` is of type `other`
  onlyConstants,      ///< a calculation without a field
  patternIsNoString,  ///< a regular expression must stand in quotes
  functionAlone,      ///< function `text` gives a value, not an answer
  badArgument,        ///< function `text` does not take this
  argumentCount,      ///< function `text`
  count_,
};

/// What could stand where something else does.
enum class FilterExpected : std::uint8_t {
  nothing,
  test,
  value,
  set,
  closingParenthesis,
  closingBrace,
  connective,
  count_
};

/// Places count bytes of the text that was given.
struct FilterError {
  FilterErrorKind kind = FilterErrorKind::unexpectedEnd;
  std::uint32_t position = 0;
  std::uint32_t length = 0;
  FilterExpected expected = FilterExpected::nothing;
  std::string text, other;
  std::vector<std::string> near;  ///< names that may have been meant, likeliest first
  std::string instead;            ///< a filter that may have been meant; empty: not known
};

}  // namespace pw
