#include "core/trace/trace.h"

#include <gtest/gtest.h>

#include <thread>

namespace pw {
namespace {

/// Every member of a row, from its number.
PacketRow rowOf(std::uint32_t i) {
  PacketRow r;
  r.at = std::uint64_t{i} * 1'000'003;
  r.timeNs = -5'000'000'000 + std::int64_t{i} * 777'777'777;
  r.captured = i * 7 % (kMaxPacketBytes + 1);
  r.wireLen = i * 2654435761u;
  r.interface = static_cast<std::uint16_t>(i * 3);
  r.ecn = i & 3;
  r.tcpFlags = i & 0xfff;
  r.direction = (i & 4) != 0 ? Direction::backward : Direction::forward;
  if (i % 5 != 0) r.previousInFlow = PacketId{i - i % 5};
  r.malformed = (i & 8) != 0;
  r.cut = (i & 16) != 0;
  r.hasTime = (i & 32) == 0;
  r.hasExtras = (i & 64) != 0;
  r.fragment = (i & 128) != 0;
  return r;
}

bool same(const PacketRow& a, const PacketRow& b) {
  return a.at == b.at && a.timeNs == b.timeNs && a.captured == b.captured && a.wireLen == b.wireLen &&
         a.flow == b.flow && a.direction == b.direction && a.previousInFlow == b.previousInFlow && a.stack == b.stack &&
         a.tcpFlags == b.tcpFlags && a.interface == b.interface && a.ecn == b.ecn && a.malformed == b.malformed &&
         a.cut == b.cut && a.hasTime == b.hasTime && a.hasExtras == b.hasExtras && a.fragment == b.fragment;
}

ProtocolStack stackOf(std::initializer_list<unsigned> ids) {
  ProtocolStack s;
  for (const unsigned id : ids) s.push(static_cast<ProtocolId>(id));
  return s;
}

TEST(Trace, RowsComeBackAsTheyWereWritten) {
  Trace trace;
  constexpr std::uint32_t kRows = 2 * Trace::kChunk + 5;
  for (std::uint32_t i = 0; i < kRows; ++i) ASSERT_TRUE(trace.append(rowOf(i)));
  EXPECT_EQ(trace.size(), 0u) << "not before publish()";
  trace.publish();
  ASSERT_EQ(trace.size(), kRows);
  for (std::uint32_t i = 0; i < kRows; ++i) {
    ASSERT_TRUE(same(trace.row(PacketId{i}), rowOf(i))) << i;
    ASSERT_EQ(trace.timeNs(PacketId{i}), rowOf(i).timeNs);
    ASSERT_EQ(trace.wireLen(PacketId{i}), rowOf(i).wireLen);
  }
}

TEST(Trace, PlacesFarIntoAFileAndLargestPackets) {
  Trace trace;
  PacketRow r;
  r.at = (std::uint64_t{1} << 45) - 1;
  r.captured = kMaxPacketBytes;
  r.wireLen = UINT32_MAX;
  r.timeNs = INT64_MIN;
  trace.append(r);
  trace.publish();
  EXPECT_TRUE(same(trace.row(PacketId{0}), r));
}

TEST(Trace, StacksAreInternedOnce) {
  Trace trace;
  const StackId a = trace.intern(stackOf({0, 1, 2}));
  const StackId b = trace.intern(stackOf({0, 2, 1}));
  EXPECT_NE(a, b) << "order counts";
  EXPECT_EQ(trace.intern(stackOf({0, 1, 2})), a);
  EXPECT_EQ(trace.intern(stackOf({})), StackId{0});
  EXPECT_TRUE(trace.stack(a) == stackOf({0, 1, 2}));
  EXPECT_EQ(trace.stack(0).size(), 0u);
}

TEST(Trace, MoreStacksThanFitAreShownWithoutLayers) {
  Trace trace;
  unsigned refused = 0;
  StackId last = 0;
  for (unsigned i = 0; i < 66'000; ++i) {
    const ProtocolStack s = stackOf({i & 63, i >> 6 & 63, i >> 12});
    const StackId id = trace.intern(s);
    if (id == 0) {
      ++refused;
      continue;
    }
    last = id;
    ASSERT_TRUE(trace.stack(id) == s);
  }
  EXPECT_GT(refused, 0u);
  EXPECT_LT(refused, 1000u);
  EXPECT_EQ(last, UINT16_MAX - 1);
  EXPECT_NE(trace.intern(stackOf({1, 0, 0})), StackId{0}) << "those that are known stay known";
}

TEST(Trace, CommentsAreReplacedAndListed) {
  Trace trace;
  for (std::uint32_t i = 0; i < 10; ++i) trace.append(rowOf(i));
  trace.publish();
  PacketExtras extras;
  extras.comments = {"first"};
  extras.dropCount = 3;
  trace.setExtras(PacketId{4}, extras);
  trace.setComments(PacketId{2}, {"a", "b"});
  EXPECT_EQ(trace.commented(), (std::vector{PacketId{2}, PacketId{4}}));
  trace.setComments(PacketId{4}, {});
  EXPECT_EQ(trace.commented(), std::vector{PacketId{2}});
  EXPECT_EQ(trace.extras(PacketId{4})->dropCount, 3u) << "what is not a comment stays";
  EXPECT_FALSE(trace.extras(PacketId{5}).has_value());
}

TEST(Trace, DatagramIsFoundFromEachOfItsPieces) {
  Trace trace;
  auto datagram = std::make_shared<Trace::Datagram>();
  datagram->pieces = {{PacketId{3}, 0, 34, 8}, {PacketId{5}, 8, 34, 8}};
  datagram->completedIn = PacketId{5};
  trace.addDatagram(datagram);
  EXPECT_EQ(trace.reassembly(PacketId{3}), datagram);
  EXPECT_EQ(trace.reassembly(PacketId{5}), datagram);
  EXPECT_EQ(trace.reassembly(PacketId{4}), nullptr);
}

/// One thread writes, two read whatever is published, one edits comments: run it under the thread sanitizer.
TEST(Trace, ReadersSeeWholeRowsWhileOthersWrite) {
  Trace trace;
  constexpr std::uint32_t kRows = Trace::kChunk + 20'000;
  const auto expected = [](std::uint32_t i) {
    PacketRow r = rowOf(i);
    r.flow = FlowId{i / 100};
    return r;
  };
  std::atomic<std::uint32_t> wrong{0};
  const auto read = [&](std::uint32_t stride) {
    for (std::uint32_t next = 0; next < kRows;) {
      const std::uint32_t n = trace.size();
      for (; next < n; next += stride) {
        const PacketRow r = trace.row(PacketId{next});
        PacketRow e = expected(next);
        e.stack = r.stack;
        const bool layers = trace.stack(r.stack).size() == 2;
        if (!same(r, e) || !layers || !trace.flowFacts(PacketId{next}, r).known) wrong.fetch_add(1);
      }
      std::this_thread::yield();
    }
  };
  std::thread reader{read, 1}, sampler{read, 97};
  std::thread editor{[&] {
    for (std::uint32_t i = 0; i < 2000; ++i) {
      trace.setComments(PacketId{i % 50}, {"note " + std::to_string(i)});
      if (i % 16 == 0 && trace.commented().empty()) wrong.fetch_add(1);
      const auto extras = trace.extras(PacketId{i % 50});
      if (!extras || extras->comments.size() != 1) wrong.fetch_add(1);
    }
  }};
  for (std::uint32_t i = 0; i < kRows; ++i) {
    PacketRow r = expected(i);
    r.stack = trace.intern(stackOf({i % 40, i % 37}));
    if (i % 100 == 0) {
      FlowKey key;
      key.low[0] = i;
      trace.flows().add(key, trace.flows().hashOf(key), PacketId{i}, true);
    }
    trace.append(r);
    if (i % 61 == 0) trace.publish();
  }
  trace.publish();
  reader.join();
  sampler.join();
  editor.join();
  EXPECT_EQ(wrong.load(), 0u);
  EXPECT_EQ(trace.flowCount(), (kRows + 99) / 100);
}

}  // namespace
}  // namespace pw
