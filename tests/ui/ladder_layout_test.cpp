// What of a timeline is drawn, and where; ui/timeline/ladder_index and ladder_layout.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/flow/tcp_tracker.h"
#include "tests/ui/timeline_support.h"
#include "ui/timeline/ladder_layout.h"

namespace pw::test {
namespace {

using namespace ui;
using Kind = Conversation::Kind;

std::shared_ptr<const LadderIndex> indexOf(std::shared_ptr<const LadderInput> in,
                                           LadderOptions options = {}) {
  return LadderIndex::make(std::move(in), std::move(options));
}

std::vector<EntryKind> kindsOf(const LadderIndex& index) {
  std::vector<EntryKind> kinds;
  for (const LadderEntry& e : index.entries()) kinds.push_back(e.kind);
  return kinds;
}

void markEvent(LadderPacket& p, LadderTone tone = LadderTone::loss) {
  p.foldable = false;
  p.event = true;
  p.tone = tone;
}

bool isRow(const DrawItem& d) {
  return d.kind == DrawKind::arrow || d.kind == DrawKind::fold || d.kind == DrawKind::head ||
         d.kind == DrawKind::openFold || d.kind == DrawKind::density;
}

TEST(LadderIndex, FiveFoldAndFourDoNot) {
  EXPECT_EQ(kindsOf(*indexOf(inputOf(4))), std::vector<EntryKind>(4, EntryKind::packet));
  const auto five = indexOf(inputOf(5));
  ASSERT_EQ(kindsOf(*five), std::vector<EntryKind>{EntryKind::fold});
  EXPECT_EQ(five->entries()[0].count, 5u);
  const LadderRun& run = five->run(five->entries()[0]);
  EXPECT_EQ(run.bare[0], 3u);
  EXPECT_EQ(run.data[1], 2u);
  EXPECT_EQ(run.bytes[1], 2u * 1448);
}

TEST(LadderIndex, NothingFoldsOverAnEventOrTheEdgeOfAnEpisode) {
  const auto split = indexOf(inputOf(11, [](std::uint32_t i, LadderPacket& p) {
    if (i == 5) markEvent(p);
  }));
  EXPECT_EQ(kindsOf(*split), (std::vector{EntryKind::fold, EntryKind::packet, EntryKind::fold}));
  auto in = inputOf(12);
  in->episodes.push_back({Kind::loss, 4, 7, 1});
  // Four before, four in it, four behind: none is long enough.
  const auto edges = indexOf(in);
  EXPECT_EQ(std::ranges::count(kindsOf(*edges), EntryKind::fold), 0);
  EXPECT_EQ(std::ranges::count(kindsOf(*edges), EntryKind::head), 1);
  EXPECT_EQ(edges->entries()[4].kind, EntryKind::head);
}

TEST(LadderIndex, RunsOpenAndEpisodesClose) {
  auto in = inputOf(30);
  in->episodes.push_back({Kind::congestion, 10, 19, 0});
  const auto open = indexOf(in, {.openRuns = {0}});
  ASSERT_EQ(open->entries()[0].kind, EntryKind::openFold);
  EXPECT_EQ(open->packetsOf(open->entries()[0]), 10u);
  EXPECT_EQ(open->entryOf(9), 10u);
  EXPECT_EQ(open->entries()[open->entryOf(9)].kind, EntryKind::packet);

  const auto closed = indexOf(in, {.closedEpisodes = {0}});
  EXPECT_EQ(kindsOf(*closed), (std::vector{EntryKind::fold, EntryKind::head, EntryKind::fold}));
  EXPECT_EQ(closed->entries()[1].count, 10u);
  EXPECT_EQ(closed->entryOf(15), 1u);
  EXPECT_EQ(closed->packets(0, 3), 30u);
  EXPECT_EQ(closed->fromClient(0, 3), 15u);
}

TEST(LadderIndex, ShowAllFoldsNothing) {
  EXPECT_EQ(indexOf(inputOf(100), {.foldRuns = false})->entries().size(), 100u);
}

TEST(LadderIndex, WorstToneOfAnyStretchIsTheLastOfItsTones) {
  constexpr std::uint32_t kCount = 5000;
  const auto index = indexOf(inputOf(kCount, [](std::uint32_t i, LadderPacket& p) {
    markEvent(p, i % 997 == 0 ? LadderTone::loss : i % 91 == 0 ? LadderTone::ecn : LadderTone::plain);
  }));
  for (std::size_t first = 0; first < kCount; first += 61)
    for (const std::size_t length : {1u, 2u, 15u, 16u, 17u, 300u, 4096u}) {
      const std::size_t last = std::min<std::size_t>(kCount, first + length);
      LadderTone expected = LadderTone::plain;
      for (std::size_t i = first; i < last; ++i) expected = std::max(expected, index->entries()[i].tone);
      ASSERT_EQ(index->worst(first, last), expected) << first << '+' << length;
    }
}

TEST(LadderScale, ReadableGapsGrowUpToABound) {
  const std::int64_t gaps[] = {0, 1'000'000, 10'000'000, 100'000'000, 100'000'000'000, 900'000'000'000};
  std::int64_t now = 0;
  const auto index = indexOf(inputOf(6, [&](std::uint32_t i, LadderPacket& p) {
    markEvent(p);
    p.timeNs = now += gaps[i];
  }));
  const auto e = index->entries();
  for (std::size_t i = 2; i < 5; ++i) EXPECT_GT(e[i].gap, e[i - 1].gap);
  EXPECT_EQ(e[5].gap, e[4].gap);
  EXPECT_FALSE(e[2].gapCut);
  EXPECT_TRUE(e[5].gapCut);
  for (std::size_t i = 0; i + 1 < 6; ++i) EXPECT_NEAR(index->body(i), 1.0, 1e-6);
}

TEST(LadderScale, TrueTimeIsProportionalAndFoldsSilence) {
  const auto index = indexOf(inputOf(1001,
                                     [](std::uint32_t i, LadderPacket& p) {
                                       p.timeNs =
                                           std::int64_t{i} * 1'000'000 + (i >= 500 ? 60'000'000'000 : 0);
                                     }),
                             {.scale = LadderScale::trueTime});
  ASSERT_EQ(index->entries().size(), 1001u);
  const double step = index->top(1) - index->top(0);
  EXPECT_GT(step, 0);
  EXPECT_NEAR(index->top(400) - index->top(100), 300 * step, 1e-3 * step);
  EXPECT_NEAR(index->top(900) - index->top(600), 300 * step, 1e-3 * step);
  EXPECT_TRUE(index->entries()[500].gapCut);
  EXPECT_NEAR(index->top(500) - index->top(499), LadderIndex::kIdleRows, 1e-6);
}

TEST(LadderScale, TimeThatRunsBackwardsDoesNotTurnRowsAround) {
  for (const auto scale : {LadderScale::readable, LadderScale::even, LadderScale::trueTime}) {
    const auto index = indexOf(inputOf(50,
                                       [](std::uint32_t i, LadderPacket& p) {
                                         markEvent(p);
                                         p.timeNs = i % 3 == 0 ? -std::int64_t{i} : std::int64_t{i} * 1'000;
                                       }),
                               {.scale = scale});
    for (std::size_t i = 0; i < index->entries().size(); ++i) ASSERT_GE(index->top(i + 1), index->top(i));
  }
}

TEST(Layout, NothingOfNothing) {
  EXPECT_TRUE(layout(*indexOf(inputOf(0)), {.height = 500}).empty());
  EXPECT_TRUE(layout(*indexOf(inputOf(3)), {.height = 0}).empty());
}

TEST(Layout, RowsAreInOrderAndDoNotOverlap) {
  auto in = inputOf(300, [](std::uint32_t i, LadderPacket& p) {
    if (i % 7 == 0) markEvent(p, LadderTone::ecn);
    p.timeNs = std::int64_t{i} * i * 50'000;
  });
  in->episodes.push_back({Kind::opening, 0, 2, Conversation::kNone});
  in->episodes.push_back({Kind::loss, 70, 120, 3});
  for (const auto scale : {LadderScale::readable, LadderScale::even})
    for (const double row : {60.0, 28.0, 9.0, 3.5}) {
      const auto index = indexOf(in, {.scale = scale});
      for (double top = 0; top < index->rows() * row; top += 333) {
        double below = -1e9;
        for (const DrawItem& d : layout(*index, {.top = top, .height = 700, .row = row})) {
          if (d.kind == DrawKind::gap || !isRow(d)) continue;
          EXPECT_GE(d.y, below - 1e-6);
          EXPECT_LE(d.y, 700);
          below = d.y + d.height;
        }
      }
    }
}

TEST(Layout, PacketsTooNearForOneAnotherBecomeBandsOfDensityThatCountThemAll) {
  constexpr std::uint32_t kCount = 200'000;
  const auto index = indexOf(inputOf(kCount, [](std::uint32_t i, LadderPacket& p) {
    markEvent(p, i == 123'456 ? LadderTone::loss : LadderTone::plain);
  }));
  const double height = 700, row = height / index->rows();
  std::uint64_t packets = 0;
  bool loss = false;
  for (const DrawItem& d : layout(*index, {.height = height, .row = row})) {
    ASSERT_TRUE(isRow(d));
    packets += d.count;
    loss = loss || d.tone == LadderTone::loss;
  }
  EXPECT_EQ(packets, kCount);
  EXPECT_TRUE(loss) << "one loss among so many must be seen";
}

/// A conversation that has everything, everywhere.
std::shared_ptr<LadderInput> busy(std::uint32_t count) {
  auto in = inputOf(count, [](std::uint32_t i, LadderPacket& p) {
    p.timeNs = std::int64_t{i} * 10'000 + (i / 5'000) * 2'000'000'000;
    if (i % 3 == 0) markEvent(p, i % 2 == 0 ? LadderTone::loss : LadderTone::ecn);
    if (i % 6 == 0 && i >= 40) p.repairs = i - 40;
    p.ecn = i % 3 == 0 ? kSignCe | kSignEce : 0;
    p.stateChanged = i % 4 == 0 ? 3 : 0;
  });
  for (std::uint32_t i = 0; i + 30 < count; i += 30) {
    in->loops.push_back({.ce = i,
                         .ceCount = 1,
                         .firstEce = i + 3,
                         .eceCount = 4,
                         .cwr = i + 20,
                         .markedFromClient = i % 60 == 0});
    in->episodes.push_back({Kind::congestion, i, i + 20, static_cast<std::uint32_t>(in->loops.size()) - 1});
    in->episodes.push_back({Kind::loss, i + 2, i + 25, 2});
  }
  return in;
}

TEST(Layout, ListIsBoundedByPixelsNotByPackets) {
  constexpr double kHeight = 900;
  std::size_t most = 0;
  for (const auto scale : {LadderScale::readable, LadderScale::even, LadderScale::trueTime}) {
    const auto index = indexOf(busy(1'000'000), {.scale = scale});
    for (const double row : {kHeight / index->rows(), 1e-2, 0.3, 1.0, 2.9, 3.0, 12.0, 28.0, 140.0})
      for (const double share : {0.0, 0.3, 0.9999}) {
        const auto items =
            layout(*index, {.top = share * index->rows() * row, .height = kHeight, .row = row});
        EXPECT_FALSE(items.empty());
        most = std::max(most, items.size());
      }
  }
  EXPECT_LE(most, 4 * static_cast<std::size_t>(kHeight));
  std::printf("most items for %.0f pixels and a million packets: %zu\n", kHeight, most);
}

TEST(Layout, BandsReachFromTheirHeadToTheirLastRow) {
  auto in = inputOf(40, [](std::uint32_t, LadderPacket& p) { markEvent(p, LadderTone::plain); });
  in->episodes.push_back({Kind::loss, 10, 19, 1});
  const auto index = indexOf(in, {.scale = LadderScale::even});
  const auto items = layout(*index, {.height = 2000, .row = 20});
  const auto band = std::ranges::find(items, DrawKind::band, &DrawItem::kind);
  ASSERT_NE(band, items.end());
  const auto head = std::ranges::find(items, DrawKind::head, &DrawItem::kind);
  ASSERT_NE(head, items.end());
  EXPECT_EQ(band->y, head->y);
  const auto last = std::ranges::find_if(
      items, [](const DrawItem& d) { return d.kind == DrawKind::arrow && d.item == 19; });
  ASSERT_NE(last, items.end());
  EXPECT_NEAR(band->y + band->height, last->y + last->height, 1e-6);
  // Both ends out of sight: the band is still there.
  const auto inside = layout(*index, {.top = index->top(index->entryOf(14)) * 20, .height = 40, .row = 20});
  EXPECT_EQ(std::ranges::count(inside, DrawKind::band, &DrawItem::kind), 1);
}

TEST(Layout, PointsFindTheRowThatIsDrawnThere) {
  const auto index = indexOf(busy(3000));
  for (const double row : {28.0, 5.0})
    for (double top = 0; top < 5000; top += 777) {
      const LadderWindow window{.top = top, .height = 600, .row = row};
      for (const DrawItem& d : layout(*index, window))
        if (d.kind == DrawKind::arrow && d.y > 0) {
          EXPECT_EQ(rowAt(*index, window, d.y + d.height / 2), d.entry);
        }
    }
}

// RFC 3168: what a reader must not miss stays a row of its own, in a recording of a busy router.
TEST(LadderInput, SignsOfCongestionAndTheFirstEchoAreNeverFolded) {
  const auto model = modelOf(capture("ecn.pcap"));
  ASSERT_NE(model, nullptr);
  const auto index = indexOf(model->input);
  const auto& conversation = *model->conversation;
  std::uint32_t ce = 0, cwr = 0;
  for (std::uint32_t i = 0; i < conversation.items().size(); ++i) {
    const PacketRow row = model->row(i);
    const bool sees = row.ecn == 3 || (row.tcpFlags & (tcpflag::kCwr | tcpflag::kSyn | tcpflag::kFin)) != 0;
    if (sees) {
      EXPECT_EQ(index->entries()[index->entryOf(i)].kind, EntryKind::packet) << "packet " << i + 1;
    }
    ce += row.ecn == 3;
    cwr += (row.tcpFlags & tcpflag::kCwr) != 0;
  }
  EXPECT_GT(ce, 10u);
  EXPECT_GT(cwr, 1u);
  ASSERT_FALSE(conversation.ecnLoops().empty());
  for (const auto& loop : conversation.ecnLoops())
    if (loop.firstEce != Conversation::kNone) {
      EXPECT_EQ(index->entries()[index->entryOf(loop.firstEce)].kind, EntryKind::packet);
    }
  EXPECT_TRUE(index->hasEcn());
  EXPECT_GT(std::ranges::count(kindsOf(*index), EntryKind::fold), 3);
}

TEST(LadderInput, LossesAreNeverFoldedAndRepeatsKnowWhatTheyRepeat) {
  const auto model = modelOf(capture("tcp-loss.pcap"));
  ASSERT_NE(model, nullptr);
  const auto index = indexOf(model->input);
  std::uint32_t repeats = 0;
  for (std::uint32_t i = 0; i < model->input->packets.size(); ++i) {
    const TcpMarks marks = model->conversation->items()[i].marks;
    const bool told = marks.isRepeat() || marks.has(TcpMark::outOfOrder) || marks.has(TcpMark::lostSegment);
    if (told) {
      EXPECT_EQ(index->entries()[index->entryOf(i)].kind, EntryKind::packet);
    }
    repeats += marks.isRepeat();
    const std::uint32_t original = model->input->packets[i].repairs;
    if (original == Conversation::kNone) continue;
    const PacketRow a = model->row(original), b = model->row(i);
    EXPECT_EQ(a.direction, b.direction);
    EXPECT_LT(b.seq - a.seq, a.payload);
  }
  EXPECT_GT(repeats, 1u);
}

}  // namespace
}  // namespace pw::test
