#include <gtest/gtest.h>

#include "tests/capture/ring_support.h"

namespace pw::test {
namespace {

TEST(PacketRing, GivesBackWhatWasPutInOrder) {
  OwnRing ring{4096};
  const RingMemory m = ring.make();
  RingProducer in{m};
  RingConsumer out{m};
  for (std::uint32_t n = 0; n < 20; ++n) ASSERT_TRUE(in.put({.wireLen = n}, pattern(n, n * 3)));
  EXPECT_EQ(out.peek(100, [](const RingRecord&, ByteView) {}), 0u) << "nothing is visible before publish()";
  in.publish();
  std::uint32_t n = 0;
  EXPECT_EQ(out.peek(100, [&](const RingRecord& r, ByteView b) {
    EXPECT_EQ(r.wireLen, n);
    const auto want = pattern(n, n * 3);
    EXPECT_TRUE(std::equal(b.begin(), b.end(), want.begin(), want.end()));
    ++n;
  }), 20u);
}

TEST(PacketRing, FullRingDropsAndCountsAndGoesOnAfterRelease) {
  OwnRing ring{4096};
  const RingMemory m = ring.make();
  RingProducer in{m};
  RingConsumer out{m};
  const auto packet = pattern(1, 1000);
  unsigned kept = 0;
  for (unsigned i = 0; i < 10; ++i) kept += in.put({}, packet) ? 1 : 0;
  EXPECT_EQ(kept, 4096u / ring::sizeOf(1000));
  EXPECT_EQ(out.dropped(), 10u - kept);
  in.publish();
  EXPECT_EQ(out.peek(100, [](const RingRecord&, ByteView) {}), kept);
  EXPECT_FALSE(in.put({}, packet)) << "bytes that were not released are not overwritten";
  out.release();
  EXPECT_TRUE(in.put({}, packet));
}

TEST(PacketRing, PacketLargerThanTheRingIsDropped) {
  OwnRing ring{4096};
  RingProducer in{ring.make()};
  EXPECT_FALSE(in.put({}, pattern(0, 5000)));
  EXPECT_EQ(in.dropped(), 1u);
}

TEST(PacketRing, WrapsAtEveryPossiblePlace) {
  for (std::size_t first = 0; first < 200; ++first) {
    OwnRing ring{4096};
    const RingMemory m = ring.make();
    RingProducer in{m};
    RingConsumer out{m};
    std::uint32_t sent = 0, got = 0;
    ASSERT_TRUE(in.put({.wireLen = sent++}, pattern(0, first)));
    for (unsigned round = 0; round < 60; ++round) {
      while (in.put({.wireLen = sent}, pattern(sent, 300 + sent % 37))) ++sent;
      in.publish();
      out.peek(1000, [&](const RingRecord& r, ByteView b) {
        ASSERT_EQ(r.wireLen, got);
        const auto want = pattern(got, got == 0 ? first : 300 + got % 37);
        ASSERT_TRUE(std::equal(b.begin(), b.end(), want.begin(), want.end())) << got;
        ++got;
      });
      out.release();
    }
    EXPECT_EQ(sent, got);
    EXPECT_FALSE(out.broken());
  }
}

TEST(PacketRing, ConsumerStopsAtLengthsThatCannotBe) {
  OwnRing ring{4096};
  const RingMemory m = ring.make();
  RingProducer in{m};
  ASSERT_TRUE(in.put({}, pattern(0, 16)));
  in.publish();
  const std::uint32_t lie = 100000;
  std::memcpy(ring.records().data(), &lie, sizeof lie);
  RingConsumer out{m};
  EXPECT_EQ(out.peek(10, [](const RingRecord&, ByteView) { FAIL(); }), 0u);
  EXPECT_TRUE(out.broken());
}

TEST(PacketRing, ConsumerStopsWhereMoreIsPublishedThanTheRingHolds) {
  OwnRing ring{4096};
  const RingMemory m = ring.make();
  std::memset(ring.records().data(), 0xff, 4096);  // skip marks everywhere
  for (const std::uint64_t written : {std::uint64_t{4097}, std::uint64_t{1} << 62, UINT64_MAX}) {
    ring.control().written.store(written);
    RingConsumer out{m};
    EXPECT_EQ(out.peek(10, [](const RingRecord&, ByteView) { FAIL(); }), 0u);
    EXPECT_TRUE(out.broken()) << written;
  }
}

TEST(PacketRing, JoinRefusesImpossibleCapacity) {
  OwnRing ring{4096};
  ring.make();
  EXPECT_TRUE(RingMemory::join(ring.span()).has_value());
  for (const std::uint64_t bad : {std::uint64_t{0}, std::uint64_t{4095}, std::uint64_t{8192}, UINT64_MAX}) {
    ring.control().capacity.store(bad);
    EXPECT_FALSE(RingMemory::join(ring.span()).has_value()) << bad;
  }
}

TEST(PacketRing, FullRingShowsWhatItHoldsThoughNobodyPublished) {
  OwnRing ring{4096};
  const RingMemory m = ring.make();
  RingProducer in{m};
  RingConsumer out{m};
  unsigned kept = 0;
  while (in.put({}, pattern(0, 500))) ++kept;
  EXPECT_EQ(out.peek(100, [](const RingRecord&, ByteView) {}), kept) << "else nothing could be freed";
}

// Whether a packet fits an empty ring must not hang on where its head happens to stand.
TEST(PacketRing, EmptyRingTakesEveryPacketUpToHalfOfItAndNoLonger) {
  for (std::size_t at = 0; at < 512; at += 8) {
    OwnRing ring{512};
    const RingMemory m = ring.make();
    ring.control().written.store(at);
    ring.control().read.store(at);
    ASSERT_EQ(m.largestPacket(), 256 - sizeof(RingRecord));
    RingProducer in{m};
    RingConsumer out{m};
    EXPECT_FALSE(in.put({}, pattern(0, m.largestPacket() + 1))) << at;
    EXPECT_TRUE(in.put({}, pattern(7, m.largestPacket()))) << at;
    in.publish();
    EXPECT_EQ(out.peek(2, [&](const RingRecord& r, ByteView b) {
      EXPECT_EQ(r.captured, m.largestPacket());
      EXPECT_TRUE(isPattern(b, 7));
    }), 1u) << at;
    EXPECT_EQ(out.dropped(), 1u);
  }
}

TEST(PacketRing, LengthsThatDoNotFitTheirFieldAreRefused) {
  OwnRing ring{4096};
  RingProducer in{ring.make()};
  const std::uint8_t one = 0;
  for (const std::size_t n : {std::size_t{1} << 32, (std::size_t{1} << 32) + 8, SIZE_MAX})
    EXPECT_FALSE(in.put({}, ByteView{&one, n})) << n;
  EXPECT_EQ(in.dropped(), 3u);
}

TEST(PacketRing, CountersMayGoRoundTheirWord) {
  OwnRing ring{512};
  const RingMemory m = ring.make();
  const std::uint64_t start = std::uint64_t{0} - 256;
  ring.control().written.store(start);
  ring.control().read.store(start);
  RingProducer in{m};
  RingConsumer out{m};
  for (std::uint32_t n = 0; n < 20; ++n) {
    ASSERT_TRUE(in.put({.wireLen = n}, pattern(n, 40)));
    in.publish();
    ASSERT_EQ(out.peek(9, [&](const RingRecord& r, ByteView b) {
      EXPECT_EQ(r.wireLen, n);
      EXPECT_TRUE(isPattern(b, n));
    }), 1u);
    out.release();
  }
}

TEST(PacketRing, SaysHowMuchWaits) {
  OwnRing ring{4096};
  const RingMemory m = ring.make();
  RingProducer in{m};
  RingConsumer out{m};
  for (int i = 0; i < 3; ++i) in.put({}, pattern(0, 8));
  EXPECT_EQ(out.waiting(), 0u);
  in.publish();
  EXPECT_EQ(out.waiting(), 3 * ring::sizeOf(8));
  out.peek(2, [](const RingRecord&, ByteView) {});
  EXPECT_EQ(out.waiting(), ring::sizeOf(8));
  ring.control().written.store(0);  // a liar
  EXPECT_LE(out.waiting(), m.capacity());
}

}  // namespace
}  // namespace pw::test
