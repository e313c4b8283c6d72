// The small writers: times, JSON strings, hex dumps, rows.
#include <gtest/gtest.h>

#include "core/report/field_writer.h"
#include "core/report/hex_dump.h"
#include "core/report/json_text.h"
#include "core/report/time_text.h"
#include "tests/support/small_capture.h"

namespace pw::test {
namespace {

template <class Write>
std::string textOf(Write write) {
  std::string s;
  TextOut out{s};
  write(out);
  return s;
}

std::string timeOf(TimeStyle style, std::int64_t ns, std::int64_t first = 0) {
  PacketContext p;
  p.timeNs = ns;
  p.firstTimeNs = first;
  return textOf([&](TextOut& out) { TimeText{style}.append(out, p); });
}

TEST(Time, StylesByName) {
  EXPECT_EQ(timeStyleFrom("adoy")->kind, TimeKind::localDayOfYear);
  EXPECT_EQ(timeStyleFrom("r.3")->decimals, 3u);
  for (const char* wrong : {"", "x", "r.", "r.10", "r.x", "ad ", "R"})
    EXPECT_FALSE(timeStyleFrom(wrong)) << wrong;
}

TEST(Time, SpansMayBeNegativeAndAsLongAsTimesAllow) {
  EXPECT_EQ(timeOf({}, 5, 1'500'000'005), "-1.500000");
  EXPECT_EQ(timeOf({}, INT64_MAX, INT64_MIN), "18446744073.709551") << "wraps nowhere";
  EXPECT_EQ(timeOf({}, INT64_MIN, INT64_MAX), "-18446744073.709551");
}

TEST(Time, HoursMinutesSeconds) {
  const TimeStyle hms{TimeKind::relative, true, 3};
  EXPECT_EQ(timeOf(hms, 1'002'000'000), "1.002s");
  EXPECT_EQ(timeOf(hms, 62'000'000'000), "1m  2.000s");
  EXPECT_EQ(timeOf(hms, 3'723'000'000'000), "1h  2m  3.000s");
}

TEST(Time, BeforeTheEpoch) {
  EXPECT_EQ(timeOf({TimeKind::utcDate, false, 6}, -1), "1969-12-31 23:59:59.999999");
}

TEST(Time, DecimalsFollowTheClock) {
  InterfaceInfo i;
  const auto with = [&](unsigned stored) {
    i.tsResolution = static_cast<std::uint8_t>(stored);
    return decimalsOf(&i);
  };
  EXPECT_EQ(with(0), 0u);
  EXPECT_EQ(with(3), 3u);
  EXPECT_EQ(with(4), 6u);
  EXPECT_EQ(with(6), 6u);
  EXPECT_EQ(with(9), 9u);
  EXPECT_EQ(with(0x80 | 20), 6u) << "2^-20 is about a microsecond";
  EXPECT_EQ(decimalsOf(nullptr), 6u);
}

TEST(Json, StringsAreAlwaysValid) {
  EXPECT_EQ(textOf([](TextOut& o) { appendJsonString(o, std::string_view{"a\"b\\c\r\n\t\x01\x7f"}); }),
            R"("a\"b\\c\r\n\t\u0001\u007f")");
  EXPECT_EQ(textOf([](TextOut& o) { appendJsonString(o, std::string_view{"한\xff\xed\xa0\x80"}); }),
            "\"한\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

TEST(HexDump, OffsetsGrowWithTheData) {
  const auto dump = [](std::size_t n) {
    const Bytes bytes(n, 'A');
    return textOf([&](TextOut& o) { appendHexDump(o, bytes); });
  };
  EXPECT_EQ(dump(0), "");
  EXPECT_EQ(dump(1), "0000  41                                                A\n");
  EXPECT_TRUE(dump(0x10000).ends_with(
      "\nfff0  41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41   AAAAAAAAAAAAAAAA\n"));
  EXPECT_TRUE(dump(0x10001).ends_with("\n00010000  41                                                A\n"));
}

TEST(Fields, UnknownNamesAreTold) {
  EXPECT_EQ(unknownFields(registry(), {"ip.src", "no.such", "_ws.col.Info", "_ws.col.Nothing", "other"}),
            "no.such, _ws.col.Nothing, other");
  EXPECT_EQ(unknownFields(registry(), {"_ws.col.protocol"}), "")
      << "later releases of Wireshark write columns small";
}

TEST(Addresses, AreNumbers) {
  Address a;
  EXPECT_EQ(textOf([&](TextOut& o) { appendAddress(o, a); }), "");
  a.kind = AddressKind::ipv4;
  a.bytes = {192, 0, 2, 1};
  EXPECT_EQ(textOf([&](TextOut& o) { appendAddress(o, a); }), "192.0.2.1");
  a.kind = AddressKind::ipv6;
  a.bytes = {0x20, 0x01, 0x0d, 0xb8};
  EXPECT_EQ(textOf([&](TextOut& o) { appendAddress(o, a); }), "2001:db8::");
}

}  // namespace
}  // namespace pw::test
