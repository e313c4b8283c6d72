#include "core/report/flow_text.h"

#include <algorithm>

#include "core/field/text_out.h"

namespace pw {

namespace {

template <class E>
Msg nth(Msg first, E e) {
  return static_cast<Msg>(static_cast<unsigned>(first) + static_cast<unsigned>(e));
}

template <class E>
consteval bool fits(Msg first, E last, Msg message) {
  return static_cast<unsigned>(first) + static_cast<unsigned>(last) == static_cast<unsigned>(message);
}
static_assert(fits(Msg::openingMidStream, Opening::answerFirst, Msg::openingAnswerFirst));
static_assert(fits(Msg::closingOpen, Closing::resetAfterFin, Msg::closingResetAfterFin));
static_assert(fits(Msg::ecnUnknown, EcnSetup::accRefused, Msg::ecnAccRefused));
static_assert(fits(Msg::stateUnknown, TcpState::timeWait, Msg::stateTimeWait));
static_assert(fits(Msg::markRetransmission, TcpMark::ecnBreach, Msg::markEcnBreach));
static_assert(fits(Msg::severityChat, Severity::error, Msg::severityError));
static_assert(fits(Msg::whyRetransmission, TcpMark::ecnBreach, Msg::whyEctNotNegotiated));
static_assert(fits(Msg::whyEctNotNegotiated, EcnBreach::eceNotStopped, Msg::whyEceNotStopped));

/// `v` thousandths in three figures: 1040 is "1.04", 20912 "20.9", 2000 "2".
std::string threeFigures(std::uint64_t v) {
  const std::uint64_t step = v < 10'000 ? 10 : v < 100'000 ? 100 : 1000;
  const std::uint64_t rounded = (v + step / 2) / step * step;
  std::string s;
  TextOut out{s};
  out.dec(rounded / 1000);
  if (rounded % 1000 == 0) return s;
  out.add('.').dec0(rounded % 1000, 3);
  s.erase(s.find_last_not_of('0') + 1);
  return s;
}

std::string two(Language language, Msg id, std::uint64_t small, std::uint64_t perLarge) {
  return message(language, id, {std::to_string(small / perLarge), std::to_string(small % perLarge)});
}

std::string_view codepointName(std::int64_t ecn) {
  constexpr std::array<std::string_view, 4> kNames{"Not-ECT", "ECT(1)", "ECT(0)", "CE"};
  return kNames[static_cast<std::size_t>(ecn) & 3u];
}

EcnBreach breachOf(const Why& why) { return static_cast<EcnBreach>(why.n[0]); }

bool isBreach(std::int64_t n) { return n >= 0 && n <= static_cast<std::int64_t>(EcnBreach::eceNotStopped); }

/// Verdicts that rest on something not having been there before.
bool restsOnWhatIsMissing(TcpMark m) {
  return m == TcpMark::retransmission || m == TcpMark::fastRetransmission || m == TcpMark::outOfOrder ||
         m == TcpMark::duplicateAck;
}

/// Turns a mark's numbers into the sentence's arguments.
class WhyText {
 public:
  WhyText(Language language, const Conversation& conversation, const Why& why)
      : language_(language), conversation_(conversation), why_(why) {}

  std::string text() const {
    std::string s = sentence();
    if (conversation_.captureMayHaveGaps() && restsOnWhatIsMissing(why_.mark))
      s.append(1, ' ').append(messageText(language_, Msg::whyMaybeNotCaptured));
    return s;
  }

 private:
  std::string sentence() const {
    switch (why_.mark) {
      case TcpMark::retransmission:
        return why_.n[2] < 0 ? say(Msg::whyRetransmissionUntimed, {n(0), n(1)})
                             : say(Msg::whyRetransmission, {n(0), n(1), span(2)});
      case TcpMark::fastRetransmission: return say(Msg::whyFastRetransmission, {n(0), n(1), n(2), span(3)});
      case TcpMark::outOfOrder:
        return say(roundTripKnown() ? Msg::whyOutOfOrder : Msg::whyOutOfOrderAssumed, {n(0), n(1), span(2), span(3)});
      case TcpMark::lostSegment:
        return say(conversation_.captureMayHaveGaps() ? Msg::whyLostOrNotCaptured : Msg::whyLostSegment,
                   {n(0), n(1), n(2)});
      case TcpMark::reusedPorts:
        return why_.n[1] < 0 ? say(Msg::whyReusedPortsUntimed, {n(0)}) : say(Msg::whyReusedPorts, {n(0), span(1)});
      case TcpMark::openRetry:
        return why_.n[1] < 0 ? say(Msg::whyOpenRetryUntimed, {n(0)}) : say(Msg::whyOpenRetry, {n(0), span(1)});
      case TcpMark::keepAlive: return say(Msg::whyKeepAlive, {n(0), n(1), span(2)});
      case TcpMark::zeroWindowProbe: return say(Msg::whyZeroWindowProbe, {n(0), span(1)});
      case TcpMark::ecnEcho:
        return why_.n[0] <= 0 ? say(Msg::whyEcnEchoAlone, {}) : say(Msg::whyEcnEcho, {n(0), span(1)});
      case TcpMark::ecnReduced:
        return why_.n[0] < 0 ? say(Msg::whyEcnReducedAlone, {}) : say(Msg::whyEcnReduced, {span(0), n(1)});
      case TcpMark::ecnBreach:
        if (!isBreach(why_.n[0])) return {};
        return say(nth(Msg::whyEctNotNegotiated, breachOf(why_)), {std::string{codepointName(why_.n[1])}});
      case TcpMark::count_: return {};
      default: return say(nth(Msg::whyRetransmission, why_.mark), {n(0), n(1), n(2)});
    }
  }

  [[nodiscard]] std::string say(Msg id, const std::vector<std::string>& arguments) const {
    return message(language_, id, arguments);
  }
  [[nodiscard]] std::string n(std::size_t i) const { return std::to_string(why_.n[i]); }
  [[nodiscard]] std::string span(std::size_t i) const { return spanText(language_, why_.n[i]); }
  /// The limit is the initial round-trip time, and 3 ms where that was not measured in time.
  [[nodiscard]] bool roundTripKnown() const { return why_.n[3] == conversation_.summary().tcp.initialRttNs; }

  Language language_;
  const Conversation& conversation_;
  const Why& why_;
};

}  // namespace

std::string_view openingName(Language language, Opening opening) noexcept {
  return messageText(language, nth(Msg::openingMidStream, opening));
}
std::string_view closingName(Language language, Closing closing) noexcept {
  return messageText(language, nth(Msg::closingOpen, closing));
}
std::string_view ecnName(Language language, EcnSetup setup) noexcept {
  return messageText(language, nth(Msg::ecnUnknown, setup));
}
std::string_view stateName(Language language, TcpState state) noexcept {
  return messageText(language, nth(Msg::stateUnknown, state));
}
std::string_view markName(Language language, TcpMark mark) noexcept {
  return mark == TcpMark::count_ ? std::string_view{} : messageText(language, nth(Msg::markRetransmission, mark));
}
std::string_view severityName(Language language, Severity severity) noexcept {
  return messageText(language, nth(Msg::severityChat, severity));
}

Severity severityOf(TcpMark mark) noexcept {
  switch (mark) {
    case TcpMark::windowUpdate: return Severity::chat;
    case TcpMark::outOfOrder:
    case TcpMark::lostSegment:
    case TcpMark::ackLostSegment:
    case TcpMark::windowFull:
    case TcpMark::zeroWindow:
    case TcpMark::refusal:
    case TcpMark::changedData:
    case TcpMark::ecnBreach: return Severity::warning;
    default: return Severity::note;
  }
}

Severity severityOf(const Why& why) noexcept {
  const bool allowed = why.mark == TcpMark::ecnBreach && isBreach(why.n[0]) && isExperiment(breachOf(why));
  return allowed ? Severity::note : severityOf(why.mark);
}

std::string spanText(Language language, std::int64_t ns) {
  constexpr std::uint64_t kUs = 1000, kMs = 1'000'000, kSecond = 1'000'000'000;
  // Just below the next unit three figures round up to it.
  const auto below = [](std::uint64_t v, std::uint64_t unit) { return v < unit * 9995 / 10; };
  const std::string sign = ns < 0 ? "-" : "";
  const std::uint64_t v = ns < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
  if (v < kUs) return sign + message(language, Msg::spanNs, {std::to_string(v)});
  if (below(v, kUs)) return sign + message(language, Msg::spanUs, {threeFigures(v)});
  if (below(v, kMs)) return sign + message(language, Msg::spanMs, {threeFigures(v / kUs)});
  if (v < 60 * kSecond - kSecond / 20) return sign + message(language, Msg::spanSeconds, {threeFigures(v / kMs)});
  const std::uint64_t seconds = (v + kSecond / 2) / kSecond;
  if (seconds < 3600) return sign + two(language, Msg::spanMinutes, seconds, 60);
  const std::uint64_t minutes = (seconds + 30) / 60;
  if (minutes < 24 * 60) return sign + two(language, Msg::spanHours, minutes, 60);
  return sign + two(language, Msg::spanDays, (minutes + 30) / 60, 24);
}

std::string whySentence(Language language, const Conversation& conversation, const Why& why) {
  return WhyText{language, conversation, why}.text();
}

}  // namespace pw
