#include "core/capture/live_spool.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "core/capture/live_source.h"
#include "core/capture/orphan_spools.h"
#include "core/capture/spool_blocks.h"
#include "core/file/open_capture.h"

namespace pw {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

class LiveSpoolTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = fs::temp_directory_path() / "plainwire-spool-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    ::setenv("XDG_STATE_HOME", folder_.c_str(), 1);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static CaptureInfo info() {
    CaptureInfo out;
    out.sections.emplace_back();
    out.interfaces.emplace_back().tsResolution = 9;
    return out;
  }
  /// Small pieces, and few of them kept, so that everything happens early.
  std::shared_ptr<LiveSpool> spool(FileRing ring = {}, bool temporary = false) const {
    LiveSpool::Settings s;
    if (!temporary) s.file = folder_ / "x.pcapng";
    s.ring = ring;
    s.chunkBytes = 4096;
    s.recentBytes = 16384;
    auto out = std::make_shared<LiveSpool>(std::move(s));
    EXPECT_TRUE(out->open());
    out->begin(info());
    return out;
  }
  static Bytes packet(std::uint32_t n) {
    Bytes b(4 + n % 300);
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = static_cast<std::uint8_t>(i < 4 ? n >> (8 * i) : n + i);
    return b;
  }
  static void add(LiveSpool& s, std::uint32_t n) {
    const Bytes b = packet(n);
    s.append(0, n, static_cast<std::uint32_t>(b.size()), b);
  }
  static std::vector<Bytes> packets(std::uint32_t from, std::uint32_t to) {
    std::vector<Bytes> out;
    for (std::uint32_t n = from; n < to; ++n) out.push_back(packet(n));
    return out;
  }
  static std::vector<Bytes> readAll(PacketSource& source) {
    std::vector<Bytes> out;
    PacketBatch batch;
    for (Pull pull; (pull = source.next(batch)) != Pull::end;)
      if (pull == Pull::packets)
        for (const PacketRef& p : batch.packets) out.emplace_back(p.bytes.begin(), p.bytes.end());
    return out;
  }
  static std::vector<Bytes> readFile(const fs::path& file) {
    auto source = openCapture(file);
    EXPECT_TRUE(source.has_value());
    return source ? readAll(**source) : std::vector<Bytes>{};
  }

  fs::path folder_;
};

// One thread records, one reads behind it, a third jumps about in what is published.
TEST_F(LiveSpoolTest, ReadersSeeWhatIsRecordedWhileItIs) {
  constexpr std::uint32_t kCount = 20'000;
  const auto s = spool();
  std::thread recorder{[&] {
    for (std::uint32_t n = 0; n < kCount; ++n) {
      add(*s, n);
      if (n % 37 == 0) s->publish();
    }
    s->publish();
    s->finish({});
  }};
  std::thread jumper{[&] {
    Bytes there(64);
    for (std::uint64_t at = 0; !s->finalEnd(); at += 97) {
      const std::uint64_t end = s->publishedEnd();
      if (at + there.size() > end) at = 0;
      else EXPECT_EQ(s->read(at, there), there.size()) << at << " of " << end;
    }
  }};
  LiveSource source{s, std::make_shared<LiveShared>(), nullptr};
  EXPECT_TRUE(readAll(source) == packets(0, kCount));
  recorder.join();
  jumper.join();
  EXPECT_TRUE(readFile(folder_ / "x.pcapng") == packets(0, kCount));
}

TEST_F(LiveSpoolTest, OffsetsLeadBackToTheBytes) {
  const auto s = spool();
  for (std::uint32_t n = 0; n < 2000; ++n) add(*s, n);
  s->publish();
  LiveSource source{s, std::make_shared<LiveShared>(), nullptr};
  PacketBatch batch;
  std::uint32_t n = 0;
  while (n < 2000 && source.next(batch) == Pull::packets)
    for (const PacketRef& p : batch.packets) {
      Bytes again(p.bytes.size());
      ASSERT_EQ(s->read(p.at, again), again.size());
      EXPECT_TRUE(again == packet(n++));
    }
  EXPECT_EQ(n, 2000u);
}

TEST_F(LiveSpoolTest, WhatIsFlushedIsACaptureAtAnyTime) {
  const auto s = spool();
  for (std::uint32_t n = 0; n < 100; ++n) add(*s, n);
  s->flush();
  EXPECT_TRUE(readFile(folder_ / "x.pcapng") == packets(0, 100));
  add(*s, 100);
  s->flushIfDue(std::chrono::steady_clock::now());
  EXPECT_TRUE(readFile(folder_ / "x.pcapng") == packets(0, 100)) << "not yet";
  s->flushIfDue(std::chrono::steady_clock::now() + LiveSpool::kFlushEvery);
  EXPECT_TRUE(readFile(folder_ / "x.pcapng") == packets(0, 101));
}

TEST_F(LiveSpoolTest, AReaderThatIsBehindStillGetsRemovedFiles) {
  FileRing ring;
  ring.packets = 100;
  ring.files = 2;
  const auto s = spool(ring);
  LiveSource source{s, std::make_shared<LiveShared>(), nullptr};
  for (std::uint32_t n = 0; n < 1000; ++n) {
    s->rotateIfDue(std::chrono::steady_clock::now(), {});
    add(*s, n);
  }
  s->finish({});
  ASSERT_EQ(s->files().size(), 2u);
  EXPECT_EQ(std::distance(fs::directory_iterator{folder_}, {}), 2);
  EXPECT_TRUE(readAll(source) == packets(0, 1000));
  EXPECT_TRUE(readFile(s->files()[1]) == packets(900, 1000));
}

// The reader must not wait for ever for bytes that somebody took away.
TEST_F(LiveSpoolTest, AFileThatSomebodyCutIsPassedOver) {
  const auto s = spool();
  for (std::uint32_t n = 0; n < 2000; ++n) add(*s, n);
  s->finish({});
  ASSERT_EQ(::truncate((folder_ / "x.pcapng").c_str(), 100), 0);
  LiveSource source{s, std::make_shared<LiveShared>(), nullptr};
  const auto got = readAll(source);
  EXPECT_LT(got.size(), 2000u);
  ASSERT_FALSE(got.empty());
  EXPECT_TRUE(got.back() == packet(1999)) << "what is in memory is still there";
  EXPECT_EQ(source.problem().value().kind, FileProblemKind::cutShort);
}

TEST_F(LiveSpoolTest, SavingWhileItRuns) {
  const auto s = spool({}, true);
  for (std::uint32_t n = 0; n < 1000; ++n) add(*s, n);
  s->publish();
  ASSERT_TRUE(s->saveTo(folder_ / "saved.pcapng"));
  EXPECT_TRUE(s->temporary()) << "it goes on in its own file";
  EXPECT_TRUE(readFile(folder_ / "saved.pcapng") == packets(0, 1000));
}

TEST_F(LiveSpoolTest, ARecordingInUseIsNotLeftBehind) {
  {
    const auto s = spool({}, true);
    add(*s, 1);
    s->flush();
    EXPECT_TRUE(orphanSpools().empty());
  }
  EXPECT_TRUE(fs::is_empty(spoolFolder()));
}

TEST_F(LiveSpoolTest, LeftRecordingsAreFoundRecoveredAndDiscarded) {
  fs::create_directories(spoolFolder());
  const auto leave = [&](const char* name, std::uint32_t count, std::size_t cut) {
    const fs::path file = spoolFolder() / name;
    fs::copy_file(folder_ / "x.pcapng", file);
    std::uint64_t at = 0;
    std::ifstream in{file, std::ios::binary};
    Bytes all{std::istreambuf_iterator<char>{in}, {}};
    for (std::uint32_t n = 0; n < count;) {
      const auto block = spool::blockAt(ByteView{all}.subspan(at));
      n += spool::packetOf(*block) ? 1 : 0;
      at += block->whole.size();
    }
    fs::resize_file(file, at - cut);
    return file;
  };
  {
    const auto s = spool();
    for (std::uint32_t n = 1; n < 50; ++n) add(*s, n);
    s->finish({});
  }
  const auto cut = leave("plainwire_cut.pcapng", 20, 7);
  leave("plainwire_empty.pcapng", 0, 0);
  auto left = orphanSpools();
  ASSERT_EQ(left.size(), 1u) << "one without packets is nothing to offer";
  EXPECT_EQ(left[0].file, cut);
  EXPECT_EQ(left[0].startedNs, 1);
  ASSERT_TRUE(recoverSpool(left[0], folder_ / "again.pcapng"));
  EXPECT_TRUE(readFile(folder_ / "again.pcapng") == packets(1, 20)) << "the block that was cut is left out";
  EXPECT_TRUE(orphanSpools().empty());
  leave("plainwire_b.pcapng", 10, 0);
  left = orphanSpools();
  ASSERT_EQ(left.size(), 1u);
  ASSERT_TRUE(discardSpool(left[0]));
  EXPECT_TRUE(fs::is_empty(spoolFolder()));
}

TEST_F(LiveSpoolTest, NothingIsTouchedBeforeItIsOpened) {
  std::ofstream{folder_ / "x.pcapng"} << "precious";
  LiveSpool::Settings settings;
  settings.file = folder_ / "x.pcapng";
  {
    LiveSpool s{settings};
    s.finish({});
    EXPECT_EQ(s.finalEnd(), 0u);
  }
  EXPECT_EQ(fs::file_size(folder_ / "x.pcapng"), 8u);
  settings.file = folder_ / "no-such-folder/x.pcapng";
  LiveSpool s{settings};
  EXPECT_FALSE(s.open());
  EXPECT_EQ(s.error(), ENOENT);
}

}  // namespace
}  // namespace pw
