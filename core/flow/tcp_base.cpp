#include "core/flow/tcp_base.h"

namespace pw {

namespace {
constexpr unsigned kSyn = 0x02, kAck = 0x10;
constexpr std::uint64_t kBaseBits = Flow::kHasBase | UINT32_MAX;
constexpr std::uint64_t kScaleBits = std::uint64_t{UINT8_MAX} << Flow::kScaleShift;

bool hasBase(std::uint64_t word) { return (word & Flow::kHasBase) != 0; }
void setBase(std::uint64_t& word, std::uint32_t seq) { word = (word & ~kBaseBits) | Flow::kHasBase | seq; }
void setScale(std::uint64_t& word, std::uint8_t scale) {
  word = (word & ~kScaleBits) | std::uint64_t{scale} << Flow::kScaleShift;
}
std::uint64_t scaleOf(std::uint64_t word) { return (word & kScaleBits) >> Flow::kScaleShift; }

void offerScale(Flow& f, FactWords& words, unsigned d, std::uint8_t scale) {
  // A repeated SYN that lacks the option takes back nothing.
  if ((f.synSeen >> d & 1u) != 0 && scale == TcpSummary::kNoScale) return;
  f.synSeen = (f.synSeen | 1u << d) & 3u;
  f.offeredScale[d] = scale == TcpSummary::kNoScale ? FlowFacts::kNoScale : scale;
  if ((f.synSeen >> (d ^ 1u) & 1u) != 0) {
    // RFC 7323 §1.3: scaling is in force only where both SYNs carried the option.
    const bool both = f.offeredScale[0] < FlowFacts::kNoScale && f.offeredScale[1] < FlowFacts::kNoScale;
    for (unsigned i = 0; i < 2; ++i) setScale(words[i], both ? f.offeredScale[i] : FlowFacts::kNoScale);
  } else if (scaleOf(words[d]) == FlowFacts::kUnknownScale) {
    setScale(words[d], f.offeredScale[d]);  // until the other side answers, what was offered
  }
}

/// True where packets that were shown already would now be shown otherwise: numbers count from elsewhere, or windows
/// that were seen (a SYN's own is never scaled) have another size.
bool rewrites(const Flow& f, PacketId packet, const FactWords& before, const FactWords& after) {
  // Those before it had headers that could not be trusted, and were shown with raw numbers.
  if (f.first != packet && !hasBase(before[0]) && !hasBase(before[1])) return true;
  for (unsigned d = 0; d < 2; ++d) {
    if (hasBase(before[d]) && ((before[d] ^ after[d]) & kBaseBits) != 0) return true;
    if ((f.windowSeen >> d & 1u) != 0 && scaleOf(before[d]) != scaleOf(after[d])) return true;
  }
  return false;
}
}  // namespace

FactWords wordsOf(const Flow& f) noexcept {
  return {f.facts[0].load(std::memory_order_relaxed), f.facts[1].load(std::memory_order_relaxed)};
}

void agreeOnAccEcn(Flow& flow) noexcept {
  const std::uint64_t word = flow.facts[0].load(std::memory_order_relaxed);
  if ((word & Flow::kAccEcn) == 0) flow.facts[0].store(word | Flow::kAccEcn, std::memory_order_relaxed);
}

bool opensAgain(const Flow& flow, Direction direction, const TcpSummary& tcp) noexcept {
  if ((tcp.flags & (kSyn | kAck)) != kSyn) return false;
  const std::uint64_t word = wordsOf(flow)[static_cast<unsigned>(direction)];
  return hasBase(word) && static_cast<std::uint32_t>(word) != tcp.seq;
}

void updateBase(Flow& flow, const FlowSegment& s, FactsHistory& history) {
  const auto d = static_cast<unsigned>(s.direction);
  const bool syn = (s.tcp.flags & kSyn) != 0, ack = (s.tcp.flags & kAck) != 0;
  const FactWords before = wordsOf(flow);
  FactWords after = before;
  // A SYN/ACK tells its side's first number for certain, whatever was guessed from a reset before it.
  if ((syn && ack) || !hasBase(after[d])) setBase(after[d], syn ? s.tcp.seq : s.tcp.seq - 1);
  if (!hasBase(after[d ^ 1u]) && ack) setBase(after[d ^ 1u], s.tcp.ack - 1);
  if (syn) offerScale(flow, after, d, s.tcp.windowScale);
  if (after != before) {
    if (rewrites(flow, s.packet, before, after)) {
      if (!history.add(s.flow, s.packet, before)) return;
      for (std::uint64_t& word : after) word |= Flow::kRewritten;
    }
    for (unsigned i = 0; i < 2; ++i) flow.facts[i].store(after[i], std::memory_order_relaxed);
  }
  if (!syn) flow.windowSeen = (flow.windowSeen | 1u << d) & 3u;
}

FlowFacts factsOf(const Flow& flow, const FactWords& words, Direction direction) noexcept {
  FlowFacts out;
  out.known = true;
  out.stream = flow.stream;
  out.application = flow.application;
  out.direction = static_cast<std::uint8_t>(direction);
  out.accEcn = (words[0] & Flow::kAccEcn) != 0;
  for (unsigned d = 0; d < 2; ++d) {
    out.baseSeq[d] = static_cast<std::uint32_t>(words[d]);
    out.hasBase[d] = hasBase(words[d]);
    out.scale[d] = static_cast<std::uint8_t>(scaleOf(words[d]));
  }
  return out;
}

}  // namespace pw
