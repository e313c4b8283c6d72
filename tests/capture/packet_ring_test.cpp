#include "core/capture/packet_ring.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

namespace pw {
namespace {

struct AlignedFree {
  void operator()(std::uint8_t* p) const { ::operator delete[](p, std::align_val_t{64}); }
};

/// A ring in memory of its own.
class Ring {
 public:
  explicit Ring(std::size_t capacity)
      : size_(RingMemory::bytesFor(capacity)),
        bytes_(static_cast<std::uint8_t*>(::operator new[](size_, std::align_val_t{64}))) {}
  std::span<std::uint8_t> span() { return {bytes_.get(), size_}; }
  RingMemory make() { return *RingMemory::create(span()); }

 private:
  std::size_t size_;
  std::unique_ptr<std::uint8_t[], AlignedFree> bytes_;
};

std::vector<std::uint8_t> pattern(std::uint32_t number, std::size_t length) {
  std::vector<std::uint8_t> v(length);
  for (std::size_t i = 0; i < length; ++i) v[i] = static_cast<std::uint8_t>(number * 31 + i);
  return v;
}

TEST(PacketRing, GivesBackWhatWasPutInOrder) {
  Ring ring{4096};
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
  Ring ring{4096};
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
  Ring ring{4096};
  RingProducer in{ring.make()};
  EXPECT_FALSE(in.put({}, pattern(0, 5000)));
  EXPECT_EQ(in.dropped(), 1u);
}

TEST(PacketRing, WrapsAtEveryPossiblePlace) {
  for (std::size_t first = 0; first < 200; ++first) {
    Ring ring{4096};
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
  Ring ring{4096};
  const RingMemory m = ring.make();
  RingProducer in{m};
  ASSERT_TRUE(in.put({}, pattern(0, 16)));
  in.publish();
  const std::uint32_t lie = 100000;
  std::memcpy(ring.span().data() + sizeof(RingControl), &lie, sizeof lie);
  RingConsumer out{m};
  EXPECT_EQ(out.peek(10, [](const RingRecord&, ByteView) { FAIL(); }), 0u);
  EXPECT_TRUE(out.broken());
}

TEST(PacketRing, ConsumerStopsWhereMoreIsPublishedThanTheRingHolds) {
  Ring ring{4096};
  const RingMemory m = ring.make();
  auto* control = reinterpret_cast<RingControl*>(ring.span().data());
  std::memset(ring.span().data() + sizeof(RingControl), 0xff, 4096);  // skip marks everywhere
  for (const std::uint64_t written : {std::uint64_t{4097}, std::uint64_t{1} << 62, UINT64_MAX}) {
    control->written.store(written);
    RingConsumer out{m};
    EXPECT_EQ(out.peek(10, [](const RingRecord&, ByteView) { FAIL(); }), 0u);
    EXPECT_TRUE(out.broken()) << written;
  }
}

TEST(PacketRing, JoinRefusesImpossibleCapacity) {
  Ring ring{4096};
  ring.make();
  EXPECT_TRUE(RingMemory::join(ring.span()).has_value());
  auto* control = reinterpret_cast<RingControl*>(ring.span().data());
  for (const std::uint64_t bad : {std::uint64_t{0}, std::uint64_t{4095}, std::uint64_t{8192}, UINT64_MAX}) {
    control->capacity = bad;
    EXPECT_FALSE(RingMemory::join(ring.span()).has_value()) << bad;
  }
}

// For the thread sanitizer: many wraps, a ring that is often full, batches of both sides.
TEST(PacketRing, TwoThreadsAgreeOnEveryPacketAndEveryDrop) {
  Ring ring{1 << 14};
  const RingMemory m = ring.make();
  constexpr std::uint32_t kPackets = 200'000;
  std::atomic<bool> done{false};
  std::jthread producer{[&] {
    RingProducer in{m};
    for (std::uint32_t n = 0; n < kPackets; ++n) {
      in.put({.wireLen = n}, pattern(n, n % 200));
      if (n % 7 == 0) in.publish();
    }
    in.publish();
    done.store(true, std::memory_order_release);
  }};
  RingConsumer out{m};
  std::uint64_t got = 0;
  std::int64_t last = -1;
  for (bool finished = false; !finished;) {
    finished = done.load(std::memory_order_acquire);
    while (out.peek(64, [&](const RingRecord& r, ByteView b) {
      ASSERT_GT(std::int64_t{r.wireLen}, last);
      last = r.wireLen;
      const auto want = pattern(r.wireLen, r.wireLen % 200);
      ASSERT_TRUE(std::equal(b.begin(), b.end(), want.begin(), want.end()));
      ++got;
    }) != 0)
      out.release();
  }
  producer.join();
  EXPECT_FALSE(out.broken());
  EXPECT_EQ(got + out.dropped(), kPackets);
}

}  // namespace
}  // namespace pw
