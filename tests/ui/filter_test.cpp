// The filter's line and the list that it makes: what is shown, what stays selected, what is said.
#include <QAbstractItemView>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QMimeData>
#include <QTest>
#include <QToolButton>
#include <QDropEvent>
#include <algorithm>

#include "core/filter/filter_run.h"
#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/details/detail_model.h"
#include "ui/details/detail_view.h"
#include "ui/filter/filter_bar.h"
#include "ui/find/find_bar.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::Command;
using ui::FilterEdit;
using ui::FilterJoin;

class FilterTest : public WindowTest {
 protected:
  FilterTest() { QSettings().remove(QStringLiteral("filter")); }

  ui::FilterBar& bar() { return window().filterBar(); }
  FilterEdit& edit() { return bar().edit(); }
  ui::ShownPackets& shown() { return window().shown(); }

  /// Applies a filter and waits until all packets were asked.
  void filter(const char* text) {
    ASSERT_TRUE(bar().apply(QString::fromUtf8(text))) << text << ": " << bar().message().toStdString();
    ASSERT_TRUE(waitFor([this] { return !shown().isRunning() && shown().isComplete(); }));
  }
  std::vector<std::uint32_t> packets() { return shown().packets(); }
  QString status() {
    QString all;
    for (const QLabel* l : window().findChildren<QLabel*>()) all += l->text() + QLatin1Char('\n');
    return all;
  }

  QTemporaryDir folder_;
};

class FirstLookFilterTest : public FilterTest {
 protected:
  FirstLookFilterTest() { load(capture("first-look.pcapng")); }
};

TEST_F(FirstLookFilterTest, TheListShowsOnlyWhatPasses) {
  filter("dns");
  ASSERT_GT(list().rowCount(), 0u);
  ASSERT_LT(list().rowCount(), 43u);
  for (std::uint32_t r = 0; r < list().rowCount(); ++r) {
    const std::uint32_t packet = list().packetAt(r);
    EXPECT_EQ(cell(packet, ui::ColumnKind::protocol), QStringLiteral("DNS")) << packet;
  }
  EXPECT_FALSE(window().grab().isNull());
  EXPECT_TRUE(status().contains(QStringLiteral("Shown: %1 of 43").arg(list().rowCount()))) << status().toStdString();
  const auto dns = packets();
  filter("!dns");
  EXPECT_EQ(list().rowCount() + dns.size(), 43u);
  bar().clear();
  EXPECT_EQ(list().rowCount(), 43u);
  EXPECT_FALSE(status().contains(QStringLiteral("Shown:")));
}

TEST_F(FirstLookFilterTest, TheSelectionStaysOrGoesToTheNearest) {
  filter("tcp");
  const auto tcp = packets();
  bar().clear();
  list().setCurrent(tcp[3]);
  filter("tcp");
  EXPECT_EQ(list().packet(), tcp[3]);
  EXPECT_EQ(list().current(), 3u);
  filter("arp");
  ASSERT_GT(list().rowCount(), 0u);
  EXPECT_EQ(list().packet(), packets().back());  // before all of TCP
  EXPECT_EQ(window().selected().packet(), packets().back());
  bar().clear();  // what stood in does not count as chosen
  EXPECT_EQ(list().packet(), tcp[3]);
  EXPECT_EQ(window().selected().packet(), tcp[3]);
}

TEST_F(FirstLookFilterTest, WhereNothingPassesNothingIsSelected) {
  list().setCurrent(7);
  filter("frame.number == 4000");
  EXPECT_EQ(list().rowCount(), 0u);
  EXPECT_EQ(list().current(), std::nullopt);
  EXPECT_EQ(window().selected().packet(), std::nullopt);
  EXPECT_FALSE(window().grab().isNull());
  for (const auto c : {Command::firstPacket, Command::lastPacket, Command::nextPacket, Command::mark, Command::copyText,
                       Command::selectAll})
    run(c);
  key(list(), Qt::Key_End);
  bar().clear();
  EXPECT_EQ(list().packet(), 7u);
}

TEST_F(FirstLookFilterTest, AHiddenPacketCanBeGoneToAndIsToldOf) {
  filter("tcp");
  Q_EMIT window().findBar().found(0);  // ARP
  EXPECT_EQ(list().current(), std::nullopt);
  EXPECT_EQ(window().selected().packet(), 0u);
  EXPECT_EQ(bar().message(), QStringLiteral("Packet 1 is hidden by the filter."));
  run(Command::clearFilter);
  EXPECT_EQ(list().current(), 0u);
  EXPECT_TRUE(bar().message().isEmpty());
}

TEST_F(FirstLookFilterTest, MarksAndMovesKeepToWhatIsShown) {
  filter("tcp");
  const auto tcp = packets();
  run(Command::markAll);
  EXPECT_EQ(window().document().marks().count(), tcp.size());
  EXPECT_TRUE(window().document().marks().has(tcp.back()));
  EXPECT_FALSE(window().document().marks().has(0));
  run(Command::undo);
  run(Command::firstPacket);
  EXPECT_EQ(window().selected().packet(), tcp.front());
  run(Command::lastPacket);
  EXPECT_EQ(window().selected().packet(), tcp.back());
  run(Command::previousPacket);
  EXPECT_EQ(window().selected().packet(), tcp[tcp.size() - 2]);
  key(list(), Qt::Key_Home);
  key(list(), Qt::Key_Down, Qt::ShiftModifier);
  run(Command::mark);
  EXPECT_EQ(window().document().marks().members(), (std::vector<std::uint32_t>{tcp[0], tcp[1]}));
}

TEST_F(FirstLookFilterTest, ErrorsSayWhereAndWhatElse) {
  edit().setText(QStringLiteral("http.requst"));
  EXPECT_EQ(edit().state(), FilterEdit::State::bad);
  EXPECT_EQ(edit().palette().color(QPalette::Base), FilterEdit::colourOf(FilterEdit::State::bad, theme_.palette()));
  EXPECT_TRUE(bar().message().startsWith(QStringLiteral("At letter 1: "))) << bar().message().toStdString();
  EXPECT_TRUE(bar().message().contains(QStringLiteral("http.request"))) << bar().message().toStdString();
  QTest::keyClick(&edit(), Qt::Key_Return);
  EXPECT_EQ(list().rowCount(), 43u);  // the list stays as it was
  edit().setText(QStringLiteral("tcp && ip.ttl == x"));
  EXPECT_TRUE(bar().message().startsWith(QStringLiteral("At letter 18: "))) << bar().message().toStdString();
  edit().setText(QStringLiteral("http.request"));
  EXPECT_EQ(edit().state(), FilterEdit::State::good);
  EXPECT_TRUE(bar().message().isEmpty());
  edit().setText({});
  EXPECT_EQ(edit().state(), FilterEdit::State::empty);
}

TEST_F(FirstLookFilterTest, CaptureFiltersAreRecognisedAndTheirDisplayFormOffered) {
  edit().setText(QStringLiteral("tcp port 80"));
  EXPECT_EQ(edit().state(), FilterEdit::State::doubtful);
  EXPECT_TRUE(bar().message().contains(QStringLiteral("tcp.port == 80"))) << bar().message().toStdString();
  QTest::keyClick(&edit(), Qt::Key_Return);
  EXPECT_EQ(list().rowCount(), 43u);
}

TEST_F(FirstLookFilterTest, ErrorsAreToldInKorean) {
  edit().setText(QStringLiteral("http.requst"));
  const QString english = bar().message();
  language_.choose(ui::LanguageChoice::korean);
  QCoreApplication::processEvents();
  EXPECT_NE(bar().message(), english);
  EXPECT_TRUE(bar().message().contains(QStringLiteral("번째 글자"))) << bar().message().toStdString();
  filter("dns");
  EXPECT_TRUE(status().contains(QStringLiteral("개 표시"))) << status().toStdString();
}

TEST_F(FirstLookFilterTest, NamesAreCompletedWithTheirHelp) {
  edit().setFocus();
  QTest::keyClicks(&edit(), QStringLiteral("dns && tcp.flags.s"));
  auto& completer = edit().completer();
  ASSERT_GT(completer.completionCount(), 0);
  EXPECT_EQ(completer.currentCompletion(), QStringLiteral("tcp.flags.str"));  // the first in order
  bool found = false;
  for (int i = 0; completer.setCurrentRow(i); ++i) {
    if (completer.currentCompletion() != QStringLiteral("tcp.flags.syn")) continue;
    found = true;
    const QModelIndex help = completer.currentIndex().siblingAtColumn(1);
    EXPECT_FALSE(help.data().toString().isEmpty());
  }
  EXPECT_TRUE(found);
  edit().complete(QStringLiteral("tcp.flags.syn"));
  EXPECT_EQ(edit().text(), QStringLiteral("dns && tcp.flags.syn"));
  EXPECT_EQ(edit().cursorPosition(), edit().text().size());
  edit().setText(QStringLiteral("dns.qry.type == "));
  edit().offer();
  EXPECT_GT(completer.completionCount(), 3);  // values with names
  completer.popup()->hide();
}

TEST_F(FirstLookFilterTest, TermsFromElsewhereAreJoined) {
  filter("tcp");
  bar().join(QStringLiteral("ip.src == 192.0.2.10"), FilterJoin::andSelected);
  EXPECT_EQ(edit().text(), QStringLiteral("(tcp) && (ip.src == 192.0.2.10)"));
  bar().join(QStringLiteral("dns"), FilterJoin::notSelected);
  EXPECT_EQ(edit().text(), QStringLiteral("!(dns)"));
  bar().join(QStringLiteral("arp"), FilterJoin::orNotSelected, false);
  EXPECT_EQ(edit().text(), QStringLiteral("(!(dns)) || !(arp)"));
  EXPECT_EQ(shown().filter().text(), "!(dns)");  // only prepared
}

TEST_F(FirstLookFilterTest, EveryCellMakesAFilterThatFindsItsPacket) {
  const auto columns = list().columns();
  for (std::uint32_t p = 0; p < 43; p += 3)
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const QString text = list().formatter().row(p).cells[i];
      if (text.isEmpty()) continue;
      const QString term = ui::filterOfCell(registry(), window().document().trace(), PacketId{p}, columns[i], text);
      if (term.isEmpty()) continue;
      const auto compiled = compileFilter(term.toStdString(), registry());
      ASSERT_TRUE(compiled) << term.toStdString();
      const auto found = filterAll(*compiled, window().document().trace(), registry());
      EXPECT_TRUE(std::find(found.begin(), found.end(), PacketId{p}) != found.end())
          << p + 1 << ": " << term.toStdString();
    }
}

TEST_F(FirstLookFilterTest, OneConversationByKey) {
  filter("tcp.flags.syn == 1 && tcp.flags.ack == 0");
  const std::uint32_t syn = packets().front();
  list().setPacket(syn);
  const FlowId flow = window().document().flowOf(syn);
  run(Command::filterFlow);
  ASSERT_TRUE(waitFor([this] { return !shown().isRunning(); }));
  ASSERT_GT(list().rowCount(), 3u);
  for (const std::uint32_t p : packets()) EXPECT_EQ(window().document().flowOf(p), flow);
  EXPECT_EQ(list().packet(), syn);
}

TEST_F(FirstLookFilterTest, UsedAndKeptFiltersAreRemembered) {
  filter("dns");
  filter("tcp");
  filter("dns");
  EXPECT_EQ(bar().history(), (QStringList{QStringLiteral("dns"), QStringLiteral("tcp")}));
  bar().saveAs(QStringLiteral("Names"));
  bar().clear();
  QToolButton* button = nullptr;
  for (QToolButton* b : bar().findChildren<QToolButton*>())
    if (b->text() == QStringLiteral("Names") && !b->isHidden()) button = b;
  ASSERT_NE(button, nullptr);
  button->click();
  EXPECT_EQ(shown().filter().text(), "dns");
}

TEST_F(FirstLookFilterTest, ARowOfTheTreeCanBeDropped) {
  list().setPacket(3);
  const NodeId node = nodeOf("dns.qry.name");
  ASSERT_NE(node, kNoNode);
  auto& model = window().details().details();
  const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(node)}));
  ASSERT_TRUE(data);
  QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&edit(), &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent drop(QPointF(5, 5), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&edit(), &drop);
  EXPECT_TRUE(edit().text().startsWith(QStringLiteral("dns.qry.name == "))) << edit().text().toStdString();
  ASSERT_TRUE(waitFor([this] { return !shown().isRunning(); }));
  EXPECT_TRUE(shown().rowOf(3));
}

TEST_F(FirstLookFilterTest, EscapeGoesBackStepByStep) {
  filter("dns");
  run(Command::filter);
  EXPECT_TRUE(edit().hasFocus());
  edit().setText(QStringLiteral("tcp &&"));
  key(edit(), Qt::Key_Escape);
  EXPECT_EQ(edit().text(), QStringLiteral("dns"));
  key(edit(), Qt::Key_Escape);
  EXPECT_EQ(list().rowCount(), 43u);
  key(edit(), Qt::Key_Escape);
  EXPECT_TRUE(list().hasFocus());
}

TEST_F(FilterTest, GoingBackIsInstant) {
  load(writeSynthetic(folder_, 100'000));
  filter("udp.srcport < 2000");
  const auto first = packets();
  filter("udp.srcport > 3000");
  ASSERT_TRUE(bar().apply(QStringLiteral("udp.srcport < 2000")));
  EXPECT_EQ(packets(), first);  // before any event
  EXPECT_FALSE(shown().isRunning());
}

TEST_F(FilterTest, AFilterOutlivesTheCapture) {
  load(capture("first-look.pcapng"));
  filter("dns");
  load(capture("dns.pcap"));
  ASSERT_TRUE(waitFor([this] { return shown().isComplete() && !shown().isRunning(); }));
  EXPECT_EQ(shown().filter().text(), "dns");
  EXPECT_GT(list().rowCount(), 0u);
  window().document().close();
  EXPECT_EQ(list().rowCount(), 0u);
}

TEST_F(FilterTest, SearchingKeepsToWhatIsShown) {
  load(writeSynthetic(folder_, 3000));
  filter("udp.srcport >= 3000");
  std::optional<std::uint32_t> found;
  QObject::connect(&window().findBar(), &ui::FindBar::found, [&](std::uint32_t p) { found = p; });
  window().findBar().setQuery(ui::SearchIn::rows, QStringLiteral("Len=22"));
  window().findBar().find(10, true);
  ASSERT_TRUE(waitFor([&] { return found.has_value(); }));
  EXPECT_EQ(found, 3000u - 1024u);
  found.reset();
  window().findBar().find(10, false);  // goes on from the end
  ASSERT_TRUE(waitFor([&] { return found.has_value(); }));
  EXPECT_EQ(found, 2999u);
}

}  // namespace
}  // namespace pw::test
