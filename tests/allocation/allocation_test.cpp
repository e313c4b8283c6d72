// The path that every packet takes allocates nothing once it is warm: counted, not timed.
#include <gtest/gtest.h>

#include "core/engine/engine.h"
#include "tests/allocation/allocations.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"

namespace pw::test {
namespace {

std::uint64_t walkAll(const StoredCapture& capture) {
  PacketSummary summary;
  SummarySink sink;
  const Registry& all = registry();
  const std::uint64_t before = allocationCount();
  for (const StoredPacket& p : capture.packets) {
    PacketContext context;
    context.id = PacketId{0};
    context.linkType = capture.info->interfaces[p.interface].linkType;
    context.bytes = p.bytes;
    context.wireLen = p.wireLen;
    summary.clear();
    walkPacket(all, context, summary, sink);
  }
  return allocationCount() - before;
}

TEST(Allocations, CounterCounts) {
  const std::uint64_t before = allocationCount();
  const auto owned = std::make_unique<int>(1);
  EXPECT_EQ(allocationCount() - before, 1u) << *owned;
}

TEST(Allocations, SummaryOfAPacketAllocatesNothing) {
  const auto files = ownCaptures();
  ASSERT_FALSE(files.empty());
  for (const auto& file : files) {
    const StoredCapture capture = readWhole(file);
    ASSERT_FALSE(capture.packets.empty()) << file;
    EXPECT_EQ(walkAll(capture), 0u) << file;
  }
}

/// Packets that were cut and packets that lie are as cheap as others.
TEST(Allocations, SummaryOfABrokenPacketAllocatesNothing) {
  for (const auto& file : ownCaptures()) {
    StoredCapture capture = readWhole(file);
    for (std::size_t i = 0; i < capture.packets.size(); ++i) {
      StoredPacket& p = capture.packets[i];
      p.bytes.resize(p.bytes.size() * (i % 8) / 8);
      if (i % 2 == 0) p.wireLen = static_cast<std::uint32_t>(p.bytes.size());
    }
    EXPECT_EQ(walkAll(capture), 0u) << file;
  }
}

/// Allocations between two packets of a run, seen by the engine's own thread.
class Between final : public PacketObserver {
 public:
  Between(std::uint32_t from, std::uint32_t to) : from_(from), to_(to) {}
  bool onPacket(const PacketContext& context, const PacketSummary&) override {
    if (context.id.value == from_) before_ = allocationCount();
    if (context.id.value == to_) count = allocationCount() - before_;
    return true;
  }
  std::uint64_t count = UINT64_MAX;

 private:
  std::uint32_t from_, to_;
  std::uint64_t before_ = 0;
};

TEST(Allocations, EngineAllocatesNothingOnceItKnowsTheConversations) {
  for (const auto& file : ownCaptures()) {
    if (file.filename().string().starts_with("fragments")) continue;  // datagrams are put together in memory of their own
    const StoredCapture capture = readWhole(file);
    MemoryPackets source{capture.info->interfaces[0].linkType};
    std::uint32_t once = 0;
    for (unsigned round = 0; round < 3; ++round) {
      for (const StoredPacket& p : capture.packets)
        if (p.interface == 0) source.add(p.bytes, p.timeNs, p.wireLen);
      if (round == 0) once = static_cast<std::uint32_t>(source.size());
    }
    // Two rounds fill the batch and the tables; more than one batch of packets has to follow.
    if (once * 3 >= Trace::kChunk) continue;
    Trace trace;
    Engine engine{registry(), source, trace};
    Between between{once * 2, once * 3 - 1};
    engine.run({}, &between);
    EXPECT_EQ(between.count, 0u) << file;
  }
}

}  // namespace
}  // namespace pw::test
