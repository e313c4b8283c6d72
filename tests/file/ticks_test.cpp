// if_tsresol and if_tsoffset: exact and without overflow.
#include "core/file/ticks.h"

#include <gtest/gtest.h>

#include <limits>

namespace pw {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST(Ticks, EveryPowerOfTenUpToNanoseconds) {
  std::int64_t nsPerTick = 1'000'000'000;
  for (std::uint8_t n = 0; n <= 9; ++n, nsPerTick /= 10) {
    EXPECT_EQ((TickClock{n, 0}.toNs(7)), 7 * nsPerTick) << int{n};
    EXPECT_EQ((TickClock{n, 0}.toTicks(7 * nsPerTick)), 7U) << int{n};
  }
}

TEST(Ticks, FinerPowersOfTenRoundDown) {
  EXPECT_EQ((TickClock{12, 0}.toNs(1'999)), 1);
  EXPECT_EQ((TickClock{12, 0}.toNs(1'700'000'000'123'456'789)), 1'700'000'000'123'456);
  EXPECT_EQ((TickClock{28, 0}.toNs(UINT64_MAX)), 1);
  EXPECT_EQ((TickClock{29, 0}.toNs(UINT64_MAX)), 0);
  EXPECT_EQ((TickClock{127, 0}.toNs(UINT64_MAX)), 0);
  EXPECT_EQ((TickClock{12, 0}.toTicks(5)), 5000U);
}

TEST(Ticks, PowersOfTwo) {
  EXPECT_EQ((TickClock{0x80, 0}.toNs(3)), 3'000'000'000);
  EXPECT_EQ((TickClock{0x80 | 1, 0}.toNs(3)), 1'500'000'000);
  EXPECT_EQ((TickClock{0x80 | 10, 0}.toNs(1)), 976'562);  // 976562.5
  EXPECT_EQ((TickClock{0x80 | 32, 0}.toNs(std::uint64_t{1'700'000'000} << 32 | 0x80000000U)),
            1'700'000'000'500'000'000);
  EXPECT_EQ((TickClock{0x80 | 63, 0}.toNs(std::uint64_t{1} << 63)), 1'000'000'000);
  EXPECT_EQ((TickClock{0x80 | 127, 0}.toNs(UINT64_MAX)), 0);
  EXPECT_EQ((TickClock{0x80 | 10, 0}.toTicks(1'500'000'000)), 1536U);
  EXPECT_EQ((TickClock{0x80 | 32, 0}.toTicks(1'500'000'000)), 0x180000000U);
}

TEST(Ticks, OffsetMovesBothWays) {
  EXPECT_EQ((TickClock{6, 100}.toNs(5)), 100'000'005'000);
  EXPECT_EQ((TickClock{6, -100}.toNs(5)), -99'999'995'000);
  EXPECT_EQ((TickClock{6, -100}.toTicks(-99'999'995'000)), 5U);
}

TEST(Ticks, WhatDoesNotFitIsTheNearestThatDoes) {
  EXPECT_EQ((TickClock{6, 0}.toNs(UINT64_MAX)), kMost);
  EXPECT_EQ((TickClock{0, 0}.toNs(UINT64_MAX)), kMost);
  EXPECT_EQ((TickClock{0x80, 0}.toNs(UINT64_MAX)), kMost);
  EXPECT_EQ((TickClock{6, std::numeric_limits<std::int64_t>::max()}.toNs(0)), kMost);
  EXPECT_EQ((TickClock{6, std::numeric_limits<std::int64_t>::min()}.toNs(UINT64_MAX)), kLeast);
  EXPECT_EQ((TickClock{9, 0}.toNs(static_cast<std::uint64_t>(kMost))), kMost);
  EXPECT_EQ((TickClock{6, 0}.toTicks(-1)), 0U);
  EXPECT_EQ((TickClock{0x80 | 127, 0}.toTicks(kMost)), UINT64_MAX);
  EXPECT_EQ((TickClock{28, 0}.toTicks(kMost)), UINT64_MAX);
  EXPECT_EQ((TickClock{6, std::numeric_limits<std::int64_t>::min()}.toTicks(kMost)), UINT64_MAX);
  EXPECT_EQ((TickClock{0x80 | 90, std::numeric_limits<std::int64_t>::min()}.toTicks(kMost)), UINT64_MAX);
}

}  // namespace
}  // namespace pw
