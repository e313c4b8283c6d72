// Where messages end in protocols of lines, and the bounds on what is kept.
#include "dissectors/line/line_framer.h"

#include "dissectors/ftp/ftp.h"
#include "dissectors/imap/imap.h"
#include "dissectors/smtp/smtp.h"
#include "tests/support/stream_talk.h"

namespace pw {
namespace {

using http::Content;
using line::LineFramer;
using test::StreamTalk;
using List = std::vector<std::string>;

TEST(LineFramer, AMessageIsWhatASegmentBringsInWholeLines) {
  StreamTalk t{ftp::kStream, Content::ftp};
  t.client("USER a\r\nPASS b\r\nCW");
  ASSERT_EQ(t.messages().size(), 1u);
  EXPECT_EQ(t.messages()[0].bytes.size(), 16u);
  t.client("D /").client("x\r\n");
  ASSERT_EQ(t.messages().size(), 2u);
  EXPECT_EQ(t.last().value("ftp.request.arg"), "/x");
}

TEST(LineFramer, EndlessLinesEnd) {
  StreamTalk t{ftp::kStream, Content::ftp};
  const std::string piece(10'000, 'x');
  for (int i = 0; i < 100; ++i) t.client(piece);
  EXPECT_LT(t.waiting(0), LineFramer::kMaxLine);
  EXPECT_GE(t.messages().size(), 10u);
  for (const auto& m : t.messages()) EXPECT_LE(m.bytes.size(), LineFramer::kMaxLine + piece.size());
  t.client("\r\nUSER a\r\n");
  EXPECT_EQ(t.values("ftp.request.username"), (List{"a"}));
}

TEST(LineFramer, TheEndOfALongLineCounts) {
  StreamTalk t{imap::kStream, Content::imap};
  t.server("* 1 FETCH (" + std::string(20'000, 'x') + " {5}\r\n");
  EXPECT_TRUE(t.messages().empty());
  t.server("a\r\nbc)\r\n");
  ASSERT_EQ(t.messages().size(), 1u);
  EXPECT_EQ(t.last().value("imap.literal"), "a\\r\\nbc");
}

TEST(LineFramer, MissingBytesEndWhatWasBegun) {
  StreamTalk t{ftp::kStream, Content::ftp};
  t.client("US");
  EXPECT_FALSE(t.framer().gap(0, 10));
  MessageEnds ends;
  t.framer().feed(0, http::bytesOf("PASS b\r\n"), ends);
  ASSERT_EQ(ends.all().size(), 1u);
  EXPECT_EQ(ends.all()[0].at, 8u);
}

TEST(LineFramer, MissingBytesWithinALiteralAreCounted) {
  StreamTalk t{imap::kStream, Content::imap};
  t.server("* 1 FETCH (BODY[] {100}\r\nabc");
  EXPECT_TRUE(t.framer().gap(1, 90));
  MessageEnds ends;
  t.framer().feed(1, http::bytesOf("defghij)\r\n"), ends);
  ASSERT_EQ(ends.all().size(), 1u);
  EXPECT_EQ(ends.all()[0].at, 10u);
}

TEST(LineFramer, AMailGoesOnBehindMissingBytes) {
  StreamTalk t{smtp::kStream, Content::smtp};
  t.client("DATA\r\n").server("354 go\r\n").client("a\r\n");
  EXPECT_FALSE(t.framer().gap(0, 100));
  t.client(".\r\nQUIT\r\n");  // may be the middle of a line
  EXPECT_EQ(t.values("smtp.req.command"), (List{"DATA"}));
  t.client("\r\n.\r\nQUIT\r\n");
  EXPECT_EQ(t.values("smtp.req.command"), (List{"DATA", "QUIT"}));
}

TEST(LineFramer, ALineWithoutEndEndsWithTheStream) {
  StreamTalk t{ftp::kStream, Content::ftp};
  std::uint64_t facts = 0;
  EXPECT_FALSE(t.framer().close(0, facts));
  t.client("QUIT");
  EXPECT_TRUE(t.framer().close(0, facts));
  EXPECT_EQ(line::Begin::unpacked(static_cast<std::uint32_t>(facts)).shape, line::Shape::line);
}

}  // namespace
}  // namespace pw
