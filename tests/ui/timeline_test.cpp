// The timeline in the window: one selection with the list, keys, folds, states without a timeline;
// ui/timeline.
#include <QAccessible>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>
#include <algorithm>
#include <ctime>

#include "tests/ui/timeline_support.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/timeline/timeline_pane.h"

namespace pw::test {
namespace {

using namespace ui;

class TimelineTest : public WindowTest {
 protected:
  TimelinePane& pane() { return window().timeline(); }
  LadderView& view() { return pane().view(); }
  /// Loads a file, selects a packet and waits for its timeline.
  void show(const QString& path, std::uint32_t packet) {
    load(path);
    choose(packet);
  }
  void choose(std::uint32_t packet) {
    list().setCurrent(packet);
    ASSERT_TRUE(waitFor([this] { return !pane().isBusy(); }));
    view().viewport()->repaint();
  }
  std::uint32_t currentPacket() {
    return view().current() ? view().model()->conversation->items()[*view().current()].packet.value
                            : UINT32_MAX;
  }
  EntryKind kindOf(std::uint32_t item) {
    return view().index()->entries()[view().index()->entryOf(item)].kind;
  }
};

TEST_F(TimelineTest, FollowsTheListAndTheListFollowsIt) {
  struct Case {
    const char* file;
    std::uint32_t chosen;
  };
  for (const Case c : {Case{"ecn.pcap", 23}, Case{"tcp-close.pcap", 7}}) {
    show(capture(c.file), c.chosen);
    ASSERT_TRUE(view().model());
    EXPECT_EQ(pane().message(), QString());
    EXPECT_EQ(currentPacket(), c.chosen);
    const QRect row = view().rowRect(view().index()->entryOf(*view().current()));
    EXPECT_TRUE(view().viewport()->rect().contains(row.center())) << c.file;

    // The first arrow, by mouse.
    view().verticalScrollBar()->setValue(0);
    view().viewport()->repaint();
    const QPoint first = view().rowRect(view().index()->entryOf(0)).center();
    QTest::mouseClick(view().viewport(), Qt::LeftButton, Qt::NoModifier, first);
    EXPECT_EQ(list().current(), 0u) << c.file;
    EXPECT_EQ(window().selected().packet(), 0u);
    // The next one, by key.
    key(view(), Qt::Key_Down);
    EXPECT_EQ(list().current(), 1u) << c.file;
    EXPECT_EQ(currentPacket(), 1u);
  }
}

TEST_F(TimelineTest, ShowsTheConversationOfTheChosenPacket) {
  show(capture("first-look.pcapng"), 10);
  const auto flow = [this] { return view().model()->conversation->summary().id; };
  const FlowId before = flow();
  EXPECT_EQ(before, window().document().trace().row(PacketId{10}).flow);
  std::uint32_t other = 0;
  while (!window().document().trace().row(PacketId{other}).flow.valid() ||
         window().document().trace().row(PacketId{other}).flow == before)
    ++other;
  choose(other);
  EXPECT_EQ(flow(), window().document().trace().row(PacketId{other}).flow);
  EXPECT_EQ(currentPacket(), other);
  // Known already: at once.
  list().setCurrent(10);
  EXPECT_EQ(flow(), before);
  EXPECT_EQ(currentPacket(), 10u);
}

TEST_F(TimelineTest, SaysWhyThereIsNone) {
  show(capture("arp.pcap"), 0);
  EXPECT_EQ(pane().message(), QStringLiteral("ARP has no conversation."));
  language_.choose(LanguageChoice::korean);
  QCoreApplication::processEvents();
  EXPECT_EQ(pane().message(), QStringLiteral("ARP에는 대화가 없습니다."));
  language_.choose(LanguageChoice::english);
  QCoreApplication::processEvents();
  window().document().close();
  EXPECT_EQ(pane().message(), QStringLiteral("Choose a packet of a TCP or UDP conversation."));
}

TEST_F(TimelineTest, UdpIsDrawnAsPlainArrows) {
  load(capture("dns.pcap"));
  const Trace& trace = window().document().trace();
  std::uint32_t packet = 0;
  while (!trace.row(PacketId{packet}).flow.valid()) ++packet;
  choose(packet);
  ASSERT_TRUE(view().model());
  EXPECT_EQ(view().model()->conversation->summary().transport, Transport::udp);
  EXPECT_GE(std::ranges::count(view().drawn(), DrawKind::arrow, &DrawItem::kind), 1);
  EXPECT_EQ(std::ranges::count(view().drawn(), DrawKind::state, &DrawItem::kind), 0);
}

TEST_F(TimelineTest, FoldsOpenAndCloseByKey) {
  show(capture("ecn.pcap"), 10);  // within the first run of plain packets
  const std::uint32_t item = *view().current();
  ASSERT_EQ(kindOf(item), EntryKind::fold);
  key(view(), Qt::Key_Return);
  EXPECT_EQ(kindOf(item), EntryKind::packet);
  EXPECT_EQ(currentPacket(), 10u);
  key(view(), Qt::Key_Left);
  EXPECT_EQ(kindOf(item), EntryKind::fold);
  EXPECT_EQ(currentPacket(), 10u);
}

TEST_F(TimelineTest, EpisodesCloseAndOpenByMouse) {
  show(capture("tcp-close.pcap"), 0);
  const auto head = std::ranges::find(view().drawn(), DrawKind::head, &DrawItem::kind);
  ASSERT_NE(head, view().drawn().end());
  const std::uint32_t entry = head->entry;
  ASSERT_EQ(kindOf(0), EntryKind::packet);
  QTest::mouseClick(view().viewport(), Qt::LeftButton, Qt::NoModifier, view().rowRect(entry).center());
  EXPECT_EQ(kindOf(0), EntryKind::head);
  QTest::mouseClick(view().viewport(), Qt::LeftButton, Qt::NoModifier, view().rowRect(entry).center());
  EXPECT_EQ(kindOf(0), EntryKind::packet);
}

TEST_F(TimelineTest, EventsAreOneKeyApart) {
  show(capture("ecn.pcap"), 0);
  const auto events = view().index()->events();
  ASSERT_GT(events.size(), 20u);
  for (std::size_t i = 1; i < 20; ++i) {
    key(view(), Qt::Key_Period);
    ASSERT_EQ(view().current(), events[i]);
  }
  key(view(), Qt::Key_Comma);
  EXPECT_EQ(view().current(), events[18]);
  EXPECT_EQ(list().current(), view().model()->conversation->items()[events[18]].packet.value);
}

TEST_F(TimelineTest, FitShowsAllAndComesBack) {
  show(capture("ecn.pcap"), 200);
  const double row = view().rowHeight();
  EXPECT_GT(view().verticalScrollBar()->maximum(), 0);
  key(view(), Qt::Key_F);
  EXPECT_EQ(view().verticalScrollBar()->maximum(), 0);
  key(view(), Qt::Key_F);
  EXPECT_DOUBLE_EQ(view().rowHeight(), row);
  key(view(), Qt::Key_Plus);
  EXPECT_GT(view().rowHeight(), row);
  key(view(), Qt::Key_Minus);
  EXPECT_NEAR(view().rowHeight(), row, 1e-6);
}

TEST_F(TimelineTest, WheelZoomsAroundThePointer) {
  show(capture("ecn.pcap"), 0);
  view().verticalScrollBar()->setValue(1500);
  view().viewport()->repaint();
  const QPoint at(200, 300);
  const auto under = view().entryAt(at);
  ASSERT_TRUE(under);
  for (int i = 0; i < 4; ++i)
    view().zoom(1.25, at.y() - (view().viewport()->height() - view().window().height));
  EXPECT_EQ(view().entryAt(at), under);
}

TEST_F(TimelineTest, ShiftSelectsARunAndTellsWhatIsInIt) {
  show(capture("tcp-close.pcap"), 0);
  key(view(), Qt::Key_Home);
  key(view(), Qt::Key_Down, Qt::ShiftModifier);
  key(view(), Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_EQ(view().range().first, 0u);
  EXPECT_EQ(view().range().last, 2u);
  key(view(), Qt::Key_Escape);
  EXPECT_TRUE(view().range().empty());
}

TEST_F(TimelineTest, TipGivesThePacketAndTheReason) {
  show(capture("tcp-loss.pcap"), 0);
  const auto& items = view().model()->conversation->items();
  std::uint32_t again = 0;
  while (again < items.size() && !items[again].marks.isRepeat()) ++again;
  ASSERT_LT(again, items.size());
  choose(items[again].packet.value);
  const QRect row = view().rowRect(view().index()->entryOf(again));
  const QString tip = view().tipAt(row.center());
  EXPECT_TRUE(tip.contains(QStringLiteral("Packet %1").arg(items[again].packet.value + 1)))
      << tip.toStdString();
  EXPECT_TRUE(tip.contains(QStringLiteral("etransmission"))) << tip.toStdString();
}

TEST_F(TimelineTest, CanBeHeard) {
  show(capture("tcp-close.pcap"), 7);
  QAccessibleInterface* i = QAccessible::queryAccessibleInterface(&view());
  ASSERT_NE(i, nullptr);
  EXPECT_EQ(i->role(), QAccessible::List);
  EXPECT_EQ(i->text(QAccessible::Name), QStringLiteral("Timeline"));
  const QString fin = QStringLiteral(
      "Packet 8, from the client, FIN · ACK   seq=23 ack=26, ① Client has nothing more to send, 67.5 ms");
  EXPECT_EQ(i->text(QAccessible::Value), fin);
  ASSERT_GT(i->childCount(), 8);
  QAccessibleInterface* row = i->focusChild();
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->text(QAccessible::Name), fin);
  EXPECT_TRUE(row->state().selected);
  EXPECT_EQ(i->child(i->childCount()), nullptr);
  window().document().close();
  EXPECT_EQ(i->childCount(), 0);
  EXPECT_FALSE(row->isValid());
}

TEST_F(TimelineTest, CommandShowsAndFocusesTheDock) {
  show(capture("tcp-close.pcap"), 0);
  auto* dock = window().findChild<QDockWidget*>(QStringLiteral("TimelineDock"));
  ASSERT_NE(dock, nullptr);
  dock->hide();
  run(Command::showTimeline);
  EXPECT_FALSE(dock->isHidden());
  EXPECT_EQ(QApplication::focusWidget(), &view());
}

TEST_F(TimelineTest, IsInFrontOfTheOtherTabsWhereTheLayoutIsNew) {
  const auto inFront = [this] { return pane().isVisible() && !pane().visibleRegion().isEmpty(); };
  run(Command::resetLayout);  // while nothing is open
  load(capture("tcp-close.pcap"));
  EXPECT_TRUE(waitFor(inFront));
  run(Command::resetLayout);
  EXPECT_TRUE(waitFor(inFront));
}

TEST_F(TimelineTest, NarrowWindowsHaveItBehindTheBytes) {
  auto* dock = window().findChild<QDockWidget*>(QStringLiteral("TimelineDock"));
  load(capture("tcp-close.pcap"));
  EXPECT_EQ(window().dockWidgetArea(dock), Qt::RightDockWidgetArea);
  window().resize(1000, 800);
  run(Command::resetLayout);
  EXPECT_EQ(window().dockWidgetArea(dock), Qt::BottomDockWidgetArea);
}

TEST_F(TimelineTest, EveryScaleWidthAndThemePaints) {
  for (const char* file : {"ecn.pcap", "tcp-loss.pcap", "tcp-reset.pcap", "tcp-no-answer.pcap"}) {
    show(capture(file), 0);
    ASSERT_TRUE(view().model()) << file;
    for (const auto theme : {ThemeMode::light, ThemeMode::dark})
      for (const auto scale : {LadderScale::readable, LadderScale::even, LadderScale::trueTime})
        for (const int width : {200, 420, 560, 700, 1200}) {
          theme_.setMode(theme);
          view().setScale(scale);
          view().resize(width, 600);
          EXPECT_FALSE(view().grab().isNull());
          key(view(), Qt::Key_F);
          EXPECT_FALSE(view().grab().isNull());
          key(view(), Qt::Key_F);
        }
  }
}

TEST_F(TimelineTest, MillionPacketsArePaintedByThePixel) {
  constexpr std::uint32_t kPackets = 1'000'000;
  const QTemporaryDir folder;
  QElapsedTimer clock;
  clock.start();
  show(writeDownload(folder, kPackets), 500'000);
  ASSERT_TRUE(view().model());
  ASSERT_EQ(view().model()->input->packets.size(), kPackets);
  const auto pixels = static_cast<std::size_t>(view().viewport()->height());
  double worstMs = 0, worstWork = 0;
  const auto work = [] {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
  };
  std::size_t most = 0;
  const auto pan = [&] {
    for (int i = 0; i <= 40; ++i) {
      view().verticalScrollBar()->setValue(
          static_cast<int>(std::int64_t{view().verticalScrollBar()->maximum()} * i / 40));
      clock.restart();
      const double before = work();
      view().viewport()->repaint();
      worstMs = std::max(worstMs, static_cast<double>(clock.nsecsElapsed()) / 1e6);
      worstWork = std::max(worstWork, work() - before);
      most = std::max(most, view().drawn().size());
      ASSERT_FALSE(view().drawn().empty());
    }
  };
  for (const bool fold : {true, false})
    for (const auto scale : {LadderScale::readable, LadderScale::even, LadderScale::trueTime}) {
      view().setFoldRuns(fold);
      view().setScale(scale);
      ASSERT_TRUE(waitFor([&] {
        return view().index() && view().index()->options().scale == scale &&
               view().index()->options().foldRuns == fold;
      }));
      pan();
      view().zoom(0.1, 100);
      pan();
      view().fit();
      pan();
      view().fit();
      view().zoom(10, 100);
    }
  EXPECT_LE(most, 4 * pixels);
  std::printf("a million packets, %zu pixels: worst frame %.2f ms (%.2f ms of work), most items %zu\n",
              pixels, worstMs, worstWork, most);
}

}  // namespace
}  // namespace pw::test
