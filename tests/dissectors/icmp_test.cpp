// ICMP, ICMPv6 and IGMP: the layers and lines that TShark 4.0.17 gives for the same bytes.
#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::dissect;
using test::hex;

const std::string kUdp = "3039c350000b0000616263";
const std::string kIpUdp = "4500001f00010000401166ca c0000201 c0000202" + kUdp;

std::string fourDigits(std::size_t n) {
  std::string s;
  TextOut{s}.hex(n, 4);
  return s;
}

std::string ipv4(const std::string& protocol, const std::string& body) {
  return "4500" + fourDigits(20 + hex(body).size()) + "0000000040" + protocol + "0000c0000201c0000202" + body;
}

const std::string kAddresses = "fe800000000000000011223344556677 ff020000000000000000000000000001";
std::string ipv6(const std::string& body) {
  return "60000000" + fourDigits(hex(body).size()) + "3aff" + kAddresses + body;
}

struct Sample {
  std::string bytes, layers, protocol, info;
};

void same(LinkType link, const Sample& s) {
  SCOPED_TRACE(s.bytes);
  const auto d = dissect(link, hex(s.bytes));
  EXPECT_EQ(d.layers, s.layers);
  EXPECT_EQ(d.protocol, s.protocol);
  EXPECT_EQ(d.info, s.info);
  test::everyPrefix(link, hex(s.bytes));
  test::mutations(link, hex(s.bytes), 1, 300);
}

TEST(Icmp, SameLayersAndLinesAsTshark) {
  const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> all{
      {"0800000012340001 41424344", {"icmp:data", "Echo (ping) request  id=0x1234, seq=1/256, ttl=64"}},
      {"0000000012340100", {"icmp", "Echo (ping) reply    id=0x1234, seq=256/1, ttl=64"}},
      {"0303000000000000" + kIpUdp, {"icmp:ip:udp:data", "Destination unreachable (Port unreachable)"}},
      {"03040000000005dc" + kIpUdp, {"icmp:ip:udp:data", "Destination unreachable (Fragmentation needed)"}},
      {"0310000000000000" + kIpUdp, {"icmp:ip:udp:data", "Destination unreachable (Unknown code: 16)"}},
      {"0400000000000000" + kIpUdp, {"icmp:ip:udp:data", "Source quench (flow control)"}},
      {"0501 0000 c0000203" + kIpUdp.substr(0, kIpUdp.size() - 6),
       {"icmp:ip:udp", "Redirect             (Redirect for host)"}},
      {"0900 0000 01020708 c0000201 00000005",
       {"icmp", "Mobile IP Advertisement (Normal router advertisement)"}},
      {"0a00 0000 00000000", {"icmp", "Router solicitation "}},
      {"0b00000000000000" + kIpUdp,
       {"icmp:ip:udp:data", "Time-to-live exceeded (Time to live exceeded in transit)"}},
      {"0c02000005000000" + kIpUdp, {"icmp:ip:udp:data", "Parameter problem    (Bad length)"}},
      {"0d00 0000 1234 0001 00000001 00000002 00000003",
       {"icmp", "Timestamp request    id=0x1234, seq=1/256, ttl=64"}},
      {"1200 0000 1234 0001 ffffff00", {"icmp", "Address mask reply   id=0x1234, seq=1/256, ttl=64"}},
      {"2a00 0000 1234 0101 20000000", {"icmp", "Extended Echo request (No error)"}},
      {"ff00 0000 1234", {"icmp", "Unknown ICMP (obsolete or malformed?)"}},
      {"0800", {"icmp", "[Malformed Packet]"}},
      {"0303000000000000 4500001f", {"icmp:ip", "Destination unreachable (Port unreachable)"}},
  };
  for (const auto& [body, want] : all)
    same(LinkType::ipv4, {ipv4("01", body), "ip:" + want.first, "ICMP", want.second});
}

// The one who talks is the sender of the message, whatever it quotes.
TEST(Icmp, QuoteDoesNotSayWhoTalks) {
  const auto d = dissect(
      LinkType::ipv4, hex(ipv4("01", "0303000000000000 4500001f00010000401166ca 0a000001 0a000002" + kUdp)));
  EXPECT_EQ(d.summary.transport, Transport::none);
  EXPECT_EQ(d.value("ip.src"), "192.0.2.1,10.0.0.1");
  EXPECT_EQ(d.value("udp.srcport"), "12345");
  EXPECT_EQ(d.summary.src.bytes[0], 192);
}

// RFC 4884 §5.5 with an MPLS stack (RFC 4950) behind 128 bytes of quote.
TEST(Icmp, ReadsExtensionsBehindTheQuote) {
  const std::string fill(2 * (128 - 31), '0');
  const auto d = dissect(
      LinkType::ipv4, hex(ipv4("01", "0b00 0000 00 20 0000" + kIpUdp + fill + "20000000 00080101 00010301")));
  EXPECT_EQ(d.value("icmp.length.original_datagram"), "128");
  EXPECT_EQ(d.value("icmp.ext.version"), "2");
  EXPECT_EQ(d.value("icmp.mpls.label"), "16");
  EXPECT_EQ(d.value("icmp.mpls.exp"), "1");
  EXPECT_EQ(d.value("icmp.mpls.ttl"), "1");
}

// A cut within the quote is put down to the quoted packet.
TEST(Icmp, CutQuoteNamesTheQuotedPacket) {
  const auto d = dissect(LinkType::ipv4,
                         hex("450000c80000000040010000c0000201c0000202 0303000000000000"
                             "4500003000010000401166cac0000201c0000202 3039"),
                         200);
  EXPECT_EQ(d.value("_ws.short"), "[Packet size limited during capture: IPv4 truncated]");
  EXPECT_EQ(d.info, "Destination unreachable (Port unreachable)[Packet size limited during capture]");
}

TEST(Icmpv6, SameLayersAndLinesAsTshark) {
  const std::string target = "20010db8000000000000000000000005";
  const std::string quote = "60000000000b1140" + target + target + kUdp;
  const std::string source = "0101001122334455", link = "0201001122334455";
  const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> all{
      {"8000 0000 1234 0001 4142", {"icmpv6:data", "Echo (ping) request id=0x1234, seq=1, hop limit=255"}},
      {"8100 0000 1234 0001", {"icmpv6", "Echo (ping) reply id=0x1234, seq=1, hop limit=255"}},
      {"8500 0000 00000000" + source, {"icmpv6", "Router Solicitation from 00:11:22:33:44:55"}},
      {"8600 0000 40c00708 00000000 00000000" + source + "0304 40c0 00000e10 00000e10 00000000" + target,
       {"icmpv6", "Router Advertisement from 00:11:22:33:44:55"}},
      {"8700 0000 00000000" + target, {"icmpv6", "Neighbor Solicitation for 2001:db8::5"}},
      {"8700 0000 00000000" + target + source,
       {"icmpv6", "Neighbor Solicitation for 2001:db8::5 from 00:11:22:33:44:55"}},
      {"8800 0000 e0000000" + target + link,
       {"icmpv6", "Neighbor Advertisement 2001:db8::5 (rtr, sol, ovr) is at 00:11:22:33:44:55"}},
      {"8800 0000 00000000" + target, {"icmpv6", "Neighbor Advertisement 2001:db8::5 (none)"}},
      {"8900 0000 00000000" + target + target + link, {"icmpv6", "Redirect is at 00:11:22:33:44:55"}},
      {"8200 0000 03e80000" + target + "027d0001" + target, {"icmpv6", "Multicast Listener Query"}},
      {"8f00 0000 0000 0001 03000001" + target + target, {"icmpv6", "Multicast Listener Report Message v2"}},
      {"8f00 0000 0000 0001 03000002" + target + target,
       {"icmpv6", "Multicast Listener Report Message v2[Malformed Packet]"}},
      {"0104 0000 00000000" + quote, {"icmpv6:ipv6:udp:data", "Destination Unreachable (Port unreachable)"}},
      {"0200 0000 000005dc" + quote, {"icmpv6:ipv6:udp:data", "Packet Too Big"}},
      {"0302 0000 00000000" + quote, {"icmpv6:ipv6:udp:data", "Time Exceeded (Unknown (2))"}},
      {"8000", {"icmpv6", "Echo (ping) request[Malformed Packet]"}},
      {"8700 0000 00000000" + target + "0eff001122334455",
       {"icmpv6", "Neighbor Solicitation for 2001:db8::5[Malformed Packet]"}},
  };
  for (const auto& [body, want] : all)
    same(LinkType::ipv6, {ipv6(body), "ipv6:" + want.first, "ICMPv6", want.second});
}

// RFC 8106 §5: servers and search names; RFC 8781 §4: the prefix of IPv4 addresses.
TEST(Icmpv6, ReadsRouterOptions) {
  const auto d = dissect(LinkType::ipv6, hex(ipv6("8600 0000 40c00708 00000000 00000000"
                                                  "1903 0000 00000e10 20010db8000000000000000000000035"
                                                  "1f03 0000 00000e10 03 6c6162 07 6578616d706c65 00 000000"
                                                  "2602 0708 0064ff9b0000000000000000"
                                                  "0501 0000 000005dc")));
  EXPECT_EQ(d.value("icmpv6.opt.rdnss"), "2001:db8::35");
  EXPECT_EQ(d.value("icmpv6.opt.dnssl"), "lab.example");
  EXPECT_EQ(d.value("icmpv6.opt.pref64.scaled_lifetime"), "225");
  EXPECT_EQ(d.value("icmpv6.opt.mtu"), "1500");
  EXPECT_EQ(d.summary.stop.why, Stop::none);
}

TEST(Igmp, SameLayersAndLinesAsTshark) {
  struct Case {
    std::string body, protocol, info;
  };
  const std::vector<Case> all{
      {"1100 0000 00000000", "IGMPv1", "Membership Query"},
      {"1164 0000 00000000", "IGMPv2", "Membership Query, general"},
      {"1164 0000 e0000105", "IGMPv2", "Membership Query, specific for group 224.0.1.5"},
      {"1164 0000 e0000105 027d0001 c0000205", "IGMPv3",
       "Membership Query, specific for group 224.0.1.5, source {192.0.2.5}"},
      {"1200 0000 e0000105", "IGMPv1", "Membership Report"},
      {"1600 0000 e0000105", "IGMPv2", "Membership Report group 224.0.1.5"},
      {"1700 0000 e0000105", "IGMPv2", "Leave Group 224.0.1.5"},
      {"2200 0000 0000 0001 04000000 e0000105", "IGMPv3",
       "Membership Report / Join group 224.0.1.5 for any sources"},
      {"2200 0000 0000 0001 03000000 e0000105", "IGMPv3", "Membership Report / Leave group 224.0.1.5"},
      {"2200 0000 0000 0001 04000001 e0000105 c0000205", "IGMPv3",
       "Membership Report / Join group 224.0.1.5, for source not {192.0.2.5}"},
      {"2200 0000 0000 0001 06000002 e0000105 c0000205 c0000206", "IGMPv3",
       "Membership Report / Group 224.0.1.5, block sources {192.0.2.5, 192.0.2.6}"},
      {"2200 0000 0000 0001 05000000 e0000105", "IGMPv3",
       "Membership Report / Group 224.0.1.5, ALLOW_NEW_SOURCES but no source specified (?)"},
      {"2200 0000 0000 0002 04000000 e0000105", "IGMPv3",
       "Membership Report / Join group 224.0.1.5 for any sources[Malformed Packet]"},
      {"2200 0000 0000 0000", "IGMPv3", "Membership Report - General query"},
  };
  for (const Case& s : all) same(LinkType::ipv4, {ipv4("02", s.body), "ip:igmp:igmp", s.protocol, s.info});
}

TEST(Icmp, EveryByteBelongsToAField) {
  test::fullyCovered(LinkType::ipv4, hex(ipv4("01", "0303000000000000" + kIpUdp)));
  test::fullyCovered(LinkType::ipv6, hex(ipv6("8600 0000 40c00708 00000000 00000000 05010000000005dc")));
  test::fullyCovered(LinkType::ipv4, hex(ipv4("02", "2200 0000 0000 0001 04000000 e0000105")));
}

/// An echo request at 1700000000 (0x6553f100), whose data begins with `data`.
auto echoAt(const std::string& data) {
  PacketContext context;
  context.linkType = LinkType::ipv4;
  context.timeNs = 1'700'000'000'250'000'000;
  return dissect(context, hex(ipv4("01", "0800000000010001" + data)));
}

/// The bounds are those of tshark 4.0.17: within a day, microseconds below a million, either order of bytes.
TEST(Icmp, ATimeInFrontOfWhatIsEchoedIsTold) {
  for (const std::string data : {"6553f100 00000005", "00f15365 05000000"}) {
    const auto d = echoAt(data + "0102");
    EXPECT_EQ(d.value("icmp.data_time_relative"), "0.249995000") << data;
    EXPECT_EQ(d.value("data.data"), "0102");
    EXPECT_EQ(d.value("data.len"), "2");
  }
  EXPECT_EQ(echoAt("65529f81 00000000 01").value("icmp.data_time_relative"), "86399.250000000");
  EXPECT_EQ(echoAt("6555427f 00000000 01").value("icmp.data_time_relative"), "-86398.750000000");
  EXPECT_EQ(echoAt("6553f100 00000005").layers, "ip:icmp");
  for (const std::string none : {"65529f80 00000000", "65554280 00000000", "6553f100 000f4240", "6553f100 000000"}) {
    EXPECT_FALSE(echoAt(none).has("icmp.data_time")) << none;
    EXPECT_TRUE(echoAt(none).has("data.data")) << none;
  }
}

}  // namespace
}  // namespace pw
