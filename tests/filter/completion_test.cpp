#include "core/filter/completion.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dissectors/registry.h"

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

}  // namespace
}  // namespace pw::test
