#include "core/capture/helper_message.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "core/capture/helper_channel.h"

namespace pw::helper {
namespace {

Message sample() {
  Message m;
  m.kind = MessageKind::counts;
  m.interface = 3;
  m.numbers = {1, 2, UINT64_MAX, 0, 5, 0x0102030405060708};
  m.text = "words of libpcap";
  return m;
}

TEST(HelperMessage, LaysOutAsDocumented) {
  const MessageBytes b = encode(sample());
  ASSERT_EQ(b.size(), 320u);
  EXPECT_EQ(b[0], 1) << "version";
  EXPECT_EQ(b[2], 3) << "kind";
  EXPECT_EQ(b[4], 3) << "interface";
  EXPECT_EQ(b[16], 1) << "first number";
  EXPECT_EQ(b[56], 8) << "last number, least significant byte first";
  EXPECT_EQ(b[64], 'w');
}

TEST(HelperMessage, ComesBackAsItWas) {
  EXPECT_EQ(decode(encode(sample()), Sender::helper), sample());
  Message stop;
  stop.kind = MessageKind::stop;
  EXPECT_EQ(decode(encode(stop), Sender::parent), stop);
}

TEST(HelperMessage, TextsAreCutToFit) {
  Message m = sample();
  m.text.assign(1000, 'x');
  EXPECT_EQ(decode(encode(m), Sender::helper).value().text, std::string(255, 'x'));
}

TEST(HelperMessage, RefusesWhatTheSenderMayNotSay) {
  const MessageBytes good = encode(sample());
  EXPECT_FALSE(decode(good, Sender::parent)) << "parents do not count";
  EXPECT_FALSE(decode(ByteView{good}.first(319), Sender::helper));
  EXPECT_FALSE(decode({}, Sender::helper));
  const auto with = [&](std::size_t at, std::uint8_t value) {
    MessageBytes b = good;
    b[at] = value;
    return decode(b, Sender::helper).has_value();
  };
  EXPECT_TRUE(with(16, 77));
  EXPECT_FALSE(with(0, 2)) << "version";
  EXPECT_FALSE(with(2, 0)) << "kind";
  EXPECT_FALSE(with(2, 8)) << "kind";
  EXPECT_FALSE(with(3, 1)) << "kind";
  EXPECT_FALSE(with(4, 64)) << "interface";
  EXPECT_FALSE(with(8, 16)) << "reason";
  EXPECT_FALSE(with(12, 1)) << "reserved";
  EXPECT_FALSE(with(319, 'x')) << "text without an end";
  EXPECT_FALSE(with(300, 'x')) << "something behind the text's end";
}

TEST(HelperMessage, CountsAreOfAnInterface) {
  Message m = sample();
  m.interface = kNoInterface;
  EXPECT_FALSE(decode(encode(m), Sender::helper));
  m.kind = MessageKind::ended;
  EXPECT_TRUE(decode(encode(m), Sender::helper));
}

struct Ends {
  Channel helper, parent;
};
Ends makeEnds() {
  int fds[2];
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), 0);
  return {Channel{UniqueFd{fds[0]}, Sender::parent}, Channel{UniqueFd{fds[1]}, Sender::helper}};
}

TEST(HelperChannel, OnlyTheRingComesWithADescriptor) {
  Ends e = makeEnds();
  Message m = sample(), got;
  UniqueFd passed;
  EXPECT_EQ(e.parent.receive(got, passed), Channel::Got::nothing);
  ASSERT_TRUE(e.helper.send(m));
  EXPECT_EQ(e.parent.receive(got, passed), Channel::Got::message);
  EXPECT_EQ(got, m);
  ASSERT_TRUE(e.helper.send(m, e.helper.fd()));
  EXPECT_EQ(e.parent.receive(got, passed), Channel::Got::nonsense) << "counts need none";
  m.kind = MessageKind::ready;
  ASSERT_TRUE(e.helper.send(m));
  EXPECT_EQ(e.parent.receive(got, passed), Channel::Got::nonsense) << "a ring that is not there";
  ASSERT_TRUE(e.helper.send(m, e.helper.fd()));
  EXPECT_EQ(e.parent.receive(got, passed), Channel::Got::message);
  EXPECT_TRUE(passed.valid());
}

TEST(HelperChannel, NeverWaitsForAParentThatDoesNotRead) {
  Ends e = makeEnds();
  int sent = 0;
  while (sent < 1'000'000 && e.helper.send(sample())) ++sent;
  EXPECT_LT(sent, 1'000'000) << "a full socket refuses";
  { const Channel gone = std::move(e.parent); }
  EXPECT_FALSE(e.helper.send(sample()));
  Message got;
  UniqueFd passed;
  EXPECT_EQ(e.helper.receive(got, passed), Channel::Got::closed);
}

}  // namespace
}  // namespace pw::helper
