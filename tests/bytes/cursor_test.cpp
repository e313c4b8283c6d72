#include "core/bytes/cursor.h"

#include <gtest/gtest.h>

#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::Bytes;
using test::hex;

Cursor over(const Bytes& b) { return Cursor{b, b.size()}; }

TEST(Cursor, ReadsEveryWidthInNetworkOrder) {
  const Bytes b = hex("01 0203 040506 0708090a 0b0c0d0e0f10 1112131415161718");
  Cursor c = over(b);
  EXPECT_EQ(c.u8(), 0x01u);
  EXPECT_EQ(c.u16(), 0x0203u);
  EXPECT_EQ(c.u24(), 0x040506u);
  EXPECT_EQ(c.u32(), 0x0708090au);
  EXPECT_EQ(c.beN(6), 0x0b0c0d0e0f10u);
  EXPECT_EQ(c.be<std::uint64_t>(), 0x1112131415161718u);
  EXPECT_TRUE(c.ok());
  EXPECT_EQ(c.wireLeft(), 0u);
  EXPECT_FALSE(c.more());
}

TEST(Cursor, ReadsLittleEndian) {
  const Bytes b = hex("01 0302 07060504 0f0e0d0c0b0a0908");
  Cursor c = over(b);
  EXPECT_EQ(c.le<std::uint8_t>(), 0x01u);
  EXPECT_EQ(c.le<std::uint16_t>(), 0x0203u);
  EXPECT_EQ(c.le<std::uint32_t>(), 0x04050607u);
  EXPECT_EQ(c.le<std::uint64_t>(), 0x08090a0b0c0d0e0fu);
  EXPECT_TRUE(c.ok());
}

TEST(Cursor, OddWidthsUpToEight) {
  const Bytes b = hex("ff fe fd fc fb fa f9 f8");
  const std::uint64_t whole = 0xfffefdfcfbfaf9f8u;
  for (unsigned n = 1; n <= 8; ++n) {
    Cursor c = over(b);
    EXPECT_EQ(c.beN(n), whole >> (64 - 8 * n)) << n;
    EXPECT_EQ(c.offset(), n);
  }
}

TEST(Cursor, FirstFailureStaysAndReadsGiveZeroAfterIt) {
  const Bytes b = hex("ff ff ff");
  Cursor c = over(b);
  EXPECT_EQ(c.u8(), 0xffu);
  EXPECT_EQ(c.u32(), 0u);
  const StopInfo first = c.stopped();
  EXPECT_EQ(first, (StopInfo{Stop::overrun, 1, 4, 2}));
  EXPECT_EQ(c.u8(), 0u) << "there are bytes, but reading has stopped";
  EXPECT_EQ(c.u16(), 0u);
  EXPECT_EQ(c.beN(1), 0u);
  EXPECT_EQ(c.le<std::uint16_t>(), 0u);
  EXPECT_TRUE(c.bytes(1).empty());
  EXPECT_FALSE(c.skip(1));
  EXPECT_FALSE(c.skip(0)) << "even of nothing";
  c.malformed();
  EXPECT_EQ(c.stopped(), first);
  EXPECT_FALSE(c.more());
  EXPECT_EQ(c.offset(), 1u) << "a read that fails does not move";
}

TEST(Cursor, CutIsWhatTheCaptureLeftOutAndOverrunWhatTheWireNeverHad) {
  const Bytes b = hex("01 02 03 04");
  Cursor cut{b, 100};
  EXPECT_TRUE(cut.skip(2));
  EXPECT_EQ(cut.u32(), 0u);
  EXPECT_EQ(cut.stopped(), (StopInfo{Stop::cut, 2, 4, 2}));

  Cursor lie{b, 100};
  EXPECT_TRUE(lie.bytes(101).empty());
  EXPECT_EQ(lie.stopped(), (StopInfo{Stop::overrun, 0, 101, 100}));

  Cursor whole{b, 4};
  EXPECT_EQ(whole.bytes(5).size(), 0u);
  EXPECT_EQ(whole.stopped().why, Stop::overrun);
}

TEST(Cursor, WireLengthBelowTheCapturedHidesWhatIsBehind) {
  const Bytes b = hex("01 02 03 04");
  Cursor c{b, 2};
  EXPECT_EQ(c.left(), 2u);
  EXPECT_EQ(c.u24(), 0u);
  EXPECT_EQ(c.stopped(), (StopInfo{Stop::overrun, 0, 3, 2}));
}

TEST(Cursor, EmptyAndDefaultCursorsAreSafe) {
  Cursor c;
  EXPECT_EQ(c.left(), 0u);
  EXPECT_EQ(c.peek(), 0u);
  EXPECT_TRUE(c.peekRest().empty());
  EXPECT_TRUE(c.bytes(0).empty());
  EXPECT_TRUE(c.ok()) << "nothing was wanted and nothing was there";
  EXPECT_EQ(c.u8(), 0u);
  EXPECT_EQ(c.stopped(), (StopInfo{Stop::overrun, 0, 1, 0}));
}

TEST(Cursor, AdversarialLengthsDoNotWrapAround) {
  const Bytes b = hex("01 02 03 04 05 06 07 08");
  for (const std::size_t n : {std::size_t{0xffffffff}, std::size_t{0xfffffffe}, std::size_t{0x100000000},
                              std::size_t{0x100000001}, SIZE_MAX, SIZE_MAX - 3}) {
    Cursor c = over(b);
    c.skip(4);
    Cursor s = c, l = c;
    EXPECT_TRUE(c.bytes(n).empty()) << n;
    EXPECT_EQ(c.stopped().why, Stop::overrun) << n;
    EXPECT_EQ(c.stopped().wanted, std::min<std::size_t>(n, UINT32_MAX)) << n;
    EXPECT_EQ(c.offset(), 4u) << n;
    const Cursor child = s.sub(n);
    EXPECT_EQ(child.left(), 4u) << n;
    EXPECT_EQ(s.stopped().why, Stop::overrun) << n;
    EXPECT_EQ(s.left(), 0u) << n;
    l.limit(n);
    EXPECT_EQ(l.wireLeft(), 4u) << n;
  }
}

TEST(Cursor, WireLengthPast32BitsIsAsLongAsCanBeSaid) {
  const Bytes b = hex("01 02 03 04");
  for (const std::size_t wire : {std::size_t{1} << 32, (std::size_t{1} << 32) + 2, SIZE_MAX}) {
    Cursor c{b, wire};
    EXPECT_EQ(c.left(), 4u);
    EXPECT_GE(c.wireLeft(), c.left()) << "never less on the wire than captured";
    c.skip(4);
    EXPECT_EQ(c.u8(), 0u);
    EXPECT_EQ(c.stopped().why, Stop::cut);
  }
}

TEST(Cursor, WireLengthOfTheLargestPacket) {
  const Bytes b = hex("01 02 03 04");
  Cursor c{b, UINT32_MAX};
  EXPECT_EQ(c.wireLeft(), std::size_t{UINT32_MAX});
  Cursor child = c.sub(UINT32_MAX);
  EXPECT_EQ(child.left(), 4u);
  EXPECT_EQ(child.wireLeft(), std::size_t{UINT32_MAX});
  EXPECT_EQ(c.wireLeft(), 0u);
  EXPECT_TRUE(c.ok());
}

TEST(Cursor, ChildSeesNothingPastItsLength) {
  const Bytes b = hex("01 02 03 04 05");
  Cursor c = over(b);
  c.skip(1);
  Cursor child = c.sub(2);
  EXPECT_EQ(child.offset(), 1u);
  EXPECT_EQ(child.u24(), 0u);
  EXPECT_EQ(child.stopped(), (StopInfo{Stop::overrun, 1, 3, 2}));
  EXPECT_TRUE(c.ok()) << "a child's failure is its own";
  EXPECT_EQ(c.u8(), 0x04u);
  c.adopt(child);
  EXPECT_EQ(c.stopped(), child.stopped());
}

TEST(Cursor, ChildThatIsLongerThanTheWireGetsWhatThereIs) {
  const Bytes b = hex("01 02 03");
  Cursor c = over(b);
  Cursor child = c.sub(9);
  EXPECT_EQ(c.stopped(), (StopInfo{Stop::overrun, 0, 9, 3}));
  EXPECT_TRUE(child.ok());
  EXPECT_EQ(child.u24(), 0x010203u);
}

TEST(Cursor, ChildOfAStoppedCursorIsStopped) {
  const Bytes b = hex("01 02 03");
  for (const std::size_t n : {std::size_t{1}, std::size_t{3}, std::size_t{9}}) {
    Cursor overrun = over(b);
    EXPECT_EQ(overrun.u32(), 0u);
    Cursor child = overrun.sub(n);
    EXPECT_EQ(child.u8(), 0u) << "after the first failure reads give zero, " << n;
    EXPECT_EQ(child.stopped().why, Stop::overrun);

    Cursor cut{b, 10};
    EXPECT_EQ(cut.u32(), 0u);
    EXPECT_EQ(cut.sub(n).u8(), 0u);
  }
}

TEST(Cursor, ChildOfACutPacketKeepsBothLengths) {
  const Bytes b = hex("01 02 03");
  Cursor c{b, 100};
  Cursor child = c.sub(50);
  EXPECT_EQ(child.left(), 3u);
  EXPECT_EQ(child.wireLeft(), 50u);
  EXPECT_EQ(c.left(), 0u);
  EXPECT_EQ(c.wireLeft(), 50u);
  child.skip(3);
  EXPECT_EQ(child.u8(), 0u);
  EXPECT_EQ(child.stopped().why, Stop::cut);
  EXPECT_EQ(c.u8(), 0u);
  EXPECT_EQ(c.stopped().why, Stop::cut);
}

TEST(Cursor, ForkReadsAheadWithoutMoving) {
  const Bytes b = hex("01 02 03 04");
  Cursor c{b, 9, 100};
  c.skip(1);
  Cursor f = c.fork();
  EXPECT_EQ(f.u16(), 0x0203u);
  EXPECT_EQ(f.offset(), 103u);
  EXPECT_EQ(f.u16(), 0u);
  EXPECT_EQ(f.stopped(), (StopInfo{Stop::cut, 103, 2, 1}));
  EXPECT_TRUE(c.ok());
  EXPECT_EQ(c.offset(), 101u);
  EXPECT_EQ(f.wireLeft(), 6u);
}

TEST(Cursor, LimitHidesPaddingAndNeverAddsAnything) {
  const Bytes b = hex("01 02 03 04 05 06");
  Cursor c = over(b);
  c.skip(1);
  c.limit(3);
  EXPECT_EQ(c.left(), 3u);
  c.limit(100);
  EXPECT_EQ(c.left(), 3u);
  EXPECT_EQ(c.u24(), 0x020304u);
  EXPECT_FALSE(c.more());
  EXPECT_EQ(c.u8(), 0u);
  EXPECT_EQ(c.stopped().why, Stop::overrun) << "a limit is a length on the wire";

  Cursor cut{b, 100};
  cut.limit(50);
  EXPECT_EQ(cut.left(), 6u);
  EXPECT_EQ(cut.wireLeft(), 50u);
  cut.limit(2);
  EXPECT_EQ(cut.left(), 2u);
}

TEST(Cursor, RestIsWhatWasCapturedAndNeverFails) {
  const Bytes b = hex("01 02 03");
  Cursor c{b, 100};
  c.skip(1);
  EXPECT_EQ(c.rest().size(), 2u);
  EXPECT_TRUE(c.ok());
  EXPECT_EQ(c.rest().size(), 0u);
  EXPECT_EQ(c.left(), 0u);
}

TEST(Cursor, PeekLooksAheadAndGivesZeroPastTheEnd) {
  const Bytes b = hex("01 02 03");
  Cursor c = over(b);
  c.skip(1);
  EXPECT_EQ(c.peek(), 2u);
  EXPECT_EQ(c.peek(1), 3u);
  EXPECT_EQ(c.peek(2), 0u);
  EXPECT_EQ(c.peek(SIZE_MAX), 0u);
}

TEST(Cursor, OffsetsCountFromTheBase) {
  const Bytes b = hex("01 02 03 04 05 06 07 08");
  Cursor c{b, 8, 1000};
  c.skip(2);
  Cursor child = c.sub(4);
  child.skip(1);
  Cursor grandchild = child.sub(2);
  EXPECT_EQ(child.offset(), 1005u);
  EXPECT_EQ(grandchild.offset(), 1003u);
  EXPECT_EQ(c.offset(), 1006u);
}

TEST(Cursor, AdoptKeepsTheFirstFailure) {
  const Bytes b = hex("01");
  Cursor c = over(b), child = over(b);
  c.malformed();
  child.u16();
  c.adopt(child);
  EXPECT_EQ(c.stopped().why, Stop::malformed);
  Cursor other = over(b);
  other.adopt(StopInfo{Stop::cut, 1, 2, 3});
  EXPECT_EQ(other.stopped(), (StopInfo{Stop::cut, 1, 2, 3}));
  Cursor well = over(b);
  well.adopt(over(b));
  EXPECT_TRUE(well.ok());
}

/// Whatever is done, what is left never grows and the cursor never leaves its bytes.
TEST(Cursor, AnyMixOfStepsStaysInside) {
  const Bytes b(64, 0xaa);
  std::uint32_t state = 1;
  const auto random = [&state](std::uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % below;
  };
  for (unsigned round = 0; round < 20'000; ++round) {
    Cursor c{b, 64 + random(3) * 40};
    for (unsigned step = 0; step < 12; ++step) {
      const std::size_t left = c.left(), wire = c.wireLeft();
      switch (random(7)) {
        case 0: c.u8(); break;
        case 1: c.u32(); break;
        case 2: c.bytes(random(30)); break;
        case 3: c.limit(random(80)); break;
        case 4: c = c.sub(random(50)); break;
        case 5: c.sub(random(20)); break;
        default: c = c.fork(); break;
      }
      ASSERT_LE(c.left(), left);
      ASSERT_LE(c.wireLeft(), wire);
      ASSERT_LE(c.left(), c.wireLeft());
      ASSERT_LE(c.offset() + c.left(), b.size());
    }
  }
}

}  // namespace
}  // namespace pw
