// Names learnt from DNS answers. What the captures say is tshark 4.0's:
// tshark -Y 'dns.flags.response==1' -T fields -e frame.number -e dns.qry.name -e dns.cname -e dns.a -e dns.aaaa
#include <gtest/gtest.h>

#include <algorithm>

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "core/trace/name_learner.h"
#include "tests/support/captures.h"
#include "tests/support/datagram.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"

namespace pw::test {
namespace {

Address ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {.bytes = {a, b, c, d}, .kind = AddressKind::ipv4};
}

class Learnt {
 public:
  explicit Learnt(PacketSource& source) {
    Engine(registry(), source, trace_).run();
    NameLearner(trace_, registry()).read(0, trace_.size(), book_, {});
  }
  [[nodiscard]] std::string at(const Address& a, std::uint32_t frame) const {
    return book_.nameOf(a, PacketId{frame - 1});
  }
  [[nodiscard]] const NameBook& book() const { return book_; }

 private:
  Trace trace_;
  NameBook book_;
};

Learnt learntFrom(const char* name) {
  auto source = openCapture(std::filesystem::path{PLAINWIRE_SOURCE_DIR "/captures"} / name);
  EXPECT_TRUE(source);
  return Learnt(**source);
}

TEST(NameLearner, AnAddressHasTheNameThatWasAskedForLast) {
  const Learnt l = learntFrom("dns.pcap");
  const Address shop = ipv4(192, 0, 2, 80);
  EXPECT_EQ(l.at(shop, 5), "shop.example");
  EXPECT_EQ(l.at(shop, 8), "www.shop.example");  // through three aliases
  EXPECT_EQ(l.at(shop, 31), "www.shop.example");
  EXPECT_EQ(l.at(shop, 32), "shop.example");  // asked for as Shop.Example
  EXPECT_EQ(l.at(shop, 1), "shop.example");   // told later only
  EXPECT_EQ(l.at(ipv4(192, 0, 2, 81), 50), "");
}

TEST(NameLearner, Ipv6AndReverseNames) {
  const Learnt l = learntFrom("dns.pcap");
  const Address a{.bytes = {0x20, 0x01, 0x0d, 0xb8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80}, .kind = AddressKind::ipv6};
  EXPECT_EQ(l.at(a, 7), "shop.example");
  EXPECT_EQ(l.at(a, 10), "www.shop.example");
}

TEST(NameLearner, MulticastAnswersWithoutAQuestion) {
  EXPECT_EQ(learntFrom("mdns.pcap").at(ipv4(192, 0, 2, 20), 9), "printer.local");
}

/// A response to "a.example A" with one record of the given owner (as on the wire) and address.
Bytes response(std::string_view flags, std::string_view owner, std::string_view address) {
  return hex("0001 " + std::string{flags} + " 0001 0001 0000 0000  01 61 07 65 78 61 6d 70 6c 65 00 0001 0001  " +
             std::string{owner} + " 0001 0001 0000003c 0004 " + std::string{address});
}

TEST(NameLearner, OnlyAnswersTeachAndRecordsOfOthersKeepTheirOwner) {
  MemoryPackets packets(kDatagramLink);
  packets.add(udpDatagram(53, 4000, response("0100", "c00c", "0a000001")));  // a query that carries a record
  packets.add(udpDatagram(53, 4000, response("8180", "c00c", "0a000002")));
  packets.add(udpDatagram(53, 4000, response("8180", "01 62 c00e", "0a000003")));  // b.example, not asked for
  const Learnt l(packets);
  EXPECT_EQ(l.at(ipv4(10, 0, 0, 1), 3), "");
  EXPECT_EQ(l.at(ipv4(10, 0, 0, 2), 3), "a.example");
  EXPECT_EQ(l.at(ipv4(10, 0, 0, 3), 3), "b.example");
}

TEST(ReverseAddress, FollowsTheRfcs) {
  EXPECT_EQ(reverseAddress("80.2.0.192.in-addr.arpa"), ipv4(192, 0, 2, 80));
  // RFC 3596 §2.5: 4321:0:1:2:3:4:567:89ab
  const Address six = reverseAddress("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa");
  ASSERT_EQ(six.kind, AddressKind::ipv6);
  EXPECT_EQ(six.bytes, (std::array<std::uint8_t, 16>{0x43, 0x21, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 5, 0x67, 0x89, 0xab}));
  for (const char* none : {"", "in-addr.arpa", ".in-addr.arpa", "2.0.192.in-addr.arpa", "1.80.2.0.192.in-addr.arpa",
                           "256.2.0.192.in-addr.arpa", "x.2.0.192.in-addr.arpa", "1.2.ip6.arpa", "shop.example"})
    EXPECT_EQ(reverseAddress(none).kind, AddressKind::none) << none;
}

TEST(NameBook, IsBounded) {
  NameBook book;
  const auto byte = [](std::uint32_t v) { return static_cast<std::uint8_t>(v); };
  for (std::uint32_t i = 0; i < NameBook::kMaxAddresses + 10; ++i)
    book.learn(ipv4(10, byte(i >> 16), byte(i >> 8), byte(i)), "n" + std::to_string(i), NameSource::dnsAnswer,
               PacketId{i});
  EXPECT_EQ(book.addresses(), NameBook::kMaxAddresses);
  EXPECT_TRUE(book.full());
  EXPECT_EQ(book.nameOf(ipv4(10, 0, 0, 7), PacketId{100}), "n7");

  NameBook one;
  for (std::uint32_t i = 0; i < 100; ++i)
    one.learn(ipv4(10, 0, 0, 1), std::to_string(i), NameSource::dnsAnswer, PacketId{i});
  EXPECT_EQ(one.nameOf(ipv4(10, 0, 0, 1), PacketId{0}), "0");
  EXPECT_EQ(one.nameOf(ipv4(10, 0, 0, 1), PacketId{1000}), "99");
}

TEST(NameBook, TextsAreBoundedAndHarmless) {
  NameBook book;
  book.learn(ipv4(10, 0, 0, 1), std::string("a\x1b[31m\nb"), NameSource::dnsAnswer, PacketId{0});
  const std::string name = book.nameOf(ipv4(10, 0, 0, 1), PacketId{0});
  EXPECT_TRUE(std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7f; })) << name;
  book.learn(ipv4(10, 0, 0, 2), std::string(100'000, 'x'), NameSource::dnsAnswer, PacketId{0});
  EXPECT_EQ(book.nameOf(ipv4(10, 0, 0, 2), PacketId{0}).size(), 255u);
}

TEST(NameBook, AnswersComeBeforeReverseNames) {
  NameBook book;
  book.learn(ipv4(10, 0, 0, 1), "ptr.example", NameSource::dnsReverse, PacketId{5});
  EXPECT_EQ(book.nameOf(ipv4(10, 0, 0, 1), PacketId{9}), "ptr.example");
  book.learn(ipv4(10, 0, 0, 1), "asked.example", NameSource::dnsAnswer, PacketId{7});
  EXPECT_EQ(book.nameOf(ipv4(10, 0, 0, 1), PacketId{9}), "asked.example");
  EXPECT_EQ(book.nameOf(ipv4(10, 0, 0, 1), PacketId{6}), "asked.example");
}

}  // namespace
}  // namespace pw::test
