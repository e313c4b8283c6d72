// Walking on a second thread gives the same trace as doing everything on one.
#include "core/engine/walker_thread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <set>
#include <thread>

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/memory_packets.h"

namespace pw {
namespace {

using test::Bytes;
using test::MemoryPackets;

/// Another source in small batches, so that small captures too need a second thread. Its bytes are spoilt as soon as
/// the next batch is asked for, as the interface allows.
class Chopped final : public PacketSource {
 public:
  Chopped(PacketSource& inner, std::size_t perBatch, bool keepsBytes)
      : inner_(inner), perBatch_(perBatch), keepsBytes_(keepsBytes) {}
  Pull next(PacketBatch& out) override {
    threads.insert(std::this_thread::get_id());
    out.clear();
    std::fill(bytes_.begin(), bytes_.end(), std::uint8_t{0xee});
    if (++calls_ % 5 == 0) return Pull::idle;
    if (at_ == given_.packets.size()) {
      at_ = 0;
      if (const Pull pull = inner_.next(given_); pull != Pull::packets) return pull;
    }
    const std::size_t n = std::min(perBatch_, given_.packets.size() - at_);
    std::size_t total = 0;
    for (std::size_t i = 0; i < n; ++i) total += given_.packets[at_ + i].bytes.size();
    if (bytes_.size() < total) bytes_.resize(total);
    std::uint8_t* copy = bytes_.data();
    for (std::size_t i = 0; i < n; ++i) {
      PacketRef r = given_.packets[at_ + i];
      std::copy(r.bytes.begin(), r.bytes.end(), copy);
      r.bytes = {copy, r.bytes.size()};
      copy += r.bytes.size();
      if (r.extras != PacketRef::kNoExtras) {
        out.extras.push_back(given_.extras[r.extras]);
        r.extras = static_cast<std::uint32_t>(out.extras.size() - 1);
      }
      out.packets.push_back(r);
    }
    at_ += n;
    return Pull::packets;
  }
  std::shared_ptr<const CaptureInfo> info() const override { return inner_.info(); }
  SourceProgress progress() const noexcept override { return inner_.progress(); }
  std::shared_ptr<const ByteStore> store() const override { return keepsBytes_ ? inner_.store() : nullptr; }
  const std::optional<FileProblem>& problem() const noexcept override { return inner_.problem(); }

  std::set<std::thread::id> threads;  ///< that called next()

 private:
  PacketSource& inner_;
  std::size_t perBatch_;
  bool keepsBytes_;
  PacketBatch given_;
  std::size_t at_ = 0;
  unsigned calls_ = 0;
  Bytes bytes_;
};

bool sameRow(const PacketRow& a, const PacketRow& b) {
  return a.at == b.at && a.timeNs == b.timeNs && a.captured == b.captured && a.wireLen == b.wireLen &&
         a.flow == b.flow && a.direction == b.direction && a.previousInFlow == b.previousInFlow && a.stack == b.stack &&
         a.tcpFlags == b.tcpFlags && a.interface == b.interface && a.ecn == b.ecn && a.malformed == b.malformed &&
         a.cut == b.cut && a.hasTime == b.hasTime && a.hasExtras == b.hasExtras && a.fragment == b.fragment;
}

bool sameFacts(const FlowFacts& a, const FlowFacts& b) {
  bool same = a.known == b.known && a.stream == b.stream && a.application == b.application;
  same = same && a.direction == b.direction;
  for (unsigned d = 0; d < 2; ++d)
    same = same && a.hasBase[d] == b.hasBase[d] && (!a.hasBase[d] || a.baseSeq[d] == b.baseSeq[d]) &&
           a.scale[d] == b.scale[d];
  return same;
}

bool sameDatagram(const Trace& a, const Trace& b, PacketId id) {
  const auto x = a.reassembly(id), y = b.reassembly(id);
  if (x == nullptr || y == nullptr) return x == y;
  const auto equal = [](const FragmentPiece& p, const FragmentPiece& q) {
    return p.packet == q.packet && p.at == q.at && p.dataAt == q.dataAt && p.length == q.length;
  };
  return x->completedIn == y->completedIn && x->length == y->length &&
         std::equal(x->pieces.begin(), x->pieces.end(), y->pieces.begin(), y->pieces.end(), equal);
}

bool sameExtras(const Trace& a, const Trace& b, PacketId id) {
  const auto x = a.extras(id), y = b.extras(id);
  if (!x || !y) return !x && !y;
  return x->comments == y->comments && x->flags == y->flags && x->dropCount == y->dropCount &&
         x->packetId == y->packetId && x->queue == y->queue;
}

/// What differs first; empty where nothing does.
std::string difference(const Trace& a, const Trace& b) {
  if (a.size() != b.size()) return std::to_string(a.size()) + " and " + std::to_string(b.size()) + " rows";
  if (a.flowCount() != b.flowCount()) return "conversations";
  if (a.info()->interfaces.size() != b.info()->interfaces.size()) return "interfaces";
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    const PacketId id{i};
    const PacketRow x = a.row(id), y = b.row(id);
    const std::string where = " of packet " + std::to_string(i + 1);
    if (!sameRow(x, y)) return "row" + where;
    if (!(a.stack(x.stack) == b.stack(y.stack))) return "stack" + where;
    if (!sameFacts(a.flowFacts(id, x), b.flowFacts(id, y))) return "flow" + where;
    if (!sameDatagram(a, b, id)) return "datagram" + where;
    if (!sameExtras(a, b, id)) return "extras" + where;
  }
  return {};
}

RunEnd runAlone(PacketSource& source, Trace& trace) {
  Engine engine{test::registry(), source, trace};
  engine.useThread(false);
  return engine.run();
}

TEST(WalkerThread, OwnCapturesGiveTheSameTrace) {
  for (const auto& file : test::ownCaptures()) {
    auto whole = openCapture(file);
    ASSERT_TRUE(whole) << file;
    Trace alone;
    ASSERT_EQ(runAlone(**whole, alone), RunEnd::finished);
    ASSERT_GT(alone.size(), 0u) << file;
    for (const std::size_t perBatch : {std::size_t{1}, std::size_t{7}}) {
      auto again = openCapture(file);
      ASSERT_TRUE(again) << file;
      Chopped source{**again, perBatch, perBatch == 1};
      Trace trace;
      EXPECT_EQ((Engine{test::registry(), source, trace}.run()), RunEnd::finished);
      EXPECT_EQ(difference(alone, trace), "") << file << " by " << perBatch;
      EXPECT_EQ(source.threads.size(), alone.size() > 3 * perBatch ? 2u : 1u) << file;
    }
  }
}

TEST(WalkerThread, CorpusGivesTheSameTrace) {
  const auto files = test::sharedCaptures("corpus");
  if (files.empty()) GTEST_SKIP() << "no shared captures";
  for (const auto& file : files) {
    auto whole = openCapture(file), again = openCapture(file);
    if (!whole || !again) continue;
    Trace alone, trace;
    runAlone(**whole, alone);
    Chopped source{**again, 11, false};
    Engine{test::registry(), source, trace}.run();
    EXPECT_EQ(difference(alone, trace), "") << file;
  }
}

/// Far more batches than slots, whole ones.
TEST(WalkerThread, ManyPacketsGiveTheSameTrace) {
  MemoryPackets source;
  while (source.size() < 60'000)
    for (const auto& file : test::ownCaptures())
      for (const test::StoredPacket& p : test::readWhole(file).packets) source.add(p.bytes, p.timeNs, p.wireLen);
  Trace alone, threaded;
  runAlone(source, alone);
  source.rewind();
  Engine{test::registry(), source, threaded}.run();
  EXPECT_EQ(difference(alone, threaded), "");
}

// ---- conversations that began before they were announced ----

constexpr std::uint32_t kClient = 0xc0000201, kServer = 0xc0000202;

void put(Bytes& out, std::uint32_t value, unsigned bytes) {
  while (bytes-- > 0) out.push_back(static_cast<std::uint8_t>(value >> (8 * bytes)));
}

/// An IPv4 packet of UDP's protocol number; `fragment` is the field of flags and offset.
Bytes ipv4(std::uint32_t src, std::uint32_t dst, std::uint16_t fragment, const Bytes& payload) {
  Bytes b = test::hex("45 00");
  put(b, static_cast<std::uint32_t>(20 + payload.size()), 2);
  put(b, 0x1234, 2);
  put(b, fragment, 2);
  put(b, 0x4011'0000, 4);
  put(b, src, 4);
  put(b, dst, 4);
  b.insert(b.end(), payload.begin(), payload.end());
  return b;
}

Bytes udp(std::uint16_t from, std::uint16_t to, const Bytes& payload) {
  Bytes b;
  put(b, from, 2);
  put(b, to, 2);
  put(b, static_cast<std::uint32_t>(8 + payload.size()), 2);
  put(b, 0, 2);
  b.insert(b.end(), payload.begin(), payload.end());
  return b;
}

TEST(WalkerThread, ConversationOlderThanItsAnnouncementStaysWhatItWas) {
  const Bytes data = test::hex("0003 0001 0102030405060708 0102030405060708");  // RFC 1350 §5: DATA, block 1
  const Bytes fromServer = udp(5000, 3000, data);
  const Bytes first(fromServer.begin(), fromServer.begin() + 16), second(fromServer.begin() + 16, fromServer.end());
  MemoryPackets inner{LinkType::ipv4};
  for (unsigned i = 0; i < 40; ++i) inner.add(ipv4(kServer, kClient, 0, fromServer));
  const auto request = static_cast<std::uint32_t>(inner.size());
  inner.add(ipv4(kClient, kServer, 0, udp(3000, 69, test::hex("0001 66 00 6f63746574 00"))));  // RRQ "f" octet
  inner.add(ipv4(kServer, kClient, 0, fromServer));
  inner.add(ipv4(kServer, kClient, 0x2000, first));  // more fragments
  inner.add(ipv4(kServer, kClient, 2, second));
  inner.add(ipv4(kServer, kClient, 0, udp(5001, 3000, data)));  // a conversation that begins afterwards
  for (const bool keepsBytes : {true, false}) {
    Trace alone, threaded;
    inner.rewind();
    runAlone(inner, alone);
    inner.rewind();
    Chopped source{inner, 3, keepsBytes};
    Engine{test::registry(), source, threaded}.run();
    ASSERT_EQ(source.threads.size(), 2u);
    EXPECT_EQ(difference(alone, threaded), "");
    const auto isTftp = [&](std::uint32_t i) {
      const ProtocolStack& stack = threaded.stack(threaded.row(PacketId{i}).stack);
      return std::any_of(stack.begin(), stack.end(),
                         [](ProtocolId p) { return test::registry().protocol(p).name == "tftp"; });
    };
    EXPECT_FALSE(isTftp(0));
    EXPECT_TRUE(isTftp(request));
    EXPECT_FALSE(isTftp(request + 1));
    EXPECT_FALSE(isTftp(request + 3)) << "put together from fragments";
    EXPECT_TRUE(threaded.reassembly(PacketId{request + 3}) != nullptr);
    EXPECT_TRUE(isTftp(request + 4));
  }
}

// ---- ends ----

void fill(MemoryPackets& source, std::uint32_t n) {
  for (std::uint32_t i = 0; i < n; ++i)
    source.add(ipv4(kClient, kServer, 0, udp(static_cast<std::uint16_t>(1000 + i % 7), 9, {1, 2})), i);
}

TEST(WalkerThread, LimitEndsInTheMiddleOfABatch) {
  for (const std::uint64_t limit : {39u, 40u, 41u, 50u, 99u, 1000u}) {
    MemoryPackets source{LinkType::ipv4, 10};
    fill(source, 1000);
    Trace trace;
    Engine engine{test::registry(), source, trace};
    engine.limitPackets(limit);
    EXPECT_EQ(engine.run(), RunEnd::finished);
    EXPECT_EQ(trace.size(), limit);
  }
}

/// Gives a few batches, then does as it is told.
class Scripted final : public PacketSource {
 public:
  enum class Then : std::uint8_t { idle, fail };
  static constexpr std::uint32_t kPackets = 100;

  explicit Scripted(Then then) : then_(then) { fill(some_, kPackets); }
  Pull next(PacketBatch& b) override {
    if (const Pull pull = some_.next(b); pull == Pull::packets) return pull;
    if (then_ == Then::fail) throw std::bad_alloc{};
    std::this_thread::yield();
    return Pull::idle;
  }
  std::shared_ptr<const CaptureInfo> info() const override { return some_.info(); }
  SourceProgress progress() const noexcept override { return {}; }
  std::shared_ptr<const ByteStore> store() const override { return some_.store(); }
  const std::optional<FileProblem>& problem() const noexcept override { return some_.problem(); }

 private:
  MemoryPackets some_{LinkType::ipv4, 10};
  Then then_;
};

TEST(WalkerThread, AllThatAQuietSourceGaveIsShownAndAStopIsObeyed) {
  Scripted source{Scripted::Then::idle};
  Trace trace;
  std::stop_source stop;
  RunEnd end = RunEnd::finished;
  std::thread engine{[&] { end = Engine{test::registry(), source, trace}.run(stop.get_token()); }};
  while (trace.size() < Scripted::kPackets) std::this_thread::yield();
  stop.request_stop();
  engine.join();
  EXPECT_EQ(end, RunEnd::stopped);
  EXPECT_EQ(trace.size(), Scripted::kPackets);
}

TEST(WalkerThread, WhatTheSourceThrowsReachesTheCaller) {
  Scripted source{Scripted::Then::fail};
  Trace trace;
  EXPECT_THROW((Engine{test::registry(), source, trace}.run()), std::bad_alloc);
  EXPECT_EQ(trace.size(), Scripted::kPackets) << "what came before";
}

TEST(WalkerThread, EndsWhenNobodyWantsTheRest) {
  Scripted source{Scripted::Then::idle};
  Trace trace;
  PacketWalker walker{test::registry(), source, trace.flows()};
  {
    WalkerThread thread{walker, {}};
    ASSERT_NE(thread.next(), nullptr);
  }
  SUCCEED() << "although the source goes on and no slot was freed";
}

/// Every batch names an interface that was not known before.
class Growing final : public PacketSource {
 public:
  Growing() { fill(some_, 2000); }
  Pull next(PacketBatch& b) override {
    const Pull pull = some_.next(b);
    if (pull != Pull::packets) return pull;
    auto more = std::make_shared<CaptureInfo>(*info());
    more->interfaces.emplace_back().linkType = LinkType::ipv4;
    for (PacketRef& r : b.packets) r.interface = static_cast<std::uint16_t>(more->interfaces.size() - 1);
    info_.store(std::move(more));
    return pull;
  }
  std::shared_ptr<const CaptureInfo> info() const override { return info_.load(); }
  SourceProgress progress() const noexcept override { return {}; }
  std::shared_ptr<const ByteStore> store() const override { return some_.store(); }
  const std::optional<FileProblem>& problem() const noexcept override { return some_.problem(); }

 private:
  MemoryPackets some_{LinkType::ipv4, 10};
  std::atomic<std::shared_ptr<const CaptureInfo>> info_{std::make_shared<const CaptureInfo>()};
};

/// Run it under the thread sanitizer.
TEST(WalkerThread, ReadersKnowTheInterfaceAndTheLayersOfEveryRow) {
  Growing source;
  Trace trace;
  std::atomic<bool> ended{false};
  unsigned unknown = 0;
  std::thread reader{[&] {
    for (bool last = false; !last;) {
      last = ended.load();
      const std::uint32_t n = trace.size();
      if (n == 0) continue;
      const PacketRow r = trace.row(PacketId{n - 1});
      if (r.interface >= trace.info()->interfaces.size() || trace.stack(r.stack).size() != 4) ++unknown;
    }
  }};
  Engine{test::registry(), source, trace}.run();
  ended.store(true);
  reader.join();
  EXPECT_EQ(unknown, 0u);
  EXPECT_EQ(trace.size(), 2000u);
}

}  // namespace
}  // namespace pw
