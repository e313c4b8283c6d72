// Stories: what holds of every conversation's, whatever the packets are.
#include "core/report/story.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

void readInto(Trace& trace, const fs::path& file) {
  auto source = openCapture(file, {.keepBytes = false, .readAhead = false});
  ASSERT_TRUE(source.has_value()) << file;
  Engine{registry(), **source, trace}.run();
}

std::vector<fs::path> captures() {
  std::vector<fs::path> all = ownCaptures();
  for (const auto& e : fs::directory_iterator{fs::path{PLAINWIRE_SOURCE_DIR} / "tests/vectors"})
    if (e.path().extension() == ".pcap") all.push_back(e.path());
  return all;
}

TEST(Story, IsShortAndEveryLineHasPacketsOfItsConversation) {
  std::size_t stories = 0;
  for (const fs::path& file : captures()) {
    Trace trace;
    readInto(trace, file);
    for (std::uint32_t i = 0; i < trace.flowCount(); ++i) {
      const auto c = Conversation::make(trace, FlowId{i}, trace.size());
      const auto english = storyOf(Language::english, trace, *c), korean = storyOf(Language::korean, trace, *c);
      ++stories;
      EXPECT_GE(english.size(), 1u) << file << " flow " << i;
      EXPECT_LE(english.size(), kMaxStoryLines);
      ASSERT_EQ(english.size(), korean.size());
      for (std::size_t k = 0; k < english.size(); ++k) {
        EXPECT_EQ(english[k].message, korean[k].message);
        EXPECT_EQ(english[k].packets, korean[k].packets);
        EXPECT_EQ(english[k].numbers, korean[k].numbers);
        EXPECT_FALSE(english[k].packets.empty());
        for (const PacketId p : english[k].packets) EXPECT_TRUE(c->itemOf(p).has_value()) << file;
        for (const auto& s : {storySentence(Language::english, english[k]), storySentence(Language::korean, korean[k])}) {
          EXPECT_EQ(s.find('%'), std::string::npos) << s;
          EXPECT_EQ(s.back(), '.') << s;
        }
      }
    }
  }
  EXPECT_GT(stories, 100u);
}

/// The story of the first conversation of one of the scenario captures.
std::vector<Msg> messagesOf(const char* name) {
  Trace trace;
  readInto(trace, fs::path{PLAINWIRE_SOURCE_DIR} / "tests/vectors" / name);
  std::vector<Msg> all;
  for (const StoryLine& l : storyOf(Language::english, trace, *Conversation::make(trace, FlowId{0}, trace.size())))
    all.push_back(l.message);
  return all;
}

bool tells(const std::vector<Msg>& story, Msg message) {
  return std::find(story.begin(), story.end(), message) != story.end();
}

TEST(Story, MissingPacketsAreNotCalledLost) {
  const auto story = messagesOf("37_acklost.pcap");
  EXPECT_TRUE(tells(story, Msg::storyAckUnseen));
  for (const Msg m : {Msg::storyLossFast, Msg::storyLossTimeout, Msg::storyLossOther, Msg::storyLossMixed, Msg::storyGaps})
    EXPECT_FALSE(tells(story, m));
}

TEST(Story, UnderAccEcnNothingIsEchoedOrReduced) {
  const auto story = messagesOf("24_accecn.pcap");
  EXPECT_TRUE(tells(story, Msg::storyAccNegotiated));
  EXPECT_TRUE(tells(story, Msg::storyAccCounted));
  for (auto m = static_cast<unsigned>(Msg::storyEcnLoop); m <= static_cast<unsigned>(Msg::storyEcnEchoOnly); ++m)
    EXPECT_FALSE(tells(story, static_cast<Msg>(m)));
}

TEST(Story, RefusedConversationsHaveNoRoundTrip) {
  const auto story = messagesOf("06_refused.pcap");
  EXPECT_EQ(story, std::vector{Msg::storyRefused});
}

TEST(Story, PlaceOfCaptureNeedsARoundTripWorthTelling) {
  EXPECT_TRUE(tells(messagesOf("01_close4.pcap"), Msg::storyTapNearClient)) << "20 ms and 1 ms";
  EXPECT_FALSE(tells(messagesOf("08_syn_retry.pcap"), Msg::storyTapNearClient)) << "which SYN was answered is not sure";
  EXPECT_FALSE(tells(messagesOf("10_ack_with_data.pcap"), Msg::storyTapNearClient)) << "the client may have waited for data";
}

TEST(Story, NothingWithoutPackets) {
  Trace trace;
  EXPECT_TRUE(storyOf(Language::english, trace, Conversation{}).empty());
}

}  // namespace
}  // namespace pw::test
