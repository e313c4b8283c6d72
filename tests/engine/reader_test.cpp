// A packet that is read back says what it said when it passed the engine, in whatever order it is asked for.
#include "core/trace/packet_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/walk_check.h"

namespace pw {
namespace {

TEST(SameSummary, OfAnAddressOnlyTheBytesThatItHasCount) {
  // Found by fuzzing: behind an IPv4 address stood what an IPv6 packet before had left.
  PacketSummary a, b;
  a.hasFragment = b.hasFragment = true;
  a.fragment.src.kind = b.fragment.src.kind = AddressKind::ipv4;
  a.fragment.dst.kind = b.fragment.dst.kind = AddressKind::ipv4;
  b.fragment.src.bytes[4] = 1;
  EXPECT_TRUE(sameSummary(a, b));
  b.fragment.src.bytes[3] = 1;
  EXPECT_FALSE(sameSummary(a, b));
  b.fragment.src.bytes[3] = 0;
  b.fragment.id = 1;
  EXPECT_FALSE(sameSummary(a, b));
}

struct Seen {
  PacketSummary summary;
  std::string protocol, info;
  TcpAnalysis analysis;
};

class Recorder final : public PacketObserver {
 public:
  bool onPacket(const PacketContext& context, const PacketSummary& summary) override {
    row_.clear();
    PacketSummary again;
    walkPacket(test::registry(), context, again, row_);
    if (!test::sameAsPassed(summary, again, context)) ++differ;
    seen.push_back({again, row_.text.protocol, row_.text.info, context.analysis});
    return true;
  }
  [[nodiscard]] bool wantsMeasures() const override { return true; }
  std::vector<Seen> seen;
  unsigned differ = 0;

 private:
  RowSink row_;
};

/// Without what only the end of a capture tells: where a fragment's datagram was put together.
std::string withoutLater(std::string info) {
  const std::size_t at = info.find(" [Reassembled in #");
  return at == std::string::npos ? info : info.substr(0, at);
}

std::vector<std::uint32_t> orders(std::uint32_t n, std::uint32_t seed) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  std::shuffle(order.begin(), order.end(), std::mt19937{seed});
  return order;
}

void compare(const std::filesystem::path& file) {
  auto source = openCapture(file);
  if (!source) return;  // files that cannot be opened are the readers' matter
  Trace trace;
  Recorder recorder;
  Engine{test::registry(), **source, trace}.run({}, &recorder);
  EXPECT_EQ(recorder.differ, 0u) << file;
  ASSERT_EQ(trace.size(), recorder.seen.size()) << file;
  PacketReader reader{trace, test::registry()};
  reader.measure(true);
  RowSink row;
  unsigned faults = 0;
  for (const std::uint32_t i : orders(trace.size(), 1)) {
    const Seen& seen = recorder.seen[i];
    ASSERT_TRUE(reader.load(PacketId{i})) << file << ", packet " << i + 1;
    if (faults > 5) break;
    if (!sameSummary(reader.walk(row), seen.summary)) {
      ADD_FAILURE() << file << ", packet " << i + 1 << ": another summary";
      ++faults;
    }
    if (reader.context().analysis != seen.analysis) {
      ADD_FAILURE() << file << ", packet " << i + 1 << ": its conversation says otherwise";
      ++faults;
    }
    if (row.text.protocol != seen.protocol || withoutLater(row.text.info) != withoutLater(seen.info)) {
      ADD_FAILURE() << file << ", packet " << i + 1 << "\n  passing: " << seen.protocol << " | " << seen.info
                    << "\n  read back: " << row.text.protocol << " | " << row.text.info;
      ++faults;
    }
  }
}

/// Every walk over every packet agrees with the others, and all its text can be shown.
void check(const std::filesystem::path& file) {
  auto source = openCapture(file);
  if (!source) return;
  Trace trace;
  Engine{test::registry(), **source, trace}.run();
  PacketReader reader{trace, test::registry()};
  test::WalkCheck walks{test::registry()};
  unsigned faults = 0;
  for (std::uint32_t i = 0; i < trace.size() && faults < 5; ++i) {
    ASSERT_TRUE(reader.load(PacketId{i}));
    const std::string fault = walks.packet(reader.context());
    faults += fault.empty() ? 0u : 1u;
    EXPECT_EQ(fault, "") << file << ", packet " << i + 1;
  }
}

TEST(PacketReader, OwnCapturesReadBackAsTheyPassed) {
  for (const auto& file : test::ownCaptures()) compare(file);
}

TEST(PacketReader, VectorsReadBackAsTheyPassed) {
  const auto files = test::sharedCaptures("vectors");
  if (files.empty()) GTEST_SKIP() << "no shared captures";
  for (const auto& file : files) compare(file);
}

TEST(PacketReader, CorpusReadsBackAsItPassed) {
  const auto files = test::sharedCaptures("corpus");
  if (files.empty()) GTEST_SKIP() << "no shared captures";
  for (const auto& file : files) compare(file);
}

TEST(WalkCheck, AllWalksAgreeOnOwnCaptures) {
  for (const auto& file : test::ownCaptures()) check(file);
}

TEST(WalkCheck, AllWalksAgreeOnTheCorpus) {
  const auto files = test::sharedCaptures("corpus");
  if (files.empty()) GTEST_SKIP() << "no shared captures";
  for (const auto& file : files) check(file);
}

}  // namespace
}  // namespace pw
