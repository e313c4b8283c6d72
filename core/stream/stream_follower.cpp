#include "core/stream/stream_follower.h"

#include <algorithm>

namespace pw {

StreamFollower::StreamFollower(const StreamFinder& finder, ProtocolId protocol, Direction client, bool keepMessages)
    : finder_(finder),
      protocol_(protocol),
      framer_(finder.protocol(protocol).framer()),
      client_(client),
      keepMessages_(keepMessages) {}

StreamFollower::Found StreamFollower::add(const StreamSegment& s, Messages& out, bool mayKeep) {
  Side& side = sideOf(s.direction);
  Found found;
  found.known = true;
  bool fresh = false;  // it brings bytes that no earlier one brought
  if (!side.begun) {
    side.begun = true;
    side.next = s.seq;
  }
  if (keepMessages_) trim(side);
  if (side.lost) giveUp(s, out);
  if (jumps(s)) {
    side.holeAt = side.next;
    side.holeEnd = s.seq;
    missing(s.direction, s.seq.since(side.next));
  }
  if (s.seq.after(side.next)) {
    keep(side, s);
    found.early = true;
    // Too much waits for bytes that may never come.
    if (!mayKeep || side.kept > kMaxKept || side.early.size() > kMaxPieces) giveUp(s, out);
  } else if (s.end().after(side.next)) {
    // What was sent before counts as it came first; a retransmission may bring more behind it.
    const std::uint32_t old = side.next.since(s.seq);
    if (old < s.bytes.size()) feed(s, s.bytes.subspan(old), out);
    if (side.next != s.end()) cutShort(s, out);
    fresh = true;
    drain(s, out);
  } else if (side.holeAt != side.holeEnd) {
    fillHole(s, out);
  }
  if (s.fin && side.next == s.end()) close(s, out);
  found.pending = side.inMessage && fresh && s.end().after(side.message);
  if (found.pending) partly(s, out);
  return found;
}

void StreamFollower::startsAt(Direction d, SeqNum seq) noexcept {
  Side& side = sideOf(d);
  if (side.begun) return;
  side.begun = true;
  side.next = side.message = seq;
}

void StreamFollower::aborted(Direction d) noexcept { sideOf(d).closed = true; }

void StreamFollower::acknowledged(Direction d, SeqNum ack) noexcept {
  Side& side = sideOf(d);
  if (!side.early.empty() && !side.early.front().seq.after(ack)) side.lost = true;
}

void StreamFollower::feed(const StreamSegment& s, ByteView bytes, Messages& out) {
  if (bytes.empty()) return;
  Side& side = sideOf(s.direction);
  if (!side.inMessage) {
    side.message = side.next;
    side.messageIn = s.packet;
  }
  ends_.clear();
  framer_->feed(roleOf(s.direction), bytes, ends_);
  if (ends_.hasForeign() && handOver(s, bytes, out)) return;
  if (keepMessages_) remember(side, bytes);
  take(s, bytes.size(), out);
}

/// Enters the messages that the framer found in the next `bytes` bytes.
void StreamFollower::take(const StreamSegment& s, std::size_t bytes, Messages& out) {
  Side& side = sideOf(s.direction);
  for (const MessageEnds::End& e : ends_.all()) {
    const SeqNum end = side.next + e.at;
    const bool here = side.back != 0 && !side.message.before(s.seq);
    const SeqNum from = side.message - side.back;
    out.push_back({.packet = s.packet, .seq = from, .length = end.since(from), .first = {}, .direction = s.direction,
                   .part = here ? StreamMessage::Part::wholeHere : StreamMessage::Part::whole,
                   .protocol = protocol_, .carrier = carrier_, .facts = e.facts, .question = e.question});
    side.message = end;
    side.back = e.back;
    side.messageIn = s.packet;
  }
  side.next = side.next + static_cast<std::uint32_t>(bytes);
  side.inMessage = side.message != side.next;
}

/// The framer's protocol is over: looks for the one behind it. False where nobody knows it.
bool StreamFollower::handOver(const StreamSegment& s, ByteView bytes, Messages& out) {
  const std::uint32_t from = ends_.foreignFrom();
  if (from >= bytes.size() || tries_ == kTries) return false;
  const ByteView foreign = bytes.subspan(from);
  const ProtocolId next = finder_.certain(foreign);
  ++tries_;
  if (next == ProtocolId::none || next == protocol_) return false;
  ends_.cutAt(from);
  if (keepMessages_) remember(sideOf(s.direction), bytes.first(from));
  take(s, from, out);
  for (Side& side : sides_) {
    side.inMessage = false;
    side.message = side.next;
    side.back = 0;
  }
  if (finder_.protocol(protocol_).carries) carrier_ = protocol_;
  protocol_ = next;
  framer_ = finder_.protocol(next).framer();
  feed(s, foreign, out);
  return true;
}

/// Bytes that were not captured. A message that they lie in goes on; else what was begun before them is given up.
void StreamFollower::missing(Direction d, std::uint32_t bytes) {
  Side& side = sideOf(d);
  const bool goesOn = framer_->gap(roleOf(d), bytes) && side.inMessage;
  side.next = side.next + bytes;
  if (goesOn) return;
  side.inMessage = false;
  side.message = side.next;
  side.back = 0;
}

/// The capture kept too little of a segment. A message that begins in it and is lost with what is missing ends there:
/// what was kept of it says what it is.
void StreamFollower::cutShort(const StreamSegment& s, Messages& out) {
  Side& side = sideOf(s.direction);
  const StreamFramer::Begun begun = framer_->begun(roleOf(s.direction));
  const SeqNum from = side.message;
  const bool own = side.inMessage && side.messageIn == s.packet && !from.before(s.seq) && side.back == 0;
  missing(s.direction, s.end().since(side.next));
  if (side.inMessage || !own || !begun.tell) return;
  out.push_back({.packet = s.packet, .seq = from, .length = s.end().since(from), .first = {}, .direction = s.direction,
                 .protocol = protocol_, .carrier = carrier_, .facts = begun.facts});
}

/// Waits no longer for the bytes before those that came early.
void StreamFollower::giveUp(const StreamSegment& s, Messages& out) {
  Side& side = sideOf(s.direction);
  side.lost = false;
  if (side.early.empty()) return;
  missing(s.direction, side.early.front().seq.since(side.next));
  drain(s, out);
}

/// Feeds what came early and follows on now.
void StreamFollower::drain(const StreamSegment& s, Messages& out) {
  Side& side = sideOf(s.direction);
  while (!side.early.empty() && !side.early.front().seq.after(side.next)) {
    const Piece piece = std::move(side.early.front());
    side.early.erase(side.early.begin());
    side.kept -= piece.bytes.size();
    const std::uint32_t old = side.next.since(piece.seq);
    if (old < piece.bytes.size()) feed(s, ByteView{piece.bytes}.subspan(old), out);
    const SeqNum end = piece.seq + piece.length;
    if (end.after(side.next)) missing(s.direction, end.since(side.next));
  }
}

void StreamFollower::keep(Side& side, const StreamSegment& s) {
  const auto at = std::find_if(side.early.begin(), side.early.end(),
                               [&](const Piece& p) { return !p.seq.before(s.seq); });
  if (at != side.early.end() && at->seq == s.seq && at->length >= s.length) return;
  side.kept += s.bytes.size();
  side.early.insert(at, Piece{s.seq, {s.bytes.begin(), s.bytes.end()}, s.length});
}

/// A segment that comes early but plainly begins a message, where none goes on or one that may have ended by then:
/// whatever is missing before it was the end of messages, and there is nothing to wait for.
bool StreamFollower::jumps(const StreamSegment& s) const {
  const Side& side = sides_[static_cast<unsigned>(s.direction)];
  if (!side.early.empty() || !s.seq.after(side.next)) return false;
  if (side.inMessage) {
    const StreamFramer::Begun begun = framer_->begun(roleOf(s.direction));
    if (!begun.everywhere && begun.left > s.seq.since(side.next)) return false;
  }
  const auto begins = finder_.protocol(protocol_).begins;
  return begins != nullptr && begins(s.bytes);
}

/// A segment of the bytes that were passed over came after all. It is taken where whole messages lie in it and none goes
/// on meanwhile.
void StreamFollower::fillHole(const StreamSegment& s, Messages& out) {
  Side& side = sideOf(s.direction);
  if (s.seq != side.holeAt || s.end().after(side.holeEnd) || side.inMessage || s.length == 0) return;
  const SeqNum next = side.next;
  side.next = s.seq;
  side.back = 0;
  if (keepMessages_) side.buffer.clear();
  feed(s, s.bytes, out);
  if (side.inMessage) framer_->gap(roleOf(s.direction), UINT32_MAX);
  side.inMessage = false;
  side.holeAt = s.end();
  side.next = side.message = next;
  side.back = 0;
}

void StreamFollower::close(const StreamSegment& s, Messages& out) {
  Side& side = sideOf(s.direction);
  if (side.closed) return;
  side.closed = true;
  std::uint64_t facts = 0;
  if (!framer_->close(roleOf(s.direction), facts) || !side.inMessage) return;
  out.push_back({.packet = s.packet, .seq = side.message, .length = side.next.since(side.message), .first = {},
                 .direction = s.direction, .protocol = protocol_, .carrier = carrier_, .facts = facts});
  side.inMessage = false;
  side.message = side.next;
}

/// What the segment holds of a message that is not over.
void StreamFollower::partly(const StreamSegment& s, Messages& out) {
  const Side& side = sideOf(s.direction);
  const StreamFramer::Begun begun = framer_->begun(roleOf(s.direction));
  const bool here = side.messageIn == s.packet;
  if (!begun.tell || (!here && !begun.everywhere && !begun.news)) return;
  const bool own = here && !side.message.before(s.seq);
  if (here && !own) return;  // its first bytes came early
  StreamMessage m{.packet = s.packet, .seq = side.message, .length = 0, .first = {}, .direction = s.direction,
                  .protocol = protocol_, .carrier = carrier_, .facts = begun.facts};
  m.part = here ? StreamMessage::Part::begins : StreamMessage::Part::goesOn;
  m.length = here ? side.next.since(side.message) : 0;
  m.first = side.messageIn;
  out.push_back(m);
}

ByteView StreamFollower::assembled(Direction d, SeqNum from, std::size_t length) const noexcept {
  const Side& side = sides_[static_cast<unsigned>(d)];
  const std::size_t at = from.since(side.bufferSeq);
  if (!side.bufferWhole || at >= side.buffer.size()) return {};
  return ByteView{side.buffer}.subspan(at, std::min(length, side.buffer.size() - at));
}

/// Lets go of messages that have ended.
void StreamFollower::trim(Side& side) {
  const SeqNum from = (side.inMessage ? side.message : side.next) - side.back;
  const std::uint32_t over = from.since(side.bufferSeq);
  if (over >= side.buffer.size()) side.buffer.clear();
  else side.buffer.erase(side.buffer.begin(), side.buffer.begin() + over);
  if (side.buffer.empty()) side.bufferWhole = true;
  side.bufferSeq = from;
}

/// Bytes that are missing in a message that goes on are zeros.
void StreamFollower::remember(Side& side, ByteView bytes) {
  if (side.buffer.empty()) side.bufferSeq = side.message - side.back;
  const std::uint32_t hole = side.next.since(side.bufferSeq + static_cast<std::uint32_t>(side.buffer.size()));
  if (side.buffer.size() + hole + bytes.size() > kMaxMessage) {
    side.buffer.clear();
    side.bufferWhole = false;
  }
  if (!side.bufferWhole) return;
  side.buffer.resize(side.buffer.size() + hole);
  side.buffer.insert(side.buffer.end(), bytes.begin(), bytes.end());
}

}  // namespace pw
