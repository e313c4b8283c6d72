// IPv6 and its extension headers: the layers and lines that TShark 4.0.17 gives for the same bytes (RFC
// 8200).
#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::dissect;
using test::hex;

const std::string kAddresses = "20010db8000000000000000000000001 20010db8000000000000000000000002";
const std::string kUdp = "3039c350000b0000616263";
const std::string kUdpLine = "12345 → 50000 Len=3 [ILLEGAL CHECKSUM (0)]";

std::string packet(const std::string& length, const std::string& next, const std::string& rest) {
  return "60000000" + length + next + "40" + kAddresses + rest;
}

struct Sample {
  std::string bytes, layers, info;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all{
      {packet("000b", "11", kUdp), "udp:data", kUdpLine},
      {packet("0013", "00", "1100010400000000" + kUdp), "ipv6.hopopts:udp:data", kUdpLine},
      {packet("0013", "00", "1100050200000100" + kUdp), "ipv6.hopopts:udp:data", kUdpLine},
      {packet("0013", "3c", "1100010400000000" + kUdp), "ipv6.dstopts:udp:data", kUdpLine},
      {packet("0013", "2b", "1100000000000000" + kUdp), "ipv6.routing:udp:data", kUdpLine},
      {packet("0013", "2c", "1100000011223344" + kUdp), "ipv6.fraghdr:udp:data", kUdpLine},
      {packet("0013", "2c", "1100010111223344" + kUdp), "ipv6.fraghdr:data",
       "IPv6 fragment (off=256 more=y ident=0x11223344 nxt=17)"},
      {packet("0013", "2c", "1100010011223344" + kUdp), "ipv6.fraghdr:data",
       "IPv6 fragment (off=256 more=n ident=0x11223344 nxt=17)"},
      {packet("0003", "3b", "010203"), "data", "IPv6 no next header"},
      {packet("001b", "00", "0000010400000000 1100010400000000" + kUdp), "ipv6.hopopts:ipv6.hopopts:udp:data",
       kUdpLine},
      {packet("0004", "00", "11001104"), "ipv6.hopopts", "IPv6 hop-by-hop options[Malformed Packet]"},
      {packet("0010", "3c", "3c00010400000000 1100010400000000"), "ipv6.dstopts:ipv6.dstopts:udp",
       "IPv6 destination options , IPv6 destination options[Malformed Packet]"},
      {packet("001f", "04", "4500001f00010000401166cac0000201c0000202" + kUdp), "ip:udp:data",
       "12345 → 50000 Len=3"},
  };
  return all;
}

TEST(Ipv6, SameLayersAndLinesAsTshark) {
  for (const Sample& s : samples()) {
    const auto d = dissect(LinkType::ipv6, hex(s.bytes));
    EXPECT_EQ(d.layers, "ipv6:" + s.layers) << s.bytes;
    EXPECT_EQ(d.info, s.info) << s.bytes;
  }
}

TEST(Ipv6, StandsAnyBytes) {
  for (const Sample& s : samples()) {
    SCOPED_TRACE(s.bytes);
    test::everyPrefix(LinkType::ipv6, hex(s.bytes));
    test::mutations(LinkType::ipv6, hex(s.bytes));
  }
  test::fullyCovered(LinkType::ipv6, hex(samples()[2].bytes));
}

TEST(Ipv6, ReadsTheHeader) {
  const auto d = dissect(LinkType::ipv6, hex("6b2abcde 000b 11 40" + kAddresses + kUdp));
  EXPECT_EQ(d.value("ipv6.version"), "6");
  EXPECT_EQ(d.value("ipv6.tclass"), "0xb2");
  EXPECT_EQ(d.value("ipv6.tclass.dscp"), "44");
  EXPECT_EQ(d.value("ipv6.tclass.ecn"), "2");
  EXPECT_EQ(d.value("ipv6.flow"), "0xabcde");
  EXPECT_EQ(d.value("ipv6.src"), "2001:db8::1");
  EXPECT_EQ(d.value("ipv6.dst"), "2001:db8::2");
  EXPECT_EQ(d.summary.ecn, 2);
}

TEST(Ipv6, TooShortForAHeader) {
  const auto d = dissect(LinkType::ipv6, hex("600000"));
  EXPECT_EQ(d.info, "Invalid IPv6 header (3 bytes, need exactly 40)[Malformed Packet]");
}

// RFC 2675: a length below 65536 must not be told by the jumbo option.
TEST(Ipv6, JumboOptionOfAShortPacketIsNoLength) {
  const auto d = dissect(LinkType::ipv6, hex(packet("0000", "00", "1100c20400000013" + kUdp)));
  EXPECT_EQ(d.layers, "ipv6:ipv6.hopopts");
  EXPECT_EQ(d.info, "Invalid IPv6 payload length , IPv6 hop-by-hop options[Malformed Packet]");
}

// RFC 4291 appendix A: 02:11:22:33:44:55 gives ::0011:22ff:fe33:4455.
TEST(Ipv6, FindsTheCardInTheAddress) {
  const auto d = dissect(
      LinkType::ipv6, hex("60000000 0000 3b 40 fe80000000000000001122fffe334455" + kAddresses.substr(0, 32)));
  EXPECT_EQ(d.value("ipv6.src_slaac_mac"), "02:11:22:33:44:55");
  EXPECT_FALSE(d.has("ipv6.dst_slaac_mac"));
}

TEST(Ipv6, FragmentGoesToTheSummary) {
  const auto d = dissect(LinkType::ipv6, hex(packet("0013", "2c", "1100010111223344" + kUdp)));
  ASSERT_TRUE(d.summary.hasFragment);
  EXPECT_EQ(d.summary.fragment.id, 0x11223344u);
  EXPECT_EQ(d.summary.fragment.at, 256u);
  EXPECT_EQ(d.summary.fragment.dataAt, 48u);
  EXPECT_EQ(d.summary.fragment.length, 11u);
  EXPECT_TRUE(d.summary.fragment.more);
}

TEST(Ipv6, LastPieceShowsTheWholePacket) {
  const auto whole = hex(kUdp);
  const FragmentPiece pieces[] = {{PacketId{3}, 0, 48, 8}, {PacketId{4}, 8, 48, 3}};
  PacketContext context;
  context.linkType = LinkType::ipv6;
  context.id = PacketId{4};
  context.reassembly = {whole, pieces, PacketId{4}};
  const auto d = dissect(context, hex(packet("000b", "2c", "1100000811223344 616263")));
  EXPECT_EQ(d.layers, "ipv6:ipv6.fraghdr:udp:data");
  EXPECT_EQ(d.info, kUdpLine);
  EXPECT_EQ(d.value("ipv6.fragment"), "4,5");
  EXPECT_EQ(d.value("ipv6.reassembled.length"), "11");
  EXPECT_EQ(d.faults(), "");
}

}  // namespace
}  // namespace pw
