// The little of TCP's state that every line of the list needs: where sequence numbers start, how windows scale, and
// when ports are used again for a new conversation.
#pragma once
#include "core/flow/flow_table.h"

namespace pw {

/// True where a SYN cannot belong to the flow found for its ends: it opens a new conversation (RFC 9293 §3.6.1,
/// reopening from TIME-WAIT, or a first number that differs from the one the flow began with).
bool opensAgain(const Flow& flow, Direction direction, const TcpSummary& tcp) noexcept;

/// Notes what this segment tells for all segments of its flow.
void updateBase(Flow& flow, Direction direction, const TcpSummary& tcp) noexcept;

/// What readers may know of a flow.
FlowFacts factsOf(const Flow& flow, Direction direction) noexcept;

}  // namespace pw
