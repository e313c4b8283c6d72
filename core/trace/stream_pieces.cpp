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

StreamPlace streamPlace(const Trace& trace, PacketId id, const PacketRow& row, std::vector<MessageView>& out) {
  StreamPlace place;
  out.clear();
  place.view.known = row.marks.inStream();
  place.view.pending = row.marks.inMessage();
  const MessageStore& store = trace.messages();
  for (std::size_t i = store.firstOf(id); i < store.size() && store[i].completedIn == id; ++i) {
    const MessageStore::Entry& e = store[i];
    if (out.empty()) place.from = e.seq;
    const std::uint32_t at = e.seq.since(place.from);
    out.push_back({at, e.length, e.protocol, store.factsOf(e)});
    place.length = at + e.length;
  }
  if (out.empty()) return place;
  const std::uint32_t skip = place.from.since({row.seq});
  place.outside = skip > row.payload || row.payload - skip < place.length;
  if (!place.outside)
    for (MessageView& m : out) m.at += skip;
  place.view.messages = out;
  return place;
}

}  // namespace pw
