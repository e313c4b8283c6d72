#include "core/leaks/leak_finder.h"

#include <algorithm>

namespace pw {

namespace {

constexpr std::uint32_t kBetweenLooks = 1024;

bool isClientForward(const Trace& trace, FlowId flow) {
  return trace.readFlows([flow](const FlowTable& flows) { return summarizeFlow(flows, flow).clientIsForward; });
}

FindingRules::Place placeOf(PacketId id, const PacketRow& row, bool clientIsForward) noexcept {
  return {id, row.flow, row.direction, (row.direction == Direction::forward) == clientIsForward};
}

}  // namespace

LeakFinder::LeakFinder(const Trace& trace, const Registry& registry)
    : trace_(trace),
      fields_(registry),
      reader_(trace, registry),
      sink_(fields_.wanted(), false, false),
      rules_(fields_),
      unknown_(registry.hub(Hub::data)) {}

std::uint32_t LeakFinder::read(std::uint32_t to, const std::stop_token& stop, std::atomic<std::uint32_t>* progress) {
  for (; at_ < to; ++at_) {
    if (at_ % kBetweenLooks == 0) {
      if (stop.stop_requested()) break;
      if (progress != nullptr) progress->store(at_, std::memory_order_relaxed);
    }
    const PacketId id{at_};
    const PacketRow row = trace_.row(id);
    if (stacks_.size() <= row.stack) stacks_.resize(std::size_t{row.stack} + 1);
    std::uint8_t& known = stacks_[row.stack];
    if (known == 0) known = fields_.has(trace_.stack(row.stack)) ? 2 : 1;
    if (known == 2) packet(id, row);
    if (!row.flow.valid() || row.quotes) continue;
    if (!row.tcpWhole) datagram(id, row);
    else if (row.payload > 0 && !row.marks.isRepeat() && !row.marks.has(TcpMark::keepAlive))
      meter_.payload(row.flow, row.payload);
  }
  messages(at_);
  if (progress != nullptr) progress->store(at_, std::memory_order_relaxed);
  return at_;
}

/// What was put together out of segments, up to a packet.
void LeakFinder::messages(std::uint32_t to) {
  const MessageStore& store = trace_.messages();
  for (; message_ < store.size() && store.packetOf(message_).value < to; ++message_) {
    const MessageStore::Entry m = store[message_];
    if (m.isWhole()) meter_.message(trace_.row(m.packet).flow, m.length);
  }
}

/// A datagram is readable where its last layer is a protocol that is known.
void LeakFinder::datagram(PacketId id, const PacketRow& row) {
  const Transport transport = trace_.flowOf(row.flow).key.transport;
  if (transport != Transport::udp) return;
  if (!reader_.load(id)) ++unreadable_;
  SummarySink nothing;
  const PacketSummary& s = reader_.walk(nothing);
  meter_.payload(row.flow, s.payloadLength);
  const bool known = s.stack.size() != 0 && s.payloadLength != 0 && s.stack[s.stack.size() - 1] != unknown_;
  if (known) meter_.message(row.flow, s.payloadLength);
}

void LeakFinder::packet(PacketId id, const PacketRow& row) {
  if (row.flow.valid() && row.flow != knownFlow_) {
    knownFlow_ = row.flow;
    clientIsForward_ = isClientForward(trace_, row.flow);
  }
  if (!reader_.load(id)) ++unreadable_;
  reader_.walk(sink_);
  if (sink_.tree.nodes().empty()) return;
  const FindingRules::Place place = placeOf(id, row, clientIsForward_);
  const std::uint64_t sealed = sealed_.read(fields_, sink_.tree, place);
  if (sealed != 0 && row.flow.valid()) meter_.sealed(row.flow, sealed);
  rules_.read(sink_.tree, place, false);
  if (rules_.wasTooMuch()) ++crowded_;
  const std::vector<Finding>& found = rules_.findings();
  if (found.empty()) return;
  const std::size_t n = std::min(found.size(), kMaxFindings - findings_.size());
  leftOut_ += found.size() - n;
  if (n == 0) return;
  const auto first = static_cast<std::uint32_t>(findings_.size());
  findings_.insert(findings_.end(), found.begin(), found.begin() + static_cast<std::ptrdiff_t>(n));
  pairing_.packet(std::span{findings_}.subspan(first), first);
}

FindingTexts::FindingTexts(const Trace& trace, const Registry& registry)
    : trace_(trace),
      fields_(registry),
      reader_(trace, registry),
      sink_(fields_.wanted(), false, false),
      rules_(fields_) {}

FoundText FindingTexts::of(const Finding& finding) {
  if (packet_ != finding.packet) {
    packet_ = finding.packet;
    const PacketRow row = trace_.row(packet_);
    reader_.load(packet_);
    reader_.walk(sink_);
    const bool forward = !row.flow.valid() || isClientForward(trace_, row.flow);
    rules_.read(sink_.tree, placeOf(packet_, row, forward), true);
  }
  const auto at = std::find(rules_.findings().begin(), rules_.findings().end(), finding);
  if (at == rules_.findings().end()) return {};
  return rules_.texts()[static_cast<std::size_t>(at - rules_.findings().begin())];
}

}  // namespace pw
