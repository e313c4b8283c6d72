#include "core/filter/completion.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/filter/filter_run.h"
#include "dissectors/registry.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

class Completion : public ::testing::Test {
 protected:
  FilterChoices at(std::string_view text) const { return completeFilter(text, text.size(), registry_); }
  static bool has(const FilterChoices& c, std::string_view text) {
    return std::ranges::any_of(c.all, [&](const FilterChoice& x) { return x.text == text; });
  }
  const Registry registry_ = allProtocols();
};

TEST_F(Completion, NamesThatBeginWithTheWord) {
  const FilterChoices c = at("tcp and http.req");
  EXPECT_EQ(c.position, 8u);
  EXPECT_EQ(c.length, 8u);
  EXPECT_TRUE(has(c, "http.request.method"));
  EXPECT_FALSE(has(c, "http.host"));
  EXPECT_TRUE(std::ranges::all_of(c.all, [](const FilterChoice& x) { return !x.help.empty(); }));
  EXPECT_TRUE(has(at("up"), "upper("));
}

TEST_F(Completion, ValuesBehindAComparison) {
  const FilterChoices c = at("ip.proto == ");
  const auto tcp = std::ranges::find(c.all, std::string{"6"}, &FilterChoice::text);
  ASSERT_NE(tcp, c.all.end());
  EXPECT_EQ(tcp->label, "TCP");
  EXPECT_TRUE(has(at("tcp.flags.syn in {"), "1"));
}

TEST_F(Completion, SignsBehindAField) {
  EXPECT_TRUE(has(at("tcp.port "), "=="));
  EXPECT_TRUE(has(at("tcp.port == 80 "), "and"));
  EXPECT_TRUE(at("http.host == \"a").all.empty()) << "within a string";
}

TEST_F(Completion, ProtocolsComeFirstAndPartsOfNamesLast) {
  const FilterChoices c = at("tcp and htt");
  ASSERT_FALSE(c.all.empty());
  EXPECT_EQ(c.all.front().text, "http");
  EXPECT_EQ(at("uri").all.front().kind, FilterChoice::Kind::field);
  EXPECT_TRUE(has(at("uri"), "http.request.uri"));
  EXPECT_FALSE(has(at("ur"), "http.request.uri")) << "too short to look for within names";
}

TEST_F(Completion, ValuesAreFoundByTheirNames) {
  const FilterChoices c = at("tls.handshake.type == clie");
  ASSERT_FALSE(c.all.empty());
  EXPECT_EQ(c.all.front().text, "1");
  EXPECT_EQ(c.all.front().label, "Client Hello");
  EXPECT_EQ(c.length, 4u);
  EXPECT_TRUE(has(at("eth.type == "), "0x0800")) << "as the details show it";
}

TEST_F(Completion, MacrosAndFieldsBehindADollar) {
  const FilterMacros macros{{"web", "tcp.port in {80, 443}"}};
  const std::string_view text = "ip and ${we";
  FilterChoices c = completeFilter(text, text.size(), registry_, macros);
  ASSERT_FALSE(c.all.empty());
  EXPECT_EQ(c.all.front().text, "web}");
  EXPECT_EQ(c.position, 9u);
  EXPECT_TRUE(c.reference);
  EXPECT_TRUE(has(at("tcp.port == ${tcp.srcp"), "tcp.srcport}"));
  EXPECT_FALSE(has(at("http.host == \"${tcp.srcp"), "tcp.srcport}")) << "within a string";
}

class Present : public Completion {
 protected:
  std::vector<PresentValue> values(std::string_view key) const {
    return presentValues(key, *trace_, registry_, std::stop_token{});
  }
  FilterChoices offered(std::string_view text) const {
    FilterChoices c = at(text);
    addPresentValues(c, values(c.field));
    return c;
  }
  std::size_t count(const std::string& filter) const {
    const auto f = compileFilter(filter, registry_);
    EXPECT_TRUE(f) << filter;
    return f ? filterAll(*f, *trace_, registry_).size() : 0;
  }
  std::unique_ptr<Trace> trace_ = traceOf(ownCapture("http-login.pcap"));
};

TEST_F(Present, EachIsAValueOfAsManyPackets) {
  for (const std::string key : {"ip.addr", "ip.src", "ip.dst", "tcp.port", "tcp.srcport", "tcp.dstport", "tcp.stream",
                                "http.host", "http.request.method", "http.response.code", "eth.type", "eth.src",
                                "tcp.flags.syn", "tcp.flags", "http.user_agent", "http.set_cookie"}) {
    const auto all = values(key);
    ASSERT_FALSE(all.empty()) << key;
    for (const PresentValue& v : all) EXPECT_EQ(count(key + " == " + v.text), v.packets) << key << " == " << v.text;
    EXPECT_TRUE(std::ranges::is_sorted(all, std::ranges::greater{}, &PresentValue::packets)) << key;
  }
  EXPECT_TRUE(values("tls.handshake.type").empty()) << "nothing of it is in the capture";
  EXPECT_TRUE(values("no.such.field").empty());
}

TEST_F(Present, ComeBeforeNamesThatMayBe) {
  const FilterChoices c = offered("ip.proto == ");
  ASSERT_FALSE(c.all.empty());
  EXPECT_GT(c.all.front().packets, 0u);
  EXPECT_EQ(c.all.front().label, "TCP");
  EXPECT_EQ(c.all.back().packets, 0u);
  EXPECT_EQ(std::ranges::count(c.all, "TCP", &FilterChoice::label), 1) << "once only";
}

TEST_F(Present, StringsAreMetInTheirQuotes) {
  const auto hosts = values("http.host");
  ASSERT_FALSE(hosts.empty());
  const std::string& host = hosts.front().text;
  ASSERT_TRUE(host.starts_with('"') && host.ends_with('"')) << host;
  const FilterChoices whole = offered("tcp and http.host == " + host.substr(0, 3));
  EXPECT_TRUE(has(whole, host));
  EXPECT_EQ(whole.position, 21u) << "the quote is replaced";
  EXPECT_TRUE(has(offered("http.host == " + host.substr(1, 2)), host)) << "the quote may be left out";
  EXPECT_TRUE(offered("http.host == \"~").all.empty());
}

}  // namespace
}  // namespace pw::test
