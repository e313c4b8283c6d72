// A connection that becomes another protocol's in the midst of a segment: the stack says so, for filters ask it first.
#include <gtest/gtest.h>

#include "core/filter/filter_run.h"
#include "tests/support/captures.h"
#include "tests/support/tcp_payloads.h"
#include "tests/support/tcp_talk.h"

namespace pw::test {
namespace {

std::string clientHello() {
  for (const auto& p : tcpPayloads(ownCapture("https-tls12.pcap"), 443))
    if (p.side == 0) return {p.bytes.begin(), p.bytes.end()};
  return {};
}

std::string layers(const Trace& trace, PacketId id) {
  std::string out;
  for (const ProtocolId p : trace.stack(trace.row(id).stack))
    out.append(out.empty() ? "" : ":").append(registry().protocol(p).name);
  return out;
}

/// RFC 9110 §9.3.6: a tunnel begins behind the head of the answer; a server may speak at once.
TEST(HandOver, TlsBehindTheAnswerInOneSegment) {
  const std::string hello = clientHello();
  ASSERT_FALSE(hello.empty());
  TcpTalk talk{8080};
  talk.asks(40000, "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n");
  talk.answers(40000, "HTTP/1.1 200 OK\r\n\r\n" + hello);
  talk.asks(40000, hello);
  const auto trace = talk.trace();
  ASSERT_EQ(trace->size(), 3u);
  const std::string below = layers(*trace, PacketId{0});
  EXPECT_TRUE(below.ends_with(":http")) << below;
  EXPECT_EQ(layers(*trace, PacketId{1}), below + ":tls");
  EXPECT_EQ(layers(*trace, PacketId{2}), below + ":tls");
  for (const char* text : {"tls", "tls.handshake.type == 1", "http and tls"}) {
    const auto filter = compileFilter(text, registry());
    ASSERT_TRUE(filter) << text;
    const std::vector<PacketId> expected{PacketId{1}, PacketId{2}};
    EXPECT_EQ(filterAll(*filter, *trace, registry()), expected) << text;
    EXPECT_EQ(filterAll(*filter, *trace, registry(), {.threads = 1, .columns = false}), expected) << text;
  }
}

/// Packets that can hold no TLS are not read again: they say so in their stack.
TEST(HandOver, WithoutItNothingIsReadAgain) {
  TcpTalk talk;
  talk.asks(40000, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  talk.answers(40000, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  const auto trace = talk.trace();
  const auto filter = compileFilter("tls.handshake.type == 1", registry());
  ASSERT_TRUE(filter);
  class Nobody final : public FilterResults {
    bool onPart(std::uint32_t, std::uint32_t, std::span<const PacketId> passed) override { return passed.empty(); }
  } nobody;
  FilterRun run{*filter, *trace, registry()};
  EXPECT_TRUE(run.run(0, trace->size(), {}, nobody));
  EXPECT_EQ(run.described(), 0u);
}

}  // namespace
}  // namespace pw::test
