// plainwire-capture by itself, with a test in its parent's place.
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

#include "core/capture/helper_process.h"
#include "core/capture/shared_ring.h"
#include "tests/live/live_test.h"

namespace pw::test {
namespace {

using namespace pw::helper;

class HelperTest : public Live {
 protected:
  static Process start(const std::vector<std::string>& arguments) {
    auto p = Process::start(PLAINWIRE_CAPTURE_HELPER, arguments);
    EXPECT_TRUE(p.has_value());
    return std::move(*p);
  }
  /// The next message of this kind; fails the test if the helper goes without one.
  static Message expect(Process& p, MessageKind kind, UniqueFd* fd = nullptr) {
    for (;;) {
      pollfd waiting{p.channel().fd(), POLLIN, 0};
      ::poll(&waiting, 1, -1);
      Message m;
      UniqueFd passed;
      const auto got = p.channel().receive(m, passed);
      if (got == Channel::Got::nothing) continue;
      EXPECT_EQ(got, Channel::Got::message) << "wanted kind " << static_cast<int>(kind);
      if (got == Channel::Got::message && m.kind != kind) continue;
      if (fd != nullptr) *fd = std::move(passed);
      return m;
    }
  }
};

TEST_F(HelperTest, RingDropsAreCounted) {
  Process p = start({"-i", Wire::kTap, "--ring", "1"});
  UniqueFd fd;
  const Message ready = expect(p, MessageKind::ready, &fd);
  auto ring = SharedRing::join(std::move(fd));
  ASSERT_TRUE(ring);
  EXPECT_EQ(ready.numbers[0], ring->bytes());
  const auto sent = numberedFrames(0, 3000, 1000);  // three times what the ring holds, and nobody takes any
  wire_->send(sent);
  p.channel().send({.kind = MessageKind::stop});
  const Message counts = expect(p, MessageKind::counts);
  expect(p, MessageKind::ended);
  EXPECT_EQ(p.wait().status, 0);
  RingConsumer consumer{ring->memory()};
  std::vector<Frame> got;
  while (consumer.peek(100, [&](const RingRecord&, ByteView b) { got.emplace_back(b.begin(), b.end()); }) != 0) {
  }
  EXPECT_FALSE(consumer.broken());
  EXPECT_EQ(counts.numbers[0], got.size());
  EXPECT_EQ(counts.numbers[1], 0u) << "the kernel had room";
  EXPECT_EQ(counts.numbers[2], sent.size() - got.size());
  EXPECT_EQ(consumer.dropped(), sent.size() - got.size());
  EXPECT_GT(got.size(), 900u);
  EXPECT_TRUE(std::equal(got.begin(), got.end(), sent.begin())) << "the first that came are the ones that are kept";
}

TEST_F(HelperTest, GoesWhenTheParentsEndIsClosed) {
  Process p = start({"-i", Wire::kTap});
  expect(p, MessageKind::ready);
  { const Channel closed = std::move(p.channel()); }
  EXPECT_EQ(p.wait().status, static_cast<int>(Reason::parentGone));
}

TEST_F(HelperTest, GoesWhenTheParentSendsNonsense) {
  const auto over = [&](ByteView bytes) {
    Process p = start({"-i", Wire::kTap});
    expect(p, MessageKind::ready);
    EXPECT_EQ(::send(p.channel().fd(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    return p.wait().status;
  };
  const MessageBytes fromHelper = encode({.kind = MessageKind::ended});
  const std::vector<std::uint8_t> tooLong(kMessageBytes + 1), tooShort(3);
  EXPECT_EQ(over(fromHelper), static_cast<int>(Reason::parentMisbehaved)) << "only helpers say that";
  EXPECT_EQ(over(tooLong), static_cast<int>(Reason::parentMisbehaved));
  EXPECT_EQ(over(tooShort), static_cast<int>(Reason::parentMisbehaved));
}

TEST_F(HelperTest, RefusesACommandLineThatItDoesNotKnow) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {}, {"--nonsense"}, {"-p"}, {"-i", ""}, {"-i", "lo", "-s", "x"}, {"-i", "lo", "--ring", "0"}, {"-i", "lo", "more"}})
    EXPECT_EQ(start(arguments).wait().status, static_cast<int>(Reason::usage)) << arguments.size();
}

TEST_F(HelperTest, FailuresHaveNumbers) {
  Process none = start({"-i", "no-such-one"});
  EXPECT_EQ(expect(none, MessageKind::failed).reason, Reason::noSuchInterface);
  EXPECT_EQ(none.wait().status, static_cast<int>(Reason::noSuchInterface));
  Process filter = start({"-i", "lo", "-i", Wire::kTap, "-f", "or or"});
  const Message m = expect(filter, MessageKind::failed);
  EXPECT_EQ(m.reason, Reason::badFilter);
  EXPECT_EQ(m.interface, 1u);
  EXPECT_FALSE(m.text.empty());
}

// A parent that makes the ring look full or empty at will harms nobody but itself.
TEST_F(HelperTest, AParentThatLiesAboutTheRingGetsNothing) {
  Process p = start({"-i", Wire::kTap, "--ring", "1"});
  UniqueFd fd;
  expect(p, MessageKind::ready, &fd);
  auto ring = SharedRing::join(std::move(fd));
  ASSERT_TRUE(ring);
  for (std::uint8_t& b : ring->mapped().first(sizeof(RingControl))) b = 0xff;
  wire_->send(numberedFrames(0, 3000, 1000));
  p.channel().send({.kind = MessageKind::stop});
  const Message counts = expect(p, MessageKind::counts);
  EXPECT_EQ(counts.numbers[0] + counts.numbers[2], 3000u);
  EXPECT_EQ(p.wait().status, 0);
}

}  // namespace
}  // namespace pw::test
