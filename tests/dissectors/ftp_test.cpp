// FTP's control connection (RFC 959). Expected lines and values are those of TShark 4.0, where it has the field.
#include "dissectors/ftp/ftp.h"

#include "dissectors/ftp/ftp_address.h"
#include "tests/support/stream_talk.h"

namespace pw {
namespace {

using http::Content;
using test::StreamTalk;
using List = std::vector<std::string>;

StreamTalk talk() { return {ftp::kStream, Content::ftp}; }

TEST(Ftp, TellsWhoLogsIn) {
  StreamTalk t = talk();
  t.server("220 Chris Sanders FTP Server\r\n").client("USER csanders\r\n");
  t.server("331 Password required for csanders.\r\n").client("PASS echo\r\n").client("ACCT a b\r\n");
  ASSERT_EQ(t.messages().size(), 5u);
  const auto greeting = t.dissected(0);
  EXPECT_EQ(greeting.layers, "ftp");
  EXPECT_EQ(greeting.protocol, "FTP");
  EXPECT_EQ(greeting.info, "Response: 220 Chris Sanders FTP Server");
  EXPECT_EQ(greeting.value("ftp.response"), "1");
  EXPECT_EQ(greeting.value("ftp.request"), "0");
  EXPECT_EQ(greeting.value("ftp.response.code"), "220");
  EXPECT_EQ(greeting.value("ftp.response.arg"), "Chris Sanders FTP Server");
  const auto user = t.dissected(1);
  EXPECT_EQ(user.info, "Request: USER csanders");
  EXPECT_EQ(user.value("ftp.request.command"), "USER");
  EXPECT_EQ(user.value("ftp.request.arg"), "csanders");
  EXPECT_EQ(user.value("ftp.request.username"), "csanders");
  EXPECT_EQ(t.values("ftp.request.password"), (List{"echo"}));
  EXPECT_EQ(t.values("ftp.request.account"), (List{"a b"}));
}

TEST(Ftp, LinesOfAReply) {
  StreamTalk t = talk();
  t.server("211-Extensions supported:\r\n SIZE\r\n211 End.\r\n").server(" \r\n").server("214-\r\n");
  EXPECT_EQ(t.dissected(0).info, "Response: 211-Extensions supported:");
  EXPECT_EQ(t.dissected(0).values("ftp.response.arg"), (List{"Extensions supported:", " SIZE", "End."}));
  EXPECT_EQ(t.dissected(1).value("ftp.response.arg"), " ");
  EXPECT_FALSE(t.dissected(1).has("ftp.response.code"));
  EXPECT_EQ(t.dissected(2).value("ftp.response.code"), "214");
  EXPECT_FALSE(t.dissected(2).has("ftp.response.arg"));
}

TEST(Ftp, AddressesOfTheDataConnection) {
  StreamTalk t = talk();
  t.client("PORT 192,168,0,13,234,10\r\n").server("227 Entering Passive Mode (147,234,1,253,230,119).\r\n");
  // RFC 2428 §2, §3: its own examples
  t.client("EPRT |1|132.235.1.2|6275|\r\n").client("EPRT |2|1080::8:800:200C:417A|5282|\r\n");
  t.server("229 Entering Extended Passive Mode (|||6446|)\r\n");
  EXPECT_EQ(t.values("ftp.active.cip"), (List{"192.168.0.13"}));
  EXPECT_EQ(t.values("ftp.active.port"), (List{"59914"}));
  EXPECT_EQ(t.values("ftp.passive.ip"), (List{"147.234.1.253"}));
  EXPECT_EQ(t.values("ftp.passive.port"), (List{"58999"}));
  EXPECT_EQ(t.values("ftp.eprt.af"), (List{"1", "2"}));
  EXPECT_EQ(t.values("ftp.eprt.ip"), (List{"132.235.1.2"}));
  EXPECT_EQ(t.values("ftp.eprt.ipv6"), (List{"1080::8:800:200c:417a"}));
  EXPECT_EQ(t.values("ftp.eprt.port"), (List{"6275", "5282"}));
  EXPECT_EQ(t.values("ftp.epsv.port"), (List{"6446"}));
}

TEST(Ftp, AddressesThatAreNone) {
  for (const std::string_view v : {"", "1,2,3,4,5", "1,2,3,4,5,256", "1,2,3,4,5,x", ",,,,,", "1111,2,3,4,5,6"})
    EXPECT_FALSE(ftp::hostPortOf(v)) << v;
  for (const std::string_view v :
       {"", ":", "1:2", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "1:2:3:4:5:6:7:", "g::"})
    EXPECT_FALSE(ftp::ipv6Of(v)) << v;
  for (const std::string_view v : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "1.2.3.x"})
    EXPECT_FALSE(ftp::ipv4Of(v)) << v;
  EXPECT_EQ(ftp::ipv4Of("1.2.3.0"), 0x01020300u);
  ASSERT_TRUE(ftp::ipv6Of("::"));
  ASSERT_TRUE(ftp::ipv6Of("1::"));
  EXPECT_EQ((*ftp::ipv6Of("1::"))[1], 1);
  EXPECT_EQ((*ftp::ipv6Of("::1"))[15], 1);
}

TEST(Ftp, TlsTakesOverAfterItWasAgreedOn) {
  StreamTalk t = talk();
  t.client("AUTH TLS\r\n").server("234 AUTH TLS successful\r\n");
  EXPECT_FALSE(t.foreign());
  t.client("\x16\x03\x01");
  EXPECT_TRUE(t.foreign());
  EXPECT_EQ(t.last().layers, "ftp:data");  // for want of TLS
  StreamTalk refused = talk();
  refused.client("AUTH TLS\r\n").server("500 no\r\n").client("USER a\r\n");
  EXPECT_FALSE(refused.foreign());
  EXPECT_EQ(refused.values("ftp.request.username"), (List{"a"}));
}

TEST(Ftp, KnownByItsGreetingAndElseByThePort) {
  const auto like = [](std::string_view text) { return ftp::kStream.probe(http::bytesOf(text)); };
  EXPECT_EQ(like("220 (vsFTPd 2.3.5)\r\n"), Likeness::certain);
  EXPECT_EQ(like("220 Service ready\r\n"), Likeness::perhaps);
  EXPECT_EQ(like("220 ftp.example.com ESMTP\r\n"), Likeness::perhaps);
  EXPECT_EQ(like("USER root\r\n"), Likeness::perhaps);
  EXPECT_EQ(like("GET / HTTP/1.1\r\n"), Likeness::no);
  EXPECT_EQ(like(std::string_view{"220 \0\1", 6}), Likeness::no);
  EXPECT_EQ(like(""), Likeness::no);
}

const std::vector<test::Said> kTalk{{1, "220-Welcome\r\n to FTP\r\n220 ready\r\n"},
                                    {0, "USER a\r\nPASS b c\r\n"},
                                    {1, "331 go on\r\n230 in\r\n"},
                                    {0, "PORT 1,2,3,4,5,6\r\nEPRT |2|::1|77|\nCWD /x\r\n"},
                                    {1, "200 ok\r\n227 (1,2,3,4,5,6)\r\n229 (|||9|)\r\n"},
                                    {0, "AUTH TLS\r\n"},
                                    {1, "234 go\r\n"},
                                    {0, "\x16\x03\x01zzz"}};

TEST(Ftp, SaysTheSameHoweverItIsCut) {
  test::saysTheSameHoweverItIsCut(ftp::kStream, Content::ftp, kTalk,
                                  {"ftp.line", "ftp.request.username", "ftp.request.password", "ftp.response.code"});
}

TEST(Ftp, IsSturdy) { test::cutTalk(ftp::kStream, Content::ftp, kTalk, SIZE_MAX, 0).sturdy(); }

}  // namespace
}  // namespace pw
