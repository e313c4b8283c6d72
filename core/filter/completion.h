// What can be written next in a filter: for a bar that completes.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/filter/filter.h"
#include "core/filter/present_values.h"
#include "core/walk/registry.h"

namespace pw {

struct FilterChoice {
  enum class Kind : std::uint8_t { protocol, field, function, value, macro, connective, comparison };
  Kind kind = Kind::field;
  std::string text;          ///< to be put in
  std::string_view label{};  ///< of a field or protocol: its name; of a value: its name. As long as the registry lives
  std::string_view help{};   ///< of a field: FieldDef::help; else empty. As long as the registry lives
  std::uint64_t packets = 0; ///< of a value of the capture: PresentValue::packets; 0: of no capture
};

struct FilterChoices {
  std::uint32_t position = 0, length = 0;  ///< bytes of the text that a choice takes the place of
  std::string word;                        ///< these bytes
  std::string field;                       ///< whose values may stand here; empty: none
  bool reference = false;                  ///< within `${`
  std::vector<FilterChoice> all;           ///< in the order to show them
};

/// What may stand at `cursor` (bytes). Where a test may begin: protocols, fields and functions that begin with the word
/// there, then fields of which a part does; behind a field, comparisons; behind a comparison with a field, the names of
/// its values; within `${`, macros and fields. At most `most`. O(fields).
[[nodiscard]] FilterChoices completeFilter(std::string_view text, std::size_t cursor, const Registry& registry,
                                           const FilterMacros& macros = {}, std::size_t most = 200);

/// Puts values that a capture has, of `choices.field`, before all others; those that do not begin with the word, by
/// themselves or by their name, are left out.
void addPresentValues(FilterChoices& choices, std::span<const PresentValue> present);

}  // namespace pw
