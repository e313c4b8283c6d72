// What the filter's line offers and understands, and where filters come from.
#include <QAbstractItemView>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSettings>
#include <QTableWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include "core/filter/filter_run.h"
#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/compare/compare_pane.h"
#include "ui/expert/expert_pane.h"
#include "ui/filter/filter_bar.h"
#include "ui/filter/named_filters_dialog.h"
#include "ui/follow/follow_pane.h"
#include "ui/leaks/leaks_pane.h"
#include "ui/objects/objects_pane.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/story/story_pane.h"
#include "ui/timeline/timeline_pane.h"

namespace pw::test {
namespace {

using ui::Command;
using ui::NamedFilter;
using ui::NamedKind;

class FilterBarTest : public WindowTest {
 protected:
  FilterBarTest() { QSettings().remove(QStringLiteral("filter")); }

  ui::FilterBar& bar() { return window().filterBar(); }
  ui::FilterEdit& edit() { return bar().edit(); }
  ui::ShownPackets& shown() { return window().shown(); }

  void filter(const QString& text) {
    ASSERT_TRUE(bar().apply(text)) << text.toStdString() << ": " << bar().message().toStdString();
    ASSERT_TRUE(waitFor([this] { return !shown().isRunning() && shown().isComplete(); }));
  }
  std::vector<std::uint32_t> answer(const std::string& filter) {
    std::vector<std::uint32_t> packets;
    const auto compiled = compileFilter(filter, registry());
    EXPECT_TRUE(compiled) << filter;
    if (compiled)
      for (const PacketId p : filterAll(*compiled, window().document().trace(), registry())) packets.push_back(p.value);
    return packets;
  }
  /// What is offered, and what is said of it.
  QStringList offered(int column = 0) {
    QStringList all;
    const QAbstractItemModel& m = *edit().completer().model();
    for (int row = 0; row < m.rowCount(); ++row) all << m.index(row, column).data().toString();
    return all;
  }
  QStringList buttons() {
    QCoreApplication::processEvents();  // new ones are shown then
    QStringList all;
    for (QToolButton* b : bar().findChildren<QToolButton*>())
      if (!b->text().isEmpty() && !b->isHidden()) all << b->text();
    return all;
  }
};

class LoginBarTest : public FilterBarTest {
 protected:
  LoginBarTest() { load(capture("http-login.pcap")); }
};

TEST_F(LoginBarTest, ValuesOfTheCaptureAreOffered) {
  edit().setFocus();
  QTest::keyClicks(&edit(), QStringLiteral("http.host == "));
  ASSERT_TRUE(waitFor([this] { return !offered().isEmpty() && offered().front().startsWith(QLatin1Char('"')); }));
  for (const QString& host : offered()) {
    EXPECT_FALSE(answer("http.host == " + host.toStdString()).empty()) << host.toStdString();
    EXPECT_TRUE(host.startsWith(QLatin1Char('"')));
  }
  EXPECT_EQ(offered(1).front(), QStringLiteral("in this capture"));
  const QString host = offered().front();
  QTest::keyClicks(&edit(), host.left(3));
  edit().complete(host);
  EXPECT_EQ(edit().text(), QStringLiteral("http.host == ") + host);
  EXPECT_EQ(edit().state(), ui::FilterEdit::State::good);

  edit().setText(QStringLiteral("http.request.method == "));
  edit().offer();
  ASSERT_TRUE(waitFor([this] { return offered().contains(QStringLiteral("\"POST\"")); }));
  edit().setText(QStringLiteral("http.response.code == "));
  edit().offer();
  ASSERT_TRUE(waitFor([this] { return !bar().values().isLooking(); }));
  const QString best = offered().front();
  EXPECT_FALSE(answer("http.response.code == " + best.toStdString()).empty()) << best.toStdString();
  language_.choose(ui::LanguageChoice::korean);
  QCoreApplication::processEvents();
  EXPECT_TRUE(offered(1).front().contains(QStringLiteral("이 캡처에 있음")));
  edit().completer().popup()->hide();
}

TEST_F(LoginBarTest, ValuesAreForgottenWithTheCapture) {
  bar().values().of("ip.addr");
  ASSERT_TRUE(waitFor([this] { return !bar().values().isLooking(); }));
  const auto before = bar().values().of("ip.addr");
  ASSERT_FALSE(before.empty());
  load(capture("dns.pcap"));
  bar().values().of("ip.addr");
  ASSERT_TRUE(waitFor([this] { return !bar().values().isLooking(); }));
  for (const PresentValue& v : bar().values().of("ip.addr"))
    EXPECT_FALSE(answer("ip.addr == " + v.text).empty()) << v.text;
}

TEST_F(LoginBarTest, ReferencesStandForTheSelectedPacket) {
  const auto requests = answer("http.request");
  ASSERT_GT(requests.size(), 1u);
  list().setPacket(requests[0]);
  filter(QStringLiteral("tcp.stream == ${tcp.stream} && tcp.srcport == ${tcp.srcport}"));
  const auto first = shown().packets();
  ASSERT_FALSE(first.empty());
  const FlowId flow = window().document().flowOf(requests[0]);
  for (const std::uint32_t p : first) EXPECT_EQ(window().document().flowOf(p), flow);
  const QString all = ui::filterOfFlow(window().document().trace(), flow);
  EXPECT_LT(first.size(), answer(all.toStdString()).size()) << "one direction only";
  // Only applying it again takes them anew.
  list().setPacket(requests.back());
  EXPECT_EQ(shown().packets(), first);
  filter(QStringLiteral("eth.src == ${eth.src} && http.host == ${http.host} && ip.src == ${ip.src}"));
  EXPECT_TRUE(shown().rowOf(requests.back()));
}

TEST_F(LoginBarTest, ReferencesWithoutAPacketAreTold) {
  const std::uint32_t syn = answer("tcp.flags.syn == 1").front();
  list().setPacket(syn);
  EXPECT_FALSE(bar().apply(QStringLiteral("http.host == ${http.host}")));
  EXPECT_EQ(bar().message(), QStringLiteral("The selected packet %1 has no field http.host.").arg(syn + 1));
  EXPECT_FALSE(shown().isFiltered());
  filter(QStringLiteral("frame.number == 4000"));
  EXPECT_FALSE(bar().apply(QStringLiteral("tcp.port == ${tcp.srcport}")));
  EXPECT_EQ(bar().message(),
            QStringLiteral("${tcp.srcport} stands for a value of the selected packet, and no packet is selected."));
  EXPECT_EQ(shown().filter().text(), "frame.number == 4000");
}

TEST_F(LoginBarTest, MacrosAreKeptAndUsed) {
  EXPECT_FALSE(bar().apply(QStringLiteral("${web}")));
  bar().setNamed(NamedKind::macros, {{QStringLiteral("web"), QStringLiteral("tcp.port in {80, 443}")},
                                     {QStringLiteral("one"), QStringLiteral("frame.number == $1")}});
  filter(QStringLiteral("${web} && tcp.flags.syn == 1"));
  EXPECT_EQ(shown().packets(), answer("tcp.port in {80, 443} && tcp.flags.syn == 1"));
  filter(QStringLiteral("${one:3}"));
  EXPECT_EQ(shown().packets(), std::vector<std::uint32_t>{2});
  // Other text under the same name is another filter.
  bar().setNamed(NamedKind::macros, {{QStringLiteral("one"), QStringLiteral("frame.number > $1")}});
  filter(QStringLiteral("${one:3}"));
  EXPECT_EQ(shown().packets(), answer("frame.number > 3"));
  edit().setText(QStringLiteral("tcp && ${on"));
  edit().offer();
  EXPECT_EQ(offered().front(), QStringLiteral("one}"));
  EXPECT_EQ(offered(1).front(), QStringLiteral("frame.number > $1"));
  edit().complete(QStringLiteral("one}"));
  EXPECT_EQ(edit().text(), QStringLiteral("tcp && ${one}"));
  // Another window knows them too.
  ui::MainWindow other(registry(), theme_, language_);
  EXPECT_EQ(other.filterBar().edit().macros().count("one"), 1u);
}

TEST_F(FilterBarTest, TheDialogSaysWhatIsWrong) {
  ui::NamedFiltersDialog dialog(NamedKind::macros, {{QStringLiteral("web"), QStringLiteral("tcp.port == 80")}},
                                registry(), theme_);
  EXPECT_TRUE(dialog.problem().isEmpty());
  dialog.addRow({QStringLiteral("two words"), QStringLiteral("tcp")});
  EXPECT_TRUE(dialog.problem().contains(QStringLiteral("two words"))) << dialog.problem().toStdString();
  dialog.removeRow();
  EXPECT_TRUE(dialog.problem().isEmpty());
  dialog.addRow({QStringLiteral("web"), QStringLiteral("udp")});
  EXPECT_FALSE(dialog.problem().isEmpty()) << "twice the same name";
  dialog.table().item(1, 0)->setText(QStringLiteral("u"));
  EXPECT_TRUE(dialog.problem().isEmpty()) << dialog.problem().toStdString();
  dialog.move(true);
  EXPECT_EQ(dialog.all(), (QList<NamedFilter>{{QStringLiteral("u"), QStringLiteral("udp")},
                                              {QStringLiteral("web"), QStringLiteral("tcp.port == 80")}}));
  dialog.addRow();  // left empty: not kept
  EXPECT_EQ(dialog.all().size(), 2);
  ui::NamedFiltersDialog saved(NamedKind::buttons, {{QStringLiteral("x"), QStringLiteral("tcp.prt == 1")}}, registry(),
                               theme_);
  EXPECT_TRUE(saved.problem().contains(QStringLiteral("tcp.prt"))) << saved.problem().toStdString();
}

TEST_F(LoginBarTest, SavedFiltersAreEditedAndOrdered) {
  filter(QStringLiteral("dns"));
  bar().saveAs(QStringLiteral("Names"));
  filter(QStringLiteral("http"));
  bar().saveAs(QStringLiteral("Web"));
  EXPECT_EQ(buttons(), (QStringList{QStringLiteral("Names"), QStringLiteral("Web")}));
  filter(QStringLiteral("http.request"));
  bar().saveAs(QStringLiteral("Names"));  // once more under the name: it stays where it is
  EXPECT_EQ(buttons(), (QStringList{QStringLiteral("Names"), QStringLiteral("Web")}));
  EXPECT_EQ(ui::readNamed(NamedKind::buttons).front().text, QStringLiteral("http.request"));
  QTimer::singleShot(0, [] {
    auto* dialog = qobject_cast<ui::NamedFiltersDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    dialog->table().setCurrentCell(1, 0);
    dialog->move(true);
    dialog->table().item(1, 1)->setText(QStringLiteral("tls"));
    dialog->accept();
  });
  run(Command::savedFilters);
  EXPECT_EQ(buttons(), (QStringList{QStringLiteral("Web"), QStringLiteral("Names")}));
  EXPECT_EQ(ui::readNamed(NamedKind::buttons).back().text, QStringLiteral("tls"));
  QList<ui::NamedFilter> left = ui::readNamed(ui::NamedKind::buttons);
  left.removeIf([](const ui::NamedFilter& f) { return f.name == QLatin1String("Web"); });
  bar().setNamed(ui::NamedKind::buttons, left);
  EXPECT_EQ(buttons(), QStringList{QStringLiteral("Names")});
}

TEST_F(LoginBarTest, TypingInTheListBeginsAFilter) {
  list().setFocus();
  QTest::keyClick(&list(), 'h');
  EXPECT_TRUE(edit().hasFocus());
  QTest::keyClicks(&edit(), QStringLiteral("ttp"));
  EXPECT_EQ(edit().text(), QStringLiteral("http"));
  EXPECT_FALSE(shown().isFiltered()) << "not before Return";
  edit().completer().popup()->hide();
  QTest::keyClick(&edit(), Qt::Key_Return);
  EXPECT_EQ(shown().filter().text(), "http");
  ASSERT_TRUE(waitFor([this] { return !shown().isRunning(); }));
  list().setFocus();
  QTest::keyClick(&list(), 't');  // in place of the one that is applied
  EXPECT_EQ(edit().text(), QStringLiteral("t"));
  list().setFocus();
  QTest::keyClick(&list(), 'c');  // behind what was begun
  EXPECT_EQ(edit().text(), QStringLiteral("tc"));
  edit().setText(QStringLiteral("http"));
  edit().completer().popup()->hide();
  list().setFocus();
  list().setCurrent(0);
  key(list(), Qt::Key_Down);
  EXPECT_EQ(list().current(), 1u);
  key(list(), Qt::Key_M, Qt::ControlModifier);
  EXPECT_EQ(window().document().marks().count(), 1u);
  EXPECT_EQ(edit().text(), QStringLiteral("http"));
}

TEST_F(LoginBarTest, CommentsAreAskedAgain) {
  filter(QStringLiteral("frame.comment contains \"look\""));
  EXPECT_EQ(shown().count(), 0u);
  window().document().setComments(7, {"look here"});
  ASSERT_TRUE(waitFor([this] { return !shown().isRunning(); }));
  EXPECT_EQ(shown().packets(), std::vector<std::uint32_t>{7});
  EXPECT_EQ(list().rowCount(), 1u);
  run(Command::undo);
  ASSERT_TRUE(waitFor([this] { return !shown().isRunning(); }));
  EXPECT_EQ(shown().count(), 0u);
  filter(QStringLiteral("http"));
  const auto http = shown().packets();
  window().document().setComments(7, {"look here"});
  EXPECT_EQ(shown().packets(), http);
  filter(QStringLiteral("frame.comment contains \"look\""));
  EXPECT_EQ(shown().packets(), std::vector<std::uint32_t>{7}) << "what was kept is no more true";
}

/// Menus of panes.
class FilterMenus : public FilterBarTest {
 protected:
  /// The terms that the menu at a place of a pane offers; the first one is applied.
  QStringList termsAt(QAbstractScrollArea& pane, const QPoint& at) {
    QStringList terms;
    QTimer::singleShot(0, [&terms] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      ASSERT_NE(menu, nullptr);
      QMenu* apply = nullptr;
      for (QAction* a : menu->actions())
        if (a->text() == QStringLiteral("Apply as Filter")) apply = a->menu();
      ASSERT_NE(apply, nullptr);
      QMenu* first = apply;
      for (QAction* a : apply->actions()) {
        if (a->data().isValid()) terms << a->data().toString();
        if (a->menu() != nullptr && first == apply) first = a->menu();
      }
      for (QAction* a : first->actions())
        if (a->text() == QStringLiteral("&Selected")) a->trigger();
      menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, pane.viewport()->mapToGlobal(at));
    QApplication::sendEvent(pane.viewport(), &event);
    return terms;
  }
  void expectGood(const QStringList& terms, std::uint32_t packet) {
    ASSERT_FALSE(terms.isEmpty());
    for (const QString& t : terms) {
      const auto found = answer(t.toStdString());
      EXPECT_TRUE(std::find(found.begin(), found.end(), packet) != found.end()) << t.toStdString() << " " << packet + 1;
    }
    ASSERT_TRUE(waitFor([this] { return !shown().isRunning(); }));
    EXPECT_TRUE(shown().isFiltered());
    EXPECT_TRUE(shown().rowOf(packet)) << shown().filter().text();
  }
  static QPoint middle(const QRect& r) { return r.center(); }
};

TEST_F(FilterMenus, OfTheEavesdropper) {
  load(capture("http-login.pcap"));
  run(Command::leaks);
  auto& tree = window().leaks().tree();
  auto& model = window().leaks().model();
  ASSERT_TRUE(waitFor([&] { return model.secrets() > 0; }));
  const QModelIndex secret = model.indexOf(ui::LeakSection::secrets, 0);
  tree.expandAll();
  tree.setCurrentIndex(secret);
  const auto spot = model.spotOf(secret);
  ASSERT_TRUE(spot);
  expectGood(termsAt(tree, middle(tree.visualRect(secret))), spot->packet.value);
}

TEST_F(FilterMenus, OfExpertInformation) {
  load(QStringLiteral(PLAINWIRE_SOURCE_DIR "/tests/vectors/30_fastrexmit.pcap"));
  run(Command::expert);
  auto& view = window().expert().view();
  ASSERT_TRUE(waitFor([&] { return view.complete() && view.rowCount() > 1; }));
  std::uint32_t kinds = 0;
  for (std::uint32_t row = 0; row < view.rowCount(); ++row) {
    const ui::ExpertRow r = view.at(row);
    if (r.what != ui::ExpertRow::What::kind) continue;
    ++kinds;
    view.setCurrent(row);
    expectGood(termsAt(view, middle(view.rowRect(row))), view.findings().packets(r.kind).front());
  }
  EXPECT_GT(kinds, 0u);
}

TEST_F(FilterMenus, OfConversationsInAnyForm) {
  load(capture("http-login.pcap"));
  const std::uint32_t packet = answer("http.request").front();
  list().setPacket(packet);
  auto& ladder = window().timeline().view();
  run(Command::showTimeline);
  ASSERT_TRUE(waitFor([&] { return ladder.model() && ladder.index() && ladder.current(); }));
  ladder.grab();
  expectGood(termsAt(ladder, middle(ladder.rowRect(ladder.index()->entryOf(*ladder.current())))), packet);
  window().filterBar().clear();

  run(Command::followTcp);
  auto& follow = window().follow().view();
  ASSERT_TRUE(waitFor([&] { return follow.page() && !follow.isWorking() && follow.rowCount() > 0; }));
  const auto at = middle(follow.rowRect(0));
  const auto carrier = follow.packetAt(at);
  ASSERT_TRUE(carrier);
  expectGood(termsAt(follow, at), carrier->value);
  window().filterBar().clear();

  list().setPacket(packet);
  run(Command::story);
  auto& story = window().story();
  ASSERT_TRUE(waitFor([&] { return story.story() && !story.isTelling(); }));
  QPoint sentence;
  for (int y = 0; y < story.viewport()->height() && sentence.isNull(); y += 3)
    if (!story.packetsAt({30, y}).empty()) sentence = {30, y};
  ASSERT_FALSE(sentence.isNull());
  const auto shownBy = story.packetsAt(sentence);
  expectGood(termsAt(story, sentence), shownBy.front());
}

TEST_F(FilterMenus, OfObjects) {
  load(capture("http-login.pcap"));
  run(Command::exportObjects);
  auto& table = window().objects().table();
  ASSERT_TRUE(waitFor([&] { return !table.isWorking() && table.rowCount() > 0; }));
  table.setCurrent(0);
  const QStringList terms = termsAt(table, middle(table.rowRect(0)));
  ASSERT_GE(terms.size(), 2);
  const std::uint32_t packet = (*table.objects())[0].content.packet.value;
  expectGood(terms.mid(0, 2), packet);
}

}  // namespace
}  // namespace pw::test
