// pwire leaks: the same login over HTTP, TLS 1.2 and TLS 1.3 (captures/record/http.sh and https.sh: user "student",
// password "demo-password"), asserted on --json; and what is shown to people.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/support/captures.h"

namespace pw::test {
namespace {

using Json = nlohmann::json;

Json leaksOf(std::string_view capture, bool show = true) {
  std::vector<std::string> arguments{"leaks", "-r", captureFile(capture), "--json"};
  if (show) arguments.emplace_back("--show-secrets");
  const Ran r = pwire(arguments);
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_EQ(r.err, "");
  return Json::parse(r.out);
}

std::vector<Json> ofKind(const Json& leaks, std::string_view kind) {
  std::vector<Json> out;
  for (const Json& f : leaks["findings"])
    if (f["kind"] == kind) out.push_back(f);
  return out;
}

/// The bytes that a finding points at, out of the file itself.
std::string bytesOf(const StoredCapture& capture, const Json& finding) {
  EXPECT_EQ(finding["source"], "frame");
  const auto& bytes = capture.packets.at(finding["packet"].get<std::size_t>() - 1).bytes;
  const auto from = finding["offset"].get<std::size_t>(), n = finding["length"].get<std::size_t>();
  if (from > bytes.size() || n > bytes.size() - from) return "(outside)";
  return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(from + n)};
}

TEST(Leaks, TheLoginOverHttpIsFoundWithItsBytes) {
  const Json leaks = leaksOf("http-login.pcap");
  const StoredCapture file = readWhole(captureFile("http-login.pcap"));
  const auto passwords = ofKind(leaks, "password"), users = ofKind(leaks, "userName");
  const auto cookies = ofKind(leaks, "cookie");
  ASSERT_EQ(passwords.size(), 3u);
  ASSERT_GE(users.size(), 3u);
  EXPECT_EQ(users[0]["packet"], 16);
  EXPECT_EQ(users[0]["value"], "student");
  EXPECT_EQ(bytesOf(file, users[0]), "student");
  EXPECT_EQ(passwords[0]["packet"], 16);
  EXPECT_EQ(passwords[0]["value"], "demo-password");
  EXPECT_EQ(passwords[0]["name"], "password");
  EXPECT_EQ(passwords[0]["side"], "client");
  EXPECT_EQ(bytesOf(file, passwords[0]), "demo-password");
  EXPECT_EQ(passwords[1]["packet"], 38) << "the wrong password of the second try";
  EXPECT_EQ(bytesOf(file, passwords[1]), "wrong");
  EXPECT_EQ(passwords[2]["packet"], 52) << "Basic authorization";
  EXPECT_EQ(passwords[2]["value"], "demo-admin-password");
  ASSERT_EQ(cookies.size(), 3u) << "set in 18, sent in 20 and 28";
  for (const Json& c : cookies) {
    EXPECT_EQ(c["name"], "session");
    EXPECT_EQ(c["value"], "demo-session-1");
    EXPECT_EQ(bytesOf(file, c), "demo-session-1");
  }
  EXPECT_TRUE(leaks["sealed"].empty());
  EXPECT_EQ(leaks["meter"]["sealed"], 0);
}

TEST(Leaks, CredentialsArePairs) {
  const Json leaks = leaksOf("http-login.pcap");
  std::string all;
  for (const Json& c : leaks["credentials"])
    all += c["user"]["value"].get<std::string>() + ':' + c["password"]["value"].get<std::string>() + ' ';
  EXPECT_EQ(all, "student:demo-password student:wrong admin:demo-admin-password ");
}

TEST(Leaks, NothingIsFoundOverTls) {
  for (const char* capture :
       {"https-tls12.pcap", "https-tls13.pcap", "https-with-keys.pcapng", "https-untrusted.pcap"}) {
    const Json leaks = leaksOf(capture);
    EXPECT_TRUE(leaks["credentials"].empty()) << capture;
    for (const Json& f : leaks["findings"]) EXPECT_TRUE(f["harm"] == "context") << capture << f;
    EXPECT_EQ(leaks.dump().find("demo-"), std::string::npos) << capture;
    EXPECT_EQ(leaks["meter"]["unknown"], 0) << capture;
  }
}

/// "client 190, server 219, ...": the records that hold content.
std::string contentLengths(const Json& flow) {
  std::string out;
  for (const Json& r : flow["records"]) {
    if (r["handshake"].get<bool>()) continue;
    if (!out.empty()) out += ", ";
    out += r["side"].get<std::string>() + ' ' + (r["content_length"].is_null() ? "?" : r["content_length"].dump());
  }
  return out;
}

// The truth: tshark -r https-tls12.pcap -o tls.keylog_file:https-tls12.keys.log -o tls.debug_file:FILE, the lines
// "decrypted app data fragment[N]" by frame (10: 190, 11: 219, 12: 115, 13: 163). The same request is 190 bytes of
// payload in http-login.pcap, packet 16.
TEST(Leaks, LedgerOfTls12) {
  const Json leaks = leaksOf("https-tls12.pcap");
  ASSERT_EQ(leaks["sealed"].size(), 1u);
  const Json& s = leaks["sealed"][0];
  EXPECT_EQ(contentLengths(s), "client 190, server 219, client 115, server 163");
  EXPECT_EQ(s["content_bytes"], 190 + 219 + 115 + 163);
  EXPECT_EQ(s["server_name"], "shop.example");
  EXPECT_EQ(s["version"], "TLS 1.2");
  EXPECT_EQ(s["cipher"], "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
  EXPECT_EQ(s["certificate_names"], Json::parse(R"(["shop.example"])"));
  EXPECT_EQ(s["alpn_offered"], Json::parse(R"(["h2", "http/1.1"])"));
  EXPECT_EQ(s["fingerprints"]["tls.handshake.ja3"], "0149f47eabf9a20d0893e2a44e5a6323") << "as tshark has it";
  EXPECT_EQ(s["packets"], Json::parse("[10, 7]"));
  EXPECT_EQ(s["bytes"], Json::parse("[1672, 2275]"));
}

// As above. Of TLS 1.3 the inner content type is one byte of what tshark calls Plaintext[N]; the two records of 249
// bytes are session tickets and the last one an alert, which nobody without the key can tell from content.
TEST(Leaks, LedgerOfTls13) {
  const Json leaks = leaksOf("https-tls13.pcap");
  ASSERT_EQ(leaks["sealed"].size(), 3u);
  EXPECT_EQ(contentLengths(leaks["sealed"][0]),
            "client 190, server 249, server 249, server 219, client 115, server 163, client 2");
  EXPECT_EQ(contentLengths(leaks["sealed"][1]), "server 233, server 233, client 62, server 314, client 2");
  EXPECT_EQ(contentLengths(leaks["sealed"][2]), "server 233, client 62, server 314, client 2");
  for (const Json& s : leaks["sealed"]) {
    EXPECT_EQ(s["server_name"], "shop.example");
    EXPECT_EQ(s["version"], "TLS 1.3");
    EXPECT_TRUE(s["certificate_names"].empty()) << "sealed in TLS 1.3";
  }
}

TEST(Leaks, BothInOneCapture) {
  const Json leaks = leaksOf("first-look.pcapng");
  const StoredCapture file = readWhole(captureFile("first-look.pcapng"));
  const auto passwords = ofKind(leaks, "password");
  ASSERT_EQ(passwords.size(), 1u);
  EXPECT_EQ(passwords[0]["packet"], 14);
  EXPECT_EQ(bytesOf(file, passwords[0]), "demo-password");
  ASSERT_EQ(leaks["sealed"].size(), 1u);
  EXPECT_EQ(leaks["sealed"][0]["dns_name"], "shop.example") << "looked up in packets 21 and 22";
  // The login within: tshark with first-look.keys.log, packet 36.
  EXPECT_NE(contentLengths(leaks["sealed"][0]).find("client 190"), std::string::npos);
}

TEST(Leaks, SecretsAreMaskedUnlessAskedFor) {
  const Json masked = leaksOf("http-login.pcap", false);
  EXPECT_EQ(masked["secrets_shown"], false);
  for (const Json& f : masked["findings"]) {
    const bool secret = f["harm"] == "secret";
    EXPECT_EQ(f["masked"].get<bool>(), secret) << f;
  }
  EXPECT_EQ(ofKind(masked, "password")[0]["value"], "d••••••••rd");
  EXPECT_EQ(ofKind(masked, "password")[0]["offset"], 243);
  for (const char* form : {"--json", "--html"}) {
    const Ran r = pwire({"leaks", "-r", captureFile("http-login.pcap"), form});
    for (const char* secret : {"demo-password", "demo-session-1", "demo-admin-password", "YWRtaW46"})
      EXPECT_EQ(r.out.find(secret), std::string::npos) << form << ' ' << secret;
  }
  const Ran text = pwire({"leaks", "-r", captureFile("http-login.pcap")});
  EXPECT_EQ(text.out.find("demo-password"), std::string::npos);
  EXPECT_NE(text.out.find("  student : d••••••••rd  [packet 16, bytes 243–255]\n"), std::string::npos) << text.out;
}

TEST(Leaks, TextForPeople) {
  const Ran r = pwire({"leaks", "-r", captureFile("http-login.pcap"), "--show-secrets"});
  EXPECT_EQ(r.code, 0);
  EXPECT_EQ(r.out.find("What an eavesdropper learns from http-login.pcap\n\n"
                       "Anyone on the way can read 2739 of 2739 bytes"),
            0u);
  EXPECT_NE(r.out.find("student : demo-password  [packet 16, bytes 243–255]"), std::string::npos);
  const Ran korean = pwire({"leaks", "-r", captureFile("https-tls12.pcap"), "--lang", "ko"});
  EXPECT_NE(korean.out.find("비밀번호나 다른 비밀은 발견되지 않았습니다."), std::string::npos) << korean.out;
  EXPECT_NE(korean.out.find("서버 이름(SNI): shop.example"), std::string::npos);
}

TEST(Leaks, PageNeedsNothingFromOutsideAndHoldsNoMarkupOfTheCapture) {
  // A form whose value tries to be a script; the other bytes are those of a request that was captured.
  Bytes file = pcapOf({});
  const std::string request =
      "POST /?<script>alert(1)</script> HTTP/1.1\r\nHost: \"><img src=x>\r\nContent-Length: 24\r\n"
      "Content-Type: application/x-www-form-urlencoded\r\n\r\nuser=<b>&password='\"&<i>";
  Bytes packet = hex("45000000000000004006 0000 c0000201 c0000202 9c40 0050 00000001 00000001 5018 01f4 0000 0000");
  packet.insert(packet.end(), request.begin(), request.end());
  packet[2] = static_cast<std::uint8_t>(packet.size() >> 8);
  packet[3] = static_cast<std::uint8_t>(packet.size());
  file[20] = 101;  // raw IP
  const auto u32 = [&file](std::size_t v) {
    for (unsigned i = 0; i < 4; ++i) file.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
  };
  u32(0);
  u32(0);
  u32(packet.size());
  u32(packet.size());
  file.insert(file.end(), packet.begin(), packet.end());
  const Folder folder;
  const Ran r = pwire({"leaks", "-r", folder.file("a<b>.pcap", file), "--html", "--show-secrets"});
  EXPECT_EQ(r.code, 0) << r.err;
  for (const char* markup : {"<script", "<img", "<b>", "<i>", "http://", "https://", "url(", "@import", "<link"})
    EXPECT_EQ(r.out.find(markup), std::string::npos) << markup;
  EXPECT_NE(r.out.find("<code>&lt;b&gt;</code>"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find("&#39;&quot;"), std::string::npos);
  EXPECT_NE(r.out.find("prefers-color-scheme: dark"), std::string::npos);
}

// Packets are read a second time, which a pipe does not allow by itself.
TEST(Leaks, FromAPipe) {
  const Folder folder;
  const std::string out = folder.path("leaks.json");
  const std::string command = "cat '" + captureFile("http-login.pcap") + "' | '" + PLAINWIRE_PWIRE +
                              "' leaks -r - --json --show-secrets > '" + out + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  Json piped = Json::parse(contentOf(out)), file = leaksOf("http-login.pcap");
  piped.erase("file");
  file.erase("file");
  EXPECT_EQ(piped, file);
}

TEST(Leaks, CommandLine) {
  EXPECT_EQ(pwire({"leaks"}).code, 1);
  EXPECT_EQ(pwire({"leaks", "-r", captureFile("arp.pcap"), "--csv"}).code, 1);
  EXPECT_EQ(pwire({"leaks", "-r", "/nowhere/x.pcap"}).code, 2);
  const Ran none = pwire({"leaks", "-r", captureFile("arp.pcap")});
  EXPECT_EQ(none.code, 0);
  EXPECT_NE(none.out.find("No content was sent."), std::string::npos);
  EXPECT_EQ(pwireWithImpatientReader({"leaks", "-r", captureFile("http-login.pcap"), "--json"}).code, 0);
}

}  // namespace
}  // namespace pw::test
