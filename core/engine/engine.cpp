#include "core/engine/engine.h"

#include <algorithm>
#include <system_error>

#include "core/bytes/elapsed.h"
#include "core/engine/walker_thread.h"
#include "core/flow/tcp_base.h"
#include "core/flow/tcp_tracker.h"
#include "core/trace/conversation.h"
#include "core/trace/packet_reader.h"
#include "core/trace/stream_pieces.h"
#include "core/walk/walk.h"

namespace pw {

RunEnd Engine::run(const std::stop_token& stop, PacketObserver* observer) {
  trace_.setStore(source_.store());
  streams_.keepMessages(observer != nullptr);
  measuring_ = observer != nullptr && observer->wantsMeasures();
  if (measuring_) exchanges_ = std::make_unique<Exchanges>(trace_, registry_, Exchanges::On::engineThread);
  walker_.startAt(PacketId{trace_.appended()});
  std::optional<RunEnd> end;
  for (unsigned batches = 0; !end; ++batches) {
    if (batches == kAlone && threaded_ && observer == nullptr) end = runThreaded(stop);
    if (!end) end = runAlone(stop, observer);
  }
  setInfo(source_.info());
  trace_.publish();
  return *end;
}

/// One batch. Says so where it was the last.
std::optional<RunEnd> Engine::runAlone(const std::stop_token& stop, PacketObserver* observer) {
  const auto end = walker_.pull(stop, batch_);
  setInfo(walker_.info());
  if (end || batch_.packets.empty()) return end;
  decoded_.extras.swap(batch_.extras);
  const FlowGate::Writer inside{trace_.gate()};
  const bool goOn = batch(observer);
  trace_.publish();
  if (!goOn || (observer != nullptr && !observer->onBatchEnd())) return RunEnd::observerEnded;
  return std::nullopt;
}

/// To the end; nothing, and nothing done, where there is no thread to be had.
std::optional<RunEnd> Engine::runThreaded(const std::stop_token& stop) {
  std::optional<WalkerThread> walking;
  try {
    walking.emplace(walker_, stop);
  } catch (const std::system_error&) {
    return std::nullopt;
  }
  while (const DecodedBatch* b = walking->next()) {
    setInfo(b->info);
    const FlowGate::Writer inside{trace_.gate()};
    payload_ = 0;
    for (std::size_t i = 0; i < b->packets.size(); ++i) {
      PacketRow row;
      prefetch(*b, i);
      commit(*b, i, row, again_);
    }
    trace_.publish();
  }
  return walking->end();
}

bool Engine::batch(PacketObserver* observer) {
  const std::span<const PacketRef> all{batch_.packets};
  for (std::size_t at = 0; at < all.size();) {
    if (!group(all.subspan(at, std::min(kGroup, all.size() - at)), observer)) return false;
    at += decoded_.packets.size();
  }
  return true;
}

/// Walks the next packets, then appends them, so that their flow entries come into the cache meanwhile. A fragment that
/// completes a datagram ends the group, since the datagram's bytes live only until the next fragment.
bool Engine::group(std::span<const PacketRef> all, PacketObserver* observer) {
  const IpReassembler::Done* done = nullptr;
  decoded_.clear();
  payload_ = 0;
  for (std::size_t i = 0; i < all.size() && done == nullptr; ++i)
    done = walker_.walk(all[i], decoded_, summaries_[i]);
  const std::size_t n = decoded_.packets.size();
  for (std::size_t i = 0; i < n; ++i) {
    PacketRow row;
    prefetch(decoded_, i);
    const bool appended = commit(decoded_, i, row, summaries_[i]);
    if (!appended || observer == nullptr) continue;
    if (!observe(all[i], row, i + 1 == n ? done : nullptr, summaries_[i], *observer)) return false;
  }
  return true;
}

void Engine::setInfo(const std::shared_ptr<const CaptureInfo>& info) {
  if (info == info_) return;
  info_ = info;
  trace_.setInfo(info_);
}

/// Called before packet `i` is appended: asks for the memory that those after it will need.
void Engine::prefetch(const DecodedBatch& b, std::size_t i) const noexcept {
  const std::span<const DecodedPacket> all{b.packets};
  const std::size_t n = all.size();
  if (i == 0) {
    for (std::size_t k = 0; k < std::min(2 * kAhead, n); ++k) trace_.flows().prefetchSlot(all[k].hash);
    for (std::size_t k = 0; k < std::min(kAhead, n); ++k) prefetchFlow(all[k]);
    for (std::size_t k = 0; k < std::min(kAhead / 2, n); ++k) prefetchTcp(all[k]);
  }
  if (i + kAhead / 2 < n) prefetchTcp(all[i + kAhead / 2]);
  if (i + 2 * kAhead < n) trace_.flows().prefetchSlot(all[i + 2 * kAhead].hash);
  if (i + kAhead < n) prefetchFlow(all[i + kAhead]);
}

/// All that is kept of a conversation by its flow.
void Engine::prefetchFlow(const DecodedPacket& p) const noexcept {
  if (p.key.transport != Transport::none) trace_.flows().prefetchFlow(p.hash);
}

/// What the tracker keeps of it; the flow itself should be in the cache by now.
void Engine::prefetchTcp(const DecodedPacket& p) const noexcept {
  if (p.key.transport == Transport::tcp) trace_.flows().prefetchTcp(p.hash);
}

void Engine::assignFlow(const DecodedPacket& p, PacketRow& row, PacketId id, ByteView payload) {
  FlowTable& flows = trace_.flows();
  FlowId flow = flows.find(p.key, p.hash);
  const bool tcp = p.key.transport == Transport::tcp && !p.quoted;
  bool reopens = false;
  if (flow.valid() && tcp) {
    const Flow& f = flows.flow(flow);
    const auto d = p.fromLow == f.firstFromLow ? Direction::forward : Direction::backward;
    reopens = opensAgain(f, d, p.tcp);
    if (reopens) flow = {};
  }
  if (!flow.valid()) {
    flow = flows.add(p.key, p.hash, id, p.fromLow);
    if (!flow.valid()) return;
    flows.flow(flow).application = p.application;
  } else {
    row.previousInFlow = flows.flow(flow).last;
  }
  Flow& f = flows.flow(flow);
  row.flow = flow;
  row.direction = p.fromLow == f.firstFromLow ? Direction::forward : Direction::backward;
  f.last = id;
  if (p.quoted) return;
  const auto d = static_cast<unsigned>(row.direction);
  ++f.packets[d];
  f.bytes[d] += p.wireLen;
  // Of a header that ends early or lies about its length no number can be trusted.
  if (tcp && p.wholeHeader && FlowTable::follows(f)) track(p, row, id, reopens, payload);
}

/// Judges a segment of the conversation that its row has by now.
void Engine::track(const DecodedPacket& p, PacketRow& row, PacketId id, bool reopens, ByteView payload) {
  Flow& f = trace_.flows().flow(row.flow);
  updateBase(f, {row.flow, id, row.direction, p.tcp}, trace_.factsHistory());
  row.tcpWhole = true;
  row.seq = p.tcp.seq;
  row.ack = p.tcp.ack;
  row.window = p.tcp.window;
  row.payload = p.payloadLength;
  TcpSegment segment = segmentOf(row, id);
  segment.reopens = reopens;
  segment.sacked = p.tcp.sacked;
  if (segment.sacked != 0) trace_.sackedBytes().add(id, segment.sacked);
  segment.windowScale = p.tcp.windowScale;
  segment.fastOpenRequest = p.tcp.fastOpenRequest;
  segment.fastOpenCookie = p.tcp.fastOpenCookie;
  TcpFlow& flow = trace_.flows().tcp(f);
  if (measuring_) before_ = flow.side[static_cast<unsigned>(row.direction)];
  row.marks = trackSegment(flow, segment);
  if (flow.ecn == EcnSetup::accNegotiated) agreeOnAccEcn(f);
  if (row.marks.has(TcpMark::duplicateAck)) {
    const TcpSide& side = flow.side[static_cast<unsigned>(row.direction)];
    trace_.duplicateAcks().add(id, {side.firstOfAck, side.duplicateAcks});
  }
  if (row.marks.isRepeat() && repeats_.differs(row, payload)) row.marks.set(TcpMark::changedData);
  if (measuring_) measures_.add(segment, before_, row, flow);
  streams_.add(f, flow, segment, payload, row, trace_.messages());
}

/// A packet that was announced, of a conversation that began before the announcement: the conversation keeps what it
/// was, so that every walk over any of its packets says the same. True where the packet was walked once more.
bool Engine::agreeOnApplication(const DecodedBatch& b, const DecodedPacket& p, PacketRow& row, PacketSummary& summary) {
  if (!row.flow.valid() || p.application == trace_.flows().flow(row.flow).application) return false;
  const DecodedBatch::Announced& kept = b.announced[p.announced];
  const ByteView bytes{b.bytes};
  const PacketId id{trace_.appended()};
  PacketContext context;
  fillContext(context, trace_, info_.get(), id, row);
  context.bytes = bytes.subspan(kept.at, kept.length);
  if (p.datagram != DecodedPacket::kNone)
    context.reassembly = {bytes.subspan(kept.datagramAt, kept.datagramLength), b.datagrams[p.datagram]->pieces, id};
  SummarySink sink;
  summary.clear();
  walkPacket(registry_, context, summary, sink);
  describe(summary, row);
  row.stack = trace_.intern(summary.stack);
  return true;
}

StackId Engine::stackOf(StackId walkers) {
  if (walkers >= stacks_.size()) stacks_.resize(std::size_t{walkers} + 1, kNoStack);
  StackId& known = stacks_[walkers];
  if (known == kNoStack) known = trace_.intern(walker_.stacks()[walkers]);
  return known;
}

/// Payloads come in the order of the packets that have one.
ByteView Engine::nextPayload(const DecodedBatch& b, const DecodedPacket& p) {
  if (!p.hasPayload()) return {};
  const DecodedBatch::Payload& at = b.payloads[payload_++];
  return ByteView{b.bytes}.subspan(at.at, at.length);
}

/// The layers of a segment whose bytes belong to a stream: those of the messages that end here, in place of data.
void Engine::enterMessages(PacketRow& row, PacketId id, bool any) {
  if (row.stack >= bare_.size()) bare_.resize(std::size_t{row.stack} + 1, kNoStack);
  StackId& bare = bare_[row.stack];
  if (any || bare == kNoStack) {
    const ProtocolStack stack = withoutData(trace_.stack(row.stack));
    if (any) return enterLayers(row, id, stack);
    bare = trace_.intern(stack);
  }
  row.stack = bare;
}

ProtocolStack Engine::withoutData(const ProtocolStack& walked) const noexcept {
  ProtocolStack stack;
  for (const ProtocolId layer : walked)
    if (layer != registry_.hub(Hub::data)) stack.push(layer);
  return stack;
}

void Engine::enterLayers(PacketRow& row, PacketId id, ProtocolStack stack) {
  const StreamPlace place = streamPlace(trace_, id, row, messages_);
  forEachCall(place.view, registry_, [&stack](ProtocolId layer) { stack.push(layer); }, [](const MessageView&) {});
  row.stack = trace_.intern(stack);
}

/// Questions and answers between ports: of a datagram, or of the messages of a stream that end here; `messages`: how
/// many there were before this packet. Of several in one packet it could not be said which one another packet has to do
/// with.
void Engine::noteQuestions(const DecodedPacket& p, PacketId id, std::size_t messages) {
  PacketId other;
  std::size_t n = 0;
  const auto take = [&](const QuestionNumber& q) {
    if (q.key == 0) return;
    other = exchange(PendingQuestions::keyOf(p.hash, static_cast<std::uint32_t>(q.key)), q.answer, id, p.timeNs);
    ++n;
  };
  if (p.asks || p.answers) {
    take({p.question, p.answers});
  } else if (trace_.messages().size() != messages) {
    for (const StreamMessage& m : streams_.found()) take(m.question);
  }
  if (n == 1 && other.valid()) trace_.answers().add(id, other);
}

/// The packet that a question or an answer has to do with: see Trace::questionOf().
PacketId Engine::exchange(std::uint64_t key, bool answer, PacketId id, std::int64_t timeNs) {
  if (answer) return questions_.answer(key, id);
  const PacketId asked = questions_.openQuestion(key);
  if (asked.valid() && asked != id && elapsedNs(trace_.timeNs(asked), timeNs) < kRepeatWithinNs) return asked;
  questions_.ask(key, id);
  return {};
}

/// False where the trace is full.
bool Engine::commit(const DecodedBatch& b, std::size_t i, PacketRow& row, PacketSummary& summary) {
  const DecodedPacket& p = b.packets[i];
  const PacketId id{trace_.appended()};
  if (p.datagram != DecodedPacket::kNone) trace_.addDatagram(b.datagrams[p.datagram]);
  row.at = p.at;
  row.timeNs = p.timeNs;
  row.captured = p.captured;
  row.wireLen = p.wireLen;
  row.interface = p.interface;
  row.hasTime = p.hasTime;
  row.tcpFlags = p.key.transport == Transport::tcp && !p.quoted ? p.tcp.flags : std::uint16_t{0};
  row.hasExtras = p.extras != DecodedPacket::kNone;
  row.ecn = p.ecn;
  row.cut = p.cut;
  row.malformed = p.malformed;
  row.fragment = p.fragment;
  row.quotes = p.quoted;
  const ByteView payload = nextPayload(b, p);
  const std::size_t messages = trace_.messages().size();
  if (p.key.transport != Transport::none) assignFlow(p, row, id, payload);
  // Announcements are never taken back, so that a packet without one has a conversation without one.
  if (p.application == ProtocolId::none || !agreeOnApplication(b, p, row, summary)) row.stack = stackOf(p.stack);
  if (row.marks.inStream()) enterMessages(row, id, trace_.messages().size() != messages);
  if (row.flow.valid()) {
    noteQuestions(p, id, messages);
  } else {
    if (p.asks) questions_.ask(p.hash, id);
    if (p.answers)
      if (const PacketId other = questions_.answer(p.hash, id); other.valid()) trace_.answers().add(id, other);
  }
  if (!trace_.append(row)) return false;
  if (row.hasExtras) trace_.setExtras(id, b.extras[p.extras]);
  return true;
}

/// A packet's place in its stream, with the bytes of messages that it completes.
StreamView Engine::streamOf(PacketId id, const PacketRow& row) {
  StreamPlace place = streamPlace(trace_, id, row, messages_);
  const Flow& flow = trace_.flowOf(row.flow);
  const ByteView whole = streams_.assembled(flow, row.direction, place.from, place.length);
  if (place.length > whole.size()) {  // too long to be kept
    forgetTogether(messages_);
    place.view.messages = messages_;
  } else if (place.length != 0) {
    pieces_ = streamPieces(trace_, id, place.from, place.length);
    place.view.bytes = whole;
    place.view.pieces = pieces_;
    place.view.missing = missingOf(pieces_, place.length);
  }
  if (place.begunIn.valid()) {
    const PacketRow first = trace_.row(place.begunIn);
    const std::size_t there = first.payload - place.begunSeq.since(payloadSeq(first));
    place.view.begunBytes = streams_.assembled(flow, row.direction, place.begunSeq, there);
  }
  return place.view;
}

bool Engine::observe(const PacketRef& ref, const PacketRow& row, const IpReassembler::Done* done,
                     const PacketSummary& summary, PacketObserver& observer) {
  const PacketId id{trace_.appended() - 1};
  if (id.value == 0) firstTimeNs_ = previousTimeNs_ = row.timeNs;
  PacketContext c;
  fillContext(c, trace_, info_.get(), id, row);
  c.bytes = ref.bytes;
  c.firstTimeNs = firstTimeNs_;
  c.previousTimeNs = previousTimeNs_;
  if (row.hasExtras) c.extras = &decoded_.extras[ref.extras];
  if (measuring_ && row.tcpWhole) measures_.fill(c.analysis, trace_, row);
  if (row.marks.inStream()) {
    c.stream = streamOf(id, row);
    if (exchanges_ && !messages_.empty())
      if (auto all = exchanges_->of(id, row); all && all->all.size() == messages_.size())
        c.stream.links = std::move(all);
  }
  if (done != nullptr) c.reassembly = {done->bytes, done->datagram->pieces, id};
  previousTimeNs_ = row.timeNs;
  return observer.onPacket(c, summary);
}

}  // namespace pw
