// The path that every packet takes allocates nothing once it is warm: counted, not timed.
#include <gtest/gtest.h>

#include <algorithm>

#include <random>

#include "core/engine/engine.h"
#include "core/flow/tcp_tracker.h"
#include "tests/allocation/allocations.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"
#include "tests/support/segment_maker.h"

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

/// Allocations between two packets of a run that nobody observes, seen where packets are pulled.
std::uint64_t allocationsOfRound(const StoredCapture& capture, Trace& trace) {
  const auto n = static_cast<std::uint32_t>(
      std::count_if(capture.packets.begin(), capture.packets.end(), [](const auto& p) { return p.interface == 0; }));
  MemoryPackets source{capture.info->interfaces[0].linkType, n};
  for (unsigned round = 0; round < 4; ++round)
    for (const StoredPacket& p : capture.packets)
      if (p.interface == 0) source.add(p.bytes, p.timeNs, p.wireLen);
  Counted counted{source, 4, 5};
  Engine engine{registry(), counted, trace};
  engine.useThread(false);
  engine.run();
  return counted.count;
}

/// But for conversations whose messages are put together: each is a few objects when it opens, and nothing per packet.
TEST(Allocations, EngineAllocatesNothingOnceItKnowsTheConversations) {
  for (const auto& file : ownCaptures()) {
    if (file.filename().string().starts_with("fragments")) continue;  // datagrams are put together in memory of their own
    const StoredCapture capture = readWhole(file);
    if (capture.packets.size() * 4 >= Trace::kChunk) continue;
    Trace trace;
    const std::uint64_t count = allocationsOfRound(capture, trace);
    std::uint32_t followed = 0;
    bool early = false;  // segments that come before others are copied
    for (std::uint32_t i = 0; i < trace.size(); ++i) {
      const TcpMarks marks = trace.row(PacketId{i}).marks;
      followed += marks.inStream() ? 1u : 0u;
      early = early || marks.has(TcpMark::outOfOrder) || marks.has(TcpMark::lostSegment);
    }
    if (early) continue;
    EXPECT_LE(count, followed == 0 ? 0u : 10u * trace.flowCount()) << file;
  }
}

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

/// Whatever the segments are: random ones, with and without the reasons kept.
TEST(Allocations, TrackerAllocatesNothing) {
  std::mt19937 random{1};
  std::vector<std::uint8_t> bytes(10 + 4 * 4000);
  for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>(random());
  const std::vector<TcpSegment> segments = segmentsOf(bytes);
  ASSERT_EQ(segments.size(), 4000u);
  TcpFlow flow, same;
  TcpNotes notes{{0, 0}};
  std::uint32_t marks = 0;
  const std::uint64_t before = allocationCount();
  for (const TcpSegment& s : segments) {
    notes.clear();
    marks |= trackSegment(flow, s, &notes).bits();
    marks |= trackSegment(same, s).bits();
  }
  EXPECT_EQ(allocationCount() - before, 0u);
  EXPECT_NE(marks, 0u);
}

/// A conversation with losses, as long as several batches: engine and tracker together, on the path of the summary.
TEST(Allocations, EngineAndTrackerAllocateNothingInALongConversation) {
  std::mt19937 random{2};
  std::vector<std::uint8_t> bytes(10 + 4 * 20'000);
  for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>(random());
  MemoryPackets source{LinkType::ipv4};
  for (TcpSegment s : segmentsOf(bytes)) {
    if ((s.flags & tcpflag::kSyn) != 0) continue;  // a SYN may begin another conversation, which is room of its own
    s.windowScale = TcpSummary::kNoScale;
    source.add(packetOf(s), s.timeNs);
  }
  // The first duplicate ACKs fill what is kept of them: chunks of 4,096.
  const auto all = static_cast<std::uint32_t>(source.size());
  ASSERT_GT(all, 10'000u);
  ASSERT_LT(all, Trace::kChunk);
  Trace trace;
  Engine engine{registry(), source, trace};
  engine.useThread(false);
  Between between{2'000, all - 1};
  engine.run({}, &between);
  EXPECT_LE(between.count, 1u);  // room for the payloads of a batch: as much as the largest needs
  EXPECT_EQ(trace.flowCount(), 1u);
}

}  // namespace
}  // namespace pw::test
