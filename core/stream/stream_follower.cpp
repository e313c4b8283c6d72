#include "core/stream/stream_follower.h"

#include <algorithm>

namespace pw {

StreamFollower::Found StreamFollower::add(const StreamSegment& s, std::vector<StreamMessage>& out, bool mayKeep) {
  Side& side = sides_[static_cast<unsigned>(s.direction)];
  Found found;
  found.known = true;
  if (!side.begun) {
    side.begun = true;
    side.next = s.seq;
  }
  if (keepMessages_) trim(side);
  const SeqNum end = s.seq + s.length;
  if (s.seq.after(side.next)) {
    keep(side, s);
    found.early = true;
    // Too much waits for bytes that may never come.
    if (!mayKeep || side.kept > kMaxKept || side.early.size() > kMaxPieces) {
      missing(s.direction, side.early.front().seq.since(side.next));
      drain(s.direction, s.packet, out);
    }
  } else if (end.after(side.next)) {
    // What was sent before counts as it came first; a retransmission may bring more behind it.
    const std::uint32_t old = side.next.since(s.seq);
    if (old < s.bytes.size()) feed(s.direction, s.bytes.subspan(old), s.packet, out);
    if (side.next != end) missing(s.direction, end.since(side.next));  // cut by the capture
    drain(s.direction, s.packet, out);
  }
  if (s.fin && side.next == end) close(s.direction, s.packet, out);
  found.pending = side.inMessage && !found.early && end == side.next;
  return found;
}

void StreamFollower::acknowledged(Direction d, SeqNum ack, PacketId packet, std::vector<StreamMessage>& out) {
  Side& side = sides_[static_cast<unsigned>(d)];
  if (side.early.empty() || side.early.front().seq.after(ack)) return;
  missing(d, side.early.front().seq.since(side.next));
  drain(d, packet, out);
}

void StreamFollower::feed(Direction d, ByteView bytes, PacketId packet, std::vector<StreamMessage>& out) {
  Side& side = sides_[static_cast<unsigned>(d)];
  if (bytes.empty()) return;
  if (!side.inMessage) side.message = side.next;
  if (keepMessages_) remember(side, bytes);
  ends_.clear();
  framer_->feed(sideOf(d), bytes, ends_);
  for (const MessageEnds::End& e : ends_.all()) {
    const SeqNum end = side.next + e.at;
    out.push_back({{}, packet, side.message, end.since(side.message), d, protocol_, e.facts});
    side.message = end;
    side.endsAt = end.since(side.bufferSeq);
  }
  side.next = side.next + static_cast<std::uint32_t>(bytes.size());
  side.inMessage = side.message != side.next;
}

/// Bytes that were not captured: what was begun before them is given up.
void StreamFollower::missing(Direction d, std::uint32_t bytes) {
  Side& side = sides_[static_cast<unsigned>(d)];
  framer_->gap(sideOf(d));
  side.next = side.next + bytes;
  side.inMessage = false;
  side.message = side.next;
}

/// Feeds what came early and follows on now.
void StreamFollower::drain(Direction d, PacketId packet, std::vector<StreamMessage>& out) {
  Side& side = sides_[static_cast<unsigned>(d)];
  while (!side.early.empty() && !side.early.front().seq.after(side.next)) {
    const Piece piece = std::move(side.early.front());
    side.early.pop_front();
    side.kept -= piece.bytes.size();
    const std::uint32_t old = side.next.since(piece.seq);
    if (old < piece.bytes.size()) feed(d, ByteView{piece.bytes}.subspan(old), packet, out);
    const SeqNum end = piece.seq + piece.length;
    if (end.after(side.next)) missing(d, end.since(side.next));
  }
}

void StreamFollower::keep(Side& side, const StreamSegment& s) {
  const auto at = std::find_if(side.early.begin(), side.early.end(),
                               [&](const Piece& p) { return !p.seq.before(s.seq); });
  if (at != side.early.end() && at->seq == s.seq && at->length >= s.length) return;
  side.kept += s.bytes.size();
  side.early.insert(at, Piece{s.seq, {s.bytes.begin(), s.bytes.end()}, s.length});
}

void StreamFollower::close(Direction d, PacketId packet, std::vector<StreamMessage>& out) {
  Side& side = sides_[static_cast<unsigned>(d)];
  if (side.closed) return;
  side.closed = true;
  std::uint64_t facts = 0;
  if (!framer_->close(sideOf(d), facts) || !side.inMessage) return;
  out.push_back({{}, packet, side.message, side.next.since(side.message), d, protocol_, facts});
  side.endsAt = side.next.since(side.bufferSeq);
  side.inMessage = false;
  side.message = side.next;
}

ByteView StreamFollower::assembled(Direction d) const noexcept {
  const Side& side = sides_[static_cast<unsigned>(d)];
  if (!side.bufferWhole || side.endsAt > side.buffer.size()) return {};
  return ByteView{side.buffer}.first(side.endsAt);
}

/// Lets go of messages that have ended.
void StreamFollower::trim(Side& side) {
  const SeqNum from = side.inMessage ? side.message : side.next;
  const std::uint32_t over = from.since(side.bufferSeq);
  if (over >= side.buffer.size()) side.buffer.clear();
  else side.buffer.erase(side.buffer.begin(), side.buffer.begin() + over);
  if (side.buffer.empty()) side.bufferWhole = true;
  side.bufferSeq = from;
  side.endsAt = 0;
}

void StreamFollower::remember(Side& side, ByteView bytes) {
  if (side.buffer.empty()) side.bufferSeq = side.message;
  // What was missing in between leaves nothing to put together.
  if ((side.bufferSeq + static_cast<std::uint32_t>(side.buffer.size())) != side.next) {
    side.buffer.clear();
    side.bufferSeq = side.next;
    side.bufferWhole = side.message == side.next;
  }
  if (side.buffer.size() + bytes.size() > kMaxMessage) {
    side.buffer.clear();
    side.bufferWhole = false;
  }
  if (side.bufferWhole) side.buffer.insert(side.buffer.end(), bytes.begin(), bytes.end());
}

}  // namespace pw
