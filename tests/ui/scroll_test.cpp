// The list over very many rows: every frame shows the right rows. Prints how long the worst frame took and
// what a packet costs in memory; asserts neither, since machines differ. PLAINWIRE_BIG names a capture to use
// in place of a synthetic one.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

constexpr std::uint32_t kSyntheticRows = 300'000;
constexpr int kRandomPlaces = 200;

/// Bytes of memory that belong to no file, from /proc/self/status.
std::uint64_t anonymousBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8)) * 1024;
  return 0;
}

/// Time that this thread has worked: tells a slow frame from a busy machine.
double cpuMs() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

class ScrollTest : public WindowTest {
 protected:
  /// Does something and paints all of the window, and takes the time of both.
  template <class Action>
  void frame(Action&& act) {
    QElapsedTimer clock;
    clock.start();
    const double cpuBefore = cpuMs();
    act();
    QCoreApplication::processEvents();
    window().render(&image_);
    worstCpu_ = std::max(worstCpu_, cpuMs() - cpuBefore);
    worst_ = std::max(worst_, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    total_ += static_cast<double>(clock.nsecsElapsed()) / 1e6;
    ++frames_;
  }
  /// What the rows on screen say is what a walk of its own says.
  void expectRowsRight() {
    const std::uint32_t first = list().firstVisible();
    const auto end =
        std::min<std::uint64_t>(list().rowCount(), first + static_cast<unsigned>(list().visibleRows()));
    PacketReader reader(window().document().trace(), registry());
    for (std::uint32_t r = first; r < end; ++r) {
      RowSink sink;
      reader.load(PacketId{r});
      reader.walk(sink);
      ASSERT_EQ(cell(r, ui::ColumnKind::info).toStdString(), sink.text.info) << r;
      ASSERT_EQ(cell(r, ui::ColumnKind::number).toStdString(), std::to_string(r + 1));
      if (synthetic_) {
        ASSERT_EQ(cell(r, ui::ColumnKind::info), syntheticInfo(r));
      }
    }
  }
  void goTo(std::uint32_t row) {
    frame([&] { list().setCurrent(row, false, ui::PacketListView::Scroll::centre); });
    ASSERT_EQ(list().current(), row);
    ASSERT_TRUE(list().viewport()->rect().intersects(list().rowRect(row)));
    ASSERT_EQ(window().selected().packet(), row);
    expectRowsRight();
  }

  void lookAround(std::uint32_t rows) {
    worst_ = worstCpu_ = total_ = 0;
    frames_ = 0;
    goTo(rows - 1);
    EXPECT_EQ(list().verticalScrollBar()->value(), list().verticalScrollBar()->maximum());
    std::mt19937 random(4711);
    for (int i = 0; i < kRandomPlaces; ++i) goTo(static_cast<std::uint32_t>(random() % rows));
    list().setFirstVisible(0);
    for (int i = 0; i < kRandomPlaces; ++i) {  // the wheel: three rows at a time
      frame([&] { list().verticalScrollBar()->setValue(list().verticalScrollBar()->value() + 3); });
    }
    expectRowsRight();
    frame([&] { list().verticalScrollBar()->setValue(list().verticalScrollBar()->maximum()); });
    expectRowsRight();
  }

  QTemporaryDir folder_;
  bool synthetic_ = true;
  QImage image_{1600, 1000, QImage::Format_ARGB32_Premultiplied};
  double worst_ = 0, worstCpu_ = 0, total_ = 0;
  int frames_ = 0;
};

TEST_F(ScrollTest, EveryFrameShowsTheRightRows) {
  const QString named = qEnvironmentVariable("PLAINWIRE_BIG");
  synthetic_ = named.isEmpty();
  const std::uint64_t before = anonymousBytes();
  window().resize(1600, 1000);
  const QString path = synthetic_ ? writeSynthetic(folder_, kSyntheticRows) : named;
  QElapsedTimer opening;
  qint64 firstRowsMs = -1;
  QObject::connect(&window().document(), &ui::CaptureDocument::rowsChanged, [&] {
    if (firstRowsMs < 0) firstRowsMs = opening.elapsed();
  });
  opening.start();
  load(path);
  const qint64 allRowsMs = opening.elapsed();
  const std::uint32_t rows = list().rowCount();
  ASSERT_GT(rows, 1000u);
  if (synthetic_) {
    ASSERT_EQ(rows, kSyntheticRows);
  }

  lookAround(rows);
  const std::uint64_t grown = anonymousBytes() - std::min(before, anonymousBytes());
  std::printf("first rows after %lld ms, all after %lld ms\n", static_cast<long long>(firstRowsMs),
              static_cast<long long>(allRowsMs));
  std::printf(
      "rows %u, frames %d, worst frame %.2f ms (%.2f ms of work), mean %.2f ms, anonymous memory %.1f bytes "
      "a "
      "packet\n",
      rows, frames_, worst_, worstCpu_, total_ / frames_, static_cast<double>(grown) / rows);

  list().setColouring(true);
  lookAround(rows);
  const ui::ColourMatcher& matcher = list().colouring().matcher();
  std::printf("with colours: worst frame %.2f ms (%.2f ms of work), mean %.2f ms, rows asked %llu, described %llu\n",
              worst_, worstCpu_, total_ / frames_, static_cast<unsigned long long>(matcher.asked()),
              static_cast<unsigned long long>(matcher.described()));
}

}  // namespace
}  // namespace pw::test
