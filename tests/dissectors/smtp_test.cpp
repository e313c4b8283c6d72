// SMTP (RFC 5321). Expected lines and values are those of TShark 4.0, where it has the field.
#include "dissectors/smtp/smtp.h"

#include "tests/support/stream_talk.h"

namespace pw {
namespace {

using http::Content;
using test::StreamTalk;
using List = std::vector<std::string>;

StreamTalk talk() { return {smtp::kStream, Content::smtp}; }

TEST(Smtp, TellsWhoLogsIn) {
  StreamTalk t = talk();
  t.server("220 smtp001.example.com ESMTP\r\n").client("EHLO Percival\r\n");
  t.server("250-smtp001.example.com\r\n250-AUTH LOGIN PLAIN\r\n250 8BITMIME\r\n").client("AUTH LOGIN\r\n");
  t.server("334 VXNlcm5hbWU6\r\n").client("Z2FsdW50\r\n").server("334 UGFzc3dvcmQ6\r\n").client("VjF2MXRyMG4=\r\n");
  t.server("235 ok, go ahead (#2.0.0)\r\n").client("QUIT\r\n");
  EXPECT_EQ(t.dissected(0).layers, "smtp");
  EXPECT_EQ(t.dissected(0).protocol, "SMTP");
  EXPECT_EQ(t.dissected(0).info, "S: 220 smtp001.example.com ESMTP");
  EXPECT_EQ(t.dissected(1).info, "C: EHLO Percival");
  EXPECT_EQ(t.dissected(2).info, "S: 250-smtp001.example.com | AUTH LOGIN PLAIN | 8BITMIME");
  EXPECT_EQ(t.dissected(2).value("smtp.response"), "250-smtp001.example.com\\r\\n");
  EXPECT_EQ(t.dissected(2).value("smtp.response.code"), "250");
  EXPECT_EQ(t.dissected(2).values("smtp.rsp.parameter"), (List{"smtp001.example.com", "AUTH LOGIN PLAIN", "8BITMIME"}));
  EXPECT_EQ(t.dissected(3).value("smtp.req.command"), "AUTH");
  EXPECT_EQ(t.dissected(3).value("smtp.req.parameter"), "LOGIN");
  EXPECT_EQ(t.dissected(5).info, "C: User: Z2FsdW50");
  EXPECT_EQ(t.dissected(7).info, "C: Pass: VjF2MXRyMG4=");
  EXPECT_EQ(t.values("smtp.auth.username"), (List{"Z2FsdW50"}));
  EXPECT_EQ(t.values("smtp.auth.password"), (List{"VjF2MXRyMG4="}));
  EXPECT_EQ(t.values("smtp.auth.username.decoded"), (List{"galunt"}));
  EXPECT_EQ(t.values("smtp.auth.password.decoded"), (List{"V1v1tr0n"}));
  EXPECT_EQ(t.last().info, "C: QUIT");
}

TEST(Smtp, PlainWithAndWithoutWaiting) {
  // RFC 4616 §4 and RFC 4954 §4.1: "\0tim\0tanstaaftanstaaf", "\0test\0test1234"
  StreamTalk t = talk();
  t.client("AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n").server("535 no\r\n");
  t.client("AUTH PLAIN\r\n").server("334 \r\n").client("AHRlc3QAdGVzdDEyMzQ=\r\n").server("235 ok\r\n");
  t.client("NOOP\r\n");
  EXPECT_EQ(t.values("smtp.auth.username.decoded"), (List{"tim", "test"}));
  EXPECT_EQ(t.values("smtp.auth.password.decoded"), (List{"tanstaaftanstaaf", "test1234"}));
  EXPECT_EQ(t.values("smtp.auth.username_password"), (List{"AHRpbQB0YW5zdGFhZnRhbnN0YWFm", "AHRlc3QAdGVzdDEyMzQ="}));
  EXPECT_EQ(t.last().value("smtp.req.command"), "NOOP");
}

TEST(Smtp, NameInTheCommandAndNoServerInTheCapture) {
  StreamTalk t = talk();
  t.client("AUTH LOGIN Z2FsdW50\r\n").client("VjF2MXRyMG4=\r\n").client("MAIL FROM:<a@b.example> SIZE=1\r\n");
  EXPECT_EQ(t.values("smtp.auth.username.decoded"), (List{"galunt"}));
  EXPECT_EQ(t.values("smtp.auth.password.decoded"), (List{"V1v1tr0n"}));
  EXPECT_EQ(t.values("smtp.req.address"), (List{"a@b.example"}));
}

TEST(Smtp, GivingUpEndsTheAuthentication) {
  StreamTalk t = talk();
  t.client("AUTH LOGIN\r\n").server("334 VXNlcm5hbWU6\r\n").client("*\r\n").server("501 cancelled\r\n");
  t.client("RSET\r\n");
  EXPECT_EQ(t.last().value("smtp.req.command"), "RSET");
  EXPECT_TRUE(t.values("smtp.auth.username.decoded").empty());
}

TEST(Smtp, OtherMechanisms) {
  StreamTalk t = talk();
  // RFC 2195 §2: "tim b913a602c7eda7a495b4e6e7334d3890"
  t.client("AUTH CRAM-MD5\r\n").server("334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n");
  t.client("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n").server("235 ok\r\n");
  // "user=joe@example.com^Aauth=Bearer tok^A^A"
  t.client("AUTH XOAUTH2 dXNlcj1qb2VAZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgdG9rAQE=\r\n").server("235 ok\r\n");
  // RFC 5802 §5: "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", and a proof
  t.client("AUTH SCRAM-SHA-1 biwsbj11c2VyLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdM\r\n").server("334 cj0=\r\n");
  t.client("Yz1iaXdzLHI9eCxwPXYwWDh2M0J6MlQwQ0pHYkpReUYwWCtISTRUcz0=\r\n").server("235 ok\r\n");
  EXPECT_EQ(t.values("smtp.auth.username.decoded"), (List{"tim", "joe@example.com", "user"}));
  EXPECT_EQ(t.values("smtp.auth.hash"),
            (List{"b913a602c7eda7a495b4e6e7334d3890", "c=biws,r=x,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="}));
  EXPECT_EQ(t.values("smtp.auth.token"), (List{"tok"}));
  EXPECT_TRUE(t.values("smtp.auth.password.decoded").empty());
}

TEST(Smtp, MailGoesOnUntilTheDotAlone) {
  StreamTalk t = talk();
  t.client("MAIL FROM: <a@b.example>\r\nRCPT TO:<c@d.example>\r\nRCPT TO:e@f.example\r\nDATA\r\n");
  t.server("250 ok\r\n250 ok\r\n550 who?\r\n354 go ahead\r\n");
  t.client("Subject: x\r\n\r\nQUIT\r\n..\r\n").client(".").client("\r\nQUIT\r\n").server("250 done\r\n");
  EXPECT_EQ(t.dissected(0).info, "C: MAIL FROM: <a@b.example> | RCPT TO:<c@d.example> | RCPT TO:e@f.example | DATA");
  EXPECT_EQ(t.dissected(0).values("smtp.req.address"), (List{"a@b.example", "c@d.example", "e@f.example"}));
  EXPECT_EQ(t.dissected(1).values("smtp.response.code"), (List{"250", "250", "550", "354"}));
  EXPECT_EQ(t.dissected(2).layers, "smtp:data-text-lines");
  EXPECT_EQ(t.dissected(2).info, "C: DATA fragment, 24 bytes");
  EXPECT_TRUE(t.dissected(4).has("smtp.eom"));
  EXPECT_EQ(t.dissected(4).layers, "smtp");
  EXPECT_EQ(t.values("smtp.req.command"), (List{"MAIL", "RCPT", "RCPT", "DATA", "QUIT"}));
}

TEST(Smtp, RefusedMailIsNoMail) {
  StreamTalk t = talk();
  t.client("DATA\r\n").server("503 no\r\n").client("AUTH LOGIN Z2FsdW50\r\n");
  EXPECT_EQ(t.values("smtp.auth.username.decoded"), (List{"galunt"}));
}

TEST(Smtp, PiecesOfAnnouncedLength) {
  // RFC 3030 §2
  StreamTalk t = talk();
  t.client("BDAT 10\r\nDATA\r\n.\r\nxBDAT 5 LAST\r\nab").client("cdeQUIT\r\n");
  EXPECT_EQ(t.values("smtp.req.command"), (List{"BDAT", "BDAT", "QUIT"}));
  EXPECT_EQ(t.values("smtp.message"), (List{"DATA\\r\\n.\\r\\nx", "ab", "cde"}));
}

TEST(Smtp, TlsTakesOverAfterItWasAgreedOn) {
  StreamTalk t = talk();
  t.client("STARTTLS\r\n").server("220 go ahead\r\n").client("\x16\x03\x01");
  EXPECT_TRUE(t.foreign());
  StreamTalk refused = talk();
  refused.client("STARTTLS\r\n").server("454 not now\r\n").client("QUIT\r\n");
  EXPECT_FALSE(refused.foreign());
}

TEST(Smtp, KnownByItsGreetingAndElseByThePort) {
  const auto like = [](std::string_view text) { return smtp::kStream.probe(http::bytesOf(text)); };
  EXPECT_EQ(like("220 mx.google.com ESMTP x - gsmtp\r\n"), Likeness::certain);
  EXPECT_EQ(like("ehlo\r\n"), Likeness::certain);
  EXPECT_EQ(like("HELO a\r\n"), Likeness::certain);
  EXPECT_EQ(like("mail from:<a@b>\r\n"), Likeness::certain);
  EXPECT_EQ(like("220 (vsFTPd 2.3.5)\r\n"), Likeness::perhaps);
  EXPECT_EQ(like("USER a\r\n"), Likeness::no);
}

const std::vector<test::Said> kTalk{
    {1, "220 a ESMTP\r\n"},
    {0, "EHLO x\r\nAUTH LOGIN\r\n"},
    {1, "250-a\r\n250 b\r\n334 VXNlcm5hbWU6\r\n"},
    {0, "Z2FsdW50\r\n"},
    {1, "334 UGFzc3dvcmQ6\r\n"},
    {0, "VjF2MXRyMG4=\r\n"},
    {1, "235 ok\r\n"},
    {0, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\nDATA\r\n"},
    {1, "250 ok\r\n250 ok\r\n354 go\r\n"},
    {0,
     "Subject: x\r\n\r\n..\r\n.x\r\nQUIT\r\n.\r\nBDAT 5\r\n.\r\nQ\nRSET\r\n"
     "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n"},
    {1, "250 ok\r\n250 ok\r\n250 ok\r\n235 ok\r\n"},
    {0, "AUTH XOAUTH2 dXNlcj1qb2VAZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgdG9rAQE=\r\nSTARTTLS\r\n"},
    {1, "235 ok\r\n220 go\r\n"},
    {0, "\x16\x03\x01zzz"}};

TEST(Smtp, SaysTheSameHoweverItIsCut) {
  test::saysTheSameHoweverItIsCut(smtp::kStream, Content::smtp, kTalk,
                                  {"smtp.command_line", "smtp.req.command", "smtp.req.address",
                                   "smtp.auth.username.decoded", "smtp.auth.password.decoded", "smtp.auth.token",
                                   "smtp.rsp.parameter"});
}

TEST(Smtp, IsSturdy) {
  test::cutTalk(smtp::kStream, Content::smtp, kTalk, SIZE_MAX, 0).sturdy();
  test::cutTalk(smtp::kStream, Content::smtp, kTalk, 9, 1).sturdy();
}

}  // namespace
}  // namespace pw
