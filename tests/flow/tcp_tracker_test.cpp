// Each tcp.analysis mark: it is there where Wireshark's documented condition holds, and not just beyond the limit.
// Sequence numbers wrap in every test: see play().
#include "core/flow/tcp_tracker.h"

#include <gtest/gtest.h>

#include "tests/support/tcp_script.h"

namespace pw {
namespace {

using test::play;

TEST(TcpTracker, PlainConversationHasNoMarks) {
  play(R"(
    handshake
    C> PSH len=100
    S> ACK
    S> PSH len=300
    S> PSH len=300
    C> ACK)");
}

// ---- retransmission ----

TEST(TcpTracker, SegmentSentAgainAfterTheRoundTripIsARetransmission) {
  play(R"(
    handshake
    C> len=100
    C> seq=1 len=100 +300ms : retransmission)");
}

TEST(TcpTracker, RetransmissionOfAMiddleSegmentNeedsTheInitialRttToHavePassed) {
  // The handshake took 21 ms: sooner is out of order, from then on it is a retransmission.
  play(R"(
    handshake
    C> len=100
    C> len=100
    C> seq=1 len=100 +20999us : out_of_order)");
  play(R"(
    handshake
    C> len=100
    C> len=100
    C> seq=1 len=100 +21ms : retransmission)");
}

TEST(TcpTracker, LimitIsThreeMillisecondsWhereTheInitialRttIsUnknown) {
  play(R"(
    C> len=100
    C> len=100
    C> seq=0 len=100 +2999us : out_of_order)");
  play(R"(
    C> len=100
    C> len=100
    C> seq=0 len=100 +3ms : retransmission)");
}

TEST(TcpTracker, SegmentThatEndsAtTheHighestByteIsNeverOutOfOrder) {
  play(R"(
    handshake
    C> len=100
    C> len=100
    C> seq=101 len=100 +10us : retransmission)");
}

TEST(TcpTracker, ClockThatWentBackMakesARetransmissionNotAReordering) {
  play(R"(
    handshake
    C> len=100
    C> len=100
    C> seq=1 len=100 -1ms : retransmission)");
}

TEST(TcpTracker, AdvancingSegmentIsNoRetransmissionThoughItOverlaps) {
  // Wireshark judges by the first number alone: what starts below the next expected was sent before.
  play(R"(
    handshake
    C> len=100
    C> seq=51 len=100 +300ms : retransmission
    C> len=10)");
}

TEST(TcpTracker, PureAckBelowTheNextNumberIsNoRetransmission) {
  play(R"(
    handshake
    C> len=100
    C> seq=1 ACK +300ms)");
}

TEST(TcpTracker, FinAndSynSentAgainAreRetransmissions) {
  play(R"(
    handshake
    C> FIN                 : close1
    C> FIN seq=1 +1s       : retransmission)");
  play(R"(
    C> SYN                 : open1
    C> SYN seq=0 +1s       : retransmission open_retry)");
}

TEST(TcpTracker, ResetIsNoRetransmission) {
  play(R"(
    handshake
    C> len=100
    C> RST seq=1 +300ms)");
}

TEST(TcpTracker, ByteOfAProbeSentAgainWithNewDataIsExempt) {
  // The receiver took the byte of the probe; the sender starts again at it, with more behind.
  play(R"(
    handshake
    C> len=1
    C> seq=1 len=100 +300ms)");
  play(R"(
    handshake
    C> len=2
    C> seq=1 len=100 +300ms : retransmission)");
}

// ---- fast retransmission ----

constexpr std::string_view kHole = R"(
    handshake
    C> len=100
    C> seq=201 len=100         : lost_segment
    S> ack=101
)";

TEST(TcpTracker, RepairWithin20MsOfTwoDuplicateAcksIsFast) {
  play(std::string{kHole} + R"(
    S> ack=101                 : duplicate_ack
    S> ack=101                 : duplicate_ack
    C> seq=101 len=100 +19999us : fast_retransmission)");
}

TEST(TcpTracker, RepairAfter20MsIsNotFast) {
  play(std::string{kHole} + R"(
    S> ack=101                 : duplicate_ack
    S> ack=101                 : duplicate_ack
    C> seq=101 len=100 +20ms   : retransmission)");
}

TEST(TcpTracker, OneDuplicateAckDoesNotMakeARepairFast) {
  play(std::string{kHole} + R"(
    S> ack=101                 : duplicate_ack
    C> seq=101 len=100 +19ms   : retransmission)");
}

TEST(TcpTracker, RepairOfAnotherPlaceIsNotFast) {
  play(std::string{kHole} + R"(
    S> ack=101                 : duplicate_ack
    S> ack=101                 : duplicate_ack
    C> seq=102 len=99 +19ms    : retransmission)");
}

TEST(TcpTracker, RepairWithOneSidedClocksIsNotFast) {
  play(std::string{kHole} + R"(
    S> ack=101                 : duplicate_ack
    S> ack=101                 : duplicate_ack
    C> seq=101 len=100 -1us    : out_of_order)");
}

// ---- spurious retransmission ----

TEST(TcpTracker, DataThatWasAcknowledgedIsSpurious) {
  play(R"(
    handshake
    C> len=100
    S> ACK
    C> seq=1 len=100 +250ms    : spurious_retransmission)");
}

TEST(TcpTracker, DataPastTheAcknowledgmentIsNotSpurious) {
  play(R"(
    handshake
    C> len=100
    S> ack=100
    C> seq=1 len=100 +250ms    : retransmission)");
}

TEST(TcpTracker, RetransmittedFinWithoutDataIsNotSpurious) {
  play(R"(
    handshake
    C> FIN                     : close1
    S> ACK                     : close2
    C> FIN seq=1 +250ms        : retransmission)");
}

// ---- lost segment, acknowledgment of the unseen ----

TEST(TcpTracker, GapBeforeASegmentIsTold) {
  const auto p = play(R"(
    handshake
    C> len=100
    C> seq=102 len=100         : lost_segment
    C> len=100)");
  EXPECT_TRUE(p.flow.lossVisible);
  EXPECT_EQ(p.flow.counts[0].gaps, 1u);
  ASSERT_EQ(p.notes[4].size(), 1u);
  EXPECT_EQ(p.notes[4][0].n, (std::array<std::int64_t, 4>{102, 101, 1, 0})) << "seq, next expected, bytes missing";
}

TEST(TcpTracker, GapIsToldOfPureAcksAndNotOfResets) {
  play(R"(
    handshake
    C> ACK seq=2               : lost_segment)");
  play(R"(
    handshake
    C> RST seq=500)");
}

TEST(TcpTracker, FirstSegmentOfASideHasNoGapBeforeIt) {
  play(R"(
    C> seq=5000 len=10)");
}

TEST(TcpTracker, AcknowledgmentOfUnseenBytesIsToldOnce) {
  const auto p = play(R"(
    handshake
    C> len=100
    S> ack=101
    S> ack=102                 : ack_lost_segment
    S> ack=102                 : duplicate_ack)");
  EXPECT_TRUE(p.flow.lossVisible);
  EXPECT_EQ(p.notes[5][0].n, (std::array<std::int64_t, 4>{102, 101, 1, 0})) << "ack, end seen, bytes";
}

TEST(TcpTracker, AcknowledgmentAcrossAGapIsAnUnseenOne) {
  // The gap was never seen filled, so that 201 acknowledges what was not captured; then the gap is forgotten.
  play(R"(
    handshake
    C> len=50
    C> seq=101 len=100         : lost_segment
    S> ack=201                 : ack_lost_segment
    C> len=10
    S> ACK)");
}

TEST(TcpTracker, AcknowledgmentWithoutTheFlagIsNotLookedAt) {
  play(R"(
    handshake
    S> noack ack=5000)");
}

// ---- windows ----

TEST(TcpTracker, ZeroWindowIsToldButNotOnSynFinRst) {
  play(R"(
    handshake
    S> win=0                   : zero_window
    S> win=0                   : zero_window)");
  play(R"(
    C> SYN win=0               : open1
    S> RST ACK win=0           : refusal)");
  play(R"(
    handshake
    C> FIN win=0               : close1)");
}

TEST(TcpTracker, OneByteIntoAClosedWindowIsAProbe) {
  play(R"(
    handshake
    C> len=100
    S> win=0                   : zero_window
    C> len=1 +300ms            : zero_window_probe
    S> win=0 ack=101           : zero_window zero_window_probe_ack)");
}

TEST(TcpTracker, TwoBytesOrAnOpenWindowAreNoProbe) {
  play(R"(
    handshake
    C> len=100
    S> win=0                   : zero_window
    C> len=2 +300ms)");
  play(R"(
    handshake
    C> len=100
    S> win=1
    C> len=1 +300ms)");
}

TEST(TcpTracker, ProbeDoesNotTakeUpASequenceNumber) {
  // The byte was not taken: sent again it is the next one, and no retransmission.
  play(R"(
    handshake
    C> len=100
    S> win=0                   : zero_window
    C> len=1 +300ms            : zero_window_probe
    S> win=0 ack=101           : zero_window zero_window_probe_ack
    C> seq=101 len=1 +600ms    : zero_window_probe
    S> win=500 ack=101         : window_update
    C> seq=101 len=100)");
}

TEST(TcpTracker, ProbeAckNeedsAProbe) {
  play(R"(
    handshake
    C> len=100
    S> win=0                   : zero_window
    S> win=0                   : zero_window)");
}

TEST(TcpTracker, WindowThatChangedAloneIsAnUpdate) {
  play(R"(
    handshake
    S> win=600                 : window_update
    S> win=500                 : window_update
    S> win=501 len=1)");
}

TEST(TcpTracker, WindowThatChangedWithTheAckIsNoUpdate) {
  play(R"(
    handshake
    S> win=600                 : window_update
    C> len=10
    S> win=700)");
}

TEST(TcpTracker, WindowIsFullAtItsEdgeOnly) {
  // 2 << 7 = 256 bytes from the acknowledged 1 on.
  play(R"(
    handshake
    S> win=2                   : window_update
    C> len=255
    C> len=1                   : window_full)");
  play(R"(
    handshake
    S> win=2                   : window_update
    C> len=257)");
}

TEST(TcpTracker, WindowOfASynIsNotScaled) {
  // RFC 7323 §2.2: the window of a segment with SYN is as it stands.
  play(R"(
    C> SYN win=64000 ws=7      : open1
    S> SYN ACK win=200 ws=7 +20ms : open2
    C> ACK                     : open3
    C> len=200                 : window_full)");
}

TEST(TcpTracker, ScaleCountsOnlyWhereBothSynsHaveIt) {
  // RFC 7323 §1.3.
  play(R"(
    C> SYN ws=7                : open1
    S> SYN ACK +20ms           : open2
    C> ACK                     : open3
    S> win=256                 : window_update
    C> len=256                 : window_full)");
}

TEST(TcpTracker, WindowOfAnUnknownScaleIsNeverFull) {
  play(R"(
    S> ack=0 win=200
    C> len=200)");
}

// ---- keep-alive ----

TEST(TcpTracker, ByteBeforeTheNextIsAKeepAlive) {
  play(R"(
    handshake
    C> len=100
    S> ACK
    C> seq=100 ACK +45s        : keep_alive
    S> ACK                     : keep_alive_ack
    C> seq=100 len=1 +45s      : keep_alive
    S> ACK                     : keep_alive_ack)");
}

TEST(TcpTracker, TwoBytesAreNoKeepAlive) {
  play(R"(
    handshake
    C> len=100
    S> ACK
    C> seq=99 len=2 +45s       : spurious_retransmission
    C> seq=100 FIN +1s         : retransmission close1)");
}

TEST(TcpTracker, KeepAliveIsNoRetransmission) {
  play(R"(
    handshake
    C> len=100
    C> seq=100 len=1 +45s      : keep_alive)");
}

TEST(TcpTracker, AckThatFollowsSomethingElseThanAKeepAliveIsADuplicate) {
  play(R"(
    handshake
    C> len=100
    S> ACK
    C> seq=100 ACK +45s        : keep_alive
    C> win=600                 : window_update
    S> ACK                     : duplicate_ack)");
}

// ---- duplicate acknowledgments ----

TEST(TcpTracker, DuplicateAcksAreNumberedUntilTheAckMoves) {
  const auto p = play(R"(
    handshake
    C> len=100
    S> ACK
    S> ACK                     : duplicate_ack
    S> ACK                     : duplicate_ack
    C> len=100
    S> ACK
    S> ACK                     : duplicate_ack)");
  EXPECT_EQ(p.flow.side[1].duplicateAcks, 1u);
  EXPECT_EQ(p.flow.side[1].firstOfAck, PacketId{8});
  EXPECT_EQ(p.notes[6][0].n[1], 2) << "its number";
}

TEST(TcpTracker, AckWithDataOrAnotherWindowOrPlaceIsNoDuplicate) {
  play(R"(
    handshake
    C> len=100
    S> ACK
    S> len=1
    S> win=400                 : window_update
    S> FIN                     : close1)");
}

TEST(TcpTracker, AckOfAnotherPlaceOfItsSenderIsNoDuplicate) {
  play(R"(
    handshake
    C> len=100
    S> ACK
    S> ACK seq=3               : lost_segment)");
}

TEST(TcpTracker, FieldOfASynIsNoAcknowledgment) {
  // First numbers whose next is 0, as the acknowledgment field of the SYN: see play(). RFC 9293 §3.1.
  play(R"(
    C> SYN win=500             : open1
    S> SYN ACK win=500 +20ms   : open2
    C> ACK win=500             : open3)");
}

// ---- reused ports, counts ----

TEST(TcpTracker, ReopeningIsToldWhereTheFlowTableSaysSo) {
  play(R"(
    C> SYN reopens             : reused_ports open1)");
}

TEST(TcpTracker, CountsFollowTheMarks) {
  const auto p = play(R"(
    handshake
    C> len=100
    C> len=100
    C> seq=1 len=100           : out_of_order
    C> seq=1 len=100 +300ms    : retransmission
    C> seq=401 len=100         : lost_segment
    S> ACK                     : ack_lost_segment
    C> seq=1 len=50 +1s        : spurious_retransmission)");
  EXPECT_EQ(p.flow.side[0].repeats, 2u);
  EXPECT_EQ(p.flow.counts[0].outOfOrder, 1u);
  EXPECT_EQ(p.flow.counts[0].gaps, 1u);
  EXPECT_EQ(p.flow.side[0].payload, 550u);
  EXPECT_EQ(p.flow.side[1].payload, 0u);
}

TEST(TcpTracker, NotesChangeNothing) {
  constexpr std::string_view script = R"(
    handshake
    C> len=100
    C> seq=1 len=100 +300ms    : retransmission
    C> seq=401 len=100         : lost_segment
    S> ack=101
    S> ack=101                 : duplicate_ack)";
  const auto with = play(script);
  TcpFlow without;
  for (const test::ScriptStep& step : test::parseScript(script)) trackSegment(without, step.segment);
  EXPECT_EQ(without.side[0].nextSeq, with.flow.side[0].nextSeq);
  EXPECT_EQ(without.side[1].duplicateAcks, with.flow.side[1].duplicateAcks);
  EXPECT_EQ(without.completeness, with.flow.completeness);
}

}  // namespace
}  // namespace pw
