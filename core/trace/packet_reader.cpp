#include "core/trace/packet_reader.h"

#include "core/bytes/elapsed.h"

#include <algorithm>
#include <utility>

#include "core/trace/exchanges.h"

namespace pw {

PacketReader::PacketReader(const Trace& trace, const Registry& registry) : trace_(trace), registry_(registry) {}
PacketReader::~PacketReader() = default;

void fillContext(PacketContext& c, const Trace& trace, const CaptureInfo* info, PacketId id, const PacketRow& row) {
  c = {};
  c.id = id;
  c.wireLen = row.wireLen;
  c.timeNs = row.timeNs;
  c.hasTime = row.hasTime;
  c.interface = row.interface;
  c.flow = trace.flowFacts(id, row);
  c.analysis = trace.analysis(id, row);
  if (const PacketId asked = trace.questionOf(id); asked.valid() && !trace.isGivenUp(asked)) {
    c.answers = asked;
    c.answerTimeNs = elapsedNs(trace.timeNs(asked), row.timeNs);
    c.answersAgain = trace.questionOf(asked).valid();
  }
  if (info != nullptr && row.interface < info->interfaces.size()) {
    c.interfaceInfo = &info->interfaces[row.interface];
    c.linkType = c.interfaceInfo->linkType;
    c.fcsLen = c.interfaceInfo->fcsLen;
  }
}

bool PacketReader::load(PacketId id) {
  const PacketRow row = trace_.row(id);
  info_ = trace_.info();
  fillContext(context_, trace_, info_.get(), id, row);
  context_.firstTimeNs = trace_.timeNs(PacketId{0});
  context_.previousTimeNs = id.value == 0 ? row.timeNs : trace_.timeNs(PacketId{id.value - 1});
  extras_ = trace_.extras(id);
  context_.extras = extras_ ? &*extras_ : nullptr;
  if (measure_ && row.tcpWhole) measure(id, row);

  bytes_.resize(row.captured);
  const std::size_t n = read(row.at, bytes_);
  context_.bytes = ByteView{bytes_}.first(n);
  datagram_.reset();
  if (row.fragment) loadDatagram(id);
  context_.stream = {};
  if (!inner_ && row.marks.inStream()) loadStream(id, row);
  return n == row.captured && !trace_.isGivenUp(id);  // which reads as a packet of no bytes
}

std::size_t PacketReader::read(std::uint64_t at, std::span<std::uint8_t> into) const {
  if (from_ != nullptr) return from_->read(at, into);
  const auto store = trace_.store();
  return store ? store->read(at, into) : 0;
}

void PacketReader::know(std::shared_ptr<const Conversation> conversation) {
  if (!conversation) return;
  std::erase_if(conversations_, [&](const auto& c) { return c->summary().id == conversation->summary().id; });
  if (conversations_.size() == kKept) conversations_.pop_back();
  conversations_.insert(conversations_.begin(), std::move(conversation));
}

/// One that reaches as far as the packet, made now where that is quick.
const Conversation* PacketReader::conversationOf(PacketId id, FlowId flow) {
  for (const auto& c : conversations_)
    if (c->summary().id == flow && id.value < c->rows()) return c.get();
  const bool quick = trace_.readFlows([&](const FlowTable& flows) {
    const Flow& f = flows.flow(flow);
    return std::uint64_t{f.packets[0]} + f.packets[1] <= kMaxMeasured;
  });
  if (!quick) return nullptr;
  know(Conversation::make(trace_, flow, trace_.size()));
  return conversations_.front().get();
}

void PacketReader::measure(PacketId id, const PacketRow& row) {
  const Conversation* c = conversationOf(id, row.flow);
  const auto at = c == nullptr ? std::nullopt : c->itemOf(id);
  if (!at) return;
  const std::span<const Conversation::Item> items = c->items();
  const Conversation::Item& item = items[*at];
  const auto packetOf = [&](std::uint32_t i) { return i == Conversation::kNone ? PacketId{} : items[i].packet; };
  const auto since = [&](PacketId p) { return p.valid() ? elapsedNs(trace_.timeNs(p), row.timeNs) : std::int64_t{-1}; };
  TcpAnalysis& a = context_.analysis;
  a.measured = true;
  a.completeness = item.completeness;
  a.acked = packetOf(item.acked);
  a.ackRttNs = since(a.acked);
  if (row.marks.has(TcpMark::retransmission)) a.repeats = packetOf(item.waitedFor);
  a.waitedNs = since(a.repeats);
  a.inFlight = item.inFlight;
  a.pushed = item.pushed;
  const TcpFlow& flow = c->summary().tcp;
  if (flow.openAck.valid() && flow.openAck <= id) a.initialRttNs = flow.initialRttNs;
  a.sinceFirstNs = elapsedNs(trace_.timeNs(items.front().packet), row.timeNs);
  a.sincePreviousNs = row.previousInFlow.valid() ? elapsedNs(trace_.timeNs(row.previousInFlow), row.timeNs) : 0;
}

ByteView PacketReader::payload(PacketId id) {
  load(id);
  return loadedPayload();
}

ByteView PacketReader::messageBytes(const MessageView& m) {
  const ByteView all = m.together ? context_.stream.bytes : loadedPayload();
  return m.at >= all.size() ? ByteView{} : all.subspan(m.at, std::min<std::size_t>(m.length, all.size() - m.at));
}

ByteView PacketReader::loadedPayload() {
  SummarySink sink;
  const PacketSummary& s = walk(sink);
  const ByteView all = context_.reassembly.bytes.empty() ? context_.bytes : context_.reassembly.bytes;
  if (s.payloadAt == 0 || s.payloadAt >= all.size()) return {};
  return all.subspan(s.payloadAt, std::min<std::size_t>(s.payloadLength, all.size() - s.payloadAt));
}

/// The messages that end in a segment; those that began in earlier ones are put together from them.
void PacketReader::loadStream(PacketId id, const PacketRow& row) {
  StreamPlace place = streamPlace(trace_, id, row, messages_);
  if (place.length > StreamFollower::kMaxMessage) {
    forgetTogether(messages_);
    place.view.messages = messages_;
  } else if (place.length != 0) {
    pieces_ = streamPieces(trace_, id, place.from, place.length);
    streamBytes_.assign(place.length, 0);
    for (const StreamPiece& p : pieces_) {
      const ByteView payload = segments().payloadOf(p.packet);
      if (p.skip >= payload.size()) continue;
      const ByteView part = payload.subspan(p.skip, std::min<std::size_t>(p.length, payload.size() - p.skip));
      std::copy(part.begin(), part.end(), streamBytes_.begin() + p.at);
    }
    place.view.bytes = streamBytes_;
    place.view.pieces = pieces_;
    place.view.missing = missingOf(pieces_, place.length);
  }
  if (place.begunIn.valid()) place.view.begunBytes = beginningOf(place);
  context_.stream = place.view;
  if (!measure_) return;
  if (!exchanges_) exchanges_ = std::make_unique<Exchanges>(trace_, registry_, Exchanges::On::anyThread);
  if (auto all = exchanges_->of(id, row); all && all->all.size() == messages_.size())
    context_.stream.links = std::move(all);
}

/// The bytes of a message that goes on, as far as its first packet holds them.
ByteView PacketReader::beginningOf(const StreamPlace& place) {
  const ByteView payload = segments().payloadOf(place.begunIn);
  const std::uint32_t skip = place.begunSeq.since(payloadSeq(trace_.row(place.begunIn)));
  return skip < payload.size() ? payload.subspan(skip) : ByteView{};
}

PacketReader& PacketReader::segments() {
  if (!segments_) {
    segments_ = std::make_unique<PacketReader>(trace_, registry_);
    segments_->inner_ = true;
  }
  segments_->from_ = from_;
  return *segments_;
}

void PacketReader::loadDatagram(PacketId id) {
  datagram_ = trace_.reassembly(id);
  if (!datagram_) return;
  context_.reassembly.pieces = datagram_->pieces;
  context_.reassembly.completedIn = datagram_->completedIn;
  if (datagram_->completedIn != id) return;
  datagramBytes_.assign(datagram_->length, 0);
  // In reverse, so that where pieces overlap the one that came first stays.
  for (auto p = datagram_->pieces.rbegin(); p != datagram_->pieces.rend(); ++p) {
    if (p->at >= datagramBytes_.size()) continue;
    const std::size_t n = std::min<std::size_t>(p->length, datagramBytes_.size() - p->at);
    read(trace_.row(p->packet).at + p->dataAt, std::span{datagramBytes_}.subspan(p->at, n));
  }
  context_.reassembly.bytes = datagramBytes_;
}

}  // namespace pw
