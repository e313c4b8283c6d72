// pwire compare: the same login over HTTP and HTTPS (captures/record/first-look.sh: user "student", password
// "demo-password"), as text, page and JSON.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.h"

namespace pw::test {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kPassword = "demo-password", kCookie = "demo-session-1";

std::string compared(std::vector<std::string> more, std::string_view capture = "first-look.pcapng") {
  std::vector<std::string> arguments{"compare", "-r", captureFile(capture)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Ran r = pwire(arguments);
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.err, "");
  return r.out;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Whether every tag is closed, in turn, and nothing is fetched or run.
void expectWellFormed(std::string_view html) {
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    ASSERT_NE(end, std::string_view::npos);
    std::string_view tag = html.substr(at + 1, end - at - 1);
    ASSERT_EQ(tag.find('<'), std::string_view::npos) << tag;
    if (tag.starts_with('!') || tag.starts_with("meta ")) continue;
    if (tag.starts_with('/')) {
      ASSERT_FALSE(open.empty()) << tag;
      EXPECT_EQ(open.back(), tag.substr(1));
      open.pop_back();
    } else {
      open.emplace_back(tag.substr(0, tag.find(' ')));
    }
  }
  EXPECT_TRUE(open.empty());
  for (const char* outside : {"<script", "<link", "<img", "src=", "href=", "url(", "@import"})
    EXPECT_FALSE(has(html, outside)) << outside;
}

TEST(Compare, FindsThePairByItself) {
  const Json j = Json::parse(compared({"--json"}));
  EXPECT_EQ(j["left"]["server"]["port"], 80);
  EXPECT_EQ(j["right"]["server"]["port"], 443);
  EXPECT_EQ(j["left"]["server_name"], "shop.example");
  EXPECT_EQ(j["left"]["sealed"], false);
  EXPECT_EQ(j["right"]["sealed"], true);
}

TEST(Compare, TheSecondRequestHoldsThePasswordAndItsTwinALength) {
  const Json j = Json::parse(compared({"--json", "--show-secrets"}));
  bool seen = false;
  for (const Json& row : j["rows"]) {
    if (row["step"] != "request" || row["number"] != 2) continue;
    seen = true;
    EXPECT_EQ(row["left"]["packets"], Json::parse("[14]"));
    EXPECT_EQ(row["right"]["packets"], Json::parse("[36]"));
    bool password = false;
    for (const Json& f : row["left"]["findings"]) password = password || (f["kind"] == "password" && f["value"] == kPassword);
    EXPECT_TRUE(password);
    EXPECT_TRUE(row["right"]["findings"].empty());
    EXPECT_EQ(row["right"]["sealed_bytes"], 207);
    EXPECT_EQ(row["right"]["content_length_most"], 190);
    EXPECT_EQ(row["left"]["payload"], 190);
  }
  EXPECT_TRUE(seen);
}

TEST(Compare, SecretsAreMaskedUnlessAskedForInEveryForm) {
  for (const char* form : {"", "--json", "--html"}) {
    const std::vector<std::string> arguments = *form == '\0' ? std::vector<std::string>{} : std::vector<std::string>{form};
    const std::string masked = compared(arguments);
    EXPECT_FALSE(has(masked, kPassword)) << form;
    EXPECT_FALSE(has(masked, kCookie)) << form;
    EXPECT_TRUE(has(masked, "student")) << form;
    // "demo-pas" and "sword" in hex.
    EXPECT_FALSE(has(masked, "64 65 6d 6f")) << form;
    std::vector<std::string> shown = arguments;
    shown.emplace_back("--show-secrets");
    EXPECT_TRUE(has(compared(shown), kPassword)) << form;
  }
  EXPECT_TRUE(has(compared({"--show-secrets"}), "3d 64 65 6d 6f 2d 70 61  =demo-pa")) << "the bytes beside the words";
}

TEST(Compare, ThePageIsWholeAndEscaped) {
  for (const char* language : {"en", "ko"}) {
    const std::string html = compared({"--html", "--show-secrets", "--lang", language});
    expectWellFormed(html);
    EXPECT_TRUE(has(html, std::string{"<html lang=\""} + language + '"'));
    EXPECT_TRUE(has(html, "prefers-color-scheme: dark"));
    EXPECT_TRUE(has(html, "@media print"));
    EXPECT_TRUE(has(html, "username=<mark>student</mark>&amp;password=<mark class=\"secret\">demo-password</mark>"));
  }
}

TEST(Compare, TextStandsInTwoColumnsInBothLanguages) {
  const std::string english = compared({}), korean = compared({"--lang", "ko"});
  EXPECT_TRUE(has(english, "-- TLS handshake -"));
  EXPECT_TRUE(has(english, "None: what follows is sent as it is.             | packets 26–30 (3)"));
  EXPECT_TRUE(has(english, "Sealed: 207 bytes in 1 record, at most 190"));
  EXPECT_TRUE(has(korean, "-- TLS 핸드셰이크 -"));
  EXPECT_TRUE(has(korean, "암호화됨: 레코드 1개, 207바이트"));
}

TEST(Compare, TakesAnyTwoConversations) {
  const Json j = Json::parse(compared({"1", "0", "--json"}));
  EXPECT_EQ(j["left"]["stream"], 1);
  EXPECT_EQ(j["right"]["stream"], 0);
  EXPECT_EQ(j["left"]["sealed"], true);
  const Json udp = Json::parse(compared({"0", "1", "--udp", "--json"}));
  EXPECT_EQ(udp["left"]["transport"], "udp");
  ASSERT_EQ(udp["rows"].size(), 2u) << "a question and an answer";
  EXPECT_EQ(udp["rows"][0]["left"]["packets"], Json::parse("[3]"));
  EXPECT_EQ(udp["rows"][1]["right"]["packets"], Json::parse("[22]"));
}

TEST(Compare, SaysWhatItNeeds) {
  const auto refused = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "compare");
    const Ran r = pwire(arguments);
    EXPECT_EQ(r.code, 1);
    EXPECT_EQ(r.out, "");
    return r.err;
  };
  EXPECT_TRUE(has(refused({"-r", captureFile("tcp-close.pcap")}), "holds no exchange both over HTTP and over HTTPS"));
  EXPECT_TRUE(has(refused({"-r", captureFile("first-look.pcapng"), "0"}), "name both"));
  EXPECT_TRUE(has(refused({"-r", captureFile("first-look.pcapng"), "0", "9"}), "no conversation 9"));
  EXPECT_TRUE(has(refused({"-r", captureFile("first-look.pcapng"), "0", "x"}), "no conversation x"));
  EXPECT_TRUE(has(refused({"-r", captureFile("first-look.pcapng"), "0", "1", "2"}), "2"));
}

}  // namespace
}  // namespace pw::test
