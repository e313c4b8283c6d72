// TLS in whole captures, against what others say of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "tests/cli/program.h"
#include "tests/support/captures.h"

namespace pw {
namespace {

using test::pwire;

/// All values of a field in a capture, in order.
std::vector<std::string> values(const std::string& capture, const std::string& field) {
  const auto ran = pwire({"-n", "-r", capture, "-T", "fields", "-E", "separator=/t", "-e", field});
  std::vector<std::string> out;
  std::string one;
  for (const char c : ran.out) {
    if (c != '\n' && c != ',') {
      one += c;
    } else if (!one.empty()) {
      out.push_back(std::move(one));
      one.clear();
    }
  }
  return out;
}

// tshark 4.0.17 with the keys of these captures: "Decrypted TLS (190 bytes)" and so on. In TLS 1.3 its numbers include
// what belongs to the handshake.
TEST(TlsCaptures, LengthsOfTheDataAreThoseThatAreDecrypted) {
  EXPECT_EQ(values(test::captureFile("https-tls12.pcap"), "tls.app_data.plaintext_length"),
            (std::vector<std::string>{"190", "219", "115", "163"}));
  EXPECT_EQ(values(test::captureFile("https-tls13.pcap"), "tls.app_data.plaintext_length"),
            (std::vector<std::string>{"190", "249", "249", "219", "115", "163", "2", "233", "233", "62", "314", "2", "233",
                                      "62", "314", "2"}));
}

TEST(TlsCaptures, CertificateIsForTheHostThatWasAskedFor) {
  EXPECT_EQ(values(test::captureFile("https-tls12.pcap"), "tls.certificate.fits_name"), (std::vector<std::string>{"1"}));
}

/// FoxIO's own answers for its captures: "  ja4: t13d1517h2_...".
std::set<std::string> published(const std::filesystem::path& snapshot) {
  std::set<std::string> out;
  std::istringstream lines{test::contentOf(snapshot.string())};
  for (std::string line; std::getline(lines, line);)
    if (const std::size_t at = line.find(" ja4: t"); at != std::string::npos) out.insert(line.substr(at + 6));
  return out;
}

TEST(TlsCaptures, Ja4IsThatOfItsAuthors) {
  const auto corpus = test::sharedFolder() / "captures/corpus";
  if (!std::filesystem::exists(corpus)) GTEST_SKIP() << "no corpus beside the checkout";
  std::size_t compared = 0;
  for (const auto& e : std::filesystem::directory_iterator{corpus / "third_party_expected"}) {
    constexpr std::string_view kEnding = ".ja4.rust.snap";
    const std::string name = e.path().filename().string();
    if (!name.ends_with(kEnding)) continue;
    const auto capture = corpus / "captures" / name.substr(0, name.size() - kEnding.size());
    const auto got = values(capture.string(), "tls.handshake.ja4");
    const std::set<std::string> want = published(e.path());
    EXPECT_EQ((std::set<std::string>{got.begin(), got.end()}), want) << name;
    compared += want.size();
  }
  EXPECT_GE(compared, 10u);
}

}  // namespace
}  // namespace pw
