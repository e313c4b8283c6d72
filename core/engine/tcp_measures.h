// Round trips and bytes in flight of all conversations while packets pass, for an observer that prints them.
#pragma once
#include <unordered_map>

#include "core/flow/tcp_timing.h"
#include "core/trace/trace.h"

namespace pw {

/// Grows with what is not acknowledged: see TcpTiming. Engine's thread.
class TcpMeasures {
 public:
  /// Conversations past this many are not measured.
  static constexpr std::size_t kMaxFlows = std::size_t{1} << 20;

  /// `before` is the sender's side before the tracker saw the segment, `flow` what it made of it.
  void add(const TcpSegment& segment, const TcpSide& before, const PacketRow& row, const TcpFlow& flow);
  /// What add() found for the latest segment.
  void fill(TcpAnalysis& analysis, const Trace& trace, const PacketRow& row) const;

 private:
  std::unordered_map<std::uint32_t, TcpTiming> timings_;  // by FlowId
  TcpTiming::Measure latest_;
  std::uint8_t completeness_ = 0;
  std::int64_t initialRttNs_ = -1;
};

}  // namespace pw
