// IPv4 headers (RFC 791): what TShark 4.0.17 says of odd ones, fragments, options.
#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::dissect;
using test::hex;

const std::string kAddresses = "c0000201 c0000202";
const std::string kUdp = "3039c350000b0000616263";
const std::string kUdpLine = "12345 → 50000 Len=3";

struct Sample {
  std::string bytes, layers, protocol, info;
};

TEST(Ip, SameLayersAndLinesAsTshark) {
  const std::string v6 =
      "60000000000b1140 20010db8000000000000000000000001 20010db8000000000000000000000002" + kUdp;
  const std::vector<Sample> all{
      {"4500001f00010000401166ca" + kAddresses + kUdp, "ip:udp:data", "UDP", kUdpLine},
      {"4500000000010000401166ca" + kAddresses + kUdp, "ip:udp:data", "UDP",
       kUdpLine},  // left to the network card
      {"5500001f00010000401166ca" + kAddresses + kUdp, "ip", "IP", "Bogus IP version (5)"},
      {"4400001f00010000401166ca" + kAddresses + kUdp, "ip", "IPv4",
       "Bogus IP header length (16, must be at least 20)"},
      {"4500001000010000401166ca" + kAddresses + kUdp, "ip", "IPv4",
       "Bogus IP length (16, less than header length 20)"},
      {"4500001400010000401166ca" + kAddresses, "ip", "IPv4", ""},
      {"4500001800010000403d66ca" + kAddresses + "01020304", "ip:data", "IPv4",
       "any host internal protocol (61)"},
      {"45000018000100004099 66ca" + kAddresses + "01020304", "ip:data", "IPv4", "Unassigned (153)"},
      {"4500001600010000402966ca" + kAddresses + "4500", "ip:data", "IPv6", "IPv6 (41)"},
      {"4500", "ip", "IPv4", "[Malformed Packet]"},
      {"4500001f00010000401166ca" + kAddresses + "3039", "ip:udp", "IPv4", "[Malformed Packet]"},
      {"4500001f00012000401166ca" + kAddresses + kUdp, "ip:data", "IPv4",
       "Fragmented IP protocol (proto=UDP 17, off=0, ID=0001)"},
      {"4500001c00012001401166ca" + kAddresses + "0102030405060708", "ip:data", "IPv4",
       "Fragmented IP protocol (proto=UDP 17, off=8, ID=0001)"},
      {"4500003000012000401166ca" + kAddresses + kUdp, "ip:udp:data", "UDP",
       kUdpLine},  // a first piece that was cut
      {v6, "ip:ipv6:udp:data", "UDP", kUdpLine + " [ILLEGAL CHECKSUM (0)]"},
  };
  for (const Sample& s : all) {
    SCOPED_TRACE(s.bytes);
    const auto d = dissect(LinkType::ipv4, hex(s.bytes));
    EXPECT_EQ(d.layers, s.layers);
    EXPECT_EQ(d.protocol, s.protocol);
    EXPECT_EQ(d.info, s.info);
    test::everyPrefix(LinkType::ipv4, hex(s.bytes));
    test::mutations(LinkType::ipv4, hex(s.bytes), 1, 300);
  }
}

TEST(Ip, ReadsTheHeader) {
  const auto d = dissect(LinkType::ipv4, hex("45ba001f abcd 4000 3f11 0000" + kAddresses + kUdp));
  EXPECT_EQ(d.value("ip.version"), "4");
  EXPECT_EQ(d.value("ip.hdr_len"), "20");
  EXPECT_EQ(d.value("ip.dsfield.dscp"), "46");
  EXPECT_EQ(d.value("ip.dsfield.ecn"), "2");
  EXPECT_EQ(d.value("ip.id"), "0xabcd");
  EXPECT_EQ(d.value("ip.flags.df"), "1");
  EXPECT_EQ(d.value("ip.ttl"), "63");
  EXPECT_EQ(d.value("ip.src"), "192.0.2.1");
  EXPECT_EQ(d.value("ip.dst"), "192.0.2.2");
  EXPECT_EQ(d.summary.ecn, 2);
}

// RFC 1071 §1: the sum over 4500001f 00010000 4011 0a000001 0a000002 is 0x9934.
TEST(Ip, ChecksTheHeader) {
  const auto good = dissect(LinkType::ipv4, hex("4500001f00010000401166cb"
                                                "0a000001 0a000002" +
                                                kUdp));
  EXPECT_EQ(good.value("ip.checksum.status"), "1");
  const auto bad = dissect(LinkType::ipv4, hex("4500001f00010000401166ca"
                                               "0a000001 0a000002" +
                                               kUdp));
  EXPECT_EQ(bad.value("ip.checksum.status"), "0");
  EXPECT_EQ(bad.value("ip.checksum_calculated"), "0x66cb");
}

// RFC 2113: a router alert; the payload begins behind it.
TEST(Ip, OptionsStandBeforeThePayload) {
  const auto bytes = hex("46000023000000004011 0000" + kAddresses + "94040000" + kUdp);
  const auto d = dissect(LinkType::ipv4, bytes);
  EXPECT_EQ(d.layers, "ip:udp:data");
  EXPECT_EQ(d.value("ip.hdr_len"), "24");
  EXPECT_EQ(d.value("ip.opt.type"), "148");
  EXPECT_EQ(d.value("ip.opt.ra"), "0");
  test::sturdy(LinkType::ipv4, bytes);
}

TEST(Ip, PieceGoesToTheSummary) {
  const auto d = dissect(LinkType::ipv4, hex("4500001cbeef2001401100 00" + kAddresses + "0102030405060708"));
  ASSERT_TRUE(d.summary.hasFragment);
  EXPECT_EQ(d.summary.fragment.id, 0xbeefu);
  EXPECT_EQ(d.summary.fragment.at, 8u);
  EXPECT_EQ(d.summary.fragment.dataAt, 20u);
  EXPECT_EQ(d.summary.fragment.length, 8u);
  EXPECT_EQ(d.summary.fragment.protocol, 17);
  EXPECT_TRUE(d.summary.fragment.more);
}

TEST(Frame, BytesThatNobodyReadsHaveAField) {
  const auto d = dissect(LinkType::ipv4, hex("5500001f00010000401166ca" + kAddresses + kUdp));
  EXPECT_EQ(d.value("ip.version"), "5");
  EXPECT_EQ(d.value("frame.unparsed"), "00001f00010000401166cac0000201c0000202" + kUdp);
}

TEST(Frame, SaysThatTheCaptureIsCut) {
  const auto d = dissect(LinkType::ipv4, hex("4500001f0001"), 31);
  EXPECT_EQ(d.value("_ws.short"), "[Packet size limited during capture: IPv4 truncated]");
  EXPECT_EQ(d.info, "[Packet size limited during capture]");
  EXPECT_EQ(d.value("frame.len"), "31");
  EXPECT_EQ(d.value("frame.cap_len"), "6");
}

// A file may claim fewer bytes on the wire than it holds; the bytes are read all the same.
TEST(Frame, WireLengthBelowCapturedIsNoEnd) {
  const auto d = dissect(LinkType::ipv4, hex("4500001f00010000401166ca" + kAddresses + kUdp), 10);
  EXPECT_EQ(d.layers, "ip:udp:data");
  EXPECT_EQ(d.faults(), "");
}

}  // namespace
}  // namespace pw
