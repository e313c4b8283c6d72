// Values by their form. Card numbers are those that the networks publish for tests; hashes were made by the tools of
// their name (md5sum, sha256sum, openssl) of the word "password".
#include "core/leaks/secret_values.h"

#include <gtest/gtest.h>

#include <string>

namespace pw {
namespace {

std::vector<TextHit> found(std::string_view text) {
  std::vector<TextHit> hits;
  findInText({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, hits);
  return hits;
}

/// What was found, with blanks between.
std::string foundText(std::string_view text) {
  std::string all;
  for (const TextHit& h : found(text)) {
    if (!all.empty()) all += ' ';
    all += text.substr(h.at, h.length);
  }
  return all;
}

TEST(SecretValues, CheckDigit) {
  EXPECT_TRUE(luhn("79927398713")) << "the example of ISO/IEC 7812-1";
  EXPECT_FALSE(luhn("79927398710"));
  EXPECT_FALSE(luhn(""));
  EXPECT_FALSE(luhn("7992739871x"));
}

TEST(SecretValues, CardNumbersOfTheNetworks) {
  for (const std::string_view number :
       {"4111111111111111", "4012888888881881", "5555555555554444", "2223003122003222", "378282246310005",
        "6011111111111117", "30569309025904", "3530111333300000", "6200000000000005", "4111 1111 1111 1111",
        "4111-1111-1111-1111", "3782 822463 10005", "3056 930902 5904"})
    EXPECT_TRUE(isCardNumber(number)) << number;
}

TEST(SecretValues, OtherNumbersAreNoCards) {
  for (const std::string_view number :
       {"4111111111111112", "1234567890123456", "411111111111111", "0000000000000000", "41111111111111110000",
        "4111-1111 1111-1111", "4111 11111111 1111", "4111 1111 1111 111", "", "4", "9999999999999995"})
    EXPECT_FALSE(isCardNumber(number)) << number;
}

TEST(SecretValues, HashesByTheirForm) {
  for (const std::string_view hash : {
           "5f4dcc3b5aa765d61d8327deb882cf99",                                  // MD5
           "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8",                          // SHA-1
           "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",  // SHA-256
           "X03MO1qnZdYdgyfeuILPmQ==",                                          // MD5, Base64
           "W6ph5Mm5Pz8GgiULbPgzG37mj9g=",                                      // SHA-1, Base64
           "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=",                      // SHA-256, Base64
           "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW",      // bcrypt
           "$6$rounds=5000$salt$abcdefghijklmnopqrstuvwxyz0123456789"})
    EXPECT_TRUE(looksHashed(hash)) << hash;
  for (const std::string_view word :
       {"password", "correct horse battery staple", "demo-password", "5f4dcc3b5aa765d61d8327deb882cf9", "",
        "passwordpasswordpasswordpassword", "Spring!2024", "aaaaaaaaaaaaaaaaaaaaaaa="})
    EXPECT_FALSE(looksHashed(word)) << word;
}

TEST(SecretValues, WebTokens) {
  // RFC 7519 §3.1
  EXPECT_TRUE(looksLikeJwt("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                           "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
                           "Ijp0cnVlfQ."
                           "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
  EXPECT_FALSE(looksLikeJwt("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"));
  EXPECT_FALSE(looksLikeJwt("a.b.c"));
}

TEST(SecretValues, MailAddressesInText) {
  EXPECT_EQ(foundText("write to Kim.Minji+shop@mail.example.co.kr, please."), "Kim.Minji+shop@mail.example.co.kr");
  EXPECT_EQ(foundText("<a@b.example><c@d.example>."), "a@b.example c@d.example");
  EXPECT_EQ(foundText("메일은 minji@school.example입니다"), "minji@school.example");
  EXPECT_EQ(foundText("/?q=%20minji@school.example"), "minji@school.example");
  EXPECT_EQ(foundText("user@localhost, @media (x), a@b, @@@, a@.example, a@b.c"), "");
}

TEST(SecretValues, CardNumbersInText) {
  EXPECT_EQ(foundText("card=4111111111111111&exp=12"), "4111111111111111");
  EXPECT_EQ(foundText("pay 4111 1111 1111 1111 12/26 now"), "4111 1111 1111 1111");
  EXPECT_EQ(foundText("\"5555-5555-5555-4444\","), "5555-5555-5555-4444");
}

TEST(SecretValues, LongRunsOfDigitsHoldNoCards) {
  EXPECT_EQ(foundText("14111111111111111"), "");
  EXPECT_EQ(foundText("41111111111111110"), "");
  EXPECT_EQ(foundText("0.4111111111111111"), "");
  EXPECT_EQ(foundText("4111111111111111.5"), "");
  EXPECT_EQ(foundText("id4111111111111111"), "");
  EXPECT_EQ(foundText("4111-1111-1111-1111-4111"), "");
  EXPECT_EQ(foundText("550e8400-4111-1111-1111-111111111111"), "");
  // Each of the hundred thousand digits could begin a number.
  EXPECT_EQ(foundText(std::string(100'000, '4')), "");
}

TEST(SecretValues, PicturesAreNotLookedThrough) {
  EXPECT_EQ(foundText(std::string("\x89PNG\r\n\x1a\n\0\0 a@b.example", 22)), "");
}

TEST(SecretValues, HitsAreBounded) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "a@b.example ";
  EXPECT_EQ(found(text).size(), kMaxTextHits);
}

}  // namespace
}  // namespace pw
