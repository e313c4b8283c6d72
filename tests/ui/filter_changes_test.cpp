// Filters that are typed, changed and cleared while packets come: the window answers, and no row is wrong.
#include <sys/stat.h>

#include <QAbstractItemView>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QSettings>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "core/filter/filter_run.h"
#include "tests/support/dissect.h"
#include "tests/ui/live_window.h"
#include "ui/capture/capture_probe.h"
#include "ui/filter/filter_bar.h"
#include "ui/packetlist/new_rows_button.h"

namespace pw::test {
namespace {

using ui::Command;

/// How long the window was kept from its events, at worst. What the test itself does between rest() and the next event
/// does not count; what the window does on a key counts.
class LoopDelay {
 public:
  LoopDelay() {
    pulse_.setInterval(1);
    QObject::connect(&pulse_, &QTimer::timeout, [this] {
      if (since_.isValid()) worst_ = std::max(worst_, since_.elapsed());
      since_.start();
    });
    pulse_.start();
  }
  void rest() { since_.invalidate(); }
  void go() { since_.start(); }
  [[nodiscard]] qint64 worstMs() const noexcept { return worst_; }

 private:
  QTimer pulse_;
  QElapsedTimer since_;
  qint64 worst_ = 0;
};

class FilterChanges : public WindowTest {
 protected:
  FilterChanges() { QSettings().remove(QStringLiteral("filter")); }

  ui::ShownPackets& shown() { return window().shown(); }
  ui::FilterEdit& edit() { return window().filterBar().edit(); }

  /// As a person does it: into the line, key by key, then Return.
  void type(const QString& filter) {
    run(Command::filter);
    edit().clear();
    for (const QChar c : filter) {
      QTest::keyClick(&edit(), c.toLatin1());
      QCoreApplication::processEvents();  // the pulse as well: each key has its own delay
    }
    edit().completer().popup()->hide();
    QTest::keyClick(&edit(), Qt::Key_Return);
  }

  /// Typed, cleared, or applied from elsewhere.
  void change(int round, const char* filter) {
    delay_.go();
    if (round % 3 == 0) type(QString::fromLatin1(filter));
    else if (*filter == '\0') run(Command::clearFilter);
    else EXPECT_TRUE(window().filterBar().apply(QString::fromLatin1(filter)));
  }

  /// The rows that there are now, against a run of its own over the same packets.
  void expectRowsAreTheAnswer() {
    delay_.rest();
    class Collect final : public FilterResults {
     public:
      bool onPart(std::uint32_t, std::uint32_t, std::span<const PacketId> passed) override {
        for (const PacketId p : passed) packets.push_back(p.value);
        return true;
      }
      std::vector<std::uint32_t> packets;
    } fresh;
    const std::uint32_t tested = shown().tested();
    const Filter filter = shown().filter();
    if (filter.passesAll()) {
      EXPECT_EQ(list().rowCount(), tested);
      return;
    }
    FilterRun run(filter, window().document().trace(), registry());
    ASSERT_TRUE(run.run(0, tested, {}, fresh));
    EXPECT_EQ(shown().packets(), fresh.packets) << filter.text() << " over " << tested << " packets";
    EXPECT_EQ(list().rowCount(), fresh.packets.size());
  }

  [[nodiscard]] bool settled() {
    return waitFor([this] { return shown().isComplete(); });
  }

  LoopDelay delay_;
  QTemporaryDir folder_;
};

constexpr std::array kFilters{"udp.srcport < 2000",
                              "udp.srcport == 1024",
                              "udp contains 78:78 && udp.srcport > 50000",
                              "",
                              "ip.src == 192.0.2.1 && udp",
                              "_ws.col.info contains \"1030\"",
                              "tcp",
                              "!(udp.srcport in {1100..30000})"};

/// A capture that comes through a pipe, as fast as the test writes it.
class Feed {
 public:
  explicit Feed(const QString& path) : path_(path.toStdString()) { EXPECT_EQ(::mkfifo(path_.c_str(), 0600), 0); }
  /// Waits until somebody reads.
  void begin() {
    file_.setFileName(QString::fromStdString(path_));
    ASSERT_TRUE(file_.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    write(syntheticHead());
  }
  void packets(std::uint32_t count) {
    write(syntheticPackets(written_, count));
    written_ += count;
  }
  void end() { file_.close(); }
  [[nodiscard]] std::uint32_t written() const noexcept { return written_; }

 private:
  void write(const std::vector<char>& bytes) {
    EXPECT_EQ(file_.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
  }

  const std::string path_;
  QFile file_;
  std::uint32_t written_ = 0;
};

TEST_F(FilterChanges, WhileAFileIsRead) {
  constexpr int kRounds = 40;
  Feed feed(folder_.filePath(QStringLiteral("pipe.pcap")));
  window().openFile(folder_.filePath(QStringLiteral("pipe.pcap")));
  feed.begin();
  feed.packets(10'000);
  delay_.rest();
  ASSERT_TRUE(waitFor([this] { return window().document().rows() > 0; }));
  for (int round = 0; round < kRounds; ++round) {
    delay_.rest();
    feed.packets(10'000);
    const char* filter = kFilters[static_cast<std::size_t>(round) % kFilters.size()];
    change(round, filter);
    QTest::qWait(round % 5 * 8);
    ASSERT_TRUE(window().document().isLoading());
    if (round % 2 != 0) continue;  // the others are given up on the way
    ASSERT_TRUE(settled());
    expectRowsAreTheAnswer();
  }
  feed.end();
  ASSERT_TRUE(waitFor([this] { return !window().document().isLoading(); }));
  EXPECT_EQ(window().document().rows(), feed.written());
  for (const char* filter : kFilters) {
    ASSERT_TRUE(window().filterBar().apply(QString::fromLatin1(filter)));
    ASSERT_TRUE(waitFor([this] { return shown().isComplete() && !shown().isRunning(); }));
    expectRowsAreTheAnswer();
  }
  std::printf("worst delay of the event loop: %lld ms (%d changes while %u packets were read)\n",
              static_cast<long long>(delay_.worstMs()), kRounds, feed.written());
}

/// Ethernet, IPv4 and UDP from port 1024 + n.
Frame udpFrame(std::uint32_t n) {
  Frame f{2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0,
          0x45, 0, 0, 50, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2};
  const std::uint32_t port = 1024 + n % 60000;
  for (const std::uint32_t v : {port >> 8, port & 255, 40000u >> 8, 40000u & 255, 0u, 30u, 0u, 0u})
    f.push_back(static_cast<std::uint8_t>(v));
  f.insert(f.end(), 22, 'x');
  return f;
}

std::vector<Frame> udpFrames(std::uint32_t first, std::uint32_t count) {
  std::vector<Frame> all;
  for (std::uint32_t i = 0; i < count; ++i) all.push_back(udpFrame(first + i));
  return all;
}

class LiveFilterChanges : public LiveOver<FilterChanges> {
 protected:
  void SetUp() override {
    LiveOver::SetUp();
    if (!IsSkipped()) start();
  }
  void send(std::uint32_t count) {
    delay_.rest();
    wire_->send(udpFrames(sent_, count));
    sent_ += count;
    delay_.rest();
  }
  /// All that was sent is there, and was asked.
  [[nodiscard]] bool arrived() {
    return waitFor([this] { return window().document().rows() == sent_ && shown().isComplete(); });
  }

  std::uint32_t sent_ = 0;
};

TEST_F(LiveFilterChanges, WhilePacketsAreCaptured) {
  for (int round = 0; round < 32; ++round) {
    send(250);
    change(round, kFilters[static_cast<std::size_t>(round) % kFilters.size()]);
    QTest::qWait(round % 5 * 8);
    send(250);  // to the filter that runs
    if (round % 2 != 0) continue;
    ASSERT_TRUE(settled());
    expectRowsAreTheAnswer();
    ASSERT_TRUE(arrived());
    expectRowsAreTheAnswer();
  }
  end();
  ASSERT_TRUE(arrived());
  expectRowsAreTheAnswer();
  std::printf("worst delay of the event loop: %lld ms (32 changes, %u packets captured)\n",
              static_cast<long long>(delay_.worstMs()), sent_);
}

TEST_F(LiveFilterChanges, TheListGoesAlongWithAFilterAndCountsWhatItShows) {
  send(1000);
  ASSERT_TRUE(arrived());
  QScrollBar& bar = *list().verticalScrollBar();
  list().setCurrent(5);
  list().setFollowing(true);
  ASSERT_TRUE(window().filterBar().apply(QStringLiteral("udp.srcport >= 1124")));  // without the first hundred
  ASSERT_TRUE(arrived());
  EXPECT_TRUE(list().isFollowing());
  EXPECT_EQ(bar.value(), bar.maximum());
  send(500);
  ASSERT_TRUE(arrived());
  EXPECT_TRUE(list().isFollowing());
  EXPECT_EQ(bar.value(), bar.maximum());
  window().filterBar().clear();
  ASSERT_TRUE(arrived());
  EXPECT_TRUE(list().isFollowing());
  EXPECT_EQ(bar.value(), bar.maximum());

  ASSERT_TRUE(window().filterBar().apply(QStringLiteral("udp.srcport % 2 == 0")));
  ASSERT_TRUE(arrived());
  bar.setValue(10);
  EXPECT_FALSE(list().isFollowing());
  send(300);
  ASSERT_TRUE(arrived());
  auto* pill = window().findChild<ui::NewRowsButton*>();
  ASSERT_NE(pill, nullptr);
  ASSERT_FALSE(pill->isHidden());
  EXPECT_EQ(pill->text(), QStringLiteral("150 new"));
  ASSERT_TRUE(window().filterBar().apply(QStringLiteral("tcp")));
  ASSERT_TRUE(arrived());
  EXPECT_TRUE(pill->isHidden()) << "nothing new is shown";
  window().filterBar().clear();
  ASSERT_TRUE(arrived());
  EXPECT_EQ(pill->text(), QStringLiteral("300 new"));
  pill->click();
  EXPECT_TRUE(list().isFollowing());
  EXPECT_TRUE(pill->isHidden());
  end();
}

}  // namespace
}  // namespace pw::test
