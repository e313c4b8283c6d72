// The ring between two threads and two processes, for the sanitizers: every byte, every count; and with a liar.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "core/file/unique_fd.h"
#include "tests/capture/ring_support.h"

namespace pw::test {
namespace {

constexpr std::size_t kCapacity = 1 << 14;

std::size_t lengthOf(std::uint32_t number) { return (number * 40503u >> 4) % 701; }

/// Sends numbered packets; waits for room, or drops, as many programs would.
void send(const RingMemory& memory, std::uint32_t packets, bool waits, std::uint32_t batch) {
  RingProducer in{memory};
  for (std::uint32_t n = 0; n < packets; ++n) {
    const std::vector<std::uint8_t> bytes = pattern(n, lengthOf(n));
    const RingRecord record{.captured = 0, .wireLen = n, .timeNs = std::int64_t{n} << 20, .interface = n % 5};
    while (!in.put(record, bytes) && waits) std::this_thread::yield();
    if (n % batch == batch - 1) in.publish();
  }
  in.publish();
}

/// What a consumer saw; every byte has been looked at.
class Receiver {
 public:
  explicit Receiver(const RingMemory& memory) : out_(memory) {}
  /// Takes all that is there.
  void take(std::size_t most) {
    while (out_.peek(most, [this](const RingRecord& r, ByteView b) { one(r, b); }) != 0) out_.release();
  }
  std::uint64_t got = 0, faults = 0;
  [[nodiscard]] std::uint64_t dropped() const { return out_.dropped(); }
  [[nodiscard]] bool broken() const { return out_.broken(); }

 private:
  void one(const RingRecord& r, ByteView b) {
    ++got;
    const bool ok = std::int64_t{r.wireLen} > last_ && b.size() == lengthOf(r.wireLen) && isPattern(b, r.wireLen) &&
                    r.timeNs == std::int64_t{r.wireLen} << 20 && r.interface == r.wireLen % 5;
    if (!ok) ++faults;
    last_ = r.wireLen;
  }

  RingConsumer out_;
  std::int64_t last_ = -1;
};

struct Pace {
  bool waits;
  std::uint32_t batch;
  std::size_t most;
};
constexpr std::uint32_t kPackets = 100'000;
constexpr Pace kPaces[] = {{false, 7, 64}, {true, 1, 1}, {true, 64, 1000}, {false, 100'000, 3}};

TEST(PacketRingStress, TwoThreadsAgreeOnEveryPacketAndEveryDrop) {
  for (const Pace& pace : kPaces) {
    OwnRing ring{kCapacity};
    const RingMemory m = ring.make();
    std::atomic<bool> done{false};
    std::jthread producer{[&] {
      send(m, kPackets, pace.waits, pace.batch);
      done.store(true, std::memory_order_release);
    }};
    Receiver out{m};
    for (bool finished = false; !finished;) {
      finished = done.load(std::memory_order_acquire);
      out.take(pace.most);
      std::this_thread::yield();
    }
    EXPECT_FALSE(out.broken());
    EXPECT_EQ(out.faults, 0u);
    if (pace.waits) EXPECT_EQ(out.got, kPackets);
    else EXPECT_EQ(out.got + out.dropped(), kPackets);
  }
}

/// One more mapping of a memory file.
class Mapping {
 public:
  Mapping(int fd, std::size_t size)
      : size_(size), at_(mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)) {}
  ~Mapping() {
    if (at_ != MAP_FAILED) munmap(at_, size_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  [[nodiscard]] std::span<std::uint8_t> span() const {
    return {static_cast<std::uint8_t*>(at_), at_ == MAP_FAILED ? 0 : size_};
  }

 private:
  std::size_t size_;
  void* at_;
};

/// A child process that runs `body` and exits with 0.
class Child {
 public:
  template <class Body>
  explicit Child(Body&& body) : pid_(fork()) {
    if (pid_ != 0) return;
    body();
    _exit(0);
  }
  ~Child() {
    if (pid_ > 0 && !gone_) waitpid(pid_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  [[nodiscard]] bool started() const { return pid_ > 0; }
  [[nodiscard]] bool gone() { return gone_ = gone_ || waitpid(pid_, &status_, WNOHANG) == pid_; }
  [[nodiscard]] bool wasFine() const { return gone_ && WIFEXITED(status_) && WEXITSTATUS(status_) == 0; }

 private:
  pid_t pid_;
  int status_ = 0;
  bool gone_ = false;
};

/// A ring in a memory file, as helper and window share it.
class SharedRing {
 public:
  SharedRing() : fd_(memfd_create("ring", MFD_CLOEXEC | MFD_ALLOW_SEALING)) {
    EXPECT_EQ(ftruncate(fd_.value(), static_cast<off_t>(size())), 0);
  }
  [[nodiscard]] static std::size_t size() { return RingMemory::bytesFor(kCapacity); }
  [[nodiscard]] int fd() const { return fd_.value(); }

 private:
  UniqueFd fd_;
};

TEST(PacketRingStress, TwoProcessesAgreeOnEveryPacketAndEveryDrop) {
  for (const Pace& pace : kPaces) {
    const SharedRing shared;
    const Mapping here{shared.fd(), SharedRing::size()};
    const auto m = RingMemory::create(here.span());
    ASSERT_TRUE(m);
    Child child{[&] {
      const Mapping there{shared.fd(), SharedRing::size()};  // at another address
      const auto joined = RingMemory::join(there.span());
      if (!joined) _exit(1);
      send(*joined, kPackets, pace.waits, pace.batch);
    }};
    ASSERT_TRUE(child.started());
    Receiver out{*m};
    for (bool finished = false; !finished;) {
      finished = child.gone();
      out.take(pace.most);
      std::this_thread::yield();
    }
    EXPECT_TRUE(child.wasFine());
    EXPECT_FALSE(out.broken());
    EXPECT_EQ(out.faults, 0u);
    if (pace.waits) EXPECT_EQ(out.got, kPackets);
    else EXPECT_EQ(out.got + out.dropped(), kPackets);
  }
}

/// Words and lengths that are nearly right, and some that are not at all.
std::uint64_t lie(std::minstd_rand& random) {
  const std::uint64_t small = random() % (2 * kCapacity);
  switch (random() % 6) {
    case 0: return small;
    case 1: return small & ~std::uint64_t{7};
    case 2: return std::uint64_t{0} - small;
    case 3: return kCapacity - random() % 32;
    case 4: return std::uint64_t{random()} << 32 | random();
    default: return ring::kSkip;
  }
}

void scribble(std::span<std::uint8_t> memory, std::minstd_rand& random) {
  const std::uint64_t value = lie(random);
  const std::size_t at = random() % 4 == 0 ? random() % 4 * RingControl::kLine : random() % (memory.size() - 8);
  std::memcpy(memory.data() + at, &value, random() % 2 == 0 ? 4 : 8);
}

/// What a consumer may do with what it is given: read all of it. Returns something that hangs on the bytes.
std::uint64_t takeFrom(RingConsumer& out, std::span<const std::uint8_t> records, std::uint64_t& outside) {
  std::uint64_t sum = 0;
  out.peek(100, [&](const RingRecord& r, ByteView b) {
    const bool inside = b.data() >= records.data() && b.size() <= records.size() &&
                        b.data() - records.data() <= static_cast<std::ptrdiff_t>(records.size() - b.size());
    if (!inside || b.size() != r.captured) ++outside;
    else for (const std::uint8_t byte : b) sum += byte;
  });
  out.release();
  return sum;
}

// In memory of exactly the ring's size: a byte beside it is found by the address sanitizer.
TEST(PacketRingStress, NothingBesideTheRingIsTouchedWhateverStandsInIt) {
  std::minstd_rand random{20260101};
  std::uint64_t outside = 0, sum = 0;
  for (unsigned round = 0; round < 20'000; ++round) {
    OwnRing ring{kCapacity};
    const RingMemory m = ring.make();
    std::memset(ring.records().data(), round % 2 == 0 ? 0 : 0xff, kCapacity);
    for (unsigned i = 0; i < 4; ++i) scribble(ring.span(), random);
    RingProducer in{m};  // a liar before both join, and between all that they do
    RingConsumer out{m};
    for (unsigned i = 0; i < 6; ++i) {
      in.put({}, pattern(i, random() % 900));
      in.publish();
      scribble(ring.span(), random);
      sum += takeFrom(out, ring.records(), outside);
      scribble(ring.span(), random);
    }
  }
  EXPECT_EQ(outside, 0u);
  EXPECT_NE(sum, 0u);
}

TEST(PacketRingStress, AProcessThatScribblesWhileWeReadHarmsNobody) {
  const SharedRing shared;
  const Mapping here{shared.fd(), SharedRing::size()};
  const auto m = RingMemory::create(here.span());
  ASSERT_TRUE(m);
  Child child{[&] {
    std::minstd_rand random{7};
    for (unsigned i = 0; i < 3'000'000; ++i) scribble(here.span(), random);
  }};
  ASSERT_TRUE(child.started());
  std::uint64_t outside = 0, sum = 0;
  while (!child.gone()) {
    RingProducer in{*m};
    RingConsumer out{*m};
    for (unsigned i = 0; i < 20; ++i) {
      in.put({}, pattern(i, 50 * i));
      in.publish();
      sum += takeFrom(out, here.span().subspan(sizeof(RingControl)), outside);
    }
  }
  EXPECT_TRUE(child.wasFine());
  EXPECT_EQ(outside, 0u);
  RecordProperty("sum", std::to_string(sum));  // so that the bytes are read
}

}  // namespace
}  // namespace pw::test
