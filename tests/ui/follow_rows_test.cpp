// How a followed conversation is cut into rows: lines, wraps, characters that two packets share, and the same rows
// whether a capture was there at once or grew.
#include "ui/follow/follow_rows.h"

#include <gtest/gtest.h>

#include "core/engine/engine.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"
#include "ui/follow/follow_search.h"

namespace pw::test {
namespace {

using ui::FollowForm;
using ui::FollowLook;

/// Raw IPv4 and UDP of 192.0.2.1:1000 and 192.0.2.2:2000; "TCP" with numbers that count on.
class Rows : public ::testing::Test {
 protected:
  void say(bool forward, std::string_view data) {
    const auto length = static_cast<std::uint16_t>(40 + data.size());
    const auto a = static_cast<std::uint8_t>(forward ? 1 : 2), b = static_cast<std::uint8_t>(forward ? 2 : 1);
    std::vector<std::uint8_t> p{
        0x45, 0, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length), 0, 0, 0, 0, 64, 6, 0, 0,
        192,  0, 2, a, 192, 0, 2, b};
    const auto put = [&p](std::uint32_t v, int bytes) {
      for (int i = bytes - 1; i >= 0; --i) p.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
    };
    put(forward ? 1000 : 2000, 2);
    put(forward ? 2000 : 1000, 2);
    put(next_[forward ? 0 : 1], 4);
    put(next_[forward ? 1 : 0], 4);
    put(0x50180200, 4);
    put(0, 4);
    p.insert(p.end(), data.begin(), data.end());
    next_[forward ? 0 : 1] += static_cast<std::uint32_t>(data.size());
    source_.add(p, 1'000'000 * static_cast<std::int64_t>(source_.size()));
  }
  void follow(FollowLook look, std::uint32_t rows = UINT32_MAX) {
    look_ = look;
    if (!trace_) {
      trace_ = std::make_unique<Trace>();
      Engine{registry(), source_, *trace_}.run();
    }
    reader_ = std::make_unique<ChunkReader>(*trace_, registry());
    stream_ = FollowedStream::make(*trace_, registry(), FlowId{0}, look.mode(), std::min(rows, trace_->size()));
    index_ = *ui::makeFollowIndex(*stream_, *reader_, look_, nullptr, {});
  }
  std::vector<std::string> rows() {
    std::vector<std::string> out;
    ui::FollowRowMaker maker{*stream_, *reader_, look_};
    ui::FollowRow row;
    while (maker.next(&row)) {
      std::u32string text;
      for (const ui::FollowCell& c : row.cells) text.append(c.character == U' ' ? c.width : 1u, c.character);
      std::string line = row.turns ? "| " : "  ";
      for (const char32_t c : text) append(line, c);
      for (const std::uint8_t b : row.bytes) line += "0123456789abcdef"[b >> 4], line += "0123456789abcdef"[b & 15];
      out.push_back(line);
    }
    return out;
  }
  static void append(std::string& to, char32_t c) {
    if (c < 0x80) to += static_cast<char>(c);
    else if (c < 0x800) to += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f))};
    else
      to += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)),
             static_cast<char>(0x80 | (c & 0x3f))};
  }

  MemoryPackets source_{LinkType::raw};
  std::array<std::uint32_t, 2> next_{1, 1};
  std::unique_ptr<Trace> trace_;
  std::unique_ptr<ChunkReader> reader_;
  std::shared_ptr<const FollowedStream> stream_;
  FollowLook look_;
  ui::FollowIndex index_;
};

using Lines = std::vector<std::string>;

TEST_F(Rows, LinesGoOnOverPacketsOfOneSide) {
  say(true, "GET / HT");
  say(true, "TP/1.1\r\nHost: x\r\n\r\n");
  say(false, "HTTP/1.1 200 OK\r");
  say(false, "\nok");
  follow({});
  EXPECT_EQ(rows(), (Lines{"| GET / HTTP/1.1", "  Host: x", "  ", "| HTTP/1.1 200 OK", "  ok"}));
  EXPECT_EQ(index_.rows(), 5u);
}

TEST_F(Rows, LongLinesAreWrapped) {
  say(true, "0123456789abcdef\nxy");
  follow({.columns = 10});
  EXPECT_EQ(rows(), (Lines{"| 0123456789", "  abcdef", "  xy"}));
}

TEST_F(Rows, WideCharactersTakeTwoColumnsAndMayBeSplitOverPackets) {
  const std::string han = "\xed\x95\x9c\xea\xb8\x80";  // two syllables
  say(true, "a" + han.substr(0, 4));
  say(true, han.substr(4) + "b");
  follow({.columns = 4});
  EXPECT_EQ(rows(), (Lines{"| a\xed\x95\x9c", "  \xea\xb8\x80" "b"}));
}

TEST_F(Rows, WhatIsNoTextIsADotInTheMiddle) {
  say(true, std::string{"a\0b\xff\x1b[31m\xe2\x80\xae", 12});
  follow({});
  EXPECT_EQ(rows(), (Lines{"| a·b··[31m·"}));
}

TEST_F(Rows, TabsGoToTheNextStop) {
  say(true, "a\tb");
  follow({});
  EXPECT_EQ(rows(), (Lines{"| a   b"}));
}

TEST_F(Rows, HexBeginsAnewWithEachPacket) {
  say(true, "0123456789abcdef!");
  say(true, "z");
  follow({.form = FollowForm::hex, .columns = 16});
  EXPECT_EQ(rows(), (Lines{"| 30313233343536373839616263646566", "  21", "  7a"}));
}

TEST_F(Rows, OneSideAlone) {
  say(true, "q");
  say(false, "a");
  say(true, "q");
  follow({.backward = false});
  EXPECT_EQ(rows(), (Lines{"| q", "  q"}));
}

TEST_F(Rows, PlacesAndRowsFindEachOther) {
  for (int i = 0; i < 3000; ++i) say(i % 5 != 0, i % 7 == 0 ? "one\ntwo\nthree\n" : "a line that is wrapped\n");
  follow({.columns = 9});
  ui::FollowRowMaker maker{*stream_, *reader_, look_};
  for (std::uint32_t row = 0; row < index_.rows(); ++row) {
    const ui::FollowPlace place = maker.here();
    const auto [from, at] = index_.before(row);
    EXPECT_LE(at, row);
    EXPECT_LT(row - at, ui::FollowIndex::kStep);
    EXPECT_LE(from, place);
    EXPECT_LE(index_.before(place).second, row);
    ASSERT_TRUE(maker.next(nullptr));
  }
  EXPECT_FALSE(maker.next(nullptr));
}

TEST_F(Rows, AreTheSameWhenACaptureGrows) {
  for (int i = 0; i < 300; ++i) say(i % 3 != 0, i % 2 == 0 ? "no end" : " of line\nand more of it that is wrapped");
  for (const FollowForm form : {FollowForm::text, FollowForm::hex}) {
    const FollowLook look{.form = form, .columns = 16};
    follow(look);
    const std::uint32_t all = index_.rows();
    const Lines whole = rows();
    auto grown = FollowedStream::make(*trace_, registry(), FlowId{0}, look.mode(), 0);
    auto index = *ui::makeFollowIndex(*grown, *reader_, look, nullptr, {});
    for (std::uint32_t n = 1; n <= trace_->size(); ++n) {
      grown = FollowedStream::more(*grown, *trace_, registry(), n);
      index = *ui::makeFollowIndex(*grown, *reader_, look, &index, {});
    }
    EXPECT_EQ(index.rows(), all);
    stream_ = grown;
    EXPECT_EQ(rows(), whole);
    for (std::uint32_t row = 0; row < all; row += 13) EXPECT_EQ(index.before(row), index_.before(row));
  }
}

/// The cost of a place in a stream of many packets does not depend on how many there are.
TEST_F(Rows, MillionsOfRowsKeepFewMarks) {
  const std::string much(1000, '\n');
  for (int i = 0; i < 2000; ++i) say(true, much);
  follow({});
  EXPECT_EQ(index_.rows(), 2'000'000u);
  const auto [place, row] = index_.before(std::uint32_t{1'999'999});
  EXPECT_LT(1'999'999 - row, ui::FollowIndex::kStep);
  EXPECT_EQ(place.chunk, row / 1000);
}

class Find : public Rows {
 protected:
  std::optional<ui::FollowPlace> find(const std::string& words, ui::FollowPlace from = {}, bool forward = true) {
    ui::FollowPage page;
    page.look = look_;
    page.stream = stream_;
    std::atomic<std::uint64_t> done{0};
    return ui::findFollowed(page, *reader_, words, from, forward, {}, done);
  }
};

TEST_F(Find, WordsAreFoundOverPacketsButNotOverTurns) {
  say(true, "user=student&pass");
  say(true, "word=demo");
  say(false, "no PASS");
  say(true, "word");
  follow({});
  EXPECT_EQ(find("password"), (ui::FollowPlace{0, 13}));
  EXPECT_EQ(find("password", {0, 14}), std::nullopt);
  EXPECT_EQ(find("pass", {0, 14}), (ui::FollowPlace{2, 3}));
  EXPECT_EQ(find("word", {2, 0}), (ui::FollowPlace{3, 0}));
  EXPECT_EQ(find("word", {3, 0}, false), (ui::FollowPlace{1, 0}));
  EXPECT_EQ(find("nobody"), std::nullopt);
  follow({.forward = false});
  EXPECT_EQ(find("password"), std::nullopt);
}

}  // namespace
}  // namespace pw::test
