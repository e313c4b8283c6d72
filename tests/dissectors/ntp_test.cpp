// Network Time Protocol (RFC 5905) and its control messages (RFC 9327).
#include "tests/support/datagram.h"

namespace pw {
namespace {

using test::Bytes;
using test::dissect;
using test::hex;
using test::kDatagramLink;

auto asNtp(const Bytes& m) { return dissect(kDatagramLink, test::udpDatagram(123, 123, m)); }

Bytes join(Bytes a, std::string_view more) {
  const Bytes b = hex(more);
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// A server's answer. RFC 868 gives 2,208,988,800 as the seconds from 1900 to 1970: 0x83aa7e80.
const Bytes kServer = hex(R"(
  24 02 06 ec  00 00 0a d6  00 00 0a e0  c0 2b f4 12
  83 aa 7e 80 00 00 00 00  83 aa 7e 81 80 00 00 00  83 aa 7e 82 40 00 00 00  00 00 00 00 00 00 00 00)");

TEST(Ntp, TellsTheTime) {
  const auto d = asNtp(kServer);
  EXPECT_EQ(d.layers, "ip:udp:ntp");
  EXPECT_EQ(d.protocol, "NTP");
  EXPECT_EQ(d.info, "NTP Version 4, server");
  EXPECT_EQ(d.label("ntp"), "Network Time Protocol (NTP Version 4, server)");
  EXPECT_EQ(d.label("ntp.stratum"), "Peer Clock Stratum: secondary reference (2)");
  EXPECT_EQ(d.label("ntp.ppoll"), "Peer Polling Interval: 6 (64 seconds)");
  EXPECT_EQ(d.label("ntp.precision"), "Peer Clock Precision: 0.000001 seconds");
  EXPECT_EQ(d.label("ntp.rootdelay"), "Root Delay: 0.042328 seconds");
  EXPECT_EQ(d.label("ntp.refid"), "Reference ID: 192.43.244.18");
  EXPECT_EQ(d.value("ntp.reftime"), "0.000000000");
  EXPECT_EQ(d.value("ntp.org"), "1.500000000");
  EXPECT_EQ(d.value("ntp.rec"), "2.250000000");
  EXPECT_EQ(d.value("ntp.xmt"), "NULL");
}

// RFC 4330 §3: the count of 32 bits starts anew on 7 February 2036 at 6:28:16.
TEST(Ntp, KnowsTheNextEra) {
  Bytes m = kServer;
  for (std::size_t i = 16; i < 24; ++i) m[i] = i == 19 ? 1 : 0;
  EXPECT_EQ(asNtp(m).value("ntp.reftime"), "2085978497.000000000");
}

TEST(Ntp, ReferenceClocksHaveNames) {
  Bytes m = kServer;
  m[1] = 1;
  m[12] = 'G', m[13] = 'P', m[14] = 'S', m[15] = 0;
  EXPECT_EQ(asNtp(m).label("ntp.refid"), "Reference ID: Global Position System");
}

TEST(Ntp, SignatureAndExtensionsFollow) {
  const auto signed_ = asNtp(join(kServer, "00 00 00 07 000102030405060708090a0b0c0d0e0f"));
  EXPECT_EQ(signed_.value("ntp.keyid"), "00000007");
  EXPECT_EQ(signed_.value("ntp.mac"), "000102030405060708090a0b0c0d0e0f");
  const auto extended = asNtp(join(kServer, "0104 001c 000000000000000000000000000000000000000000000000"));
  EXPECT_EQ(extended.value("ntp.ext.length"), "28");
  EXPECT_FALSE(extended.has("ntp.mac"));
  EXPECT_EQ(
      asNtp(join(kServer, "0104 0000 000000000000000000000000000000000000000000000000")).summary.stop.why,
      Stop::malformed);
}

TEST(Ntp, ControlMessagesTellVariables) {
  const auto d = asNtp(hex(R"(16 82 00 01 06 15 00 00 00 00 00 10
    61 3d 31 2c 20 62 3d 22 78 2c 79 22 2c 63 0d 0a)"));
  EXPECT_EQ(d.info, "NTP Version 2, control");
  EXPECT_EQ(d.values("ntp.ctrl.item").size(), 3u);
  EXPECT_EQ(d.label("ntp.ctrl.item"), "a=1");
  EXPECT_EQ(d.label("ntp.ctrl.status"),
            "Status: 0x0615, Leap Indicator: no warning, Clock Source: UDP/NTP, System Event Code: clock "
            "synchronized");
}

TEST(Ntp, PrivateMessagesTellTheRequest) {
  EXPECT_EQ(asNtp(hex("17 00 03 2a 00 00 00 00")).info, "NTP Version 2, private, Request, MON_GETLIST_1");
}

TEST(Ntp, StandsAnyBytes) {
  for (const Bytes& m :
       {kServer, join(kServer, "0104 001c 000000000000000000000000000000000000000000000000"),
        hex("16 81 00 01 06 15 00 00 00 00 00 08 00 01 96 1a 00 02 94 1a 00 00 00 01 00 00 00 00"),
        hex("97 00 03 2a 00 01 00 08 00 00 00 00 00 00 00 00")})
    test::sturdy(kDatagramLink, test::udpDatagram(123, 123, m));
}

}  // namespace
}  // namespace pw
