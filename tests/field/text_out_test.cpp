#include "core/field/text_out.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "tests/support/dissect.h"
#include "tests/support/walk_check.h"

namespace pw {
namespace {

using test::hex;

template <class Write>
std::string made(Write&& write) {
  std::string s;
  TextOut t{s};
  write(t);
  return s;
}

std::string ipv6(std::string_view digits) {
  const test::Bytes b = hex(digits);
  return made([&](TextOut& t) { t.ipv6(b.data()); });
}

TEST(TextOut, Ipv6AsRfc5952Writes) {
  // Section 4.1: no leading zeros, but a group of zeros alone is "0".
  EXPECT_EQ(ipv6("2001 0db8 aaaa bbbb cccc dddd eeee 0001"), "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1");
  // 4.2.1: "::" shortens as much as it can.
  EXPECT_EQ(ipv6("2001 0db8 0000 0000 0000 0000 0002 0001"), "2001:db8::2:1");
  // 4.2.2: not for one group alone.
  EXPECT_EQ(ipv6("2001 0db8 0000 0001 0001 0001 0001 0001"), "2001:db8:0:1:1:1:1:1");
  // 4.2.3: the longest run, and of equal ones the first.
  EXPECT_EQ(ipv6("2001 0000 0000 0001 0000 0000 0000 0001"), "2001:0:0:1::1");
  EXPECT_EQ(ipv6("2001 0db8 0000 0000 0001 0000 0000 0001"), "2001:db8::1:0:0:1");
  // 4.3: lower case.
  EXPECT_EQ(ipv6("FE80 0000 0000 0000 ABCD EF01 2345 6789"), "fe80::abcd:ef01:2345:6789");
}

TEST(TextOut, Ipv6Edges) {
  EXPECT_EQ(ipv6("0000 0000 0000 0000 0000 0000 0000 0000"), "::");
  EXPECT_EQ(ipv6("0000 0000 0000 0000 0000 0000 0000 0001"), "::1");
  EXPECT_EQ(ipv6("0001 0000 0000 0000 0000 0000 0000 0000"), "1::");
  EXPECT_EQ(ipv6("ffff ffff ffff ffff ffff ffff ffff ffff"), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  EXPECT_EQ(ipv6("0000 0001 0002 0003 0004 0005 0006 0007"), "0:1:2:3:4:5:6:7");
  EXPECT_EQ(ipv6("0001 0002 0003 0004 0005 0006 0000 0000"), "1:2:3:4:5:6::");
}

TEST(TextOut, Ipv6OfAnIpv4HostHasADottedTail) {
  EXPECT_EQ(ipv6("0000 0000 0000 0000 0000 ffff c000 0221"), "::ffff:192.0.2.33");  // RFC 5952 section 5
  EXPECT_EQ(ipv6("0000 0000 0000 0000 0000 fffe c000 0221"), "::fffe:c000:221");
}

TEST(TextOut, Ipv4) {
  const auto text = [](std::uint32_t a) { return made([&](TextOut& t) { t.ipv4(a); }); };
  EXPECT_EQ(text(0), "0.0.0.0");
  EXPECT_EQ(text(0xffffffff), "255.255.255.255");
  EXPECT_EQ(text(0x0a6409c7), "10.100.9.199");
  EXPECT_EQ(text(0xc0000201), "192.0.2.1");
}

TEST(TextOut, Numbers) {
  EXPECT_EQ(made([](TextOut& t) { t.dec(0); }), "0");
  EXPECT_EQ(made([](TextOut& t) { t.dec(UINT64_MAX); }), "18446744073709551615");
  EXPECT_EQ(made([](TextOut& t) { t.sdec(INT64_MIN); }), "-9223372036854775808");
  EXPECT_EQ(made([](TextOut& t) { t.sdec(-1); }), "-1");
  EXPECT_EQ(made([](TextOut& t) { t.dec0(7, 3); }), "007");
  EXPECT_EQ(made([](TextOut& t) { t.dec0(1234, 3); }), "1234");
  EXPECT_EQ(made([](TextOut& t) { t.dec0(UINT64_MAX, 20); }), "18446744073709551615");
}

TEST(TextOut, Hex) {
  const auto text = [](std::uint64_t v, unsigned digits) { return made([&](TextOut& t) { t.hex(v, digits); }); };
  EXPECT_EQ(text(0, 0), "0");
  EXPECT_EQ(text(0, 4), "0000");
  EXPECT_EQ(text(0xabc, 2), "abc");
  EXPECT_EQ(text(0x10, 1), "10");
  EXPECT_EQ(text(0xf, 1), "f");
  EXPECT_EQ(text(UINT64_MAX, 16), "ffffffffffffffff");
  EXPECT_EQ(text(1, 99), "0000000000000001") << "at most 16";
  for (unsigned bit = 0; bit < 64; ++bit) {
    char expected[20];
    std::snprintf(expected, sizeof expected, "%llx", 1ull << bit);
    EXPECT_EQ(text(std::uint64_t{1} << bit, 1), expected);
  }
  EXPECT_EQ(made([](TextOut& t) { t.hex0x(0x18, 4); }), "0x0018");
  EXPECT_EQ(made([](TextOut& t) { t.hexBytes(hex("00 ff 1a"), ':'); }), "00:ff:1a");
  EXPECT_EQ(made([](TextOut& t) { t.hexBytes(hex("00 ff 1a")); }), "00ff1a");
  EXPECT_EQ(made([](TextOut& t) { t.hexBytes({}); }), "");
}

TEST(TextOut, SecondsAreCutNotRounded) {
  const auto text = [](std::int64_t ns, unsigned decimals) {
    return made([&](TextOut& t) { t.seconds(ns, decimals); });
  };
  EXPECT_EQ(text(0, 9), "0.000000000");
  EXPECT_EQ(text(1, 9), "0.000000001");
  EXPECT_EQ(text(1'999'999'999, 6), "1.999999");
  EXPECT_EQ(text(1'999'999'999, 0), "1");
  EXPECT_EQ(text(-1, 9), "-0.000000001");
  EXPECT_EQ(text(-1'500'000'000, 3), "-1.500");
  EXPECT_EQ(text(-1'999'999'999, 0), "-1");
  EXPECT_EQ(text(INT64_MIN, 9), "-9223372036.854775808");
  EXPECT_EQ(text(INT64_MAX, 9), "9223372036.854775807");
}

TEST(TextOut, PadLeftCountsFromWhereTheTextBegan) {
  EXPECT_EQ(made([](TextOut& t) {
              t.add("a|");
              const std::size_t from = t.size();
              t.dec(42).padLeft(from, 5);
            }),
            "a|   42");
  EXPECT_EQ(made([](TextOut& t) { t.add("12345").padLeft(0, 3); }), "12345");
}

std::string printable(std::string_view s) {
  return made([&](TextOut& t) { t.printable({reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}); });
}

TEST(Printable, EscapesControlCharacters) {
  EXPECT_EQ(printable("a\tb\nc\rd"), "a\\tb\\nc\\rd");
  EXPECT_EQ(printable(std::string_view{"\0\x01\x1b\x7f", 4}), "\\000\\001\\033\\177");
  EXPECT_EQ(printable("\a\b\f\v"), "\\a\\b\\f\\v");
}

TEST(Printable, KeepsWellFormedUtf8) {
  EXPECT_EQ(printable("plain ~"), "plain ~");
  EXPECT_EQ(printable("é 한국어 😀"), "é 한국어 😀");
  EXPECT_EQ(printable("\xc2\xa0"), "\xc2\xa0");              // U+00A0
  EXPECT_EQ(printable("\xed\x9f\xbf"), "\xed\x9f\xbf");      // U+D7FF
  EXPECT_EQ(printable("\xee\x80\x80"), "\xee\x80\x80");      // U+E000
  EXPECT_EQ(printable("\xf4\x8f\xbf\xbf"), "\xf4\x8f\xbf\xbf");  // U+10FFFF
}

/// RFC 3629 section 4 and Unicode's table 3-7: what is not in it is replaced.
TEST(Printable, ReplacesIllFormedUtf8) {
  const std::string bad = "\xef\xbf\xbd";
  const std::string_view one[] = {"\x80", "\xbf", "\xc0", "\xc1", "\xf5", "\xff", "\xc3", "\xe2"};
  for (const std::string_view s : one) EXPECT_EQ(printable(s), bad);
  EXPECT_EQ(printable("\xc0\x80"), bad + bad) << "zero, overlong";
  EXPECT_EQ(printable("\xe0\x80\x80"), bad + bad + bad) << "overlong";
  EXPECT_EQ(printable("\xe0\x9f\xbf"), bad + bad + bad) << "U+07FF, overlong";
  EXPECT_EQ(printable("\xed\xa0\x80"), bad + bad + bad) << "a surrogate";
  EXPECT_EQ(printable("\xf0\x8f\xbf\xbf"), bad + bad + bad + bad) << "U+FFFF, overlong";
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), bad + bad + bad + bad) << "past U+10FFFF";
  EXPECT_EQ(printable("\xe2\x82""A"), bad + bad + "A") << "the letter behind a broken one stays";
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("\xc2\x9b""31m"), "\\u009b31m") << "CSI of the C1 controls";
  EXPECT_EQ(printable("\xc2\x80\xc2\x9f"), "\\u0080\\u009f");
  EXPECT_EQ(printable("a\xe2\x80\xae""b"), "a\\u202e""b") << "right-to-left override";
  EXPECT_EQ(printable("\xe2\x81\xa6\xe2\x81\xa9"), "\\u2066\\u2069");
  EXPECT_EQ(printable("\xe2\x80\xa9\xe2\x80\xaf"), "\xe2\x80\xa9\xe2\x80\xaf") << "their neighbours stay";
}

TEST(Printable, AnyTwoBytesGivePlainText) {
  for (unsigned v = 0; v < 0x10000; ++v) {
    const char b[] = {static_cast<char>(v >> 8), static_cast<char>(v), '\xbf', '\x80'};
    for (std::size_t n = 2; n <= 4; ++n)
      ASSERT_TRUE(test::isPlainText(printable({b, n}))) << std::hex << v << ' ' << n;
  }
}

}  // namespace
}  // namespace pw
