// Where bytes come from: files, pipes that are slow, files that grow or shrink, files over 4 GiB.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "core/file/pcap_source.h"
#include "core/file/unique_fd.h"
#include "tests/file/compress.h"
#include "tests/file/make.h"
#include "tests/file/temporary.h"

namespace pw {
namespace {

using test::Bytes;
using test::Capture;
using test::Maker;
using test::packetOf;

Bytes sample(unsigned packets) {
  Maker file = test::pcapHeader(true);
  for (unsigned i = 0; i < packets; ++i) test::pcapRecord(file, i, i, packetOf(i % 1500, i), 1514);
  return file.bytes();
}

struct Pipe {
  Pipe() {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) == 0) {
      out = UniqueFd{ends[0]};
      in = UniqueFd{ends[1]};
    }
  }
  void write(const Bytes& bytes, std::size_t from = 0, std::size_t n = SIZE_MAX) const {
    int error = 0;
    ASSERT_TRUE(
        writeFully(in.value(), ByteView{bytes}.subspan(from, std::min(n, bytes.size() - from)), error));
  }
  UniqueFd out, in;
};

void expectSample(const Capture& capture, unsigned packets) {
  ASSERT_EQ(capture.packets.size(), packets);
  EXPECT_FALSE(capture.problem);
  ASSERT_TRUE(capture.store);
  for (unsigned i = 0; i < packets; ++i) {
    ASSERT_EQ(capture.packets[i].bytes, packetOf(i % 1500, i));
    Bytes again(capture.packets[i].bytes.size());
    ASSERT_EQ(capture.store->read(capture.packets[i].at, again), again.size());
    ASSERT_EQ(again, capture.packets[i].bytes);
  }
}

TEST(Input, FileInBlocksOfAnySizeWithAndWithoutAThread) {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.file("a.pcap", sample(4000));
  for (const std::size_t size : {1000U, 4096U, 100'000U, 1U << 20}) {
    for (const bool thread : {true, false}) {
      const Capture capture = test::readAll(openCapture(path, {.readAhead = thread, .blockBytes = size}));
      expectSample(capture, 4000);
      EXPECT_EQ(capture.info.fileBytes, std::filesystem::file_size(path));
    }
  }
}

TEST(Input, LeavingEarlyEndsTheThread) {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.file("a.pcap", sample(4000));
  for (unsigned batches = 0; batches < 6; ++batches) {
    OpenResult source = openCapture(path, {.blockBytes = 4096});
    ASSERT_TRUE(source);
    PacketBatch batch;
    for (unsigned i = 0; i < batches; ++i) EXPECT_EQ((*source)->next(batch), Pull::packets);
    EXPECT_GT((*source)->progress().done, 0U);
    EXPECT_EQ((*source)->progress().total, std::filesystem::file_size(path));
  }
}

TEST(Input, PipeGivenBitByBit) {
  const Bytes all = sample(300);
  Pipe pipe;
  std::jthread writer{[&] {
    for (std::size_t from = 0; from < all.size(); from += 777) pipe.write(all, from, 777);
    pipe.in.reset();
  }};
  const Capture capture = test::readAll(openCaptureFd(pipe.out.value()));
  expectSample(capture, 300);
  EXPECT_EQ(capture.info.fileBytes, 0U);
}

TEST(Input, CompressedPipe) {
  for (const test::Packer& packer : test::kPackers) {
    const Bytes all = packer.pack(sample(3000));
    Pipe pipe;
    std::jthread writer{[&] {
      pipe.write(all);
      pipe.in.reset();
    }};
    const Capture capture = test::readAll(openCaptureFd(pipe.out.value()));
    expectSample(capture, 3000);
    EXPECT_EQ(capture.info.compression, packer.kind);
  }
}

TEST(Input, PipeGivesPacketsAsTheyComeAndIsIdleBetween) {
  Maker file = test::pcapHeader(false);
  const std::size_t header = file.size();
  test::pcapRecord(file, 1, 0, packetOf(5), 5);
  const std::size_t first = file.size();
  test::pcapRecord(file, 2, 0, packetOf(6), 6);
  const Bytes& all = file.bytes();

  Pipe pipe;
  pipe.write(all, 0, header);
  OpenResult source = openCaptureFd(pipe.out.value(), {.pipeIdleAfter = std::chrono::milliseconds{1}});
  ASSERT_TRUE(source);
  PacketBatch batch;
  const auto pull = [&] {
    Pull got = (*source)->next(batch);
    while (got == Pull::idle) got = (*source)->next(batch);
    return got;
  };
  EXPECT_EQ((*source)->next(batch), Pull::idle);
  pipe.write(all, header, first - header);
  ASSERT_EQ(pull(), Pull::packets);
  EXPECT_EQ(batch.packets.size(), 1U);
  pipe.write(all, first, 3);  // a part of the second
  EXPECT_EQ((*source)->next(batch), Pull::idle);
  pipe.write(all, first + 3);
  ASSERT_EQ(pull(), Pull::packets);
  EXPECT_EQ(batch.packets.at(0).bytes.size(), 6U);
  EXPECT_EQ((*source)->next(batch), Pull::idle);
  pipe.in.reset();
  EXPECT_EQ(pull(), Pull::end);
  EXPECT_FALSE((*source)->problem());
}

TEST(Input, SourceOfASilentPipeCanBeLeft) {
  Pipe pipe;
  pipe.write(test::pcapHeader(false).bytes());
  OpenResult source = openCaptureFd(pipe.out.value(), {.pipeIdleAfter = std::chrono::milliseconds{1}});
  ASSERT_TRUE(source);
  PacketBatch batch;
  EXPECT_EQ((*source)->next(batch), Pull::idle);  // the thread waits for bytes now
}

TEST(Input, DashIsStandardInput) {
  const Bytes all = sample(10);
  Pipe pipe;
  pipe.write(all);
  pipe.in.reset();
  const UniqueFd kept{::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)};
  ASSERT_GE(::dup2(pipe.out.value(), STDIN_FILENO), 0);
  const Capture capture = test::readAll(openCapture("-"));
  ::dup2(kept.value(), STDIN_FILENO);
  expectSample(capture, 10);
}

TEST(Input, FileAsStandardInputBeginsWhereItStands) {
  const test::TemporaryFolder folder;
  Bytes all = test::textBytes("read already");
  const Bytes capture = sample(50);
  all.insert(all.end(), capture.begin(), capture.end());
  const std::filesystem::path path = folder.file("a", all);
  const UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  ::lseek(fd.value(), 12, SEEK_SET);
  expectSample(test::readAll(openCaptureFd(fd.value())), 50);
}

TEST(Input, NamedPipe) {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "fifo";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const Bytes all = sample(100);
  std::jthread writer{[&] {
    const UniqueFd out{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    int error = 0;
    writeFully(out.value(), all, error);
  }};
  expectSample(test::readAll(openCapture(path)), 100);
}

TEST(Input, WhatCannotBeOpened) {
  const test::TemporaryFolder folder;
  const OpenResult missing = openCapture(folder.path() / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, FileProblemKind::cannotOpen);
  EXPECT_EQ(missing.error().text, "No such file or directory");
  EXPECT_EQ(openCapture(folder.path()).error().kind, FileProblemKind::isDirectory);
  EXPECT_EQ(openCapture(folder.file("empty", {})).error().kind, FileProblemKind::empty);
  EXPECT_EQ(openCapture(folder.file("empty.gz", test::gzipped({}))).error().kind, FileProblemKind::empty);
  EXPECT_EQ(openCaptureFd(-1).error().kind, FileProblemKind::cannotOpen);
}

TEST(Input, FileThatGrowsIsReadToItsNewEndByOpeningItAgain) {
  const test::TemporaryFolder folder;
  Bytes all = sample(20);
  const Bytes part{all.begin(), all.end() - 5};
  const Capture before = test::readAll(openCapture(folder.file("a.pcap", part)));
  EXPECT_EQ(before.packets.size(), 19U);
  ASSERT_TRUE(before.problem);
  EXPECT_EQ(before.problem->kind, FileProblemKind::cutShort);
  expectSample(test::readAll(openCapture(folder.file("a.pcap", all))), 20);
}

TEST(Input, FileCutWhileItIsReadEndsAsCut) {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.file("a.pcap", sample(4000));
  OpenResult source = openCapture(path, {.readAhead = false, .blockBytes = 4096});
  ASSERT_TRUE(source);
  PacketBatch batch;
  ASSERT_EQ((*source)->next(batch), Pull::packets);
  const std::uint64_t end = (*source)->progress().done + 100;
  ASSERT_EQ(::truncate(path.c_str(), static_cast<off_t>(end)), 0);
  while ((*source)->next(batch) == Pull::packets) {
  }
  ASSERT_TRUE((*source)->problem());
  EXPECT_EQ((*source)->problem()->kind, FileProblemKind::cutShort);
  Bytes again(200);
  EXPECT_LT((*source)->store()->read(end - 100, again), 101U);
}

TEST(Input, InfoCanBeAskedForWhileReading) {
  Maker file{false};
  test::section(file);
  for (unsigned i = 0; i < 2000; ++i) {
    test::interface(file);
    test::enhanced(file, i, i, packetOf(4), 4);
  }
  const test::TemporaryFolder folder;
  OpenResult source = openCapture(folder.file("a.pcapng", file.bytes()), {.blockBytes = 4096});
  ASSERT_TRUE(source);
  std::jthread asking{[&](const std::stop_token& stop) {
    std::size_t seen = 0;
    while (!stop.stop_requested()) {
      const auto info = (*source)->info();
      EXPECT_GE(info->interfaces.size(), seen);
      seen = info->interfaces.size();
      static_cast<void>((*source)->progress());
    }
  }};
  PacketBatch batch;
  while ((*source)->next(batch) == Pull::packets) {
    for (const PacketRef& packet : batch.packets)
      ASSERT_LT(packet.interface, (*source)->info()->interfaces.size());
  }
}

/// A pcap file of the biggest packets, made up as it is read.
class EndlessPcap final : public ByteSource {
 public:
  explicit EndlessPcap(std::uint64_t packets)
      : header_(test::pcapHeader(false, 0xa1b2c3d4, 1, 2, 4, kMaxPacketBytes).bytes()), packets_(packets) {
    record_ = Maker{false}.u32(1).u32(0).u32(kMaxPacketBytes).u32(kMaxPacketBytes).bytes();
    record_.resize(record_.size() + kMaxPacketBytes, 0x55);
  }
  std::size_t read(std::span<std::uint8_t> into) override {
    const Bytes& from = header_.size() > used_ ? header_ : record_;
    if (&from == &record_ && packets_ == 0) return 0;
    const std::size_t start = &from == &header_ ? used_ : place_;
    const std::size_t n = std::min(into.size(), from.size() - start);
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(start), n, into.begin());
    if (&from == &header_) {
      used_ += n;
    } else if (place_ += n; place_ == record_.size()) {
      place_ = 0;
      --packets_;
    }
    return n;
  }

 private:
  Bytes header_, record_;
  std::uint64_t packets_;
  std::size_t used_ = 0, place_ = 0;
};

TEST(Input, OffsetsBeyond4GiB) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "copies 4 GiB, which takes long here and shows nothing about threads";
#endif
  constexpr std::uint64_t kPackets = 16500, kRecord = 16 + kMaxPacketBytes;
  static_assert(kPackets * kRecord > std::uint64_t{1} << 32);
  FileLayers layers;
  layers.window = std::make_unique<Window>(
      std::make_unique<ReadAhead>(std::make_unique<EndlessPcap>(kPackets), nullptr, ReadOptions{}, nullptr));
  PcapSource source{std::move(layers)};
  ASSERT_TRUE(source.open(false));
  PacketBatch batch;
  std::uint64_t packets = 0;
  while (source.next(batch) == Pull::packets) {
    for (const PacketRef& packet : batch.packets) ASSERT_EQ(packet.at, 24 + packets++ * kRecord + 16);
  }
  EXPECT_EQ(packets, kPackets);
  EXPECT_FALSE(source.problem());
}

TEST(Input, StoreReadsBeyond4GiB) {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder.file("sparse", {});
  const UniqueFd fd{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
  constexpr std::uint64_t kFar = (std::uint64_t{5} << 30) + 3;
  ASSERT_EQ(::pwrite(fd.value(), "far away", 8, static_cast<off_t>(kFar)), 8);
  auto input = FileInput::open(path);
  ASSERT_TRUE(input);
  Bytes read(100);
  EXPECT_EQ(FileStore{*input}.read(kFar, read), 8U);
  EXPECT_EQ(read[0], 'f');
}

}  // namespace
}  // namespace pw
