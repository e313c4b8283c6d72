// Explicit congestion notification of a TCP conversation: what was agreed, and what its marks and flags then mean
// (RFC 3168, RFC 8311, RFC 9768).
#pragma once
#include "core/flow/tcp_tracker.h"

namespace pw {

/// Of an ecnBreach mark: the first of its numbers.
enum class EcnBreach : std::uint8_t {
  ectNotNegotiated,  ///< ECT or CE although ECN was not agreed (RFC 3168 §6.1.1)
  ectOnSyn,          ///< ECT on a SYN or SYN/ACK (RFC 3168 §6.1.1; an experiment by RFC 8311 §4.3)
  ectOnPureAck,      ///< RFC 3168 §6.1.4; an experiment by RFC 8311 §4.3
  ectOnRepeat,       ///< RFC 3168 §6.1.5; an experiment by RFC 8311 §4.3
  eceWithoutSetup,   ///< ECE although ECN was not agreed
  cwrWithoutSetup,
  eceNotStopped,     ///< ECE on a segment that acknowledges the CWR, with no further CE seen (RFC 3168 §6.1.3)
};
/// RFC 8311 allows it to experiments.
constexpr bool isExperiment(EcnBreach b) noexcept {
  return b == EcnBreach::ectOnSyn || b == EcnBreach::ectOnPureAck || b == EcnBreach::ectOnRepeat;
}

/// Counts the marks, follows the agreement, and adds ecnEcho, ecnReduced and ecnBreach to `marks`, which has the
/// tcp.analysis marks of this segment already. Nothing to do where neither IP nor TCP has an ECN bit and there is no SYN.
void followEcn(TcpFlow& flow, const TcpSegment& segment, TcpMarks& marks, TcpNotes* notes) noexcept;

}  // namespace pw
