#include "core/trace/stream_pieces.h"

#include <algorithm>

namespace pw {

namespace {

/// A stretch that is not covered yet, in bytes from the start.
struct Open {
  std::uint32_t at = 0, end = 0;
};

/// Takes what `row` covers of the open stretches.
void cover(std::vector<Open>& open, std::vector<StreamPiece>& pieces, PacketId id, const PacketRow& row, SeqNum from,
           std::uint32_t length) {
  const auto begin = static_cast<std::int32_t>(SeqNum{row.seq}.since(from));  // may begin before
  const std::int64_t end = std::int64_t{begin} + row.payload;
  if (end <= 0 || begin >= static_cast<std::int64_t>(length)) return;
  std::vector<Open> rest;
  for (const Open& o : open) {
    const std::int64_t a = std::max<std::int64_t>(o.at, begin), b = std::min<std::int64_t>(o.end, end);
    if (a >= b) {
      rest.push_back(o);
      continue;
    }
    pieces.push_back({id, static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(a - begin), static_cast<std::uint32_t>(b - a)});
    if (o.at < a) rest.push_back({o.at, static_cast<std::uint32_t>(a)});
    if (b < o.end) rest.push_back({static_cast<std::uint32_t>(b), o.end});
  }
  open = std::move(rest);
}

}  // namespace

std::vector<StreamPiece> streamPieces(const Trace& trace, PacketId last, SeqNum from, std::uint32_t length) {
  std::vector<StreamPiece> pieces;
  std::vector<Open> open{{0, length}};
  const PacketRow first = trace.row(last);
  PacketId id = last;
  for (std::size_t steps = 0; id.valid() && !open.empty() && steps < kMaxPieceSteps; ++steps) {
    const PacketRow row = trace.row(id);
    const bool other = row.direction != first.direction || !row.tcpWhole || row.payload == 0;
    if (!other) cover(open, pieces, id, row, from, length);
    id = row.previousInFlow;
  }
  std::sort(pieces.begin(), pieces.end(), [](const StreamPiece& a, const StreamPiece& b) { return a.at < b.at; });
  return pieces;
}

std::uint32_t missingOf(std::span<const StreamPiece> pieces, std::uint32_t length) noexcept {
  std::uint32_t there = 0;
  for (const StreamPiece& p : pieces) there += p.length;
  return length - std::min(there, length);
}

/// Where the bytes of a message lie: in the packet's own payload, or among those that are put together.
void place(StreamPlace& all, const PacketRow& row, const MessageStore::Entry& e, MessageView& m) {
  const std::uint32_t skip = e.seq.since({row.seq});
  m.together = skip > row.payload || row.payload - skip < e.length;
  m.at = skip;
  if (!m.together) return;
  if (all.length == 0) all.from = e.seq;
  m.at = e.seq.since(all.from);
  all.length = m.at + e.length;
}

StreamPlace streamPlace(const Trace& trace, PacketId id, const PacketRow& row, std::vector<MessageView>& out) {
  StreamPlace all;
  out.clear();
  all.view.known = row.marks.inStream();
  all.view.pending = row.marks.inMessage();
  const MessageStore& store = trace.messages();
  for (std::size_t i = store.firstOf(id); i < store.size() && store[i].packet == id; ++i) {
    const MessageStore::Entry& e = store[i];
    MessageView m{.length = e.length, .protocol = e.protocol, .carrier = e.carrier, .facts = store.factsOf(e)};
    if (e.partOf() == StreamMessage::Part::whole) {
      place(all, row, e, m);
      out.push_back(m);
    } else if (e.partOf() == StreamMessage::Part::begins) {
      m.at = e.seq.since({row.seq});
      all.view.begun = m;
    } else {
      m.length = 0;
      all.view.begun = m;
      all.begunIn = PacketId{e.length};
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
