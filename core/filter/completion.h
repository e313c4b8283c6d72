// What can be written next in a filter: for a bar that completes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/walk/registry.h"

namespace pw {

struct FilterChoice {
  enum class Kind : std::uint8_t { protocol, field, function, value, connective, comparison };
  Kind kind = Kind::field;
  std::string text;       ///< to be put in
  std::string_view label; ///< of a field or protocol: its name; of a value: its name. As long as the registry lives
  std::string_view help;  ///< of a field: FieldDef::help; else empty. As long as the registry lives
};

struct FilterChoices {
  std::uint32_t position = 0, length = 0;  ///< bytes of the text that a choice takes the place of
  std::vector<FilterChoice> all;           ///< in the order to show them
};

/// What may stand at `cursor` (bytes): fields, protocols and functions that begin with the word there; behind a field,
/// comparisons; behind a comparison with a field, the names of its values. At most `most`. O(fields).
[[nodiscard]] FilterChoices completeFilter(std::string_view text, std::size_t cursor, const Registry& registry,
                                           std::size_t most = 200);

}  // namespace pw
