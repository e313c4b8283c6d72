// The tracker over thousands of random conversations: the marks of a slow reference, states by the table, counts that add
// up, numbers that may wrap anywhere.
#include <gtest/gtest.h>

#include <random>

#include "core/flow/flow_table.h"
#include "core/flow/tcp_tracker.h"
#include "tests/support/segment_maker.h"
#include "tests/support/tcp_reference.h"
#include "tests/support/tcp_script.h"
#include "tests/support/tcp_states.h"

namespace pw {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Some of them with first numbers just before 2^32 or 2^31.
Bytes randomConversation(std::uint32_t seed) {
  std::mt19937 random{seed};
  Bytes out(10 + 4 * (1 + random() % 60));
  for (std::uint8_t& b : out) b = static_cast<std::uint8_t>(random());
  for (std::size_t i = 13; i < out.size(); i += 4) {
    if (random() % 4 != 0) out[i - 1] &= 0x20;  // most have no ECN bits and do acknowledge
    if (random() % 3 != 0) out[i] = 100;        // and keep their window
  }
  // Now and then a gap, what its receiver says, and its repair: see SegmentMaker.
  constexpr std::uint8_t kSoon = 1 << 5, kGap = 7 << 1, kAgain = 4 << 1 | 1, kFill = 6 << 1;
  for (std::size_t i = 10; i + 24 <= out.size(); i += 24) {
    if (random() % 4 != 0) continue;
    std::size_t at = i;
    for (const std::uint8_t what : {kGap, kAgain, kAgain, kAgain, kAgain, kFill}) {
      out[at] = what | kSoon;
      out[at + 2] = 0;
      out[at + 3] = 100;
      at += 4;
    }
  }
  if (seed % 3 != 0)
    for (const std::size_t at : {0u, 4u}) out[at + 3] = seed % 3 == 1 ? 0xff : 0x7f, out[at + 2] = 0xff, out[at + 1] = 0xff;
  return out;
}

constexpr std::uint32_t kConversations = 6000;
/// Those that the reference knows.
constexpr std::uint32_t kAnalysis =
    (1u << static_cast<unsigned>(TcpMark::tfoSyn)) - 1;  // they stand before the first of Fast Open
TcpMarks analysisOf(TcpMarks m) { return TcpMarks::fromBits(m.bits() & kAnalysis); }

TEST(TcpProperties, MarksAreThoseOfTheReference) {
  std::array<unsigned, static_cast<std::size_t>(TcpMark::tfoSyn)> met{};
  for (std::uint32_t seed = 1; seed <= kConversations; ++seed) {
    TcpFlow flow;
    test::TcpReference reference;
    std::size_t at = 0;
    for (const TcpSegment& s : test::segmentsOf(randomConversation(seed))) {
      const std::int64_t rtt = flow.initialRttNs;
      const bool synAckBefore = flow.side[static_cast<unsigned>(s.direction)].synAckSeen;
      TcpMarks got = analysisOf(trackSegment(flow, s));
      TcpMarks want = reference.add(s, rtt);
      // Told by the opening: another SYN/ACK than the one before.
      if (synAckBefore) got.clear(TcpMark::reusedPorts), want.clear(TcpMark::reusedPorts);
      ASSERT_EQ(test::describe(got), test::describe(want)) << "conversation " << seed << ", segment " << at;
      const TcpSide& side = flow.side[static_cast<unsigned>(s.direction)];
      ASSERT_EQ(side.duplicateAcks, reference.duplicates(s.direction)) << "conversation " << seed << ", segment " << at;
      for (std::size_t m = 0; m < met.size(); ++m) met[m] += want.has(static_cast<TcpMark>(m)) ? 1u : 0u;
      ++at;
    }
  }
  // Only then does it say anything. Ports are used again by word of the flow table, which there is none of here.
  for (std::size_t m = 0; m < met.size(); ++m)
    if (static_cast<TcpMark>(m) != TcpMark::reusedPorts) {
      EXPECT_GT(met[m], 100u) << "mark " << m << " was hardly met";
    }
}

TEST(TcpProperties, NotesChangeNothing) {
  for (std::uint32_t seed = 1; seed <= kConversations; ++seed) {
    TcpFlow with, without;
    TcpNotes notes{{0, 0}};
    for (const TcpSegment& s : test::segmentsOf(randomConversation(seed))) {
      notes.clear();
      const TcpMarks marks = trackSegment(with, s, &notes);
      ASSERT_EQ(trackSegment(without, s), marks) << seed;
      ASSERT_EQ(with.state, without.state) << seed;
      // Each mark but the two that the conversation as a whole explains has its numbers, and nothing else has.
      std::uint32_t told = 0;
      for (const TcpNotes::Note& n : notes.notes()) told |= 1u << static_cast<unsigned>(n.mark);
      TcpMarks explained = marks;
      explained.clear(TcpMark::ecnEcho);
      explained.clear(TcpMark::ecnReduced);
      ASSERT_EQ(TcpMarks::fromBits(told), TcpMarks::fromBits(explained.bits() & 0x3ffffff)) << seed;
    }
  }
}

TEST(TcpProperties, StatesMoveByTheTable) {
  for (std::uint32_t seed = 1; seed <= kConversations; ++seed) {
    TcpFlow flow;
    std::size_t at = 0;
    for (const TcpSegment& s : test::segmentsOf(randomConversation(seed))) {
      const std::string before = test::describe(flow);
      const auto from = flow.state;
      trackSegment(flow, s);
      for (const unsigned end : {0u, 1u})
        ASSERT_TRUE(test::isLegalMove(from[end], flow.state[end]))
            << "conversation " << seed << ", segment " << at << ": " << before << " to " << test::describe(flow);
      ++at;
    }
  }
}

TEST(TcpProperties, CountsAddUp) {
  for (std::uint32_t seed = 1; seed <= kConversations; ++seed) {
    TcpFlow flow;
    std::array<TcpFlow::Counts, 2> want;
    std::array<std::uint64_t, 2> payload{}, repeats{};
    unsigned completeness = 0;
    for (const TcpSegment& s : test::segmentsOf(randomConversation(seed))) {
      const auto d = static_cast<unsigned>(s.direction);
      const TcpMarks m = trackSegment(flow, s);
      TcpFlow::Counts& c = want[d];
      const auto has = [&s](unsigned flags) { return (s.flags & flags) == flags ? 1u : 0u; };
      c.ect0 += s.ecn == 2;
      c.ect1 += s.ecn == 1;
      c.ce += s.ecn == 3;
      if (has(tcpflag::kSyn) == 0) c.ece += has(tcpflag::kEce), c.cwr += has(tcpflag::kCwr);
      c.gaps += m.has(TcpMark::lostSegment);
      c.outOfOrder += m.has(TcpMark::outOfOrder);
      c.breaches += m.has(TcpMark::ecnBreach);
      payload[d] += s.payload;
      repeats[d] += m.isRepeat();
      ASSERT_EQ(flow.completeness & completeness, completeness) << "a bit was taken back";
      completeness = flow.completeness;
    }
    for (const unsigned d : {0u, 1u}) {
      const TcpFlow::Counts& got = flow.counts[d];
      ASSERT_EQ(flow.side[d].payload, payload[d]) << seed;
      ASSERT_EQ(flow.side[d].repeats, repeats[d]) << seed;
      ASSERT_EQ((std::array{got.ect0, got.ect1, got.ce, got.ece, got.cwr, got.gaps, got.outOfOrder, got.breaches}),
                (std::array{want[d].ect0, want[d].ect1, want[d].ce, want[d].ece, want[d].cwr, want[d].gaps,
                            want[d].outOfOrder, want[d].breaches}))
          << seed;
    }
  }
}

TEST(TcpProperties, FirstNumbersDoNotMatter) {
  for (std::uint32_t seed = 1; seed <= kConversations; ++seed) {
    Bytes bytes = randomConversation(seed);
    TcpFlow here, there;
    const auto first = test::segmentsOf(bytes);
    // The field of a SYN is 0 in both, so that it must not be looked at.
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] + 0x35 + i);
    const auto second = test::segmentsOf(bytes);
    ASSERT_EQ(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      const TcpMarks a = trackSegment(here, first[i]), b = trackSegment(there, second[i]);
      ASSERT_EQ(test::describe(a), test::describe(b)) << "conversation " << seed << ", segment " << i;
    }
  }
}

TEST(TcpProperties, AConversationKeepsItsSize) {
  EXPECT_LE(sizeof(TcpSide), 64u);
  EXPECT_LE(sizeof(TcpFlow), 320u);
  EXPECT_LE(sizeof(TcpFlow) + sizeof(Flow), 512u) << "what a flow may take";
}

// ---- openings and closings put together ----

struct Part {
  const char* name;
  const char* script;
};

constexpr Part kOpenings[] = {
    {"threeWay", "C> SYN : open1\nS> SYN ACK +20ms : open2\nC> ACK : open3\n"},
    {"dataOnAck", "C> SYN : open1\nS> SYN ACK +20ms : open2\nC> len=5 : open3\n"},
    {"retried", "C> SYN : open1\nC> SYN seq=0 +1s : retransmission open_retry\nS> SYN ACK +20ms : open2\nC> ACK : open3\n"},
    {"simultaneous", "C> SYN : open1\nS> SYN : open1\nC> SYN ACK seq=0 : open2\nS> SYN ACK seq=0 : open2\n"},
    {"midStream", "C> len=1\nS> len=1\n"},
};
constexpr Opening kOpened[] = {Opening::threeWay, Opening::dataOnAck, Opening::threeWay, Opening::simultaneous,
                               Opening::midStream};
constexpr Part kClosings[] = {
    {"fourSegments", "C> FIN : close1\nS> ACK : close2\nS> FIN : close3\nC> ACK : close4 | TIME-WAIT CLOSED\n"},
    {"threeSegments", "S> FIN : close1\nC> FIN : close3+\nS> ACK : close4 | CLOSED TIME-WAIT\n"},
    {"halfClose", "C> FIN : close1\nS> ACK : close2\nS> len=9\nS> FIN : close3\nC> ACK : close4 | TIME-WAIT CLOSED\n"},
    {"reset", "S> RST ACK : | CLOSED CLOSED\n"},
    {"resetAfterFin", "C> FIN : close1\nS> RST ACK : | CLOSED CLOSED\n"},
    {"oneSided", "C> FIN : close1\nS> ACK : close2 | FIN-WAIT-2 CLOSE-WAIT\n"},
    {"open", "S> len=1 : | ESTABLISHED ESTABLISHED\n"},
};
constexpr Closing kClosed[] = {Closing::fourSegments, Closing::threeSegments, Closing::halfClose, Closing::reset,
                               Closing::resetAfterFin, Closing::oneSided, Closing::open};

TEST(TcpProperties, EveryOpeningGoesWithEveryClosing) {
  constexpr std::string_view kBetween = "C> len=10\nS> len=20\nC> len=30 : | ESTABLISHED ESTABLISHED\nS> len=1\n";
  for (std::size_t o = 0; o < std::size(kOpenings); ++o) {
    for (std::size_t c = 0; c < std::size(kClosings); ++c) {
      SCOPED_TRACE(std::string{kOpenings[o].name} + " and " + kClosings[c].name);
      const auto p = test::play(std::string{kOpenings[o].script} + std::string{kBetween} + kClosings[c].script);
      EXPECT_EQ(p.flow.opening, kOpened[o]);
      EXPECT_EQ(p.flow.closing, kClosed[c]);
    }
  }
}

}  // namespace
}  // namespace pw
