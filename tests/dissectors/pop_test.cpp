// POP (RFC 1939, RFC 5034). Expected lines and values are those of TShark 4.0, where it has the field.
#include "dissectors/pop/pop.h"

#include "tests/support/stream_talk.h"

namespace pw {
namespace {

using http::Content;
using test::StreamTalk;
using List = std::vector<std::string>;

StreamTalk talk() { return {pop::kStream, Content::pop}; }

TEST(Pop, TellsWhoLogsIn) {
  StreamTalk t = talk();
  t.server("+OK example.com POP3-Server\r\n").client("USER zeek@zeek.org\n");
  t.server("+OK Please enter your password\r\n").client("PASS zeek\r\n").server("+OK mailbox locked and ready\r\n");
  EXPECT_EQ(t.dissected(0).layers, "pop");
  EXPECT_EQ(t.dissected(0).protocol, "POP");
  EXPECT_EQ(t.dissected(0).info, "S: +OK example.com POP3-Server");
  EXPECT_EQ(t.dissected(0).value("pop.response.indicator"), "+OK");
  EXPECT_EQ(t.dissected(0).value("pop.response.description"), "example.com POP3-Server");
  EXPECT_EQ(t.dissected(1).info, "C: USER zeek@zeek.org");
  EXPECT_EQ(t.dissected(1).value("pop.request.command"), "USER");
  EXPECT_EQ(t.dissected(1).value("pop.request.parameter"), "zeek@zeek.org");
  EXPECT_EQ(t.values("pop.request.username"), (List{"zeek@zeek.org"}));
  EXPECT_EQ(t.values("pop.request.password"), (List{"zeek"}));
}

TEST(Pop, HashesAndAuthentications) {
  StreamTalk t = talk();
  // RFC 1939 §7, RFC 5034 §6 (with RFC 4616's "\0test\0test"), RFC 2195 §2
  t.client("APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\n").server("+OK maildrop\r\n");
  t.client("AUTH PLAIN\r\n").server("+ \r\n").client("AHRlc3QAdGVzdA==\r\n").server("+OK\r\n");
  t.client("AUTH CRAM-MD5\r\n").server("+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n");
  t.client("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n").server("+OK\r\n");
  t.client("AUTH LOGIN\r\n").client("Z2FsdW50\r\n").client("VjF2MXRyMG4=\r\n").client("QUIT\r\n");
  EXPECT_EQ(t.values("pop.request.username"), (List{"mrose", "test", "tim", "galunt"}));
  EXPECT_EQ(t.values("pop.request.password"), (List{"test", "V1v1tr0n"}));
  EXPECT_EQ(t.values("pop.request.hash"),
            (List{"c4c9334bac560ecc979e58001b3e22fb", "b913a602c7eda7a495b4e6e7334d3890"}));
  EXPECT_EQ(t.last().value("pop.request.command"), "QUIT");
}

TEST(Pop, TextsBehindAnswers) {
  StreamTalk t = talk();
  t.client("CAPA\r\nLIST\r\nLIST 1\r\nRETR 1\r\nRETR 9\r\n");
  t.server("+OK\r\nUSER\r\nSASL PLAIN\r\n.\r\n+OK 1 message\r\n1 120\r\n.\r\n+OK 1 120\r\n"
           "+OK 120 octets\r\nFrom: a\r\n\r\n+OK no\r\n");
  t.server("-ERR neither\r\n..\r\n.\r\n-ERR no such message\r\n").server("+OK\r\n");
  ASSERT_EQ(t.messages().size(), 4u);
  EXPECT_EQ(t.values("pop.response.indicator"), (List{"+OK", "+OK", "+OK", "+OK", "-ERR", "+OK"}));
  EXPECT_EQ(t.dissected(2).info, "S: DATA fragment, 21 bytes");
  EXPECT_EQ(t.values("pop.response.data").size(), 11u);
}

TEST(Pop, TlsTakesOverAfterItWasAgreedOn) {
  StreamTalk t = talk();
  t.client("STLS\r\n").server("+OK Begin TLS\r\n").client("\x16\x03\x01");
  EXPECT_TRUE(t.foreign());
  StreamTalk refused = talk();
  refused.client("STLS\r\n").server("-ERR no\r\n").client("QUIT\r\n").server("+OK bye\r\n").client("x\r\n");
  EXPECT_FALSE(refused.foreign());
}

TEST(Pop, KnownByItsGreetingAndElseByThePort) {
  const auto like = [](std::string_view text) { return pop::kStream.probe(http::bytesOf(text)); };
  EXPECT_EQ(like("+OK POP3 ready\r\n"), Likeness::certain);
  EXPECT_EQ(like("+OK hello <1896.697170952@dbc.mtview.ca.us>\r\n"), Likeness::certain);
  EXPECT_EQ(like("CAPA\r\n"), Likeness::certain);
  EXPECT_EQ(like("+OK\r\n"), Likeness::perhaps);  // Redis says so too
  EXPECT_EQ(like("USER a\r\n"), Likeness::perhaps);
  EXPECT_EQ(like("* OK ready\r\n"), Likeness::no);
}

const std::vector<test::Said> kTalk{{1, "+OK ready <a@b>\r\n"},
                                    {0, "CAPA\r\nUSER a\r\nPASS b c\r\nAPOP n 0123\r\n"},
                                    {1, "+OK\r\nSASL PLAIN\r\n.\r\n+OK\r\n+OK in\r\n-ERR x\r\n"},
                                    {0, "AUTH PLAIN\r\n"},
                                    {1, "+ \r\n"},
                                    {0, "AHRlc3QAdGVzdA==\r\n"},
                                    {1, "+OK\r\n"},
                                    {0, "RETR 1\r\nTOP 1 0\r\nSTLS\r\n"},
                                    {1, "+OK\r\nFrom: a\r\n\r\n..\r\n+OK\r\n.\r\n+OK\r\nFrom: b\n.\n+OK go\r\n"},
                                    {0, "\x16\x03\x01zzz"}};

TEST(Pop, SaysTheSameHoweverItIsCut) {
  test::saysTheSameHoweverItIsCut(pop::kStream, Content::pop, kTalk,
                                  {"pop.request", "pop.request.username", "pop.request.password", "pop.request.hash",
                                   "pop.response", "pop.response.indicator"});
}

TEST(Pop, IsSturdy) {
  test::cutTalk(pop::kStream, Content::pop, kTalk, SIZE_MAX, 0).sturdy();
  test::cutTalk(pop::kStream, Content::pop, kTalk, 9, 1).sturdy();
}

}  // namespace
}  // namespace pw
