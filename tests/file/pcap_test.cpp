// pcap: draft-ietf-opsawg-pcap and the variants of the past.
#include <gtest/gtest.h>

#include "core/file/pcap_header.h"
#include "tests/file/make.h"
#include "tests/file/prefix_check.h"

namespace pw {
namespace {

using test::Bytes;
using test::Capture;
using test::Maker;
using test::packetOf;
using test::pcapHeader;
using test::pcapRecord;
using test::readBytes;

class PcapOrder : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Both, PcapOrder, testing::Bool(),
                         [](const auto& about) { return about.param ? "BigEndian" : "LittleEndian"; });

TEST_P(PcapOrder, Microseconds) {
  Maker file = pcapHeader(GetParam(), 0xa1b2c3d4, 113, 2, 4, 262144);
  pcapRecord(file, 1700000000, 123456, packetOf(60), 60);
  pcapRecord(file, 1700000001, 999999, packetOf(96, 2), 1514);
  const Capture capture = readBytes(file.bytes());

  ASSERT_FALSE(capture.problem);
  EXPECT_EQ(capture.info.format, FileFormat::pcap);
  EXPECT_EQ(capture.info.bigEndian, GetParam());
  EXPECT_EQ(capture.info.major, 2);
  EXPECT_EQ(capture.info.minor, 4);
  EXPECT_EQ(capture.info.fileBytes, file.size());
  ASSERT_EQ(capture.info.interfaces.size(), 1U);
  EXPECT_EQ(capture.info.interfaces[0].linkType, LinkType::linuxSll);
  EXPECT_EQ(capture.info.interfaces[0].snapLen, 262144U);
  EXPECT_EQ(capture.info.interfaces[0].tsResolution, 6);
  EXPECT_FALSE(capture.info.interfaces[0].fcsKnown);
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].timeNs, 1700000000123456000);
  EXPECT_EQ(capture.packets[0].bytes, packetOf(60));
  EXPECT_EQ(capture.packets[0].at, 24U + 16U);
  EXPECT_EQ(capture.packets[1].timeNs, 1700000001999999000);
  EXPECT_EQ(capture.packets[1].bytes, packetOf(96, 2));
  EXPECT_EQ(capture.packets[1].wireLen, 1514U);
  EXPECT_EQ(capture.packets[1].at, 24U + 16U + 60U + 16U);
}

TEST_P(PcapOrder, Nanoseconds) {
  Maker file = pcapHeader(GetParam(), 0xa1b23c4d);
  pcapRecord(file, 4294967295, 999999999, packetOf(1), 1);
  const Capture capture = readBytes(file.bytes());
  EXPECT_EQ(capture.info.format, FileFormat::pcapNsec);
  EXPECT_EQ(capture.info.interfaces.at(0).tsResolution, 9);
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].timeNs, 4294967295999999999);
}

TEST_P(PcapOrder, IxiaHasFourBytesMoreInTheHeader) {
  for (const std::uint32_t magic : {0x1c0001acU, 0x1c0001abU}) {
    Maker file = pcapHeader(GetParam(), magic);
    file.u32(999);
    pcapRecord(file, 7, 5, packetOf(3), 3);
    const Capture capture = readBytes(file.bytes());
    ASSERT_EQ(capture.packets.size(), 1U);
    EXPECT_EQ(capture.packets[0].bytes, packetOf(3));
    EXPECT_EQ(capture.packets[0].timeNs, magic == 0x1c0001acU ? 7'000'000'005 : 7'000'005'000);
  }
}

void modifiedRecord(Maker& file, unsigned second, const Bytes& packet, unsigned extraBytes) {
  file.u32(second).u32(0).u32(packet.size()).u32(packet.size());
  file.u32(2).u16(0x0800).u8(0);  // interface, protocol, packet type
  for (unsigned i = 0; i < extraBytes; ++i) file.u8(0xee);
  file.raw(packet);
}

TEST_P(PcapOrder, ModifiedMagicHas24Or28ByteRecordHeaders) {
  for (const unsigned extra : {1U, 5U}) {
    Maker file = pcapHeader(GetParam(), 0xa1b2cd34);
    for (unsigned i = 0; i < 5; ++i) modifiedRecord(file, i, packetOf(64 + i, i), extra);
    const Capture capture = readBytes(file.bytes());
    ASSERT_EQ(capture.packets.size(), 5U) << extra;
    EXPECT_FALSE(capture.problem);
    EXPECT_EQ(capture.info.format, FileFormat::pcapModified);
    for (unsigned i = 0; i < 5; ++i) EXPECT_EQ(capture.packets[i].bytes, packetOf(64 + i, i));
  }
}

TEST_P(PcapOrder, RedHat61HidesLongHeadersBehindTheStandardMagic) {
  Maker file = pcapHeader(GetParam());
  for (unsigned i = 0; i < 5; ++i) modifiedRecord(file, 900000000 + i, packetOf(80 + i, i), 1);
  const Capture capture = readBytes(file.bytes());
  ASSERT_EQ(capture.packets.size(), 5U);
  EXPECT_EQ(capture.info.format, FileFormat::pcapModified);
  for (unsigned i = 0; i < 5; ++i) EXPECT_EQ(capture.packets[i].bytes, packetOf(80 + i, i));
}

TEST_P(PcapOrder, NokiaHasFourBytesMoreInEachRecord) {
  Maker file = pcapHeader(GetParam());
  for (unsigned i = 0; i < 4; ++i) {
    file.u32(950000000 + i).u32(1).u32(60).u32(60).u32(0x9fbfb601).raw(packetOf(60, i));
  }
  const Capture capture = readBytes(file.bytes());
  ASSERT_EQ(capture.packets.size(), 4U);
  EXPECT_EQ(capture.packets[3].bytes, packetOf(60, 3));
}

TEST_P(PcapOrder, AixIsVersion22WithItsOwnNumbersAndNanoseconds) {
  Maker ethernet = pcapHeader(GetParam(), 0xa1b2c3d4, 6, 2, 2);
  ethernet.u32(5).u32(77).u32(60).u32(60).raw(packetOf(60));
  const Capture capture = readBytes(ethernet.bytes());
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].timeNs, 5'000'000'077);
  EXPECT_EQ(capture.info.interfaces.at(0).linkType, LinkType::ethernet);

  Maker fddi = pcapHeader(GetParam(), 0xa1b2c3d4, 15, 2, 2);
  fddi.u32(5).u32(77).u32(63).u32(63).u8(0).u8(0).u8(0).raw(packetOf(60));
  const Capture padded = readBytes(fddi.bytes());
  ASSERT_EQ(padded.packets.size(), 1U);
  EXPECT_EQ(padded.packets[0].bytes, packetOf(60));
  EXPECT_EQ(padded.packets[0].wireLen, 60U);
  EXPECT_EQ(padded.packets[0].at, 24U + 16U + 3U);
  EXPECT_EQ(padded.info.interfaces.at(0).linkType, LinkType{10});
}

TEST_P(PcapOrder, LengthsWereTheOtherWayRoundBeforeVersion23) {
  for (const auto& [major, minor] : {std::pair{2U, 1U}, std::pair{543U, 0U}, std::pair{2U, 3U}}) {
    Maker file = pcapHeader(GetParam(), 0xa1b2c3d4, 1, major, minor);
    file.u32(1).u32(0).u32(1514).u32(60).raw(packetOf(60));
    const Capture capture = readBytes(file.bytes());
    ASSERT_EQ(capture.packets.size(), 1U) << major << '.' << minor;
    EXPECT_EQ(capture.packets[0].bytes.size(), 60U);
    EXPECT_EQ(capture.packets[0].wireLen, 1514U);
  }
  Maker usual = pcapHeader(GetParam(), 0xa1b2c3d4, 1, 2, 3);
  pcapRecord(usual, 1, 0, packetOf(60), 1514);
  EXPECT_EQ(readBytes(usual.bytes()).packets.at(0).bytes.size(), 60U);
}

TEST(Pcap, OtherSystemsNumbersOfRawIp) {
  for (const unsigned link : {12U, 14U, 101U}) {
    EXPECT_EQ(readBytes(pcapHeader(false, 0xa1b2c3d4, link).bytes()).info.interfaces.at(0).linkType,
              LinkType::raw);
  }
  EXPECT_EQ(readBytes(pcapHeader(false, 0xa1b2c3d4, 65535).bytes()).info.interfaces.at(0).linkType,
            LinkType{65535});
}

TEST(Pcap, FrameCheckSequenceLengthIsInTheTopBits) {
  const InterfaceInfo four =
      readBytes(pcapHeader(false, 0xa1b2c3d4, 0x24000001).bytes()).info.interfaces.at(0);
  EXPECT_TRUE(four.fcsKnown);
  EXPECT_EQ(four.fcsLen, 4);
  EXPECT_EQ(four.linkType, LinkType::ethernet);
  const InterfaceInfo none =
      readBytes(pcapHeader(false, 0xa1b2c3d4, 0x20000001).bytes()).info.interfaces.at(0);
  EXPECT_FALSE(none.fcsKnown);
  EXPECT_EQ(none.fcsLen, 0);
}

TEST(Pcap, ReservedLinkTypeBitsAreRefused) {
  const Capture capture = readBytes(pcapHeader(false, 0xa1b2c3d4, 0x02c50001).bytes());
  ASSERT_FALSE(capture.opened);
  EXPECT_EQ(capture.problem->kind, FileProblemKind::unsupportedLinkType);
  EXPECT_EQ(capture.problem->number, 0x02c50001U);
}

TEST(Pcap, VersionOneIsRefused) {
  const Capture capture = readBytes(pcapHeader(true, 0xa1b2c3d4, 1, 1, 7).bytes());
  ASSERT_FALSE(capture.opened);
  EXPECT_EQ(capture.problem->kind, FileProblemKind::unsupportedVersion);
  EXPECT_EQ(capture.problem->number, 1U);
  EXPECT_EQ(capture.problem->number2, 7U);
}

TEST(Pcap, BiggestPacketIsReadAndOneMoreByteIsRefused) {
  Maker file = pcapHeader(false, 0xa1b2c3d4, 1, 2, 4, 300000);
  pcapRecord(file, 1, 0, packetOf(kMaxPacketBytes), kMaxPacketBytes);
  const std::size_t second = file.size();
  pcapRecord(file, 2, 0, packetOf(kMaxPacketBytes + 1), kMaxPacketBytes + 1);
  const Capture capture = readBytes(file.bytes());
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].bytes.size(), kMaxPacketBytes);
  ASSERT_TRUE(capture.problem);
  EXPECT_EQ(capture.problem->kind, FileProblemKind::packetTooBig);
  EXPECT_EQ(capture.problem->number, kMaxPacketBytes + 1);
  EXPECT_EQ(capture.problem->at, second);
  EXPECT_EQ(capture.problem->packets, 1U);
}

TEST(Pcap, MoreCapturedThanOnTheWireIsTolerated) {
  Maker file = pcapHeader(false);
  pcapRecord(file, 1, 0, packetOf(60), 42);
  const Capture capture = readBytes(file.bytes());
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].bytes.size(), 60U);
  EXPECT_EQ(capture.packets[0].wireLen, 42U);
}

TEST(Pcap, MicrosecondsOfASecondAndMoreAreCarriedOver) {
  Maker file = pcapHeader(false);
  pcapRecord(file, 10, 4294967295, packetOf(1), 1);
  EXPECT_EQ(readBytes(file.bytes()).packets.at(0).timeNs, 10'000'000'000 + 4'294'967'295'000);
}

TEST(Pcap, WhatIsNoCaptureIsSaid) {
  EXPECT_EQ(readBytes({}).problem->kind, FileProblemKind::empty);
  EXPECT_EQ(readBytes({0xd4, 0xc3}).problem->kind, FileProblemKind::unknownFormat);
  EXPECT_EQ(readBytes(test::textBytes("GET / HTTP/1.1\r\n\r\n")).problem->kind,
            FileProblemKind::unknownFormat);
}

test::Sample sample() {
  Maker file = pcapHeader(false);
  test::Sample made;
  for (unsigned i = 0; i < 4; ++i) {
    made.ends.push_back(file.size());
    made.packets.push_back(i);
    if (i < 3) pcapRecord(file, i, i, packetOf(20 * i, i), 20 * i);
  }
  made.bytes = file.bytes();
  return made;
}

TEST(Pcap, EveryPrefix) { test::checkEveryPrefix(sample()); }

TEST(Pcap, Mutations) { test::checkMutations(sample().bytes, 3000); }

TEST(Pcap, PacketsThatStraddleBlocksAreWhole) {
  Maker file = pcapHeader(false);
  for (unsigned i = 0; i < 700; ++i) pcapRecord(file, i, 0, packetOf(i % 97, i), i % 97);
  for (const std::size_t size : {1U, 2U, 15U, 16U, 17U, 64U, 100U, 1000U}) {
    const Capture capture = readBytes(file.bytes(), {.blockBytes = size});
    ASSERT_EQ(capture.packets.size(), 700U) << size;
    for (unsigned i = 0; i < 700; ++i) {
      ASSERT_EQ(capture.packets[i].bytes, packetOf(i % 97, i)) << size;
      const Bytes& all = file.bytes();
      ASSERT_TRUE(std::equal(capture.packets[i].bytes.begin(), capture.packets[i].bytes.end(),
                             all.begin() + static_cast<std::ptrdiff_t>(capture.packets[i].at)));
    }
  }
}

TEST(Snoop, Rfc1761) {
  Maker file{true};
  file.text("snoop").u8(0).u8(0).u8(0).u32(2).u32(4);  // version 2, Ethernet
  file.u32(1514).u32(5).u32(24 + 8).u32(0).u32(1000).u32(42).raw(packetOf(5)).u8(0).u8(0).u8(0);
  file.u32(3).u32(3).u32(24 + 3).u32(0).u32(1001).u32(7).raw(packetOf(3));
  const Capture capture = readBytes(file.bytes());
  ASSERT_FALSE(capture.problem);
  EXPECT_EQ(capture.info.format, FileFormat::snoop);
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].bytes, packetOf(5));
  EXPECT_EQ(capture.packets[0].wireLen, 1514U);
  EXPECT_EQ(capture.packets[0].timeNs, 1'000'000'042'000);
  EXPECT_EQ(capture.packets[1].at, 16U + 32U + 24U);
  test::checkMutations(file.bytes(), 1000);
}

}  // namespace
}  // namespace pw
