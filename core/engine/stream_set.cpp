#include "core/engine/stream_set.h"

#include <algorithm>

#include "core/flow/tcp_base.h"

namespace pw {

StreamSet::StreamSet(const Registry& registry) : registry_(registry) {
  for (std::size_t i = 0; i < registry.protocolCount(); ++i)
    if (const auto id = static_cast<ProtocolId>(i); registry.protocol(id).stream != nullptr) protocols_.push_back(id);
}

StreamSet::Slot* StreamSet::slotOf(const Flow& flow, bool make) {
  if (flow.stream >= slots_.size()) {
    if (!make) return nullptr;
    slots_.resize(flow.stream + 1);
  }
  return &slots_[flow.stream];
}

/// By content first; the port decides only where the content could be anything.
void StreamSet::recognise(Slot& slot, const Flow& flow, const TcpFlow& tcp, ByteView payload) {
  ProtocolId best = ProtocolId::none;
  for (const ProtocolId id : protocols_) {
    const StreamProtocol& p = protocol(id);
    const Likeness like = p.probe(payload);
    const auto has = [&p](std::uint16_t port) {
      return std::find(p.ports.begin(), p.ports.end(), port) != p.ports.end();
    };
    const bool byPort = like == Likeness::perhaps && (has(flow.key.lowPort) || has(flow.key.highPort));
    if (byPort && best == ProtocolId::none) best = id;
    if (like == Likeness::certain) {
      best = id;
      break;
    }
  }
  ++slot.tries;
  if (best == ProtocolId::none) return;
  // Without an opening the lower port is taken for the server's, as in FlowSummary.
  const std::uint16_t from = flow.firstFromLow ? flow.key.lowPort : flow.key.highPort;
  const std::uint16_t to = flow.firstFromLow ? flow.key.highPort : flow.key.lowPort;
  const Direction guessed = from >= to ? Direction::forward : Direction::backward;
  slot.follower = std::make_unique<StreamFollower>(*this, best, tcp.clientKnown ? tcp.client : guessed, keepMessages_);
}

namespace {
/// The first segment with payload of its direction.
bool isFirst(const TcpFlow& tcp, const TcpSegment& s) noexcept {
  return s.payload != 0 && tcp.side[static_cast<unsigned>(s.direction)].payload == s.payload;
}

/// Number of the first byte of its direction's stream, as far as that was to be learnt.
SeqNum firstOf(const Flow& flow, const TcpSegment& s) noexcept {
  const FlowFacts facts = factsOf(flow, wordsOf(flow), s.direction);
  const auto d = static_cast<unsigned>(s.direction);
  return facts.hasBase[d] ? SeqNum{facts.baseSeq[d]} + 1 : s.seq;
}
}  // namespace

ProtocolId StreamSet::certain(ByteView bytes) const noexcept {
  for (const ProtocolId id : protocols_)
    if (protocol(id).probe(bytes) == Likeness::certain) return id;
  return ProtocolId::none;
}

void StreamSet::add(const Flow& flow, const TcpFlow& tcp, const TcpSegment& s, ByteView payload, PacketRow& row,
                    MessageStore& messages) {
  if (over_ != nullptr) {  // what it put together was wanted until now
    kept_ -= over_->follower->kept();
    over_->follower.reset();
    over_->ended = true;
  }
  over_ = nullptr;
  const bool fin = (s.flags & tcpflag::kFin) != 0;
  Slot* slot = slotOf(flow, s.payload != 0);
  if (slot == nullptr) return;
  if (slot->ended) {
    if (s.payload != 0 && !row.marks.has(TcpMark::keepAlive)) row.marks.setInStream();
    return;
  }
  if (!slot->follower && slot->tries < kTries && !payload.empty()) recognise(*slot, flow, tcp, payload);
  if (!slot->follower) return;
  StreamFollower& follower = *slot->follower;
  found_.clear();
  const std::size_t before = follower.kept();
  const Direction back = s.direction == Direction::forward ? Direction::backward : Direction::forward;
  if ((s.flags & tcpflag::kAck) != 0) follower.acknowledged(back, s.ack);
  const bool syn = (s.flags & tcpflag::kSyn) != 0;
  if (s.payload != 0 || fin) {
    if (isFirst(tcp, s)) follower.startsAt(s.direction, firstOf(flow, s));
    const StreamSegment segment{s.packet, s.direction, syn ? s.seq + 1 : s.seq, payload, s.payload, fin};
    const auto found = follower.add(segment, found_, kept_ < kMaxKept);
    // The byte of a keep-alive was sent before, or is none of the stream's (RFC 9293 §3.8.4).
    if (s.payload != 0 && !row.marks.has(TcpMark::keepAlive)) row.marks.setInStream();
    else if (!found_.empty()) row.marks.setInStream();
    if (found.pending || found.early) row.marks.setInMessage();
  }
  kept_ += follower.kept() - before;
  for (const StreamMessage& m : found_) messages.add(m);
  if ((s.flags & tcpflag::kRst) != 0) follower.aborted(s.direction);
  over_ = follower.done() ? slot : nullptr;
}

ByteView StreamSet::assembled(const Flow& flow, Direction d, SeqNum from, std::size_t length) const noexcept {
  if (flow.stream >= slots_.size() || !slots_[flow.stream].follower) return {};
  return slots_[flow.stream].follower->assembled(d, from, length);
}

}  // namespace pw
