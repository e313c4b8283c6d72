// Conversations laid out: every capture at hand holds together, and what is known to have happened in some of them is told.
#include "core/trace/conversation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/engine/engine.h"
#include "tests/support/captures.h"
#include "tests/support/conversation_check.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"
#include "tests/support/segment_maker.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;
constexpr auto kNone = Conversation::kNone;

/// A capture and its only conversation over TCP.
struct Single {
  std::unique_ptr<Trace> trace;
  std::shared_ptr<const Conversation> conversation;

  explicit Single(const fs::path& file) : trace(traceOf(file)) {
    if (trace == nullptr) return;
    const auto flows = tcpFlows(*trace);
    if (flows.size() == 1) conversation = Conversation::make(*trace, flows[0], trace->size());
  }
  [[nodiscard]] PacketRow row(std::uint32_t item) const { return trace->row(conversation->items()[item].packet); }
};

fs::path shared(const std::string& path) { return sharedFolder() / "captures" / path; }

void holdTogether(const std::vector<fs::path>& files) {
  for (const fs::path& file : files) {
    const auto trace = traceOf(file);
    if (trace == nullptr) continue;  // files that cannot be opened are the readers' matter
    EXPECT_EQ(conversationFaults(*trace), "") << file;
  }
}

TEST(Conversation, OwnCapturesHoldTogether) {
  ASSERT_FALSE(ownCaptures().empty());
  holdTogether(ownCaptures());
}

TEST(Conversation, SharedCapturesHoldTogether) {
  if (!fs::is_directory(shared(""))) GTEST_SKIP() << "no captures beside the checkout (set PLAINWIRE_SHARED)";
  for (const char* folder : {"vectors", "lab", "corpus/captures"}) holdTogether(sharedCaptures(folder));
}

TEST(Conversation, RandomConversationsHoldTogether) {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    std::mt19937 random{seed};
    std::vector<std::uint8_t> bytes(10 + 4 * 120);
    for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>(random());
    MemoryPackets source{LinkType::ipv4};
    for (const TcpSegment& s : segmentsOf(bytes)) source.add(packetOf(s), s.timeNs);
    Trace trace;
    Engine{registry(), source, trace}.run();
    ASSERT_EQ(trace.size(), 120u);
    ASSERT_EQ(conversationFaults(trace), "") << seed;
  }
}

/// The packets of a vector that a packet is related to, by their numbers in the file; 0: to none.
std::uint32_t relatedTo(const char* file, std::uint32_t number) {
  const Single s{shared(file)};
  if (s.conversation == nullptr) return UINT32_MAX;
  const std::uint32_t related = s.conversation->items()[number - 1].related;
  return related == kNone ? 0 : related + 1;
}

TEST(Conversation, RepeatsLeadToWhatTheyRepeat) {
  if (!fs::is_directory(shared("vectors"))) GTEST_SKIP() << "no scenario vectors (set PLAINWIRE_SHARED)";
  EXPECT_EQ(relatedTo("vectors/31_rto.pcap", 5), 4u);
  EXPECT_EQ(relatedTo("vectors/34_spurious.pcap", 6), 4u);
  EXPECT_EQ(relatedTo("vectors/08_syn_retry.pcap", 2), 1u);
  EXPECT_EQ(relatedTo("vectors/30_fastrexmit.pcap", 14), 0u) << "the first copy was not captured";
  for (std::uint32_t n = 10; n <= 13; ++n) EXPECT_EQ(relatedTo("vectors/30_fastrexmit.pcap", n), 9u) << "duplicate ACKs";
}

TEST(Conversation, StopsWhereAsked) {
  const auto trace = traceOf(ownCapture("ecn.pcap"));
  ASSERT_NE(trace, nullptr);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(Conversation::make(*trace, FlowId{0}, trace->size(), stop.get_token()), nullptr);
}

TEST(Conversation, CoversTheRowsItWasAskedFor) {
  const auto trace = traceOf(ownCapture("ecn.pcap"));
  ASSERT_NE(trace, nullptr);
  const FlowId flow = tcpFlows(*trace).front();
  const auto some = Conversation::make(*trace, flow, 50), all = Conversation::make(*trace, flow, trace->size());
  ASSERT_LT(some->items().size(), all->items().size());
  EXPECT_EQ(some->rows(), 50u);
  EXPECT_LT(some->items().back().packet, PacketId{50});
  for (std::size_t i = 0; i < some->items().size(); ++i) EXPECT_EQ(some->items()[i].packet, all->items()[i].packet);
}

// ---- congestion signals ----

/// Every mark lies in a loop that has its echo and its reduction, in that order.
void everyMarkIsAnswered(const Single& s, bool markedFromClient, std::uint64_t marks) {
  ASSERT_NE(s.conversation, nullptr);
  const Conversation& c = *s.conversation;
  EXPECT_EQ(c.summary().tcp.ecn, EcnSetup::negotiated);
  std::uint64_t ce = 0;
  for (const Conversation::EcnLoop& loop : c.ecnLoops()) {
    ASSERT_NE(loop.ce, kNone);
    ASSERT_NE(loop.firstEce, kNone);
    ASSERT_NE(loop.cwr, kNone);
    EXPECT_LT(loop.ce, loop.firstEce);
    EXPECT_LT(loop.firstEce, loop.cwr);
    EXPECT_EQ(loop.markedFromClient, markedFromClient);
    EXPECT_EQ(s.row(loop.ce).ecn, 3);
    EXPECT_NE(s.row(loop.firstEce).tcpFlags & 0x40, 0);
    EXPECT_NE(s.row(loop.cwr).tcpFlags & 0x80, 0);
    EXPECT_EQ(c.items()[loop.ce].fromClient, markedFromClient);
    EXPECT_EQ(c.items()[loop.firstEce].fromClient, !markedFromClient);
    EXPECT_EQ(c.items()[loop.cwr].fromClient, markedFromClient);
    // The receiver cannot echo what it has not got.
    EXPECT_GE(s.row(loop.firstEce).timeNs, s.row(loop.ce).timeNs);
    ce += loop.ceCount;
  }
  EXPECT_EQ(ce, marks);
}

/// By the bytes themselves: IPv4 or IPv6 behind Ethernet.
std::uint64_t markedPackets(const fs::path& file) {
  std::uint64_t n = 0;
  for (const StoredPacket& p : readWhole(file).packets) {
    if (p.bytes.size() < 20) continue;
    const bool ipv4 = p.bytes[12] == 0x08 && p.bytes[13] == 0x00, ipv6 = p.bytes[12] == 0x86 && p.bytes[13] == 0xdd;
    const unsigned ecn = ipv4 ? p.bytes[15] & 3u : ipv6 ? p.bytes[15] >> 4 & 3u : 0u;
    n += ecn == 3;
  }
  return n;
}

TEST(ConversationEcn, EveryMarkOfTheCaptureIsAnswered) {
  const fs::path file = ownCapture("ecn.pcap");
  const std::uint64_t marks = markedPackets(file);
  EXPECT_GT(marks, 10u);
  everyMarkIsAnswered(Single{file}, false, marks);
}

TEST(ConversationEcn, EveryMarkOfTheLabIsAnswered) {
  const fs::path file = shared("lab/ecn-ce.pcap");
  if (!fs::exists(file)) GTEST_SKIP() << "no " << file << " (set PLAINWIRE_SHARED)";
  everyMarkIsAnswered(Single{file}, false, markedPackets(file));
}

/// The same traffic before the router that marks: echoes and reductions alone.
TEST(ConversationEcn, MarksSetBehindTheTapAreNotInvented) {
  const fs::path file = shared("lab/ecn-ce-server.pcap");
  if (!fs::exists(file)) GTEST_SKIP() << "no " << file << " (set PLAINWIRE_SHARED)";
  ASSERT_EQ(markedPackets(file), 0u);
  const Single s{file};
  ASSERT_NE(s.conversation, nullptr);
  EXPECT_EQ(s.conversation->ecnLoops().size(), 2u) << "as many as reductions";
  for (const Conversation::EcnLoop& loop : s.conversation->ecnLoops()) {
    EXPECT_EQ(loop.ce, kNone);
    EXPECT_EQ(loop.ceCount, 0u);
    ASSERT_LT(loop.firstEce, loop.cwr);
    EXPECT_FALSE(loop.markedFromClient);
  }
  for (const Why& w : s.conversation->whys())
    if (w.mark == TcpMark::ecnEcho) {
      EXPECT_EQ(w.n[0], 0) << "no mark was seen";
    }
}

TEST(ConversationEcn, CaptureWithoutEcnHasNoLoops) {
  const fs::path file = shared("lab/noecn-drop.pcap");
  if (!fs::exists(file)) GTEST_SKIP() << "no " << file << " (set PLAINWIRE_SHARED)";
  const Single s{file};
  ASSERT_NE(s.conversation, nullptr);
  EXPECT_TRUE(s.conversation->ecnLoops().empty());
}

// ---- losses whose truth is known ----

/// Server's data packets 30, 31 and 90 were dropped and 60 was held back for 6 ms, before the tap.
TEST(ConversationLoss, DropsAndDelayOfTheLabAreTold) {
  const fs::path file = shared("lab/tcp-loss.pcap");
  if (!fs::exists(file)) GTEST_SKIP() << "no " << file << " (set PLAINWIRE_SHARED)";
  const Single s{file};
  ASSERT_NE(s.conversation, nullptr);
  const Conversation& c = *s.conversation;
  std::vector<std::int64_t> missing;
  std::vector<std::uint32_t> late;  // first numbers of what came behind its time
  std::uint32_t fast = 0, spurious = 0;
  for (std::uint32_t i = 0; i < c.items().size(); ++i) {
    if (c.items()[i].fromClient) continue;
    const TcpMarks m = c.items()[i].marks;
    for (const Why& w : c.whysOf(i))
      if (w.mark == TcpMark::lostSegment) missing.push_back(w.n[2]);
    if (m.isRepeat() || m.has(TcpMark::outOfOrder)) late.push_back(s.row(i).seq - c.base(1));
    fast += m.has(TcpMark::fastRetransmission);
    spurious += m.has(TcpMark::spuriousRetransmission);
  }
  EXPECT_EQ(missing, (std::vector<std::int64_t>{2 * 1448, 1448, 1448})) << "30 and 31, then 60, then 90";
  // Packet n carries 1448 bytes, but for some at the ends of the server's writes: numbers by tshark's tcp.seq.
  EXPECT_EQ(late, (std::vector<std::uint32_t>{84141, 40701, 42149, 123469})) << "60 by itself, 30 and 31, 90";
  EXPECT_EQ(fast, 1u);
  EXPECT_EQ(spurious, 0u);
  const auto losses = std::count_if(c.episodes().begin(), c.episodes().end(),
                                    [](const Conversation::Episode& e) { return e.kind == Conversation::Kind::loss; });
  EXPECT_GE(losses, 2);
  EXPECT_FALSE(c.captureMayHaveGaps()) << "what was lost was lost before the tap and sent again";
}

}  // namespace
}  // namespace pw::test
