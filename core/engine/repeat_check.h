// Whether a segment that is sent again brings the bytes that were sent before.
#pragma once
#include <memory>

#include "core/trace/packet_reader.h"

namespace pw {

/// Reads the earlier segments back from the capture: retransmissions are rare. Engine's thread.
class RepeatCheck {
 public:
  RepeatCheck(const Trace& trace, const Registry& registry) : trace_(trace), registry_(registry) {}

  /// `row` is not appended yet; `payload` is its own, as captured. True where a byte that both have is another one. Only
  /// the latest kLookBack packets of the conversation are looked at.
  bool differs(const PacketRow& row, ByteView payload);

 private:
  static constexpr unsigned kLookBack = 64;

  const Trace& trace_;
  const Registry& registry_;
  std::unique_ptr<PacketReader> reader_;
};

}  // namespace pw
