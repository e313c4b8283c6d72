#include "ui/document/mark_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "ui/packetlist/mini_map.h"

namespace pw::ui {
namespace {

TEST(MarkSet, DoesWhatASetDoes) {
  MarkSet marks;
  std::set<std::uint32_t> truth;
  std::mt19937 engine(7);
  const auto random = [&engine] { return static_cast<std::uint32_t>(engine()); };
  for (int round = 0; round < 4000; ++round) {
    const std::uint32_t p = random() % 1000;
    const bool on = random() % 2 == 0;
    if (round % 50 == 0) {
      const std::uint32_t last = p + random() % 300;
      marks.setRange(p, last, on);
      for (std::uint32_t i = p; i <= last; ++i) on ? void(truth.insert(i)) : void(truth.erase(i));
    } else {
      marks.set(p, on);
      on ? void(truth.insert(p)) : void(truth.erase(p));
    }
    const std::uint32_t q = random() % 1400;
    ASSERT_EQ(marks.count(), truth.size());
    ASSERT_EQ(marks.has(q), truth.contains(q));
    const auto after = truth.upper_bound(q);
    ASSERT_EQ(marks.next(q), after == truth.end() ? std::nullopt : std::optional(*after)) << q;
    const auto from = truth.lower_bound(q);
    ASSERT_EQ(marks.previous(q), from == truth.begin() ? std::nullopt : std::optional(*std::prev(from))) << q;
  }
  EXPECT_EQ(marks.members(), std::vector<std::uint32_t>(truth.begin(), truth.end()));
}

TEST(MarkSet, TenMillionCostABitEach) {
  MarkSet marks;
  marks.setRange(0, 9'999'999, true);
  EXPECT_EQ(marks.count(), 10'000'000u);
  EXPECT_EQ(marks.previous(UINT32_MAX), 9'999'999u);
  EXPECT_EQ(marks.next(9'999'999), std::nullopt);
  marks.setRange(1, 9'999'998, false);
  EXPECT_EQ(marks.members(), (std::vector<std::uint32_t>{0, 9'999'999}));
}

TEST(TintSummary, WorstOfARangeIsNeverMissed) {
  TintSummary summary;
  constexpr std::uint64_t kRows = 100'000;
  for (std::uint64_t i = 0; i < kRows; ++i)
    summary.add(i == 77'777 ? Tint::loss : i == 5 ? Tint::ecn : Tint::none);
  EXPECT_EQ(summary.rows(), kRows);
  EXPECT_EQ(summary.worst(77'777, 77'778), Tint::loss);
  EXPECT_EQ(summary.worst(0, kRows), Tint::loss);
  EXPECT_EQ(summary.worst(0, 50'000), Tint::ecn);
  EXPECT_EQ(summary.worst(10'000, 70'000), Tint::none);
  EXPECT_EQ(summary.worst(80'000, UINT64_MAX), Tint::none);
  EXPECT_EQ(summary.worst(kRows, kRows + 5), Tint::none);
}

}  // namespace
}  // namespace pw::ui
