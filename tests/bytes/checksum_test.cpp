#include "core/bytes/checksum.h"

#include <gtest/gtest.h>

#include "tests/support/dissect.h"

namespace pw {
namespace {

using test::Bytes;
using test::hex;

TEST(InternetChecksum, ExampleOfRfc1071Section3) {
  const Bytes b = hex("00 01 f2 03 f4 f5 f6 f7");
  EXPECT_EQ(InternetChecksum{}.add(b).folded(), 0xddf2);
  EXPECT_EQ(expectedChecksum(InternetChecksum{}.add(b).folded(), 0), 0x220d);
}

TEST(InternetChecksum, RightHeaderSumsToAllOnes) {
  // The IPv4 header that RFC 1071's method is commonly shown with: its checksum is b861.
  const Bytes header = hex("4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7");
  EXPECT_EQ(InternetChecksum{}.add(header).folded(), 0xffff);
}

TEST(InternetChecksum, ExpectedValueTakesTheFieldOut) {
  Bytes header = hex("4500 0073 0000 4000 4011 0000 c0a8 0001 c0a8 00c7");
  for (unsigned wrong = 0; wrong < 0x10000; wrong += 0x101) {
    header[10] = static_cast<std::uint8_t>(wrong >> 8);
    header[11] = static_cast<std::uint8_t>(wrong);
    const std::uint16_t sum = InternetChecksum{}.add(header).folded();
    EXPECT_EQ(expectedChecksum(sum, static_cast<std::uint16_t>(wrong)), 0xb861) << std::hex << wrong;
  }
}

TEST(InternetChecksum, Rfc1624CornerWhereTheOlderFormulaGivesMinusZero) {
  // RFC 1624 section 4: HC = dd2f, m = 5555, m' = 3285 gives 0000 where RFC 1141's formula gives ffff. What the rest
  // summed to is ~HC - m = cd7a in ones' complement.
  const Bytes packet = hex("3285 cd7a dd2f");
  EXPECT_EQ(expectedChecksum(InternetChecksum{}.add(packet).folded(), 0xdd2f), 0x0000);
}

TEST(InternetChecksum, OddLengthIsPaddedWithZero) {
  EXPECT_EQ(InternetChecksum{}.add(hex("01")).folded(), 0x0100);
  EXPECT_EQ(InternetChecksum{}.add(hex("01 02 03")).folded(), 0x0402);
  EXPECT_EQ(InternetChecksum{}.add(hex("")).folded(), 0);
}

TEST(InternetChecksum, PiecesGiveTheSumOfTheWhole) {
  Bytes b(1500);
  for (std::size_t i = 0; i < b.size(); ++i) b[i] = static_cast<std::uint8_t>(i * 37 + 11);
  const std::uint16_t whole = InternetChecksum{}.add(b).folded();
  for (std::size_t at = 0; at <= b.size(); at += 2)
    ASSERT_EQ(InternetChecksum{}.add(ByteView{b}.first(at)).add(ByteView{b}.subspan(at)).folded(), whole) << at;
  EXPECT_EQ(InternetChecksum{}.add16(0x1234).add(b).folded(), InternetChecksum{}.add(b).add16(0x1234).folded());
}

TEST(InternetChecksum, LargestPacketOfOnesDoesNotOverflow) {
  const Bytes b(262144, 0xff);
  EXPECT_EQ(InternetChecksum{}.add(b).folded(), 0xffff);
}

}  // namespace
}  // namespace pw
