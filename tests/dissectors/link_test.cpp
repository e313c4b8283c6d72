// Link layers, tags and tunnels: the layers and lines that TShark 4.0.17 gives for the same bytes.
#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::dissect;
using test::hex;

// RFC 791 and RFC 768: 192.0.2.1:12345 to 192.0.2.2:50000, "abc".
const std::string kIpUdp = "4500001f00010000401166ca c0000201 c0000202 3039c350000b0000 616263";
const std::string kEther = "001122334455 66778899aabb ";
const std::string kUdpLine = "12345 → 50000 Len=3";

struct Sample {
  int link;
  std::string bytes;
  std::string layers;
  std::string protocol, info;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all{
      {1, kEther + "8100 6064 0800" + kIpUdp + "000000", "eth:ethertype:vlan:ethertype:ip:udp:data", "UDP",
       kUdpLine},
      {1, kEther + "9100 0064 0800" + kIpUdp, "eth:ethertype:vlan:ethertype:ip:udp:data", "UDP", kUdpLine},
      {1, kEther + "88a8 e064 88a8 0065 0800" + kIpUdp, "eth:ethertype:ieee8021ad:ethertype:ip:udp:data",
       "UDP", kUdpLine},
      {1, kEther + "88a8 f064 8100 2065 0800" + kIpUdp,
       "eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ip:udp:data", "UDP", kUdpLine},
      {1, kEther + "8100 0064 0022 060603" + kIpUdp, "eth:ethertype:vlan:llc:ip:udp:data", "UDP", kUdpLine},
      {1, kEther + "0022 060603" + kIpUdp + "0000000000", "eth:llc:ip:udp:data", "UDP", kUdpLine},
      {1, kEther + "0027 aaaa03 000000 0800" + kIpUdp, "eth:llc:ip:udp:data", "UDP", kUdpLine},
      {1, kEther + "9200 0064 0800", "eth:ethertype:data", "0x9200", "Ethernet II"},
      {1, kEther + "05ff 0064 0800", "eth:data", "Ethernet",
       "Ethernet Unknown: Invalid length/type: 0x05ff (1535)"},
      {1, kEther + "9000 0000 0100 0000 41414141", "eth:ethertype:loop:data", "LOOP", "Reply"},
      {0, "02000000" + kIpUdp, "null:ip:udp:data", "UDP", kUdpLine},
      {0, "00000002" + kIpUdp, "null:ip:udp:data", "UDP", kUdpLine},
      {0, "00020000" + kIpUdp, "null:ip:udp:data", "UDP", kUdpLine},
      {0, "00000800" + kIpUdp, "null:ip:udp:data", "UDP", kUdpLine},
      {0, "ff030021" + kIpUdp, "null:ppp:ip:udp:data", "UDP", kUdpLine},
      {0, "63000000 aabb", "null:data", "N/A", "Null/Loopback"},
      {108, "00000002" + kIpUdp, "null:ip:udp:data", "UDP", kUdpLine},
      {108, "02000000" + kIpUdp, "null:data", "N/A", "Null/Loopback"},
      {101, kIpUdp, "raw:ip:udp:data", "UDP", kUdpLine},
      {101, "ff030021" + kIpUdp, "raw:ppp:ip:udp:data", "UDP", kUdpLine},
      {101, "00000000000000000000" + kIpUdp, "raw:ip:udp:data", "UDP", kUdpLine},
      {12, kIpUdp, "raw:ip:udp:data", "UDP", kUdpLine},
      {228, kIpUdp, "ip:udp:data", "UDP", kUdpLine},
      {9, "ff030021" + kIpUdp, "ppp:ip:udp:data", "UDP", kUdpLine},
      {9, "ff0321" + kIpUdp, "ppp:ip:udp:data", "UDP", kUdpLine},
      {9, "21" + kIpUdp, "ppp:ip:udp:data", "UDP", kUdpLine},
      {50, "0021" + kIpUdp, "ppp:ip:udp:data", "UDP", kUdpLine},
      {113, "0000 0001 0006 0011223344550000 0800" + kIpUdp, "sll:ethertype:ip:udp:data", "UDP", kUdpLine},
      {113, "0000 0001 0006 0011223344550000 0004 060603" + kIpUdp, "sll:llc:ip:udp:data", "UDP", kUdpLine},
      {113, "0000 030a 0000 0000000000000000 0800" + kIpUdp, "sll:ip:udp:data", "UDP", kUdpLine},
      {276, "0800 0000 00000001 0001 00 06 0011223344550000" + kIpUdp, "sll:ethertype:ip:udp:data", "UDP",
       kUdpLine},
      {276, "0004 0000 00000001 0001 00 06 0011223344550000 aaaa030000000800" + kIpUdp, "sll:llc:ip:udp:data",
       "UDP", kUdpLine},
  };
  return all;
}

TEST(Link, SameLayersAndLinesAsTshark) {
  for (const Sample& s : samples()) {
    const auto d = dissect(static_cast<LinkType>(s.link), hex(s.bytes));
    EXPECT_EQ(d.layers, s.layers) << s.bytes;
    EXPECT_EQ(d.protocol, s.protocol) << s.bytes;
    EXPECT_EQ(d.info, s.info) << s.bytes;
  }
}

TEST(Link, StandsAnyBytes) {
  for (const Sample& s : samples()) {
    SCOPED_TRACE(s.bytes);
    test::sturdy(static_cast<LinkType>(s.link), hex(s.bytes));
  }
}

TEST(Vlan, ReadsTheThreePartsOfTheTag) {
  const auto d = dissect(LinkType::ethernet, hex(kEther + "8100 7064 0800" + kIpUdp + "00ff00"));
  EXPECT_EQ(d.value("vlan.priority"), "3");
  EXPECT_EQ(d.value("vlan.dei"), "1");
  EXPECT_EQ(d.value("vlan.id"), "100");
  EXPECT_EQ(d.value("vlan.etype"), "0x0800");
  EXPECT_EQ(d.value("vlan.trailer"), "00ff00");
  EXPECT_FALSE(d.has("eth.trailer"));
}

TEST(Ieee8021ad, TwoServiceTagsAreOneLayer) {
  const auto d = dissect(LinkType::ethernet, hex(kEther + "88a8 e064 88a8 0065 0800" + kIpUdp));
  EXPECT_EQ(d.value("ieee8021ad.svid"), "100");
  EXPECT_EQ(d.value("ieee8021ad.cvid"), "101");
  EXPECT_EQ(d.value("ieee8021ad.priority"), "7,0");
  EXPECT_EQ(d.label("ieee8021ad"), "IEEE 802.1ad, S-VID: 100, C-VID: 101");
}

TEST(Ethernet, ShowsTheTrailerOfA8023Frame) {
  const auto d = dissect(LinkType::ethernet, hex(kEther + "0022 060603" + kIpUdp + "0102030405"));
  EXPECT_EQ(d.value("eth.len"), "34");
  EXPECT_EQ(d.value("eth.trailer"), "0102030405");
  EXPECT_EQ(d.value("llc.dsap"), "0x06");
}

TEST(Gre, ReadsKeyAndSequenceNumber) {
  const auto d = dissect(LinkType::ipv4, hex("4500003f000100004 02f0000 c0000201 c0000202"
                                             "3000 0800 11223344 00000005" +
                                             kIpUdp));
  EXPECT_EQ(d.layers, "ip:gre:ip:udp:data");
  EXPECT_EQ(d.value("gre.key"), "0x11223344");
  EXPECT_EQ(d.value("gre.sequence_number"), "5");
}

TEST(Gre, PptpHasLengthCallAndAcknowledgement) {
  const auto d = dissect(LinkType::ipv4, hex("45000047000100004 02f0000 c0000201 c0000202"
                                             "3081 880b 0023 0001 00000001 00000002 ff030021" +
                                             kIpUdp));
  EXPECT_EQ(d.layers, "ip:gre:ppp:ip:udp:data");
  EXPECT_EQ(d.value("gre.key.call_id"), "1");
  EXPECT_EQ(d.value("gre.ack_number"), "2");
  test::sturdy(LinkType::ipv4, hex("45000047000100004 02f0000 c0000201 c0000202"
                                   "3081 880b 0023 0001 00000001 00000002 ff030021" +
                                   kIpUdp));
}

// The trailer of the outer frame begins where the outer packet ends, not where the one in the tunnel does.
TEST(Vxlan, InnerFrameDoesNotMoveTheOuterTrailer) {
  const auto d = dissect(LinkType::ethernet, hex(kEther +
                                                 "0800 45000058 000100004 0110000 c0000201 c0000202"
                                                 "3039 12b5 0044 0000 0800 0000 00002a 00" +
                                                 kEther + "0800" + kIpUdp +
                                                 "00000000000000"
                                                 "eeee"));
  EXPECT_EQ(d.layers, "eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:udp:data");
  EXPECT_EQ(d.value("vxlan.vni"), "42");
  EXPECT_EQ(d.value("eth.trailer"), "00000000000000,eeee");
}

struct ArpSample {
  std::string bytes, protocol, info;
};

TEST(Arp, SameLinesAsTshark) {
  const std::string s = "66778899aabb", d = "001122334455", none = "000000000000";
  const std::vector<ArpSample> all{
      {"0001080006040001" + s + "c0000201" + none + "c0000202", "ARP", "Who has 192.0.2.2? Tell 192.0.2.1"},
      {"0001080006040001" + s + "00000000" + none + "c0000202", "ARP", "Who has 192.0.2.2? (ARP Probe)"},
      {"0001080006040001" + s + "c0000201" + none + "c0000201", "ARP", "ARP Announcement for 192.0.2.1"},
      {"0001080006040001" + s + "c0000201" + d + "c0000201", "ARP", "Gratuitous ARP for 192.0.2.1 (Request)"},
      {"0001080006040002" + s + "c0000201" + d + "c0000202", "ARP", "192.0.2.1 is at 66:77:88:99:aa:bb"},
      {"0001080006040002" + s + "c0000201" + d + "c0000201", "ARP", "Gratuitous ARP for 192.0.2.1 (Reply)"},
      {"0001080006040001" + s + "00000000" + d + "c0000202", "ARP", "Who has 192.0.2.2? Tell 0.0.0.0"},
      {"0001080006040003" + s + "00000000" + s + "00000000", "RARP",
       "Who is 66:77:88:99:aa:bb? Tell 66:77:88:99:aa:bb"},
      {"0001080006040004" + s + "c0000201" + d + "c0000202", "RARP", "00:11:22:33:44:55 is at 192.0.2.2"},
      {"0001080006040007" + s + "c0000201" + d + "c0000202", "DRARP", "DRARP Error"},
      {"0001080006040008" + s + "c0000201" + d + "c0000202", "Inverse ARP",
       "Who is 00:11:22:33:44:55? Tell 66:77:88:99:aa:bb"},
      {"0001080006040009" + s + "c0000201" + d + "c0000202", "Inverse ARP",
       "66:77:88:99:aa:bb is at 192.0.2.1"},
      {"0001080006041234" + s + "c0000201" + d + "c0000202", "ARP", "Unknown ARP opcode 0x1234"},
      {"0001080006000001" + s + d, "ARP", "Who has <No address>? Tell <No address>"},
      {"0001080006040002" + s + "c0000201", "ARP", "[Malformed Packet]"},
  };
  for (const ArpSample& a : all) {
    const auto got = dissect(LinkType::ethernet, hex(kEther + "0806" + a.bytes));
    EXPECT_EQ(got.layers, "eth:ethertype:arp") << a.bytes;
    EXPECT_EQ(got.protocol, a.protocol) << a.bytes;
    EXPECT_EQ(got.info, a.info) << a.bytes;
  }
  test::sturdy(LinkType::ethernet,
               hex(kEther + "0806" + all[0].bytes + "000000000000000000000000000000000000"));
}

}  // namespace
}  // namespace pw
