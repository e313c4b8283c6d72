// What must hold for every cut and for every mutation of a capture file.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/file/make.h"

namespace pw::test {

/// At each length: the packets that lie before the cut whole, and a problem that says where the cut record
/// begins.
inline void checkEveryPrefix(const Sample& sample) {
  for (std::size_t n = 0; n <= sample.bytes.size(); ++n) {
    SCOPED_TRACE("cut at " + std::to_string(n));
    const Bytes prefix{sample.bytes.begin(), sample.bytes.begin() + static_cast<std::ptrdiff_t>(n)};
    const Capture capture = readBytes(prefix);
    if (n < sample.ends.front()) {
      ASSERT_FALSE(capture.opened);
      const FileProblemKind kind = capture.problem->kind;
      ASSERT_EQ(kind, n == 0  ? FileProblemKind::empty
                      : n < 4 ? FileProblemKind::unknownFormat
                              : FileProblemKind::cutShort);
      continue;
    }
    ASSERT_TRUE(capture.opened);
    const auto behind = std::upper_bound(sample.ends.begin(), sample.ends.end(), n);
    const std::size_t whole = static_cast<std::size_t>(behind - sample.ends.begin()) - 1;
    ASSERT_EQ(capture.packets.size(), sample.packets[whole]);
    if (n == sample.ends[whole]) {
      ASSERT_FALSE(capture.problem);
      continue;
    }
    ASSERT_TRUE(capture.problem);
    ASSERT_EQ(capture.problem->kind, FileProblemKind::cutShort);
    ASSERT_EQ(capture.problem->at, sample.ends[whole]);
    ASSERT_EQ(capture.problem->packets, sample.packets[whole]);
    ASSERT_EQ(capture.problem->number2, n - sample.ends[whole]);
    ASSERT_GT(capture.problem->number, capture.problem->number2);
  }
}

/// Random damage, the same each run: reading ends, nothing is out of bounds, and the way of reading does not
/// matter.
inline void checkMutations(const Bytes& sample, unsigned rounds) {
  std::mt19937 random{20260101};
  for (unsigned round = 0; round < rounds; ++round) {
    Bytes damaged = sample;
    for (unsigned i = 0, n = 1 + random() % 4; i < n; ++i) {
      damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random() % 3 == 0 ? 0xff : random());
    }
    const Capture whole = readBytes(damaged);
    const Capture pieces = readBytes(damaged, {.blockBytes = 1 + random() % 100});
    ASSERT_EQ(whole.packets.size(), pieces.packets.size()) << "round " << round;
    ASSERT_EQ(whole.problem, pieces.problem) << "round " << round;
    for (std::size_t i = 0; i < whole.packets.size(); ++i) {
      ASSERT_EQ(whole.packets[i].bytes, pieces.packets[i].bytes) << "round " << round;
      ASSERT_LE(whole.packets[i].at + whole.packets[i].bytes.size(), damaged.size());
      ASSERT_LT(whole.packets[i].interface, whole.info.interfaces.size());
    }
  }
}

}  // namespace pw::test
