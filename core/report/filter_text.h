// What is wrong with a filter, for people.
#pragma once
#include <string>
#include <string_view>

#include "core/filter/filter_error.h"
#include "core/report/messages.h"

namespace pw {

/// One sentence or two, with what was expected and names that may have been meant. No line's end.
std::string filterErrorSentence(Language language, const FilterError& error);
/// The filter with a line of carets below the place, each line indented and ended; empty where it has several lines.
std::string filterErrorPlace(const FilterError& error, std::string_view filter);

}  // namespace pw
