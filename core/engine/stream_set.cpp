#include "core/engine/stream_set.h"

#include <algorithm>

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
    const StreamProtocol& p = *registry_.protocol(id).stream;
    const Likeness like = p.probe(payload);
    const auto has = [&p](std::uint16_t port) { return std::find(p.ports.begin(), p.ports.end(), port) != p.ports.end(); };
    if (like == Likeness::perhaps && best == ProtocolId::none && (has(flow.key.lowPort) || has(flow.key.highPort))) best = id;
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
  slot.follower = std::make_unique<StreamFollower>(best, registry_.protocol(best).stream->framer(),
                                                   tcp.clientKnown ? tcp.client : guessed, keepMessages_);
}

void StreamSet::add(const Flow& flow, const TcpFlow& tcp, const TcpSegment& s, ByteView payload, PacketRow& row,
                    MessageStore& messages) {
  const bool fin = (s.flags & tcpflag::kFin) != 0;
  Slot* slot = slotOf(flow, s.payload != 0);
  if (slot == nullptr) return;
  if (!slot->follower && slot->tries < kTries && !payload.empty()) recognise(*slot, flow, tcp, payload);
  if (!slot->follower) return;
  StreamFollower& follower = *slot->follower;
  found_.clear();
  const std::size_t before = follower.kept();
  const Direction back = s.direction == Direction::forward ? Direction::backward : Direction::forward;
  if ((s.flags & tcpflag::kAck) != 0) follower.acknowledged(back, s.ack, s.packet, found_);
  const bool syn = (s.flags & tcpflag::kSyn) != 0;
  if (s.payload != 0 || fin) {
    const StreamSegment segment{s.packet, s.direction, syn ? s.seq + 1 : s.seq, payload, s.payload, fin};
    const auto found = follower.add(segment, found_, kept_ < kMaxKept);
    if (s.payload != 0) row.marks.setInStream();
    if (found.pending || found.early) row.marks.setInMessage();
  }
  kept_ += follower.kept() - before;
  // Those that an acknowledgment let go belong to the other direction: they are not this packet's.
  for (const StreamMessage& m : found_)
    if (m.direction == s.direction) messages.add(m);
  if (follower.done()) slot->follower.reset();
}

ByteView StreamSet::assembled(const Flow& flow, Direction d) const noexcept {
  if (flow.stream >= slots_.size() || !slots_[flow.stream].follower) return {};
  return slots_[flow.stream].follower->assembled(d);
}

}  // namespace pw
