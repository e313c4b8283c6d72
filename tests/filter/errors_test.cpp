// Where an error is and what it offers; macros and references.
#include <gtest/gtest.h>

#include "core/filter/filter_run.h"
#include "core/report/filter_text.h"
#include "dissectors/registry.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

const Registry& all() {
  static const Registry registry = allProtocols();
  return registry;
}

FilterError errorOf(std::string_view text, const FilterOptions& options = {}) {
  const auto f = compileFilter(text, all(), options);
  if (!f) return f.error();
  ADD_FAILURE() << text << " is no error";
  return {};
}

// Places as tshark 4.0 shows them.
TEST(FilterError, Places) {
  struct Case {
    const char* text;
    FilterErrorKind kind;
    std::uint32_t position, length;
  };
  for (const Case& c : {Case{"tcp.port == 80 == 80", FilterErrorKind::leftIsValue, 12, 2},
                        Case{"http.host matches GET", FilterErrorKind::patternIsNoString, 18, 3},
                        Case{"tcp.port == 65536", FilterErrorKind::numberTooBig, 12, 5},
                        Case{"http.host == \"shop\\q\"", FilterErrorKind::badEscape, 18, 2},
                        Case{"frame.time + 1 > 2", FilterErrorKind::cannotCalculate, 0, 10},
                        Case{"tcp.port in {80 81}", FilterErrorKind::unexpected, 16, 2},
                        Case{"tcp.payload[5-2]", FilterErrorKind::badRange, 12, 3},
                        Case{"tcp.port == ip.src", FilterErrorKind::typesDiffer, 12, 6},
                        Case{"eth.src == 00:00:00", FilterErrorKind::badEther, 11, 8},
                        Case{"tcp.flags.syn == true", FilterErrorKind::noSuchValue, 17, 4},
                        Case{"len(tcp.port)", FilterErrorKind::functionAlone, 0, 3},
                        Case{"tcp and", FilterErrorKind::unexpectedEnd, 7, 0}}) {
    const FilterError e = errorOf(c.text);
    EXPECT_EQ(e.kind, c.kind) << c.text;
    EXPECT_EQ(e.position, c.position) << c.text;
    EXPECT_EQ(e.length, c.length) << c.text;
  }
}

TEST(FilterError, OffersNearNames) {
  EXPECT_EQ(errorOf("http.requst").near.front(), "http.request");
  EXPECT_EQ(errorOf("tcp.prot == 80").near.front(), "tcp.port");
  EXPECT_EQ(errorOf("lenn(tcp.payload) == 1").near.front(), "len");
  EXPECT_EQ(errorOf("tcp.flags.syn == \"Not sett\"").near.front(), "Not set");
}

TEST(FilterError, EachHasASentence) {
  for (unsigned k = 0; k < static_cast<unsigned>(FilterErrorKind::count_); ++k)
    for (const Language l : {Language::english, Language::korean}) {
      FilterError e;
      e.kind = static_cast<FilterErrorKind>(k);
      e.text = "a\x1b[31m";
      e.other = "b";
      const std::string s = filterErrorSentence(l, e);
      EXPECT_EQ(s.find('\x1b'), std::string::npos);
      EXPECT_FALSE(s.empty());
    }
}

TEST(FilterError, BoundsDepthAndLength) {
  EXPECT_EQ(errorOf(std::string(5000, '(') + "tcp" + std::string(5000, ')')).kind, FilterErrorKind::tooDeep);
  std::string nots;
  for (int i = 0; i < 5000; ++i) nots += "not ";
  EXPECT_EQ(errorOf(nots + "tcp").kind, FilterErrorKind::tooDeep);
  std::string sum = "tcp.len";
  for (int i = 0; i < 5000; ++i) sum += " + 1";
  EXPECT_EQ(errorOf(sum + " > 0").kind, FilterErrorKind::tooDeep);
  std::string ands = "tcp";
  for (int i = 0; i < 5000; ++i) ands += " and tcp";
  EXPECT_TRUE(compileFilter(ands, all())) << "long chains are not deep";
  EXPECT_EQ(errorOf(std::string(70000, ' ') + "tcp").kind, FilterErrorKind::tooLong);
}

TEST(FilterMacros, AreFilledIn) {
  const auto trace = traceOf(ownCapture("http-login.pcap"));
  ASSERT_TRUE(trace);
  FilterOptions options;
  options.macros = {{"web", "tcp.port in {80, 443}"}, {"between", "ip.addr == $1 and ip.addr == $2"}};
  const auto count = [&](const char* text) {
    const auto f = compileFilter(text, all(), options);
    return f ? filterAll(*f, *trace, all()).size() : 0;
  };
  EXPECT_EQ(count("${web}"), 64u);
  EXPECT_EQ(count("${web} and tcp.flags.syn == 1"), 12u);
  EXPECT_EQ(errorOf("tcp and ${between:10.0.0.1}", options).kind, FilterErrorKind::macroArguments);
  EXPECT_EQ(errorOf("tcp and ${wep}", options).near.front(), "web");
  const FilterError e = errorOf("${web} and tcp.prot", options);
  EXPECT_EQ(e.position, 11u) << "counts in what was typed";
}

TEST(FilterReferences, StandForTheSelectedPacket) {
  const auto trace = traceOf(ownCapture("http-login.pcap"));
  ASSERT_TRUE(trace);
  FilterOptions options;
  const auto count = [&](const char* text) {
    return filterAll(*compileFilter(text, all(), options), *trace, all()).size();
  };
  EXPECT_EQ(count("tcp.stream == ${tcp.stream}"), 0u) << "no packet is selected";
  options.references = {{"tcp.stream", {"0"}}, {"frame.time_relative", {"0.0"}}};
  EXPECT_EQ(count("tcp.stream == ${tcp.stream}"), count("tcp.stream == 0"));
  EXPECT_EQ(count("frame.time_relative >= ${frame.time_relative} - 300"), trace->size());
}

// One that would take for ever is given up and told.
TEST(FilterPattern, BlowUpsAreBounded) {
  const auto trace = traceOf(ownCapture("http-login.pcap"));
  ASSERT_TRUE(trace);
  FilterRun run{*compileFilter(R"(tcp.payload matches r"(([\s\S]+)+)+\x00$")", all()), *trace, all()};
  class Ignore final : public FilterResults {
    bool onPart(std::uint32_t, std::uint32_t, std::span<const PacketId>) override { return true; }
  } ignore;
  EXPECT_TRUE(run.run(0, trace->size(), {}, ignore));
  EXPECT_GT(run.gaveUp(), 0u);
}

}  // namespace
}  // namespace pw::test
