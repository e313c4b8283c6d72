// Which way an end of a conversation may go from one packet to the next.
#pragma once
#include "core/flow/tcp_flow.h"

namespace pw::test {

/// RFC 9293 §3.3.2 figure 5, with what one packet may do at a tap: enter the conversation in its middle, and be the answer
/// to packets that were not captured, so that steps are passed over. Never backwards.
bool isLegalMove(TcpState from, TcpState to) noexcept;

}  // namespace pw::test
