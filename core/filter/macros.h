// Macros in a filter's text, put in before anything else is done with it.
#pragma once
#include "core/filter/filter.h"

namespace pw::filter {

struct Expanded {
  std::string text;
  /// A stretch of `text` that came from a macro's call in the text that was given.
  struct Piece {
    std::uint32_t at, length;          ///< in `text`
    std::uint32_t givenAt, givenLength;
  };
  std::vector<Piece> pieces;

  /// Has an error's place count in the text that was given.
  void restore(FilterError& e) const;
};

/// `${name}` and `${name:a;b}` where such a macro is known; `${field}` stays. A name that is neither is an error.
std::expected<Expanded, FilterError> expandMacros(std::string_view text, const FilterMacros& macros,
                                                  const Registry& registry);

}  // namespace pw::filter
