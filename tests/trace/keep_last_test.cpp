// A trace that keeps only its last rows.
#include <gtest/gtest.h>

#include <fstream>

#include "core/trace/trace.h"

namespace pw {
namespace {

std::uint64_t residentKiB() {
  std::ifstream in{"/proc/self/status"};
  for (std::string word; in >> word;)
    if (word == "VmRSS:") {
      std::uint64_t n = 0;
      in >> n;
      return n;
    }
  return 0;
}

/// The sanitizer for threads keeps notes of its own about memory that is given back.
#ifdef __SANITIZE_THREAD__
constexpr bool kCounts = false;
#else
constexpr bool kCounts = true;
#endif

TEST(KeepLast, MemoryStaysAndTheLastRowsAreWhole) {
  constexpr std::uint32_t kRows = 6'000'000, kKept = 200'000;  // 288 MB of rows
  Trace trace;
  trace.keepLast(kKept);
  std::uint64_t early = 0, most = 0;
  for (std::uint32_t n = 0; n < kRows; ++n) {
    PacketRow row;
    row.at = n;
    row.captured = 60;
    row.timeNs = n;
    if (n != 0) row.previousInFlow = PacketId{n - 1};
    ASSERT_TRUE(trace.append(row));
    if (n == 1'000'000) early = residentKiB();
    if (n % 500'000 == 0) most = std::max(most, residentKiB());
  }
  trace.publish();
  EXPECT_EQ(trace.size(), kRows);
  if (kCounts) {
    EXPECT_LT(most, early + 40 * 1024) << "KiB, of some 240 MiB that came behind";
  }
  const std::uint32_t below = trace.givenUpBelow();
  EXPECT_GT(below, kRows - kKept - 3 * Trace::kChunk);
  EXPECT_LE(below, kRows - kKept);
  for (const std::uint32_t n : {0u, 1000u, below, below + 1, kRows - kKept, kRows - 1}) {
    EXPECT_EQ(trace.row(PacketId{n}).at, n);
    EXPECT_EQ(trace.timeNs(PacketId{n}), n);
  }
  EXPECT_EQ(trace.row(PacketId{below - 1}).captured, 0u) << "nothing";
  EXPECT_EQ(trace.previousInFlow(PacketId{kRows - 1}), PacketId{kRows - 2});
  EXPECT_FALSE(trace.previousInFlow(PacketId{below}).valid()) << "no link leads there";
}

TEST(KeepLast, AllIsKeptUnlessAskedFor) {
  Trace trace;
  for (std::uint32_t n = 0; n < 300'000; ++n) {
    PacketRow row;
    row.at = n;
    ASSERT_TRUE(trace.append(row));
  }
  trace.publish();
  EXPECT_EQ(trace.givenUpBelow(), 0u);
  EXPECT_EQ(trace.row(PacketId{100'000}).at, 100'000u);
}

}  // namespace
}  // namespace pw
