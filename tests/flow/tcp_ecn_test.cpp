// ECN by RFC 3168 (§6.1), with the experiments of RFC 8311, and AccECN by RFC 9768 (table 2).
#include "core/flow/tcp_ecn.h"

#include <gtest/gtest.h>

#include "tests/support/tcp_script.h"

namespace pw {
namespace {

using test::play;

EcnSetup agreedOn(std::string_view syn, std::string_view synAck) {
  return play("C> SYN " + std::string{syn} + " : open1\nS> SYN ACK " + std::string{synAck} + " : open2\nC> ACK : open3")
      .flow.ecn;
}

/// Which rule the last segment broke; nothing where it broke none.
std::vector<EcnBreach> breaches(const test::Played& p) {
  std::vector<EcnBreach> out;
  for (const TcpNotes::Note& n : p.notes.back())
    if (n.mark == TcpMark::ecnBreach) out.push_back(static_cast<EcnBreach>(n.n[0]));
  return out;
}

constexpr std::string_view kAgreed = R"(
    C> SYN ece cwr       : open1
    S> SYN ACK ece +20ms : open2
    C> ACK               : open3
)";
constexpr std::string_view kAccAgreed = R"(
    C> SYN ae ece cwr    : open1
    S> SYN ACK cwr +20ms : open2
    C> ACK cwr           : open3
)";

test::Played afterSetup(std::string_view script) { return play(std::string{kAgreed} + std::string{script}); }

// ---- agreement ----

TEST(EcnSetup, Rfc3168) {
  EXPECT_EQ(agreedOn("ece cwr", "ece"), EcnSetup::negotiated);
  EXPECT_EQ(agreedOn("ece cwr", ""), EcnSetup::refused);
  EXPECT_EQ(agreedOn("ece cwr", "ece cwr"), EcnSetup::reflected) << "§6.1.1: broken stacks reflect the bits";
  EXPECT_EQ(agreedOn("ece cwr", "cwr"), EcnSetup::refused);
  EXPECT_EQ(agreedOn("", ""), EcnSetup::notAsked);
  EXPECT_EQ(agreedOn("", "ece"), EcnSetup::notAsked) << "nobody asked";
  EXPECT_EQ(agreedOn("ece", "ece"), EcnSetup::notAsked) << "an ECN-setup SYN has both bits";
  EXPECT_EQ(agreedOn("cwr", "ece"), EcnSetup::notAsked);
}

TEST(EcnSetup, Rfc9768) {
  EXPECT_EQ(agreedOn("ae ece cwr", "cwr"), EcnSetup::accNegotiated) << "010: Not-ECT was seen";
  EXPECT_EQ(agreedOn("ae ece cwr", "cwr ece"), EcnSetup::accNegotiated) << "011: ECT(1)";
  EXPECT_EQ(agreedOn("ae ece cwr", "ae"), EcnSetup::accNegotiated) << "100: ECT(0)";
  EXPECT_EQ(agreedOn("ae ece cwr", "ae cwr"), EcnSetup::accNegotiated) << "110: CE";
  EXPECT_EQ(agreedOn("ae ece cwr", "ece"), EcnSetup::accDowngraded) << "001: classic ECN";
  EXPECT_EQ(agreedOn("ae ece cwr", ""), EcnSetup::accRefused) << "000";
  EXPECT_EQ(agreedOn("ae ece cwr", "ae ece cwr"), EcnSetup::accRefused) << "111: reflected";
}

TEST(EcnSetup, SynAloneHasOnlyAsked) {
  EXPECT_EQ(play("C> SYN ece cwr : open1").flow.ecn, EcnSetup::asked);
  EXPECT_EQ(play("C> SYN ae ece cwr : open1").flow.ecn, EcnSetup::accAsked);
  EXPECT_EQ(play("C> SYN : open1").flow.ecn, EcnSetup::notAsked);
}

TEST(EcnSetup, PlainSynAfterOneThatAskedIsAFallback) {
  // RFC 3168 §6.1.1.1.
  const auto p = play(R"(
    C> SYN ece cwr       : open1
    C> SYN seq=0 +1s     : retransmission open_retry
    S> SYN ACK           : open2
    C> ACK               : open3)");
  EXPECT_EQ(p.flow.ecn, EcnSetup::fallback);
}

TEST(EcnSetup, RepeatedRequestIsNoFallback) {
  const auto p = play(R"(
    C> SYN ece cwr         : open1
    C> SYN seq=0 ece cwr +1s : retransmission open_retry
    S> SYN ACK ece         : open2
    C> ACK                 : open3)");
  EXPECT_EQ(p.flow.ecn, EcnSetup::negotiated);
}

TEST(EcnSetup, AccEcnThatFallsBackToClassicAsksForClassic) {
  // RFC 9768 §3.1.4: the retransmitted SYN may ask for less.
  const auto p = play(R"(
    C> SYN ae ece cwr      : open1
    C> SYN seq=0 ece cwr +1s : retransmission open_retry
    S> SYN ACK ece         : open2)");
  EXPECT_EQ(p.flow.ecn, EcnSetup::negotiated);
}

TEST(EcnSetup, OfAConversationThatBeganBeforeTheCaptureIsUnknown) {
  EXPECT_EQ(play("C> len=10 ect0\nS> ACK ece : ecn_echo").flow.ecn, EcnSetup::unknown);
}

TEST(EcnSetup, ResetWithSynFlagsAgreesOnNothing) {
  EXPECT_EQ(play("C> SYN ece cwr : open1\nS> RST SYN ACK ece : refusal").flow.ecn, EcnSetup::asked);
}

// ---- signals ----

TEST(EcnSignals, MarkEchoReduction) {
  const auto p = afterSetup(R"(
    C> len=100 ce
    S> ACK ece           : ecn_echo
    C> len=100 cwr ect0  : ecn_reduced
    S> ACK)");
  EXPECT_EQ(p.flow.counts[0].ce, 1u);
  EXPECT_EQ(p.flow.counts[0].ect0, 1u);
  EXPECT_EQ(p.flow.counts[0].cwr, 1u);
  EXPECT_EQ(p.flow.counts[1].ece, 1u);
  EXPECT_EQ(p.flow.counts[0].breaches + p.flow.counts[1].breaches, 0u);
}

TEST(EcnSignals, FlagsOfSynsAreNoSignals) {
  const auto p = afterSetup("");
  EXPECT_EQ(p.flow.counts[0].ece + p.flow.counts[0].cwr + p.flow.counts[1].ece, 0u);
}

TEST(EcnSignals, EchoGoesOnUntilTheReductionArrives) {
  // RFC 3168 §6.1.3: every ACK, until a CWR.
  afterSetup(R"(
    C> len=100 ce
    S> ACK ece           : ecn_echo
    C> len=100 ect0
    S> ACK ece           : ecn_echo
    C> len=100 cwr ect0  : ecn_reduced
    S> ack=201 ece       : duplicate_ack ecn_echo
    S> ACK)");
}

TEST(EcnSignals, EchoThatDoesNotStopIsABreach) {
  const auto p = afterSetup(R"(
    C> len=100 ce
    S> ACK ece           : ecn_echo
    C> len=100 cwr ect0  : ecn_reduced
    S> ACK ece           : ecn_echo ecn_breach)");
  EXPECT_EQ(breaches(p), std::vector{EcnBreach::eceNotStopped});
}

TEST(EcnSignals, FurtherMarkMakesTheEchoRight) {
  afterSetup(R"(
    C> len=100 ce
    S> ACK ece           : ecn_echo
    C> len=100 cwr ect0  : ecn_reduced
    C> len=100 ce
    S> ACK ece           : ecn_echo)");
  afterSetup(R"(
    C> len=100 ce
    S> ACK ece           : ecn_echo
    C> len=100 cwr ce    : ecn_reduced
    S> ACK ece           : ecn_echo)");
}

TEST(EcnSignals, EchoWithoutAMarkSeenIsNoBreach) {
  // The mark may have been set behind the tap.
  afterSetup(R"(
    C> len=100 ect0
    S> ACK ece           : ecn_echo
    C> len=100 cwr ect0  : ecn_reduced
    S> ACK ece           : ecn_echo)");
}

TEST(EcnSignals, UnderAccEcnTheFlagsAreACounter) {
  const auto p = play(std::string{kAccAgreed} + R"(
    C> len=100 ae ece ce
    S> ACK ae cwr
    S> len=10 ect0 ece cwr
    C> ACK ect0 ae ece)");
  EXPECT_EQ(p.flow.ecn, EcnSetup::accNegotiated);
  EXPECT_EQ(p.flow.counts[0].ce, 1u);
  EXPECT_EQ(p.flow.counts[0].breaches + p.flow.counts[1].breaches, 0u);
}

TEST(EcnSignals, DowngradedAccEcnIsClassic) {
  play(R"(
    C> SYN ae ece cwr    : open1
    S> SYN ACK ece       : open2
    C> ACK               : open3
    C> len=100 ce
    S> ACK ece           : ecn_echo
    C> len=10 cwr ect0   : ecn_reduced)");
}

// ---- breaches ----

TEST(EcnBreaches, SignalsWithoutAnAgreement) {
  EXPECT_EQ(breaches(play("handshake\nC> len=1 ece : ecn_breach")), std::vector{EcnBreach::eceWithoutSetup});
  EXPECT_EQ(breaches(play("handshake\nC> len=1 cwr : ecn_breach")), std::vector{EcnBreach::cwrWithoutSetup});
  EXPECT_EQ(breaches(play("handshake\nC> len=1 ect0 : ecn_breach")), std::vector{EcnBreach::ectNotNegotiated});
  EXPECT_EQ(breaches(play("handshake\nC> len=1 ce : ecn_breach")), std::vector{EcnBreach::ectNotNegotiated});
}

TEST(EcnBreaches, OneSegmentCountsOnce) {
  const auto p = play("handshake\nC> len=1 ect0 ece cwr : ecn_breach");
  EXPECT_EQ(breaches(p).size(), 3u);
  EXPECT_EQ(p.flow.counts[0].breaches, 1u);
}

TEST(EcnBreaches, ReflectedBitsAreNoAgreement) {
  play(R"(
    C> SYN ece cwr       : open1
    S> SYN ACK ece cwr   : open2
    C> ACK               : open3
    C> len=100 ect0      : ecn_breach)");
}

TEST(EcnBreaches, EctOnASyn) {
  const auto p = play("C> SYN ece cwr ect0 : ecn_breach open1");
  EXPECT_EQ(breaches(p), std::vector{EcnBreach::ectOnSyn});
  EXPECT_TRUE(isExperiment(EcnBreach::ectOnSyn)) << "RFC 8311 §4.3";
  EXPECT_EQ(breaches(play("C> SYN ece cwr : open1\nS> SYN ACK ece ect1 : ecn_breach open2")),
            std::vector{EcnBreach::ectOnSyn});
  play("C> SYN ae ece cwr ect0 : open1\nS> SYN ACK ae ect0 : open2");  // RFC 9768 §3.2.2 foresees it
}

TEST(EcnBreaches, EctOnAPureAck) {
  const auto p = afterSetup("C> len=10 ect0\nS> ACK ect0 : ecn_breach");
  EXPECT_EQ(breaches(p), std::vector{EcnBreach::ectOnPureAck});
  EXPECT_TRUE(isExperiment(EcnBreach::ectOnPureAck));
}

TEST(EcnBreaches, EctOnARetransmission) {
  const auto p = afterSetup(R"(
    C> len=100 ect0
    C> seq=1 len=100 ect0 +300ms : retransmission ecn_breach)");
  EXPECT_EQ(breaches(p), std::vector{EcnBreach::ectOnRepeat});
  EXPECT_TRUE(isExperiment(EcnBreach::ectOnRepeat));
}

TEST(EcnBreaches, WithoutAnExperimentTheyAreViolations) {
  for (const EcnBreach b : {EcnBreach::ectNotNegotiated, EcnBreach::eceWithoutSetup, EcnBreach::cwrWithoutSetup,
                            EcnBreach::eceNotStopped})
    EXPECT_FALSE(isExperiment(b));
}

TEST(EcnBreaches, WithoutAnAnswerNothingIsJudged) {
  play("C> SYN ece cwr : open1\nC> len=10 ect0");
}

TEST(EcnBreaches, MidStreamNothingIsJudged) {
  const auto p = play("C> len=10 ect0\nC> win=600 ect0 : window_update\nS> ACK ece ect1 : ecn_echo");
  EXPECT_EQ(p.flow.counts[0].ect0, 2u);
  EXPECT_EQ(p.flow.counts[1].ect1, 1u);
}

}  // namespace
}  // namespace pw
