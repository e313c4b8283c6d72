#include "core/stream/stream_follower.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace pw {
namespace {

/// Messages are lines: "text\n". A line "over" hands the connection over, to a protocol whose messages are single bytes.
class Lines final : public StreamFramer {
 public:
  void feed(unsigned side, ByteView bytes, MessageEnds& ends) override {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      std::string& line = lines_[side];
      if (over_) {
        ends.foreign(i);
        return;
      }
      if (bytes[i] != '\n') {
        line += static_cast<char>(bytes[i]);
        continue;
      }
      ends.add(i + 1, line.size());
      over_ = line == "over";
      line.clear();
    }
  }
  bool gap(unsigned side, std::uint32_t) override {
    lines_[side].clear();
    return false;
  }
  bool close(unsigned side, std::uint64_t& facts) override {
    facts = lines_[side].size();
    return true;
  }
  [[nodiscard]] Begun begun(unsigned) const override { return {7, true, false, UINT64_MAX}; }

 private:
  std::array<std::string, 2> lines_;
  bool over_ = false;
};

class Letters final : public StreamFramer {
 public:
  void feed(unsigned, ByteView bytes, MessageEnds& ends) override {
    for (std::size_t i = 0; i < bytes.size(); ++i) ends.add(i + 1, bytes[i]);
  }
  bool gap(unsigned, std::uint32_t) override { return false; }
  bool close(unsigned, std::uint64_t&) override { return false; }
  [[nodiscard]] Begun begun(unsigned) const override { return {}; }
};

constexpr ProtocolId kLines{1}, kLetters{2};

bool beginsLine(ByteView b) noexcept { return !b.empty() && b[0] == '!'; }
Likeness noProbe(ByteView) noexcept { return Likeness::no; }
std::unique_ptr<StreamFramer> lines() { return std::make_unique<Lines>(); }
std::unique_ptr<StreamFramer> letters() { return std::make_unique<Letters>(); }

class Finder final : public StreamFinder {
 public:
  [[nodiscard]] ProtocolId certain(ByteView bytes) const noexcept override {
    return !bytes.empty() && bytes[0] == '#' ? kLetters : ProtocolId::none;
  }
  [[nodiscard]] const StreamProtocol& protocol(ProtocolId id) const noexcept override {
    return id == kLines ? lines_ : letters_;
  }

 private:
  StreamProtocol lines_{noProbe, lines, {}, beginsLine, false, true};
  StreamProtocol letters_{noProbe, letters, {}};
};

/// One conversation; sequence numbers begin near their end, so that they wrap.
class Stream {
 public:
  static constexpr std::uint32_t kFirst = 0xfffffff0;

  /// `at` bytes from the start; `captured` of them, all where it is not given.
  StreamFollower::Found send(std::uint32_t at, std::string_view text, bool fin = false, std::size_t captured = SIZE_MAX) {
    const ByteView bytes{reinterpret_cast<const std::uint8_t*>(text.data()), std::min(captured, text.size())};
    const std::size_t before = found.size();
    const auto f = follower_.add({PacketId{packets_++}, Direction::forward, SeqNum{kFirst} + at, bytes,
                                  static_cast<std::uint32_t>(text.size()), fin}, found);
    latest.assign(found.begin() + static_cast<std::ptrdiff_t>(before), found.end());
    return f;
  }
  void acknowledge(std::uint32_t at) { follower_.acknowledged(Direction::forward, SeqNum{kFirst} + at); }

  /// What the whole messages of the latest segment say, with ',' between.
  [[nodiscard]] std::string said() const {
    std::string out;
    for (const StreamMessage& m : latest) {
      if (m.part != StreamMessage::Part::whole) continue;
      const ByteView b = follower_.assembled(Direction::forward, m.seq, m.length);
      out += (out.empty() ? "" : ",") + std::string{b.begin(), b.end()};
    }
    std::erase(out, '\n');
    return out;
  }

  std::vector<StreamMessage> found, latest;

 private:
  Finder finder_;
  StreamFollower follower_{finder_, kLines, Direction::forward, true};
  std::uint32_t packets_ = 0;
};

TEST(StreamFollower, MessagesEndWhereTheirLastByteComes) {
  Stream s;
  EXPECT_TRUE(s.send(0, "one\ntw").pending);
  EXPECT_EQ(s.said(), "one");
  ASSERT_EQ(s.latest.size(), 2u);
  EXPECT_EQ(s.latest[1].part, StreamMessage::Part::begins);
  EXPECT_EQ(s.latest[1].length, 2u);
  EXPECT_FALSE(s.send(6, "o\nthree\n").pending);
  EXPECT_EQ(s.said(), "two,three");
}

TEST(StreamFollower, SegmentsOutOfOrderWaitForThoseBeforeThem) {
  Stream s;
  s.send(0, "a\n");
  EXPECT_TRUE(s.send(5, "d\n").early);
  EXPECT_TRUE(s.send(4, "cd\n").early);
  EXPECT_EQ(s.said(), "");
  EXPECT_FALSE(s.send(2, "bb").early);
  EXPECT_EQ(s.said(), "bbcd");
}

TEST(StreamFollower, WhatWasSentBeforeCountsAsItCameFirst) {
  Stream s;
  s.send(0, "abc");
  s.send(0, "XYZd\n");
  EXPECT_EQ(s.said(), "abcd");
  s.send(0, "abcd\n");
  EXPECT_TRUE(s.latest.empty());
}

TEST(StreamFollower, BytesThatWereAcknowledgedUnseenAreGivenUp) {
  Stream s;
  s.send(0, "a\n");
  s.send(10, "tail\nwhole\n");
  EXPECT_EQ(s.said(), "");
  s.acknowledge(21);
  s.send(21, "next\n");
  EXPECT_EQ(s.said(), "tail,whole,next") << "what stands behind the gap up to a line's end cannot be told from a line";
}

TEST(StreamFollower, ASegmentThatPlainlyBeginsAMessageDoesNotWait) {
  Stream s;
  s.send(0, "a\n");
  EXPECT_FALSE(s.send(10, "!b\n").early);
  EXPECT_EQ(s.said(), "!b");
  s.send(2, "late\nx\n\n");
  EXPECT_EQ(s.said(), "late,x,") << "and what was missing may still come";
  s.send(13, "c\n");
  EXPECT_EQ(s.said(), "c");
}

TEST(StreamFollower, ACutSegmentEndsWhatItBegan) {
  Stream s;
  s.send(0, "one\ntwothree\n", false, 6);
  EXPECT_EQ(s.said(), "one,tw") << "what was kept of the next one is told";
  EXPECT_EQ(s.latest.back().length, 9u);
  s.send(13, "four\n");
  EXPECT_EQ(s.said(), "four");
}

TEST(StreamFollower, OnlyBytesThatAreNewBelongToTheMessageThatGoesOn) {
  Stream s;
  EXPECT_TRUE(s.send(0, "abc").pending);
  EXPECT_FALSE(s.send(0, "abc").pending) << "sent again";
  EXPECT_TRUE(s.send(5, "fg").early);
  EXPECT_TRUE(s.send(3, "de").pending) << "it fills the gap, and the message goes on";
  EXPECT_FALSE(s.send(7, "\n").pending);
  EXPECT_EQ(s.said(), "abcdefg");
}

TEST(StreamFollower, AResetEndsOnlyWhatItsSenderSends) {
  Finder finder;
  StreamFollower f{finder, kLines, Direction::forward, false};
  f.aborted(Direction::forward);
  EXPECT_FALSE(f.done()) << "bytes of the other side may be on their way";
  f.aborted(Direction::backward);
  EXPECT_TRUE(f.done());
}

TEST(StreamFollower, AFinEndsTheLastMessage) {
  Stream s;
  s.send(0, "one\nlast");
  s.send(8, "", true);
  EXPECT_EQ(s.said(), "last");
  ASSERT_EQ(s.latest.size(), 1u);
  EXPECT_EQ(s.latest[0].facts, 4u);
}

TEST(StreamFollower, AConnectionThatIsHandedOverIsFollowedInTheNextProtocol) {
  Stream s;
  s.send(0, "over\n#x");
  ASSERT_EQ(s.latest.size(), 3u);
  EXPECT_EQ(s.latest[0].protocol, kLines);
  EXPECT_EQ(s.latest[1].protocol, kLetters);
  EXPECT_EQ(s.latest[1].carrier, kLines);
  EXPECT_EQ(s.said(), "over,#,x");
  s.send(7, "y");
  EXPECT_EQ(s.said(), "y");
}

/// However a stream is cut into segments, and in whatever order and how often they come: the same messages, in order.
TEST(StreamFollower, TheOrderOfSegmentsMakesNoDifference) {
  std::mt19937 random{5};
  const auto below = [&random](std::uint32_t n) { return n == 0 ? 0u : static_cast<std::uint32_t>(random() % n); };
  for (unsigned round = 0; round < 300; ++round) {
    std::string text;
    for (unsigned i = 0; i < 1 + below(30); ++i) text += std::string(below(40), static_cast<char>('a' + i % 26)) + '\n';
    std::vector<std::pair<std::uint32_t, std::uint32_t>> segments;  // at, length
    for (std::uint32_t at = 0; at < text.size();) {
      const std::uint32_t n = std::min<std::uint32_t>(1 + below(25), static_cast<std::uint32_t>(text.size()) - at);
      segments.emplace_back(at, n);
      at += n;
    }
    const std::size_t plain = segments.size();
    for (unsigned i = 0; i < below(6); ++i) {  // sent again, cut elsewhere
      const auto at = below(static_cast<std::uint32_t>(text.size()));
      segments.emplace_back(at, 1 + below(static_cast<std::uint32_t>(text.size()) - at));
    }
    // The first stays first: the stream begins with what is seen of it.
    std::shuffle(segments.begin() + 1, segments.begin() + static_cast<std::ptrdiff_t>(plain), random);
    std::shuffle(segments.begin() + 1, segments.end(), random);
    Stream s;
    std::string heard;
    for (const auto& [at, n] : segments) {
      s.send(at, std::string_view{text}.substr(at, n));
      for (const StreamMessage& m : s.latest)
        if (m.part == StreamMessage::Part::whole)
          heard += text.substr(m.seq.since(SeqNum{Stream::kFirst}), m.length);
      ASSERT_EQ(heard.substr(0, text.size()), text.substr(0, heard.size())) << round;
    }
    ASSERT_EQ(heard, text) << round;
  }
}

TEST(StreamFollower, WhatIsKeptIsBounded) {
  Stream s;
  s.send(0, "a\n");
  const std::string big(60'000, 'x');
  unsigned waited = 0;
  std::uint32_t at = 10;
  for (; waited < 100 && s.send(at, big).early; at += 60'000) ++waited;
  EXPECT_EQ(waited, StreamFollower::kMaxKept / 60'000 + 1) << "then it went on without what is missing";
  s.send(at + 60'000, "\n");
  EXPECT_EQ(s.latest.size(), 1u);
}

}  // namespace
}  // namespace pw
