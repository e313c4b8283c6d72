// IMAP (RFC 9051). Expected lines and values are those of TShark 4.0, where it has the field; names and passwords stand
// here without the quotes around them.
#include "dissectors/imap/imap.h"

#include "tests/support/stream_talk.h"

namespace pw {
namespace {

using http::Content;
using test::StreamTalk;
using List = std::vector<std::string>;

StreamTalk talk() { return {imap::kStream, Content::imap}; }

TEST(Imap, TellsWhoLogsIn) {
  StreamTalk t = talk();
  t.server("* OK Microsoft Exchange IMAP4rev1 server ready\r\n").client("a0000 CAPABILITY\r\n");
  t.server("* CAPABILITY IMAP4 IMAP4rev1\r\na0000 OK CAPABILITY completed.\r\n");
  t.client("a0001 LOGIN \"neulingern\" \"XXXXXX\"\r\n").server("a0001 OK LOGIN completed.\r\n");
  EXPECT_EQ(t.dissected(0).layers, "imap");
  EXPECT_EQ(t.dissected(0).protocol, "IMAP");
  EXPECT_EQ(t.dissected(0).info, "Response: * OK Microsoft Exchange IMAP4rev1 server ready");
  EXPECT_EQ(t.dissected(1).info, "Request: a0000 CAPABILITY");
  EXPECT_EQ(t.dissected(2).info, "Response: a0000 OK CAPABILITY completed.");
  EXPECT_EQ(t.dissected(2).value("imap.response"), "a0000 OK CAPABILITY completed.");
  EXPECT_EQ(t.dissected(2).value("imap.response_tag"), "a0000");
  EXPECT_EQ(t.dissected(2).value("imap.response.status"), "OK");
  EXPECT_EQ(t.dissected(2).value("imap.response.command"), "CAPABILITY");
  const auto login = t.dissected(3);
  EXPECT_EQ(login.value("imap.isrequest"), "1");
  EXPECT_EQ(login.value("imap.request"), "a0001 LOGIN \"neulingern\" \"XXXXXX\"");
  EXPECT_EQ(login.value("imap.request_tag"), "a0001");
  EXPECT_EQ(login.value("imap.request.command"), "LOGIN");
  EXPECT_EQ(login.value("imap.request.username"), "neulingern");
  EXPECT_EQ(login.value("imap.request.password"), "XXXXXX");
}

TEST(Imap, NamesInQuotesAndLiterals) {
  StreamTalk t = talk();
  // RFC 9051 §6.2.3 and §4.3; a password with a quote and a backslash in it
  t.client("a001 LOGIN SMITH SESAME\r\n").client("a002 LOGIN \"j s\" \"a\\\"b\\\\c\"\r\n");
  t.client("a003 LOGIN {11}\r\n").server("+ Ready\r\n").client("FRED FOOBAR {7}\r\n").server("+ Ready\r\n");
  EXPECT_EQ(t.waiting(0), 34u);
  t.client("fat man\r\n");
  t.client("a004 LOGIN {3+}\r\nx\ny {0}\r\n\r\na005 LOGIN u p\r\n");
  EXPECT_EQ(t.values("imap.request.username"), (List{"SMITH", "j s", "FRED FOOBAR", "x\\ny", "u"}));
  EXPECT_EQ(t.values("imap.request.password"), (List{"SESAME", "a\"b\\c", "fat man", "p"}));
}

TEST(Imap, Authentications) {
  StreamTalk t = talk();
  t.client("A1 AUTHENTICATE CRAM-MD5\r\n").server("+ PDY3ODgz\r\n");
  t.client("aGVtbWluZ3dheSAyOWYyMGI2NjkzNDdhYTA4MTc0OTA2NWQ5MDNhNDllNA==\r\n").server("A1 OK Logged in.\r\n");
  t.client("A2 AUTHENTICATE PLAIN AHRlc3QAdGVzdA==\r\n").server("A2 NO\r\n");
  t.client("A3 AUTHENTICATE XOAUTH2 dXNlcj1qb2VAZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgdG9rAQE=\r\n").server("A3 OK\r\n");
  t.client("A4 uid fetch 1 (BODY[])\r\n");
  EXPECT_EQ(t.dissected(2).info, "Request: aGVtbWluZ3dheSAyOWYyMGI2NjkzNDdhYTA4MTc0OTA2NWQ5MDNhNDllNA==");
  EXPECT_EQ(t.values("imap.auth.username"), (List{"hemmingway", "test", "joe@example.com"}));
  EXPECT_EQ(t.values("imap.auth.hash"), (List{"29f20b669347aa081749065d903a49e4"}));
  EXPECT_EQ(t.values("imap.auth.password"), (List{"test"}));
  EXPECT_EQ(t.values("imap.auth.token"), (List{"tok"}));
  EXPECT_EQ(t.last().value("imap.request.command"), "fetch");
  EXPECT_EQ(t.last().value("imap.request.command.uid"), "1");
}

TEST(Imap, MailsAreLiterals) {
  StreamTalk t = talk();
  t.client("a1 FETCH 12 RFC822\r\n").server("* 12 FETCH (RFC822 {24}\r\nSubject: x\r\n");
  EXPECT_EQ(t.messages().size(), 1u);
  t.server("\r\na1 OK no\r\n)\r\na1 OK FETCH completed\r\n* 13 FE");
  ASSERT_EQ(t.messages().size(), 2u);
  EXPECT_EQ(t.waiting(1), 7u);
  EXPECT_EQ(t.last().value("imap.literal"), "Subject: x\\r\\n\\r\\na1 OK no\\r\\n");
  EXPECT_EQ(t.last().values("imap.response_tag"), (List{"a1"}));
  EXPECT_EQ(t.last().info, "Response: a1 OK FETCH completed");
}

TEST(Imap, LiteralsThatAreTooLongToWaitFor) {
  StreamTalk t = talk();
  t.server("* 1 FETCH (BODY[] {99999999999}\r\n").server("mail\r\n").server("more");
  EXPECT_EQ(t.messages().size(), 3u);
  EXPECT_EQ(t.values("imap.unparsed"), (List{"6d61696c0d0a", "6d6f7265"}));
}

TEST(Imap, TlsTakesOverAfterItWasAgreedOn) {
  StreamTalk t = talk();
  t.client("a STARTTLS\r\n").server("* 1 EXISTS\r\na OK Begin TLS\r\n").client("\x16\x03\x01");
  EXPECT_TRUE(t.foreign());
  StreamTalk refused = talk();
  refused.client("a STARTTLS\r\n").server("a BAD no\r\n").client("b LOGOUT\r\n").server("b OK bye\r\n");
  refused.client("c NOOP\r\n");
  EXPECT_FALSE(refused.foreign());
}

TEST(Imap, KnownByItsGreetingAndItsCommands) {
  const auto like = [](std::string_view text) { return imap::kStream.probe(http::bytesOf(text)); };
  EXPECT_EQ(like("* OK dovecot ready.\r\n"), Likeness::certain);
  EXPECT_EQ(like("* PREAUTH IMAP4rev1\r\n"), Likeness::certain);
  EXPECT_EQ(like("a001 LOGIN a b\r\n"), Likeness::certain);
  EXPECT_EQ(like("a001 NOOP\r\n"), Likeness::perhaps);
  EXPECT_EQ(like("please login now\r\n"), Likeness::no);
  EXPECT_EQ(like("+OK POP3\r\n"), Likeness::no);
}

const std::vector<test::Said> kTalk{
    {1, "* OK ready\r\n"},
    {0, "a1 LOGIN \"a\\\"\" {3+}\r\nb\nc\r\na2 SELECT \"INBOX\"\r\na3 AUTHENTICATE PLAIN\r\n"},
    {1, "a1 NO x\r\n* 1 EXISTS\r\na2 OK [READ-WRITE] SELECT\r\n+ \r\n"},
    {0, "AHRlc3QAdGVzdA==\r\n"},
    {1, "a3 OK in\r\n"},
    {0, "a4 UID FETCH 1 BODY[]\r\n"},
    {1, "* 1 FETCH (BODY[] {9}\r\nab\r\n)\r\n\r\n BODY[1] ~{2}\r\nxy)\r\na4 OK done\r\n"},
    {0, "a5 STARTTLS\r\n"},
    {1, "a5 OK go\r\n"},
    {0, "\x16\x03\x01zzz"}};

TEST(Imap, SaysTheSameHoweverItIsCut) {
  test::saysTheSameHoweverItIsCut(imap::kStream, Content::imap, kTalk,
                                  {"imap.line", "imap.request", "imap.request.username", "imap.request.password",
                                   "imap.auth.username", "imap.literal", "imap.response"});
}

TEST(Imap, IsSturdy) { test::cutTalk(imap::kStream, Content::imap, kTalk, SIZE_MAX, 0).sturdy(); }

}  // namespace
}  // namespace pw
