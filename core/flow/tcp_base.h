// The little of TCP's state that every line of the list needs: where sequence numbers start, how windows scale, and
// when ports are used again for a new conversation.
#pragma once
#include "core/flow/facts_history.h"
#include "core/flow/flow_table.h"

namespace pw {

/// True where a SYN cannot belong to the flow found for its ends: it opens a new conversation (RFC 9293 §3.6.1,
/// reopening from TIME-WAIT, or a first number that differs from the one the flow began with).
bool opensAgain(const Flow& flow, Direction direction, const TcpSummary& tcp) noexcept;

/// A TCP header and where it stands.
struct FlowSegment {
  FlowId flow;
  PacketId packet;
  Direction direction = Direction::forward;
  const TcpSummary& tcp;
};

/// Notes what this segment tells for itself and those after it. Where that differs from what earlier ones were shown
/// with, they keep what they had through the history.
void updateBase(Flow& flow, const FlowSegment& segment, FactsHistory& history);

/// What is known of a flow now.
FactWords wordsOf(const Flow& flow) noexcept;
/// Both ends have agreed on Accurate ECN. Engine's thread; any number of times.
void agreeOnAccEcn(Flow& flow) noexcept;
/// The same in the form that walks take.
FlowFacts factsOf(const Flow& flow, const FactWords& words, Direction direction) noexcept;

}  // namespace pw
