// What the documents quote must still be so.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace pw::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PLAINWIRE_SOURCE_DIR;

std::string textOf(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream{path, std::ios::binary}.rdbuf();
  return out.str();
}

// "<!-- FILE -->" before a block of code: the block stands in that file as it is.
TEST(Docs, QuotedCodeStandsInTheSources) {
  constexpr std::string_view kFence = "```cpp\n";
  const std::string doc = textOf(kRoot / "docs/adding-a-protocol.md");
  unsigned blocks = 0;
  for (std::size_t at = doc.find("<!-- "); at != std::string::npos; at = doc.find("<!-- ", at + 1)) {
    const std::size_t nameEnd = doc.find(" -->\n", at);
    ASSERT_NE(nameEnd, std::string::npos);
    const std::string name = doc.substr(at + 5, nameEnd - at - 5);
    const std::size_t code = nameEnd + 5;
    ASSERT_EQ(doc.compare(code, kFence.size(), kFence), 0) << name;
    const std::size_t from = code + kFence.size();
    const std::string block = doc.substr(from, doc.find("```\n", from) - from);
    const std::string source = textOf(kRoot / name);
    // The last line may be quoted without what stands behind it.
    EXPECT_NE(source.find(block.substr(0, block.size() - 1)), std::string::npos) << name << " has no longer\n"
                                                                                 << block;
    ++blocks;
  }
  EXPECT_GE(blocks, 10u);
}

}  // namespace
}  // namespace pw::test
