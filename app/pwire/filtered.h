// What is done with the packets that pass a filter, once all were read.
#pragma once
#include <optional>

#include "app/pwire/options.h"
#include "app/pwire/printers.h"
#include "core/filter/filter.h"
#include "core/trace/trace.h"

namespace pw::cli {

/// The filter of -Y, -R or both; nothing after having told what is wrong. Passes everything where there is none.
std::optional<Filter> filterFrom(const Options& options, const Registry& registry, Language language);
/// Tells what is wrong with a filter, and where.
void tellFilterError(const FilterError& error, std::string_view text, Language language);

/// Prints (`printer` may be null) and writes the packets that pass. The problem of the file that is written, if any.
std::optional<FileProblem> printFiltered(const Options& options, const Filter& filter, const Trace& trace,
                                         const Registry& registry, Printer* printer, Language language);

}  // namespace pw::cli
