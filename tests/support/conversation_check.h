// What must hold for every conversation that is laid out, whatever its packets are. Knows no test framework: tests and
// fuzz targets share it.
#pragma once
#include <string>

#include "core/trace/conversation.h"

namespace pw::test {

/// The first thing that is wrong, or empty:
/// - items that are not the conversation's rows in order, with their marks; itemOf() that does not lead back;
/// - marks without a why, whys without a mark; links that lead forwards or out of bounds;
/// - states that move otherwise than by the table, or end elsewhere than the engine's did;
/// - episodes out of order, out of bounds or overlapping within a kind;
/// - congestion signals that do not add up to the marks; counts of the flow that do not add up to its rows.
[[nodiscard]] std::string conversationFault(const Trace& trace, FlowId flow);

/// The same for every conversation of a trace; says which.
[[nodiscard]] std::string conversationFaults(const Trace& trace);

}  // namespace pw::test
