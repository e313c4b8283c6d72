// The expert pane: what is found, counted, opened, chosen.
#include <QTest>
#include <QToolButton>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/expert/expert_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;
using ui::ExpertRow;
using ui::FindingKind;
using ui::Findings;

constexpr FindingKind of(TcpMark m) { return ui::kindOf(m); }

class ExpertTest : public WindowTest {
 protected:
  ui::ExpertView& view() { return window().expert().view(); }
  void loadAndScan(const QString& path) {
    load(path);
    run(ui::Command::expert);
    EXPECT_TRUE(waitFor([this] { return view().complete(); }));
  }
};

// tshark -Y tcp.analysis.duplicate_ack and so on.
TEST_F(ExpertTest, CountsAreTsharks) {
  loadAndScan(capture("tcp-loss.pcap"));
  const Findings& f = view().findings();
  EXPECT_EQ(f.count(of(TcpMark::duplicateAck)), 26u);
  EXPECT_EQ(f.count(of(TcpMark::lostSegment)), 4u);
  EXPECT_EQ(f.count(of(TcpMark::outOfOrder)), 2u);
  EXPECT_EQ(f.count(of(TcpMark::windowUpdate)), 2u);
  EXPECT_EQ(f.count(FindingKind::malformed), 0u);
  EXPECT_EQ(view().rowCount(), 3u + 7u);  // three severities with seven kinds
}

TEST_F(ExpertTest, OpeningShowsPacketsAndWhy) {
  loadAndScan(capture("tcp-loss.pcap"));
  const std::uint32_t closed = view().rowCount();
  constexpr auto kDuplicate = TcpMark::duplicateAck;
  const auto heading = view().rowOf({ExpertRow::What::kind, severityOf(kDuplicate), of(kDuplicate), 0});
  ASSERT_TRUE(heading);
  view().setCurrent(*heading);
  view().setFocus();
  key(view(), Qt::Key_Right);
  EXPECT_EQ(view().rowCount(), closed + 26);
  EXPECT_EQ(view().current(), *heading);
  key(view(), Qt::Key_Down);
  const ExpertRow row = view().at(*view().current());
  ASSERT_EQ(row.what, ExpertRow::What::packet);
  EXPECT_EQ(list().current(), row.packet);  // choosing it goes there
  EXPECT_EQ(row.packet, 28u);               // tshark: frame 29 is [TCP Dup ACK 27#1]
  EXPECT_TRUE(waitFor([&] { return !view().textOf(row).isEmpty(); }));
  // As the report says it of the same packet.
  const Trace& trace = window().document().trace();
  const auto conversation = Conversation::make(trace, trace.row(PacketId{28}).flow, trace.size());
  const auto whys = conversation->whysOf(*conversation->itemOf(PacketId{28}));
  ASSERT_FALSE(whys.empty());
  EXPECT_EQ(view().textOf(row).toStdString(), whySentence(Language::english, *conversation, whys[0]));
  EXPECT_EQ(window().expert().explanation(), view().textOf(row));
  key(view(), Qt::Key_Left);
  EXPECT_EQ(view().current(), *heading);
  EXPECT_TRUE(window().expert().explanation().isEmpty());
  key(view(), Qt::Key_Left);
  EXPECT_EQ(view().rowCount(), closed);
}

TEST_F(ExpertTest, ButtonsChooseSeverities) {
  loadAndScan(capture("tcp-loss.pcap"));
  const std::uint32_t all = view().rowCount();
  QToolButton& notes = window().expert().button(Severity::note);
  EXPECT_EQ(notes.text(), QString::number(view().findings().count(Severity::note)));
  notes.click();
  EXPECT_EQ(view().rowCount(), all - 5);
  for (std::uint32_t r = 0; r < view().rowCount(); ++r) EXPECT_NE(view().at(r).severity, Severity::note);
  notes.click();
  EXPECT_EQ(view().rowCount(), all);
}

TEST_F(ExpertTest, CutPacketsAreFoundWithTheirReason) {
  // A capture that kept 60 bytes of each packet: tshark marks them [Packet size limited during capture].
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("cut.pcap"));
  std::ofstream out(path.toStdString(), std::ios::binary);
  std::ifstream in(capture("dns.pcap").toStdString(), std::ios::binary);
  std::array<char, 24> head{};
  in.read(head.data(), head.size());
  out.write(head.data(), head.size());
  std::uint32_t packets = 0;
  std::array<std::uint32_t, 4> record{};
  for (; in.read(reinterpret_cast<char*>(record.data()), sizeof record); ++packets) {
    std::string bytes(record[2], '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    record[2] = std::min(record[2], 60u);
    out.write(reinterpret_cast<const char*>(record.data()), sizeof record);
    out.write(bytes.data(), record[2]);
  }
  out.close();
  loadAndScan(path);
  EXPECT_GT(view().findings().count(FindingKind::cut), 0u);
  EXPECT_LE(view().findings().count(FindingKind::cut), packets);
  view().setOpen(FindingKind::cut, true);
  const ExpertRow row{ExpertRow::What::packet, ui::severityOf(FindingKind::cut), FindingKind::cut,
                      view().findings().packets(FindingKind::cut)[0]};
  ASSERT_TRUE(view().rowOf(row));
  EXPECT_TRUE(waitFor([&] { return view().textOf(row).contains(QStringLiteral("60")); }))
      << view().textOf(row).toStdString();
}

TEST_F(ExpertTest, NothingFoundIsSaid) {
  loadAndScan(capture("arp.pcap"));
  EXPECT_EQ(view().rowCount(), 0u);
  EXPECT_FALSE(view().grab().isNull());
  window().document().close();
  EXPECT_EQ(view().rowCount(), 0u);
}

TEST(Findings, AreBoundedButCountedToTheEnd) {
  Trace trace;
  PacketRow row;
  row.marks.set(TcpMark::duplicateAck);
  constexpr std::uint32_t kRows = 25'000;
  for (std::uint32_t i = 0; i < kRows; ++i) trace.append(row);
  trace.publish();
  Findings whole, first, second;
  whole.scan(trace, 0, kRows, {});
  EXPECT_EQ(whole.count(of(TcpMark::duplicateAck)), kRows);
  EXPECT_EQ(whole.packets(of(TcpMark::duplicateAck)).size(), Findings::kMaxPackets);
  // In two pieces it is the same.
  first.scan(trace, 0, 7000, {});
  second.scan(trace, 7000, kRows, {});
  first.append(second);
  EXPECT_EQ(first.count(of(TcpMark::duplicateAck)), kRows);
  EXPECT_EQ(first.packets(of(TcpMark::duplicateAck)), whole.packets(of(TcpMark::duplicateAck)));
}

TEST(ExpertRows, EveryRowIsFoundAgain) {
  Trace trace;
  for (std::uint32_t i = 0; i < 12'000; ++i) {
    PacketRow row;
    row.malformed = i % 100 == 0;
    row.cut = i % 1000 == 1;
    if (i % 3 == 0) row.marks.set(TcpMark::retransmission);
    row.marks.set(TcpMark::windowUpdate);
    trace.append(row);
  }
  trace.publish();
  Findings findings;
  findings.scan(trace, 0, trace.size(), {});
  ui::ExpertRows rows;
  for (const FindingKind k : {of(TcpMark::windowUpdate), FindingKind::malformed}) rows.setOpen(k, true);
  rows.layOut(findings);
  // Severities error, note, chat; kinds malformed, retransmission, cut, windowUpdate; and "only the first" once.
  EXPECT_EQ(rows.size(), 3u + 4u + 120u + 10'000u + 1u);
  for (std::uint32_t r = 0; r < rows.size(); ++r) ASSERT_EQ(rows.rowOf(rows.at(r)), r);
  EXPECT_EQ(rows.at(0).severity, Severity::error);
  EXPECT_EQ(rows.at(rows.size() - 1).what, ExpertRow::What::more);
}

/// tcp.analysis as the stored answers name it.
const std::map<std::string, TcpMark>& tsharkNames() {
  static const std::map<std::string, TcpMark> names{
      {"retransmission", TcpMark::retransmission},
      {"fast_retransmission", TcpMark::fastRetransmission},
      {"spurious_retransmission", TcpMark::spuriousRetransmission},
      {"out_of_order", TcpMark::outOfOrder},
      {"lost_segment", TcpMark::lostSegment},
      {"ack_lost_segment", TcpMark::ackLostSegment},
      {"window_update", TcpMark::windowUpdate},
      {"window_full", TcpMark::windowFull},
      {"keep_alive", TcpMark::keepAlive},
      {"keep_alive_ack", TcpMark::keepAliveAck},
      {"zero_window", TcpMark::zeroWindow},
      {"zero_window_probe", TcpMark::zeroWindowProbe},
      {"zero_window_probe_ack", TcpMark::zeroWindowProbeAck},
      {"duplicate_ack", TcpMark::duplicateAck}};
  return names;
}

std::map<TcpMark, std::uint64_t> storedCounts(const fs::path& answers) {
  std::map<TcpMark, std::uint64_t> counts;
  std::ifstream in(answers);
  std::string line, cell;
  std::size_t column = 0;
  std::getline(in, line);
  std::istringstream titles(line);
  for (std::size_t i = 0; std::getline(titles, cell, '\t'); ++i)
    if (cell == "tcp.analysis") column = i;
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    for (std::size_t i = 0; i <= column && std::getline(cells, cell, '\t'); ++i)
      if (i == column) {
        // A fast or a spurious one is a retransmission too, there.
        const bool special = cell.find("fast_") != std::string::npos || cell.find("spurious_") != std::string::npos;
        std::istringstream marks(cell);
        for (std::string name; std::getline(marks, name, ',');)
          if (const auto it = tsharkNames().find(name); it != tsharkNames().end())
            if (!special || it->second != TcpMark::retransmission) ++counts[it->second];
      }
  }
  return counts;
}

// A few captures of the shared corpus that have much of everything.
TEST(Findings, CountsAreThoseOfStoredAnswers) {
  const char* shared = std::getenv("PLAINWIRE_SHARED");
  const fs::path corpus = fs::path(shared != nullptr ? shared : PLAINWIRE_SHARED_DIR) / "captures" / "corpus";
  if (!fs::exists(corpus / "expected")) GTEST_SKIP() << "no shared captures: " << corpus;
  for (const char* name : {"tcptrace__all.snoop.gz", "ndpi__teams.pcap", "pcapplusplus__4KHttpRequests.pcap"}) {
    const fs::path answers = corpus / "expected" / (std::string{name} + ".packets.tsv");
    auto source = openCapture(corpus / "captures" / name);
    ASSERT_TRUE(source) << name;
    Trace trace;
    Engine(registry(), **source, trace).run();
    Findings found;
    found.scan(trace, 0, trace.size(), {});
    std::uint64_t all = 0;
    const auto stored = storedCounts(answers);
    for (const auto& [text, mark] : tsharkNames()) {
      const auto it = stored.find(mark);
      EXPECT_EQ(found.count(of(mark)), it == stored.end() ? 0 : it->second) << name << ' ' << text;
      all += found.count(of(mark));
    }
    EXPECT_GT(all, 10u) << name;
  }
}

}  // namespace
}  // namespace pw::test
