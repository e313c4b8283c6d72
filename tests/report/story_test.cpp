// Stories: what holds of every conversation's, whatever the packets are.
#include "core/report/story.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"

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

void expectSoundStory(const Trace& trace, const Conversation& c) {
  const auto english = storyOf(Language::english, trace, c), korean = storyOf(Language::korean, trace, c);
  EXPECT_GE(english.size(), 1u);
  EXPECT_LE(english.size(), kMaxStoryLines);
  ASSERT_EQ(english.size(), korean.size());
  for (std::size_t k = 0; k < english.size(); ++k) {
    EXPECT_EQ(english[k].message, korean[k].message);
    EXPECT_EQ(english[k].packets, korean[k].packets);
    EXPECT_EQ(english[k].numbers, korean[k].numbers);
    EXPECT_FALSE(english[k].packets.empty());
    for (const PacketId p : english[k].packets) EXPECT_TRUE(c.itemOf(p).has_value());
    for (const auto& s : {storySentence(Language::english, english[k]), storySentence(Language::korean, korean[k])}) {
      EXPECT_EQ(s.find('%'), std::string::npos) << s;
      EXPECT_EQ(s.back(), '.') << s;
    }
  }
}

/// How many stories there were.
std::size_t expectSoundStories(const Trace& trace) {
  for (std::uint32_t i = 0; i < trace.flowCount(); ++i) {
    const auto c = Conversation::make(trace, FlowId{i}, trace.size());
    expectSoundStory(trace, *c);
    std::string json;
    TextOut out{json};
    writeStoryJson(out, Language::korean, trace, *c);
    EXPECT_TRUE(json.starts_with('{') && json.ends_with('}'));
  }
  return trace.flowCount();
}

TEST(Story, IsShortAndEveryLineHasPacketsOfItsConversation) {
  std::size_t stories = 0;
  for (const fs::path& file : captures()) {
    SCOPED_TRACE(file);
    Trace trace;
    readInto(trace, file);
    stories += expectSoundStories(trace);
  }
  EXPECT_GT(stories, 100u);
}

/// A capture with packets missing, in the wrong order, twice, with other flags, sequence numbers and times.
void addDisturbed(MemoryPackets& packets, const StoredCapture& capture, std::mt19937& random) {
  const auto oneIn = [&random](unsigned n) { return random() % n == 0; };
  std::vector<StoredPacket> order;
  for (const StoredPacket& p : capture.packets) {
    if (oneIn(5)) continue;
    order.push_back(p);
    if (oneIn(6)) order.push_back(p);
    if (order.size() > 1 && oneIn(5)) std::swap(order[order.size() - 1], order[order.size() - 2]);
  }
  constexpr std::size_t kTcp = 34;  // behind Ethernet and IPv4 without options
  for (StoredPacket& p : order) {
    if (p.bytes.size() < kTcp + 20) continue;
    if (oneIn(4)) p.bytes[kTcp + 13] ^= static_cast<std::uint8_t>(1u << random() % 8);
    if (oneIn(8)) p.bytes[kTcp + 7] ^= static_cast<std::uint8_t>(random());
    if (oneIn(8)) p.bytes[kTcp + 11] ^= static_cast<std::uint8_t>(random());
    if (oneIn(8)) p.bytes[15] ^= static_cast<std::uint8_t>(random() % 4);
    constexpr std::int64_t kFarthest[] = {INT64_MIN, INT64_MAX, 0};
    packets.add(p.bytes, oneIn(200) ? kFarthest[random() % 3] : p.timeNs, p.wireLen);
  }
}

TEST(Story, HoldsWhateverHappenedToTheCapture) {
  std::mt19937 random{9293};
  std::size_t stories = 0;
  for (const fs::path& file : captures()) {
    const StoredCapture capture = readWhole(file);
    if (capture.packets.empty() || capture.packets.size() > 150) continue;
    for (int round = 0; round < 40; ++round) {
      SCOPED_TRACE(file);
      MemoryPackets packets;
      addDisturbed(packets, capture, random);
      Trace trace;
      Engine{registry(), packets, trace}.run();
      stories += expectSoundStories(trace);
    }
  }
  EXPECT_GT(stories, 2000u);
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
  EXPECT_FALSE(tells(story, Msg::storySentNothing)) << "somebody did";
  for (const Msg m :
       {Msg::storyLossFast, Msg::storyLossTimeout, Msg::storyLossOther, Msg::storyLossMixed, Msg::storyGaps})
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
  EXPECT_FALSE(tells(messagesOf("10_ack_with_data.pcap"), Msg::storyTapNearClient)) << "it may have waited";
}

TEST(Story, NothingWithoutPackets) {
  Trace trace;
  EXPECT_TRUE(storyOf(Language::english, trace, Conversation{}).empty());
}

}  // namespace
}  // namespace pw::test
