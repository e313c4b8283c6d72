#include "core/trace/stream_pieces.h"

#include <algorithm>

#include "core/flow/tcp_tracker.h"

namespace pw {

SeqNum payloadSeq(const PacketRow& row) noexcept {
  return SeqNum{row.seq} + ((row.tcpFlags & tcpflag::kSyn) != 0 ? 1u : 0u);
}

namespace {

/// A stretch in bytes from the start.
struct Stretch {
  std::uint32_t at = 0, end = 0;
};

/// Takes a stretch out of others.
template <class T, class Part>
std::vector<T> without(const std::vector<T>& all, Stretch cut, Part&& part) {
  std::vector<T> rest;
  for (const T& one : all) {
    const Stretch s = part(one);
    if (cut.at >= s.end || cut.end <= s.at) {
      rest.push_back(one);
      continue;
    }
    if (s.at < cut.at) rest.push_back(part(one, Stretch{s.at, cut.at}));
    if (cut.end < s.end) rest.push_back(part(one, Stretch{cut.end, s.end}));
  }
  return rest;
}

struct OfStretch {
  Stretch operator()(const Stretch& s) const noexcept { return s; }
  Stretch operator()(const Stretch&, Stretch part) const noexcept { return part; }
};

struct OfPiece {
  Stretch operator()(const StreamPiece& p) const noexcept { return {p.at, p.at + p.length}; }
  StreamPiece operator()(const StreamPiece& p, Stretch part) const noexcept {
    return {p.packet, part.at, p.skip + (part.at - p.at), part.end - part.at};
  }
};

/// Segments taken backwards: what came first stays, as where the messages were found.
class Covering {
 public:
  explicit Covering(std::uint32_t length) : length_(length), open_{{0, length}} {}

  [[nodiscard]] bool whole() const noexcept { return open_.empty(); }

  /// False where the segment lies before all of it.
  bool add(PacketId id, SeqNum seq, std::uint32_t payload, SeqNum from) {
    const auto begin = static_cast<std::int32_t>(seq.since(from));
    const std::int64_t end = std::int64_t{begin} + payload;
    if (end <= 0) return false;
    const auto a = static_cast<std::uint32_t>(std::max<std::int64_t>(0, begin));
    const auto b = static_cast<std::uint32_t>(std::min<std::int64_t>(length_, end));
    if (a >= b) return true;
    const bool fresh = std::any_of(open_.begin(), open_.end(), [=](const Stretch& o) { return o.at <= a && b <= o.end; });
    if (!fresh) pieces_ = without(pieces_, {a, b}, OfPiece{});
    open_ = without(open_, {a, b}, OfStretch{});
    pieces_.push_back({id, a, static_cast<std::uint32_t>(std::int64_t{a} - begin), b - a});
    return true;
  }

  std::vector<StreamPiece> take() {
    std::sort(pieces_.begin(), pieces_.end(), [](const StreamPiece& x, const StreamPiece& y) { return x.at < y.at; });
    return std::move(pieces_);
  }

 private:
  std::uint32_t length_;
  std::vector<Stretch> open_;
  std::vector<StreamPiece> pieces_;
};

}  // namespace

std::vector<StreamPiece> streamPieces(const Trace& trace, PacketId last, SeqNum from, std::uint32_t length) {
  Covering covering{length};
  const PacketRow first = trace.row(last);
  PacketId id = last;
  for (std::size_t steps = 0; id.valid() && steps < kMaxPieceSteps; ++steps) {
    const PacketRow row = trace.row(id);
    const bool other = row.direction != first.direction || !row.tcpWhole || row.payload == 0;
    if (!other && !covering.add(id, payloadSeq(row), row.payload, from) && covering.whole()) break;
    id = row.previousInFlow;
  }
  return covering.take();
}

std::uint32_t missingOf(std::span<const StreamPiece> pieces, std::uint32_t length) noexcept {
  std::uint32_t there = 0;
  for (const StreamPiece& p : pieces) there += p.length;
  return length - std::min(there, length);
}

namespace {
/// Where the bytes of a message lie: in the packet's own payload, or among those that are put together.
void place(StreamPlace& all, const PacketRow& row, const MessageStore::Entry& e, MessageView& m) {
  const std::uint32_t skip = e.seq.since(payloadSeq(row));
  m.together = skip > row.payload || row.payload - skip < e.length;
  m.at = skip;
  if (!m.together) return;
  if (all.length == 0) all.from = e.seq;
  m.at = e.seq.since(all.from);
  all.length = m.at + e.length;
}
}  // namespace

StreamPlace streamPlace(const Trace& trace, PacketId id, const PacketRow& row, std::vector<MessageView>& out) {
  StreamPlace all;
  out.clear();
  all.view.known = row.marks.inStream();
  all.view.pending = row.marks.inMessage();
  const MessageStore& store = trace.messages();
  for (std::size_t i = store.firstOf(id); i < store.size() && store.packetOf(i) == id; ++i) {
    const MessageStore::Entry e = store[i];
    MessageView m{.length = e.length, .protocol = e.protocol, .carrier = e.carrier, .facts = e.facts};
    if (e.isWhole()) {
      place(all, row, e, m);
      m.own = !m.together || e.part == StreamMessage::Part::wholeHere;
      out.push_back(m);
    } else if (e.part == StreamMessage::Part::begins) {
      m.at = e.seq.since(payloadSeq(row));
      all.view.begun = m;
    } else {
      m.length = 0;
      all.view.begun = m;
      all.begunIn = e.first;
      all.begunSeq = e.seq;
    }
  }
  all.view.messages = out;
  return all;
}

void forgetTogether(std::vector<MessageView>& messages) {
  std::erase_if(messages, [](const MessageView& m) { return m.together; });
}

}  // namespace pw
