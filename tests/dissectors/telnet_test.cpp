// Telnet (RFC 854, RFC 855). Expected lines and values are those of TShark 4.0, where it has the field.
#include "dissectors/telnet/telnet.h"

#include "dissectors/telnet/telnet_login.h"
#include "tests/support/stream_talk.h"
#include "tests/support/tcp_payloads.h"

namespace pw {
namespace {

using http::Content;
using telnet::Asked;
using test::StreamTalk;
using List = std::vector<std::string>;
using namespace std::literals;

StreamTalk talk() { return {telnet::kStream, Content::telnet}; }

TEST(Telnet, TellsCommandsFromText) {
  StreamTalk t = talk();
  t.client("\xff\xfd\x03\xff\xfb\x18\xff\xfa\x1f\0\x50\0\x18\xff\xf0z\xff\xff\xff\xf1"sv).server("\r\nlogin: ");
  const auto d = t.dissected(0);
  EXPECT_EQ(d.layers, "telnet");
  EXPECT_EQ(d.protocol, "TELNET");
  EXPECT_EQ(d.info, "Telnet Data ...");
  EXPECT_EQ(d.value("telnet.cmd"), "253,251,250,240,255,241");
  EXPECT_EQ(d.value("telnet.subcmd"), "3,24,31");
  EXPECT_EQ(d.value("telnet.option_data"), "00500018");
  EXPECT_EQ(d.value("telnet.data"), "z");
  EXPECT_EQ(d.label("telnet.command"), "Do Suppress Go Ahead");
  EXPECT_EQ(t.dissected(1).values("telnet.data"), (List{"\\r\\n", "login: "}));
}

TEST(Telnet, CommandsThatGoOnInTheNextSegment) {
  StreamTalk t = talk();
  t.client("a\xff").client("\xfb").client("\x18" "b\xff\xfa\x18\0xt"sv).client("erm\xff").client("\xf0" "c");
  EXPECT_EQ(t.values("telnet.data"), (List{"a", "b", "c"}));
  EXPECT_EQ(t.values("telnet.rest"), (List{"fb", "18", "65726dff", "f0"}));
}

/// What a conversation gives away, as "name:..." and "password:...".
List typedIn(const std::vector<test::Said>& talk) {
  telnet::Login login;
  std::vector<telnet::Typed> done;
  for (const test::Said& s : talk) login.feed(s.side, http::bytesOf(s.bytes), done);
  List out;
  for (const telnet::Typed& t : done) out.push_back((t.what == Asked::userName ? "name:" : "password:") + t.text);
  return out;
}

TEST(TelnetLogin, LettersMakeANameAndAPassword) {
  EXPECT_EQ(typedIn({{1, "Ubuntu 17.10\r\nosboxes login: "}, {0, "o"}, {1, "o"}, {0, "s"}, {1, "s"}, {0, "\r\n"},
                     {1, "\r\nPassword: "}, {0, "P"}, {0, "w\r"}, {1, "\r\n$ "}, {0, "ls\r"}}),
            (List{"name:os", "password:Pw"}));
}

TEST(TelnetLogin, WhatWasTakenBackIsNotTyped) {
  EXPECT_EQ(typedIn({{1, "Username:"}, {0, "ax\x7f"}, {0, "b\b\x08"}, {0, "lice\r\0"sv}, {1, "PASSWORD: "},
                     {0, "wrong\x15right\r"}}),
            (List{"name:lice", "password:right"}));
}

TEST(TelnetLogin, CommandsInBetweenAreNoKeys) {
  EXPECT_EQ(typedIn({{1, "login: "}, {0, "a\xff\xfd\x01" "b"}, {0, "\xff"}, {0, "\xfc\x22" "c\r"}}),
            (List{"name:abc"}));
}

TEST(TelnetLogin, OnlyPromptsAsk) {
  EXPECT_EQ(telnet::askedBy("Last login: Sat Jul 28"), Asked::nothing);
  EXPECT_EQ(telnet::askedBy("freebsd/i386 (tty) login: "), Asked::userName);
  EXPECT_EQ(telnet::askedBy("Enter password for root:"), Asked::password);
  EXPECT_EQ(telnet::askedBy("$ "), Asked::nothing);
  EXPECT_EQ(telnet::askedBy(""), Asked::nothing);
  EXPECT_TRUE(typedIn({{1, "$ "}, {0, "password\r"}}).empty());
}

TEST(TelnetLogin, SaysWhereItWasTyped) {
  telnet::Login login;
  std::vector<telnet::Typed> done;
  const auto say = [&](unsigned side, std::string_view text) { login.feed(side, http::bytesOf(text), done); };
  say(1, "login: ");
  say(0, "\xff\xfd\x01" "a");
  say(1, "a");
  say(0, "b\r");
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].first, 3u);
  EXPECT_EQ(done[0].enter, 5u);
}

TEST(TelnetLogin, IsBounded) {
  const std::string endless(100'000, 'x');
  const List typed = typedIn({{1, endless}, {1, "\r\nlogin: "}, {0, endless}, {0, endless}, {0, "\r"}});
  ASSERT_EQ(typed.size(), 1u);
  EXPECT_EQ(typed[0].size(), 5 + telnet::Login::kMaxTyped);
}

TEST(Telnet, TheWalkKnowsWhatIsTyped) {
  StreamTalk t = talk();
  t.server("login: ").client("a").client("b\r").client("c").server("Password: ").client("d\r\n");
  EXPECT_EQ(t.values("telnet.username"), (List{"ab"}));
  EXPECT_EQ(t.values("telnet.password"), (List{"d"}));
  EXPECT_EQ(t.values("telnet.data"), (List{"login: ", "a", "b\\r", "c", "Password: ", "d\\r\\n"}));
  EXPECT_EQ(t.dissected(2).value("telnet.username"), "ab");
}

TEST(Telnet, KeysOfASegmentBeforeThatIsAnsweredAnewDoNotCount) {
  StreamTalk t = talk();
  t.server("login: ").client("ab").client("c").server("\r\nlogin: ");
  t.client("d").client("\x7f" "e\xff").client("\xf1" "f\r");
  EXPECT_EQ(t.values("telnet.username"), (List{"ef"}));
  EXPECT_EQ(t.values("telnet.data"), (List{"login: ", "ab", "c", "\\r\\n", "login: ", "d", "\\177e", "f\\r"}));
}

TEST(Telnet, TooLongALineIsNoName) {
  StreamTalk t = talk();
  t.server("login: ");
  for (int i = 0; i < 100; ++i) t.client("12345");
  t.client("\r");
  EXPECT_TRUE(t.values("telnet.username").empty());
  for (const auto& m : t.messages()) EXPECT_LE(m.bytes.size(), 300u);
}

TEST(TelnetLogin, OfCaptures) {
  const std::filesystem::path dir = test::sharedFolder() / "captures/corpus/captures";
  if (!std::filesystem::exists(dir)) GTEST_SKIP() << "needs the shared captures";
  // Read off the keys in tshark -T fields -e telnet.data.
  const std::pair<std::string_view, List> kKnown[] = {
      {"bruteshark__Telnet.pcap", {"name:test", "password:capture"}},
      {"bruteshark__Telnet_-_Char_Mode.pcap", {"name:fake", "password:user"}},
      {"bruteshark__Telnet_-_Char_Mode2.pcap", {"name:osboxes", "password:PassBox321"}},
      {"netcreds-ng__telnet-client-server.pcapng", {"password:cisco"}}};
  for (const auto& [file, want] : kKnown) {
    telnet::Login login;
    std::vector<telnet::Typed> done;
    for (const auto& p : test::tcpPayloads(dir / file, 23)) login.feed(p.side, p.bytes, done);
    List got;
    for (const telnet::Typed& t : done) got.push_back((t.what == Asked::userName ? "name:" : "password:") + t.text);
    EXPECT_EQ(got, want) << file;
  }
}

TEST(Telnet, KnownBySeveralOptionsAndElseByThePort) {
  const auto like = [](std::string_view text) { return telnet::kStream.probe(http::bytesOf(text)); };
  EXPECT_EQ(like("\xff\xfd\x03\xff\xfb\x18"), Likeness::certain);
  EXPECT_EQ(like("\xff\xfd\x25"), Likeness::perhaps);
  EXPECT_EQ(like("\xff\xfb\x90\x44\x00\x00"sv), Likeness::perhaps);  // a frame of MP3
  EXPECT_EQ(like("login: "), Likeness::perhaps);
  EXPECT_EQ(like(""), Likeness::no);
}

TEST(Telnet, IsSturdy) {
  const std::vector<test::Said> said{{0, "\xff\xfd\x03\xff\xfb\x18\xff\xfa\x1f\0\x50\0\x18\xff\xf0z\xff\xff\xff\xf1"sv},
                                     {1, "\xff\xfa\x18\x01\xff\xf0\r\nlogin: "sv},
                                     {0, "name\r\n\xff"},
                                     {0, "\xfa\x27\0\xff"sv},
                                     {1, "Password: "},
                                     {0, "\xff\xf0secret\r"}};
  test::cutTalk(telnet::kStream, Content::telnet, said, SIZE_MAX, 0).sturdy();
  test::cutTalk(telnet::kStream, Content::telnet, said, 5, 1).sturdy();
}

}  // namespace
}  // namespace pw
