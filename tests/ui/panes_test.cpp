// Tree and bytes: what is selected in one is selected in the other.
#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QTest>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/bytes/byte_text.h"
#include "ui/bytes/bytes_pane.h"
#include "ui/details/detail_view.h"
#include "ui/packetlist/column_model.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::HexView;

class PanesTest : public WindowTest {
 protected:
  PanesTest() {
    load(capture("first-look.pcapng"));
    list().setCurrent(6);
  }
  HexView& hex(Source source = Source::frame) { return window().bytes().view(source); }
  ui::DetailView& tree() { return window().details(); }
};

TEST_F(PanesTest, FieldChosenInTheTreeIsShownInTheBytes) {
  const NodeId flags = nodeOf("tcp.flags");
  tree().setCurrentIndex(tree().details().indexOf(flags));
  EXPECT_EQ(window().selected().node(), flags);
  EXPECT_EQ(hex().selection(), (HexView::Run{46, 2}));  // 14 Ethernet + 20 IPv4 + 12
}

TEST_F(PanesTest, ByteChosenIsShownInTheTree) {
  QTest::mouseClick(hex().viewport(), Qt::LeftButton, Qt::NoModifier, hex().rectOf(22).center());
  EXPECT_EQ(tree().currentNode(), nodeOf("ip.ttl"));
  EXPECT_EQ(tree().details().value(tree().currentNode()), QStringLiteral("64"));
  EXPECT_TRUE(tree().visualRect(tree().currentIndex()).isValid());
  key(hex(), Qt::Key_Right);
  EXPECT_EQ(tree().currentNode(), nodeOf("ip.proto"));
}

TEST_F(PanesTest, EveryByteOfEveryCaptureBelongsToAFieldThatHasIt) {
  for (const char* name :
       {"first-look.pcapng", "dns.pcap", "fragments-ipv4.pcap", "vxlan.pcap", "qinq.pcap"}) {
    load(capture(name));
    for (std::uint32_t row = 0; row < std::min(list().rowCount(), 30u); ++row) {
      list().setCurrent(row);
      const ui::SelectedPacket& packet = window().selected();
      for (const Source source : {Source::frame, Source::reassembled}) {
        const auto size = static_cast<std::uint32_t>(packet.tree().source(source).size());
        for (std::uint32_t at = 0; at < size; ++at) {
          const NodeId node = packet.innermostAt(source, at);
          ASSERT_NE(node, kNoNode) << name << " packet " << row + 1 << " byte " << at;
          const auto range = packet.rangeOf(node);
          ASSERT_TRUE(range && range->source == source && at >= range->offset &&
                      at < range->offset + range->length);
          ASSERT_TRUE(tree().details().indexOf(node).isValid());
        }
      }
    }
  }
}

TEST_F(PanesTest, ReassembledBytesHaveATabOfTheirOwn) {
  load(capture("fragments-ipv4.pcap"));
  list().setCurrent(0);
  EXPECT_EQ(window().bytes().count(), 1);
  list().setCurrent(2);  // completes the datagram: 2 * 1480 + 648 bytes
  ASSERT_EQ(window().bytes().count(), 2);
  EXPECT_EQ(hex(Source::reassembled).bytes().size(), 3608u);
  window().selected().selectNode(nodeOf("icmp.type"));
  EXPECT_EQ(window().bytes().currentWidget(), &hex(Source::reassembled));
  EXPECT_EQ(hex(Source::reassembled).selection(), (HexView::Run{0, 1}));
}

TEST_F(PanesTest, DetailModelKeepsTheRules) {
  QAbstractItemModelTester tester(&tree().details(), QAbstractItemModelTester::FailureReportingMode::Fatal);
  for (std::uint32_t row = 0; row < list().rowCount(); row += 3) list().setCurrent(row);
  load(capture("dns.pcap"));
  for (std::uint32_t row = 0; row < list().rowCount(); row += 5) list().setCurrent(row);
  window().document().close();
  EXPECT_EQ(tree().details().rowCount(), 0);
}

TEST_F(PanesTest, ColumnModelKeepsTheRules) {
  ui::ColumnModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.setColumns(ui::standardColumns());
  model.retitle();
  EXPECT_EQ(model.columnCount(), static_cast<int>(ui::standardColumns().size()));
}

TEST_F(PanesTest, LinesAreTheOnesThatTsharkPrints) {
  const auto& model = tree().details();
  EXPECT_EQ(model.line(nodeOf("ip.ttl")), QStringLiteral("Time to Live: 64"));
  EXPECT_EQ(model.line(nodeOf("tcp.flags")), QStringLiteral("Flags: 0x002 (SYN)"));
  EXPECT_EQ(model.filterText(nodeOf("ip.ttl")), QStringLiteral("ip.ttl == 64"));
  EXPECT_EQ(model.filterText(nodeOf("tcp")), QStringLiteral("tcp"));
}

TEST_F(PanesTest, OpenLayersStayOpenFromPacketToPacket) {
  const auto ip = [this] { return tree().details().indexOf(nodeOf("ip")); };
  EXPECT_FALSE(tree().isExpanded(ip()));
  EXPECT_TRUE(tree().isExpanded(tree().details().indexOf(nodeOf("tcp"))));  // the innermost one
  tree().expand(ip());
  list().setCurrent(8);
  EXPECT_TRUE(tree().isExpanded(ip()));
  tree().collapse(ip());
  tree().collapse(tree().details().indexOf(nodeOf("tcp")));
  list().setCurrent(9);
  EXPECT_FALSE(tree().isExpanded(ip()));
}

TEST_F(PanesTest, SameFieldStaysChosenInTheNextPacket) {
  window().selected().selectNode(nodeOf("tcp.flags"));
  list().setCurrent(8);
  EXPECT_EQ(window().selected().node(), nodeOf("tcp.flags"));
  EXPECT_EQ(tree().currentNode(), nodeOf("tcp.flags"));
}

TEST_F(PanesTest, HexViewKnowsWhichByteIsWhere) {
  for (std::uint32_t at = 0; at < hex().bytes().size(); ++at)
    ASSERT_EQ(hex().byteAt(hex().rectOf(at).center()), at);
  EXPECT_EQ(hex().byteAt({-5, 3}), std::nullopt);
  EXPECT_EQ(hex().byteAt({3, 100'000}), std::nullopt);
  EXPECT_FALSE(hex().grab().isNull());
}

TEST(ByteText, EveryForm) {
  const Bytes bytes = hex("00 41 7e 7f 0a 22 ff");
  EXPECT_EQ(ui::asHexStream(bytes), QStringLiteral("00417e7f0a22ff"));
  EXPECT_EQ(ui::asEscaped(bytes), QStringLiteral("\\x00\\x41\\x7e\\x7f\\x0a\\x22\\xff"));
  EXPECT_EQ(ui::asPrintable(bytes), QStringLiteral("A~\n\""));
  EXPECT_EQ(ui::asCArray(bytes, QStringLiteral("p")),
            QStringLiteral("const unsigned char p[] = {\n  0x00, 0x41, 0x7e, 0x7f, 0x0a, 0x22, 0xff\n};\n"));
  EXPECT_EQ(ui::asHexDump(bytes),
            QStringLiteral("0000  00 41 7e 7f 0a 22 ff                              .A~..\".\n"));
  EXPECT_EQ(ui::asHexDump({}), QString());
}

}  // namespace
}  // namespace pw::test
