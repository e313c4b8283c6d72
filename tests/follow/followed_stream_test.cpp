// Conversations read from captures: what was sent, by whom, what is missing, and the same while a capture grows.
#include "core/follow/followed_stream.h"

#include <gtest/gtest.h>

#include <string>

#include "core/engine/engine.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

using Kind = FollowChunk::Kind;

std::string textOf(ByteView b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }

struct Followed {
  std::unique_ptr<Trace> trace;
  std::shared_ptr<const FollowedStream> stream;

  Followed(const std::filesystem::path& file, FlowId flow, FollowMode mode) : trace(traceOf(file)) {
    if (trace) stream = FollowedStream::make(*trace, registry(), flow, mode, trace->size());
  }
  /// All that one side sent; words of named and sealed parts in brackets.
  [[nodiscard]] std::string sent(Direction d) const {
    ChunkReader reader{*trace, registry()};
    std::string out;
    for (std::size_t i = 0; i < stream->size(); ++i) {
      const FollowChunk& c = (*stream)[i];
      if (c.direction != d) continue;
      const ByteView bytes = reader.read(c);
      if (c.hasBytes()) {
        EXPECT_EQ(bytes.size(), c.length);
      }
      if (c.kind == Kind::named)
        out += "[" + std::string{reader.name(c)} + (bytes.empty() ? "" : ": ") + textOf(bytes) + "]";
      else if (c.kind == Kind::sealed)
        out += "[" + std::string{reader.name(c)} + " " + std::to_string(c.length) + "/" +
               (c.inside == ReadablePart::kUnknown ? "?" : std::to_string(c.inside)) + "]";
      else if (c.kind == Kind::gap) out += "[gap " + std::to_string(c.length) + "]";
      else out += textOf(bytes);
    }
    return out;
  }
};

FlowId flowOfPort(const std::filesystem::path& file, std::uint16_t port) {
  const auto trace = traceOf(file);
  for (std::uint32_t i = 0; trace && i < trace->flowCount(); ++i) {
    const FlowKey& k = trace->flowOf(FlowId{i}).key;
    if (k.transport == Transport::tcp && (k.lowPort == port || k.highPort == port)) return FlowId{i};
  }
  return {};
}

TEST(FollowedStream, AnExchangeOverHttp) {
  const auto file = ownCapture("http-login.pcap");
  const Followed f{file, flowOfPort(file, 80), FollowMode::raw};
  ASSERT_NE(f.stream, nullptr);
  EXPECT_EQ(f.sent(Direction::forward),
            "GET /login HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: Browser/1.0\r\nAccept: */*\r\n\r\n");
  const std::string answer = f.sent(Direction::backward);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\nServer: DemoShop/1.0 \r\n")) << answer;
  EXPECT_EQ(f.stream->bytes(Direction::backward), 314u);
  EXPECT_EQ(f.stream->different(), 0u);
  EXPECT_TRUE(f.stream->tail().empty());
}

TEST(FollowedStream, AnExchangeOverHttpByMessages) {
  const auto file = ownCapture("http-login.pcap");
  const Followed f{file, flowOfPort(file, 80), FollowMode::messages};
  ASSERT_NE(f.stream, nullptr);
  std::string kinds;
  for (std::size_t i = 0; i < f.stream->size(); ++i) kinds += (*f.stream)[i].kind == Kind::head ? 'h' : 'b';
  EXPECT_EQ(kinds, "hhb");
  EXPECT_EQ((*f.stream)[2].length, 174u);
  EXPECT_EQ(f.stream->bytes(Direction::backward), 314u);
}

/// RFC 8446 §5.2: a byte for the type and 16 for the tag; what was inside is known from captures/MANIFEST.md.
TEST(FollowedStream, TlsSaysWhatItSealsAndHowMuch) {
  const auto file = ownCapture("https-tls13.pcap");
  const Followed f{file, flowOfPort(file, 443), FollowMode::messages};
  ASSERT_NE(f.stream, nullptr);
  const std::string client = f.sent(Direction::forward), server = f.sent(Direction::backward);
  EXPECT_TRUE(client.starts_with("[Client Hello: shop.example][Change Cipher Spec][Encrypted Handshake (by position) "))
      << client;
  EXPECT_NE(client.find("[Application Data 207/190]"), std::string::npos) << client;
  EXPECT_TRUE(server.starts_with("[Server Hello: TLSv1.3, TLS_AES_256_GCM_SHA384]")) << server;
  EXPECT_EQ(client.find("demo-password"), std::string::npos);
}

TEST(FollowedStream, GrowsAsTheCaptureDoes) {
  for (const char* name : {"http-login.pcap", "tcp-loss.pcap", "https-tls12.pcap", "dns.pcap", "first-look.pcapng"})
    for (const FollowMode mode : {FollowMode::raw, FollowMode::messages}) {
      const auto trace = traceOf(ownCapture(name));
      ASSERT_NE(trace, nullptr);
      for (std::uint32_t i = 0; i < trace->flowCount(); ++i) {
        const auto whole = FollowedStream::make(*trace, registry(), FlowId{i}, mode, trace->size());
        auto grown = FollowedStream::make(*trace, registry(), FlowId{i}, mode, 0);
        EXPECT_EQ(grown->size(), 0u);
        for (std::uint32_t rows = 1; rows <= trace->size(); rows += 7)
          grown = FollowedStream::more(*grown, *trace, registry(), rows);
        grown = FollowedStream::more(*grown, *trace, registry(), trace->size());
        ASSERT_EQ(grown->size(), whole->size()) << name << ' ' << i;
        for (std::size_t k = 0; k < whole->size(); ++k) {
          const FollowChunk &a = (*whole)[k], &b = (*grown)[k];
          EXPECT_TRUE(a.packet == b.packet && a.kind == b.kind && a.at == b.at && a.length == b.length &&
                      a.skip == b.skip)
              << name << ' ' << k;
        }
        EXPECT_EQ(grown->bytes(Direction::forward), whole->bytes(Direction::forward));
      }
    }
}

TEST(FollowedStream, DatagramsAreChunks) {
  const auto trace = traceOf(ownCapture("dns.pcap"));
  ASSERT_NE(trace, nullptr);
  std::uint32_t chunks = 0;
  for (std::uint32_t i = 0; i < trace->flowCount(); ++i) {
    if (trace->flowOf(FlowId{i}).key.transport != Transport::udp) continue;
    const auto s = FollowedStream::make(*trace, registry(), FlowId{i}, FollowMode::raw, trace->size());
    chunks += static_cast<std::uint32_t>(s->size());
    EXPECT_EQ((*s)[0].packet, trace->flowOf(FlowId{i}).first);
  }
  EXPECT_GT(chunks, 2u);
}

TEST(FollowedStream, EndsSoonWhenAskedTo) {
  const auto trace = traceOf(ownCapture("http-file.pcap"));
  ASSERT_NE(trace, nullptr);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(FollowedStream::make(*trace, registry(), FlowId{0}, FollowMode::raw, trace->size(), stop.get_token()),
            nullptr);
}

/// Raw IPv4 and TCP without checksums: 192.0.2.1:1000 to 192.0.2.2:2000, or back.
std::vector<std::uint8_t> segment(bool forward, std::uint32_t seq, std::uint32_t ack, std::string_view data) {
  const auto length = static_cast<std::uint8_t>(40 + data.size());
  std::vector<std::uint8_t> p{0x45, 0, 0, length,
                              0,    0, 0, 0,
                              64,   6, 0, 0,
                              192,  0, 2, forward ? std::uint8_t{1} : std::uint8_t{2},
                              192,  0, 2, forward ? std::uint8_t{2} : std::uint8_t{1}};
  const auto put = [&p](std::uint32_t v, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) p.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
  };
  put(forward ? 1000 : 2000, 2);
  put(forward ? 2000 : 1000, 2);
  put(seq, 4);
  put(ack, 4);
  put(0x50180200, 4);  // 20 bytes of header, PSH and ACK, a window of 512
  put(0, 4);
  p.insert(p.end(), data.begin(), data.end());
  return p;
}

Followed made(std::initializer_list<std::vector<std::uint8_t>> packets) {
  MemoryPackets source{LinkType::raw};
  std::int64_t at = 0;
  for (const auto& p : packets) source.add(p, at += 1'000'000);
  Followed f{"", FlowId{0}, FollowMode::raw};
  f.trace = std::make_unique<Trace>();
  Engine{registry(), source, *f.trace}.run();
  f.stream = FollowedStream::make(*f.trace, registry(), FlowId{0}, FollowMode::raw, f.trace->size());
  return f;
}

TEST(FollowedStream, ARetransmissionWithOtherBytesIsTold) {
  const Followed f = made({segment(true, 1, 1, "GET /right"), segment(false, 1, 11, "ok"),
                           segment(true, 1, 3, "GET /wrong"), segment(true, 5, 3, "/right and on")});
  ASSERT_NE(f.stream, nullptr);
  EXPECT_EQ(f.stream->different(), 1u);
  ASSERT_EQ(f.stream->size(), 4u);
  const FollowChunk& c = (*f.stream)[2];
  EXPECT_EQ(c.kind, Kind::differs);
  EXPECT_EQ(c.packet, PacketId{2});
  // "/right" against "/wrong": from the second letter on, and the last two are not the same either
  EXPECT_EQ(c.skip, 5u);
  EXPECT_EQ(c.length, 5u);
  EXPECT_EQ((*f.stream)[3].skip, 6u);
}

TEST(FollowedStream, AGapHasItsLength) {
  const Followed f = made({segment(true, 1, 1, "abc"), segment(true, 9, 1, "xyz"), segment(false, 1, 12, "")});
  EXPECT_EQ(f.sent(Direction::forward), "abc[gap 5]xyz");
}

TEST(FollowedStream, WhatWaitsAtTheEndIsThere) {
  const Followed f = made({segment(true, 1, 1, "abc"), segment(true, 9, 1, "xyz")});
  ASSERT_NE(f.stream, nullptr);
  EXPECT_EQ(f.stream->tail().size(), 2u);
  EXPECT_EQ(f.sent(Direction::forward), "abc[gap 5]xyz");
}

/// Nothing that any capture holds breaks it, and chunks can be read.
TEST(FollowedStream, EveryCaptureCanBeFollowed) {
  for (const auto& file : ownCaptures()) {
    const auto trace = traceOf(file);
    if (!trace) continue;
    ChunkReader reader{*trace, registry()};
    for (std::uint32_t i = 0; i < trace->flowCount(); ++i)
      for (const FollowMode mode : {FollowMode::raw, FollowMode::messages}) {
        const auto s = FollowedStream::make(*trace, registry(), FlowId{i}, mode, trace->size());
        ASSERT_NE(s, nullptr);
        for (std::size_t k = 0; k < s->size(); ++k)
          if ((*s)[k].hasBytes()) {
            ASSERT_EQ(reader.read((*s)[k]).size(), (*s)[k].length) << file << ' ' << i << ' ' << k;
          }
      }
  }
}

}  // namespace
}  // namespace pw::test
