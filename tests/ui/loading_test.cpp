// Opening, loading, cancelling, reloading and closing, also all at once.
#include <QFile>
#include <QMimeData>
#include <QTest>

#include "tests/ui/window_fixture.h"
#include "ui/main/notice_bar.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::Command;

class LoadingTest : public WindowTest {
 protected:
  QTemporaryDir folder_;
};

TEST_F(LoadingTest, RowsAreThereBeforeTheEnd) {
  const QString path = writeSynthetic(folder_, 200'000);
  std::uint32_t firstSeen = 0;
  QObject::connect(&window().document(), &ui::CaptureDocument::rowsChanged, [&](std::uint32_t rows) {
    if (firstSeen == 0) firstSeen = rows;
  });
  load(path);
  EXPECT_GT(firstSeen, 0u);
  EXPECT_EQ(list().rowCount(), 200'000u);
  EXPECT_EQ(list().current(), 0u);
  EXPECT_EQ(cell(199'999, ui::ColumnKind::info), syntheticInfo(199'999));
}

TEST_F(LoadingTest, ClosingAndOpeningWhileLoading) {
  const QString big = writeSynthetic(folder_, 200'000), small = writeSynthetic(folder_, 10);
  for (int round = 0; round < 12; ++round) {
    window().openFile(big);
    if (round % 3 == 1) waitFor([this] { return window().document().isOpen(); });
    if (round % 3 == 2) waitFor([this] { return list().rowCount() > 0; });
    if (round % 2 == 0) window().document().close();
  }
  load(small);
  EXPECT_EQ(list().rowCount(), 10u);
  window().document().close();
  EXPECT_EQ(list().rowCount(), 0u);
  EXPECT_EQ(window().selected().packet(), std::nullopt);
}

TEST_F(LoadingTest, CancelKeepsWhatWasRead) {
  window().openFile(writeSynthetic(folder_, 300'000));
  ASSERT_TRUE(waitFor([this] { return list().rowCount() > 0; }));
  window().document().cancel();
  ASSERT_TRUE(waitFor([this] { return !window().document().isLoading(); }));
  ASSERT_TRUE(waitFor([this] { return list().rowCount() == window().document().trace().size(); }));
  EXPECT_GT(list().rowCount(), 0u);
  EXPECT_EQ(cell(list().rowCount() - 1, ui::ColumnKind::info), syntheticInfo(list().rowCount() - 1));
}

TEST_F(LoadingTest, ReloadingAFileThatGrewKeepsThePlaceAndTheMarks) {
  const QString path = writeSynthetic(folder_, 5000);
  load(path);
  list().setCurrent(4000, false, ui::PacketListView::Scroll::centre);
  run(Command::mark);
  const std::uint32_t first = list().firstVisible();
  {
    QFile from(writeSynthetic(folder_, 6000)), to(path);
    ASSERT_TRUE(from.open(QIODevice::ReadOnly) && to.open(QIODevice::WriteOnly));
    to.write(from.readAll());
  }
  bool loaded = false;
  QObject::connect(&window().document(), &ui::CaptureDocument::loaded, [&] { loaded = true; });
  run(Command::reload);
  ASSERT_TRUE(waitFor([&] { return loaded; }));
  EXPECT_EQ(list().rowCount(), 6000u);
  EXPECT_EQ(list().current(), 4000u);
  EXPECT_EQ(list().firstVisible(), first);
  EXPECT_TRUE(window().document().marks().has(4000));
  EXPECT_EQ(window().selected().packet(), 4000u);
}

TEST_F(LoadingTest, ReloadingAFileThatShrankIsHarmless) {
  const QString path = writeSynthetic(folder_, 5000);
  load(path);
  list().setCurrent(4999);
  run(Command::mark);
  QFile(path).resize(24 + 10 * 80);
  list().setCurrent(3000);  // its bytes are gone
  EXPECT_FALSE(window().selected().complete());
  EXPECT_FALSE(window().grab().isNull());
  bool loaded = false;
  QObject::connect(&window().document(), &ui::CaptureDocument::loaded, [&] { loaded = true; });
  run(Command::reload);
  ASSERT_TRUE(waitFor([&] { return loaded; }));
  EXPECT_EQ(list().rowCount(), 10u);
  EXPECT_EQ(list().current(), 0u);
  run(Command::nextMark);  // no such packet any more
  EXPECT_EQ(list().current(), 0u);
  EXPECT_FALSE(window().grab().isNull());
}

TEST_F(LoadingTest, FilesThatAreNoneAreToldOf) {
  load(QStringLiteral("/no/such/file.pcap"));
  EXPECT_FALSE(window().notice().isHidden());
  EXPECT_TRUE(window().notice().text().contains(QStringLiteral("file.pcap")));
  EXPECT_FALSE(window().document().isOpen());
  load(capture("MANIFEST.md"));
  EXPECT_FALSE(window().notice().isHidden());
  const QString english = window().notice().text();
  language_.choose(ui::LanguageChoice::korean);
  QCoreApplication::processEvents();
  EXPECT_NE(window().notice().text(), english);
  load(capture("dns.pcap"));
  EXPECT_TRUE(window().notice().isHidden());
}

TEST_F(LoadingTest, FilesCutShortShowWhatThereIs) {
  const QString path = writeSynthetic(folder_, 100);
  QFile(path).resize(24 + 50 * 80 + 30);
  load(path);
  EXPECT_EQ(list().rowCount(), 50u);
  EXPECT_FALSE(window().notice().isHidden());
}

TEST_F(LoadingTest, EmptyCapturesSaySo) {
  load(writeSynthetic(folder_, 0));
  EXPECT_TRUE(window().document().isOpen());
  EXPECT_EQ(list().rowCount(), 0u);
  EXPECT_FALSE(window().grab().isNull());
  for (const auto command : {Command::lastPacket, Command::nextPacket, Command::mark, Command::copyText})
    EXPECT_FALSE(window().action(command).isEnabled());
  key(list(), Qt::Key_End);
  key(list(), Qt::Key_Down);
}

TEST_F(LoadingTest, EveryCaptureOpensAndPaints) {
  for (const char* name :
       {"4in6.pcap", "any-sll2.pcap", "comments.pcapng", "two-sections.pcapng", "raw-ip.pcap"}) {
    load(capture(name));
    EXPECT_GT(list().rowCount(), 0u) << name;
    for (std::uint32_t r = 0; r < list().rowCount(); ++r) list().setCurrent(r);
    EXPECT_FALSE(window().grab().isNull());
  }
}

}  // namespace
}  // namespace pw::test
