// Lists of what the program knows, in the layout of tshark's -G.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/field/text_out.h"
#include "core/walk/registry.h"

namespace pw {

enum class GlossaryList : std::uint8_t { fields, protocols, values, reference };

/// fields, protocols, values; "markdown" for the reference in docs/fields.md.
std::optional<GlossaryList> glossaryListFrom(std::string_view name);

void writeGlossary(TextOut& out, const Registry& registry, GlossaryList list);

}  // namespace pw
