// How field values and tree lines are written: the forms that Wireshark gives them.
#pragma once
#include <cstdint>

#include "core/field/field_tree.h"
#include "core/field/text_out.h"
#include "core/walk/registry.h"

namespace pw {

/// The value alone, as exports and columns have it (tshark's -T fields): 0x0018, 10.0.0.1, 1.
void appendValue(TextOut& out, const FieldDef& def, const FieldTree& tree, const FieldNode& node);

/// The line that the detail tree draws for a node (tshark's -V).
void appendLine(TextOut& out, const Registry& registry, const FieldTree& tree, const FieldNode& node);

/// "Nov 23, 2026 04:56:17.190373000 UTC", in the machine's time zone or in UTC.
void appendDate(TextOut& out, std::int64_t ns, bool utc);

/// Name of a note's severity, English.
std::string_view severityName(Base severity);

}  // namespace pw
