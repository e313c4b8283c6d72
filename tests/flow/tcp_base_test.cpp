#include "core/flow/tcp_base.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/engine/engine.h"
#include "core/trace/packet_reader.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"

namespace pw {
namespace {

constexpr auto kThere = Direction::forward, kBack = Direction::backward;
constexpr std::uint16_t kFin = 1, kSyn = 2, kRst = 4, kAck = 16;

TcpSummary segment(std::uint16_t flags, std::uint32_t seq, std::uint32_t ack = 0,
                   std::uint8_t scale = TcpSummary::kNoScale) {
  TcpSummary t;
  t.flags = flags;
  t.seq = seq;
  t.ack = ack;
  t.windowScale = scale;
  return t;
}

/// A flow as the table makes it.
struct OneFlow {
  FlowTable table;
  Flow& flow;
  OneFlow() : flow(table.flow(table.add({}, 0, PacketId{0}, true))) {}
  void tell(Direction d, const TcpSummary& tcp) { updateBase(flow, {FlowId{0}, PacketId{next++}, d, tcp}, history); }
  FlowFacts facts() const { return factsOf(flow, wordsOf(flow), kThere); }
  /// As packet `id` was shown.
  FlowFacts factsAt(std::uint32_t id) const {
    return factsOf(flow, history.find(FlowId{0}, PacketId{id}).value_or(wordsOf(flow)), kThere);
  }
  FactsHistory history;
  std::uint32_t next = 0;
};

TEST(TcpBase, NumbersCountFromTheSyns) {
  OneFlow f;
  EXPECT_FALSE(f.facts().hasBase[0]);
  f.tell(kThere, segment(kSyn, 1000));
  EXPECT_TRUE(f.facts().hasBase[0]);
  EXPECT_FALSE(f.facts().hasBase[1]);
  f.tell(kBack, segment(kSyn | kAck, 0xffffffff, 1001));
  EXPECT_EQ(f.facts().baseSeq[0], 1000u);
  EXPECT_EQ(f.facts().baseSeq[1], 0xffffffffu);
  f.tell(kThere, segment(kAck, 5000, 7000));
  EXPECT_EQ(f.facts().baseSeq[0], 1000u) << "later segments change nothing";
  EXPECT_EQ(f.facts().baseSeq[1], 0xffffffffu);
}

TEST(TcpBase, CaptureThatBeginsInTheMiddleCountsFromOne) {
  OneFlow f;
  f.tell(kThere, segment(kAck, 1000, 2000));
  EXPECT_EQ(f.facts().baseSeq[0], 999u) << "the first byte seen is byte 1";
  EXPECT_EQ(f.facts().baseSeq[1], 1999u);
  OneFlow zero;
  zero.tell(kThere, segment(kAck, 0, 0));
  EXPECT_EQ(zero.facts().baseSeq[0], 0xffffffffu);
}

TEST(TcpBase, WindowsScaleOnlyWhereBothOffered) {
  OneFlow both;
  EXPECT_EQ(both.facts().scale[0], FlowFacts::kUnknownScale);
  both.tell(kThere, segment(kSyn, 1, 0, 7));
  both.tell(kBack, segment(kSyn | kAck, 1, 2, 0));
  EXPECT_EQ(both.facts().scale[0], 7);
  EXPECT_EQ(both.facts().scale[1], 0) << "a shift of zero is an offer too";

  OneFlow one;
  one.tell(kThere, segment(kSyn, 1, 0, 7));
  one.tell(kBack, segment(kSyn | kAck, 1, 2));
  EXPECT_EQ(one.facts().scale[0], FlowFacts::kNoScale);
  EXPECT_EQ(one.facts().scale[1], FlowFacts::kNoScale);

  OneFlow other;
  other.tell(kThere, segment(kSyn, 1));
  other.tell(kBack, segment(kSyn | kAck, 1, 2, 7));
  EXPECT_EQ(other.facts().scale[0], FlowFacts::kNoScale);
}

TEST(TcpBase, OneSideAloneIsTakenAtItsWord) {
  OneFlow f;
  f.tell(kThere, segment(kSyn, 1, 0, 5));
  f.tell(kThere, segment(kAck, 2, 9));
  EXPECT_EQ(f.facts().scale[0], 5);
  EXPECT_EQ(f.facts().scale[1], FlowFacts::kUnknownScale);
}

TEST(TcpBase, MiddleOfAConversationTellsNoScale) {
  OneFlow f;
  f.tell(kThere, segment(kAck, 1, 1));
  f.tell(kBack, segment(kAck, 1, 1));
  EXPECT_EQ(f.facts().scale[0], FlowFacts::kUnknownScale);
  EXPECT_EQ(f.facts().scale[1], FlowFacts::kUnknownScale);
}

TEST(TcpBase, SynWithAnotherNumberOpensANewConversation) {
  OneFlow f;
  EXPECT_FALSE(opensAgain(f.flow, kThere, segment(kSyn, 1000))) << "nothing is known yet";
  f.tell(kThere, segment(kSyn, 1000));
  EXPECT_FALSE(opensAgain(f.flow, kThere, segment(kSyn, 1000))) << "repeated";
  EXPECT_TRUE(opensAgain(f.flow, kThere, segment(kSyn, 1001)));
  EXPECT_FALSE(opensAgain(f.flow, kThere, segment(kSyn | kAck, 1001)));
  EXPECT_FALSE(opensAgain(f.flow, kThere, segment(kAck | kFin, 1001)));
  EXPECT_FALSE(opensAgain(f.flow, kThere, segment(kRst, 1001)));
}

TEST(TcpBase, LaterTruthLeavesEarlierPacketsAsTheyWereShown) {
  OneFlow f;
  f.tell(kThere, segment(kAck, 1000, 2000));            // 0: the middle of something, or so it seems
  f.tell(kBack, segment(kSyn | kAck, 5000, 1001, 7));   // 1: counts from elsewhere
  f.tell(kBack, segment(kSyn | kAck, 6000, 1001, 7));   // 2: and once more
  EXPECT_EQ(f.factsAt(0).baseSeq[1], 1999u);
  EXPECT_EQ(f.factsAt(1).baseSeq[1], 5000u);
  EXPECT_EQ(f.factsAt(2).baseSeq[1], 6000u);
  EXPECT_EQ(f.facts().baseSeq[1], 6000u);
}

TEST(TcpBase, WindowsThatWereSeenKeepTheirSize) {
  OneFlow f;
  f.tell(kThere, segment(kAck, 1000, 2000));       // 0
  f.tell(kThere, segment(kSyn, 999, 0, 7));        // 1: out of order
  EXPECT_EQ(f.factsAt(0).scale[0], FlowFacts::kUnknownScale);
  EXPECT_EQ(f.factsAt(1).scale[0], 7);
}

TEST(TcpBase, OrdinaryOpeningNeedsNoHistory) {
  OneFlow f;
  f.tell(kThere, segment(kSyn, 1000, 0, 7));
  f.tell(kBack, segment(kSyn | kAck, 5000, 1001, 7));
  f.tell(kThere, segment(kAck, 1001, 5001));
  f.tell(kBack, segment(kAck, 5001, 1001));
  for (std::uint32_t i = 0; i < 4; ++i) EXPECT_FALSE(f.history.find(FlowId{0}, PacketId{i}).has_value());
}

TEST(FactsHistory, IsBounded) {
  FactsHistory history;
  std::uint32_t n = 0;
  while (history.add(FlowId{n % 1000}, PacketId{n}, {n, n})) ++n;
  EXPECT_EQ(n, FactsHistory::kMax);
}

// ---- whole captures: the numbers that tshark 4.0 gives ----

struct Line {
  std::uint32_t stream;
  std::string seq, ack, window;
};

std::vector<Line> linesOf(const std::string& name) {
  const auto files = test::sharedCaptures("vectors");
  const auto file =
      std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.filename().string() == name; });
  std::vector<Line> out;
  if (file == files.end()) return out;
  const test::StoredCapture capture = test::readWhole(*file);
  test::MemoryPackets source{capture.info->interfaces[0].linkType};
  for (const auto& p : capture.packets) source.add(p.bytes, p.timeNs, p.wireLen);
  Trace trace;
  Engine{test::registry(), source, trace}.run();
  PacketReader reader{trace, test::registry()};
  for (std::uint32_t i = 0; i < trace.size(); ++i) {
    reader.load(PacketId{i});
    const auto d = test::dissect(reader.context(), capture.packets[i].bytes);
    out.push_back({reader.context().flow.stream, d.value("tcp.seq"), d.value("tcp.ack"), d.value("tcp.window_size")});
  }
  return out;
}

TEST(TcpBaseVectors, PortsUsedAgainAreTwoStreams) {
  const auto lines = linesOf("13_portreuse.pcap");
  if (lines.empty()) GTEST_SKIP() << "no shared captures";
  EXPECT_EQ(lines.front().stream, 0u);
  EXPECT_EQ(lines.front().seq, "0");
  EXPECT_EQ(lines.back().stream, 1u);
  const auto second = std::find_if(lines.begin(), lines.end(), [](const Line& l) { return l.stream == 1; });
  EXPECT_EQ(second->seq, "0") << "counts from its own SYN";
}

TEST(TcpBaseVectors, NumbersThatWrapAroundGoOn) {
  const auto lines = linesOf("38_seqwrap.pcap");
  if (lines.empty()) GTEST_SKIP() << "no shared captures";
  for (const Line& l : lines) {
    EXPECT_LT(l.seq.size(), 7u) << l.seq << ": relative numbers stay small";
    EXPECT_EQ(l.stream, 0u);
  }
}

TEST(TcpBaseVectors, CaptureOfTheMiddleStartsAtOne) {
  const auto lines = linesOf("12_midstream.pcap");
  if (lines.empty()) GTEST_SKIP() << "no shared captures";
  EXPECT_EQ(lines.front().seq, "1");
  EXPECT_EQ(lines.front().ack, "1");
}

}  // namespace
}  // namespace pw
