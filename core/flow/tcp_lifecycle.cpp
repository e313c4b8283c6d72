#include "core/flow/tcp_lifecycle.h"

#include "core/bytes/elapsed.h"

namespace pw {

namespace {

using namespace tcpflag;

/// Bits of tcp.completeness.
constexpr std::uint8_t kSawSyn = 1, kSawSynAck = 2, kSawAck = 4, kSawData = 8, kSawFin = 16, kSawRst = 32;

template <class T>
void countUp(T& n, std::uint32_t by = 1) noexcept {
  constexpr T kMost = static_cast<T>(~T{0});
  n = by > static_cast<std::uint32_t>(kMost - n) ? kMost : static_cast<T>(n + by);
}

class Lifecycle {
 public:
  Lifecycle(TcpFlow& flow, const TcpSegment& s, TcpMarks& marks, TcpNotes* notes) noexcept
      : f_(flow), s_(s), marks_(marks), notes_(notes), d_(static_cast<unsigned>(s.direction)), o_(d_ ^ 1u) {}

  void follow() noexcept {
    noteCompleteness();
    // Whatever else a reset carries is not looked at (RFC 9293 §3.10.7: RST is checked before SYN and FIN).
    if (has(kRst)) return reset();
    const bool answered = f_.opening == Opening::unfinished || f_.opening == Opening::answerFirst;
    if (has(kSyn)) {
      has(kAck) ? synAck() : syn();
    } else if (answered && !f_.openAck.valid() && has(kAck)) {
      completeOpening();
    } else if (f_.opening == Opening::simultaneous && has(kAck)) {
      if (acknowledgesSyn()) establish(o_);
    } else if (f_.state[d_] == TcpState::unknown) {
      establish(d_);
      establish(o_);
    }
    if ((f_.side[0].finSeen || f_.side[1].finSeen) && has(kAck) && !has(kSyn)) acknowledgeFin();
    if (has(kFin)) fin();
  }

 private:
  [[nodiscard]] bool has(unsigned flags) const noexcept { return (s_.flags & flags) != 0; }
  void mark(TcpMark m, std::array<std::int64_t, 4> n = {}) noexcept {
    marks_.set(m);
    if (notes_ != nullptr) notes_->add(m, n);
  }
  [[nodiscard]] Direction other() const noexcept { return static_cast<Direction>(o_); }
  [[nodiscard]] bool fromClient() const noexcept { return s_.direction == f_.client; }
  /// Acceptable in SYN-RECEIVED (RFC 9293 §3.10.7.4): not below the other side's SYN and not beyond what it was seen to
  /// send.
  [[nodiscard]] bool acknowledgesSyn() const noexcept {
    return !s_.ack.before(f_.synSeq[o_] + 1) && !s_.ack.after(f_.side[o_].nextSeq);
  }
  [[nodiscard]] bool isOpening(unsigned end) const noexcept {
    return f_.state[end] == TcpState::unknown || f_.state[end] == TcpState::synSent ||
           f_.state[end] == TcpState::synReceived;
  }
  /// An end that closes already stays where it is.
  void establish(unsigned end) noexcept {
    if (isOpening(end)) f_.state[end] = TcpState::established;
  }
  /// Nothing but a SYN brings an end back that was reset.
  void move(unsigned end, TcpState to) noexcept {
    if (f_.state[end] != TcpState::closed) f_.state[end] = to;
  }
  /// As move(), of an end that closes. (A FIN that came before a SYN closes nothing behind it.)
  void moveOn(unsigned end, TcpState to) noexcept {
    if (f_.state[end] >= TcpState::finWait1) move(end, to);
  }
  [[nodiscard]] bool wasReset() const noexcept {
    return f_.closing == Closing::reset || f_.closing == Closing::resetAfterFin;
  }

  /// As Wireshark counts: a FIN without ACK does not.
  void noteCompleteness() noexcept {
    std::uint8_t c = 0;
    if (has(kSyn)) c |= has(kAck) ? kSawSynAck : kSawSyn;
    if (s_.payload > 0) c |= kSawData;
    else if (has(kAck) && !has(kSyn)) c |= kSawAck;
    if (has(kFin) && has(kAck)) c |= kSawFin;
    if (has(kRst)) c |= kSawRst;
    f_.completeness |= c;
  }

  void setClient(Direction d) noexcept {
    if (f_.clientKnown) return;
    f_.client = d;
    f_.clientKnown = true;
  }

  void syn() noexcept {
    TcpSide& side = f_.side[d_];
    if (side.synSeen && f_.synSeq[d_] == s_.seq) {
      countUp(f_.synRepeats);
      mark(TcpMark::openRetry, {s_.seq.value, f_.synTimeNs == 0 ? -1 : elapsedNs(f_.synTimeNs, s_.timeNs)});
    } else if (f_.opening == Opening::noAnswer && !fromClient() && f_.state[o_] == TcpState::synSent) {
      f_.opening = Opening::simultaneous;
      f_.state = {TcpState::synReceived, TcpState::synReceived};
    } else if (f_.opening == Opening::midStream) {
      f_.opening = Opening::noAnswer;
      if (isOpening(d_)) f_.state[d_] = TcpState::synSent;
    } else if (f_.opening == Opening::answerFirst && fromClient()) {  // captured behind its answer
      f_.opening = f_.openAck.valid() ? Opening::threeWay : Opening::unfinished;
    }
    if (f_.opening == Opening::refused && fromClient()) {  // asked again
      f_.opening = Opening::noAnswer;
      f_.state[d_] = TcpState::synSent;
    }
    setClient(s_.direction);
    if (!side.synSeen) {
      side.synSeen = true;
      f_.synSeq[d_] = s_.seq;
      if (fromClient()) f_.syn = s_.packet;
    }
    if (fromClient()) f_.synTimeNs = s_.timeNs;
    if (!marks_.has(TcpMark::openRetry)) marks_.openStep(1);
    fastOpenSyn();
  }

  void fastOpenSyn() noexcept {
    f_.fastOpenCookie |= s_.fastOpenCookie;
    f_.fastOpenRequest |= s_.fastOpenRequest;
    if (s_.fastOpenCookie) mark(TcpMark::tfoSyn, {s_.payload});
    if (s_.payload == 0) return;
    f_.fastOpenData = true;
    f_.fastOpenEnd = s_.seq + s_.payload + 1;
  }

  void synAck() noexcept {
    TcpSide& side = f_.side[d_];
    const bool again = side.synAckSeen && f_.synSeq[d_] == s_.seq;
    if (again) {
      countUp(f_.synRepeats);
      mark(TcpMark::openRetry, {s_.seq.value, -1});
    } else {
      marks_.openStep(2);
      // Another first number than that of the SYN/ACK before: an answer of another conversation between these ends.
      if (side.synAckSeen) mark(TcpMark::reusedPorts, {s_.seq.value, -1});
    }
    side.synSeen = side.synAckSeen = true;
    f_.synSeq[d_] = s_.seq;
    if (f_.opening == Opening::simultaneous) {
      establish(o_);  // this acknowledges its SYN
      return;
    }
    setClient(other());
    if (fromClient()) return;  // who asked does not answer
    if (!f_.synAck.valid()) f_.synAck = s_.packet;
    if (f_.opening == Opening::noAnswer || f_.opening == Opening::refused) f_.opening = Opening::unfinished;
    if (f_.opening == Opening::midStream) f_.opening = Opening::answerFirst;
    if (f_.opening != Opening::unfinished && f_.opening != Opening::answerFirst) return;
    const bool afterRefusal = f_.state[d_] == TcpState::closed && f_.closing == Closing::open;
    if (f_.state[d_] == TcpState::unknown || afterRefusal) f_.state[d_] = TcpState::synReceived;
    establish(o_);
    if (f_.fastOpenData && !again) answerFastOpen();
  }

  void answerFastOpen() noexcept {
    const auto bytes = static_cast<std::int64_t>(f_.fastOpenEnd.since(f_.synSeq[o_]) - 1);
    f_.fastOpenTaken = s_.ack == f_.fastOpenEnd;
    if (f_.fastOpenTaken) mark(TcpMark::tfoAck, {bytes});
    else if (f_.fastOpenCookie) mark(TcpMark::tfoIgnored, {bytes});
  }

  /// The first segment of the client that acknowledges the SYN/ACK.
  void completeOpening() noexcept {
    if (!fromClient() || !acknowledgesSyn()) {
      if (!fromClient() && s_.payload > 0) establish(d_);
      return;
    }
    f_.openAck = s_.packet;
    establish(d_);
    establish(o_);
    if (f_.opening == Opening::unfinished) f_.opening = completed();
    if (s_.ack == f_.synSeq[o_] + 1) marks_.openStep(3);
    // A tap next to one end may see the two stamps swapped: no round trip is negative.
    if (f_.synTimeNs != 0 && s_.timeNs > f_.synTimeNs) f_.initialRttNs = elapsedNs(f_.synTimeNs, s_.timeNs);
  }

  [[nodiscard]] Opening completed() const noexcept {
    if (f_.fastOpenData) return f_.fastOpenTaken ? Opening::fastOpen : Opening::fastOpenIgnored;
    if (f_.fastOpenRequest) return Opening::fastOpenRequested;
    return s_.payload > 0 ? Opening::dataOnAck : Opening::threeWay;
  }

  void fin() noexcept {
    TcpSide& side = f_.side[d_];
    if (side.finSeen) return;
    side.finSeen = true;
    f_.finEnd[d_] = s_.seq + s_.payload + 1;
    f_.fin[d_] = s_.packet;
    f_.finCarriesData[d_] = s_.payload > 0;
    if (!f_.side[o_].finSeen) {
      f_.closer = s_.direction;
      if (!wasReset()) f_.closing = Closing::oneSided;  // else it was under way when the reset came
      marks_.closeStep(1);
      move(d_, TcpState::finWait1);
      move(o_, TcpState::closeWait);
      return;
    }
    marks_.closeStep(3);
    secondFin();
  }

  void secondFin() noexcept {
    if (f_.firstFinAcked && !f_.finAckedByFin) {
      f_.closing = f_.halfCloseBytes > 0 ? Closing::halfClose : Closing::fourSegments;
    } else if (f_.firstFinAcked) {
      f_.closing = Closing::threeSegments;
      marks_.setClosesInOne();
    } else {
      f_.closing = Closing::simultaneous;
      moveOn(d_, TcpState::closing);
      moveOn(o_, TcpState::closing);
      return;
    }
    moveOn(d_, TcpState::lastAck);
    moveOn(o_, TcpState::timeWait);
  }

  /// Before fin(): a FIN may acknowledge the other one.
  void acknowledgeFin() noexcept {
    const bool closerSends = s_.direction == f_.closer;
    if (!closerSends && f_.firstFinAcked && !f_.side[d_].finSeen) countUp(f_.halfCloseBytes, s_.payload);
    if (!f_.side[o_].finSeen || s_.ack != f_.finEnd[o_]) return;
    if (closerSends) {
      if (f_.secondFinAcked) return;
      f_.secondFinAcked = true;
      if (!has(kFin)) marks_.closeStep(4);
      moveOn(o_, f_.closing == Closing::simultaneous ? TcpState::timeWait : TcpState::closed);
    } else if (!f_.firstFinAcked) {
      f_.firstFinAcked = true;
      f_.finAckedByFin = has(kFin) && !f_.side[d_].finSeen;
      if (!f_.side[d_].finSeen) countUp(f_.halfCloseBytes, s_.payload);
      if (!has(kFin)) marks_.closeStep(2);
      moveOn(o_, f_.closing == Closing::simultaneous ? TcpState::timeWait : TcpState::finWait2);
    }
  }

  void reset() noexcept {
    // Where the other side sent something else before, it is no answer to the SYN. A reset alone leaves no next number.
    const bool refuses =
        !fromClient() && f_.opening == Opening::noAnswer && f_.clientKnown && !f_.side[d_].hasNext;
    if (refuses) {
      f_.opening = Opening::refused;
      mark(TcpMark::refusal);
    } else if (f_.closing == Closing::open) {
      f_.closing = Closing::reset;
    } else if (f_.closing == Closing::oneSided) {
      f_.closing = Closing::resetAfterFin;
    }
    if (!f_.reset.valid()) {
      f_.reset = s_.packet;
      f_.resetter = s_.direction;
    }
    f_.state = {TcpState::closed, TcpState::closed};
  }

  TcpFlow& f_;
  const TcpSegment& s_;
  TcpMarks& marks_;
  TcpNotes* notes_;
  const unsigned d_, o_;
};

}  // namespace

void followLifecycle(TcpFlow& flow, const TcpSegment& s, TcpMarks& marks, TcpNotes* notes) noexcept {
  Lifecycle{flow, s, marks, notes}.follow();
}

}  // namespace pw
