// Captures whose making is written down beside them: which packets a script marked or dropped, which way it opened and
// closed. Neither tshark nor we had a part in that.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "core/trace/conversation.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

fs::path corpus() { return sharedFolder() / "captures/corpus"; }

/// The text of a JSON member, up to the comma; enough for the flat files that these are.
std::string member(const fs::path& file, const std::string& name) {
  std::ifstream in{file};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const std::size_t at = text.find("\"" + name + "\":");
  if (at == std::string::npos) return {};
  const std::size_t from = text.find_first_not_of(" \"", at + name.size() + 3);
  return text.substr(from, text.find_first_of(",\"\n}", from) - from);
}

struct Scenario {
  std::unique_ptr<Trace> trace;
  std::vector<std::shared_ptr<const Conversation>> conversations;

  explicit Scenario(const std::string& name) : trace(traceOf(corpus() / "captures" / ("gen__" + name + ".pcap"))) {
    if (trace == nullptr) return;
    for (const FlowId flow : tcpFlows(*trace)) conversations.push_back(Conversation::make(*trace, flow, trace->size()));
  }
  [[nodiscard]] const FlowSummary& summary(std::size_t i) const { return conversations[i]->summary(); }
  [[nodiscard]] std::uint64_t marked(std::size_t i, TcpMark mark) const {
    std::uint64_t n = 0;
    for (const Conversation::Item& item : conversations[i]->items()) n += item.marks.has(mark);
    return n;
  }
};

class KnownTruth : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::is_directory(corpus())) GTEST_SKIP() << "no captures in " << corpus() << " (set PLAINWIRE_SHARED)";
  }
};

struct Wanted {
  const char* scenario;
  Opening opening;
  Closing closing;
  int closer;  ///< side of the first FIN, or of the reset; -1: not told by the scenario
};

/// By the names of the scenarios and what their script did. One conversation each.
constexpr Wanted kWanted[] = {
    {"tcp_close_three_segments", Opening::threeWay, Closing::threeSegments, -1},
    {"tcp_fourway_client_closes", Opening::threeWay, Closing::fourSegments, 0},
    {"tcp_fourway_server_closes", Opening::threeWay, Closing::fourSegments, 1},
    {"tcp_halfclose_server_keeps_sending", Opening::threeWay, Closing::halfClose, 0},
    {"tcp_rst_by_client_linger0", Opening::threeWay, Closing::reset, 0},
    {"tcp_rst_unread_data_on_close", Opening::threeWay, Closing::reset, -1},
    {"tcp_simultaneous_close", Opening::threeWay, Closing::simultaneous, -1},
};

/// What the scenario vectors show, by their README. Of a file with two conversations the last.
struct Vector {
  const char* file;
  Opening opening;
  Closing closing;
  EcnSetup ecn = EcnSetup::notAsked;
};
constexpr Vector kVectors[] = {
    {"01_close4", Opening::threeWay, Closing::fourSegments},
    {"02_close3", Opening::threeWay, Closing::threeSegments},
    {"03_simclose", Opening::threeWay, Closing::simultaneous},
    {"04_halfclose", Opening::threeWay, Closing::halfClose},
    {"05_rst_after_data", Opening::threeWay, Closing::reset},
    {"06_refused", Opening::refused, Closing::open},
    {"07_simopen", Opening::simultaneous, Closing::open},
    {"08_syn_retry", Opening::threeWay, Closing::open},
    {"09_tfo", Opening::fastOpen, Closing::open},
    {"10_ack_with_data", Opening::dataOnAck, Closing::threeSegments},
    {"11_fin_with_data", Opening::threeWay, Closing::threeSegments},
    {"12_midstream", Opening::midStream, Closing::open, EcnSetup::unknown},
    {"13_portreuse", Opening::threeWay, Closing::open},
    {"20_ecn_ok", Opening::threeWay, Closing::open, EcnSetup::negotiated},
    {"21_ecn_refused", Opening::threeWay, Closing::open, EcnSetup::refused},
    {"22_ecn_reflected_bug", Opening::threeWay, Closing::open, EcnSetup::reflected},
    {"23_ecn_synfallback", Opening::threeWay, Closing::open, EcnSetup::fallback},
    {"24_accecn", Opening::threeWay, Closing::open, EcnSetup::accNegotiated},
    {"25_accecn_downgrade", Opening::threeWay, Closing::open, EcnSetup::accDowngraded},
    {"30_fastrexmit", Opening::threeWay, Closing::open},
    {"31_rto", Opening::threeWay, Closing::open},
    {"32_reorder", Opening::threeWay, Closing::open},
    {"33_reorder_last", Opening::threeWay, Closing::open},
    {"34_spurious", Opening::threeWay, Closing::open},
    {"35_keepalive", Opening::threeWay, Closing::open},
    {"36_zerowin", Opening::threeWay, Closing::open},
    {"37_acklost", Opening::threeWay, Closing::open},
    {"38_seqwrap", Opening::threeWay, Closing::open},
};

TEST(ScenarioVectors, AreWhatTheirReadmeSays) {
  const fs::path folder = sharedFolder() / "captures/vectors";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "no scenario vectors in " << folder << " (set PLAINWIRE_SHARED)";
  for (const Vector& v : kVectors) {
    SCOPED_TRACE(v.file);
    const auto trace = traceOf(folder / (std::string{v.file} + ".pcap"));
    ASSERT_NE(trace, nullptr);
    const TcpFlow tcp = summarizeFlow(*trace, tcpFlows(*trace).back()).tcp;
    EXPECT_EQ(tcp.opening, v.opening);
    EXPECT_EQ(tcp.closing, v.closing);
    EXPECT_EQ(tcp.ecn, v.ecn);
  }
}

TEST_F(KnownTruth, OpeningsAndClosings) {
  for (const Wanted& want : kWanted) {
    SCOPED_TRACE(want.scenario);
    const Scenario s{want.scenario};
    ASSERT_EQ(s.conversations.size(), 1u);
    const FlowSummary& f = s.summary(0);
    EXPECT_EQ(f.tcp.opening, want.opening);
    EXPECT_EQ(f.tcp.closing, want.closing);
    const Direction who = want.closing == Closing::reset ? f.tcp.resetter : f.tcp.closer;
    if (want.closer >= 0) {
      EXPECT_EQ(f.sideOf(who), static_cast<unsigned>(want.closer));
    }
  }
}

TEST_F(KnownTruth, HalfCloseIsFollowedByData) {
  const Scenario s{"tcp_halfclose_server_keeps_sending"};
  ASSERT_EQ(s.conversations.size(), 1u);
  EXPECT_GT(s.summary(0).tcp.halfCloseBytes, 0u);
}

TEST_F(KnownTruth, SimultaneousOpen) {
  const Scenario s{"tcp_simultaneous_open"};
  ASSERT_EQ(s.conversations.size(), 1u);
  EXPECT_EQ(s.summary(0).tcp.opening, Opening::simultaneous);
  EXPECT_EQ(s.marked(0, TcpMark::retransmission), 0u) << "nothing was sent twice";
}

TEST_F(KnownTruth, ConnectionRefused) {
  const Scenario s{"tcp_rst_connection_refused"};
  ASSERT_FALSE(s.conversations.empty());
  for (std::size_t i = 0; i < s.conversations.size(); ++i) {
    EXPECT_EQ(s.summary(i).tcp.opening, Opening::refused);
    EXPECT_EQ(s.summary(i).tcp.initialRttNs, -1);
  }
}

TEST_F(KnownTruth, PortUsedAgainAfterAReset) {
  const Scenario s{"tcp_port_reused"};
  ASSERT_EQ(s.conversations.size(), 2u);
  EXPECT_EQ(s.summary(0).tcp.closing, Closing::reset);
  EXPECT_EQ(s.summary(1).tcp.opening, Opening::threeWay);
  EXPECT_EQ(s.summary(0).clientPort, s.summary(1).clientPort);
  EXPECT_TRUE(s.conversations[1]->items()[0].marks.has(TcpMark::reusedPorts));
}

TEST_F(KnownTruth, FastOpenCookieThenData) {
  const Scenario s{"tcp_fastopen_cookie_then_data"};
  ASSERT_EQ(s.conversations.size(), 2u);
  EXPECT_EQ(s.summary(0).tcp.opening, Opening::fastOpenRequested);
  EXPECT_EQ(s.summary(1).tcp.opening, Opening::fastOpen);
}

TEST_F(KnownTruth, LostSynAndLostSynAck) {
  const Scenario syn{"tcp_syn_retransmitted"}, synAck{"tcp_synack_retransmitted"};
  for (const Scenario* s : {&syn, &synAck}) {
    ASSERT_EQ(s->conversations.size(), 1u);
    EXPECT_EQ(s->summary(0).tcp.opening, Opening::threeWay) << "retried, not opened twice";
    EXPECT_GE(s->summary(0).tcp.synRepeats, 1u);
    EXPECT_GE(s->marked(0, TcpMark::openRetry), 1u);
  }
}

TEST_F(KnownTruth, ReceiverThatDoesNotRead) {
  const Scenario s{"tcp_zero_window_recovers"};
  ASSERT_EQ(s.conversations.size(), 1u);
  EXPECT_GE(s.marked(0, TcpMark::zeroWindow), 1u);
  bool closed = false;
  for (const Conversation::Episode& e : s.conversations[0]->episodes())
    closed |= e.kind == Conversation::Kind::zeroWindow &&
              s.trace->timeNs(s.conversations[0]->items()[e.last].packet) -
                      s.trace->timeNs(s.conversations[0]->items()[e.first].packet) >
                  1'000'000'000;
  EXPECT_TRUE(closed) << "it did not read for 2.5 s";
}

TEST_F(KnownTruth, KeepAlives) {
  const Scenario s{"tcp_keepalive"};
  ASSERT_EQ(s.conversations.size(), 1u);
  EXPECT_GE(s.marked(0, TcpMark::keepAlive), 1u);
  EXPECT_GE(s.marked(0, TcpMark::keepAliveAck), 1u);
}

TEST_F(KnownTruth, EcnAgreements) {
  const std::map<std::string, EcnSetup> wanted{{"ecn_ce_and_loss_v4", EcnSetup::negotiated},
                                               {"ecn_ce_download_v4_clientside", EcnSetup::negotiated},
                                               {"ecn_ce_download_v6_serverside", EcnSetup::negotiated},
                                               {"ecn_ce_upload_v4_serverside", EcnSetup::negotiated},
                                               {"ecn_negotiated_no_ce", EcnSetup::negotiated},
                                               {"ecn_refused_by_server", EcnSetup::refused},
                                               {"noecn_plain", EcnSetup::notAsked}};
  for (const auto& [scenario, ecn] : wanted) {
    const Scenario s{scenario};
    ASSERT_EQ(s.conversations.size(), 1u) << scenario;
    EXPECT_EQ(s.summary(0).tcp.ecn, ecn) << scenario;
  }
}

/// The wire between A (the client) and B marked so many packets each way. What is marked on its way to the capturing host
/// is there with its mark; what is marked behind it shows by its echoes alone.
TEST_F(KnownTruth, AsManyMarksAsTheWireSet) {
  for (const char* scenario : {"ecn_ce_and_loss_v4", "ecn_ce_download_v4_clientside", "ecn_ce_download_v6_serverside",
                               "ecn_ce_upload_v4_serverside", "ecn_negotiated_no_ce", "noecn_plain"}) {
    SCOPED_TRACE(scenario);
    const fs::path truth = corpus() / "expected" / ("gen__" + std::string{scenario} + ".pcap.truth.json");
    const bool atA = member(truth, "captured_at") == "A";
    const std::uint64_t toServer = std::stoul(member(truth, "ce_a2b")), toClient = std::stoul(member(truth, "ce_b2a"));
    const Scenario s{scenario};
    ASSERT_EQ(s.conversations.size(), 1u);
    const FlowSummary& f = s.summary(0);
    const auto count = [&f](unsigned side) { return f.tcp.counts[static_cast<unsigned>(f.directionOf(side))]; };
    EXPECT_EQ(count(0).ce, atA ? 0 : toServer);
    EXPECT_EQ(count(1).ce, atA ? toClient : 0);
    EXPECT_EQ(count(1).ece > 0, toServer > 0) << "echoed by the server";
    EXPECT_EQ(count(0).ece > 0, toClient > 0) << "echoed by the client";
    EXPECT_EQ(count(0).breaches + count(1).breaches, 0u) << "Linux does as RFC 3168 says";
    EXPECT_EQ(s.conversations[0]->ecnLoops().empty(), toServer + toClient == 0);
  }
}

TEST_F(KnownTruth, AsManyGapsAsTheWireDropped) {
  const fs::path truth = corpus() / "expected/gen__ecn_ce_and_loss_v4.pcap.truth.json";
  const std::uint64_t dropped = std::stoul(member(truth, "drop"));
  const Scenario s{"ecn_ce_and_loss_v4"};
  ASSERT_EQ(s.conversations.size(), 1u);
  std::int64_t missing = 0, segment = 0;
  for (const Why& w : s.conversations[0]->whys())
    if (w.mark == TcpMark::lostSegment) missing += w.n[2];
  for (const Conversation::Item& item : s.conversations[0]->items())
    segment = std::max<std::int64_t>(segment, s.trace->row(item.packet).payload);
  EXPECT_EQ((missing + segment - 1) / segment, static_cast<std::int64_t>(dropped)) << "all were full segments to the client";
}

}  // namespace
}  // namespace pw::test
