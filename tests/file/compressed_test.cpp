// gzip, zstd and lz4: whole, joined, cut, damaged, and bombs.
#include <gtest/gtest.h>

#include <random>

#include "tests/file/compress.h"
#include "tests/file/make.h"
#include "tests/file/temporary.h"

namespace pw {
namespace {

using test::Bytes;
using test::Capture;
using test::Maker;
using test::packetOf;
using test::readBytes;

class Compressed : public testing::TestWithParam<test::Packer> {
 protected:
  [[nodiscard]] static Bytes pack(const Bytes& plain) { return GetParam().pack(plain); }
};
INSTANTIATE_TEST_SUITE_P(Each, Compressed, testing::ValuesIn(test::kPackers),
                         [](const auto& about) { return about.param.name; });

Bytes sample(unsigned packets) {
  Maker file = test::pcapHeader(false);
  for (unsigned i = 0; i < packets; ++i) test::pcapRecord(file, i, i, packetOf(50 + i % 900, i * 7), 1514);
  return file.bytes();
}

TEST_P(Compressed, SamePacketsAsPlain) {
  const Bytes plain = sample(3000);
  const Bytes packed = pack(plain);
  const Capture capture = readBytes(packed), expected = readBytes(plain);
  EXPECT_FALSE(capture.problem);
  EXPECT_EQ(capture.info.compression, GetParam().kind);
  EXPECT_EQ(capture.info.fileBytes, packed.size());
  ASSERT_EQ(capture.packets.size(), 3000U);
  for (std::size_t i = 0; i < 3000; ++i) {
    ASSERT_EQ(capture.packets[i].bytes, expected.packets[i].bytes);
    ASSERT_EQ(capture.packets[i].at, expected.packets[i].at);
  }
}

TEST_P(Compressed, MembersOrFramesBehindEachOtherAreOneFile) {
  const Bytes plain = sample(40);
  Bytes packed;
  for (std::size_t from = 0; from < plain.size(); from += 1000) {
    const std::size_t n = std::min<std::size_t>(1000, plain.size() - from);
    const auto start = plain.begin() + static_cast<std::ptrdiff_t>(from);
    const Bytes part = pack(Bytes{start, start + static_cast<std::ptrdiff_t>(n)});
    packed.insert(packed.end(), part.begin(), part.end());
  }
  const Capture capture = readBytes(packed);
  EXPECT_FALSE(capture.problem);
  EXPECT_EQ(capture.packets.size(), 40U);
}

TEST_P(Compressed, EveryPrefixGivesPacketsFromTheStartAndSaysThatItIsCut) {
  const Bytes plain = sample(6);
  const Bytes packed = pack(plain);
  const Capture expected = readBytes(plain);
  for (std::size_t n = 6; n < packed.size(); ++n) {
    SCOPED_TRACE(n);
    const Capture capture = readBytes({packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(n)});
    ASSERT_TRUE(capture.problem);
    ASSERT_EQ(capture.problem->kind, FileProblemKind::cutShort);
    ASSERT_LE(capture.packets.size(), expected.packets.size());
    for (std::size_t i = 0; i < capture.packets.size(); ++i) {
      ASSERT_EQ(capture.packets[i].bytes, expected.packets[i].bytes);
    }
  }
}

TEST_P(Compressed, CutBetweenRecordsIsStillCut) {
  Bytes packed = pack(sample(2000));
  packed.resize(packed.size() - 2);
  const Capture capture = readBytes(packed);
  ASSERT_TRUE(capture.problem);
  EXPECT_EQ(capture.problem->kind, FileProblemKind::cutShort);
  EXPECT_EQ(capture.problem->packets, capture.packets.size());
}

TEST_P(Compressed, DamageIsToldInTheLibrarysWords) {
  Bytes packed = pack(sample(3000));
  for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 40; ++i) packed[i] ^= 0xa5;
  const Capture capture = readBytes(packed);
  ASSERT_TRUE(capture.problem);
  EXPECT_TRUE(capture.problem->kind == FileProblemKind::badCompression ||
              capture.problem->kind == FileProblemKind::packetTooBig ||
              capture.problem->kind == FileProblemKind::cutShort);
  if (capture.problem->kind == FileProblemKind::badCompression) {
    EXPECT_FALSE(capture.problem->text.empty());
  }
}

TEST_P(Compressed, MutationsEnd) {
  const Bytes packed = pack(sample(30));
  std::mt19937 random{7};
  for (unsigned round = 0; round < 1000; ++round) {
    Bytes damaged = packed;
    for (unsigned i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
    const Capture capture = readBytes(damaged, {.maxUnpackedBytes = 1 << 20});
    ASSERT_LE(capture.packets.size(), 70'000U);
  }
}

TEST_P(Compressed, BombStopsAtTheBound) {
  Maker file = test::pcapHeader(false, 0xa1b2c3d4, 1, 2, 4, 262144);
  for (unsigned i = 0; i < 100; ++i) test::pcapRecord(file, i, 0, Bytes(100'000), 100'000);
  const Capture capture = readBytes(pack(file.bytes()), {.maxUnpackedBytes = 1'000'000});
  EXPECT_EQ(capture.packets.size(), 9U);
  ASSERT_TRUE(capture.problem);
  EXPECT_EQ(capture.problem->kind, FileProblemKind::bombSuspected);
  EXPECT_EQ(capture.problem->number, 1'000'000U);
  EXPECT_EQ(capture.problem->packets, 9U);
}

TEST_P(Compressed, FileIsSpooledSoThatItsBytesCanBeReadAgain) {
  const Bytes plain = sample(2000);
  const test::TemporaryFolder folder;
  const Capture capture =
      test::readAll(openCapture(folder.file("capture", pack(plain)), {.blockBytes = 4096}));
  EXPECT_EQ(capture.info.compression, GetParam().kind);
  ASSERT_EQ(capture.packets.size(), 2000U);
  ASSERT_TRUE(capture.store);
  for (const test::Packet& packet : capture.packets) {
    Bytes again(packet.bytes.size());
    ASSERT_EQ(capture.store->read(packet.at, again), again.size());
    ASSERT_EQ(again, packet.bytes);
  }
  Bytes beyond(10);
  EXPECT_EQ(capture.store->read(plain.size(), beyond), 0U);

  const Capture unkept =
      test::readAll(openCapture(folder.file("capture", pack(plain)), {.keepBytes = false}));
  EXPECT_EQ(unkept.packets.size(), 2000U);
  EXPECT_FALSE(unkept.store);
}

TEST(Gzip, WhatFollowsTheLastMemberIsLeftAlone) {
  Bytes packed = test::gzipped(sample(3));
  packed.insert(packed.end(), 512, 0);  // as tape blocks are padded
  const Capture capture = readBytes(packed);
  EXPECT_EQ(capture.packets.size(), 3U);
  EXPECT_FALSE(capture.problem);
}

TEST(SkippableFrame, MayComeBeforeEither) {
  for (const test::Packer& packer : {test::kPackers[1], test::kPackers[2]}) {
    Bytes file = Maker{false}.u32(0x184d2a51).u32(5).text("hello").bytes();
    const Bytes packed = packer.pack(sample(3));
    file.insert(file.end(), packed.begin(), packed.end());
    const Capture capture = readBytes(file);
    EXPECT_EQ(capture.packets.size(), 3U) << packer.name;
    EXPECT_FALSE(capture.problem);
    EXPECT_EQ(capture.info.compression, packer.kind);
  }
}

TEST(Spool, NoRoomIsToldAndNotCrashedOn) {
  const test::TemporaryFolder folder;
  const std::filesystem::path capture = folder.file("capture", test::gzipped(sample(3)));
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before != nullptr ? before : "";
  ::setenv("TMPDIR", (folder.path() / "missing").c_str(), 1);
  const OpenResult result = openCapture(capture);
  before != nullptr ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FileProblemKind::cannotKeep);
  EXPECT_FALSE(result.error().text.empty());
}

}  // namespace
}  // namespace pw
