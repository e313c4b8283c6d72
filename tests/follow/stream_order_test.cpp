// In which order bytes are read: lost, early, repeated and cut segments, and numbers that wrap.
#include "core/follow/stream_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace pw::test {
namespace {

using Kind = OrderedPiece::Kind;

/// A conversation whose client begins at `first`, told in relative numbers.
class Order : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  FollowSegment client(std::uint32_t at, std::uint32_t length, std::uint32_t ack = 0) {
    return {PacketId{packet_++}, Direction::forward, SeqNum{GetParam()} + at, SeqNum{900} + ack, length, length, false};
  }
  FollowSegment server(std::uint32_t at, std::uint32_t length, std::uint32_t ack) {
    return {
        PacketId{packet_++}, Direction::backward, SeqNum{900} + at, SeqNum{GetParam()} + ack, length, length, false};
  }
  void add(const FollowSegment& s) { order_.add(s, pieces_); }
  /// "0+10 gap10+5 2:20+3": packet, where it is not the one of its turn in the order of adding, is left to the caller.
  std::string told() const { return told(pieces_); }
  static std::string told(const std::vector<OrderedPiece>& pieces) {
    std::string out;
    for (const OrderedPiece& p : pieces) {
      if (!out.empty()) out += ' ';
      out += p.direction == Direction::forward ? "c" : "s";
      out += p.kind == Kind::gap ? "gap" : p.kind == Kind::cut ? "cut" : "";
      out += std::to_string(p.packet.value) + ":" + std::to_string(p.at) + "+" + std::to_string(p.length);
      if (p.skip != 0) out += "/" + std::to_string(p.skip);
    }
    return out;
  }

  StreamOrder order_;
  std::vector<OrderedPiece> pieces_;
  std::uint32_t packet_ = 0;
};

TEST_P(Order, SegmentsInOrderAreReadAsTheyCome) {
  add(client(0, 10));
  add(server(0, 5, 10));
  add(client(10, 3));
  EXPECT_EQ(told(), "c0:0+10 s1:0+5 c2:10+3");
}

TEST_P(Order, ASynCountsAsOne) {
  FollowSegment syn = client(0, 4);  // Fast Open: data on the SYN (RFC 7413)
  syn.syn = true;
  add(syn);
  add(client(5, 2));
  EXPECT_EQ(told(), "c0:0+4 c1:4+2");
}

TEST_P(Order, ASecondSynWithAnotherNumberBeginsAgainWhileNothingWasRead) {
  FollowSegment syn = client(700, 0);
  syn.syn = true;
  add(syn);
  syn = client(0, 0);
  syn.syn = true;
  add(syn);
  add(client(1, 8));
  EXPECT_EQ(told(), "c2:0+8");
}

TEST_P(Order, RetransmissionsAreLeftOutAndTheirRestIsRead) {
  add(client(0, 10));
  add(client(0, 10));
  add(client(5, 10));
  add(client(15, 1));
  EXPECT_EQ(told(), "c0:0+10 c2:10+5/5 c3:15+1");
}

TEST_P(Order, WhatComesEarlyWaits) {
  add(client(0, 10));
  add(client(20, 10));
  add(client(30, 5));
  EXPECT_EQ(told(), "c0:0+10");
  add(client(10, 10));
  EXPECT_EQ(told(), "c0:0+10 c3:10+10 c1:20+10 c2:30+5");
}

TEST_P(Order, WhatTheOtherSideHasIsAGap) {
  add(client(0, 10));
  add(client(15, 5));
  add(server(0, 0, 10));
  EXPECT_EQ(told(), "c0:0+10");
  add(server(0, 0, 20));
  EXPECT_EQ(told(), "c0:0+10 cgap3:10+5 c1:15+5");
}

TEST_P(Order, WhatStillWaitsIsToldWithItsGap) {
  add(client(0, 10));
  add(client(15, 5));
  add(client(18, 7));
  std::vector<OrderedPiece> rest;
  order_.waiting(rest);
  EXPECT_EQ(told(rest), "cgap1:10+5 c1:15+5 c2:20+5/2");
  EXPECT_EQ(told(), "c0:0+10");
}

TEST_P(Order, ACutSegmentLeavesAHole) {
  FollowSegment s = client(0, 100);
  s.captured = 30;
  add(s);
  add(client(100, 5));
  EXPECT_EQ(told(), "c0:0+30 ccut0:30+70 c1:100+5");
}

TEST_P(Order, OldPartsAreNamedForThoseWhoCompare) {
  add(client(0, 10));
  const auto part = order_.oldPart(client(5, 10));
  EXPECT_EQ(part.at, 5u);
  EXPECT_EQ(part.length, 5u);
  EXPECT_EQ(order_.oldPart(client(10, 10)).length, 0u);
}

/// Segments in any order, doubled and overlapping, give every byte once and in order.
TEST_P(Order, AnyOrderGivesTheWholeStream) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random{seed};
    std::vector<FollowSegment> all;
    std::uint32_t end = 0;
    for (int i = 0; i < 40; ++i) {
      const auto n = static_cast<std::uint32_t>(1 + random() % 50);
      const std::uint32_t back = std::min(end, static_cast<std::uint32_t>(random() % 20));
      all.push_back(client(end - back, n + back));
      end += n;
    }
    std::shuffle(all.begin() + 1, all.end(), random);
    StreamOrder order;
    std::vector<OrderedPiece> out;
    for (const FollowSegment& s : all) order.add(s, out);
    std::uint64_t at = 0;
    for (const OrderedPiece& p : out) {
      ASSERT_EQ(p.kind, Kind::bytes);
      ASSERT_EQ(p.at, at);
      // Where the segment says that these bytes lie.
      const auto& s =
          *std::find_if(all.begin(), all.end(), [&](const FollowSegment& f) { return f.packet == p.packet; });
      ASSERT_EQ(s.seq.since(SeqNum{GetParam()}) + p.skip, p.at);
      ASSERT_LE(p.skip + p.length, s.length);
      at += p.length;
    }
    EXPECT_EQ(at, end);
  }
}

TEST_P(Order, NeverMoreWaitThanTheBoundAllows) {
  add(client(0, 1));
  for (std::uint32_t i = 0; i < StreamOrder::kMaxWaiting + 10; ++i) add(client(10 + 2 * i, 1));
  std::vector<OrderedPiece> rest;
  order_.waiting(rest);
  EXPECT_LE(rest.size(), 2 * StreamOrder::kMaxWaiting);
  EXPECT_GT(pieces_.size(), 10u);  // the first ones were given up on and read
}

INSTANTIATE_TEST_SUITE_P(FirstNumbers, Order, ::testing::Values(1000u, 0xffffffffu, 0xfffffff0u, 0x7ffffff8u));

}  // namespace
}  // namespace pw::test
