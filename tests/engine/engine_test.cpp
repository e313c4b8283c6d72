#include "core/engine/engine.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/engine/session.h"
#include "core/file/open_capture.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"

namespace pw {
namespace {

using test::MemoryPackets;

/// UDP between 192.0.2.1 and .2; `port` makes the conversation.
test::Bytes datagram(std::uint16_t port) {
  test::Bytes b = test::hex("45 00 00 1e 00 00 00 00 40 11 00 00  c0 00 02 01  c0 00 02 02  0000 0009 000a 0000 aa bb");
  b[20] = static_cast<std::uint8_t>(port >> 8);
  b[21] = static_cast<std::uint8_t>(port);
  return b;
}

void fill(MemoryPackets& source, std::uint32_t n, std::uint32_t flows) {
  for (std::uint32_t i = 0; i < n; ++i) source.add(datagram(static_cast<std::uint16_t>(1000 + i % flows)), i);
}

class Watch final : public PacketObserver {
 public:
  explicit Watch(std::uint32_t last = UINT32_MAX) : last_(last) {}
  bool onPacket(const PacketContext& context, const PacketSummary&) override {
    EXPECT_EQ(context.id.value, seen++);
    return context.id.value != last_;
  }
  bool onBatchEnd() override {
    ++batches;
    return true;
  }
  std::uint32_t seen = 0, batches = 0;

 private:
  std::uint32_t last_;
};

TEST(Engine, EveryPacketGetsARowAndItsConversation) {
  MemoryPackets source{LinkType::ipv4};
  fill(source, 5000, 7);
  Trace trace;
  Watch watch;
  EXPECT_EQ((Engine{test::registry(), source, trace}.run({}, &watch)), RunEnd::finished);
  EXPECT_EQ(watch.seen, 5000u);
  ASSERT_EQ(trace.size(), 5000u);
  EXPECT_EQ(trace.flowCount(), 7u);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const PacketRow r = trace.row(PacketId{i});
    ASSERT_EQ(r.flow, FlowId{i % 7});
    ASSERT_EQ(r.previousInFlow, i < 7 ? PacketId{} : PacketId{i - 7});
    ASSERT_EQ(r.timeNs, i);
    ASSERT_EQ(trace.flowFacts(PacketId{i}, r).stream, i % 7);
  }
}

TEST(Engine, LimitEndsInTheMiddleOfABatch) {
  for (const std::uint64_t limit : {0u, 1u, 63u, 64u, 65u, 511u, 512u, 513u, 900u}) {
    MemoryPackets source{LinkType::ipv4};
    fill(source, 1000, 3);
    Trace trace;
    Engine engine{test::registry(), source, trace};
    engine.limitPackets(limit);
    EXPECT_EQ(engine.run(), RunEnd::finished);
    EXPECT_EQ(trace.size(), limit);
  }
}

TEST(Engine, ObserverEndsTheRunAndWhatItSawIsPublished) {
  for (const std::uint32_t last : {0u, 5u, 64u, 700u}) {
    MemoryPackets source{LinkType::ipv4};
    fill(source, 1000, 3);
    Trace trace;
    Watch watch{last};
    EXPECT_EQ((Engine{test::registry(), source, trace}.run({}, &watch)), RunEnd::observerEnded);
    EXPECT_EQ(watch.seen, last + 1);
    EXPECT_EQ(trace.size(), last + 1);
  }
}

TEST(Engine, StopIsObeyedBetweenBatches) {
  /// Asks for a stop once enough was seen.
  class Stopper final : public PacketObserver {
   public:
    bool onPacket(const PacketContext& context, const PacketSummary&) override {
      if (context.id.value == 250) source.request_stop();
      return true;
    }
    std::stop_source source;
  };
  MemoryPackets source{LinkType::ipv4, 100};
  fill(source, 1000, 3);
  Trace trace;
  Stopper stopper;
  EXPECT_EQ((Engine{test::registry(), source, trace}.run(stopper.source.get_token(), &stopper)), RunEnd::stopped);
  EXPECT_EQ(trace.size(), 300u) << "the batch that was begun";
}

TEST(Engine, EmptySourceLeavesAnEmptyTrace) {
  MemoryPackets source;
  Trace trace;
  EXPECT_EQ((Engine{test::registry(), source, trace}.run()), RunEnd::finished);
  EXPECT_EQ(trace.size(), 0u);
  EXPECT_NE(trace.info(), nullptr);
}

TEST(Engine, InterfaceThatWasNeverDescribedIsTakenAsEthernet) {
  /// Gives packets of an interface that its info lacks, behind one of a raw IP interface.
  class Odd final : public PacketSource {
   public:
    Pull next(PacketBatch& b) override {
      b.clear();
      if (done_) return Pull::end;
      done_ = true;
      b.packets.resize(2);
      for (PacketRef& r : b.packets) {
        r.bytes = bytes_;
        r.wireLen = static_cast<std::uint32_t>(bytes_.size());
      }
      b.packets[1].interface = 9;
      return Pull::packets;
    }
    std::shared_ptr<const CaptureInfo> info() const override { return info_; }
    SourceProgress progress() const noexcept override { return {}; }
    std::shared_ptr<const ByteStore> store() const override { return nullptr; }
    const std::optional<FileProblem>& problem() const noexcept override { return problem_; }
    Odd() {
      auto info = std::make_shared<CaptureInfo>();
      info->interfaces.emplace_back().linkType = LinkType::ipv4;
      info_ = info;
    }

   private:
    test::Bytes bytes_ = datagram(1000);
    std::shared_ptr<const CaptureInfo> info_;
    std::optional<FileProblem> problem_;
    bool done_ = false;
  };
  Odd source;
  Trace trace;
  Engine{test::registry(), source, trace}.run();
  ASSERT_EQ(trace.size(), 2u);
  EXPECT_NE(trace.row(PacketId{0}).stack, trace.row(PacketId{1}).stack) << "as the reader would take it";
}

// ---- the captures of this repository: counts as tshark 4.0.17 gives them ----

struct Counted {
  std::string_view file;
  std::uint32_t packets, tcpStreams, udpStreams;
};
constexpr Counted kCounted[] = {
    {"4in6.pcap", 14, 1, 0},
    {"6in4.pcap", 6, 0, 1},
    {"any-sll.pcap", 26, 1, 0},
    {"any-sll2.pcap", 28, 1, 0},
    {"arp.pcap", 19, 0, 0},
    {"dhcp.pcap", 7, 0, 2},
    {"dhcpv6.pcap", 10, 0, 2},
    {"dns.pcap", 46, 1, 16},
    {"ecn.pcap", 404, 1, 0},
    {"fragments-ipv4.pcap", 22, 0, 2},
    {"fragments-ipv6.pcap", 21, 0, 1},
    {"gre.pcap", 16, 1, 0},
    {"http-file.pcap", 79, 1, 0},
    {"http-login.pcap", 66, 6, 0},
    {"https-tls12.pcap", 17, 1, 0},
    {"https-tls13.pcap", 55, 3, 0},
    {"https-untrusted.pcap", 11, 1, 0},
    {"icmp-echo.pcap", 14, 0, 0},
    {"icmp-errors.pcap", 25, 0, 7},
    {"icmpv6-errors.pcap", 15, 0, 4},
    {"igmp.pcap", 15, 0, 0},
    {"llmnr.pcap", 3, 0, 2},
    {"loopback-offload.pcap", 16, 1, 0},
    {"mdns.pcap", 10, 0, 3},
    {"ndp.pcap", 26, 0, 0},
    {"ntp.pcap", 8, 0, 1},
    {"qinq.pcap", 14, 0, 1},
    {"raw-ip.pcap", 16, 1, 0},
    {"ssdp.pcap", 4, 0, 3},
    {"tcp-close.pcap", 12, 1, 0},
    {"tcp-ipv6.pcap", 12, 1, 1},
    {"tcp-loss.pcap", 102, 1, 0},
    {"tcp-no-answer.pcap", 3, 1, 0},
    {"tcp-refused.pcap", 2, 1, 0},
    {"tcp-reset.pcap", 8, 1, 0},
    {"tftp.pcap", 30, 0, 8},
    {"vlan.pcap", 14, 0, 1},
    // tshark counts six: the outer conversations of packets that carry another one have no flow of their own here.
    {"vxlan.pcap", 16, 1, 4},
    {"comments.pcapng", 26, 1, 0},
    {"first-look.pcapng", 43, 2, 2},
    {"https-with-keys.pcapng", 55, 3, 0},
    {"two-sections.pcapng", 37, 2, 0},
};

TEST(Engine, CountsPacketsAndConversationsAsTsharkDoes) {
  for (const Counted& c : kCounted) {
    auto source = openCapture(std::filesystem::path{PLAINWIRE_SOURCE_DIR} / "captures" / c.file);
    ASSERT_TRUE(source) << c.file;
    Trace trace;
    Engine{test::registry(), **source, trace}.run();
    EXPECT_EQ(trace.size(), c.packets) << c.file;
    std::uint32_t streams[2] = {0, 0};
    for (std::uint32_t i = 0; i < trace.flowCount(); ++i)
      ++streams[trace.flows().flow(FlowId{i}).key.transport == Transport::tcp ? 0 : 1];
    EXPECT_EQ(streams[0], c.tcpStreams) << c.file << ": tcp.stream";
    EXPECT_EQ(streams[1], c.udpStreams) << c.file << ": udp.stream";
  }
}

// ---- session ----

TEST(Session, ReadsToTheEndOnItsOwnThread) {
  auto source = std::make_unique<MemoryPackets>(LinkType::ipv4);
  fill(*source, 3000, 10);
  Session session{test::registry(), std::move(source)};
  session.wait();
  EXPECT_EQ(session.state(), SessionState::finished);
  EXPECT_EQ(session.trace().size(), 3000u);
  EXPECT_FALSE(session.problem().has_value());
  EXPECT_EQ(session.progress().done, session.progress().total);
}

/// A source that never ends, as a live one.
class Endless final : public PacketSource {
 public:
  Pull next(PacketBatch& b) override {
    if (++calls_ % 3 == 0) {
      b.clear();
      return Pull::idle;
    }
    some_.rewind();
    return some_.next(b);
  }
  std::shared_ptr<const CaptureInfo> info() const override { return some_.info(); }
  SourceProgress progress() const noexcept override { return {}; }
  std::shared_ptr<const ByteStore> store() const override { return some_.store(); }
  const std::optional<FileProblem>& problem() const noexcept override { return some_.problem(); }
  Endless() { fill(some_, 20, 4); }

 private:
  MemoryPackets some_{LinkType::ipv4};
  unsigned calls_ = 0;
};

TEST(Session, StopsInTheMiddleAndKeepsWhatItRead) {
  Session session{test::registry(), std::make_unique<Endless>()};
  while (session.trace().size() < 100) std::this_thread::yield();
  EXPECT_EQ(session.state(), SessionState::loading);
  EXPECT_FALSE(session.problem().has_value());
  session.stop();
  session.wait();
  EXPECT_EQ(session.state(), SessionState::stopped);
  EXPECT_GE(session.trace().size(), 100u);
  EXPECT_EQ(session.trace().flowCount(), 4u);
}

TEST(Session, WaitingForItsEndCanBeGivenUp) {
  Session session{test::registry(), std::make_unique<Endless>()};
  std::jthread waiting{[&session](const std::stop_token& stop) { session.wait(stop); }};
  waiting.request_stop();
  waiting.join();
  EXPECT_EQ(session.state(), SessionState::loading) << "which goes on";
}

TEST(Session, DestructionStopsTheRun) {
  { const Session session{test::registry(), std::make_unique<Endless>()}; }
  SUCCEED();
}

TEST(Session, TellsWhatWasWrongWithTheFile) {
  test::Bytes file = test::hex(
      "d4c3b2a1 0200 0400 00000000 00000000 00000400 e4000000"  // pcap, raw IPv4
      "00000000 00000000 1e000000 1e000000");                    // a packet of 30 bytes, of which there are 3
  file.insert(file.end(), {0x45, 0x00, 0x00});
  auto source = openCaptureBytes(file);
  ASSERT_TRUE(source);
  Session session{test::registry(), std::move(*source)};
  session.wait();
  ASSERT_TRUE(session.problem().has_value());
  EXPECT_EQ(session.problem()->kind, FileProblemKind::cutShort);
}

/// Raw IPv4 between 192.0.2.1 and .2: an echo request (8) or reply (0), without checksums.
test::Bytes echo(std::uint8_t type, std::uint8_t number) {
  test::Bytes b = test::hex("45 00 00 1c 00 00 00 00 40 01 00 00  c0 00 02 01  c0 00 02 02  00 00 00 00 12 34 00 00");
  if (type == 0) std::swap(b[15], b[19]);
  b[20] = type;
  b[27] = number;
  return b;
}

TEST(Engine, AnEchoReplyKnowsItsRequest) {
  MemoryPackets source{LinkType::ipv4};
  for (const test::Bytes& b : {echo(8, 1), echo(8, 2), echo(0, 2), echo(0, 1), echo(0, 3)}) source.add(b);
  Trace trace;
  Engine{test::registry(), source, trace}.run();
  EXPECT_EQ(trace.questionOf(PacketId{0}), PacketId{});
  EXPECT_EQ(trace.questionOf(PacketId{2}), PacketId{1});
  EXPECT_EQ(trace.questionOf(PacketId{3}), PacketId{0});
  EXPECT_EQ(trace.questionOf(PacketId{4}), PacketId{}) << "nobody asked";
}

/// TCP between 192.0.2.1:40000 and .2:80, without checksums.
test::Bytes segment(std::uint8_t seq, std::string_view text) {
  test::Bytes b = test::hex("45 00 00 00 00 00 00 00 40 06 00 00  c0 00 02 01  c0 00 02 02"
                            "9c 40 00 50 00 00 00 00 00 00 00 01 50 10 ff ff 00 00 00 00");
  b.insert(b.end(), text.begin(), text.end());
  b[3] = static_cast<std::uint8_t>(b.size());
  b[27] = seq;
  return b;
}

TEST(Engine, ARetransmissionWithOtherBytesIsTold) {
  MemoryPackets source{LinkType::ipv4};
  for (const test::Bytes& b : {segment(1, "abcdef"), segment(7, "ghi"), segment(3, "cdef"), segment(3, "cdXf"),
                               segment(1, "abcdefgh"), segment(1, "abcdefgH")})
    source.add(b, static_cast<std::int64_t>(source.size()) * 1'000'000'000);
  Trace trace;
  Engine{test::registry(), source, trace}.run();
  const auto changed = [&trace](std::uint32_t i) { return trace.row(PacketId{i}).marks.has(TcpMark::changedData); };
  EXPECT_FALSE(changed(0) || changed(1) || changed(2));
  EXPECT_TRUE(changed(3));
  EXPECT_TRUE(changed(4)) << "what came in between was another one";
  EXPECT_TRUE(changed(5));
}

/// A segment from .1 to .2 or back, with flags; numbers of both directions begin at 0.
test::Bytes between(bool forward, std::uint8_t flags, std::uint8_t seq, std::string_view text) {
  test::Bytes b = segment(seq, text);
  b[33] = flags;
  if (!forward) {
    std::swap(b[15], b[19]);
    std::swap_ranges(b.begin() + 20, b.begin() + 22, b.begin() + 22);
  }
  return b;
}

/// As TShark 4.0 has it: once both sides are closed, what comes again is no message of its own.
TEST(Engine, WhatIsSentAgainAfterTheEndIsNoMessage) {
  constexpr std::uint8_t kAck = 0x10, kFinAck = 0x11;
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto after = static_cast<std::uint8_t>(1 + request.size());
  MemoryPackets source{LinkType::ipv4};
  for (const test::Bytes& b : {between(true, kAck, 1, request), between(true, kFinAck, after, ""),
                               between(false, kFinAck, 1, ""), between(true, kAck, 1, request)})
    source.add(b, static_cast<std::int64_t>(source.size()) * 1'000'000'000);
  Trace trace;
  Engine{test::registry(), source, trace}.run();
  ASSERT_EQ(trace.messages().size(), 1u);
  EXPECT_EQ(trace.messages()[0].packet, PacketId{0});
  EXPECT_EQ(trace.stack(trace.stackOf(PacketId{0})).size(), trace.stack(trace.stackOf(PacketId{3})).size() + 1);
}

}  // namespace
}  // namespace pw
