// Search, conversations, marks, comments, history and saving.
#include <QClipboard>
#include <QFile>
#include <QTest>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/find/find_bar.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::Command;
using ui::SearchIn;

class FindTest : public WindowTest {
 protected:
  FindTest() { load(capture("first-look.pcapng")); }

  /// The packet number (from 1) that a search leads to; 0 for none.
  std::uint32_t find(SearchIn in, const char* text, bool forward = true) {
    window().findBar().setQuery(in, QString::fromUtf8(text));
    bool over = false;
    std::uint32_t found = 0;
    auto a = QObject::connect(&window().findBar(), &ui::FindBar::found, [&](std::uint32_t p) {
      found = p + 1;
      over = true;
    });
    auto b = QObject::connect(&window().findBar(), &ui::FindBar::notFound, [&] { over = true; });
    run(forward ? Command::findNext : Command::findPrevious);
    if (window().findBar().isSearching()) {
      EXPECT_TRUE(waitFor([&] { return over; }));
    }
    QObject::disconnect(a);
    QObject::disconnect(b);
    return found;
  }
};

// Packet numbers are tshark's: -Y 'frame contains "shop.example"' and the like.
TEST_F(FindTest, FindsWhereItIsAskedTo) {
  EXPECT_EQ(find(SearchIn::rows, "query RESPONSE"), 4u);
  EXPECT_EQ(find(SearchIn::rows, "query response"), 22u);
  EXPECT_EQ(find(SearchIn::rows, "query response"), 4u);  // went round
  EXPECT_EQ(find(SearchIn::rows, "query response", false), 22u);
  EXPECT_EQ(find(SearchIn::rows, "no such thing"), 0u);
  EXPECT_FALSE(window().findBar().message().isEmpty());
  list().setCurrent(0);
  EXPECT_EQ(find(SearchIn::hex, "02 04 05 b4"), 7u);  // MSS option of the SYN
  EXPECT_EQ(find(SearchIn::hex, "0x020405B4"), 8u);
  list().setCurrent(0);
  EXPECT_EQ(find(SearchIn::details, "Time to Live: 64"), 3u);
  EXPECT_EQ(find(SearchIn::field, "tcp.flags.fin == 1"), 18u);
  EXPECT_EQ(find(SearchIn::field, "udp.port"), 21u);
  EXPECT_EQ(find(SearchIn::field, "ip.src 0.2.53"), 22u);
}

TEST_F(FindTest, TextInBytesMindsCaseOnlyWhenAsked) {
  const ui::SearchQuery any = ui::parseQuery(registry(), SearchIn::text, "get /", false).query;
  const ui::SearchQuery exact = ui::parseQuery(registry(), SearchIn::text, "get /", true).query;
  ui::PacketMatcher loose(window().document().trace(), registry(), any);
  ui::PacketMatcher strict(window().document().trace(), registry(), exact);
  EXPECT_TRUE(loose.matches(PacketId{9}));
  EXPECT_FALSE(strict.matches(PacketId{9}));
}

TEST_F(FindTest, WrongQueriesAreTold) {
  using ui::QueryFault;
  const auto fault = [](SearchIn in, const char* text) {
    return ui::parseQuery(registry(), in, text, false).fault;
  };
  EXPECT_EQ(fault(SearchIn::rows, "  "), QueryFault::empty);
  EXPECT_EQ(fault(SearchIn::hex, "0d 0"), QueryFault::notHex);
  EXPECT_EQ(fault(SearchIn::hex, "xyz"), QueryFault::notHex);
  EXPECT_EQ(fault(SearchIn::hex, "0x"), QueryFault::notHex);
  EXPECT_EQ(fault(SearchIn::field, "no.such.field == 3"), QueryFault::noSuchField);
  EXPECT_EQ(fault(SearchIn::hex, "0d:0A-0d.0a"), std::nullopt);
  EXPECT_EQ(find(SearchIn::hex, "zz"), 0u);
  EXPECT_FALSE(window().findBar().message().isEmpty());
}

TEST_F(FindTest, SearchCanBeStopped) {
  std::stop_source stop;
  stop.request_stop();
  std::atomic<std::uint64_t> done{0};
  const QTemporaryDir folder;
  load(writeSynthetic(folder, 2000));
  ui::PacketMatcher matcher(window().document().trace(), registry(),
                            ui::parseQuery(registry(), SearchIn::rows, "nowhere", false).query);
  EXPECT_EQ(ui::findPacket(matcher, 2000, 0, true, stop.get_token(), done), std::nullopt);
  EXPECT_LT(done.load(), 1000u);
}

// tshark -Y 'tcp.stream == 0': 7 to 20.
TEST_F(FindTest, WalksAlongAConversation) {
  list().setCurrent(19);
  run(Command::previousInFlow);
  EXPECT_EQ(list().current(), 18u);
  list().setCurrent(6);
  run(Command::nextInFlow);
  EXPECT_TRUE(waitFor([this] { return list().current() == 7u; }));
  list().setCurrent(0);
  run(Command::nextInFlow);  // ARP has none
  EXPECT_EQ(list().current(), 0u);
}

TEST_F(FindTest, HistoryGoesBackAndForth) {
  run(Command::lastPacket);
  run(Command::firstPacket);
  EXPECT_EQ(list().current(), 0u);
  run(Command::back);
  EXPECT_EQ(list().current(), 42u);
  run(Command::forward);
  EXPECT_EQ(list().current(), 0u);
  list().setCurrent(5);
  run(Command::back);
  EXPECT_EQ(list().current(), 0u);
}

TEST_F(FindTest, MarksAreUndone) {
  list().setCurrent(2);
  run(Command::mark);
  list().setCurrent(8);
  run(Command::mark);
  list().setCurrent(0);
  run(Command::nextMark);
  EXPECT_EQ(list().current(), 2u);
  run(Command::nextMark);
  EXPECT_EQ(list().current(), 8u);
  run(Command::nextMark);
  EXPECT_EQ(list().current(), 2u);
  run(Command::previousMark);
  EXPECT_EQ(list().current(), 8u);
  run(Command::markAll);
  EXPECT_EQ(window().document().marks().count(), 43u);
  run(Command::undo);
  EXPECT_EQ(window().document().marks().members(), (std::vector<std::uint32_t>{2, 8}));
  run(Command::undo);
  run(Command::redo);
  EXPECT_EQ(window().document().marks().count(), 2u);
}

TEST_F(FindTest, CommentsAreShownUndoneAndMissed) {
  ui::CaptureDocument& document = window().document();
  list().setCurrent(4);
  EXPECT_EQ(nodeOf("frame.comment"), kNoNode);
  document.setComments(4, {"look here"});
  EXPECT_NE(nodeOf("frame.comment"), kNoNode);
  EXPECT_TRUE(list().formatter().row(4).hasComment);
  EXPECT_TRUE(document.hasUnsavedComments());
  EXPECT_TRUE(window().windowTitle().contains(QLatin1Char('*')));
  run(Command::undo);
  EXPECT_FALSE(document.hasUnsavedComments());
  EXPECT_TRUE(document.comments(4).empty());
  run(Command::redo);
  EXPECT_EQ(document.comments(4), std::vector<std::string>{"look here"});
  document.setSaved(document.commentEdits());
  EXPECT_FALSE(document.hasUnsavedComments());
}

ui::SaveOutcome save(ui::CaptureDocument& document, const ui::SaveRequest& request,
                     std::stop_token stop = {}) {
  std::atomic<std::uint64_t> done{0};
  return ui::savePackets(document.trace(), request, document.rows(), stop, done);
}

TEST_F(FindTest, SavedFilesHoldWhatWasAskedFor) {
  const QTemporaryDir folder;
  ui::CaptureDocument& document = window().document();
  document.setComments(6, {"opening"});
  const QString all = folder.filePath(QStringLiteral("all.pcapng")),
                some = folder.filePath(QStringLiteral("some.pcap"));
  EXPECT_EQ(save(document, {all, FileFormat::pcapng, std::nullopt}).written, 43u);
  EXPECT_EQ(save(document, {some, FileFormat::pcap, std::vector<std::uint32_t>{3, 6, 42}}).written, 3u);
  const QString info7 = cell(6, ui::ColumnKind::info), info4 = cell(3, ui::ColumnKind::info);
  run(Command::undo);  // or the window would ask about the comment

  load(all);
  EXPECT_EQ(list().rowCount(), 43u);
  EXPECT_EQ(document.comments(6), std::vector<std::string>{"opening"});
  EXPECT_EQ(cell(6, ui::ColumnKind::info), info7);
  load(some);
  EXPECT_EQ(list().rowCount(), 3u);
  EXPECT_EQ(cell(0, ui::ColumnKind::info), info4);
}

TEST_F(FindTest, StoppedOrFailedSavingLeavesNothing) {
  const QTemporaryDir folder;
  std::stop_source stop;
  stop.request_stop();
  const QString path = folder.filePath(QStringLiteral("x.pcapng"));
  save(window().document(), {path, FileFormat::pcapng, std::nullopt}, stop.get_token());
  EXPECT_FALSE(QFile::exists(path));
  const auto failed =
      save(window().document(), {QStringLiteral("/nowhere/at/all.pcap"), FileFormat::pcap, std::nullopt});
  ASSERT_TRUE(failed.problem.has_value());
  EXPECT_EQ(failed.problem->kind, FileProblemKind::cannotWrite);
}

TEST_F(FindTest, CopiesGoToTheClipboard) {
  list().setCurrent(6);
  run(Command::copyText);
  EXPECT_TRUE(QApplication::clipboard()->text().contains(QStringLiteral("[SYN]")));
  run(Command::copyCArray);
  EXPECT_TRUE(
      QApplication::clipboard()->text().startsWith(QStringLiteral("const unsigned char packet[] = {")));
}

}  // namespace
}  // namespace pw::test
