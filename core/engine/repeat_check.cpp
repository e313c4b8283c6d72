#include "core/engine/repeat_check.h"

#include <algorithm>

namespace pw {

namespace {
/// Compares what two stretches have in common; `ahead`: bytes from the start of `a` to the start of `b`, may be negative.
bool sameWhereBoth(ByteView a, ByteView b, std::int32_t ahead) {
  const std::size_t inA = ahead > 0 ? static_cast<std::size_t>(ahead) : 0;
  const std::size_t inB = ahead < 0 ? static_cast<std::size_t>(-std::int64_t{ahead}) : 0;
  if (inA >= a.size() || inB >= b.size()) return true;
  const std::size_t n = std::min(a.size() - inA, b.size() - inB);
  return std::equal(a.begin() + static_cast<std::ptrdiff_t>(inA), a.begin() + static_cast<std::ptrdiff_t>(inA + n),
                    b.begin() + static_cast<std::ptrdiff_t>(inB));
}
}  // namespace

bool RepeatCheck::differs(const PacketRow& row, ByteView payload) {
  if (payload.size() < 2) return false;  // keep-alives send a byte of no account
  PacketId id = row.previousInFlow;
  for (unsigned steps = 0; id.valid() && steps < kLookBack; ++steps) {
    const PacketRow old = trace_.row(id);
    const auto ahead = static_cast<std::int32_t>(payloadSeq(old).since(payloadSeq(row)));
    const bool ours = old.tcpWhole && old.direction == row.direction;
    const bool overlaps = ahead < static_cast<std::int64_t>(payload.size()) && std::int64_t{ahead} + old.payload > 0;
    if (ours && overlaps) {
      if (!reader_) reader_ = std::make_unique<PacketReader>(trace_, registry_);
      if (!sameWhereBoth(payload, reader_->payloadOf(id), ahead)) return true;
    }
    id = old.previousInFlow;
  }
  return false;
}

}  // namespace pw
