#include "core/flow/tcp_ecn.h"

namespace pw {

namespace {

using namespace tcpflag;

constexpr std::uint8_t kEct1 = 1, kEct0 = 2, kCe = 3;
/// AE, CWR and ECE of the TCP header as three bits.
constexpr unsigned kNone = 0, kEceOnly = 1, kClassic = 3, kAccurate = 7;

constexpr unsigned bitsOf(std::uint16_t flags) { return flags >> 6 & 7u; }

/// RFC 3168 §6.1.1 and RFC 9768 §3.1.1. A SYN with AE set asks for AccECN whatever the other two say.
EcnSetup asked(EcnSetup before, unsigned syn) {
  const bool didAsk = before == EcnSetup::asked || before == EcnSetup::accAsked;
  if (syn == kClassic) return EcnSetup::asked;
  if (syn >= 4) return EcnSetup::accAsked;
  return didAsk ? EcnSetup::fallback : before == EcnSetup::fallback ? before : EcnSetup::notAsked;
}

EcnSetup answered(EcnSetup before, unsigned synAck) {
  if (before == EcnSetup::asked) {
    const unsigned classic = synAck & kClassic;
    return classic == kEceOnly ? EcnSetup::negotiated : classic == kClassic ? EcnSetup::reflected : EcnSetup::refused;
  }
  if (before == EcnSetup::accAsked) {  // RFC 9768 table 2
    if (synAck == kEceOnly) return EcnSetup::accDowngraded;
    return synAck == kNone || synAck == kAccurate ? EcnSetup::accRefused : EcnSetup::accNegotiated;
  }
  return before;
}

/// True where the packets said that this conversation has no ECN.
bool isOff(EcnSetup e) {
  return e == EcnSetup::notAsked || e == EcnSetup::refused || e == EcnSetup::reflected || e == EcnSetup::fallback ||
         e == EcnSetup::accRefused;
}

class Ecn {
 public:
  Ecn(TcpFlow& flow, const TcpSegment& s, TcpMarks& marks, TcpNotes* notes) noexcept
      : f_(flow), s_(s), marks_(marks), notes_(notes), d_(static_cast<unsigned>(s.direction)), o_(d_ ^ 1u) {}

  void follow() noexcept {
    TcpFlow::Counts& counts = f_.counts[d_];
    if (s_.ecn == kCe) ++counts.ce;
    if (s_.ecn == kEct0) ++counts.ect0;
    if (s_.ecn == kEct1) ++counts.ect1;
    if (has(kSyn)) {
      if (has(kRst)) return;  // a reset, whatever else it says
      agree();
      if (s_.ecn != 0 && f_.ecn != EcnSetup::accNegotiated && f_.ecn != EcnSetup::accAsked) breach(EcnBreach::ectOnSyn);
      return;
    }
    if (has(kEce)) ++counts.ece;
    if (has(kCwr)) ++counts.cwr;
    if (f_.ecn == EcnSetup::accNegotiated) return;  // a counter, and every packet may carry ECT
    if (f_.ecn == EcnSetup::asked || f_.ecn == EcnSetup::accAsked) return;  // the answer was not captured
    signals();
    if (s_.ecn != 0) codepoint();
  }

 private:
  [[nodiscard]] bool has(unsigned flags) const noexcept { return (s_.flags & flags) != 0; }

  void agree() noexcept {
    const unsigned bits = bitsOf(s_.flags);
    if (has(kAck)) {
      f_.synAckEcnFlags = static_cast<std::uint8_t>(bits);
      f_.ecn = answered(f_.ecn, bits);
    } else if (s_.direction == f_.client) {
      f_.synEcnFlags = static_cast<std::uint8_t>(bits);
      f_.ecn = asked(f_.ecn, bits);
    }
  }

  void signals() noexcept {
    if (isOff(f_.ecn)) {
      if (has(kEce)) breach(EcnBreach::eceWithoutSetup);
      if (has(kCwr)) breach(EcnBreach::cwrWithoutSetup);
      return;
    }
    if (has(kEce)) {
      marks_.set(TcpMark::ecnEcho);
      // The receiver of the marks has seen the CWR and no mark after it.
      if (f_.cwrSent[o_] && has(kAck) && !s_.ack.before(f_.cwrEnd[o_]) && !f_.ceSinceCwr[o_] && f_.counts[o_].ce > 0)
        breach(EcnBreach::eceNotStopped);
    }
    if (!has(kCwr)) return;
    marks_.set(TcpMark::ecnReduced);
    if (marks_.isRepeat()) return;
    f_.cwrSent[d_] = true;
    f_.cwrEnd[d_] = s_.seq + s_.payload;
    f_.ceSinceCwr[d_] = s_.ecn == kCe;
  }

  void codepoint() noexcept {
    if (s_.ecn == kCe) f_.ceSinceCwr[d_] = true;
    if (isOff(f_.ecn)) breach(EcnBreach::ectNotNegotiated);
    else if (!isClassicEcn(f_.ecn)) return;  // mid-stream: nobody knows what was agreed
    else if (marks_.isRepeat()) breach(EcnBreach::ectOnRepeat);
    else if (s_.payload == 0) breach(EcnBreach::ectOnPureAck);
  }

  void breach(EcnBreach b) noexcept {
    if (!marks_.has(TcpMark::ecnBreach)) ++f_.counts[d_].breaches;
    marks_.set(TcpMark::ecnBreach);
    if (notes_ != nullptr) notes_->add(TcpMark::ecnBreach, {static_cast<std::int64_t>(b), s_.ecn});
  }

  TcpFlow& f_;
  const TcpSegment& s_;
  TcpMarks& marks_;
  TcpNotes* notes_;
  const unsigned d_, o_;
};

}  // namespace

void followEcn(TcpFlow& flow, const TcpSegment& s, TcpMarks& marks, TcpNotes* notes) noexcept {
  Ecn{flow, s, marks, notes}.follow();
}

}  // namespace pw
