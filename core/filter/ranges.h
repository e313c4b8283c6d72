// What stands between the brackets of a slice or behind '#'.
#pragma once
#include <expected>

#include "core/filter/program.h"

namespace pw::filter {

/// "0:4,-2", counted in bytes or layers. `at`: where the text stands, for errors. `layers`: from 1, a single number
/// too.
std::expected<std::vector<Range>, FilterError> rangesOf(std::string_view text, std::uint32_t at);

/// The bytes that a slice takes; nothing where they are not all there.
bool takeRanges(const std::vector<Range>& ranges, ByteView from, std::string& into);
bool hasLayer(const std::vector<Range>& ranges, std::int64_t layer, std::int64_t layers) noexcept;

}  // namespace pw::filter
