#include "core/flow/tcp_base.h"

namespace pw {

namespace {
constexpr unsigned kSyn = 0x02, kAck = 0x10;

std::uint64_t factsAt(const Flow& f, unsigned d) { return f.facts[d].load(std::memory_order_relaxed); }

void setBase(Flow& f, unsigned d, std::uint32_t seq) {
  const std::uint64_t scale = factsAt(f, d) & ~(Flow::kHasBase | UINT32_MAX);
  f.facts[d].store(scale | Flow::kHasBase | seq, std::memory_order_relaxed);
}

void setScale(Flow& f, unsigned d, std::uint8_t scale) {
  const std::uint64_t base = factsAt(f, d) & (Flow::kHasBase | UINT32_MAX);
  f.facts[d].store(base | std::uint64_t{scale} << Flow::kScaleShift, std::memory_order_relaxed);
}

/// RFC 7323 §1.3: scaling is in force only where both SYNs carried the option.
void agreeOnScale(Flow& f) {
  const bool both = f.offeredScale[0] < FlowFacts::kNoScale && f.offeredScale[1] < FlowFacts::kNoScale;
  for (unsigned d = 0; d < 2; ++d) setScale(f, d, both ? f.offeredScale[d] : FlowFacts::kNoScale);
}
}  // namespace

bool opensAgain(const Flow& flow, Direction direction, const TcpSummary& tcp) noexcept {
  if ((tcp.flags & (kSyn | kAck)) != kSyn) return false;
  const auto d = static_cast<unsigned>(direction);
  const std::uint64_t facts = factsAt(flow, d);
  return (facts & Flow::kHasBase) != 0 && static_cast<std::uint32_t>(facts) != tcp.seq;
}

void updateBase(Flow& flow, Direction direction, const TcpSummary& tcp) noexcept {
  const auto d = static_cast<unsigned>(direction);
  const bool syn = (tcp.flags & kSyn) != 0;
  // A SYN/ACK tells its side's first number for certain, whatever was guessed from a reset before it.
  const bool synAck = syn && (tcp.flags & kAck) != 0;
  if (synAck || (factsAt(flow, d) & Flow::kHasBase) == 0) setBase(flow, d, syn ? tcp.seq : tcp.seq - 1);
  if ((factsAt(flow, d ^ 1u) & Flow::kHasBase) == 0 && (tcp.flags & kAck) != 0) setBase(flow, d ^ 1u, tcp.ack - 1);
  if (!syn) return;
  // A repeated SYN that lacks the option takes back nothing.
  if ((flow.synSeen >> d & 1u) != 0 && tcp.windowScale == TcpSummary::kNoScale) return;
  flow.synSeen = static_cast<std::uint8_t>(flow.synSeen | 1u << d);
  flow.offeredScale[d] = tcp.windowScale == TcpSummary::kNoScale ? FlowFacts::kNoScale : tcp.windowScale;
  if ((flow.synSeen >> (d ^ 1u) & 1u) != 0) {
    agreeOnScale(flow);
  } else if (factsAt(flow, d) >> Flow::kScaleShift == FlowFacts::kUnknownScale) {
    setScale(flow, d, flow.offeredScale[d]);  // until the other side answers, what was offered
  }
}

FlowFacts factsOf(const Flow& flow, Direction direction) noexcept {
  FlowFacts out;
  out.known = true;
  out.stream = flow.stream;
  out.application = flow.application;
  out.direction = static_cast<std::uint8_t>(direction);
  for (unsigned d = 0; d < 2; ++d) {
    const std::uint64_t facts = factsAt(flow, d);
    out.baseSeq[d] = static_cast<std::uint32_t>(facts);
    out.hasBase[d] = (facts & Flow::kHasBase) != 0;
    out.scale[d] = static_cast<std::uint8_t>(facts >> Flow::kScaleShift);
  }
  return out;
}

}  // namespace pw
