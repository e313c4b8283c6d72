// Steps and pairs, against what the recordings were made to hold (captures/record/) and tshark's packet numbers.
#include <gtest/gtest.h>

#include "core/compare/comparison.h"
#include "core/compare/flow_pairs.h"
#include "dissectors/registry.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

class Compare : public testing::Test {
 protected:
  void open(const std::filesystem::path& file) {
    trace_ = traceOf(file);
    ASSERT_TRUE(trace_) << file;
  }
  /// The conversation of a packet as tshark numbers it.
  FlowId flowOf(std::uint32_t frame) const { return trace_->row(PacketId{frame - 1}).flow; }
  std::shared_ptr<const FlowSteps> steps(std::uint32_t frame) const {
    return readFlowSteps(*trace_, registry_, flowOf(frame), trace_->size());
  }
  std::vector<FlowPair> pairs() const { return findPairs(*trace_, registry_, trace_->size()); }
  /// Bytes of a place, as text.
  std::string text(const BytePlace& place) const {
    PlaceReader reader{*trace_, registry_};
    const ByteView b = reader.read(place);
    return {reinterpret_cast<const char*>(b.data()), b.size()};
  }
  std::string text(const Finding& f) const { return text(BytePlace{f.packet, f.source, f.offset, f.length}); }

  Registry registry_ = allProtocols();
  std::unique_ptr<Trace> trace_;
};

/// "lookup 3,4; request 1 10; ..." with frame numbers.
std::string outline(const FlowSteps& flow) {
  constexpr std::string_view kNames[] = {"lookup", "opening", "sealing", "request", "response", "closing"};
  std::string out;
  for (const FlowStep& s : flow.steps) {
    if (!out.empty()) out += "; ";
    out += kNames[static_cast<std::size_t>(s.kind)];
    if (s.sealed) out += "*";
    if (s.isTurn()) out += " " + std::to_string(s.number);
    char separator = ' ';
    for (const PacketId id : s.packets) {
      out += separator + std::to_string(id.value + 1);
      separator = ',';
    }
  }
  return out;
}

TEST_F(Compare, StepsOfTheSameLoginOpenAndSealed) {
  open(ownCapture("first-look.pcapng"));
  const auto open = steps(7), sealed = steps(23);
  ASSERT_TRUE(open && sealed);
  EXPECT_EQ(outline(*open),
            "lookup 3,4; opening 7,8,9; request 1 10; response 1 12; request 2 14; response 2 15; request 3 16; "
            "response 3 17; closing 18,19,20");
  // Packet 30 ends the handshake; 32 and 33 are tickets, which nobody can tell from content; 40 is the alert.
  EXPECT_EQ(outline(*sealed),
            "lookup 21,22; opening 23,24,25; sealing 26,28,30; request* 1 31; response* 1 32,33,35; request* 2 36; "
            "response* 2 37; request* 3 38; response* 3 39; closing 40,41,42,43");
  EXPECT_FALSE(open->isSealed);
  EXPECT_TRUE(sealed->isSealed);
  EXPECT_EQ(open->serverName, "shop.example");
  EXPECT_EQ(sealed->serverName, "shop.example");
}

TEST_F(Compare, ThePasswordIsInTheSecondRequestAndItsTwinSaysOnlyHowLongItIs) {
  open(ownCapture("first-look.pcapng"));
  const auto open = steps(7), sealed = steps(23);
  ASSERT_TRUE(open && sealed);
  const FlowStep& said = open->steps.at(4);
  const auto password = std::find_if(said.findings.begin(), said.findings.end(),
                                     [](const Finding& f) { return f.kind == FindingKind::password; });
  ASSERT_NE(password, said.findings.end());
  EXPECT_EQ(text(*password), "demo-password");
  EXPECT_TRUE(said.message.holds(*password));
  EXPECT_TRUE(text(said.message).starts_with("POST /login HTTP/1.1\r\n"));
  // 256 bytes of frame less 66 of headers (tshark).
  EXPECT_EQ(said.message.length, 190u);

  const auto twin = std::find_if(sealed->steps.begin(), sealed->steps.end(), [](const FlowStep& s) {
    return s.kind == StepKind::request && s.number == 2;
  });
  ASSERT_NE(twin, sealed->steps.end());
  // tshark: tls.record.length 207; RFC 8446 §5.2: 16 bytes of tag and one of type are no content.
  EXPECT_EQ(twin->recordCount, 1u);
  EXPECT_EQ(twin->sealedBytes, 207u);
  EXPECT_EQ(twin->insideMost, 190u);
  EXPECT_TRUE(twin->findings.empty());
  EXPECT_FALSE(twin->message.valid());
}

TEST_F(Compare, StepsAreBesideTheirLike) {
  open(ownCapture("first-look.pcapng"));
  const auto open = steps(7), sealed = steps(23);
  ASSERT_TRUE(open && sealed);
  const auto rows = alignSteps(*open, *sealed);
  ASSERT_EQ(rows.size(), 10u);
  for (const ComparedStep& r : rows) {
    EXPECT_EQ(r.step[0] == ComparedStep::kNone, r.kind == StepKind::sealing);
    ASSERT_NE(r.step[1], ComparedStep::kNone);
    if (r.step[0] == ComparedStep::kNone) continue;
    EXPECT_EQ(open->steps[r.step[0]].kind, sealed->steps[r.step[1]].kind);
    EXPECT_EQ(open->steps[r.step[0]].number, sealed->steps[r.step[1]].number);
  }
}

TEST_F(Compare, ThePairOfAFirstLookIsFound) {
  open(ownCapture("first-look.pcapng"));
  const auto all = pairs();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].open, flowOf(7));
  EXPECT_EQ(all[0].sealed, flowOf(23));
  EXPECT_TRUE(all[0].password);
  // Of the six turns each is as long as its twin once the tickets are left out.
  EXPECT_EQ(all[0].likeness, 100u);
}

TEST_F(Compare, AloneThereIsNoPair) {
  for (const char* name : {"http-login.pcap", "https-tls13.pcap", "dns.pcap", "tcp-close.pcap"}) {
    open(ownCapture(name));
    EXPECT_TRUE(pairs().empty()) << name;
  }
}

TEST_F(Compare, AskedToStopItEnds) {
  open(ownCapture("first-look.pcapng"));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(findPairs(*trace_, registry_, trace_->size(), stop.get_token()).empty());
  EXPECT_EQ(readFlowSteps(*trace_, registry_, flowOf(7), trace_->size(), stop.get_token()), nullptr);
}

// Seven visits each way, by tshark: the login is frame 16, and its twin of 229 bytes of record is frame 121.
TEST_F(Compare, AmongManyVisitsTheLoginComesFirst) {
  const auto file = sharedFolder() / "captures/lab/http-vs-https.pcap";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not there";
  open(file);
  const auto all = pairs();
  ASSERT_FALSE(all.empty());
  EXPECT_TRUE(all[0].password);
  EXPECT_EQ(all[0].open, flowOf(16));
  EXPECT_EQ(all[0].sealed, flowOf(121));
  EXPECT_EQ(all[0].likeness, 100u);
}

// Every conversation of every capture: steps in order, no packet in two of them, findings only where they can be read.
TEST_F(Compare, StepsHoldTogetherForAnyConversation) {
  for (const auto& file : ownCaptures()) {
    SCOPED_TRACE(file.filename().string());
    open(file);
    for (std::uint32_t i = 0; i < trace_->flowCount(); ++i) {
      const auto flow = readFlowSteps(*trace_, registry_, FlowId{i}, trace_->size());
      ASSERT_TRUE(flow);
      std::vector<PacketId> said;
      for (const FlowStep& s : flow->steps) {
        EXPECT_GT(s.packetCount, 0u);
        EXPECT_LE(s.firstNs, s.lastNs);
        if (s.isTurn()) said.insert(said.end(), s.packets.begin(), s.packets.end());
        EXPECT_TRUE(!s.sealed || s.findings.empty());
        for (const Finding& f : s.findings) EXPECT_EQ(trace_->row(f.packet).flow, FlowId{i});
      }
      std::sort(said.begin(), said.end());
      EXPECT_EQ(std::adjacent_find(said.begin(), said.end()), said.end());
      for (const ComparedStep& r : alignSteps(*flow, *flow)) EXPECT_EQ(r.step[0], r.step[1]);
    }
  }
}

}  // namespace
}  // namespace pw::test
