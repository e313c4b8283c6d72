// Filters against tshark's answers: a list of our own over captures/, and the long one that may lie beside the
// checkout.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "core/filter/filter_run.h"
#include "dissectors/registry.h"
#include "tests/filter/filter_answers.h"
#include "tests/support/captures.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

/// The answers were made there.
class InUtc {
 public:
  InUtc() {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }
};

class Answers {
 public:
  explicit Answers(fs::path folder) : folder_(std::move(folder)) {}

  /// Nothing where the answer is the one that is expected.
  std::string differs(const FilterAnswer& a) {
    const auto filter = compileFilter(a.filter, registry_);
    if (a.error) return filter ? "is not refused" : "";
    if (!filter) return "is refused at " + std::to_string(filter.error().position);
    if (a.file != file_) {
      trace_ = traceOf(folder_ / a.file);
      file_ = a.file;
    }
    if (!trace_) return "cannot be read";
    const auto byColumns = filterAll(*filter, *trace_, registry_);
    EXPECT_EQ(byColumns, filterAll(*filter, *trace_, registry_, {.threads = 1, .columns = false}))
        << a.file << ": " << a.filter;
    if (byColumns.size() != a.count)
      return std::to_string(byColumns.size()) + " packets instead of " + std::to_string(a.count);
    for (std::size_t i = 0; i < a.packets.size(); ++i)
      if (byColumns[i].value + 1 != a.packets[i]) return "not packet " + std::to_string(a.packets[i]);
    return "";
  }

 private:
  const fs::path folder_;
  const Registry registry_ = allProtocols();
  std::string file_;
  std::unique_ptr<Trace> trace_;
};

/// Each answer is the one that is expected, or an exception; each exception is one.
void expectAnswers(const fs::path& captures, const fs::path& table, const fs::path& exceptionTable) {
  const InUtc utc;
  Answers answers{captures};
  const auto exceptions = filterExceptions(exceptionTable);
  std::set<std::pair<std::string, std::string>> used;
  for (const FilterAnswer& a : filterAnswers(table)) {
    const std::string name = fs::path{a.file}.filename();
    const std::string difference = answers.differs(a);
    if (difference.empty()) continue;
    const auto known = std::ranges::find_if(exceptions, [&](const auto& e) {
      return e.second == a.filter && (e.first == "*" || e.first == name);
    });
    if (known != exceptions.end()) used.insert(*known);
    else ADD_FAILURE() << a.file << ": " << a.filter << ": " << difference;
  }
  for (const auto& [file, filter] : exceptions)
    EXPECT_TRUE(used.contains({file, filter})) << file << ": " << filter << " is no exception any more";
}

TEST(FilterAnswers, OwnCaptures) {
  const fs::path root{PLAINWIRE_SOURCE_DIR};
  ASSERT_GT(filterAnswers(root / "tests/filter/answers.tsv").size(), 1400u);
  expectAnswers(root / "captures", root / "tests/filter/answers.tsv", root / "tests/filter/answers-exceptions.tsv");
}

TEST(FilterAnswers, SharedList) {
  const fs::path folder = sharedFolder() / "captures";
  if (!fs::exists(folder / "filters.tsv")) GTEST_SKIP() << "no filters.tsv beside the checkout";
  expectAnswers(folder, folder / "filters.tsv",
                fs::path{PLAINWIRE_SOURCE_DIR} / "tests/golden/filters-exceptions.tsv");
}

}  // namespace
}  // namespace pw::test
