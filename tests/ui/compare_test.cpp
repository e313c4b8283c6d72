// Two conversations side by side: the pair of captures/first-look.pcapng (user "student", password "demo-password";
// packets by tshark: the login is 14, its twin 36).
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QSettings>
#include <QTest>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/compare/compare_pane.h"
#include "ui/flows/flows_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

class CompareTest : public WindowTest {
 protected:
  CompareTest() { QSettings().remove(QStringLiteral("leaks/showSecrets")); }
  ~CompareTest() override { QSettings().remove(QStringLiteral("leaks/showSecrets")); }

  ui::ComparePane& pane() { return window().comparison(); }
  QString shown() {
    QString text = pane().page().toPlainText();
    for (QChar& c : text)
      if (c == QChar::Nbsp) c = QLatin1Char(' ');
    return text;
  }
  bool waitForFlows() {
    return waitFor([this] { return pane().flows() != nullptr && !pane().isWorking(); });
  }
  bool isSeen() { return !pane().visibleRegion().isEmpty(); }
  /// The row of the second request.
  std::size_t loginRow() {
    const auto& rows = pane().flows()->view.rows;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].step.kind == StepKind::request && rows[i].step.number == 2) return i;
    ADD_FAILURE() << "no second request";
    return 0;
  }
  std::size_t lineWith(std::size_t row, unsigned side, std::string_view text) {
    const auto& lines = pane().flows()->view.rows[row].cells[side].lines;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i].text(true).find(text) != std::string::npos) return i;
    ADD_FAILURE() << "no line with " << text;
    return 0;
  }
};

TEST_F(CompareTest, OpensByItselfAndLeavesTheKeysWithTheList) {
  window().show();
  load(capture("first-look.pcapng"));
  ASSERT_TRUE(waitForFlows());
  EXPECT_TRUE(waitFor([this] { return isSeen(); }));
  EXPECT_FALSE(pane().isAncestorOf(QApplication::focusWidget()));
  EXPECT_TRUE(pane().choice(0).currentText().contains(QStringLiteral("192.0.2.10:57900 → 192.0.2.80:80")));
  EXPECT_TRUE(pane().choice(1).currentText().contains(QStringLiteral("192.0.2.10:57536 → 192.0.2.80:443")));
  const QString text = shown();
  EXPECT_TRUE(text.contains(QStringLiteral("POST /login HTTP/1.1")));
  EXPECT_TRUE(text.contains(QStringLiteral("Sealed: 207 bytes in 1 record, at most 190 inside")));
  EXPECT_TRUE(text.contains(QStringLiteral("None: what follows is sent as it is.")));
}

TEST_F(CompareTest, ADockThatWasClosedStaysClosed) {
  window().show();
  auto* dock = window().findChild<QDockWidget*>(QStringLiteral("CompareDock"));
  ASSERT_NE(dock, nullptr);
  load(capture("http-login.pcap"));
  dock->hide();
  load(capture("first-look.pcapng"));
  ASSERT_TRUE(waitForFlows());
  EXPECT_TRUE(dock->isHidden());
}

TEST_F(CompareTest, SecretsAreMaskedUntilClickedOrAllAreShown) {
  load(capture("first-look.pcapng"));
  ASSERT_TRUE(waitForFlows());
  const QString password = QStringLiteral("demo-password"), cookie = QStringLiteral("demo-session-1");
  EXPECT_FALSE(shown().contains(password));
  EXPECT_FALSE(pane().page().toHtml().contains(password)) << "not even behind the page";
  Q_EMIT pane().page().anchorClicked(QUrl(QStringLiteral("show/%1/0").arg(loginRow())));
  EXPECT_TRUE(shown().contains(password));
  EXPECT_TRUE(shown().contains(QStringLiteral("3d 64 65 6d 6f 2d 70 61  =demo-pa")));
  EXPECT_FALSE(shown().contains(cookie)) << "only what was clicked";
  pane().secrets().click();
  EXPECT_TRUE(shown().contains(cookie));
  EXPECT_TRUE(QSettings().value(QStringLiteral("leaks/showSecrets")).toBool());
  pane().secrets().click();
  EXPECT_FALSE(shown().contains(cookie));
  EXPECT_FALSE(shown().contains(password));
}

TEST_F(CompareTest, LinesLeadToPacketAndBytes) {
  load(capture("first-look.pcapng"));
  ASSERT_TRUE(waitForFlows());
  const std::size_t row = loginRow();
  pane().follow(row, 0, lineWith(row, 0, "Password: "));
  EXPECT_EQ(list().current(), 13u);
  const auto range = window().selected().range();
  ASSERT_TRUE(range);
  const ByteView bytes = window().selected().tree().source(range->source).subspan(range->offset, range->length);
  EXPECT_NE(std::string(bytes.begin(), bytes.end()).find("demo-password"), std::string::npos);
  EXPECT_LT(range->length, 40u) << "the field, not the packet";

  Q_EMIT pane().page().anchorClicked(QUrl(QStringLiteral("%1/1/%2").arg(row).arg(lineWith(row, 1, "Sealed: "))));
  EXPECT_EQ(list().current(), 35u);
  const auto sealed = window().selected().range();
  ASSERT_TRUE(sealed);
  EXPECT_EQ(sealed->length, 207u) << "tls.record.length";
}

TEST_F(CompareTest, TakesAnyTwoAndSaysWhatIsMissing) {
  window().show();
  load(capture("first-look.pcapng"));
  ASSERT_TRUE(waitForFlows());
  Q_EMIT window().flows().compareRequested(FlowId{0}, FlowId{});
  EXPECT_EQ(pane().flows(), nullptr);
  EXPECT_EQ(shown(), QStringLiteral("Choose the conversation to compare with, above on the right."));
  EXPECT_TRUE(waitFor([this] { return isSeen(); }));
  pane().choice(1).setFocus();
  QTest::keyClick(&pane().choice(1), Qt::Key_Down);  // as a person does it: the first of the list
  ASSERT_TRUE(waitForFlows());
  EXPECT_EQ(pane().flows()->left, FlowId{0});
  EXPECT_EQ(pane().flows()->right, FlowId{0});
}

TEST_F(CompareTest, IsNeverBlank) {
  EXPECT_EQ(shown(), QStringLiteral("Open a capture: two of its conversations are compared here."));
  load(capture("tcp-close.pcap"));
  EXPECT_TRUE(waitFor([this] { return !pane().isWorking(); }));
  EXPECT_FALSE(shown().isEmpty());
  load(capture("http-login.pcap"));
  EXPECT_TRUE(waitFor([this] { return shown().startsWith(QStringLiteral("This capture does not hold")); }));
  load(capture("arp.pcap"));
  EXPECT_TRUE(waitFor([this] { return shown().startsWith(QStringLiteral("Two conversations are needed")); }));
}

TEST_F(CompareTest, SpeaksKorean) {
  load(capture("first-look.pcapng"));
  ASSERT_TRUE(waitForFlows());
  language_.choose(ui::LanguageChoice::korean);
  EXPECT_TRUE(waitFor([this] { return shown().contains(QStringLiteral("TLS 핸드셰이크")); }));
  EXPECT_TRUE(shown().contains(QStringLiteral("누구나 비밀번호를 읽을 수 있습니다.")));
  language_.choose(ui::LanguageChoice::english);
}

TEST_F(CompareTest, CanBeHeard) {
  load(capture("first-look.pcapng"));
  for (QWidget* w : {static_cast<QWidget*>(&pane().choice(0)), static_cast<QWidget*>(&pane().choice(1)),
                     static_cast<QWidget*>(&pane().page()), static_cast<QWidget*>(&pane().secrets())}) {
    const QAccessibleInterface* i = QAccessible::queryAccessibleInterface(w);
    ASSERT_NE(i, nullptr);
    EXPECT_FALSE(i->text(QAccessible::Name).isEmpty());
  }
}

}  // namespace
}  // namespace pw::test
