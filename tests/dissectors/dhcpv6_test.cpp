// DHCP for IPv6 (RFC 8415).
#include "tests/support/datagram.h"

namespace pw {
namespace {

using test::Bytes;
using test::dissect;
using test::hex;
using test::kDatagramLink;

auto asDhcp(std::string_view m) { return dissect(kDatagramLink, test::udpDatagram(546, 547, hex(m))); }

// A client's identifier by link address and time, an identity association with an address that has a status.
constexpr std::string_view kReply = R"(
  07 12 34 56
  00 01 00 0e  00 01 00 01 2a 2b 2c 2d 00 01 02 03 04 05
  00 03 00 2e  00 00 00 01 00 00 07 08 00 00 0b 40
    00 05 00 1e  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 05  00 00 0e 10 ff ff ff ff
      00 0d 00 02  00 00
  00 08 00 02  00 96
  00 17 00 10  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 53
  00 18 00 0d  07 65 78 61 6d 70 6c 65 03 63 6f 6d 00)";

constexpr std::string_view kRelay = R"(
  0c 00  20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01  fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 02
  00 12 00 04 65 74 68 30  00 09 00 12  01 12 34 56  00 01 00 0a  00 03 00 01 00 01 02 03 04 05)";

TEST(Dhcpv6, TellsOptionsWithinOptions) {
  const auto d = asDhcp(kReply);
  EXPECT_EQ(d.layers, "ip:udp:dhcpv6");
  EXPECT_EQ(d.protocol, "DHCPv6");
  EXPECT_EQ(d.info, "Reply XID: 0x123456 CID: 000100012a2b2c2d000102030405 IAA: 2001:db8::5 ");
  EXPECT_EQ(d.value("dhcpv6.duidllt.link_layer_addr"), "00:01:02:03:04:05");
  EXPECT_EQ(d.value("dhcpv6.iaid"), "00000001");
  EXPECT_EQ(d.value("dhcpv6.iaid.t1"), "1800");
  EXPECT_EQ(d.value("dhcpv6.iaaddr.ip"), "2001:db8::5");
  EXPECT_EQ(d.label("dhcpv6.iaaddr.valid_lifetime"), "Valid lifetime: infinity");
  EXPECT_EQ(d.value("dhcpv6.status_code"), "0");
  EXPECT_EQ(d.label("dhcpv6.elapsed_time"), "Elapsed time: 1500ms");
  EXPECT_EQ(d.label("dhcpv6.dns_server"), " 1 DNS server address: 2001:db8::53");
  EXPECT_EQ(d.value("dhcpv6.search_list_entry"), "example.com.");
  EXPECT_EQ(d.summary.stop.why, Stop::none);
}

// Seconds count from 2000 in identifiers: 2022-06-02 08:07:09 UTC is 1654157229 seconds from 1970.
TEST(Dhcpv6, IdentifiersCountFrom2000) {
  EXPECT_EQ(asDhcp(kReply).value("dhcpv6.duidllt.time"), "1654157229.000000000");
}

TEST(Dhcpv6, RelaysWrapTheMessage) {
  const auto d = asDhcp(kRelay);
  EXPECT_EQ(d.info, "Relay-forw L: 2001:db8::1 Solicit XID: 0x123456 CID: 00030001000102030405 ");
  EXPECT_EQ(d.value("dhcpv6.msgtype"), "12,1");
  EXPECT_EQ(d.value("dhcpv6.peeraddr"), "fe80::2");
}

TEST(Dhcpv6, LevelsAreBounded) {
  Bytes m = hex("01 12 34 56");
  for (int i = 0; i < 100; ++i) {
    Bytes outer = hex("0c 00");
    outer.resize(34);
    outer.push_back(0), outer.push_back(9);
    outer.push_back(static_cast<std::uint8_t>(m.size() >> 8)),
        outer.push_back(static_cast<std::uint8_t>(m.size()));
    outer.insert(outer.end(), m.begin(), m.end());
    m = outer;
  }
  const auto d = dissect(kDatagramLink, test::udpDatagram(547, 547, m));
  EXPECT_EQ(d.faults(), "");
  EXPECT_EQ(d.values("dhcpv6.msgtype").size(), 17u);
  EXPECT_TRUE(d.has("dhcpv6.too_deep"));
}

TEST(Dhcpv6, OptionTooShortForItsKindIsTold) {
  const auto d = asDhcp("01 12 34 56 00 03 00 05 00 00 00 00 00");
  EXPECT_TRUE(d.has("dhcpv6.malformed_option"));
  EXPECT_EQ(d.value("dhcpv6.option.data"), "0000000000");
  EXPECT_EQ(d.summary.stop.why, Stop::none);
}

TEST(Dhcpv6, EveryOptionStandsEveryLength) {
  for (unsigned code = 0; code < 170; ++code) {
    Bytes m = hex("01 12 34 56");
    for (const unsigned n : {0u, 1u, 2u, 4u, 12u, 16u, 24u, 25u, 40u}) {
      m.push_back(0), m.push_back(static_cast<std::uint8_t>(code));
      m.push_back(0), m.push_back(static_cast<std::uint8_t>(n));
      for (unsigned i = 0; i < n; ++i) m.push_back(static_cast<std::uint8_t>(i * 31 + code));
    }
    ASSERT_EQ(dissect(kDatagramLink, test::udpDatagram(546, 547, m)).faults(), "") << code;
  }
}

TEST(Dhcpv6, StandsAnyBytes) {
  for (const std::string_view m : {kReply, kRelay})
    test::sturdy(kDatagramLink, test::udpDatagram(546, 547, hex(m)));
}

}  // namespace
}  // namespace pw
