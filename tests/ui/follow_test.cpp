// The pane that follows a conversation: what it shows, where clicks lead, what is found and saved.
#include <QAccessible>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/flows/flows_pane.h"
#include "ui/follow/follow_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::Command;
using ui::FollowForm;

class FollowTest : public WindowTest {
 protected:
  ui::FollowPane& pane() { return window().follow(); }
  ui::FollowView& view() { return pane().view(); }
  bool settled() {
    return waitFor([this] {
      return view().page() != nullptr && !view().isWorking() && view().page()->look.form == view().form();
    });
  }
  void loadAndFollow(const char* name, std::uint32_t packet, Command command = Command::followTcp) {
    load(capture(name));
    list().setCurrent(packet - 1);
    run(command);
    EXPECT_TRUE(settled());
  }
  QStringList rows() {
    QStringList out;
    for (std::uint32_t i = 0; i < view().rowCount(); ++i) out << view().rowText(i);
    return out;
  }
  QPoint middleOf(std::uint32_t row) { return {view().viewport()->width() / 3, view().rowRect(row).center().y()}; }
};

TEST_F(FollowTest, ShowsWhatBothSidesSaid) {
  loadAndFollow("http-login.pcap", 6);
  const QStringList all = rows();
  ASSERT_GT(all.size(), 8);
  EXPECT_EQ(all[0], QStringLiteral("GET /login HTTP/1.1"));
  EXPECT_EQ(all[1], QStringLiteral("Host: shop.example"));
  EXPECT_TRUE(all.contains(QStringLiteral("HTTP/1.1 200 OK")));
  EXPECT_TRUE(view().sentence(0).startsWith(QStringLiteral("Client, packet 6: GET")));
  EXPECT_TRUE(pane().message().contains(QStringLiteral("192.0.2.10:57676 sent 81 bytes, 192.0.2.80:80 sent 314")))
      << pane().message().toStdString();
}

TEST_F(FollowTest, FollowsTheSelectedPacketsConversation) {
  loadAndFollow("http-login.pcap", 6);
  const FlowId first = view().flow();
  list().setCurrent(15);
  EXPECT_TRUE(settled());
  EXPECT_NE(view().flow(), first);
  EXPECT_TRUE(rows()[0].startsWith(QStringLiteral("POST /login")));
  list().setCurrent(0);  // ARP
  EXPECT_EQ(view().page(), nullptr);
  EXPECT_FALSE(window().action(Command::followTcp).isEnabled());
}

TEST_F(FollowTest, ClicksLeadToThePacketThatCarriedIt) {
  loadAndFollow("http-login.pcap", 6);
  const auto answer = static_cast<std::uint32_t>(rows().indexOf(QStringLiteral("HTTP/1.1 200 OK")));
  QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, middleOf(answer));
  EXPECT_EQ(list().current(), 7u);
  QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, middleOf(0));
  EXPECT_EQ(list().current(), 5u);
  view().setFocus();
  for (std::uint32_t i = 0; i < answer; ++i) key(view(), Qt::Key_Down);
  EXPECT_EQ(list().current(), 7u);
  EXPECT_EQ(view().current(), answer);
}

TEST_F(FollowTest, OneSideOrBoth) {
  loadAndFollow("http-login.pcap", 6);
  view().setSides(ui::FollowView::Sides::server);
  EXPECT_TRUE(waitFor([this] { return rows().value(0) == QStringLiteral("HTTP/1.1 200 OK"); }));
  view().setSides(ui::FollowView::Sides::client);
  EXPECT_TRUE(waitFor([this] { return rows().value(0).startsWith(QStringLiteral("GET")) && rows().size() == 5; }));
}

TEST_F(FollowTest, BytesAsHex) {
  loadAndFollow("http-login.pcap", 6);
  view().setForm(FollowForm::hex);
  EXPECT_TRUE(settled());
  EXPECT_TRUE(rows()[0].startsWith(QStringLiteral("00000000  47 45 54 20"))) << rows()[0].toStdString();
}

TEST_F(FollowTest, TlsSaysWhatIsSealed) {
  loadAndFollow("https-tls13.pcap", 6, Command::followTls);
  EXPECT_EQ(view().form(), FollowForm::decoded);
  const QStringList all = rows();
  EXPECT_EQ(all.value(0), QStringLiteral("[Client Hello: shop.example]"));
  EXPECT_TRUE(all.contains(QStringLiteral("[Application Data: 207 sealed bytes, at most 190 inside]")))
      << all.join(u'\n').toStdString();
  language_.choose(ui::LanguageChoice::korean);
  EXPECT_EQ(rows().filter(QStringLiteral("암호화된 207바이트")).size(), 1);
}

TEST_F(FollowTest, FindsWordsAndGoesOnFromTheOtherEnd) {
  loadAndFollow("http-login.pcap", 16);
  auto* line = pane().findChild<QLineEdit*>();
  line->setText(QStringLiteral("DEMO-password"));
  pane().find(true);
  EXPECT_TRUE(waitFor([this] { return !pane().isSearching(); }));
  ASSERT_TRUE(view().current());
  EXPECT_TRUE(view().rowText(*view().current()).contains(QStringLiteral("password=demo-password")));
  pane().find(true);
  EXPECT_TRUE(waitFor([this] { return pane().message().contains(QStringLiteral("from the other end")); }));
  line->setText(QStringLiteral("nowhere"));
  pane().find(true);
  EXPECT_TRUE(waitFor([this] { return pane().message().contains(QStringLiteral("does not occur")); }));
  // The window's keys mean the pane while the keyboard is in it.
  view().setFocus();
  run(Command::find);
  EXPECT_TRUE(line->hasFocus());
}

TEST_F(FollowTest, SavesWhatIsShown) {
  loadAndFollow("http-login.pcap", 6);
  view().setSides(ui::FollowView::Sides::client);
  EXPECT_TRUE(waitFor([this] { return view().page()->look.backward == false; }));
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("said.bin"));
  pane().saveTo(path);
  EXPECT_TRUE(waitFor([this] { return pane().message().contains(QStringLiteral("Saved to")); }));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_EQ(file.readAll(),
            QByteArray("GET /login HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: Browser/1.0\r\nAccept: */*\r\n\r\n"));
  pane().saveTo(folder.filePath(QStringLiteral("no/such/folder.bin")));
  EXPECT_TRUE(waitFor([this] {
    return !pane().message().isEmpty() && !pane().message().contains(QStringLiteral("Saved to")) && !pane().isSaving();
  }));
}

TEST_F(FollowTest, KeysAndMenusLeadThere) {
  EXPECT_EQ(window().action(Command::followTcp).shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+Shift+T")));
  EXPECT_EQ(window().action(Command::followTls).shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+Shift+S")));
  EXPECT_EQ(window().action(Command::followHttp).shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+Shift+H")));
  loadAndFollow("http-login.pcap", 6, Command::followHttp);
  EXPECT_TRUE(view().hasFocus());
  EXPECT_FALSE(view().visibleRegion().isEmpty());
  run(Command::followHttp);
  EXPECT_TRUE(list().hasFocus());
}

TEST_F(FollowTest, RowsAreHeard) {
  loadAndFollow("http-login.pcap", 6);
  QAccessibleInterface* i = QAccessible::queryAccessibleInterface(&view());
  ASSERT_NE(i, nullptr);
  EXPECT_EQ(i->text(QAccessible::Name), QStringLiteral("What both sides said"));
  ASSERT_GT(i->childCount(), 1);
  EXPECT_TRUE(i->child(0)->text(QAccessible::Name).startsWith(QStringLiteral("Client, packet 6")));
}

TEST_F(FollowTest, LongStreamsScrollToTheirEnd) {
  loadAndFollow("http-file.pcap", 6);
  const std::uint32_t n = view().rowCount();
  EXPECT_GT(n, 500u);
  view().verticalScrollBar()->setValue(view().verticalScrollBar()->maximum());
  EXPECT_FALSE(view().grab().isNull());
  EXPECT_FALSE(view().rowText(n - 1).isEmpty());
  EXPECT_EQ(view().rowText(n), QString());
}

TEST_F(FollowTest, AnotherFileForgetsTheOld) {
  loadAndFollow("http-login.pcap", 6);
  load(capture("dns.pcap"));
  list().setCurrent(0);
  EXPECT_TRUE(waitFor([this] { return !view().isWorking(); }));
  EXPECT_FALSE(rows().contains(QStringLiteral("GET /login HTTP/1.1")));
  window().document().close();
  EXPECT_EQ(view().rowCount(), 0u);
  EXPECT_FALSE(view().grab().isNull());
}

}  // namespace
}  // namespace pw::test
