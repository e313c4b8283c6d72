#include "core/engine/engine.h"

#include <algorithm>

#include "core/flow/tcp_base.h"
#include "core/flow/tcp_tracker.h"
#include "core/trace/conversation.h"
#include "core/trace/packet_reader.h"

namespace pw {

RunEnd Engine::run(const std::stop_token& stop, PacketObserver* observer) {
  PacketBatch b;
  trace_.setStore(source_.store());
  context_.expectations = &expectations_;
  RunEnd end = RunEnd::finished;
  while (limit_ != 0) {
    if (stop.stop_requested()) {
      end = RunEnd::stopped;
      break;
    }
    const Pull pull = source_.next(b);
    auto info = source_.info();
    if (info != info_) {
      info_ = std::move(info);
      trace_.setInfo(info_);
    }
    if (pull == Pull::end) break;
    if (pull == Pull::idle) continue;
    bool goOn = false;
    {
      const FlowGate::Writer inside{trace_.gate()};
      goOn = batch(b, observer);
      trace_.publish();
    }
    if (!goOn || (observer != nullptr && !observer->onBatchEnd())) {
      end = RunEnd::observerEnded;
      break;
    }
  }
  if (auto info = source_.info(); info != info_) trace_.setInfo(std::move(info));
  trace_.publish();
  return end;
}

bool Engine::batch(const PacketBatch& b, PacketObserver* observer) {
  std::span<const PacketRef> all{b.packets};
  all = all.first(static_cast<std::size_t>(std::min<std::uint64_t>(all.size(), limit_)));
  limit_ -= all.size();
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t n = decode(all, at);
    for (std::size_t i = 0; i < n; ++i)
      if (!commit(group_[i], b, observer)) return false;
    at += n;
  }
  return true;
}

/// Walks the next packets and asks for the memory that commit() will need. A fragment that completes a datagram ends
/// the group, since the datagram's bytes live only until the next fragment.
std::size_t Engine::decode(std::span<const PacketRef> all, std::size_t at) {
  const std::size_t n = std::min(kGroup, all.size() - at);
  std::size_t i = 0;
  for (; i < n; ++i) {
    Pending& p = group_[i];
    p.ref = &all[at + i];
    walkOne(p, PacketId{static_cast<std::uint32_t>(trace_.appended() + i)});
    if (p.summary.announces != ProtocolId::none) expectations_.add(p.summary, p.summary.announces);
    if (p.summary.transport != Transport::none) {
      p.ends = keyOf(p.summary);
      p.hash = trace_.flows().hashOf(p.ends.key);
      trace_.flows().prefetchSlot(p.hash);
    }
    if (i >= kLag) prefetchFlow(group_[i - kLag]);
    if (p.done != nullptr) {
      ++i;
      break;
    }
  }
  for (std::size_t k = i > kLag ? i - kLag : 0; k < i; ++k) prefetchFlow(group_[k]);
  return i;
}

void Engine::prefetchFlow(const Pending& p) const noexcept {
  if (p.summary.transport != Transport::none) trace_.flows().prefetchFlow(p.hash);
}

void Engine::setPacket(const PacketRef& r, PacketId id) {
  context_.id = id;
  context_.bytes = r.bytes;
  context_.wireLen = r.wireLen;
  context_.reassembly = {};
  const bool described = r.interface < info_->interfaces.size();
  context_.linkType = described ? info_->interfaces[r.interface].linkType : LinkType::ethernet;
  context_.fcsLen = described ? info_->interfaces[r.interface].fcsLen : std::uint8_t{0};
}

void Engine::walkOne(Pending& p, PacketId id) {
  const PacketRef& r = *p.ref;
  setPacket(r, id);
  p.done = nullptr;
  p.summary.clear();
  walkPacket(registry_, context_, p.summary, sink_);
  if (!p.summary.hasFragment) return;
  p.done = reassembler_.add(id, p.summary.fragment, r.bytes);
  if (p.done == nullptr) return;
  trace_.addDatagram(p.done->datagram);
  context_.reassembly = {p.done->bytes, p.done->datagram->pieces, id};
  p.summary.clear();
  walkPacket(registry_, context_, p.summary, sink_);
}

void Engine::assignFlow(Pending& p, PacketRow& row, PacketId id) {
  FlowTable& flows = trace_.flows();
  FlowId flow = flows.find(p.ends.key, p.hash);
  const bool tcp = p.summary.transport == Transport::tcp;
  bool reopens = false;
  if (flow.valid() && tcp && p.summary.payloadAt != 0) {
    const Flow& f = flows.flow(flow);
    const auto d = p.ends.fromLow == f.firstFromLow ? Direction::forward : Direction::backward;
    reopens = opensAgain(f, d, p.summary.tcp);
    if (reopens) flow = {};
  }
  if (!flow.valid()) {
    flow = flows.add(p.ends.key, p.hash, id, p.ends.fromLow);
    if (!flow.valid()) return;
    flows.flow(flow).application = p.summary.application;
  } else {
    row.previousInFlow = flows.flow(flow).last;
  }
  Flow& f = flows.flow(flow);
  row.flow = flow;
  row.direction = p.ends.fromLow == f.firstFromLow ? Direction::forward : Direction::backward;
  f.last = id;
  const auto d = static_cast<unsigned>(row.direction);
  ++f.packets[d];
  f.bytes[d] += p.ref->wireLen;
  // Of a header that ends early or lies about its length no number can be trusted.
  if (!tcp || p.summary.payloadAt == 0) return;
  updateBase(f, {flow, id, row.direction, p.summary.tcp}, trace_.factsHistory());
  row.tcpWhole = true;
  row.timeNs = p.ref->timeNs;
  row.tcpFlags = p.summary.tcp.flags;
  row.ecn = p.summary.ecn;
  row.seq = p.summary.tcp.seq;
  row.ack = p.summary.tcp.ack;
  row.window = p.summary.tcp.window;
  row.payload = p.summary.payloadLength;
  TcpSegment segment = segmentOf(row, id);
  segment.reopens = reopens;
  segment.windowScale = p.summary.tcp.windowScale;
  segment.fastOpenRequest = p.summary.tcp.fastOpenRequest;
  segment.fastOpenCookie = p.summary.tcp.fastOpenCookie;
  row.marks = trackSegment(flows.tcp(f), segment);
}

/// A packet that was announced, of a conversation that began before the announcement: the conversation keeps what it
/// was, so that every walk over any of its packets says the same.
void Engine::agreeOnApplication(Pending& p, const PacketRow& row) {
  // Announcements are never taken back, so that a packet without one has a conversation without one: no need to touch
  // a cache line of the flow for nearly every packet.
  if (p.summary.application == ProtocolId::none) return;
  if (!row.flow.valid() || p.summary.application == trace_.flows().flow(row.flow).application) return;
  setPacket(*p.ref, PacketId{trace_.appended()});
  const Flow& flow = trace_.flows().flow(row.flow);
  context_.flow = factsOf(flow, wordsOf(flow), row.direction);
  if (p.done != nullptr) context_.reassembly = {p.done->bytes, p.done->datagram->pieces, p.done->datagram->completedIn};
  p.summary.clear();
  walkPacket(registry_, context_, p.summary, sink_);
  context_.flow = {};
}

bool Engine::commit(Pending& p, const PacketBatch& b, PacketObserver* observer) {
  const PacketRef& r = *p.ref;
  const PacketSummary& s = p.summary;
  const PacketId id{trace_.appended()};
  PacketRow row;
  if (s.transport != Transport::none) {
    assignFlow(p, row, id);
    agreeOnApplication(p, row);
  }
  row.at = r.at;
  row.timeNs = r.timeNs;
  row.captured = static_cast<std::uint32_t>(r.bytes.size());
  row.wireLen = r.wireLen;
  row.interface = r.interface;
  row.hasTime = r.hasTime;
  row.stack = trace_.intern(s.stack);
  row.ecn = s.ecn;
  row.tcpFlags = s.transport == Transport::tcp ? s.tcp.flags : std::uint16_t{0};
  row.cut = s.stop.why == Stop::cut;
  row.malformed = s.stop.why == Stop::overrun || s.stop.why == Stop::malformed;
  row.fragment = s.hasFragment;
  row.hasExtras = r.extras != PacketRef::kNoExtras;
  if (id.value == 0) firstTimeNs_ = previousTimeNs_ = r.timeNs;
  if (!trace_.append(row)) return true;
  if (row.hasExtras) trace_.setExtras(id, b.extras[r.extras]);
  const bool goOn = observer == nullptr || observe(p, row, id, b, *observer);
  previousTimeNs_ = r.timeNs;
  return goOn;
}

bool Engine::observe(const Pending& p, const PacketRow& row, PacketId id, const PacketBatch& b,
                     PacketObserver& observer) {
  PacketContext c;
  fillContext(c, trace_, info_.get(), id, row);
  c.bytes = p.ref->bytes;
  c.firstTimeNs = firstTimeNs_;
  c.previousTimeNs = previousTimeNs_;
  if (row.hasExtras) c.extras = &b.extras[p.ref->extras];
  if (p.done != nullptr) c.reassembly = {p.done->bytes, p.done->datagram->pieces, id};
  return observer.onPacket(c, p.summary);
}

}  // namespace pw
