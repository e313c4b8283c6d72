// What is found in conversations that are made up here, one message a segment.
#include "core/leaks/leak_finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "core/engine/engine.h"
#include "dissectors/registry.h"
#include "tests/support/captures.h"
#include "tests/support/memory_packets.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

/// A TCP conversation between 192.0.2.1:40000 and 192.0.2.2:80 over raw IPv4, without checksums.
class Talk {
 public:
  explicit Talk(std::uint16_t port = 80) : packets_(std::make_unique<MemoryPackets>(LinkType::raw)), port_(port) {
    segment(0, kSyn, "");
    segment(1, kSyn | kAck, "");
    ++next_[0];
    ++next_[1];
    segment(0, kAck, "");
  }
  Talk& client(std::string_view text) { return say(0, text); }
  Talk& server(std::string_view text) { return say(1, text); }
  /// The same segment once more.
  Talk& clientAgain(std::string_view text) {
    next_[0] -= static_cast<std::uint32_t>(text.size());
    return say(0, text);
  }
  const Trace& trace() {
    if (!trace_) {
      trace_ = std::make_unique<Trace>();
      Engine{registry_, *packets_, *trace_}.run();
    }
    return *trace_;
  }
  const Registry& registry() const { return registry_; }

 private:
  static constexpr std::uint8_t kSyn = 2, kPush = 8, kAck = 16;

  Talk& say(unsigned side, std::string_view text) {
    segment(side, kAck | kPush, text);
    next_[side] += static_cast<std::uint32_t>(text.size());
    return *this;
  }

  void segment(unsigned side, std::uint8_t flags, std::string_view text) {
    std::vector<std::uint8_t> p;
    const auto u16 = [&p](std::size_t v) {
      p.push_back(static_cast<std::uint8_t>(v >> 8));
      p.push_back(static_cast<std::uint8_t>(v));
    };
    const auto u32 = [&u16](std::uint32_t v) {
      u16(v >> 16);
      u16(v & 0xffff);
    };
    u16(0x4500);
    u16(40 + text.size());
    u32(0);
    u16(0x4006);
    u16(0);
    u32(0xc0000201 + side);
    u32(0xc0000202 - side);
    u16(side == 0 ? 40000 : port_);
    u16(side == 0 ? port_ : 40000);
    u32(next_[side]);
    u32((flags & kAck) != 0 ? next_[1 - side] : 0);
    u16(std::size_t{5} << 12 | flags);
    u16(500);
    u32(0);
    p.insert(p.end(), text.begin(), text.end());
    packets_->add(p, ++now_ * 1'000'000);
  }

  std::unique_ptr<MemoryPackets> packets_;
  Registry registry_ = allProtocols();
  std::unique_ptr<Trace> trace_;
  std::uint16_t port_;
  std::uint32_t next_[2] = {1000, 5000};
  std::int64_t now_ = 0;
};

std::string_view nameOf(FindingKind k) {
  constexpr std::string_view kNames[] = {"password", "hashed", "card",     "cardCode", "token", "cookie",
                                         "user",     "mail",   "phone",    "personal", "form",  "host",
                                         "address",  "referer", "userAgent", "text"};
  return kNames[static_cast<std::size_t>(k)];
}

/// "user:login=kim" a line, those of a kind that is asked for.
std::string told(Talk& talk, std::initializer_list<FindingKind> kinds) {
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  FindingTexts texts{talk.trace(), talk.registry()};
  std::string out;
  for (const Finding& f : finder.findings()) {
    if (std::find(kinds.begin(), kinds.end(), f.kind) == kinds.end()) continue;
    const FoundText t = texts.of(f);
    if (!out.empty()) out += '\n';
    out += nameOf(f.kind);
    if (!t.name.empty()) out.append(" ").append(t.name);
    out.append("=").append(t.value);
  }
  return out;
}

constexpr std::initializer_list<FindingKind> kSecrets{FindingKind::password, FindingKind::hashedPassword,
                                                      FindingKind::cardNumber, FindingKind::cardCode,
                                                      FindingKind::token, FindingKind::cookie, FindingKind::userName,
                                                      FindingKind::mailAddress};

std::string post(std::string_view type, std::string_view body) {
  return "POST /login HTTP/1.1\r\nHost: shop.example\r\nContent-Type: " + std::string{type} +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}
std::string form(std::string_view body) { return post("application/x-www-form-urlencoded", body); }
std::string json(std::string_view body) { return post("application/json", body); }

TEST(LeakFinder, FormsWithPercentSigns) {
  Talk talk;
  talk.client(form("user%5Blogin%5D=kim&user%5Bpassword%5D=a%26b+c&remember=on"));
  EXPECT_EQ(told(talk, kSecrets), "user user[login]=kim\npassword user[password]=a&b c");
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  FindingTexts texts{talk.trace(), talk.registry()};
  for (const Finding& f : finder.findings())
    if (f.kind == FindingKind::password) {
      EXPECT_EQ(texts.of(f).raw, "a%26b+c") << "the bytes on the wire, without the '&' behind them";
      EXPECT_EQ(f.length, 7u);
    }
}

TEST(LeakFinder, IdIsAUserBesideAPasswordOnly) {
  Talk login, page;
  login.client(form("id=kim&pw=hunter2"));
  page.client(form("id=17&view=list"));
  EXPECT_EQ(told(login, kSecrets), "user id=kim\npassword pw=hunter2");
  EXPECT_EQ(told(page, kSecrets), "");
  EXPECT_EQ(told(page, {FindingKind::formValue}), "form id=17\nform view=list");
}

TEST(LeakFinder, WhatAScriptHashedIsStillASecret) {
  Talk talk;
  talk.client(form("mb_id=kim&mb_password=5f4dcc3b5aa765d61d8327deb882cf99"))
      .client(form("userid=lee&encpw=0102030405"));
  EXPECT_EQ(told(talk, kSecrets),
            "user mb_id=kim\nhashed mb_password=5f4dcc3b5aa765d61d8327deb882cf99\n"
            "user userid=lee\nhashed encpw=0102030405");
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  std::string why;
  for (const Finding& f : finder.findings()) {
    if (f.kind != FindingKind::hashedPassword) continue;
    EXPECT_EQ(f.harm, Harm::secret);
    why += f.has(FindingNote::looksHashed) ? "looks " : "";
    why += f.has(FindingNote::nameSaysSealed) ? "says " : "";
  }
  EXPECT_EQ(why, "looks says ");
}

TEST(LeakFinder, NestedJsonAndGraphQlVariables) {
  Talk talk;
  talk.client(json(R"({"query": "mutation L($login: String!, $password: String!) { login }", "variables": )"
                   R"({"login": "kim", "password": "pa\"ss"}, )"
                   R"("list": [{"user": {"name": "lee"}}, {"apiKey": "k1"}]})"));
  EXPECT_EQ(told(talk, kSecrets), "user variables/login=kim\npassword variables/password=pa\"ss\n"
                                  "user list/user/name=lee\ntoken list/apiKey=k1");
}

TEST(LeakFinder, ValuesInQuotationMarksAreTakenWithout) {
  Talk talk;
  const std::string body = R"({"password": "hunter2"})";
  const std::string message = json(body);
  talk.client(message);
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  for (const Finding& f : finder.findings()) {
    if (f.kind != FindingKind::password) continue;
    EXPECT_EQ(f.source, Source::frame);
    EXPECT_EQ(f.offset, 40 + message.find("hunter2"));
    EXPECT_EQ(f.length, 7u);
    EXPECT_EQ(f.nameOffset, 40 + message.find("password\""));
    EXPECT_EQ(f.nameLength, 8u);
    return;
  }
  FAIL() << "not found";
}

TEST(LeakFinder, CookiesBothWays) {
  Talk talk;
  talk.client("GET / HTTP/1.1\r\nHost: a.example\r\nCookie: theme=dark; PHPSESSID=abc\r\n\r\n")
      .server("HTTP/1.1 200 OK\r\nSet-Cookie: sid=xyz; Path=/; HttpOnly\r\nSet-Cookie: gone=; Path=/\r\n"
              "Content-Length: 0\r\n\r\n");
  EXPECT_EQ(told(talk, kSecrets), "cookie theme=dark\ncookie PHPSESSID=abc\ncookie sid=xyz");
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  std::vector<const Finding*> cookies;
  for (const Finding& f : finder.findings())
    if (f.kind == FindingKind::cookie) cookies.push_back(&f);
  ASSERT_EQ(cookies.size(), 3u);
  EXPECT_EQ(cookies[0]->harm, Harm::personal) << "a theme is nobody's session";
  EXPECT_EQ(cookies[1]->harm, Harm::secret);
  EXPECT_TRUE(cookies[2]->has(FindingNote::notSecure));
  EXPECT_FALSE(cookies[2]->has(FindingNote::notHttpOnly));
  EXPECT_TRUE(cookies[2]->has(FindingNote::noSameSite));
}

TEST(LeakFinder, QueriesAndFreeText) {
  Talk talk;
  talk.client("GET /pay?card=4111111111111111&token=t0&mail=kim%40shop.example HTTP/1.1\r\nHost: a.example\r\n\r\n")
      .server("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 57\r\n\r\n"
              "<p>Write to help@shop.example or pay by 5555555555554444.");
  EXPECT_EQ(told(talk, kSecrets), "card card=4111111111111111\ntoken token=t0\nmail mail=kim@shop.example\n"
                                  "mail=help@shop.example\ncard=5555555555554444");
}

TEST(LeakFinder, WhatTheServerSaysUnderOtherNamesIsContent) {
  Talk talk;
  talk.client("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")
      .server("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 31\r\n\r\n"
              R"({"theme": "dark", "token": "t"})");
  EXPECT_EQ(told(talk, {FindingKind::token, FindingKind::formValue}), "token token=t");
}

TEST(LeakFinder, ALoginInTwoSegmentsIsFoundOnce) {
  Talk talk;
  const std::string message = form("user=kim&password=hunter2");
  const std::size_t half = message.size() - 10;
  talk.client(message.substr(0, half)).client(message.substr(half));
  EXPECT_EQ(told(talk, {FindingKind::userName, FindingKind::password, FindingKind::host}),
            "host=shop.example\nuser user=kim\npassword password=hunter2");
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  for (const Finding& f : finder.findings())
    if (f.kind == FindingKind::password) {
      EXPECT_EQ(f.source, Source::stream);
      EXPECT_EQ(f.packet.value, 4u);
      EXPECT_EQ(f.offset, message.find("hunter2"));
    }
}

TEST(LeakFinder, PartByPartGivesTheSameAsAtOnce) {
  Talk talk;
  for (int i = 0; i < 20; ++i) talk.client(form("user=u" + std::to_string(i) + "&password=p"));
  LeakFinder once{talk.trace(), talk.registry()}, parts{talk.trace(), talk.registry()};
  once.read(talk.trace().size(), {});
  for (std::uint32_t to = 0; to <= talk.trace().size(); ++to) parts.read(to, {});
  EXPECT_EQ(once.findings(), parts.findings());
  EXPECT_EQ(once.credentials().size(), 20u);
  EXPECT_EQ(parts.credentials().size(), 20u);
  EXPECT_EQ(once.meter().all().readable, parts.meter().all().readable);
}

TEST(LeakFinder, StopsWhenAsked) {
  Talk talk;
  talk.client(form("password=x"));
  LeakFinder finder{talk.trace(), talk.registry()};
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(finder.read(talk.trace().size(), stop.get_token()), 0u);
  EXPECT_TRUE(finder.findings().empty());
}

TEST(LeakFinder, APacketFullOfPairsIsBounded) {
  Talk talk;
  std::string body = "password=x";
  while (body.size() < 60'000) body += "&a=b&token=c";
  talk.client(form(body).substr(0, 65'000));
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  EXPECT_EQ(finder.findings().size(), FindingRules::kMaxPerPacket);
  EXPECT_EQ(finder.crowdedPackets(), 1u);
}

TEST(Credentials, NameInAnEarlierPacketOfTheSameSide) {
  const auto finding = [](std::uint32_t packet, FindingKind kind, Direction d = Direction::forward) {
    Finding f;
    f.packet = PacketId{packet};
    f.flow = FlowId{7};
    f.kind = kind;
    f.direction = d;
    return f;
  };
  std::vector<Finding> all{finding(1, FindingKind::userName), finding(2, FindingKind::userName, Direction::backward),
                           finding(3, FindingKind::password)};
  CredentialPairing pairing;
  for (std::uint32_t i = 0; i < all.size(); ++i) pairing.packet(std::span{all}.subspan(i, 1), i);
  ASSERT_EQ(pairing.credentials().size(), 1u);
  EXPECT_EQ(pairing.credentials()[0].user, 0u);
  EXPECT_EQ(pairing.credentials()[0].password, 2u);
}

TEST(Credentials, APasswordAloneHasNobody) {
  Talk talk;
  talk.client(form("password=x"));
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  ASSERT_EQ(finder.credentials().size(), 1u);
  EXPECT_EQ(finder.credentials()[0].user, Credential::kNone);
}

TEST(ReadableMeter, CountsEachByteOnce) {
  Talk talk;
  const std::string request = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  talk.client(request).clientAgain(request);
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  const ReadableBytes all = finder.meter().all();
  EXPECT_EQ(all.readable, request.size());
  EXPECT_EQ(all.sealed + all.unknown, 0u);
}

TEST(ReadableMeter, BytesOfNoKnownProtocolAreUnknown) {
  Talk talk{7001};
  talk.client("whatever this is");
  LeakFinder finder{talk.trace(), talk.registry()};
  finder.read(talk.trace().size(), {});
  EXPECT_EQ(finder.meter().all().unknown, 16u);
  EXPECT_EQ(finder.meter().all().all(), 16u);
}

// Every finding of every capture can be read again, and its range lies in its source.
TEST(LeakFinder, TextsOfAllCapturesAreReadAgain) {
  const Registry registry = allProtocols();
  std::size_t read = 0;
  for (const auto& file : ownCaptures()) {
    const auto trace = traceOf(file);
    ASSERT_TRUE(trace);
    LeakFinder finder{*trace, registry};
    finder.read(trace->size(), {});
    FindingTexts texts{*trace, registry};
    for (const Finding& f : finder.findings()) {
      EXPECT_TRUE(f.kind == FindingKind::text || !texts.of(f).value.empty())
          << file << " packet " << f.packet.value + 1;
      EXPECT_GT(f.length, 0u);
      ++read;
    }
  }
  EXPECT_GT(read, 100u);
}

}  // namespace
}  // namespace pw::test
