// pcapng: draft-ietf-opsawg-pcapng, block by block, in both byte orders.
#include <gtest/gtest.h>

#include "core/file/pcapng_blocks.h"
#include "tests/file/make.h"
#include "tests/file/prefix_check.h"

namespace pw {
namespace {

using test::block;
using test::Bytes;
using test::Capture;
using test::enhanced;
using test::interface;
using test::Maker;
using test::option;
using test::packetOf;
using test::readBytes;
using test::section;
using test::textBytes;

Bytes joined(std::initializer_list<Maker> parts) {
  Bytes all;
  for (const Maker& part : parts) all.insert(all.end(), part.bytes().begin(), part.bytes().end());
  return all;
}

Bytes wide(bool big, std::uint64_t value) { return Maker{big}.u64(value).bytes(); }

class PcapngOrder : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Both, PcapngOrder, testing::Bool(),
                         [](const auto& about) { return about.param ? "BigEndian" : "LittleEndian"; });

TEST_P(PcapngOrder, SectionOptions) {
  Maker file{GetParam()};
  section(file,
          joined({option(GetParam(), 2, textBytes("a box")), option(GetParam(), 3, textBytes("Linux 6")),
                  option(GetParam(), 4, textBytes("dumpcap")), option(GetParam(), 1, textBytes("one")),
                  option(GetParam(), 1, textBytes("tw\xc3\xb6")), option(GetParam(), 0, {})}));
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  EXPECT_EQ(capture.info.format, FileFormat::pcapng);
  EXPECT_EQ(capture.info.bigEndian, GetParam());
  ASSERT_EQ(capture.info.sections.size(), 1U);
  const SectionInfo& made = capture.info.sections[0];
  EXPECT_EQ(made.hardware, "a box");
  EXPECT_EQ(made.os, "Linux 6");
  EXPECT_EQ(made.application, "dumpcap");
  EXPECT_EQ(made.comments, (std::vector<std::string>{"one", "tw\xc3\xb6"}));
  EXPECT_EQ(made.bigEndian, GetParam());
}

TEST_P(PcapngOrder, InterfaceOptions) {
  const bool big = GetParam();
  Maker file{big};
  section(file);
  Bytes filter{0};
  for (const char c : std::string{"tcp port 80"}) filter.push_back(static_cast<std::uint8_t>(c));
  interface(file,
            joined({option(big, 2, textBytes("eth0")), option(big, 3, textBytes("the first")),
                    option(big, 8, wide(big, 1'000'000'000)), option(big, 9, {9}), option(big, 11, filter),
                    option(big, 12, textBytes("Linux")), option(big, 13, {4}),
                    option(big, 14, wide(big, 100)), option(big, 15, textBytes("e1000")),
                    option(big, 1, textBytes("note")), option(big, 12345, {1, 2, 3}), option(big, 0, {})}),
            113, 96);
  enhanced(file, 0, 5, packetOf(4), 4);
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  ASSERT_EQ(capture.info.interfaces.size(), 1U);
  const InterfaceInfo& made = capture.info.interfaces[0];
  EXPECT_EQ(made.linkType, LinkType::linuxSll);
  EXPECT_EQ(made.snapLen, 96U);
  EXPECT_EQ(made.name, "eth0");
  EXPECT_EQ(made.description, "the first");
  EXPECT_EQ(made.filter, "tcp port 80");
  EXPECT_EQ(made.os, "Linux");
  EXPECT_EQ(made.hardware, "e1000");
  EXPECT_EQ(made.comments, std::vector<std::string>{"note"});
  EXPECT_EQ(made.tsResolution, 9);
  EXPECT_EQ(made.tsOffsetSec, 100);
  EXPECT_EQ(made.speedBps, 1'000'000'000U);
  EXPECT_TRUE(made.fcsKnown);
  EXPECT_EQ(made.fcsLen, 4);
  EXPECT_EQ(capture.packets.at(0).timeNs, 100'000'000'005);
}

TEST_P(PcapngOrder, EnhancedPacketWithItsOptions) {
  const bool big = GetParam();
  Maker file{big};
  section(file);
  interface(file);
  const std::size_t at = file.size();
  const Bytes flags = Maker{big}.u32(0x00010002).bytes(), queue = Maker{big}.u32(3).bytes();
  enhanced(
      file, 0, 1'700'000'000'123'456, packetOf(61), 1514,
      joined({option(big, 1, textBytes("look here")), option(big, 2, flags), option(big, 4, wide(big, 17)),
              option(big, 5, wide(big, 99)), option(big, 6, queue), option(big, 3, {2, 1, 2, 3, 4}),
              option(big, 1, textBytes("and there")), option(big, 0, {})}));
  enhanced(file, 0, 1'700'000'000'123'457, packetOf(0), 0);
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].bytes, packetOf(61));
  EXPECT_EQ(capture.packets[0].wireLen, 1514U);
  EXPECT_EQ(capture.packets[0].timeNs, 1'700'000'000'123'456'000);
  EXPECT_EQ(capture.packets[0].at, at + 28);
  const PacketExtras& extras = capture.packets[0].extras;
  EXPECT_EQ(extras.comments, (std::vector<std::string>{"look here", "and there"}));
  EXPECT_EQ(extras.flags, 0x00010002U);
  EXPECT_EQ(extras.dropCount, 17U);
  EXPECT_EQ(extras.packetId, 99U);
  EXPECT_EQ(extras.queue, 3U);
  EXPECT_TRUE(capture.packets[1].extras.comments.empty());
}

TEST_P(PcapngOrder, SimplePacketIsAsLongAsTheSnapLengthAllowsAndHasNoTime) {
  Maker file{GetParam()};
  section(file);
  interface(file, {}, 1, 10);
  Maker body{GetParam()};
  body.u32(1000).raw(packetOf(10));
  block(file, 3, body);
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].bytes, packetOf(10));
  EXPECT_EQ(capture.packets[0].wireLen, 1000U);
  EXPECT_FALSE(capture.packets[0].hasTime);
}

TEST_P(PcapngOrder, ObsoletePacketBlock) {
  Maker file{GetParam()};
  section(file);
  interface(file);
  interface(file, {}, 101);
  for (const unsigned drops : {5U, 0xffffU}) {
    Maker body{GetParam()};
    body.u16(1).u16(drops).u32(0).u32(2'000'000).u32(6).u32(60).raw(packetOf(6));
    block(file, 2, body);
  }
  const Capture capture = readBytes(file.bytes());
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].interface, 1U);
  EXPECT_EQ(capture.packets[0].timeNs, 2'000'000'000);
  EXPECT_EQ(capture.packets[0].bytes, packetOf(6));
  EXPECT_EQ(capture.packets[0].extras.dropCount, 5U);
  EXPECT_FALSE(capture.packets[1].extras.dropCount);
}

TEST_P(PcapngOrder, NameResolution) {
  Maker file{GetParam()};
  section(file);
  Maker body{GetParam()};
  body.u16(1).u16(4 + 4 + 6).u8(192).u8(0).u8(2).u8(1).text("one").u8(0).text("uno12").u8(0).pad4();
  body.u16(9).u16(3).text("?!?").pad4();
  body.u16(2).u16(16 + 4).u64(0).u64(0).text("six").u8(0).pad4();
  body.u16(0).u16(0).raw(option(GetParam(), 1, textBytes("resolver")).bytes());
  block(file, 4, body);
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  ASSERT_EQ(capture.info.names.size(), 3U);
  EXPECT_EQ(capture.info.names[0].name, "one");
  EXPECT_EQ(capture.info.names[1].name, "uno12");
  EXPECT_EQ(capture.info.names[1].address[0], 192);
  EXPECT_FALSE(capture.info.names[1].ipv6);
  EXPECT_TRUE(capture.info.names[2].ipv6);
  EXPECT_EQ(capture.info.names[2].name, "six");
}

TEST_P(PcapngOrder, InterfaceStatistics) {
  const bool big = GetParam();
  Maker file{big};
  section(file);
  interface(file);
  Maker body{big};
  const Bytes start = Maker{big}.u32(0).u32(1'000'000).bytes(), end = Maker{big}.u32(1).u32(0).bytes();
  body.u32(0).u32(0).u32(7);
  body.raw(joined({option(big, 2, start), option(big, 3, end), option(big, 4, wide(big, 10)),
                   option(big, 5, wide(big, 11)), option(big, 6, wide(big, 12)),
                   option(big, 7, wide(big, 13)), option(big, 8, wide(big, 14))}));
  block(file, 5, body);
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  const std::optional<InterfaceStats>& stats = capture.info.interfaces.at(0).stats;
  ASSERT_TRUE(stats);
  EXPECT_EQ(stats->startNs, 1'000'000'000);
  EXPECT_EQ(stats->endNs, 4'294'967'296'000);
  EXPECT_EQ(stats->received, 10U);
  EXPECT_EQ(stats->dropped, 11U);
  EXPECT_EQ(stats->filterAccepted, 12U);
  EXPECT_EQ(stats->osDropped, 13U);
  EXPECT_EQ(stats->delivered, 14U);
}

TEST_P(PcapngOrder, SecretsCustomAndUnknownBlocks) {
  Maker file{GetParam()};
  section(file);
  Maker secrets{GetParam()};
  secrets.u32(0x544c534b).u32(7).text("CLIENT_");
  block(file, 10, secrets);
  block(file, 0xbad, Maker{GetParam()}.u32(32473).text("custom"));
  block(file, 0x40000bad, Maker{GetParam()}.u32(32473));
  block(file, 0x80000001, Maker{GetParam()}.text("private"));
  interface(file);
  enhanced(file, 0, 1, packetOf(3), 3);
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  EXPECT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.info.unknownBlocks, 3U);
  ASSERT_EQ(capture.info.secrets.size(), 1U);
  EXPECT_EQ(capture.info.secrets[0].type, 0x544c534bU);
  EXPECT_EQ(capture.info.secrets[0].bytes, textBytes("CLIENT_"));
}

TEST_P(PcapngOrder, SectionsOfBothOrdersCountTheirInterfacesAnew) {
  Maker first{GetParam()}, second{!GetParam()};
  section(first);
  interface(first, {}, 1);
  interface(first, {}, 101);
  enhanced(first, 1, 1, packetOf(1), 1);
  section(second);
  interface(second, option(!GetParam(), 9, {3}).bytes(), 113);
  enhanced(second, 0, 2, packetOf(2), 2);
  Bytes all = first.bytes();
  all.insert(all.end(), second.bytes().begin(), second.bytes().end());
  const Capture capture = readBytes(all);
  ASSERT_FALSE(capture.problem);
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].interface, 1U);
  EXPECT_EQ(capture.packets[1].interface, 2U);
  EXPECT_EQ(capture.packets[1].timeNs, 2'000'000);
  EXPECT_EQ(capture.info.sections.size(), 2U);
  ASSERT_EQ(capture.info.interfaces.size(), 3U);
  EXPECT_EQ(capture.info.interfaces[2].section, 1U);
  EXPECT_EQ(capture.info.interfaces[2].linkType, LinkType::linuxSll);
}

// What is refused

Maker started() {
  Maker file{false};
  section(file);
  interface(file);
  enhanced(file, 0, 1, packetOf(4), 4);
  return file;
}

void expectProblem(const Maker& file, FileProblemKind kind, std::uint64_t number, std::uint64_t number2 = 0) {
  const std::size_t at = started().size();
  const Capture capture = readBytes(file.bytes());
  EXPECT_EQ(capture.packets.size(), 1U);
  ASSERT_TRUE(capture.problem);
  EXPECT_EQ(capture.problem->kind, kind);
  EXPECT_EQ(capture.problem->at, at);
  EXPECT_EQ(capture.problem->packets, 1U);
  EXPECT_EQ(capture.problem->number, number);
  EXPECT_EQ(capture.problem->number2, number2);
}

TEST(PcapngRefused, LengthsThatDiffer) {
  Maker file = started();
  file.u32(0x80000001).u32(16).u32(0).u32(20);
  expectProblem(file, FileProblemKind::badBlockLength, 16, 20);
}

TEST(PcapngRefused, BlockShorterThanItsLengths) {
  Maker file = started();
  file.u32(6).u32(8);
  expectProblem(file, FileProblemKind::badBlock, 6, 8);
}

TEST(PcapngRefused, BlockOfMoreThan16MiB) {
  Maker file = started();
  file.u32(0x80000001).u32(0x01000004);
  expectProblem(file, FileProblemKind::blockTooBig, 0x01000004);
}

TEST(PcapngRefused, PacketThatDoesNotFitItsBlock) {
  Maker file = started();
  Maker body{false};
  body.u32(0).u32(0).u32(0).u32(9).u32(9).raw(packetOf(8));
  block(file, 6, body);
  expectProblem(file, FileProblemKind::badBlock, 6, 12 + 20 + 8);
}

TEST(PcapngRefused, PacketBiggerThanTheBound) {
  Maker file = started();
  enhanced(file, 0, 0, packetOf(kMaxPacketBytes + 1), kMaxPacketBytes + 1);
  expectProblem(file, FileProblemKind::packetTooBig, kMaxPacketBytes + 1);
}

TEST(PcapngRefused, InterfaceThatWasNeverDescribed) {
  Maker file = started();
  enhanced(file, 1, 0, packetOf(8), 8);
  expectProblem(file, FileProblemKind::badInterface, 1);
}

TEST(PcapngRefused, OptionBeyondItsBlock) {
  Maker file = started();
  enhanced(file, 0, 0, packetOf(8), 8, Maker{false}.u16(1).u16(9).u64(0).bytes());
  expectProblem(file, FileProblemKind::badOption, 1, 9);
}

TEST(PcapngRefused, PacketOptionOfWrongLength) {
  Maker file = started();
  enhanced(file, 0, 0, packetOf(8), 8, option(false, 4, {1, 2, 3, 4}).bytes());
  expectProblem(file, FileProblemKind::badOption, 4, 4);
}

TEST(PcapngRefused, NameWithoutAnEnd) {
  Maker file = started();
  Maker body{false};
  body.u16(1).u16(8).u32(0x01020304).text("abcd");
  block(file, 4, body);
  expectProblem(file, FileProblemKind::badBlock, 4, 24);
}

TEST(PcapngRefused, ByteOrderMagic) {
  Maker file = started();
  Maker body{false};
  body.u32(0x12345678).u16(1).u16(0).u64(0);
  block(file, 0x0a0d0d0a, body);
  expectProblem(file, FileProblemKind::badByteOrder, 0x12345678);
}

TEST(PcapngRefused, LaterSectionOfVersion2) {
  Maker file = started();
  section(file, {}, 2, 0);
  expectProblem(file, FileProblemKind::unsupportedVersion, 2, 0);
}

TEST(PcapngRefused, FirstSectionWhileOpening) {
  Maker version{true};
  section(version, {}, 1, 1);
  EXPECT_EQ(readBytes(version.bytes()).problem->kind, FileProblemKind::unsupportedVersion);
  Maker options{true};
  section(options, Maker{true}.u16(0x3030).u16(0x3030).bytes());
  const Capture capture = readBytes(options.bytes());
  EXPECT_FALSE(capture.opened);
  EXPECT_EQ(capture.problem->kind, FileProblemKind::badOption);
  EXPECT_EQ(capture.problem->number2, 12336U);
}

TEST(Pcapng, Version12Is10) {
  Maker file{false};
  section(file, {}, 1, 2);
  EXPECT_TRUE(readBytes(file.bytes()).opened);
}

TEST(Pcapng, LengthWithoutItsPaddingIsPadded) {
  Maker file = started();
  file.u32(0x80000001).u32(12 + 5).text("hello").u8(0).u8(0).u8(0).u32(12 + 5);
  enhanced(file, 0, 2, packetOf(5), 5);
  const Capture capture = readBytes(file.bytes());
  EXPECT_FALSE(capture.problem);
  EXPECT_EQ(capture.packets.size(), 2U);
}

test::Sample sample() {
  Maker file{false};
  test::Sample made;
  const auto mark = [&](std::size_t packets) {
    made.ends.push_back(file.size());
    made.packets.push_back(packets);
  };
  section(file, option(false, 1, textBytes("sample")).bytes());
  mark(0);
  interface(file, joined({option(false, 2, textBytes("lo")), option(false, 9, {9}), option(false, 0, {})}));
  mark(0);
  enhanced(file, 0, 1'000'000'007, packetOf(9), 9, option(false, 1, textBytes("hi")).bytes());
  mark(1);
  block(file, 3, Maker{false}.u32(7).raw(packetOf(7)));
  mark(2);
  block(file, 4, Maker{false}.u16(1).u16(6).u32(0x0100007f).text("a").u8(0).pad4().u32(0));
  mark(2);
  block(file, 2, Maker{false}.u16(0).u16(3).u32(0).u32(5).u32(2).u32(2).raw(packetOf(2)));
  mark(3);
  block(file, 5, Maker{false}.u32(0).u64(0).raw(option(false, 4, wide(false, 9)).bytes()));
  mark(3);
  block(file, 10, Maker{false}.u32(0x544c534b).u32(5).text("# key"));
  mark(3);
  made.bytes = file.bytes();
  return made;
}

TEST(Pcapng, EveryPrefix) { test::checkEveryPrefix(sample()); }

TEST(Pcapng, Mutations) { test::checkMutations(sample().bytes, 5000); }

TEST(Pcapng, BlocksBiggerThanTheReadBlocks) {
  Maker file{false};
  section(file);
  interface(file);
  block(file, 0x80000001, Maker{false}.raw(Bytes(100'000, 0x55)));
  for (unsigned i = 0; i < 50; ++i) enhanced(file, 0, i, packetOf(i * 11, i), i * 11);
  for (const std::size_t size : {1U, 13U, 512U, 65536U}) {
    const Capture capture = readBytes(file.bytes(), {.blockBytes = size});
    ASSERT_FALSE(capture.problem) << size;
    ASSERT_EQ(capture.packets.size(), 50U);
    for (unsigned i = 0; i < 50; ++i) ASSERT_EQ(capture.packets[i].bytes, packetOf(i * 11, i));
  }
}

}  // namespace
}  // namespace pw
