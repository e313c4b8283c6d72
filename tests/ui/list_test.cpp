// The packet list: rows, keys, selection, columns, times. Texts are tshark 4.0's.
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/window_fixture.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/packetlist/row_text.h"

namespace pw::test {
namespace {

using ui::ColumnKind;
using ui::PacketListView;
using ui::TimeFormat;

class ListTest : public WindowTest {
 protected:
  ListTest() { load(capture("first-look.pcapng")); }
};

TEST_F(ListTest, RowsSayWhatTsharkSays) {
  EXPECT_EQ(list().rowCount(), 43u);
  EXPECT_EQ(cell(0, ColumnKind::source), QStringLiteral("00:00:5e:00:53:10"));
  EXPECT_EQ(cell(0, ColumnKind::destination), QStringLiteral("ff:ff:ff:ff:ff:ff"));
  EXPECT_EQ(cell(0, ColumnKind::info), QStringLiteral("Who has 192.0.2.53? Tell 192.0.2.10"));
  EXPECT_EQ(cell(3, ColumnKind::protocol), QStringLiteral("DNS"));
  EXPECT_EQ(cell(3, ColumnKind::info),
            QStringLiteral("Standard query response 0x8adf A shop.example A 192.0.2.80"));
  EXPECT_EQ(cell(6, ColumnKind::number), QStringLiteral("7"));
  EXPECT_EQ(cell(6, ColumnKind::time), QStringLiteral("0.026310"));
  EXPECT_EQ(cell(6, ColumnKind::source), QStringLiteral("192.0.2.10"));
  EXPECT_EQ(cell(6, ColumnKind::length), QStringLiteral("74"));
  EXPECT_EQ(cell(6, ColumnKind::info),
            QStringLiteral("57900 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM "
                           "TSval=2957312077 TSecr=0 WS=1024"));
}

TEST_F(ListTest, TimesInEveryForm) {
  const auto at = [this](TimeFormat f, std::uint32_t row) {
    list().setTimeFormat(f);
    return cell(row, ColumnKind::time);
  };
  EXPECT_EQ(at(TimeFormat::utcDate, 0), QStringLiteral("2026-11-23 15:06:41.697313"));
  EXPECT_EQ(at(TimeFormat::utcTime, 0), QStringLiteral("15:06:41.697313"));
  EXPECT_EQ(at(TimeFormat::localDate, 0), QStringLiteral("2026-11-23 15:06:41.697313"));  // TZ is UTC here
  EXPECT_EQ(at(TimeFormat::epoch, 0), QStringLiteral("1795446401.697313"));
  EXPECT_EQ(at(TimeFormat::sincePrevious, 0), QStringLiteral("0.000000"));
  EXPECT_EQ(at(TimeFormat::sincePrevious, 7), QStringLiteral("0.008476"));
  list().setTimeFormat(TimeFormat::sinceStart);
  window().document().toggleTimeReference(6);
  EXPECT_EQ(cell(6, ColumnKind::time), QStringLiteral("*REF*"));
  EXPECT_EQ(cell(7, ColumnKind::time), QStringLiteral("0.008476"));
  EXPECT_EQ(cell(5, ColumnKind::time), QStringLiteral("0.026293"));
  window().document().toggleTimeReference(6);
  EXPECT_EQ(cell(7, ColumnKind::time), QStringLiteral("0.034786"));
}

TEST_F(ListTest, TimesBeforeTheEpochAndNanoseconds) {
  std::string text;
  ui::appendIsoTime(text, -1, true, true, 9);
  EXPECT_EQ(text, "1969-12-31 23:59:59.999999999");
  load(capture("any-sll2.pcap"));
  EXPECT_EQ(cell(1, ColumnKind::time).section(QLatin1Char('.'), 1).size(), 9);
}

TEST_F(ListTest, KeysMove) {
  QSignalSpy moved(&list(), &PacketListView::currentChanged);
  EXPECT_EQ(list().current(), 0u);
  key(list(), Qt::Key_Down);
  EXPECT_EQ(list().current(), 1u);
  key(list(), Qt::Key_End);
  EXPECT_EQ(list().current(), 42u);
  EXPECT_TRUE(list().viewport()->rect().contains(list().rowRect(42)));
  key(list(), Qt::Key_Down);
  EXPECT_EQ(list().current(), 42u);
  key(list(), Qt::Key_PageUp);
  EXPECT_LT(*list().current(), 42u);
  key(list(), Qt::Key_Home);
  EXPECT_EQ(list().current(), 0u);
  key(list(), Qt::Key_Up);
  EXPECT_EQ(list().current(), 0u);
  EXPECT_EQ(moved.size(), 4);
}

TEST_F(ListTest, ShiftSelectsARun) {
  list().setCurrent(4);
  key(list(), Qt::Key_Down, Qt::ShiftModifier);
  key(list(), Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_EQ(list().selection(), (PacketListView::Range{4, 6}));
  key(list(), Qt::Key_Home, Qt::ShiftModifier);
  EXPECT_EQ(list().selection(), (PacketListView::Range{0, 4}));
  list().selectAll();
  EXPECT_EQ(list().selection(), (PacketListView::Range{0, 42}));
  list().setCurrent(9);
  EXPECT_EQ(list().selection(), (PacketListView::Range{9, 9}));
}

TEST_F(ListTest, MouseChoosesTheRowUnderIt) {
  const QPoint at = list().rowRect(3).center();
  QTest::mouseClick(list().viewport(), Qt::LeftButton, Qt::NoModifier, at);
  EXPECT_EQ(list().current(), 3u);
  QTest::mouseClick(list().viewport(), Qt::LeftButton, Qt::ShiftModifier, list().rowRect(5).center());
  EXPECT_EQ(list().selection(), (PacketListView::Range{3, 5}));
}

TEST_F(ListTest, AnyFieldIsAColumn) {
  list().addFieldColumn(QStringLiteral("ip.ttl"));
  const auto columns = list().columns();
  const auto shown = list().shownColumns();
  ASSERT_EQ(columns.size(), ui::standardColumns().size() + 1);
  for (const int i : shown) {
    if (columns[static_cast<std::size_t>(i)].fieldKey != QStringLiteral("ip.ttl")) continue;
    EXPECT_EQ(list().formatter().row(6).cells[static_cast<std::size_t>(i)], QStringLiteral("64"));
    EXPECT_EQ(list().formatter().row(0).cells[static_cast<std::size_t>(i)], QString());  // ARP has none
    list().removeColumn(i);
    break;
  }
  EXPECT_EQ(list().columns().size(), ui::standardColumns().size());
  EXPECT_EQ(cell(3, ColumnKind::protocol), QStringLiteral("DNS"));
}

TEST_F(ListTest, ColumnsAreRemembered) {
  list().addFieldColumn(QStringLiteral("tcp.stream"));
  list().setColumnVisible(0, false);
  const QStringList saved = list().saveColumns();
  list().resetColumns();
  EXPECT_NE(list().saveColumns(), saved);
  EXPECT_TRUE(list().restoreColumns(saved));
  EXPECT_EQ(list().saveColumns(), saved);
  EXPECT_FALSE(list().restoreColumns({QStringLiteral("nonsense")}));
  EXPECT_FALSE(list().restoreColumns({QStringLiteral("number,0,10")}));  // nothing to see
  EXPECT_FALSE(list().restoreColumns({}));
  EXPECT_EQ(list().saveColumns(), saved);
}

TEST_F(ListTest, TintsFollowTheTrace) {
  const auto tint = [this](std::uint32_t row) { return list().formatter().row(row).tint; };
  EXPECT_EQ(tint(6), ui::Tint::handshake);
  EXPECT_EQ(tint(8), ui::Tint::handshake);  // the third step
  EXPECT_EQ(tint(9), ui::Tint::none);
  EXPECT_EQ(tint(17), ui::Tint::close);
  load(capture("tcp-refused.pcap"));
  EXPECT_EQ(tint(1), ui::Tint::loss);
  load(capture("ecn.pcap"));
  EXPECT_EQ(tint(0), ui::Tint::handshake);  // ECE and CWR of a SYN only offer ECN
  EXPECT_EQ(list().formatter().row(21).sign, ui::RowSign::congestion);
}

TEST_F(ListTest, CopiesAsTextAndCsv) {
  const QStringList csv = ui::rowsAsCsv(list(), 6, 2).split(QLatin1Char('\n'));
  ASSERT_EQ(csv.size(), 4);
  EXPECT_EQ(csv[0],
            QStringLiteral("\"No.\",\"Time\",\"Source\",\"Destination\",\"Protocol\",\"Length\",\"What\",\"Info\""));
  EXPECT_TRUE(csv[1].startsWith(
      QStringLiteral("\"7\",\"0.026310\",\"192.0.2.10\",\"192.0.2.80\",\"TCP\",\"74\",\"①\",\"57900 →")));
  EXPECT_TRUE(ui::rowsAsText(list(), 0, 1).contains(QStringLiteral("Who has 192.0.2.53?")));
}

TEST_F(ListTest, FitsAndMovesColumns) {
  list().fitColumn(0);
  auto* header = list().findChild<QHeaderView*>();
  header->moveSection(0, 2);
  EXPECT_EQ(list().shownColumns()[0], 1);
  EXPECT_FALSE(list().grab().isNull());
}

}  // namespace
}  // namespace pw::test
