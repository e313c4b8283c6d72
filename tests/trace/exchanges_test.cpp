// Messages that have to do with others: requests and responses, permissions, redirects, messages in pieces. The rules are
// those of RFC 9112 §9.3, the Fetch Standard and RFC 6455.
#include "core/trace/exchanges.h"

#include "tests/support/captures.h"
#include "tests/support/tcp_talk.h"
#include "tests/support/trace_of.h"

namespace pw {
namespace {

using test::ReadBack;
using test::TcpTalk;

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n", kGetB = "GET /b HTTP/1.1\r\nHost: h\r\n\r\n";
constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

TEST(Exchanges, TheNthResponseAnswersTheNthRequest) {
  TcpTalk talk;
  talk.asks(1000, kGet);   // 1
  talk.asks(1000, kGetB);  // 2: before the first is answered
  talk.answers(1000, kOk);
  talk.answers(1000, kOk);
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 1)->value("http.response_in"), "3");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.response_in"), "4");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.request_number"), "2");
  const ReadBack last{*trace, 4};
  EXPECT_EQ(last->value("http.request_in"), "2");
  EXPECT_EQ(last->value("http.response_number"), "2");
  EXPECT_EQ(last->value("http.time"), "0.002000000");
  EXPECT_EQ(last->value("http.response_for.uri"), "http://h/b");
  EXPECT_EQ(last->value("http.prev_request_in"), "1");
  EXPECT_EQ(last->value("http.prev_response_in"), "3");
  EXPECT_EQ(ReadBack(*trace, 3)->value("http.next_response_in"), "4");
  EXPECT_EQ(last->faults(), "");
}

TEST(Exchanges, SeveralMessagesOfOnePacketAreTakenOneByOne) {
  TcpTalk talk;
  talk.asks(1000, std::string{kGet}.append(kGetB));
  talk.answers(1000, std::string{kOk}.append(kOk));
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 1)->value("http.request_number"), "1,2");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.response_for.uri"), "http://h/a,http://h/b");
}

TEST(Exchanges, AnInterimResponseIsNotTheAnswer) {
  TcpTalk talk;
  talk.asks(1000, kGet);
  talk.answers(1000, kContinue);
  talk.answers(1000, kOk);
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 1)->value("http.response_in"), "3");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.request_in"), "1");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.response_number"), "");
  EXPECT_EQ(ReadBack(*trace, 3)->value("http.response_number"), "1");
}

TEST(Exchanges, AnAnswerMayComeBeforeTheRequestIsOver) {
  TcpTalk talk;
  talk.asks(1000, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc");
  talk.answers(1000, "HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n");
  talk.asks(1000, "def");
  talk.asks(1000, kGetB);
  talk.answers(1000, kOk);
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 3)->value("http.response_in"), "2");
  EXPECT_EQ(ReadBack(*trace, 4)->value("http.response_in"), "5");
}

TEST(Exchanges, BehindAGapNothingIsGuessed) {
  TcpTalk talk;
  talk.asks(1000, kGet);
  talk.answers(1000, kOk);
  talk.loses(1000, false, 500);  // an answer, or more
  talk.asks(1000, kGetB);
  talk.answers(1000, kOk);
  talk.asks(1000, kGet);
  talk.answers(1000, kOk);
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.request_in"), "1");
  EXPECT_EQ(ReadBack(*trace, 4)->value("http.request_in"), "3");
  EXPECT_EQ(ReadBack(*trace, 6)->value("http.request_in"), "5");
}

TEST(Exchanges, WhatWasNotAskedAnswersNothing) {
  TcpTalk talk;
  talk.answers(1000, kOk);
  talk.asks(1000, kGet);
  talk.answers(1000, kOk);
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 1)->value("http.request_in"), "");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.response_in"), "3");
}

std::string preflight(std::string_view method, std::string_view headers) {
  std::string m = "OPTIONS /graphql HTTP/1.1\r\nHost: api.example\r\nOrigin: http://shop.example\r\n";
  m.append("Access-Control-Request-Method: ").append(method).append("\r\nAccess-Control-Request-Headers: ");
  return m.append(headers).append("\r\n\r\n");
}
constexpr std::string_view kPermission =
    "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: http://shop.example\r\n"
    "Access-Control-Allow-Methods: POST, OPTIONS\r\nAccess-Control-Allow-Headers: Content-Type, X-A\r\n"
    "Access-Control-Allow-Credentials: true\r\n\r\n";
constexpr std::string_view kGraphQl =
    "POST /graphql HTTP/1.1\r\nHost: api.example\r\nOrigin: http://shop.example\r\nContent-Type: application/json\r\n"
    "Content-Length: 29\r\n\r\n{\"query\":\"query Mine{orders}\"}";

TEST(Exchanges, APreflightIsLinkedToTheRequestThatItPermits) {
  TcpTalk talk;
  talk.asks(1000, preflight("POST", "content-type"));
  talk.answers(1000, kPermission);
  talk.asks(2000, kGet);  // something else
  talk.asks(3000, kGraphQl);  // on another connection
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 1)->value("http.cors.preflight_for"), "4");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.cors.preflight_for"), "4");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.cors.verdict"), "0");
  EXPECT_EQ(ReadBack(*trace, 3)->value("http.cors.preflight_in"), "");
  const ReadBack request{*trace, 4};
  EXPECT_EQ(request->value("http.cors.preflight_in"), "1");
  EXPECT_EQ(request->value("http.graphql.operation"), "Mine");
}

TEST(Exchanges, RedirectsAreFollowed) {
  TcpTalk talk;
  talk.asks(1000, kGet);
  talk.answers(1000, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");
  talk.asks(2000, kGetB);
  talk.answers(2000, "HTTP/1.1 301 Moved\r\nLocation: https://h/b\r\nContent-Length: 0\r\n\r\n");
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.redirect.uri"), "http://h/b");
  EXPECT_EQ(ReadBack(*trace, 2)->value("http.redirect.request_in"), "3");
  EXPECT_EQ(ReadBack(*trace, 3)->value("http.redirect.response_in"), "2");
  EXPECT_FALSE(ReadBack(*trace, 2)->has("http.redirect.to_https"));
  EXPECT_TRUE(ReadBack(*trace, 4)->has("http.redirect.to_https"));
}

/// What an observer of the engine sees: nothing of what comes later.
class Watcher final : public PacketObserver {
 public:
  bool onPacket(const PacketContext& context, const PacketSummary&) override {
    const ByteView b = context.bytes;
    const auto d = test::dissect(context, {b.begin(), b.end()});
    said.push_back(d.value("http.request_in") + '/' + d.value("http.response_in") + '/' + d.value("http.redirect.response_in"));
    return true;
  }
  [[nodiscard]] bool wantsMeasures() const override { return true; }
  std::vector<std::string> said;
};

TEST(Exchanges, ThoseWhoWatchSeeWhatWentBefore) {
  TcpTalk talk;
  talk.asks(1000, kGet, 7);  // in four pieces
  talk.answers(1000, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");
  talk.asks(2000, kGetB);
  Trace trace;
  Watcher watcher;
  Engine{test::registry(), talk.packets(), trace}.run({}, &watcher);
  ASSERT_EQ(watcher.said.size(), 6u);
  EXPECT_EQ(watcher.said[3], "//");
  EXPECT_EQ(watcher.said[4], "4//");
  EXPECT_EQ(watcher.said[5], "//5");
}

TEST(Exchanges, TheRecordedLoginIsLinked) {
  const auto trace = test::traceOf(test::ownCapture("http-login.pcap"));
  ASSERT_TRUE(trace);
  EXPECT_EQ(ReadBack(*trace, 16)->value("http.response_in"), "18");
  EXPECT_EQ(ReadBack(*trace, 18)->value("http.redirect.request_in"), "20");
  EXPECT_EQ(ReadBack(*trace, 20)->value("http.redirect.response_in"), "18");
}

// ---- WebSocket ----

std::string upgrade(std::string_view extensions) {
  std::string m = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: ";
  return m.append(extensions).append("\r\n\r\n");
}
constexpr std::string_view kUpgrade = "GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n";
std::string text(std::string_view digits) {
  const test::Bytes b = test::hex(digits);
  return {b.begin(), b.end()};
}

// RFC 7692 §7.2.3.2: "Hello" twice, the second with the first in mind
TEST(WebSocket, ACompressorRemembersEarlierMessages) {
  TcpTalk talk;
  talk.asks(1000, kUpgrade);
  talk.answers(1000, upgrade("permessage-deflate"));
  talk.answers(1000, text("c1 07 f2 48 cd c9 c9 07 00"));
  talk.answers(1000, text("c1 05 f2 00 11 00 00"));
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 3)->value("websocket.payload.text"), "Hello");
  const ReadBack second{*trace, 4};
  EXPECT_EQ(second->value("websocket.payload.text"), "Hello");
  EXPECT_FALSE(second->has("websocket.not_unpacked"));
  EXPECT_EQ(second->faults(), "");
}

TEST(WebSocket, WithoutTheEarlierMessagesItIsToldThatNothingCanBeRead) {
  const auto d = test::dissect({Table::content, 0, 0x100 | 0x4000 | 2}, test::hex("c1 05 f2 00 11 00 00"));
  EXPECT_TRUE(d.has("websocket.not_unpacked"));
}

// RFC 6455 §5.7: "Hel" and "lo", with a ping between, as §5.4 allows
TEST(WebSocket, MessagesInPiecesArePutTogether) {
  TcpTalk talk;
  talk.asks(1000, kUpgrade);
  talk.answers(1000, upgrade(""));
  talk.answers(1000, text("01 03 48 65 6c"));
  talk.answers(1000, text("89 00"));
  talk.answers(1000, text("80 02 6c 6f"));
  const auto trace = talk.trace();
  EXPECT_EQ(ReadBack(*trace, 3)->value("websocket.message"), "");
  const ReadBack last{*trace, 5};
  EXPECT_EQ(last->value("websocket.message"), "Hello");
  EXPECT_EQ(last->layers, "ip:tcp:http:websocket:data-text-lines");
  EXPECT_EQ(last->value("data-text-lines.line"), "Hello");
  EXPECT_EQ(last->faults(), "");
}

}  // namespace
}  // namespace pw
