// The path that every packet takes allocates nothing once it is warm: counted, not timed.
#include <gtest/gtest.h>

#include <algorithm>

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

/// Allocations of both threads between two batches of a run, seen by the one that pulls.
class Counted final : public PacketSource {
 public:
  Counted(MemoryPackets& inner, unsigned from, unsigned to) : inner_(inner), from_(from), to_(to) {}
  Pull next(PacketBatch& batch) override {
    if (++calls_ == from_) before_ = allocationCount();
    if (calls_ == to_) count = allocationCount() - before_;
    return inner_.next(batch);
  }
  std::shared_ptr<const CaptureInfo> info() const override { return inner_.info(); }
  SourceProgress progress() const noexcept override { return inner_.progress(); }
  std::shared_ptr<const ByteStore> store() const override { return inner_.store(); }
  const std::optional<FileProblem>& problem() const noexcept override { return inner_.problem(); }
  std::uint64_t count = UINT64_MAX;

 private:
  MemoryPackets& inner_;
  unsigned from_, to_, calls_ = 0;
  std::uint64_t before_ = 0;
};

TEST(Allocations, HandingBatchesOverAllocatesNothingOnceTheSlotsWereUsed) {
  const auto files = ownCaptures();
  const auto tcp = std::find_if(files.begin(), files.end(), [](const auto& f) { return f.filename() == "ecn.pcap"; });
  ASSERT_NE(tcp, files.end());
  const StoredCapture capture = readWhole(*tcp);
  MemoryPackets source;
  while (source.size() + capture.packets.size() < Trace::kChunk)
    for (const StoredPacket& p : capture.packets) source.add(p.bytes, p.timeNs, p.wireLen);
  Counted counted{source, 50, 120};
  Trace trace;
  Engine{registry(), counted, trace}.run();
  EXPECT_EQ(counted.count, 0u);
}

}  // namespace
}  // namespace pw::test
