#include "core/flow/ip_reassembler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::Bytes;

/// A fragment whose frame is its data alone, of one datagram unless told.
struct Piece {
  std::uint32_t at = 0;
  Bytes data;
  bool more = true;
  std::uint32_t id = 1;
};

Bytes run(std::size_t n, std::uint8_t first) {
  Bytes b(n);
  std::iota(b.begin(), b.end(), first);
  return b;
}

FragmentInfo infoOf(const Piece& p) {
  FragmentInfo f;
  f.src.kind = f.dst.kind = AddressKind::ipv4;
  f.src.bytes = {192, 0, 2, 1};
  f.dst.bytes = {192, 0, 2, 2};
  f.id = p.id;
  f.protocol = 17;
  f.more = p.more;
  f.at = p.at;
  f.length = f.captured = static_cast<std::uint32_t>(p.data.size());
  return f;
}

class Feed {
 public:
  explicit Feed(ReassemblyLimits limits = {}) : reassembler(limits), limits_(limits) {}
  const IpReassembler::Done* operator()(const Piece& p) {
    const auto* done = reassembler.add(PacketId{count_++}, infoOf(p), p.data);
    EXPECT_LE(reassembler.held(), limits_.bytes);
    return done;
  }
  IpReassembler reassembler;

 private:
  ReassemblyLimits limits_;
  std::uint32_t count_ = 0;
};

Bytes bytesOf(const IpReassembler::Done* done) {
  return done == nullptr ? Bytes{} : Bytes{done->bytes.begin(), done->bytes.end()};
}

TEST(IpReassembler, FragmentsInOrder) {
  Feed feed;
  EXPECT_EQ(feed({0, run(8, 0)}), nullptr);
  EXPECT_EQ(feed({8, run(8, 8)}), nullptr);
  const auto* done = feed({16, run(3, 16), false});
  ASSERT_NE(done, nullptr);
  EXPECT_EQ(bytesOf(done), run(19, 0));
  EXPECT_EQ(done->datagram->completedIn, PacketId{2});
  EXPECT_EQ(done->datagram->length, 19u);
  ASSERT_EQ(done->datagram->pieces.size(), 3u);
  EXPECT_EQ(done->datagram->pieces[1].packet, PacketId{1});
  EXPECT_EQ(done->datagram->pieces[1].at, 8u);
  EXPECT_EQ(feed.reassembler.held(), 0u);
}

TEST(IpReassembler, EveryOrderOfFourFragments) {
  const std::array<Piece, 4> pieces{Piece{0, run(8, 0)}, Piece{8, run(16, 8)}, Piece{24, run(8, 24)},
                                    Piece{32, run(5, 32), false}};
  std::array<unsigned, 4> order{0, 1, 2, 3};
  do {
    Feed feed;
    for (unsigned i = 0; i < 3; ++i) ASSERT_EQ(feed(pieces[order[i]]), nullptr);
    const auto* done = feed(pieces[order[3]]);
    ASSERT_NE(done, nullptr);
    ASSERT_EQ(bytesOf(done), run(37, 0));
    for (unsigned i = 0; i < 4; ++i) ASSERT_EQ(done->datagram->pieces[i].at, pieces[order[i]].at) << "as they arrived";
    ASSERT_EQ(feed.reassembler.held(), 0u);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(IpReassembler, DuplicateIsKeptAsAPieceAndChangesNothing) {
  Feed feed;
  feed({0, run(8, 0)});
  EXPECT_EQ(feed({0, Bytes(8, 0xee)}), nullptr);
  const auto* done = feed({8, run(4, 8), false});
  EXPECT_EQ(bytesOf(done), run(12, 0));
  EXPECT_EQ(done->datagram->pieces.size(), 3u);
}

/// What a receiver has must not be replaced by who comes later (RFC 5722 has IPv6 drop such datagrams; here what came
/// first is shown).
TEST(IpReassembler, WhereFragmentsOverlapTheFirstToComeStays) {
  struct Case {
    Piece late;
    Bytes expected;
  };
  const Bytes original = run(24, 0);
  for (const std::uint32_t at : {0u, 8u, 16u, 4u, 20u}) {
    Feed feed;
    feed({8, run(8, 8)});
    feed({at, Bytes(12, 0xee)});  // over, before, behind, and across what is there
    feed({0, run(8, 0)});
    const auto* done = feed({16, run(8, 16), false});
    ASSERT_NE(done, nullptr) << at;
    Bytes expected = original;
    for (std::uint32_t i = at; i < at + 12 && i < 24; ++i)
      if (i < 8 || i >= 16) expected[i] = 0xee;
    EXPECT_EQ(bytesOf(done), expected) << at;
  }
}

TEST(IpReassembler, GapKeepsItOpen) {
  Feed feed;
  feed({0, run(8, 0)});
  EXPECT_EQ(feed({16, run(8, 16), false}), nullptr);
  EXPECT_EQ(feed({8, run(7, 8)}), nullptr) << "one byte is missing";
  EXPECT_NE(feed({15, run(1, 15)}), nullptr);
}

TEST(IpReassembler, DatagramsAreToldApart) {
  Feed feed;
  feed({0, run(8, 0), true, 1});
  EXPECT_EQ(feed({8, run(8, 8), false, 2}), nullptr);
  EXPECT_EQ(bytesOf(feed({8, run(2, 8), false, 1})), run(10, 0));
  EXPECT_EQ(bytesOf(feed({0, run(8, 0), true, 2})), run(16, 0));

  IpReassembler r;
  const Piece first{0, run(8, 0)}, last{8, run(8, 8), false};
  FragmentInfo a = infoOf(first), b = infoOf(last);
  b.protocol = 6;
  EXPECT_EQ(r.add(PacketId{0}, a, first.data), nullptr);
  EXPECT_EQ(r.add(PacketId{1}, b, last.data), nullptr) << "another protocol";
  b = infoOf(last);
  std::swap(b.src, b.dst);
  EXPECT_EQ(r.add(PacketId{2}, b, last.data), nullptr) << "the other direction";
}

TEST(IpReassembler, IdIsFreeAgainOnceTheDatagramIsWhole) {
  Feed feed;
  for (std::uint8_t round = 0; round < 3; ++round) {
    EXPECT_EQ(feed({0, run(8, round)}), nullptr);
    EXPECT_EQ(bytesOf(feed({8, run(8, static_cast<std::uint8_t>(round + 8)), false})), run(16, round));
  }
}

/// Offsets reach 65528: data there would end past the largest datagram (the "ping of death").
TEST(IpReassembler, LengthsPastTheLargestDatagramAreRefused) {
  Feed feed;
  EXPECT_EQ(feed({65528, run(8, 0), false}), nullptr);
  EXPECT_EQ(feed.reassembler.held(), 0u);
  EXPECT_EQ(feed({65528, Bytes(1480), false}), nullptr);
  EXPECT_EQ(feed({65535, run(1, 0), false}), nullptr);
  EXPECT_EQ(feed({UINT32_MAX, run(8, 0), false}), nullptr);
  EXPECT_EQ(feed({0, Bytes(65536), false}), nullptr);
  EXPECT_EQ(feed.reassembler.held(), 0u);
  EXPECT_EQ(feed({65528, run(7, 0), false}), nullptr) << "just fits";
  EXPECT_GT(feed.reassembler.held(), 65528u);
}

TEST(IpReassembler, WholeRangeOfTheLargestDatagram) {
  Feed feed;
  Bytes all(65535);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i * 31 >> 3);
  for (std::uint32_t at = 0; at < 65528; at += 8)
    ASSERT_EQ(feed({at, Bytes(all.begin() + at, all.begin() + at + 8)}), nullptr);
  EXPECT_EQ(bytesOf(feed({65528, Bytes(all.begin() + 65528, all.end()), false})), all);
}

TEST(IpReassembler, CutFragmentsAreNotTaken) {
  const Piece p{0, run(8, 0), false};
  FragmentInfo f = infoOf(p);
  f.length = 16;
  IpReassembler r;
  EXPECT_EQ(r.add(PacketId{0}, f, p.data), nullptr);
  f = infoOf(p);
  f.dataAt = 1;
  EXPECT_EQ(r.add(PacketId{0}, f, p.data), nullptr) << "lies past the frame";
  f.dataAt = UINT32_MAX;
  EXPECT_EQ(r.add(PacketId{0}, f, p.data), nullptr);
  EXPECT_EQ(r.held(), 0u);
}

TEST(IpReassembler, OldestDatagramIsGivenUpWhenThereAreTooMany) {
  Feed feed{{.datagrams = 3}};
  for (std::uint32_t id = 0; id < 4; ++id) feed({0, run(8, 0), true, id});
  EXPECT_EQ(feed.reassembler.givenUp(), 1u);
  EXPECT_EQ(feed({8, run(8, 8), false, 0}), nullptr) << "its beginning is forgotten";
  EXPECT_NE(feed({8, run(8, 8), false, 3}), nullptr);
}

TEST(IpReassembler, BytesStayBelowTheBound) {
  Feed feed{{.bytes = 100'000}};
  for (std::uint32_t id = 0; id < 500; ++id) feed({60000, run(8, 0), true, id});  // a little data far behind
  EXPECT_GT(feed.reassembler.givenUp(), 400u);
  EXPECT_LE(feed.reassembler.held(), 100'000u);
}

/// What is noted about each piece is memory too: empty fragments, and copies of one.
TEST(IpReassembler, NotesAboutPiecesCountAsWell) {
  Feed feed{{.bytes = 50'000}};
  for (std::uint32_t i = 0; i < 8000; ++i) feed({0, {}, true, i % 20});
  for (std::uint32_t i = 0; i < 8000; ++i) feed({0, run(8, 0), true, i % 20});
  EXPECT_GT(feed.reassembler.givenUp(), 0u);
}

TEST(IpReassembler, DatagramOfTooManyPiecesIsGivenUp) {
  Feed feed{{.piecesPerDatagram = 10}};
  for (unsigned i = 0; i < 11; ++i) EXPECT_EQ(feed({0, run(8, 0)}), nullptr);
  EXPECT_EQ(feed.reassembler.givenUp(), 1u);
  EXPECT_EQ(feed.reassembler.held(), 0u);
}

TEST(IpReassembler, EmptyLastFragmentEndsADatagram) {
  Feed feed;
  feed({0, run(8, 0)});
  EXPECT_EQ(bytesOf(feed({8, {}, false})), run(8, 0));
  Feed other;
  EXPECT_EQ(other({0, {}, false}), nullptr) << "nothing at all is no datagram";
}

TEST(IpReassembler, FirstToNameTheEndIsBelieved) {
  Feed feed;
  feed({16, run(8, 16), false});
  feed({32, run(8, 32), false});
  feed({0, run(8, 0)});
  EXPECT_EQ(bytesOf(feed({8, run(8, 8)})), run(24, 0));
}

}  // namespace
}  // namespace pw
