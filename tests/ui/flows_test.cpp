// The table of conversations: what it says, its order, what it filters, and how it goes with the packet list.
// Numbers are those of tshark 4.0 (-z conv,tcp -z conv,udp).
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QTest>
#include <array>
#include <cstdio>
#include <map>

#include "core/engine/engine.h"
#include "tests/support/datagram.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"
#include "tests/ui/window_fixture.h"
#include "ui/flows/flow_activity.h"
#include "ui/flows/flow_table_painter.h"
#include "ui/flows/flows_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::FlowColumn;
using ui::FlowQuery;
using ui::FlowTable;

class FlowsTest : public WindowTest {
 protected:
  FlowTable& table() { return window().flows().table(); }
  QString at(std::uint32_t row, FlowColumn column) { return table().cell(row, column); }
  void settle() {
    EXPECT_TRUE(waitFor([this] { return !table().isOrdering() && window().names().complete(); }));
  }
  void sortBy(FlowColumn column, bool descending = false) {
    FlowQuery q = table().query();
    q.by = column;
    q.descending = descending;
    table().setQuery(q);
    settle();
  }
  void filter(const char* words) {
    window().flows().filter().setText(QString::fromUtf8(words));
    settle();
  }
  /// Conversations in the order of the rows.
  std::vector<std::uint32_t> shown() {
    std::vector<std::uint32_t> all;
    for (std::uint32_t r = 0; r < table().rowCount(); ++r) all.push_back(table().flowAt(r).value);
    return all;
  }
  void loadAndSettle(const char* name) {
    load(capture(name));
    settle();
    EXPECT_TRUE(waitFor([this] { return at(0, FlowColumn::client).size() > 0; }));
  }
};

TEST_F(FlowsTest, RowsSayWhatTsharkSays) {
  loadAndSettle("first-look.pcapng");
  ASSERT_EQ(table().rowCount(), 4u);
  EXPECT_EQ(at(0, FlowColumn::protocol), QStringLiteral("DNS"));
  EXPECT_EQ(at(0, FlowColumn::server), QStringLiteral("192.0.2.53:53"));
  EXPECT_EQ(at(0, FlowColumn::opening), QString());
  EXPECT_EQ(at(1, FlowColumn::protocol), QStringLiteral("TCP"));
  EXPECT_EQ(at(1, FlowColumn::client), QStringLiteral("192.0.2.10:57900"));
  EXPECT_EQ(at(1, FlowColumn::server), QStringLiteral("192.0.2.80:80"));
  EXPECT_EQ(at(1, FlowColumn::started), QStringLiteral("0.026310"));
  EXPECT_EQ(at(1, FlowColumn::packetsOut), QStringLiteral("8"));
  EXPECT_EQ(at(1, FlowColumn::packetsIn), QStringLiteral("6"));
  EXPECT_EQ(at(1, FlowColumn::bytesOut), QStringLiteral("922"));
  EXPECT_EQ(at(1, FlowColumn::bytesIn).remove(QLatin1Char(',')), QStringLiteral("1100"));
  EXPECT_EQ(at(1, FlowColumn::losses), QStringLiteral("0"));
  EXPECT_EQ(at(1, FlowColumn::opening).toStdString(), openingName(Language::english, Opening::threeWay));
  EXPECT_EQ(at(1, FlowColumn::closing).toStdString(), closingName(Language::english, Closing::threeSegments));
  EXPECT_TRUE(waitFor([this] { return at(1, FlowColumn::name) == QStringLiteral("shop.example"); }));
  EXPECT_EQ(at(0, FlowColumn::name), QString());  // nobody asked for the name server's name
}

// The recorder's own counts: captures/MANIFEST.md.
TEST_F(FlowsTest, CongestionIsCountedAndColoured) {
  loadAndSettle("ecn.pcap");
  ASSERT_EQ(table().rowCount(), 1u);
  // tshark -Y 'ip.dsfield.ecn==3' and 'tcp.flags.ece==1 && tcp.flags.syn==0', 'tcp.flags.cwr==1 && tcp.flags.syn==0'
  const QString ecn = at(0, FlowColumn::ecn);
  const std::string agreed{ecnName(Language::english, EcnSetup::negotiated)};
  EXPECT_TRUE(ecn.startsWith(QString::fromStdString(agreed))) << ecn.toStdString();
  EXPECT_TRUE(ecn.contains(QStringLiteral("CE 22"))) << ecn.toStdString();
  EXPECT_TRUE(ecn.contains(QStringLiteral("ECE 34"))) << ecn.toStdString();
  EXPECT_TRUE(ecn.contains(QStringLiteral("CWR 4"))) << ecn.toStdString();
  EXPECT_EQ(ui::tintOf(table().summaryAt(0), FlowColumn::ecn), ui::Tint::ecn);
  EXPECT_EQ(ui::signOf(table().summaryAt(0)), ui::RowSign::congestion);
  load(capture("tcp-reset.pcap"));
  EXPECT_TRUE(waitFor([this] { return table().rowCount() > 0; }));
  EXPECT_EQ(ui::tintOf(table().summaryAt(0), FlowColumn::closing), ui::Tint::loss);
  EXPECT_EQ(ui::signOf(table().summaryAt(0)), ui::RowSign::reset);
  EXPECT_TRUE(table().sentence(0).contains(ui::signText(table().summaryAt(0))));
}

TEST_F(FlowsTest, SelectionGoesBothWays) {
  loadAndSettle("first-look.pcapng");
  list().setCurrent(8);  // of tcp.stream 0
  EXPECT_EQ(table().current(), 1u);
  EXPECT_EQ(list().current(), 8u);  // and stays there
  list().setCurrent(0);             // ARP
  EXPECT_EQ(table().current(), std::nullopt);
  table().setCurrent(3);
  EXPECT_EQ(list().current(), 22u);  // tshark: the SYN of tcp.stream 1 is frame 23
  table().setFocus();
  key(table(), Qt::Key_Up);
  EXPECT_EQ(list().current(), 20u);
  key(table(), Qt::Key_Return);
  EXPECT_EQ(list().current(), 20u);
  sortBy(FlowColumn::bytesOut, true);
  EXPECT_EQ(table().flowAt(*table().current()).value, 2u);  // the same conversation in another row
  EXPECT_EQ(list().current(), 20u);
}

TEST_F(FlowsTest, FiltersByWords) {
  loadAndSettle("first-look.pcapng");
  EXPECT_TRUE(waitFor([this] { return !at(1, FlowColumn::name).isEmpty(); }));
  filter("53");
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{0, 2}));
  filter("443");
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{3}));
  filter("44");
  EXPECT_TRUE(shown().empty());
  filter("SHOP 57900");
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{1}));
  filter("handshake");
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{1, 3}));
  filter("192.0.2.8");
  EXPECT_TRUE(shown().empty());
  filter("192.0.2.80");
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{1, 3}));
  filter("");
  window().flows().protocols().setCurrentIndex(2);
  settle();
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{0, 2}));
  EXPECT_TRUE(window().flows().counts().contains(QLatin1Char('2')));
  window().flows().protocols().setCurrentIndex(0);
  settle();
  EXPECT_EQ(shown().size(), 4u);
}

TEST(FlowWords, NumbersAreWhole) {
  const auto has = [](const char* text, const char* typed) { return ui::hasWords(text, ui::lowerWordsOf(typed)); };
  EXPECT_TRUE(has("10.0.0.1:8080 web80.example", "8080"));
  EXPECT_FALSE(has("10.0.0.1:8080", "80"));
  EXPECT_FALSE(has("10.0.0.1:8080", "808"));
  EXPECT_TRUE(has("10.0.0.1:8080", "10.0.0.1"));
  EXPECT_FALSE(has("10.0.0.12:8080", "10.0.0.1"));
  EXPECT_FALSE(has("110.0.0.1:8080", "10.0"));
  EXPECT_TRUE(has("10.0.0.1:80 10.0.0.2:8080", "8080 10.0.0.1"));
  EXPECT_FALSE(has("#80 10.0.0.1:8080", "80"));
  EXPECT_TRUE(has("#80 10.0.0.1:8080", "#80"));
  EXPECT_FALSE(has("#80 10.0.0.1:8080", "#8"));
  EXPECT_FALSE(has("abc", "abc d"));
  EXPECT_TRUE(has("abc", "  "));
  EXPECT_TRUE(has("web.example", "EX web"));
}

/// Conversations that differ in every column: some TCP, some UDP, of several addresses, lengths and times.
void addMixed(MemoryPackets& packets) {
  for (std::uint32_t i = 0; i < 300; ++i) {
    const auto port = static_cast<std::uint16_t>(2000 + i * 7919 % 300);
    const Bytes data(i * 31 % 97, 'x');
    const auto server = static_cast<std::uint16_t>(5000 + i % 7);
    Bytes b = i % 3 == 0 ? tcpSegment(port, 80, data) : udpDatagram(port, server, data);
    b[14] = static_cast<std::uint8_t>(i * 13 % 5);  // source 192.0.x.1
    for (std::uint32_t n = 0; n <= i % 4; ++n) packets.add(b, std::int64_t{i} * 1'000'000 + n * (i % 11) * 1000);
  }
}

TEST(FlowOrder, IsThatOfTheValuesAndKeepsEqualOnesInTheirOrder) {
  MemoryPackets packets(kDatagramLink);
  addMixed(packets);
  Trace trace;
  Engine(registry(), packets, trace).run();
  const NameBook names;
  const ui::FlowWords words{trace, registry(), names, Language::english};
  std::atomic<std::uint64_t> done{0};
  const std::uint32_t count = trace.flowCount();
  ASSERT_GT(count, 250u);
  // By what each column sorts, as this test knows it.
  const std::map<FlowColumn, std::int64_t (*)(const FlowSummary&)> values{
      {FlowColumn::number, [](const FlowSummary& f) { return std::int64_t{f.id.value}; }},
      {FlowColumn::started, [](const FlowSummary& f) { return f.firstNs; }},
      {FlowColumn::duration, [](const FlowSummary& f) { return f.lastNs - f.firstNs; }},
      {FlowColumn::packetsOut, [](const FlowSummary& f) { return std::int64_t{f.packets[0]}; }},
      {FlowColumn::packetsIn, [](const FlowSummary& f) { return std::int64_t{f.packets[1]}; }},
      {FlowColumn::bytesOut, [](const FlowSummary& f) { return static_cast<std::int64_t>(f.bytes[0]); }},
      {FlowColumn::client,
       [](const FlowSummary& f) {
         return std::int64_t{f.client.bytes[2]} << 24 | f.client.bytes[3] << 16 | f.clientPort;
       }},
      {FlowColumn::server,
       [](const FlowSummary& f) {
         return std::int64_t{f.server.bytes[2]} << 24 | f.server.bytes[3] << 16 | f.serverPort;
       }},
      {FlowColumn::losses,
       [](const FlowSummary& f) { return f.transport == Transport::tcp ? std::int64_t(ui::lossesOf(f)) : INT64_MAX; }}};
  for (const auto& [column, value] : values)
    for (const bool descending : {false, true}) {
      const auto order = ui::orderFlows(words, {.by = column, .descending = descending}, count, {}, done);
      ASSERT_EQ(order.size(), count);
      for (std::size_t i = 1; i < order.size(); ++i) {
        const std::int64_t a = value(summarizeFlow(trace, FlowId{order[i - 1]}));
        const std::int64_t b = value(summarizeFlow(trace, FlowId{order[i]}));
        const bool missing = b == INT64_MAX;
        if (a == b) {
          ASSERT_LT(order[i - 1], order[i]) << static_cast<int>(column);
        } else if (!missing) {
          ASSERT_EQ(a < b, !descending) << static_cast<int>(column) << ' ' << i;
        }
      }
    }
}

TEST(FlowOrder, StopsWhenAsked) {
  MemoryPackets packets(kDatagramLink);
  addMixed(packets);
  Trace trace;
  Engine(registry(), packets, trace).run();
  const NameBook names;
  std::stop_source stop;
  stop.request_stop();
  std::atomic<std::uint64_t> done{0};
  EXPECT_TRUE(ui::orderFlows({trace, registry(), names, Language::english}, {.by = FlowColumn::rtt}, trace.flowCount(),
                             stop.get_token(), done)
                  .empty());
}

TEST(FlowActivity, CountsPacketsOverTheLifeOfAConversation) {
  MemoryPackets packets(kDatagramLink);
  const Bytes b = udpDatagram(4000, 5000, Bytes(10, 'x'));
  for (int i = 0; i < 20; ++i) packets.add(b, i);  // twenty at the beginning
  for (int i = 0; i < 5; ++i) packets.add(b, 1'000'000 - i);
  Trace trace;
  Engine(registry(), packets, trace).run();
  const FlowSummary flow = summarizeFlow(trace, FlowId{0});
  const ui::FlowActivity whole = ui::activityOf(trace, flow, 1000, {});
  EXPECT_EQ(whole.packets.front(), 20u);
  EXPECT_EQ(whole.packets.back(), 5u);
  EXPECT_FALSE(whole.estimated);
  const ui::FlowActivity cut = ui::activityOf(trace, flow, 10, {});
  EXPECT_TRUE(cut.estimated);
}

TEST_F(FlowsTest, CopiesRows) {
  loadAndSettle("first-look.pcapng");
  table().setCurrent(0);
  table().setFocus();
  key(table(), Qt::Key_A, Qt::ControlModifier);
  const QStringList csv = table().selectionAsCsv().split(QLatin1Char('\n'));
  ASSERT_EQ(csv.size(), 6);
  EXPECT_TRUE(csv[0].startsWith(QStringLiteral("\"#\",\"Protocol\",\"Client\",\"Server\"")));
  EXPECT_TRUE(csv[2].startsWith(QStringLiteral("\"1\",\"TCP\",\"192.0.2.10:57900\",\"192.0.2.80:80\"")));
  table().setCurrent(1);
  key(table(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_TRUE(QApplication::clipboard()->text().startsWith(QStringLiteral("1\tTCP\t192.0.2.10:57900\t")));
}

TEST_F(FlowsTest, HeaderSortsAndColumnsHide) {
  loadAndSettle("first-look.pcapng");
  auto& header = table().header();
  const auto click = [&](FlowColumn c) {
    Q_EMIT header.sectionClicked(static_cast<int>(c));
    settle();
  };
  click(FlowColumn::bytesIn);
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{0, 2, 1, 3}));
  click(FlowColumn::bytesIn);
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{3, 1, 0, 2}));
  click(FlowColumn::number);
  EXPECT_EQ(shown(), (std::vector<std::uint32_t>{0, 1, 2, 3}));
  table().showColumn(static_cast<int>(FlowColumn::ecn), false);
  EXPECT_FALSE(table().selectionAsCsv().contains(QStringLiteral("ECN")));
  const QByteArray saved = table().saveColumns();
  table().showColumn(static_cast<int>(FlowColumn::ecn), true);
  table().restoreColumns(saved);
  EXPECT_TRUE(header.isSectionHidden(static_cast<int>(FlowColumn::ecn)));
}

TEST_F(FlowsTest, TheKeyShowsAndHidesThePane) {
  loadAndSettle("first-look.pcapng");
  run(ui::Command::story);
  EXPECT_TRUE(table().visibleRegion().isEmpty());
  run(ui::Command::flows);
  EXPECT_TRUE(waitFor([this] { return table().hasFocus(); }));
  EXPECT_FALSE(table().visibleRegion().isEmpty());
  EXPECT_TRUE(window().action(ui::Command::flows).isChecked());
  run(ui::Command::flows);
  EXPECT_FALSE(table().isVisible());
  EXPECT_FALSE(window().action(ui::Command::flows).isChecked());
}

TEST_F(FlowsTest, NothingIsLeftOfAClosedCapture) {
  loadAndSettle("first-look.pcapng");
  sortBy(FlowColumn::rtt);
  window().document().close();
  EXPECT_EQ(table().rowCount(), 0u);
  load(capture("arp.pcap"));  // no conversation at all
  settle();
  EXPECT_EQ(table().rowCount(), 0u);
  EXPECT_FALSE(table().grab().isNull());
  load(capture("dns.pcap"));
  settle();
  EXPECT_GT(table().rowCount(), 0u);
}

TEST_F(FlowsTest, RowsAreSentences) {
  loadAndSettle("first-look.pcapng");
  const QString said = table().sentence(1);
  const QString wanted = QStringLiteral("Conversation 1, TCP, from 192.0.2.10:57900 to 192.0.2.80:80, 14 packets");
  EXPECT_TRUE(said.startsWith(wanted)) << said.toStdString();
}

}  // namespace
}  // namespace pw::test
