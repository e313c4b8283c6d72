// What the columns say must be what the packets say: random filters, each answered both ways.
#include <gtest/gtest.h>

#include <random>

#include "core/field/format.h"
#include "core/filter/filter_run.h"
#include "core/trace/packet_reader.h"
#include "dissectors/registry.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

constexpr const char* kKeys[] = {"frame.number",
                                 "frame.len",
                                 "frame.cap_len",
                                 "frame.time_relative",
                                 "frame.time_delta",
                                 "tcp.flags",
                                 "tcp.flags.syn",
                                 "tcp.flags.ack",
                                 "tcp.flags.cwr",
                                 "tcp.flags.reset",
                                 "tcp.window_size_value",
                                 "tcp.len",
                                 "tcp.seq_raw",
                                 "tcp.ack_raw",
                                 "tcp.stream",
                                 "tcp.srcport",
                                 "tcp.dstport",
                                 "tcp.port",
                                 "udp.stream",
                                 "udp.srcport",
                                 "udp.dstport",
                                 "udp.port",
                                 "ip.src",
                                 "ip.dst",
                                 "ip.addr",
                                 "ipv6.src",
                                 "ipv6.dst",
                                 "ipv6.addr",
                                 "ip.ttl",
                                 "ip.dsfield.ecn",
                                 "ipv6.tclass.ecn",
                                 "dns.id",
                                 "http.response.code",
                                 "icmp.type"};
constexpr const char* kThere[] = {"frame",
                                  "eth",
                                  "ip",
                                  "ipv6",
                                  "tcp",
                                  "udp",
                                  "icmp",
                                  "dns",
                                  "http",
                                  "tls",
                                  "json",
                                  "data",
                                  "arp",
                                  "gre",
                                  "tcp.analysis.flags",
                                  "tcp.analysis.retransmission",
                                  "tcp.analysis.duplicate_ack",
                                  "tcp.analysis.window_update",
                                  "tcp.analysis.lost_segment",
                                  "http.request",
                                  "_ws.malformed",
                                  "tcp.options.mss_val",
                                  "urlencoded-form",
                                  "x509sat.uTF8String"};

/// Values that fields really have in a capture, and some that they do not.
class Values {
 public:
  Values(const Trace& trace, const Registry& registry, std::mt19937& random) : random_(random) {
    FieldSet wanted;
    for (const char* key : kKeys)
      for (const FieldId id : registry.find(key)) wanted.add(id);
    FieldSink sink{wanted, false, false};
    PacketReader reader{trace, registry};
    for (std::uint32_t i = 0; i < trace.size(); i += 1 + trace.size() / 64) {
      if (!reader.load(PacketId{i})) continue;
      reader.walk(sink);
      for (const FieldNode& n : sink.tree.nodes()) {
        std::string text;
        TextOut out{text};
        appendValue(out, registry.field(n.field), sink.tree, n);
        all_[std::string{registry.field(n.field).key}].push_back(text);
      }
    }
  }
  /// Empty where the capture has none.
  std::string of(const std::string& key) {
    const auto it = all_.find(key);
    return it == all_.end() ? "" : it->second[random_() % it->second.size()];
  }

 private:
  std::mt19937& random_;
  std::map<std::string, std::vector<std::string>, std::less<>> all_;
};

class Maker {
 public:
  Maker(Values& values, std::mt19937& random) : values_(values), random_(random) {}

  std::string filter(unsigned depth) {
    switch (random_() % (depth == 0 ? 3 : 8)) {
      case 0: return pick(kThere);
      case 1:
      case 2: return comparison();
      case 3: return "not (" + filter(depth - 1) + ")";
      case 4:
      case 5: return "(" + filter(depth - 1) + ") and (" + filter(depth - 1) + ")";
      case 6: return "(" + filter(depth - 1) + ") or (" + filter(depth - 1) + ")";
      default: return "(" + filter(depth - 1) + ") xor (" + filter(depth - 1) + ")";
    }
  }

 private:
  template <std::size_t n>
  std::string pick(const char* const (&all)[n]) {
    return all[random_() % n];
  }

  std::string comparison() {
    static constexpr const char* kSigns[] = {"==", "!=", "===", "!==", "<", "<=", ">", ">="};
    static constexpr const char* kOthers[] = {"tcp.srcport > tcp.dstport",
                                              "ip.src == ip.dst",
                                              "tcp.flags & 0x12 == 0x12",
                                              "tcp.len + 20 > 40",
                                              "frame contains 00:01",
                                              "frame matches \"http\"",
                                              "frame[12:2] == 08:00",
                                              "count(tcp.port) == 2",
                                              "max(tcp.srcport, udp.srcport) > 100",
                                              "udp.port & 1",
                                              "-tcp.srcport < -80",
                                              "len(frame) > 100",
                                              "frame.len - 54 > tcp.len",
                                              "ip.addr#1 == ip.addr#2",
                                              "string(tcp.port) matches \"^8\"",
                                              "ip.src[0] > 9"};
    const std::string key = pick(kKeys), value = values_.of(key);
    if (value.empty() || random_() % 4 == 0) return pick(kOthers);
    const std::string who = random_() % 4 == 0 ? (random_() % 2 == 0 ? "any " : "all ") : "";
    if (random_() % 3 == 0) {
      const std::string other = values_.of(key);
      return who + key + " in {" + value + (random_() % 2 == 0 ? ", " : " .. ") + other + "}";
    }
    return who + key + " " + pick(kSigns) + " " + value;
  }

  Values& values_;
  std::mt19937& random_;
};

TEST(FilterPaths, ColumnsSayWhatPacketsSay) {
  const Registry registry = allProtocols();
  std::mt19937 random{20261123};
  auto captures = ownCaptures();
  for (const auto& more : sharedCaptures("vectors")) captures.push_back(more);
  unsigned decided = 0;
  for (const auto& capture : captures) {
    const auto trace = traceOf(capture);
    if (!trace || trace->size() == 0 || trace->size() > 3000) continue;
    Values values{*trace, registry, random};
    Maker maker{values, random};
    for (unsigned i = 0; i < 60; ++i) {
      const std::string text = maker.filter(i % 4);
      const auto filter = compileFilter(text, registry);
      ASSERT_TRUE(filter) << text << " at " << filter.error().position;
      const auto described = filterAll(*filter, *trace, registry, {.threads = 1, .columns = false});
      ASSERT_EQ(filterAll(*filter, *trace, registry), described) << capture.filename() << ": " << text;
      decided += !described.empty() && described.size() != trace->size();
    }
  }
  EXPECT_GT(decided, 500u) << "filters that tell packets apart";
}

// A filter on columns alone must not read a packet.
TEST(FilterPaths, ColumnsAnswerAlone) {
  const Registry registry = allProtocols();
  const auto trace = traceOf(ownCapture("tcp-loss.pcap"));
  ASSERT_TRUE(trace);
  class Count final : public FilterResults {
   public:
    std::size_t n = 0;
    bool onPart(std::uint32_t, std::uint32_t, std::span<const PacketId> found) override {
      n += found.size();
      return true;
    }
  };
  for (const char* text : {"tcp.flags.cwr == 1", "tcp.stream == 0", "tcp.port in {80, 8000..9000}",
                           "tcp.analysis.retransmission", "frame.len > 100 && tcp", "frame contains \"HTTP\""}) {
    FilterRun run{*compileFilter(text, registry), *trace, registry};
    Count count;
    EXPECT_TRUE(run.run(0, trace->size(), {}, count));
    EXPECT_EQ(run.described(), 0u) << text;
  }
}

// Parts come in order, cover all rows once, and a consumer that has had enough is not asked again.
TEST(FilterRun, PartsInOrder) {
  const Registry registry = allProtocols();
  const auto trace = traceOf(ownCapture("tcp-loss.pcap"));
  ASSERT_TRUE(trace);
  class Parts final : public FilterResults {
   public:
    std::uint32_t at = 10;
    unsigned calls = 0, most = UINT32_MAX;
    bool onPart(std::uint32_t from, std::uint32_t to, std::span<const PacketId> found) override {
      EXPECT_EQ(from, at);
      at = to;
      for (const PacketId id : found) EXPECT_TRUE(id.value >= from && id.value < to);
      return ++calls < most;
    }
  } parts;
  FilterRun run{*compileFilter("tcp", registry), *trace, registry};
  EXPECT_TRUE(run.run(10, trace->size(), {}, parts));
  EXPECT_EQ(parts.at, trace->size());
  std::stop_source stop;
  stop.request_stop();
  Parts none;
  EXPECT_FALSE(run.run(10, trace->size(), stop.get_token(), none));
  EXPECT_EQ(none.calls, 0u);
}

}  // namespace
}  // namespace pw::test
