// How conversations open and close, with both ends' states, by RFC 9293 (figures 6, 7, 12 and 13; §3.10.7), RFC 7413 for
// Fast Open.
#include "core/flow/tcp_lifecycle.h"

#include <gtest/gtest.h>

#include "tests/support/tcp_script.h"

namespace pw {
namespace {

using test::play;

// ---- opening ----

TEST(TcpOpening, ThreePacketsOfFigure6) {
  const auto p = play(R"(
    C> SYN                : open1 | SYN-SENT -
    S> SYN ACK +20ms      : open2 | ESTABLISHED SYN-RECEIVED
    C> ACK                : open3 | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
  EXPECT_EQ(p.flow.closing, Closing::open);
  EXPECT_EQ(p.flow.initialRttNs, 21'000'000) << "SYN to ACK";
  EXPECT_EQ(p.flow.syn, PacketId{0});
  EXPECT_EQ(p.flow.synAck, PacketId{1});
  EXPECT_EQ(p.flow.openAck, PacketId{2});
  EXPECT_TRUE(p.flow.clientKnown);
  EXPECT_EQ(p.flow.client, Direction::forward);
  EXPECT_EQ(p.flow.completeness, 7);
}

TEST(TcpOpening, ThirdPacketMayCarryData) {
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK +20ms      : open2
    C> PSH len=100        : open3 | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::dataOnAck);
}

TEST(TcpOpening, ThirdPacketMayCarryTheFin) {
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK +20ms      : open2
    C> FIN                : open3 close1 | FIN-WAIT-1 CLOSE-WAIT)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
  EXPECT_EQ(p.flow.closing, Closing::oneSided);
}

TEST(TcpOpening, SynsThatCrossAreOneConversation) {
  // Figure 7. The SYN/ACKs carry the SYNs' numbers again and are no retransmissions.
  const auto p = play(R"(
    C> SYN                : open1 | SYN-SENT -
    S> SYN                : open1 | SYN-RECEIVED SYN-RECEIVED
    C> SYN ACK seq=0      : open2 | SYN-RECEIVED ESTABLISHED
    S> SYN ACK seq=0      : open2 | ESTABLISHED ESTABLISHED
    C> PSH len=100        :       | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::simultaneous);
  EXPECT_EQ(p.flow.client, Direction::forward) << "whose SYN came first";
}

TEST(TcpOpening, SynAckOfACrossedSynSentTwiceIsARepeat) {
  play(R"(
    C> SYN                : open1
    S> SYN                : open1
    C> SYN ACK seq=0      : open2
    C> SYN ACK seq=0 +1s  : retransmission open_retry)");
}

TEST(TcpOpening, SynSentAgainIsRetriedNotASecondHandshake) {
  const auto p = play(R"(
    C> SYN                : open1
    C> SYN seq=0 +1s      : retransmission open_retry | SYN-SENT -
    S> SYN ACK +20ms      : open2
    C> ACK                : open3)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
  EXPECT_EQ(p.flow.synRepeats, 1u);
  EXPECT_EQ(p.flow.initialRttNs, 21'000'000) << "from the SYN that was answered";
  EXPECT_EQ(p.flow.syn, PacketId{0}) << "the first";
}

TEST(TcpOpening, SynAckSentAgainIsCounted) {
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK            : open2
    S> SYN ACK seq=0 +1s  : retransmission open_retry
    C> ACK                : open3)");
  EXPECT_EQ(p.flow.synRepeats, 1u);
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
}

TEST(TcpOpening, ResetThatAnswersASynRefuses) {
  // §3.10.7.1. No round-trip time may be told of it.
  const auto p = play(R"(
    C> SYN                          : open1
    S> RST ACK seq=-9000 ack=1 win=0 : refusal | CLOSED CLOSED)");
  EXPECT_EQ(p.flow.opening, Opening::refused);
  EXPECT_EQ(p.flow.closing, Closing::open);
  EXPECT_EQ(p.flow.initialRttNs, -1);
  EXPECT_EQ(p.flow.resetter, Direction::backward);
  EXPECT_EQ(p.flow.reset, PacketId{1});
}

TEST(TcpOpening, RefusedOnceThenAcceptedIsThreeWay) {
  const auto p = play(R"(
    C> SYN                : open1
    S> RST ACK ack=1 win=0 : refusal
    C> SYN seq=0 +1s      : retransmission open_retry
    S> SYN ACK            : open2
    C> ACK                : open3 | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
}

TEST(TcpOpening, ResetAfterTheSynAckIsNoRefusal) {
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK            : open2
    S> RST ACK            :       | CLOSED CLOSED)");
  EXPECT_EQ(p.flow.opening, Opening::unfinished);
  EXPECT_EQ(p.flow.closing, Closing::reset);
}

TEST(TcpOpening, ResetOfAServerThatSpokeBeforeIsNoRefusal) {
  // Its SYN/ACK was not captured, what it sent afterwards was.
  const auto p = play(R"(
    C> SYN                : open1
    S> seq=1 ack=1 len=10
    S> RST ACK ack=1)");
  EXPECT_EQ(p.flow.opening, Opening::noAnswer);
  EXPECT_EQ(p.flow.closing, Closing::reset);
}

TEST(TcpOpening, ClientsOwnResetIsNoRefusal) {
  const auto p = play(R"(
    C> SYN                : open1
    C> RST)");
  EXPECT_EQ(p.flow.opening, Opening::noAnswer);
  EXPECT_EQ(p.flow.closing, Closing::reset);
  EXPECT_EQ(p.flow.resetter, Direction::forward);
}

TEST(TcpOpening, SynsWithoutAnswer) {
  const auto p = play(R"(
    C> SYN                : open1
    C> SYN seq=0 +1s      : retransmission open_retry
    C> SYN seq=0 +2s      : retransmission open_retry | SYN-SENT -)");
  EXPECT_EQ(p.flow.opening, Opening::noAnswer);
  EXPECT_EQ(p.flow.synRepeats, 2u);
  EXPECT_EQ(p.flow.initialRttNs, -1);
}

TEST(TcpOpening, SynAckWithoutAnAckIsUnfinished) {
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK            : open2)");
  EXPECT_EQ(p.flow.opening, Opening::unfinished);
}

TEST(TcpOpening, AckOfWhatWasNeverSentCompletesNothing) {
  // §3.10.7.4, SYN-RECEIVED: SND.UNA < SEG.ACK =< SND.NXT, else a reset is the answer.
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK            : open2
    C> ACK ack=5000       : ack_lost_segment | ESTABLISHED SYN-RECEIVED
    C> ACK ack=0          :                  | ESTABLISHED SYN-RECEIVED
    C> ACK ack=1          : open3            | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
  EXPECT_EQ(p.flow.openAck, PacketId{4});
}

TEST(TcpOpening, AckOfDataBehindTheSynAckCompletesAsWell) {
  // The ACK of the SYN/ACK itself was not captured.
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK            : open2
    S> len=21             :       | ESTABLISHED ESTABLISHED
    C> ACK ack=22         :       | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
}

TEST(TcpOpening, SynAckOfTheClientIsNoAnswer) {
  const auto p = play(R"(
    C> SYN                : open1 | SYN-SENT -
    C> SYN ACK seq=5 ack=1 : lost_segment open2 | SYN-SENT -
    C> ACK                :       | SYN-SENT -)");
  EXPECT_EQ(p.flow.opening, Opening::noAnswer);
  EXPECT_EQ(p.flow.initialRttNs, -1);
}

TEST(TcpOpening, AnswerWithoutItsSyn) {
  const auto p = play(R"(
    S> SYN ACK ack=1      : open2 | ESTABLISHED SYN-RECEIVED
    C> seq=1 ACK          : open3 | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::answerFirst);
  EXPECT_EQ(p.flow.client, Direction::forward) << "who is answered";
  EXPECT_EQ(p.flow.initialRttNs, -1);
}

TEST(TcpOpening, SynThatWasCapturedBehindItsAnswerCounts) {
  const auto p = play(R"(
    S> SYN ACK ack=1      : open2
    C> SYN seq=0          : open1 | ESTABLISHED SYN-RECEIVED
    C> ACK                : open3 | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
  EXPECT_EQ(p.flow.syn, PacketId{1});
}

TEST(TcpOpening, MidStreamIsEstablishedByInference) {
  const auto p = play(R"(
    C> len=100            : | ESTABLISHED ESTABLISHED
    S> ACK                : | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::midStream);
  EXPECT_FALSE(p.flow.clientKnown);
  EXPECT_EQ(p.flow.completeness, 12) << "data and ACK";
}

TEST(TcpOpening, SplitHandshakeEndsEstablished) {
  // The SYN is answered by a SYN, and that by a SYN/ACK (figure 7 without the second SYN/ACK).
  const auto p = play(R"(
    C> SYN                : open1 | SYN-SENT -
    S> SYN                : open1 | SYN-RECEIVED SYN-RECEIVED
    C> SYN ACK seq=0      : open2 | SYN-RECEIVED ESTABLISHED
    S> ACK                :       | ESTABLISHED ESTABLISHED)");
  EXPECT_EQ(p.flow.opening, Opening::simultaneous);
}

TEST(TcpOpening, RefusedAndAskedAgainIsInSynSent) {
  play(R"(
    C> SYN                 : open1                     | SYN-SENT -
    S> RST ACK ack=1 win=0 : refusal                   | CLOSED CLOSED
    C> SYN seq=0 +1s       : retransmission open_retry | SYN-SENT CLOSED
    S> SYN ACK             : open2                     | ESTABLISHED SYN-RECEIVED)");
}

TEST(TcpOpening, ServersFinBeforeTheThirdPacketIsNotForgotten) {
  const auto p = play(R"(
    C> SYN                : open1
    S> SYN ACK            : open2
    S> len=10 FIN         : close1       | CLOSE-WAIT FIN-WAIT-1
    C> ACK ack=1          : open3        | CLOSE-WAIT FIN-WAIT-1
    C> ACK                : close2       | CLOSE-WAIT FIN-WAIT-2)");
  EXPECT_EQ(p.flow.opening, Opening::threeWay);
}

TEST(TcpOpening, SynWithinAConversationChangesNoState) {
  // §3.10.7.4: answered with an ACK, whatever it says.
  play(R"(
    C> SYN                : open1
    S> seq=1 ack=1 len=10 :            | ESTABLISHED ESTABLISHED
    S> SYN seq=0 +300ms   : retransmission open1 | ESTABLISHED ESTABLISHED)");
}

// ---- Fast Open (RFC 7413) ----

TEST(TcpFastOpen, DataOnTheSynThatTheSynAckAcknowledges) {
  const auto p = play(R"(
    C> SYN len=100 cookie : tfo_syn open1
    S> SYN ACK ack=101    : tfo_ack open2
    C> ACK                : open3)");
  EXPECT_EQ(p.flow.opening, Opening::fastOpen);
  EXPECT_TRUE(p.flow.fastOpenTaken);
}

TEST(TcpFastOpen, DataOnTheSynThatIsNotAcknowledgedWasIgnored) {
  // §4.2.2: the server falls back to a handshake; the client sends the data again.
  const auto p = play(R"(
    C> SYN len=100 cookie : tfo_syn open1
    S> SYN ACK ack=1      : tfo_ignored open2
    C> seq=1 len=100 +1ms : retransmission open3)");
  EXPECT_EQ(p.flow.opening, Opening::fastOpenIgnored);
}

TEST(TcpFastOpen, RequestForACookie) {
  const auto p = play(R"(
    C> SYN cookie-request : open1
    S> SYN ACK            : open2
    C> ACK                : open3)");
  EXPECT_EQ(p.flow.opening, Opening::fastOpenRequested);
}

// ---- closing ----

TEST(TcpClosing, FourSegmentsOfFigure12) {
  const auto p = play(R"(
    handshake
    C> FIN                : close1 | FIN-WAIT-1 CLOSE-WAIT
    S> ACK                : close2 | FIN-WAIT-2 CLOSE-WAIT
    S> FIN                : close3 | TIME-WAIT LAST-ACK
    C> ACK                : close4 | TIME-WAIT CLOSED)");
  EXPECT_EQ(p.flow.closing, Closing::fourSegments);
  EXPECT_EQ(p.flow.closer, Direction::forward);
  EXPECT_TRUE(p.flow.secondFinAcked);
  EXPECT_EQ(p.flow.completeness, 7 + 16);
}

TEST(TcpClosing, ThreeSegmentsWhereTheFinAcknowledges) {
  const auto p = play(R"(
    handshake
    S> FIN                : close1  | CLOSE-WAIT FIN-WAIT-1
    C> FIN                : close3+ | LAST-ACK TIME-WAIT
    S> ACK                : close4  | CLOSED TIME-WAIT)");
  EXPECT_EQ(p.flow.closing, Closing::threeSegments);
  EXPECT_EQ(p.flow.closer, Direction::backward);
}

TEST(TcpClosing, FinsThatCrossGoThroughClosing) {
  // Figure 13.
  const auto p = play(R"(
    handshake
    C> FIN                : close1 | FIN-WAIT-1 CLOSE-WAIT
    S> FIN ack=1          : close3 | CLOSING CLOSING
    C> ACK                : close4 | CLOSING TIME-WAIT
    S> ACK                : close2 | TIME-WAIT TIME-WAIT)");
  EXPECT_EQ(p.flow.closing, Closing::simultaneous);
}

TEST(TcpClosing, DataAfterTheFirstFinIsAHalfClose) {
  // §3.6.1.
  const auto p = play(R"(
    handshake
    C> FIN                : close1
    S> ACK                : close2
    S> len=100
    C> ACK
    S> len=20 FIN         : close3
    C> ACK                : close4)");
  EXPECT_EQ(p.flow.closing, Closing::halfClose);
  EXPECT_EQ(p.flow.halfCloseBytes, 120u);
  EXPECT_TRUE(p.flow.finCarriesData[1]);
}

TEST(TcpClosing, FinWithTheLastData) {
  const auto p = play(R"(
    handshake
    C> len=50 FIN         : close1
    S> ACK                : close2
    S> FIN                : close3
    C> ACK                : close4)");
  EXPECT_EQ(p.flow.closing, Closing::fourSegments);
  EXPECT_TRUE(p.flow.finCarriesData[0]);
  EXPECT_FALSE(p.flow.finCarriesData[1]);
}

TEST(TcpClosing, FinSentAgainIsNotTheOtherSides) {
  const auto p = play(R"(
    handshake
    C> FIN                : close1
    C> FIN seq=1 +1s      : retransmission
    S> ACK                : close2)");
  EXPECT_EQ(p.flow.closing, Closing::oneSided);
}

TEST(TcpClosing, AcknowledgmentBelowTheFinIsNotItsAck) {
  const auto p = play(R"(
    handshake
    C> FIN                : close1 | FIN-WAIT-1 CLOSE-WAIT
    S> ack=1 len=10       :        | FIN-WAIT-1 CLOSE-WAIT)");
  EXPECT_FALSE(p.flow.firstFinAcked);
}

TEST(TcpClosing, ResetAfterData) {
  const auto p = play(R"(
    handshake
    C> len=100
    S> ACK
    S> RST ACK            : | CLOSED CLOSED)");
  EXPECT_EQ(p.flow.closing, Closing::reset);
  EXPECT_EQ(p.flow.resetter, Direction::backward);
  EXPECT_EQ(p.flow.completeness, 15 + 32);
}

TEST(TcpClosing, ResetAfterTheFirstFin) {
  const auto p = play(R"(
    handshake
    S> FIN                : close1
    C> RST                : | CLOSED CLOSED)");
  EXPECT_EQ(p.flow.closing, Closing::resetAfterFin);
  EXPECT_EQ(p.flow.resetter, Direction::forward);
}

TEST(TcpClosing, ResetAfterBothFinsLeavesTheClosing) {
  const auto p = play(R"(
    handshake
    C> FIN                : close1
    S> FIN                : close3+
    C> RST)");
  EXPECT_EQ(p.flow.closing, Closing::threeSegments);
  EXPECT_TRUE(p.flow.reset.valid());
}

TEST(TcpClosing, ResetIsAResetWhateverElseItCarries) {
  // §3.10.7: RST is checked before SYN and FIN.
  const auto p = play(R"(
    handshake
    C> RST FIN SYN ACK ece cwr : | CLOSED CLOSED)");
  EXPECT_EQ(p.flow.closing, Closing::reset);
  EXPECT_FALSE(p.flow.side[0].finSeen);
  EXPECT_FALSE(p.flow.side[0].synAckSeen);
  EXPECT_EQ(p.flow.synRepeats, 0u);
}

TEST(TcpClosing, FinThatWasUnderWayWhenTheResetCameChangesNothing) {
  const auto p = play(R"(
    handshake
    S> RST ACK            :        | CLOSED CLOSED
    C> FIN                : close1 | CLOSED CLOSED
    S> RST ACK            :        | CLOSED CLOSED)");
  EXPECT_EQ(p.flow.closing, Closing::reset);
  EXPECT_EQ(p.flow.fin[0], PacketId{4});
}

TEST(TcpClosing, FirstResetIsTheOneNamed) {
  const auto p = play(R"(
    handshake
    C> RST
    S> RST ACK)");
  EXPECT_EQ(p.flow.reset, PacketId{3});
  EXPECT_EQ(p.flow.resetter, Direction::forward);
}

TEST(TcpClosing, LastAckMissing) {
  const auto p = play(R"(
    handshake
    C> FIN                : close1
    S> ACK                : close2
    S> FIN                : close3 | TIME-WAIT LAST-ACK)");
  EXPECT_EQ(p.flow.closing, Closing::fourSegments);
  EXPECT_FALSE(p.flow.secondFinAcked);
}

// ---- completeness ----

TEST(TcpCompleteness, FinWithoutAckDoesNotCount) {
  EXPECT_EQ(play("C> noack FIN : close1").flow.completeness, 0);
  EXPECT_EQ(play("C> FIN : close1").flow.completeness, 4 + 16);
}

TEST(TcpCompleteness, AckOfAResetCounts) {
  const auto p = play(R"(
    C> SYN                : open1
    S> RST ACK            : refusal)");
  EXPECT_EQ(p.flow.completeness, 1 + 4 + 32);
}

}  // namespace
}  // namespace pw
