// DHCP over BOOTP (RFC 2131, RFC 2132).
#include "tests/support/datagram.h"

namespace pw {
namespace {

using test::Bytes;
using test::dissect;
using test::hex;
using test::kDatagramLink;

/// Header of 236 bytes of a client 00:0b:82:01:fc:42 that asks, then the cookie and the options.
Bytes message(std::string_view options, std::string_view serverName = "", std::string_view file = "") {
  Bytes b = hex(R"(01 01 06 00  00 00 3d 1d  00 00 80 00
    00 00 00 00  c0 a8 00 0a  c0 a8 00 01  00 00 00 00  00 0b 82 01 fc 42)");
  const auto room = [&b](std::string_view text, std::size_t size) {
    const Bytes bytes = hex(text);
    b.insert(b.end(), bytes.begin(), bytes.end());
    b.resize(b.size() + size - bytes.size());
  };
  room("", 10);
  room(serverName, 64);
  room(file, 128);
  const Bytes rest = hex(std::string{"63 82 53 63 "}.append(options));
  b.insert(b.end(), rest.begin(), rest.end());
  return b;
}

auto asDhcp(const Bytes& m) { return dissect(kDatagramLink, test::udpDatagram(68, 67, m)); }

TEST(Dhcp, TellsTheMessageAndItsSettings) {
  const auto d = asDhcp(message(R"(
    35 01 02  01 04 ff ff ff 00  3a 04 00 00 07 08  3b 04 00 00 0c 4e  33 04 00 00 0e 10  36 04 c0 a8 00 01
    06 08 08 08 08 08 08 08 04 04  0c 04 68 6f 73 74  ff  00 00)"));
  EXPECT_EQ(d.layers, "ip:udp:dhcp");
  EXPECT_EQ(d.protocol, "DHCP");
  EXPECT_EQ(d.info, "DHCP Offer    - Transaction ID 0x3d1d");
  EXPECT_EQ(d.label("dhcp"), "Dynamic Host Configuration Protocol (Offer)");
  EXPECT_EQ(d.value("dhcp.ip.your"), "192.168.0.10");
  EXPECT_EQ(d.value("dhcp.hw.mac_addr"), "00:0b:82:01:fc:42");
  EXPECT_EQ(d.label("dhcp.flags"), "Bootp flags: 0x8000, Broadcast flag (Broadcast)");
  EXPECT_EQ(d.value("dhcp.option.subnet_mask"), "255.255.255.0");
  EXPECT_EQ(d.value("dhcp.option.domain_name_server"), "8.8.8.8,8.8.4.4");
  EXPECT_EQ(d.value("dhcp.option.hostname"), "host");
  EXPECT_EQ(d.label("dhcp.option.renewal_time_value"), "Renewal Time Value: (1800s) 30 minutes");
  EXPECT_EQ(d.label("dhcp.option.rebinding_time_value"),
            "Rebinding Time Value: (3150s) 52 minutes, 30 seconds");
  EXPECT_EQ(d.value("dhcp.option.padding"), "0000");
  EXPECT_EQ(d.summary.stop.why, Stop::none);
}

TEST(Dhcp, WithoutTypeItIsBootp) {
  const auto d = asDhcp(message("01 04 ff ff ff 00 ff"));
  EXPECT_EQ(d.protocol, "BOOTP");
  EXPECT_EQ(d.info, "Boot Request from 00:0b:82:01:fc:42 (00:0b:82:01:fc:42)");
}

// RFC 2132 §9.3
TEST(Dhcp, OptionsMayLieInTheNamesOfServerAndFile) {
  const auto d = asDhcp(message("35 01 01 34 01 03 ff", "42 04 74 66 74 70 ff", "43 04 62 6f 6f 74 ff"));
  EXPECT_EQ(d.value("dhcp.option.tftp_server_name"), "tftp");
  EXPECT_EQ(d.value("dhcp.option.bootfile_name"), "boot");
  EXPECT_EQ(d.value("dhcp.server"), "");
  EXPECT_TRUE(d.has("dhcp.server_name_overloaded_by_dhcp"));
}

// RFC 3442: 10.17.0.0/16, 10.27.129.0/24 and the default, as its examples are built
TEST(Dhcp, ClasslessRoutesTellAsMuchOfTheNetworkAsTheMaskCovers) {
  const auto d =
      asDhcp(message("35 01 05  79 14  10 0a 11 0a 00 00 01  18 0a 1b 81 0a 00 00 02  00 0a 00 00 03  ff"));
  EXPECT_EQ(d.values("dhcp.option.classless_static_route").size(), 3u);
  EXPECT_EQ(d.label("dhcp.option.classless_static_route"), " 10.17.0.0/16-10.0.0.1");
}

// RFC 3397 §2: the example of its search list, with a pointer
TEST(Dhcp, SearchListHasPointersOfItsOwn) {
  const auto d = asDhcp(message(
      "35 01 05  77 1b 03 65 6e 67 05 61 70 70 6c 65 03 63 6f 6d 00 09 6d 61 72 6b 65 74 69 6e 67 c0 04 ff"));
  EXPECT_EQ(d.value("dhcp.option.dhcp_dns_domain_search_list_fqdn"), "eng.apple.com,marketing.apple.com");
}

TEST(Dhcp, TellsClientIdentifiers) {
  const auto d = asDhcp(message(R"(35 01 01  3d 07 01 02 03 04 05 06 07
    3d 0f ff 00 00 00 01 00 03 00 01 01 02 03 04 05 06  3d 04 00 61 62 63 ff)"));
  EXPECT_EQ(d.values("dhcp.hw.mac_addr")[1], "02:03:04:05:06:07");
  EXPECT_EQ(d.value("dhcp.client_id.duid_type"), "3");
  EXPECT_EQ(d.value("dhcp.client_id.link_layer_address"), "01:02:03:04:05:06");
  EXPECT_EQ(d.value("dhcp.client_id.undef"), "abc");
}

// RFC 4702 §2.3.1: a name that DNS writes, here without its end
TEST(Dhcp, FullNameMayBePartial) {
  const auto d = asDhcp(message("35 01 01  51 08 04 00 00 04 68 6f 73 74 ff"));
  EXPECT_EQ(d.value("dhcp.fqdn.name"), "host");
  EXPECT_EQ(d.summary.stop.why, Stop::none);
}

TEST(Dhcp, RelayTellsTheLine) {
  const auto d = asDhcp(message("35 01 01  52 0e 01 04 63 69 72 63 05 04 0a 00 00 01 c8 00 ff"));
  EXPECT_EQ(d.value("dhcp.option.agent_information_option.agent_circuit_id"), "63697263");
  EXPECT_EQ(d.value("dhcp.option.agent_information_option.link_selection"), "10.0.0.1");
}

TEST(Dhcp, OptionPastTheEndIsMalformed) {
  const auto d = asDhcp(message("35 01 01  0c c8 61 62 63"));
  EXPECT_EQ(d.summary.stop.why, Stop::overrun);
  EXPECT_EQ(d.info.substr(0, 37), "DHCP Discover - Transaction ID 0x3d1d");
}

// Every option with the lengths that most forms expect, and some that none does.
TEST(Dhcp, EveryOptionStandsEveryLength) {
  for (unsigned code = 1; code < 255; ++code) {
    Bytes m = message("35 01 01");
    for (const unsigned length : {0u, 1u, 2u, 3u, 4u, 5u, 8u, 16u, 17u, 22u}) {
      m.push_back(static_cast<std::uint8_t>(code));
      m.push_back(static_cast<std::uint8_t>(length));
      for (unsigned i = 0; i < length; ++i) m.push_back(static_cast<std::uint8_t>(i * 29 + code));
    }
    m.push_back(255);
    ASSERT_EQ(asDhcp(m).faults(), "") << code;
  }
}

TEST(Dhcp, StandsAnyBytes) {
  for (const Bytes& m :
       {message("35 01 01 3d 07 01 02 03 04 05 06 07 37 03 01 03 06 51 0b 05 00 00 04 68 6f 73 74 01 61 00 "
                "ff 00"),
        message("35 01 05 34 01 03 52 0c 01 04 63 69 72 63 05 04 0a 00 00 01 79 07 10 0a 11 0a 00 00 01 ff",
                "42 04 74 66 74 70 ff", "43 04 62 6f 6f 74 ff")})
    test::sturdy(kDatagramLink, test::udpDatagram(67, 68, m));
}

}  // namespace
}  // namespace pw
