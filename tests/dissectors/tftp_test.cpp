// Trivial File Transfer Protocol (RFC 1350, RFC 2347).
#include "tests/support/datagram.h"

namespace pw {
namespace {

using test::Bytes;
using test::dissect;
using test::hex;
using test::kDatagramLink;

auto asTftp(std::string_view message) {
  return dissect(kDatagramLink, test::udpDatagram(50000, 69, hex(message)));
}

// RFC 2347: "RRQ|foofile|octet|blksize|1432|", its own example
constexpr std::string_view kRequest = R"(00 01  66 6f 6f 66 69 6c 65 00  6f 63 74 65 74 00
  62 6c 6b 73 69 7a 65 00  31 34 33 32 00)";

TEST(Tftp, TellsARequestWithOptions) {
  const auto d = asTftp(kRequest);
  EXPECT_EQ(d.layers, "ip:udp:tftp");
  EXPECT_EQ(d.protocol, "TFTP");
  EXPECT_EQ(d.info, "Read Request, File: foofile, Transfer type: octet, blksize=1432");
  EXPECT_EQ(d.value("tftp.source_file"), "foofile");
  EXPECT_EQ(d.value("tftp.type"), "octet");
  EXPECT_EQ(d.value("tftp.option.value"), "1432");
  EXPECT_FALSE(d.has("tftp.blocksize_range"));
}

TEST(Tftp, DataIsALayerOfItsOwn) {
  const auto d = asTftp("00 03 00 02 61 62 63");
  EXPECT_EQ(d.layers, "ip:udp:tftp:data");
  EXPECT_EQ(d.info, "Data Packet, Block: 2 (last)");
  EXPECT_EQ(d.value("data.data"), "616263");
}

TEST(Tftp, TellsErrors) {
  const auto d = asTftp("00 05 00 01 6e 6f 00");
  EXPECT_EQ(d.info, "Error Code, Code: File not found, Message: no");
  EXPECT_TRUE(d.has("tftp.error"));
}

TEST(Tftp, TextWithoutEndIsMalformed) {
  const auto d = asTftp("00 01 66 6f 6f");
  EXPECT_EQ(d.summary.stop.why, Stop::overrun);
  EXPECT_FALSE(d.has("tftp.source_file"));
}

TEST(Tftp, BlockSizeHasBounds) {
  EXPECT_TRUE(asTftp("00 06 62 6c 6b 73 69 7a 65 00 37 00").has("tftp.blocksize_range"));
  EXPECT_TRUE(asTftp("00 06 42 4c 4b 53 49 5a 45 00 36 35 34 36 35 00").has("tftp.blocksize_range"));
  EXPECT_FALSE(asTftp("00 06 62 6c 6b 73 69 7a 65 00 38 00").has("tftp.blocksize_range"));
}

TEST(Tftp, StandsAnyBytes) {
  for (const std::string_view m :
       {kRequest, std::string_view{"00 03 00 01 61 62"}, std::string_view{"00 04 00 01"},
        std::string_view{"00 05 00 01 6e 6f 00"}, std::string_view{"00 09 61"}})
    test::sturdy(kDatagramLink, test::udpDatagram(50000, 69, hex(m)));
}

}  // namespace
}  // namespace pw
