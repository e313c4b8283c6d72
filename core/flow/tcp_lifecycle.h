// How a TCP conversation opens and closes (RFC 9293 §3.5, §3.6), as far as its packets tell.
#pragma once
#include "core/flow/tcp_tracker.h"

namespace pw {

/// Moves states, opening, closing and completeness on, and adds the marks of steps. `marks` has the tcp.analysis marks
/// of this segment already. A tap sees packets, not what becomes of them: states are those after the packet arrived.
void followLifecycle(TcpFlow& flow, const TcpSegment& segment, TcpMarks& marks, TcpNotes* notes) noexcept;

}  // namespace pw
