// Ethernet frames (IEEE 802.3 §3, RFC 894).
#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::dissect;
using test::hex;

// RFC 768 over RFC 791 in an Ethernet II frame, filled up to 60 bytes.
const test::Bytes kUdp = hex(R"(
  00 11 22 33 44 55  66 77 88 99 aa bb  08 00  # to, from, IPv4
  45 00 00 1f 00 01 40 00 40 11 f9 73  c0 00 02 01  c0 00 02 02
  30 39 c3 50 00 0b 00 00  61 62 63           # 12345 to 50000, 11 bytes, no checksum
  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00)");

TEST(Ethernet, ShowsAddressesTypeAndPadding) {
  const auto d = dissect(LinkType::ethernet, kUdp);
  EXPECT_EQ(d.layers, "eth:ethertype:ip:udp:data");
  EXPECT_EQ(d.value("eth.dst"), "00:11:22:33:44:55");
  EXPECT_EQ(d.value("eth.src"), "66:77:88:99:aa:bb");
  EXPECT_EQ(d.value("eth.type"), "0x0800");
  EXPECT_EQ(d.value("eth.padding"), "000000000000000000000000000000");
  EXPECT_EQ(d.value("data.data"), "616263");
}

TEST(Ethernet, StandsAnyBytes) { test::sturdy(LinkType::ethernet, kUdp); }

}  // namespace
}  // namespace pw
