// The story pane: sentences that lead to packets.
#include <QDockWidget>
#include <QTest>

#include "core/report/story.h"
#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/story/story_pane.h"

namespace pw::test {
namespace {

class StoryTest : public WindowTest {
 protected:
  ui::StoryPane& story() { return window().story(); }
  void loadAndTell(const char* name, std::uint32_t packet) {
    load(capture(name));
    run(ui::Command::story);
    list().setCurrent(packet);
    EXPECT_TRUE(waitFor([this] { return story().story() != nullptr && !story().isTelling(); }));
  }
  std::vector<StoryLine> expected(Language language) {
    const Trace& trace = window().document().trace();
    const FlowId flow = trace.row(PacketId{*list().current()}).flow;
    return storyOf(language, trace, *Conversation::make(trace, flow, trace.size()));
  }
};

TEST_F(StoryTest, SaysWhatTheReportSays) {
  loadAndTell("ecn.pcap", 30);
  const auto lines = expected(Language::english);
  ASSERT_GT(lines.size(), 2u);
  ASSERT_EQ(story().story()->lines.size(), lines.size());
  QString shown = story().toPlainText();
  for (QChar& c : shown)
    if (c == QChar::Nbsp) c = QLatin1Char(' ');
  for (const StoryLine& l : lines)
    EXPECT_TRUE(shown.contains(QString::fromStdString(storySentence(Language::english, l))));
}

TEST_F(StoryTest, LinksLeadToPackets) {
  loadAndTell("ecn.pcap", 30);
  const auto lines = expected(Language::english);
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (std::size_t n = 0; n < lines[i].packets.size(); ++n) {
      story().follow(i, n);
      ASSERT_EQ(list().current(), lines[i].packets[n].value) << i << ' ' << n;
    }
  // As a click does it: the first sentence, then the second of its numbers.
  Q_EMIT story().anchorClicked(QUrl(QStringLiteral("0/0")));
  EXPECT_EQ(list().current(), lines[0].packets[0].value);
  Q_EMIT story().anchorClicked(QUrl(QStringLiteral("0/1")));
  EXPECT_EQ(list().current(), lines[0].packets[1].value);
  EXPECT_TRUE(story().toHtml().contains(QStringLiteral("href=\"0/1\"")));
}

TEST_F(StoryTest, EvidenceIsPointedAtWhileThePaneIsSeen) {
  loadAndTell("ecn.pcap", 30);
  EXPECT_TRUE(waitFor([this] { return !list().evidence().empty(); }));
  const auto all = list().evidence();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  story().follow(0);
  std::vector<std::uint32_t> first;
  for (const PacketId p : story().story()->lines[0].packets) first.push_back(p.value);
  std::sort(first.begin(), first.end());
  EXPECT_EQ(list().evidence(), first);
  EXPECT_LT(first.size(), all.size());
  run(ui::Command::flows);
  EXPECT_TRUE(waitFor([this] { return list().evidence().empty(); }));
}

TEST_F(StoryTest, SpeaksTheWindowsLanguage) {
  loadAndTell("tcp-loss.pcap", 30);
  language_.choose(ui::LanguageChoice::korean);
  const QString wanted = QString::fromStdString(storySentence(Language::korean, expected(Language::korean)[0]));
  EXPECT_TRUE(waitFor([&] { return story().toPlainText().contains(wanted); }));
}

TEST_F(StoryTest, PacketsWithoutAConversationHaveNone) {
  load(capture("first-look.pcapng"));
  run(ui::Command::story);
  list().setCurrent(0);  // ARP
  EXPECT_EQ(story().story(), nullptr);
  EXPECT_FALSE(story().toPlainText().isEmpty());
  list().setCurrent(7);
  EXPECT_TRUE(waitFor([this] { return story().story() != nullptr; }));
  list().setCurrent(0);
  EXPECT_EQ(story().story(), nullptr);
  window().document().close();
  EXPECT_FALSE(story().toPlainText().isEmpty());
}

TEST_F(StoryTest, AConversationOfUdpIsToldToo) {
  loadAndTell("dns.pcap", 3);
  EXPECT_EQ(story().story()->flow.transport, Transport::udp);
}

}  // namespace
}  // namespace pw::test
