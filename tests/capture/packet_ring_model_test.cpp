// The ring's own code through every interleaving and every stale read of two threads; and that the checker finds what
// would be wrong with less.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/capture/packet_ring.h"
#include "tests/capture/weak_memory.h"

namespace pw::test {
namespace {

using Memory = BasicRingMemory<WeakAccess>;
using Producer = BasicRingProducer<WeakAccess>;
using Consumer = BasicRingConsumer<WeakAccess>;

constexpr std::size_t kCapacity = 128;
constexpr std::uint8_t kWritten = 0, kRead = 1;  // words of the control block, in its order
static_assert(sizeof(Memory::Control) == View::kWords * WeakMemory::kLine);

/// What the two threads do. Lengths are of packets; 40 is the longest that a ring of 128 bytes takes.
struct Plan {
  std::vector<std::uint8_t> lengths;
  unsigned batch = 1;          ///< packets between two calls of publish()
  unsigned looks = 2;          ///< times that the consumer looks while the producer may still be at work
  unsigned most = 4;           ///< records it takes at a time
  bool early = false;          ///< a fault: frees what it has not read yet
};

std::uint8_t byteOf(std::size_t packet, std::size_t i) { return static_cast<std::uint8_t>(16 * (packet + 1) + i); }

void produce(const Memory& memory, const Plan& plan) {
  Producer in{memory};
  std::array<std::uint8_t, 48> bytes;
  for (std::size_t n = 0; n < plan.lengths.size(); ++n) {
    for (std::size_t i = 0; i < plan.lengths[n]; ++i) bytes[i] = byteOf(n, i);
    in.put({.wireLen = static_cast<std::uint32_t>(n), .interface = static_cast<std::uint32_t>(in.dropped())},
           ByteView{bytes.data(), plan.lengths[n]});
    if ((n + 1) % plan.batch == 0) in.publish();
  }
  in.publish();
}

/// Looks, holds what it was given, reads it, frees it; and counts.
class Reader {
 public:
  Reader(const Memory& memory, const Plan& plan) : out_(memory), plan_(plan) {}

  std::size_t look() {
    WeakMemory& m = WeakMemory::running();
    std::size_t held = 0;
    out_.peek(plan_.most, [&](const RingRecord& r, ByteView b) { held_[held++] = {r, b}; });
    if (plan_.early) out_.release();
    for (std::size_t i = 0; i < held; ++i) readOne(held_[i].record, held_[i].bytes);
    if (held != 0) m.require(out_.dropped() >= held_[held - 1].record.interface, "a drop was not seen in time");
    if (!plan_.early) out_.release();
    m.require(!out_.broken(), "the ring is broken");
    return held;
  }
  void finish() {
    WeakMemory& m = WeakMemory::running();
    m.waitForOther();
    while (look() != 0) {}
    m.require(got_ + out_.dropped() == plan_.lengths.size(), "packets are missing that were not counted as dropped");
  }

 private:
  struct Held {
    RingRecord record;
    ByteView bytes;
  };

  void readOne(const RingRecord& r, ByteView b) {
    WeakMemory& m = WeakMemory::running();
    m.require(r.wireLen < plan_.lengths.size(), "a packet that was never sent");
    m.require(static_cast<int>(r.wireLen) > last_, "out of order");
    m.require(b.size() == plan_.lengths[r.wireLen], "another length");
    last_ = static_cast<int>(r.wireLen);
    ++got_;
    std::array<std::uint8_t, 48> bytes;
    m.read(bytes.data(), b.data(), b.size());
    for (std::size_t i = 0; i < b.size(); ++i) m.require(bytes[i] == byteOf(r.wireLen, i), "other bytes");
  }

  Consumer out_;
  const Plan& plan_;
  std::array<Held, 8> held_{};
  std::uint64_t got_ = 0;
  int last_ = -1;
};

/// Runs the plan through all that may happen.
bool holds(WeakMemory& machine, const Plan& plan) {
  const Memory memory = *Memory::create(machine.memory());
  return machine.check([&] { produce(memory, plan); },
                       [&] {
                         Reader out{memory, plan};
                         for (unsigned i = 0; i < plan.looks; ++i) out.look();
                         out.finish();
                       });
}

/// Records of 40 bytes: the fourth goes over the end, behind a mark of 8 bytes, and needs a first that was freed.
const Plan kWrap{.lengths = {16, 16, 16, 16, 16, 16, 16, 16}, .looks = 3};
/// Of other lengths and in batches; the marks are of 24 and 40 bytes.
const Plan kBatches{.lengths = {40, 16, 0, 33, 9, 40, 40, 16}, .batch = 3, .looks = 4, .most = 2};
/// The ring is full before the batch is.
const Plan kFullInBatch{.lengths = {40, 40, 24, 24, 24, 40, 24, 8, 40}, .batch = 5, .looks = 3};
/// A mark that fills the ring to its end while the consumer stands before it; packets that are too long.
const Plan kSkips{.lengths = {24, 32, 41, 40, 8, 40, 24, 0, 40}, .batch = 2, .looks = 3, .most = 1};

class RingModel : public testing::TestWithParam<const Plan*> {};

TEST_P(RingModel, EveryInterleavingGivesEveryPacketInOrderOrCountsIt) {
  WeakMemory machine{kCapacity};
  EXPECT_TRUE(holds(machine, *GetParam())) << machine.fault();
  EXPECT_GT(machine.ends(), 1000u) << "hardly anything was tried";
  RecordProperty("states", static_cast<int>(machine.states()));
  RecordProperty("ends", static_cast<int>(machine.ends()));
}

INSTANTIATE_TEST_SUITE_P(Plans, RingModel, testing::Values(&kWrap, &kBatches, &kFullInBatch, &kSkips));

/// Makes the accesses of one kind relaxed.
WeakMemory::Tamper relaxed(Access what, std::uint8_t word) {
  return [=](PendingAccess& a) {
    if (a.what == what && a.word == word) a.order = std::memory_order_relaxed;
  };
}

std::string faultWith(const WeakMemory::Tamper& tamper, const Plan& plan = kWrap) {
  WeakMemory machine{kCapacity};
  machine.tamper = tamper;
  holds(machine, plan);
  return machine.fault();
}

TEST(RingModelFaults, PublishMustRelease) {
  EXPECT_TRUE(faultWith(relaxed(Access::store, kWritten)).starts_with("data race"));
}

TEST(RingModelFaults, PeekMustAcquire) {
  EXPECT_TRUE(faultWith(relaxed(Access::load, kWritten)).starts_with("data race"));
}

TEST(RingModelFaults, FreeingMustRelease) {
  EXPECT_TRUE(faultWith(relaxed(Access::store, kRead)).starts_with("data race: writes what the other"));
}

TEST(RingModelFaults, LookingForRoomMustAcquire) {
  EXPECT_TRUE(faultWith(relaxed(Access::load, kRead)).starts_with("data race: writes what the other"));
}

TEST(RingModelFaults, FreeingBeforeReadingIsFound) {
  Plan plan = kWrap;
  plan.early = true;
  EXPECT_TRUE(faultWith({}, plan).starts_with("data race"));
}

TEST(RingModelFaults, AMissingSkipMarkIsFound) {
  WeakMemory machine{kCapacity};
  machine.omit = [](const void* from, std::size_t n) {
    return n == sizeof ring::kSkip && std::memcmp(from, &ring::kSkip, n) == 0;
  };
  EXPECT_FALSE(holds(machine, kWrap));
}

TEST(RingModelFaults, ATailTooFarAheadIsFound) {
  EXPECT_FALSE(faultWith([](PendingAccess& a) {
    if (a.what == Access::store && a.word == kRead) a.value += 40;
  }).empty());
}

TEST(RingModelFaults, AHeadTooFarAheadIsFound) {
  EXPECT_FALSE(faultWith([](PendingAccess& a) {
    if (a.what == Access::store && a.word == kWritten) a.value += 40;
  }).empty());
}

TEST(RingModelFaults, DropsThatAreNeverToldAreFound) {
  EXPECT_TRUE(faultWith([](PendingAccess& a) {
    if (a.what == Access::store && a.word == 2) a.value = 0;
  }).starts_with("packets are missing"));
}

// The checker itself, on the two programs that every text on weak memory begins with.
struct Litmus {
  std::memory_order store, load;
  bool allowed;  ///< [atomics.order]: may the second thread see the flag and not what was stored before it?
};

TEST(WeakMemory, MessagePassingNeedsReleaseAndAcquire) {
  constexpr auto relaxed = std::memory_order_relaxed;
  for (const Litmus& l : {Litmus{std::memory_order_release, std::memory_order_acquire, false},
                          Litmus{relaxed, std::memory_order_acquire, true},
                          Litmus{std::memory_order_release, relaxed, true}, Litmus{relaxed, relaxed, true}}) {
    WeakMemory m{8};
    std::uint8_t* const x = m.memory().data();
    std::uint8_t* const flag = x + WeakMemory::kLine;
    m.set(x, 0);
    m.set(flag, 0);
    bool stale = false;
    EXPECT_TRUE(m.check([&] { m.store(x, 1, relaxed); m.store(flag, 1, l.store); },
                        [&] { if (m.load(flag, l.load) == 1 && m.load(x, relaxed) == 0) stale = true; }));
    EXPECT_EQ(stale, l.allowed);
  }
}

TEST(WeakMemory, StoreBufferingIsAllowedEvenWithReleaseAndAcquire) {
  WeakMemory m{8};
  std::uint8_t* const x = m.memory().data();
  std::uint8_t* const y = x + WeakMemory::kLine;
  m.set(x, 0);
  m.set(y, 0);
  std::uint64_t first = 9;
  bool both = false;
  EXPECT_TRUE(m.check(
      [&] { m.store(x, 1, std::memory_order_release); first = m.load(y, std::memory_order_acquire); },
      [&] {
        m.store(y, 1, std::memory_order_release);
        const std::uint64_t second = m.load(x, std::memory_order_acquire);
        m.waitForOther();
        if (first == 0 && second == 0) both = true;
      }));
  EXPECT_TRUE(both);
}

}  // namespace
}  // namespace pw::test
