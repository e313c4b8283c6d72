// A filter in words: what passes, and how it is found out.
#pragma once
#include <string>

#include "core/filter/filter.h"
#include "core/report/messages.h"

namespace pw {

/// Lines, each ended. `registry` is the one the filter was made with.
std::string explainFilter(Language language, const Filter& filter, const Registry& registry);

}  // namespace pw
