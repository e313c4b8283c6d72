// A million conversations: sorted and filtered beside the window, which stays awake. Prints the longest time that the
// event loop was away; asserts none, since machines differ.
#include <QElapsedTimer>
#include <QFile>
#include <QTest>
#include <QTimer>
#include <cstdio>
#include <random>

#include "tests/ui/window_fixture.h"
#include "ui/flows/flows_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::FlowColumn;
using ui::FlowQuery;

constexpr std::uint32_t kFlows = 1'000'000;

void put(std::vector<char>& to, std::uint32_t v, unsigned bytes, bool bigEndian = false) {
  for (unsigned i = 0; i < bytes; ++i)
    to.push_back(static_cast<char>(v >> (8 * (bigEndian ? bytes - 1 - i : i)) & 255));
}

/// The client's port and address follow from the number, the length of the packet from something that looks random.
std::uint32_t lengthOf(std::uint32_t n) { return n * 2654435761u % 200; }

void appendPacket(std::vector<char>& to, std::uint32_t n) {
  const std::uint32_t udp = 8 + lengthOf(n), ip = 20 + udp;
  put(to, 1'700'000'000 + n / 1000, 4);
  put(to, n % 1000 * 1000, 4);
  put(to, 28, 4);  // kept to the end of the header
  put(to, ip, 4);
  put(to, 0x4500, 2, true);
  put(to, ip, 2, true);
  put(to, n & 0xffff, 2, true);
  put(to, 0, 2, true);
  put(to, 0x4011, 2, true);
  put(to, 0, 2, true);
  put(to, 0x0a000000 + n / 50'000, 4, true);
  put(to, 0xc0000202, 4, true);
  put(to, 10'000 + n % 50'000, 2, true);
  put(to, 6000, 2, true);
  put(to, udp, 2, true);
  put(to, 0, 2, true);
}

QString writeFlows(const QTemporaryDir& folder) {
  const QString path = folder.filePath(QStringLiteral("flows.pcap"));
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::WriteOnly));
  std::vector<char> bytes;
  put(bytes, 0xa1b2c3d4, 4);
  put(bytes, 2, 2);
  put(bytes, 4, 2);
  for (const std::uint32_t v : {0u, 0u, 65535u, 228u}) put(bytes, v, 4);
  for (std::uint32_t n = 0; n < kFlows; ++n) {
    appendPacket(bytes, n);
    if (bytes.size() < 1 << 20 && n + 1 < kFlows) continue;
    file.write(bytes.data(), static_cast<qint64>(bytes.size()));
    bytes.clear();
  }
  return path;
}

class ManyFlowsTest : public WindowTest {
 protected:
  ManyFlowsTest() {
    ticker_.setInterval(1);
    QObject::connect(&ticker_, &QTimer::timeout, [this] {
      worst_ = std::max(worst_, static_cast<double>(since_.nsecsElapsed()) / 1e6);
      since_.restart();
    });
  }
  /// Does something, lets events happen until it is over and prints how it went.
  template <class Action>
  void timed(const char* what, Action&& act) {
    worst_ = 0;
    since_.start();
    ticker_.start();
    QElapsedTimer all;
    all.start();
    act();
    EXPECT_TRUE(waitFor([this] { return !table().isOrdering(); }));
    QCoreApplication::processEvents();
    ticker_.stop();
    std::printf("%-28s %5lld ms, event loop away for at most %.1f ms\n", what,
                static_cast<long long>(all.elapsed()), worst_);
  }
  ui::FlowTable& table() { return window().flows().table(); }
  void ask(FlowColumn by, bool descending, const char* words = "") {
    table().setQuery({.by = by, .descending = descending, .transport = Transport::none, .words = words});
  }

  QTimer ticker_;
  QElapsedTimer since_;
  double worst_ = 0;
};

TEST_F(ManyFlowsTest, AreSortedAndFilteredBesideTheWindow) {
  const QTemporaryDir folder;
  const QString path = writeFlows(folder);
  timed("load", [&] { load(path); });
  ASSERT_TRUE(waitFor([this] { return table().rowCount() == kFlows; }));

  timed("sort by bytes", [&] { ask(FlowColumn::bytesOut, true); });
  ASSERT_EQ(table().rowCount(), kFlows);
  std::mt19937 random(4711);
  for (int i = 0; i < 1000; ++i) {
    const std::uint32_t r = static_cast<std::uint32_t>(random() % (kFlows - 1));
    const std::uint32_t a = table().flowAt(r).value, b = table().flowAt(r + 1).value;
    ASSERT_TRUE(lengthOf(a) > lengthOf(b) || (lengthOf(a) == lengthOf(b) && a < b)) << r;
  }

  // The current conversation stays the current one, wherever it is now.
  list().setCurrent(777'777);
  timed("sort by client", [&] { ask(FlowColumn::client, true); });
  ASSERT_TRUE(table().current());
  EXPECT_EQ(table().flowAt(*table().current()).value, 777'777u);
  EXPECT_EQ(table().flowAt(0).value, kFlows - 1);

  // Another order before the last one is there: only the latest counts.
  timed("changing one's mind", [&] {
    ask(FlowColumn::started, true);
    QTest::qWait(1);
    ask(FlowColumn::bytesIn, false);
    QTest::qWait(1);
    ask(FlowColumn::number, true);
  });
  EXPECT_EQ(table().flowAt(0).value, kFlows - 1);

  timed("filter by a port", [&] { ask(FlowColumn::number, false, "12345"); });
  ASSERT_EQ(table().rowCount(), kFlows / 50'000);
  for (std::uint32_t r = 0; r < table().rowCount(); ++r) EXPECT_EQ(table().flowAt(r).value % 50'000, 2345u);
  timed("back to all", [&] { ask(FlowColumn::number, false); });
  EXPECT_EQ(table().rowCount(), kFlows);
  timed("to the last row", [&] { table().setCurrent(kFlows - 1); });
  EXPECT_EQ(list().current(), kFlows - 1);
}

}  // namespace
}  // namespace pw::test
