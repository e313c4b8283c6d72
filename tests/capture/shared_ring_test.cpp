#include "core/capture/shared_ring.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

namespace pw {
namespace {

UniqueFd again(const SharedRing& ring) { return UniqueFd{::fcntl(ring.fd(), F_DUPFD_CLOEXEC, 3)}; }

TEST(SharedRing, BothSidesSeeTheSamePackets) {
  auto ours = SharedRing::create(1 << 16);
  ASSERT_TRUE(ours);
  auto theirs = SharedRing::join(again(*ours));
  ASSERT_TRUE(theirs);
  RingProducer producer{ours->memory()};
  RingConsumer consumer{theirs->memory()};
  const std::vector<std::uint8_t> bytes{1, 2, 3};
  ASSERT_TRUE(producer.put({.wireLen = 60, .timeNs = 5, .interface = 2}, bytes));
  producer.publish();
  std::size_t n = consumer.peek(10, [&](const RingRecord& r, ByteView b) {
    EXPECT_EQ(r.wireLen, 60u);
    EXPECT_TRUE(std::equal(b.begin(), b.end(), bytes.begin(), bytes.end()));
  });
  EXPECT_EQ(n, 1u);
}

TEST(SharedRing, CannotBeCutOrGrown) {
  auto ring = SharedRing::create(1 << 16);
  ASSERT_TRUE(ring);
  EXPECT_NE(::ftruncate(ring->fd(), 100), 0);
  EXPECT_NE(::ftruncate(ring->fd(), 1 << 20), 0);
}

TEST(SharedRing, RefusesMemoryThatCouldBeCut) {
  UniqueFd fd{::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
  ASSERT_EQ(::ftruncate(fd.value(), (1 << 16) + 4096), 0);
  EXPECT_FALSE(SharedRing::join(std::move(fd)));
}

TEST(SharedRing, RefusesOddSizesAndOtherThings) {
  const auto sealed = [](off_t bytes) {
    UniqueFd fd{::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    EXPECT_EQ(::ftruncate(fd.value(), bytes), 0);
    ::fcntl(fd.value(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW);
    return fd;
  };
  EXPECT_FALSE(SharedRing::join(sealed(0)));
  EXPECT_FALSE(SharedRing::join(sealed(4096)));
  EXPECT_FALSE(SharedRing::join(sealed(off_t{1} << 40)));
  EXPECT_FALSE(SharedRing::join(sealed(1 << 20))) << "zeros are no ring";
  EXPECT_FALSE(SharedRing::join(UniqueFd{::open("/dev/null", O_RDWR | O_CLOEXEC)}));
  EXPECT_FALSE(SharedRing::join(UniqueFd{}));
}

}  // namespace
}  // namespace pw
