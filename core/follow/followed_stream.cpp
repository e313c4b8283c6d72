#include "core/follow/followed_stream.h"

#include <algorithm>

#include "core/follow/packet_messages.h"

namespace pw {

namespace {

constexpr std::uint32_t kStopEvery = 1024;

FollowChunk chunkOfPiece(const OrderedPiece& p) {
  FollowChunk c;
  c.packet = p.packet;
  c.kind = p.kind == OrderedPiece::Kind::bytes ? FollowChunk::Kind::bytes
           : p.kind == OrderedPiece::Kind::gap ? FollowChunk::Kind::gap
                                               : FollowChunk::Kind::cut;
  c.direction = p.direction;
  c.skip = p.skip;
  c.length = p.length;
  c.at = p.at;
  return c;
}

FollowChunk::Kind kindOf(ReadablePart::Kind k) noexcept {
  switch (k) {
    case ReadablePart::Kind::head: return FollowChunk::Kind::head;
    case ReadablePart::Kind::body: return FollowChunk::Kind::body;
    case ReadablePart::Kind::named: return FollowChunk::Kind::named;
    case ReadablePart::Kind::sealed: break;
  }
  return FollowChunk::Kind::sealed;
}

/// The part of a piece that lies in [from, to); no length where that is none.
OrderedPiece within(OrderedPiece p, std::uint64_t from, std::uint64_t to) noexcept {
  const std::uint64_t a = std::max(p.at, from), b = std::min(p.at + p.length, to);
  if (a >= b) return {};
  if (p.kind == OrderedPiece::Kind::bytes) p.skip += static_cast<std::uint32_t>(a - p.at);
  p.at = a;
  p.length = static_cast<std::uint32_t>(b - a);
  return p;
}

}  // namespace

/// Makes a stream, or continues one that nobody else has seen yet.
class StreamCollector {
 public:
  StreamCollector(FollowedStream& out, const Trace& trace, const Registry& registry, const std::stop_token& stop)
      : out_(out), trace_(trace), registry_(registry), reader_(trace, registry), stop_(stop) {}

  static std::shared_ptr<FollowedStream> start(FlowId flow, FollowMode mode) {
    std::shared_ptr<FollowedStream> s{new FollowedStream};
    s->flow_ = flow;
    s->mode_ = mode;
    return s;
  }
  static std::shared_ptr<FollowedStream> copy(const FollowedStream& s) {
    return std::shared_ptr<FollowedStream>{new FollowedStream{s}};
  }

  bool collect(std::uint32_t rows) {
    if (!findPackets(rows)) return false;
    std::uint32_t n = 0;
    for (const PacketId id : packets_) {
      if (n++ % kStopEvery == 0 && stop_.stop_requested()) return false;
      const PacketRow row = trace_.row(id);
      if (row.quotes) continue;
      if (tcp_) segment(id, row);
      else datagram(id, row);
    }
    out_.rows_ = rows;
    makeTail();
    return true;
  }

 private:
  /// The packets that are new, the first one first. The chain leads backwards.
  bool findPackets(std::uint32_t rows) {
    PacketId id = trace_.readFlows([&](const FlowTable& flows) {
      const Flow& f = flows.flow(out_.flow_);
      tcp_ = f.key.transport == Transport::tcp;
      return f.last;
    });
    for (std::uint32_t n = 0; id.valid() && id.value >= out_.rows_; ++n) {
      if (n % kStopEvery == 0 && stop_.stop_requested()) return false;
      if (id.value < rows) packets_.push_back(id);
      id = trace_.previousInFlow(id);
    }
    std::reverse(packets_.begin(), packets_.end());
    const std::size_t room = FollowedStream::kMaxPackets - out_.packets_;
    if (packets_.size() > room) {
      packets_.resize(room);
      out_.whole_ = false;
    }
    out_.packets_ += packets_.size();
    return true;
  }

  void datagram(PacketId id, const PacketRow& row) {
    const ByteView payload = reader_.payloadOf(id);
    if (!out_.firstSender_) out_.firstSender_ = row.direction;
    if (payload.empty()) return;
    FollowChunk c;
    c.packet = id;
    c.direction = row.direction;
    c.length = static_cast<std::uint32_t>(payload.size());
    c.at = shown(row.direction);
    out_.sent_[static_cast<unsigned>(row.direction)] += c.length;
    add(c);
  }

  void segment(PacketId id, const PacketRow& row) {
    if (!row.tcpWhole) return;
    if (!out_.firstSender_) out_.firstSender_ = row.direction;
    constexpr std::uint16_t kSyn = 2;
    FollowSegment s{id, row.direction, {row.seq}, {row.ack}, row.payload, row.payload, (row.tcpFlags & kSyn) != 0};
    const bool sure = row.captured >= row.wireLen && !row.cut && !row.malformed && !row.fragment;
    if (!sure && row.payload != 0)
      s.captured = static_cast<std::uint32_t>(std::min<std::size_t>(reader_.payloadOf(id).size(), row.payload));
    // The byte of a keep-alive may be anything (RFC 9293 §3.8.4).
    const bool messages = out_.mode_ == FollowMode::messages;
    if (!messages && !row.marks.has(TcpMark::keepAlive)) compare(s);
    pieces_.clear();
    out_.order_.add(s, pieces_);
    for (const OrderedPiece& p : pieces_)
      if (p.kind == OrderedPiece::Kind::bytes) out_.sent_[static_cast<unsigned>(p.direction)] += p.length;
    if (!messages) {
      for (const OrderedPiece& p : pieces_) add(chunkOfPiece(p));
      return;
    }
    for (const OrderedPiece& p : pieces_) out_.open_[static_cast<unsigned>(p.direction)].push_back(p);
    if (row.marks.inStream()) this->messages(id, row);
  }

  void add(const FollowChunk& c) {
    if (c.hasBytes() && c.kind != FollowChunk::Kind::differs) shown(c.direction) += c.length;
    const bool placed = out_.mode_ == FollowMode::raw && tcp_ && c.kind == FollowChunk::Kind::bytes;
    if (placed) out_.ofSide_[static_cast<unsigned>(c.direction)].add(static_cast<std::uint32_t>(out_.chunks_.size()));
    out_.chunks_.add(c);
  }
  std::uint64_t& shown(Direction d) noexcept { return out_.shown_[static_cast<unsigned>(d)]; }

  // ---- retransmissions ----

  /// Tells where a segment repeats bytes, but not the same ones.
  void compare(const FollowSegment& s) {
    const StreamOrder::Old old = out_.order_.oldPart(s);
    if (old.length == 0) return;
    const ByteView now = reader_.payloadOf(s.packet);
    again_.assign(now.begin(),
                  now.begin() + std::min<std::ptrdiff_t>(old.length, static_cast<std::ptrdiff_t>(now.size())));
    std::size_t first = again_.size(), last = 0;
    const auto& side = out_.ofSide_[static_cast<unsigned>(s.direction)];
    const std::uint64_t end = old.at + again_.size();
    std::size_t i =
        side.firstNot([&](std::uint32_t n) { return out_.chunks_[n].at + out_.chunks_[n].length <= old.at; });
    for (; i < side.size() && out_.chunks_[side[i]].at < end; ++i) {
      const FollowChunk& c = out_.chunks_[side[i]];
      const ByteView was = reader_.payloadOf(c.packet);
      const std::uint64_t from = std::max(c.at, old.at), to = std::min(c.at + c.length, end);
      for (std::uint64_t at = from; at < to; ++at) {
        const std::size_t a = static_cast<std::size_t>(at - old.at), b = c.skip + static_cast<std::size_t>(at - c.at);
        if (b >= was.size() || was[b] == again_[a]) continue;
        first = std::min(first, a);
        last = a;
      }
    }
    if (first >= again_.size()) return;
    FollowChunk c;
    c.packet = s.packet;
    c.kind = FollowChunk::Kind::differs;
    c.direction = s.direction;
    c.skip = static_cast<std::uint32_t>(first);
    c.length = static_cast<std::uint32_t>(last - first + 1);
    c.at = old.at + first;
    ++out_.different_;
    add(c);
  }

  // ---- messages ----

  void messages(PacketId id, const PacketRow& row) {
    forEachMessage(reader_, trace_, id, row,
                   [&](const MessageStore::Entry& e, const MessageView* view, std::size_t number) {
                     message(id, row.direction, e, view, number);
                   });
  }

  void message(PacketId id, Direction d, const MessageStore::Entry& e, const MessageView* view, std::size_t number) {
    const std::uint64_t from = out_.order_.placeOf(d, e.seq), to = from + e.length;
    raw(d, from);
    const StreamProtocol* p = registry_.protocol(e.protocol).stream;
    if (view != nullptr && (p == nullptr || p->readable == nullptr)) return raw(d, to);
    forget(d, to);
    FollowChunk c;
    c.packet = id;
    c.direction = d;
    c.message = static_cast<std::uint16_t>(number);
    c.at = shown(d);
    if (view == nullptr || number > UINT16_MAX) {
      c.kind = FollowChunk::Kind::left;
      c.length = e.length;
      return add(c);
    }
    parts_.clear();
    p->readable(reader_.messageBytes(*view), view->facts, parts_);
    for (std::size_t i = 0; i < parts_.parts.size() && i <= UINT16_MAX; ++i) part(c, parts_.parts[i], i);
  }

  void part(FollowChunk c, const ReadablePart& p, std::size_t number) {
    c.kind = kindOf(p.kind);
    c.part = static_cast<std::uint16_t>(number);
    c.whole = p.whole;
    c.length = p.length;
    c.inside = p.inside;
    c.at = shown(c.direction);
    add(c);
  }

  /// Shows what stands before a place and belongs to no message as it was sent.
  void raw(Direction d, std::uint64_t to) {
    for (const OrderedPiece& piece : out_.open_[static_cast<unsigned>(d)]) {
      if (piece.at >= to) break;
      const OrderedPiece p = within(piece, 0, to);
      if (p.length == 0) continue;
      FollowChunk c = chunkOfPiece(p);
      c.at = shown(d);
      add(c);
    }
    forget(d, to);
  }
  void forget(Direction d, std::uint64_t to) {
    std::deque<OrderedPiece>& open = out_.open_[static_cast<unsigned>(d)];
    while (!open.empty() && open.front().at + open.front().length <= to) open.pop_front();
    if (!open.empty()) open.front() = within(open.front(), to, UINT64_MAX);
  }

  void makeTail() {
    out_.tail_.clear();
    pieces_.clear();
    for (const auto& open : out_.open_) pieces_.insert(pieces_.end(), open.begin(), open.end());
    out_.order_.waiting(pieces_);
    std::array<std::uint64_t, 2> at = out_.shown_;
    for (const OrderedPiece& p : pieces_) {
      FollowChunk c = chunkOfPiece(p);
      std::uint64_t& n = at[static_cast<unsigned>(p.direction)];
      if (out_.mode_ == FollowMode::messages) c.at = n;
      n += c.hasBytes() ? c.length : 0;
      out_.tail_.push_back(c);
    }
  }

  FollowedStream& out_;
  const Trace& trace_;
  const Registry& registry_;
  PacketReader reader_;
  const std::stop_token& stop_;
  bool tcp_ = true;
  std::vector<PacketId> packets_;
  std::vector<OrderedPiece> pieces_;
  std::vector<std::uint8_t> again_;
  ReadableParts parts_;
};

std::shared_ptr<const FollowedStream> FollowedStream::make(const Trace& trace, const Registry& registry, FlowId flow,
                                                           FollowMode mode, std::uint32_t rows,
                                                           const std::stop_token& stop) {
  const std::shared_ptr<FollowedStream> s = StreamCollector::start(flow, mode);
  return StreamCollector{*s, trace, registry, stop}.collect(rows) ? s : nullptr;
}

std::shared_ptr<const FollowedStream> FollowedStream::more(const FollowedStream& before, const Trace& trace,
                                                           const Registry& registry, std::uint32_t rows,
                                                           const std::stop_token& stop) {
  const std::shared_ptr<FollowedStream> s = StreamCollector::copy(before);
  return StreamCollector{*s, trace, registry, stop}.collect(rows) ? s : nullptr;
}

std::size_t FollowedStream::chunkOf(PacketId packet) const noexcept {
  for (std::size_t i = 0; i < size(); ++i)
    if ((*this)[i].packet == packet) return i;
  return size();
}

// ---- reading ----

const ReadablePart* ChunkReader::partOf(const FollowChunk& c) {
  if (loaded_ != c.packet) {
    reader_.load(c.packet);
    loaded_ = c.packet;
    message_ = UINT16_MAX;
  }
  const std::span<const MessageView> views = reader_.context().stream.messages;
  if (c.message >= views.size()) return nullptr;
  if (message_ != c.message) {
    const MessageView& v = views[c.message];
    const StreamProtocol* p = registry_.protocol(v.protocol).stream;
    parts_.clear();
    bytes_ = reader_.messageBytes(v);
    if (p != nullptr && p->readable != nullptr) p->readable(bytes_, v.facts, parts_);
    message_ = c.message;
  }
  return c.part < parts_.parts.size() ? &parts_.parts[c.part] : nullptr;
}

ByteView ChunkReader::read(const FollowChunk& c) {
  if (!c.hasBytes()) return {};
  if (c.kind == FollowChunk::Kind::bytes || c.kind == FollowChunk::Kind::differs) {
    const ByteView all = reader_.payloadOf(c.packet);
    return c.skip >= all.size() ? ByteView{}
                                : all.subspan(c.skip, std::min<std::size_t>(c.length, all.size() - c.skip));
  }
  const ReadablePart* p = partOf(c);
  return p == nullptr ? ByteView{} : parts_.bytes(*p, bytes_);
}

std::string_view ChunkReader::name(const FollowChunk& c) {
  const ReadablePart* p =
      c.kind == FollowChunk::Kind::named || c.kind == FollowChunk::Kind::sealed ? partOf(c) : nullptr;
  return p == nullptr ? std::string_view{} : p->name;
}

}  // namespace pw
