#include "core/flow/tcp_tracker.h"

#include "core/bytes/elapsed.h"
#include "core/flow/tcp_ecn.h"
#include "core/flow/tcp_lifecycle.h"

namespace pw {

namespace {

using namespace tcpflag;

constexpr std::int64_t kUnknownRttNs = 3'000'000;   // a late segment within this is taken for out of order
constexpr std::int64_t kFastRepairNs = 20'000'000;  // a fast retransmission follows the duplicate ACKs within this
constexpr std::uint8_t kUnknownScale = 255, kNoScale = 254;

/// Which tcp.analysis marks a segment has.
class Judge {
 public:
  Judge(TcpFlow& flow, const TcpSegment& s, TcpNotes* notes) noexcept
      : flow_(flow),
        s_(s),
        d_(s.direction),
        back_(d_ == Direction::forward ? Direction::backward : Direction::forward),
        fwd_(flow.side[static_cast<unsigned>(d_)]),
        rev_(flow.side[static_cast<unsigned>(back_)]),
        notes_(notes) {}

  TcpMarks judge() noexcept {
    if (s_.reopens) mark(TcpMark::reusedPorts, {s_.seq.value, -1});
    scales();
    if (!windowsAndAcks()) duplicateAck();
    if (fwd_.lastAck != s_.ack || !fwd_.hasAck || !has(kAck)) {
      fwd_.firstOfAck = s_.packet;
      fwd_.duplicateAcks = 0;
      fwd_.unseenTold = false;
    }
    acknowledgesUnseen();
    if (s_.payload > 0 || has(kSyn | kFin)) repeats();
    advance();
    return marks_;
  }

 private:
  [[nodiscard]] bool has(unsigned flags) const noexcept { return (s_.flags & flags) != 0; }
  [[nodiscard]] bool plain() const noexcept { return !has(kSyn | kFin | kRst); }
  [[nodiscard]] bool atNext() const noexcept { return fwd_.hasNext && s_.seq == fwd_.nextSeq; }
  /// Same place, same acknowledgment as the segment before, and nothing in it. The field of a segment without ACK is no
  /// acknowledgment (RFC 9293 §3.1): that of a SYN is often 0, which may be the next number of the other side.
  [[nodiscard]] bool repeatsAck() const noexcept {
    return s_.payload == 0 && atNext() && s_.ack == fwd_.lastAck && plain() && fwd_.hasAck && has(kAck);
  }
  [[nodiscard]] std::int64_t seq(SeqNum n) const noexcept { return notes_ == nullptr ? 0 : notes_->seq(n, d_); }
  [[nodiscard]] std::int64_t ack(SeqNum n) const noexcept { return notes_ == nullptr ? 0 : notes_->seq(n, back_); }
  void mark(TcpMark m, std::array<std::int64_t, 4> n) noexcept {
    marks_.set(m);
    if (notes_ != nullptr) notes_->add(m, n);
  }

  /// RFC 7323 §1.3: windows are scaled only where both SYNs carried the option.
  void scales() noexcept {
    if (!has(kSyn) || has(kRst)) return;
    if (s_.windowScale != TcpSummary::kNoScale) fwd_.scale = s_.windowScale;
    else if (!fwd_.synSeen) fwd_.scale = kNoScale;
    if (has(kAck) && rev_.scale != kUnknownScale && (fwd_.scale == kNoScale || rev_.scale == kNoScale))
      fwd_.scale = rev_.scale = kNoScale;
  }

  [[nodiscard]] std::uint32_t windowOf(const TcpSide& side, std::uint32_t window) const noexcept {
    return side.windowUnscaled || side.scale >= kNoScale ? window : window << side.scale;
  }

  /// Marks about windows, probes and gaps. True where the segment cannot be a duplicate ACK any more.
  bool windowsAndAcks() noexcept {
    if (s_.payload == 1 && atNext() && rev_.window == 0) {
      mark(TcpMark::zeroWindowProbe, {seq(s_.seq), elapsedNs(rev_.lastTimeNs, s_.timeNs)});
      return true;
    }
    if (s_.window == 0 && plain()) mark(TcpMark::zeroWindow, {ack(s_.ack)});
    if (fwd_.hasNext && s_.seq.after(fwd_.nextSeq) && !has(kRst))
      mark(TcpMark::lostSegment, {seq(s_.seq), seq(fwd_.nextSeq), s_.seq.since(fwd_.nextSeq)});
    if (s_.payload <= 1 && fwd_.hasNext && s_.seq == fwd_.nextSeq - 1 && plain())
      mark(TcpMark::keepAlive, {seq(s_.seq), seq(fwd_.nextSeq), elapsedNs(fwd_.lastTimeNs, s_.timeNs)});
    if (s_.window != 0 && s_.window != fwd_.window && repeatsAck())
      mark(TcpMark::windowUpdate, {windowOf(fwd_, fwd_.window), windowOf(fwd_, s_.window)});
    windowFull();
    if (!repeatsAck() || s_.window != fwd_.window) return false;
    if (s_.window != 0 && rev_.lastWasKeepAlive) {
      mark(TcpMark::keepAliveAck, {ack(s_.ack)});
      return true;
    }
    if (s_.window == 0 && rev_.lastWasProbe) {
      mark(TcpMark::zeroWindowProbeAck, {ack(s_.ack)});
      return true;
    }
    return false;
  }

  void windowFull() noexcept {
    if (s_.payload == 0 || rev_.scale == kUnknownScale || !plain() || !rev_.hasAck) return;
    const SeqNum edge = rev_.lastAck + windowOf(rev_, rev_.window);
    if (s_.seq + s_.payload == edge) mark(TcpMark::windowFull, {seq(edge), seq(edge)});
  }

  void duplicateAck() noexcept {
    if (s_.window == 0 || s_.window != fwd_.window || !repeatsAck()) return;
    ++fwd_.duplicateAcks;
    fwd_.unseenTold = false;
    mark(TcpMark::duplicateAck, {ack(s_.ack), fwd_.duplicateAcks});
  }

  void acknowledgesUnseen() noexcept {
    if (!has(kAck) || !rev_.hasContiguous || !s_.ack.after(rev_.contiguousEnd)) return;
    const bool jumps = rev_.nextSeq.after(rev_.contiguousEnd);
    // What lies beyond the highest byte seen is told once, and then not before the other side has moved on.
    if (jumps || (rev_.duplicateAcks == 0 && !rev_.unseenTold))
      mark(TcpMark::ackLostSegment, {ack(s_.ack), ack(rev_.contiguousEnd), s_.ack.since(rev_.contiguousEnd)});
    if (jumps) {
      rev_.contiguousEnd = rev_.nextSeq;
    } else {
      rev_.duplicateAcks = 0;
      rev_.unseenTold = true;
    }
  }

  /// A segment that brings nothing new: sent again, or out of its place.
  void repeats() noexcept {
    const bool old = fwd_.hasNext && s_.seq.before(fwd_.nextSeq);
    if (old && marks_.has(TcpMark::keepAlive)) return;
    if (s_.payload > 0 && rev_.hasAck && !(s_.seq + s_.payload).after(rev_.lastAck)) {
      mark(TcpMark::spuriousRetransmission, {seq(s_.seq + s_.payload), seq(rev_.lastAck)});
      return;
    }
    // The byte of a zero window probe that was taken after all is sent again together with new data.
    if (!old || (s_.payload > 1 && fwd_.nextSeq - 1 == s_.seq) || answersCrossedSyn()) return;
    const std::int64_t sinceAck = elapsedNs(rev_.lastTimeNs, s_.timeNs);
    if (rev_.duplicateAcks >= 2 && rev_.hasAck && rev_.lastAck == s_.seq && sinceAck >= 0 && sinceAck < kFastRepairNs) {
      mark(TcpMark::fastRetransmission, {seq(s_.seq), seq(fwd_.nextSeq), rev_.duplicateAcks, sinceAck});
      return;
    }
    const std::int64_t late = elapsedNs(fwd_.nextSeqTimeNs, s_.timeNs);
    const std::int64_t limit = flow_.initialRttNs > 0 ? flow_.initialRttNs : kUnknownRttNs;
    const SeqNum end = s_.seq + s_.payload + (has(kSyn | kFin) ? 1u : 0u);
    if (late >= 0 && late < limit && fwd_.nextSeq != end)
      mark(TcpMark::outOfOrder, {seq(s_.seq), seq(fwd_.nextSeq), late, limit});
    else
      mark(TcpMark::retransmission, {seq(s_.seq), seq(fwd_.nextSeq), late});
  }

  /// RFC 9293 §3.5 figure 7: where both SYNs crossed, each side answers with the number it began with.
  [[nodiscard]] bool answersCrossedSyn() const noexcept {
    return (s_.flags & (kSyn | kAck)) == (kSyn | kAck) && fwd_.synSeen && rev_.synSeen && !fwd_.synAckSeen;
  }

  void advance() noexcept {
    const SeqNum end = s_.seq + s_.payload + (has(kSyn | kFin) ? 1u : 0u);
    // A reset that answers a SYN has a number that says nothing of its sender's stream (RFC 9293 §3.5.2).
    const bool apart = marks_.has(TcpMark::zeroWindowProbe) || (has(kRst) && !fwd_.hasNext);
    if (!apart && (!fwd_.hasNext || end.after(fwd_.nextSeq))) {
      fwd_.nextSeq = end;
      fwd_.hasNext = true;
      fwd_.nextSeqPacket = s_.packet;
      fwd_.nextSeqTimeNs = s_.timeNs;
    }
    if (!apart && (!fwd_.hasContiguous || s_.seq == fwd_.contiguousEnd)) {
      fwd_.contiguousEnd = fwd_.nextSeq;
      fwd_.hasContiguous = true;
    }
    fwd_.window = s_.window;
    fwd_.windowUnscaled = has(kSyn);
    fwd_.lastAck = s_.ack;
    fwd_.hasAck = has(kAck);
    fwd_.lastTimeNs = s_.timeNs;
    fwd_.payload += s_.payload;
    fwd_.lastWasKeepAlive = marks_.has(TcpMark::keepAlive);
    fwd_.lastWasProbe = marks_.has(TcpMark::zeroWindowProbe);
    if (!marks_.any()) return;
    TcpFlow::Counts& counts = flow_.counts[static_cast<unsigned>(d_)];
    fwd_.repeats += marks_.isRepeat() ? 1u : 0u;
    counts.gaps += marks_.has(TcpMark::lostSegment) ? 1u : 0u;
    counts.outOfOrder += marks_.has(TcpMark::outOfOrder) ? 1u : 0u;
    if (marks_.has(TcpMark::lostSegment) || marks_.has(TcpMark::ackLostSegment)) flow_.lossVisible = true;
  }

  TcpFlow& flow_;
  const TcpSegment& s_;
  const Direction d_, back_;
  TcpSide& fwd_;
  TcpSide& rev_;
  TcpNotes* notes_;
  TcpMarks marks_;
};

}  // namespace

TcpMarks trackSegment(TcpFlow& flow, const TcpSegment& s, TcpNotes* notes) noexcept {
  TcpMarks marks = Judge{flow, s, notes}.judge();
  followLifecycle(flow, s, marks, notes);
  // Most conversations use no ECN: two bits of IP and three of TCP say so.
  if (s.ecn != 0 || (s.flags & (kEce | kCwr | kSyn)) != 0) followEcn(flow, s, marks, notes);
  return marks;
}

}  // namespace pw
