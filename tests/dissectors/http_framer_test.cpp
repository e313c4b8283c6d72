// Where messages end in an HTTP/1 connection (RFC 9112 §6).
#include "dissectors/http/http_framer.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace pw {
namespace {

using http::HttpFramer;
using http::Part;

/// A step of a conversation: side, and what it sends.
struct Said {
  unsigned side;
  std::string bytes;
};

/// A message that ended: its side, where in its side's stream, and what it is.
struct Ended {
  unsigned side;
  std::size_t at;
  Part part;
  bool operator==(const Ended&) const = default;
};
std::ostream& operator<<(std::ostream& o, const Ended& e) {
  return o << "side " << e.side << " at " << e.at << " part " << static_cast<unsigned>(e.part);
}

/// Cuts what is said into pieces of at most `most` bytes, their lengths by `random`.
std::vector<Ended> endsOf(const std::vector<Said>& talk, std::size_t most = SIZE_MAX, std::uint32_t seed = 0) {
  HttpFramer framer;
  std::mt19937 random{seed};
  std::vector<Ended> out;
  std::size_t fed[2] = {};
  MessageEnds ends;
  for (const Said& s : talk) {
    std::string_view rest = s.bytes;
    while (!rest.empty()) {
      const std::size_t n = std::min(rest.size(), most == SIZE_MAX ? rest.size() : 1 + random() % most);
      ends.clear();
      framer.feed(s.side, http::bytesOf(rest.substr(0, n)), ends);
      for (const auto& e : ends.all())
        out.push_back({s.side, fed[s.side] + e.at, http::partOf(static_cast<std::uint32_t>(e.facts))});
      fed[s.side] += n;
      rest.remove_prefix(n);
    }
  }
  return out;
}

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

TEST(HttpFramer, WhatIsAskedIsNewsWhereTheHeadEnds) {
  HttpFramer framer;
  MessageEnds ends;
  const auto newsOf = [&](std::string_view bytes) {
    framer.feed(0, http::bytesOf(bytes), ends);
    return framer.begun(0).news;
  };
  EXPECT_FALSE(newsOf("POST / HTTP/1.1\r\nContent-Length: 9\r\n"));
  EXPECT_TRUE(newsOf("\r\nabc"));
  EXPECT_FALSE(newsOf("def"));
}

TEST(HttpFramer, EndsBehindTheLengthThatTheHeadGives) {
  const std::string post = "POST / HTTP/1.1\r\ncontent-length:  5 \r\n\r\nhello";
  EXPECT_EQ(endsOf({{0, post + kGet}, {1, kOk + kOk}}),
            (std::vector<Ended>{{0, post.size(), Part::message},
                                {0, post.size() + kGet.size(), Part::message},
                                {1, kOk.size(), Part::message},
                                {1, 2 * kOk.size(), Part::message}}));
}

TEST(HttpFramer, ChunksEndBehindTheTrailers) {
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\nContent-Length: 1\r\n\r\n"
      "A;x=y\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n";
  EXPECT_EQ(endsOf({{0, kGet}, {1, chunked + kOk}}),
            (std::vector<Ended>{{0, kGet.size(), Part::message},
                                {1, chunked.size(), Part::message},
                                {1, chunked.size() + kOk.size(), Part::message}}));
}

TEST(HttpFramer, SomeResponsesHaveNoBodyWhateverTheySay) {
  const std::string head = "HEAD / HTTP/1.1\r\n\r\n";
  const std::string toHead = "HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n";
  const std::string proceed = "HTTP/1.1 100 Continue\r\n\r\n";
  const std::string same = "HTTP/1.1 304 Not Modified\r\nContent-Length: 300\r\n\r\n";
  const std::string none = "HTTP/1.1 204 No Content\r\n\r\n";
  // The 100 does not answer the HEAD.
  EXPECT_EQ(endsOf({{0, head + kGet + kGet}, {1, proceed + toHead + same + none}}),
            (std::vector<Ended>{{0, head.size(), Part::message},
                                {0, head.size() + kGet.size(), Part::message},
                                {0, head.size() + 2 * kGet.size(), Part::message},
                                {1, proceed.size(), Part::message},
                                {1, proceed.size() + toHead.size(), Part::message},
                                {1, proceed.size() + toHead.size() + same.size(), Part::message},
                                {1, proceed.size() + toHead.size() + same.size() + none.size(), Part::message}}));
}

TEST(HttpFramer, ABodyWithoutLengthEndsWithTheConnection) {
  HttpFramer framer;
  MessageEnds ends;
  framer.feed(1, http::bytesOf("HTTP/1.0 200 OK\r\n\r\nbody"), ends);
  framer.feed(1, http::bytesOf("HTTP/1.0 200 OK\r\n\r\nas well"), ends);
  EXPECT_TRUE(ends.all().empty());
  std::uint64_t facts = 99;
  EXPECT_TRUE(framer.close(1, facts));
  EXPECT_EQ(http::partOf(static_cast<std::uint32_t>(facts)), Part::message);
}

TEST(HttpFramer, BehindConnectThereIsATunnel) {
  const std::string connect = "CONNECT a:443 HTTP/1.1\r\n\r\n", ok = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";
  EXPECT_EQ(endsOf({{0, connect}, {1, ok}, {0, "GET / HTTP/1.1\r\n\r\n"}, {1, "xyz"}}),
            (std::vector<Ended>{{0, connect.size(), Part::message},
                                {1, ok.size(), Part::message},
                                {0, connect.size() + kGet.size() - 9, Part::tunnel},
                                {1, ok.size() + 3, Part::tunnel}}));
  const std::string no = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
  EXPECT_EQ(endsOf({{0, connect}, {1, no}, {0, kGet}}),
            (std::vector<Ended>{{0, connect.size(), Part::message},
                                {1, no.size(), Part::message},
                                {0, connect.size() + kGet.size(), Part::message}}));
}

TEST(HttpFramer, AfterAnUpgradeFramesAreTheMessages) {
  const std::string ask = "GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  const std::string yes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\r\n";
  // RFC 6455 §5.7: "Hello" unmasked and masked; 256 bytes unmasked
  const std::string plain = "\x81\x05Hello", masked = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  const std::string longer = std::string{"\x82\x7e\x01\x00", 4} + std::string(256, 'x');
  EXPECT_EQ(endsOf({{0, ask}, {1, yes + plain}, {0, masked + masked}, {1, longer}}),
            (std::vector<Ended>{{0, ask.size(), Part::message},
                                {1, yes.size(), Part::message},
                                {1, yes.size() + plain.size(), Part::webSocket},
                                {0, ask.size() + masked.size(), Part::webSocket},
                                {0, ask.size() + 2 * masked.size(), Part::webSocket},
                                {1, yes.size() + plain.size() + longer.size(), Part::webSocket}}));
}

TEST(HttpFramer, ToldOfAGapItWaitsForTheNextHead) {
  HttpFramer framer;
  MessageEnds ends;
  framer.feed(1, http::bytesOf("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\nabc"), ends);
  EXPECT_FALSE(framer.gap(1, 5000));
  EXPECT_TRUE(ends.all().empty());
  framer.feed(1, http::bytesOf("rest of the body"), ends);
  ASSERT_EQ(ends.all().size(), 1u);
  EXPECT_EQ(http::partOf(static_cast<std::uint32_t>(ends.all()[0].facts)), Part::continuation);
  ends.clear();
  framer.feed(1, http::bytesOf(kOk), ends);
  ASSERT_EQ(ends.all().size(), 1u);
  EXPECT_EQ(ends.all()[0].at, kOk.size());
  EXPECT_EQ(http::partOf(static_cast<std::uint32_t>(ends.all()[0].facts)), Part::message);
}

TEST(HttpFramer, AGapWithinABodyOfKnownLengthIsCounted) {
  HttpFramer framer;
  MessageEnds ends;
  framer.feed(1, http::bytesOf("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\nabc"), ends);
  EXPECT_TRUE(framer.gap(1, 2990));
  framer.feed(1, http::bytesOf("1234567HTTP"), ends);
  ASSERT_EQ(ends.all().size(), 1u);
  EXPECT_EQ(ends.all()[0].at, 7u);
}

TEST(HttpFramer, AHeadWithoutEndIsGivenUp) {
  HttpFramer framer;
  MessageEnds ends;
  std::string line = "X-Line: ";
  line += std::string(100, 'x') + "\r\n";
  std::size_t fed = 0;
  framer.feed(0, http::bytesOf("GET / HTTP/1.1\r\n"), ends);
  fed += 16;
  while (ends.all().empty() && fed < 10 * HttpFramer::kMaxHead) {
    framer.feed(0, http::bytesOf(line), ends);
    fed += line.size();
  }
  EXPECT_LE(fed, HttpFramer::kMaxHead + line.size());
}

/// Whatever the pieces are, the ends are the same.
TEST(HttpFramer, EndsDoNotDependOnTheSegments) {
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n00a\r\n\r\n\r\n\r\n\r\n\r\n\r\n0\r\nT: 1\r\n\r\n";
  const std::string upgrade = "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n\r\n";
  const std::vector<Said> talk{
      {0, kGet + "HEAD / HTTP/1.1\nA: b\n\nPOST / HTTP/1.0\r\nContent-Length: 4\r\n\r\n\r\n\r\n"},
      {1, chunked + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + kOk},
      {0, "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"},
      {1, upgrade + "\x81\x05Hello" + std::string{"\x89\x00\x82\x7e\x00\x03" "abc", 9}},
      {0, "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"}};
  const auto whole = endsOf(talk);
  EXPECT_EQ(whole.size(), 12u);
  for (std::uint32_t seed = 1; seed <= 300; ++seed) EXPECT_EQ(endsOf(talk, 1 + seed % 40, seed), whole) << seed;
}

TEST(HttpProbe, KnowsAHeadByItsFirstWord) {
  EXPECT_EQ(http::startOf("GET /x"), http::Start::request);
  EXPECT_EQ(http::startOf("HTTP/1.1 200 OK"), http::Start::response);
  EXPECT_EQ(http::startOf("VERSION-CON"), http::Start::more);
  EXPECT_EQ(http::startOf("GETTING"), http::Start::no);
  EXPECT_EQ(http::startOf(std::string_view{"\x16\x03\x01", 3}), http::Start::no);
}

std::vector<MessageRole> rolesOf(const std::vector<Said>& talk) {
  HttpFramer framer;
  MessageEnds ends;
  std::vector<MessageRole> out;
  for (const Said& s : talk) {
    ends.clear();
    framer.feed(s.side, http::bytesOf(s.bytes), ends);
    for (const auto& e : ends.all()) out.push_back(http::roleOf(e.facts));
  }
  return out;
}

TEST(HttpFramer, TellsWhatAMessageIsInTheTalk) {
  using Turn = MessageRole::Turn;
  const auto roles = rolesOf({{0, kGet + "OPTIONS /a HTTP/1.1\r\n\r\n"},
                              {1, "HTTP/1.1 102 x\r\n\r\n" + kOk + "HTTP/1.1 302 x\r\nContent-Length: 0\r\n\r\n" + kOk}});
  ASSERT_EQ(roles.size(), 6u);
  EXPECT_EQ(roles[0].turn, Turn::request);
  EXPECT_FALSE(roles[0].leadsOn);
  EXPECT_TRUE(roles[1].leadsOn);
  EXPECT_EQ(roles[2].turn, Turn::interim);
  EXPECT_EQ(roles[3].turn, Turn::response);
  EXPECT_FALSE(roles[3].unasked);
  EXPECT_TRUE(roles[4].leadsOn);
  EXPECT_TRUE(roles[5].unasked);
}

// RFC 7692 §7.1.1: without server_no_context_takeover each message of the server needs those before it
TEST(HttpFramer, TellsWhichFramesContinueOthers) {
  const std::string upgrade = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
  const auto answer = [](std::string_view parameters) {
    return std::string{"HTTP/1.1 101 x\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate"}
        .append(parameters)
        .append("\r\n\r\n");
  };
  const std::string frames{"\xc1\x00\xc1\x00", 4};
  const auto kept = rolesOf({{0, upgrade}, {1, answer("")}, {1, frames}, {0, frames}});
  ASSERT_EQ(kept.size(), 6u);
  EXPECT_FALSE(kept[2].continues);
  EXPECT_TRUE(kept[3].continues);
  EXPECT_TRUE(kept[5].continues);
  const auto fresh = rolesOf({{0, upgrade}, {1, answer("; server_no_context_takeover")}, {1, frames}, {0, frames}});
  ASSERT_EQ(fresh.size(), 6u);
  EXPECT_FALSE(fresh[3].continues);
  EXPECT_TRUE(fresh[5].continues);
  const std::string pieces{"\x01\x00\x89\x00\x80\x00\x81\x00", 8};
  const auto plain = rolesOf({{0, upgrade}, {1, "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n\r\n"}, {1, pieces}});
  ASSERT_EQ(plain.size(), 6u);
  EXPECT_FALSE(plain[2].continues);
  EXPECT_TRUE(plain[3].continues);  // a ping between
  EXPECT_TRUE(plain[4].continues);
  EXPECT_FALSE(plain[5].continues);
}

}  // namespace
}  // namespace pw
