// What must hold of the sources themselves.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/report/glossary.h"
#include "core/report/messages.h"
#include "tests/support/dissect.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = PLAINWIRE_SOURCE_DIR;

std::string contentOf(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream{path, std::ios::binary}.rdbuf();
  return out.str();
}

std::vector<std::string> linesOf(const fs::path& path) {
  std::vector<std::string> out;
  std::ifstream in{path};
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::vector<fs::path> sourcesIn(const fs::path& folder) {
  std::vector<fs::path> out;
  if (!fs::exists(kSource / folder)) return out;
  for (const auto& e : fs::recursive_directory_iterator{kSource / folder})
    if (e.path().extension() == ".h" || e.path().extension() == ".cpp") out.push_back(e.path());
  return out;
}

/// What stands between the quotes or brackets of an #include line.
std::string includedBy(const std::string& line) {
  if (!line.starts_with("#include ")) return {};
  const auto from = line.find_first_of("\"<"), to = line.find_last_of("\">");
  return from == std::string::npos || to <= from ? std::string{} : line.substr(from + 1, to - from - 1);
}

bool isQt(const std::string& header) {
  return header.size() > 1 && header[0] == 'Q' && header[1] >= 'A' && header[1] <= 'Z';
}

/// Headers that files below `folder` must not include.
template <class Forbidden>
void expectNone(const fs::path& folder, Forbidden forbidden) {
  for (const fs::path& file : sourcesIn(folder))
    for (const std::string& line : linesOf(file)) {
      const std::string header = includedBy(line);
      if (header.empty()) continue;
      EXPECT_FALSE(forbidden(file, header)) << file << " includes " << header;
    }
}

TEST(Includes, CoreKnowsNeitherQtNorDissectorsNorOpenSsl) {
  expectNone("core", [](const fs::path& file, const std::string& h) {
    const bool capture = file.string().find("/core/capture/") != std::string::npos;
    return isQt(h) || h.starts_with("dissectors/") || h.starts_with("ui/") || h.starts_with("app/") ||
           h.starts_with("openssl/") ||
           (h.starts_with("pcap") && !capture && h.find('_') == std::string::npos);
  });
}

TEST(Includes, DissectorsKnowNeitherQtNorPcap) {
  expectNone("dissectors", [](const fs::path& file, const std::string& h) {
    const bool tls = file.string().find("/dissectors/tls/") != std::string::npos;
    return isQt(h) || h.starts_with("ui/") || h.starts_with("app/") || h.starts_with("pcap") ||
           (h.starts_with("openssl/") && !tls);
  });
}

TEST(Includes, WindowKnowsNeitherPcapNorOpenSsl) {
  expectNone("ui", [](const fs::path&, const std::string& h) {
    return h.starts_with("app/") || h.starts_with("pcap") || h.starts_with("openssl/");
  });
}

TEST(Includes, HeadersAreOncePragma) {
  for (const char* folder : {"core", "dissectors", "ui", "app", "tests"})
    for (const fs::path& file : sourcesIn(folder)) {
      if (file.extension() != ".h") continue;
      const std::string text = contentOf(file);
      EXPECT_NE(text.find("#pragma once"), std::string::npos) << file;
    }
}

TEST(Dissectors, EveryFolderIsRegistered) {
  const std::string registry = contentOf(kSource / "dissectors/registry.cpp");
  for (const auto& e : fs::directory_iterator{kSource / "dissectors"}) {
    if (!e.is_directory()) continue;
    const std::string name = e.path().filename().string();
    if (!fs::exists(e.path() / (name + ".cpp"))) continue;  // shared tables
    EXPECT_NE(registry.find("\"dissectors/" + name + '/' + name + ".h\""), std::string::npos) << name;
    EXPECT_NE(registry.find("::kProtocol"), std::string::npos);
  }
}

TEST(Fields, AllHaveAKeyALabelAndHelp) {
  const Registry& all = registry();
  for (std::size_t i = 0; i < all.fieldCount(); ++i) {
    const FieldDef& d = all.field(static_cast<FieldId>(i));
    EXPECT_FALSE(d.key.empty()) << i;
    EXPECT_FALSE(d.label.empty()) << d.key;
    EXPECT_GE(d.help.size(), 5u) << d.key;
    EXPECT_EQ(d.help.find_first_of("\t\n"), std::string_view::npos) << d.key << ": help is one line";
    EXPECT_EQ(d.key.find_first_of(" \t\"',"), std::string_view::npos) << d.key;
  }
}

// Besides its own kind, a key may have bytes (an address of another length) or a word (NTP's "NULL" for no
// time).
TEST(Fields, OneKeyHasOneKindOfValue) {
  const Registry& all = registry();
  const auto isPlain = [](Kind kind) { return kind == Kind::bytes || kind == Kind::string; };
  for (std::size_t i = 0; i < all.fieldCount(); ++i) {
    const FieldDef& d = all.field(static_cast<FieldId>(i));
    const auto same = all.find(d.key);
    EXPECT_LE(same.size(), 8u) << d.key << ": a key that so many fields share says nothing";
    for (const FieldId id : same) {
      const Kind kind = all.field(id).kind;
      const bool bothText = (kind == Kind::label) != (d.kind == Kind::label);
      const bool plain = isPlain(kind) || isPlain(d.kind);
      EXPECT_TRUE(kind == d.kind || bothText || plain || (widthOf(kind) != 0 && widthOf(d.kind) != 0))
          << d.key;
    }
  }
}

TEST(Protocols, NamesAreUnique) {
  std::set<std::string_view> names;
  const Registry& all = registry();
  for (std::size_t i = 0; i < all.protocolCount(); ++i)
    EXPECT_TRUE(names.insert(all.protocol(static_cast<ProtocolId>(i)).name).second);
}

TEST(Docs, FieldReferenceIsUpToDate) {
  std::string made;
  TextOut out{made};
  writeGlossary(out, registry(), GlossaryList::reference);
  EXPECT_TRUE(made == contentOf(kSource / "docs/fields.md"))
      << "make it again: pwire -G markdown > docs/fields.md";
}

/// "-r" of "  -r FILE   the capture".
std::set<std::string> optionsIn(std::string_view help) {
  std::set<std::string> out;
  for (std::size_t i = 0; i + 1 < help.size(); ++i) {
    const bool begins = help[i] == '-' && (i == 0 || help[i - 1] == ' ' || help[i - 1] == '\n');
    if (!begins) continue;
    std::size_t n = 1;
    while (i + n < help.size() &&
           (std::isalpha(static_cast<unsigned char>(help[i + n])) != 0 || help[i + n] == '-'))
      ++n;
    if (n > 1) out.emplace(help.substr(i, n));
  }
  return out;
}

TEST(Docs, ManualNamesEveryOption) {
  std::string manual = contentOf(kSource / "docs/pwire.1");
  std::erase(manual, '\\');
  const auto english = optionsIn(messageText(Language::english, Msg::help));
  EXPECT_GT(english.size(), 20u);
  EXPECT_EQ(english, optionsIn(messageText(Language::korean, Msg::help)));
  for (const std::string& option : english) EXPECT_NE(manual.find(option), std::string::npos) << option;
}

TEST(Messages, BothLanguagesFillInTheSame) {
  const auto placeholders = [](std::string_view text) {
    std::set<char> out;
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
      if (text[i] == '%' && text[i + 1] >= '1' && text[i + 1] <= '9') out.insert(text[i + 1]);
    return out;
  };
  for (std::size_t i = 0; i < static_cast<std::size_t>(Msg::count_); ++i) {
    const auto id = static_cast<Msg>(i);
    EXPECT_EQ(placeholders(messageText(Language::english, id)),
              placeholders(messageText(Language::korean, id)))
        << messageText(Language::english, id);
  }
}

}  // namespace
}  // namespace pw::test
