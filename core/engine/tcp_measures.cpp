#include "core/engine/tcp_measures.h"

#include "core/bytes/elapsed.h"

namespace pw {

void TcpMeasures::add(const TcpSegment& s, const TcpSide& before, const PacketRow& row, const TcpFlow& flow) {
  completeness_ = flow.completeness;
  initialRttNs_ = flow.initialRttNs;
  latest_ = {};
  auto known = timings_.find(row.flow.value);
  if (known == timings_.end()) {
    if (timings_.size() == kMaxFlows) return;
    known = timings_.emplace(row.flow.value, TcpTiming{}).first;
  }
  latest_ = known->second.add(s, before, before.nextSeqPacket.value, row.marks, s.packet.value);
}

void TcpMeasures::fill(TcpAnalysis& a, const Trace& trace, const PacketRow& row) const {
  a.measured = true;
  a.completeness = completenessShown(completeness_, row);
  a.initialRttNs = initialRttNs_;
  a.acked = PacketId{latest_.acked};
  a.ackRttNs = latest_.ackRttNs;
  a.repeats = PacketId{latest_.repeats};
  a.waitedNs = latest_.waitedNs;
  a.inFlight = latest_.inFlight;
  a.pushed = latest_.pushed;
  a.sinceFirstNs = elapsedNs(trace.timeNs(trace.flowOf(row.flow).first), row.timeNs);
  a.sincePreviousNs = row.previousInFlow.valid() ? elapsedNs(trace.timeNs(row.previousInFlow), row.timeNs) : 0;
}

}  // namespace pw
