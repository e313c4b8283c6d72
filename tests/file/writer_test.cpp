// Written captures: read back by us and by tshark and capinfos, and nothing lost on a failure.
#include "core/file/capture_writer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>

#include "tests/file/compress.h"
#include "tests/file/make.h"
#include "tests/file/temporary.h"

namespace pw {
namespace {

namespace fs = std::filesystem;
using test::Bytes;
using test::Capture;
using test::packetOf;

CaptureInfo richInfo() {
  CaptureInfo info;
  SectionInfo first, second;
  first.os = "Linux 6.1";
  first.application = "dumpcap";
  first.comments = {"first section"};
  second.hardware = "a box";
  second.comments = {"second section", "\xed\x95\x9c\xea\xb8\x80"};
  info.sections = {first, second};
  InterfaceInfo ethernet;
  ethernet.name = "eth0";
  ethernet.description = "to the world";
  ethernet.filter = "tcp port 80";
  ethernet.hardware = "e1000";
  ethernet.os = "Linux";
  ethernet.comments = {"a cable"};
  ethernet.snapLen = 96;
  ethernet.tsResolution = 9;
  ethernet.speedBps = 1'000'000'000;
  ethernet.fcsKnown = true;
  ethernet.fcsLen = 4;
  ethernet.stats = InterfaceStats{.startNs = 1'000'000'000,
                                  .endNs = 2'000'000'001,
                                  .received = 10,
                                  .dropped = 1,
                                  .filterAccepted = 9,
                                  .osDropped = 0,
                                  .delivered = 8};
  InterfaceInfo loop;
  loop.linkType = LinkType::raw;
  loop.tsOffsetSec = -1000;
  InterfaceInfo binary;
  binary.tsResolution = 0x80 | 20;
  info.interfaces = {ethernet, loop, binary};
  info.names = {{false, {192, 0, 2, 1}, "one"}, {true, {0x20, 1, 0xd, 0xb8}, "six"}};
  info.secrets = {{0x544c534b, test::textBytes("CLIENT_RANDOM 00 11\n")}};
  return info;
}

struct Written {
  PacketRef packet;
  PacketExtras extras;
  Bytes bytes;
};

std::vector<Written> richPackets() {
  std::vector<Written> packets;
  const auto add = [&](std::size_t size, unsigned wire, std::int64_t ns,
                       std::uint16_t interface) -> Written& {
    Written& made = packets.emplace_back();
    made.bytes = packetOf(size, static_cast<unsigned>(packets.size()));
    made.packet.wireLen = wire;
    made.packet.timeNs = ns;
    made.packet.interface = interface;
    return made;
  };
  add(60, 60, 1'700'000'000'123'456'789, 0);
  add(96, 1514, 1'700'000'000'123'456'790, 0).extras.comments = {"look", "", "\xed\x95\x9c"};
  Written& all = add(1, 1, 1'700'000'001'000'001'000, 1);
  all.extras = {.comments = {}, .flags = 2, .dropCount = 7, .packetId = 99, .queue = 3};
  add(0, 0, -500'000'000'000, 1);  // before 1970, thanks to the interface's offset
  add(33, 20, 5, 2);               // more kept than there was
  add(50, 50, 0, 0).packet.hasTime = false;
  return packets;
}

const PacketExtras* extrasOf(const Written& made) {
  const PacketExtras& extras = made.extras;
  const bool any = !extras.comments.empty() || extras.flags || extras.dropCount;
  return any ? &extras : nullptr;
}

CaptureWriter::Result writeAll(const fs::path& target, const CaptureInfo& info,
                               const std::vector<Written>& packets, const WriteOptions& options) {
  auto writer = CaptureWriter::create(target, info, options);
  if (!writer) return std::unexpected(writer.error());
  for (const Written& made : packets) {
    PacketRef packet = made.packet;
    packet.bytes = made.bytes;
    if (auto written = (*writer)->write(packet, extrasOf(made)); !written) return written;
  }
  EXPECT_EQ((*writer)->packets(), packets.size());
  return (*writer)->finish(info);
}

TEST(Writer, PcapngKeepsEverything) {
  const test::TemporaryFolder folder;
  const fs::path target = folder.path() / "a.pcapng";
  const CaptureInfo info = richInfo();
  const std::vector<Written> packets = richPackets();
  ASSERT_TRUE(writeAll(target, info, packets, {}));
  const Capture read = test::readAll(openCapture(target));
  ASSERT_FALSE(read.problem);

  ASSERT_EQ(read.info.sections.size(), 1U);
  EXPECT_EQ(read.info.sections[0].comments,
            (std::vector<std::string>{"first section", "second section", "\xed\x95\x9c\xea\xb8\x80"}));
  EXPECT_EQ(read.info.sections[0].hardware, "a box");
  EXPECT_EQ(read.info.sections[0].os, "Linux 6.1");
  EXPECT_EQ(read.info.sections[0].application, "dumpcap");
  ASSERT_EQ(read.info.interfaces.size(), 3U);
  const InterfaceInfo &ethernet = read.info.interfaces[0], &expected = info.interfaces[0];
  EXPECT_EQ(ethernet.name, expected.name);
  EXPECT_EQ(ethernet.description, expected.description);
  EXPECT_EQ(ethernet.filter, expected.filter);
  EXPECT_EQ(ethernet.hardware, expected.hardware);
  EXPECT_EQ(ethernet.os, expected.os);
  EXPECT_EQ(ethernet.comments, expected.comments);
  EXPECT_EQ(ethernet.snapLen, 96U);
  EXPECT_EQ(ethernet.tsResolution, 9);
  EXPECT_EQ(ethernet.speedBps, expected.speedBps);
  EXPECT_EQ(ethernet.fcsLen, 4);
  ASSERT_TRUE(ethernet.stats);
  EXPECT_EQ(ethernet.stats->startNs, 1'000'000'000);
  EXPECT_EQ(ethernet.stats->endNs, 2'000'000'001);
  EXPECT_EQ(ethernet.stats->osDropped, 0U);
  EXPECT_EQ(ethernet.stats->delivered, 8U);
  EXPECT_EQ(read.info.interfaces[1].tsOffsetSec, -1000);
  EXPECT_EQ(read.info.interfaces[2].tsResolution, 9);  // binary clocks are written as nanoseconds
  ASSERT_EQ(read.info.names.size(), 2U);
  EXPECT_EQ(read.info.names[1].name, "six");
  EXPECT_EQ(read.info.names[1].address, info.names[1].address);
  ASSERT_EQ(read.info.secrets.size(), 1U);
  EXPECT_EQ(read.info.secrets[0].bytes, info.secrets[0].bytes);

  ASSERT_EQ(read.packets.size(), packets.size());
  for (std::size_t i = 0; i < packets.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(read.packets[i].bytes, packets[i].bytes);
    EXPECT_EQ(read.packets[i].wireLen, packets[i].packet.wireLen);
    EXPECT_EQ(read.packets[i].timeNs, packets[i].packet.timeNs);
    EXPECT_EQ(read.packets[i].interface, packets[i].packet.interface);
    EXPECT_EQ(read.packets[i].hasTime, packets[i].packet.hasTime);
    EXPECT_EQ(read.packets[i].extras.comments, packets[i].extras.comments);
    EXPECT_EQ(read.packets[i].extras.flags, packets[i].extras.flags);
    EXPECT_EQ(read.packets[i].extras.dropCount, packets[i].extras.dropCount);
    EXPECT_EQ(read.packets[i].extras.packetId, packets[i].extras.packetId);
    EXPECT_EQ(read.packets[i].extras.queue, packets[i].extras.queue);
  }
}

TEST(Writer, PcapOfEitherResolution) {
  const test::TemporaryFolder folder;
  CaptureInfo info;
  info.interfaces.resize(1);
  info.interfaces[0].linkType = LinkType::linuxSll2;
  std::vector<Written> packets = richPackets();
  packets.resize(2);
  for (const FileFormat format : {FileFormat::pcap, FileFormat::pcapNsec}) {
    const fs::path target = folder.path() / "a.pcap";
    ASSERT_TRUE(writeAll(target, info, packets, {.format = format}));
    const Capture read = test::readAll(openCapture(target));
    ASSERT_FALSE(read.problem);
    EXPECT_EQ(read.info.format, format);
    EXPECT_EQ(read.info.interfaces.at(0).linkType, LinkType::linuxSll2);
    EXPECT_EQ(read.info.interfaces.at(0).snapLen, kMaxPacketBytes);
    ASSERT_EQ(read.packets.size(), 2U);
    EXPECT_EQ(read.packets[1].timeNs,
              format == FileFormat::pcapNsec ? 1'700'000'000'123'456'790 : 1'700'000'000'123'456'000);
    EXPECT_EQ(read.packets[1].wireLen, 1514U);
  }
}

TEST(Writer, WhatPcapCannotHoldIsRefusedAndLeavesTheOldFile) {
  const test::TemporaryFolder folder;
  const Bytes old = test::textBytes("something good");
  const fs::path target = folder.file("a.pcap", old);
  const auto mixed = writeAll(target, richInfo(), richPackets(), {.format = FileFormat::pcap});
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error().kind, FileProblemKind::mixedLinkTypes);
  EXPECT_EQ(mixed.error().number, 1U);
  EXPECT_EQ(mixed.error().number2, 101U);
  EXPECT_EQ(mixed.error().packets, 2U);
  EXPECT_EQ(test::fileBytes(target), old);

  std::vector<Written> early = richPackets();
  early[0].packet.timeNs = -1;
  early.resize(1);
  const auto range = writeAll(target, richInfo(), early, {.format = FileFormat::pcap});
  ASSERT_FALSE(range);
  EXPECT_EQ(range.error().kind, FileProblemKind::timeOutOfRange);
  early[0].packet.interface = 9;
  EXPECT_EQ(writeAll(target, richInfo(), early, {}).error().kind, FileProblemKind::badInterface);
  EXPECT_EQ(test::fileBytes(target), old);
  EXPECT_EQ(folder.files(), 1U);  // no temporary file is left
}

TEST(Writer, WhatTheSystemRefusesIsToldInItsWords) {
  const test::TemporaryFolder folder;
  const auto missing = CaptureWriter::create(folder.path() / "missing" / "a.pcap", {}, {});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, FileProblemKind::cannotWrite);
  EXPECT_EQ(missing.error().text, "No such file or directory");
  EXPECT_EQ(CaptureWriter::create(folder.path(), {}, {}).error().text, "Is a directory");
  // The full device refuses at the first flush.
  const auto full = writeAll("/dev/full", richInfo(), richPackets(), {});
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().kind, FileProblemKind::cannotWrite);
  EXPECT_EQ(full.error().text, "No space left on device");
}

TEST(Writer, KeepsPermissionsAndLinksOfTheOldFile) {
  const test::TemporaryFolder folder;
  const fs::path target = folder.file("real", {1, 2, 3});
  ASSERT_EQ(::chmod(target.c_str(), 0640), 0);
  fs::create_symlink("real", folder.path() / "link");
  ASSERT_TRUE(writeAll(folder.path() / "link", richInfo(), richPackets(), {}));
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link"));
  EXPECT_EQ(fs::status(target).permissions(), fs::perms{0640});
  EXPECT_EQ(test::readAll(openCapture(target)).packets.size(), richPackets().size());
}

TEST(Writer, EmptyCapturesAreWhole) {
  const test::TemporaryFolder folder;
  for (const FileFormat format : {FileFormat::pcap, FileFormat::pcapNsec, FileFormat::pcapng}) {
    ASSERT_TRUE(writeAll(folder.path() / "a", {}, {}, {.format = format}));
    const Capture read = test::readAll(openCapture(folder.path() / "a"));
    EXPECT_TRUE(read.opened);
    EXPECT_EQ(read.info.format, format);
    EXPECT_FALSE(read.problem);
  }
}

TEST(Writer, LongTextsAreCutBetweenCharacters) {
  const test::TemporaryFolder folder;
  std::vector<Written> packets = richPackets();
  packets.resize(1);
  std::string text = "x";
  for (unsigned i = 0; i < 40'000; ++i) text += "\xc3\xb6";
  packets[0].extras.comments = {text};
  ASSERT_TRUE(writeAll(folder.path() / "a", richInfo(), packets, {}));
  const std::string kept =
      test::readAll(openCapture(folder.path() / "a")).packets.at(0).extras.comments.at(0);
  EXPECT_EQ(kept, text.substr(0, 65535));
  packets[0].extras.comments = {text.substr(1)};
  ASSERT_TRUE(writeAll(folder.path() / "a", richInfo(), packets, {}));
  EXPECT_EQ(test::readAll(openCapture(folder.path() / "a")).packets.at(0).extras.comments.at(0).size(),
            65534U);
}

TEST(Writer, DirectFileCanBeReadWhileItGrows) {
  const test::TemporaryFolder folder;
  const fs::path target = folder.path() / "live.pcapng";
  auto writer = CaptureWriter::create(target, richInfo(), {.format = FileFormat::pcapng, .direct = true});
  ASSERT_TRUE(writer);
  std::size_t count = 0;
  for (const Written& made : richPackets()) {
    PacketRef packet = made.packet;
    packet.bytes = made.bytes;
    ASSERT_TRUE((*writer)->write(packet, nullptr));
    ASSERT_TRUE((*writer)->flush());
    const Capture read = test::readAll(openCapture(target));
    EXPECT_EQ(read.packets.size(), ++count);
    EXPECT_FALSE(read.problem);
  }
}

// Copies of whole captures

Bytes editable() {
  test::Maker file{true};
  test::section(file);
  for (unsigned i = 0; i < 1000; ++i) {
    if (i % 400 == 0) test::interface(file, {}, 1);
    test::enhanced(
        file, i / 400, 1'000'000ULL * i, packetOf(i % 100, i), i % 100,
        i % 10 == 0 ? test::option(true, 1, test::textBytes("c" + std::to_string(i))).bytes() : Bytes{});
  }
  return file.bytes();
}

std::expected<SaveResult, FileProblem> saveFile(const fs::path& from, const fs::path& to,
                                                const SaveEdits& edits, const WriteOptions& options = {}) {
  OpenResult source = openCapture(from);
  if (!source) return std::unexpected(source.error());
  return saveCapture(**source, to, options, edits);
}

TEST(Save, AllPackets) {
  const test::TemporaryFolder folder;
  const fs::path from = folder.file("from", editable()), to = folder.path() / "to";
  const auto saved = saveFile(from, to, {});
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->packets, 1000U);
  const Capture before = test::readAll(openCapture(from)), after = test::readAll(openCapture(to));
  ASSERT_EQ(after.packets.size(), 1000U);
  for (std::size_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(after.packets[i].bytes, before.packets[i].bytes);
    ASSERT_EQ(after.packets[i].timeNs, before.packets[i].timeNs);
    ASSERT_EQ(after.packets[i].interface, before.packets[i].interface);
    ASSERT_EQ(after.packets[i].extras.comments, before.packets[i].extras.comments);
  }
}

TEST(Save, SomePacketsWithCommentsEditedOverTheFileItself) {
  const test::TemporaryFolder folder;
  const fs::path file = folder.file("capture", test::gzipped(editable()));
  SaveEdits edits;
  edits.keep = {0, 10, 11, 999};
  edits.comments = {{0, {}}, {11, {"new", "two"}}, {500, {"of a packet that goes"}}};
  const auto saved = saveFile(file, file, edits);
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->packets, 4U);
  const Capture after = test::readAll(openCapture(file));
  ASSERT_EQ(after.packets.size(), 4U);
  EXPECT_EQ(after.info.compression, Compression::none);
  EXPECT_TRUE(after.packets[0].extras.comments.empty());
  EXPECT_EQ(after.packets[1].extras.comments, std::vector<std::string>{"c10"});
  EXPECT_EQ(after.packets[2].extras.comments, (std::vector<std::string>{"new", "two"}));
  EXPECT_EQ(after.packets[3].bytes, packetOf(99, 999));
  EXPECT_EQ(folder.files(), 1U);
}

TEST(Save, StoppedLeavesTheTarget) {
  const test::TemporaryFolder folder;
  const fs::path from = folder.file("from", editable()), to = folder.file("to", {7});
  OpenResult source = openCapture(from);
  std::stop_source stop;
  stop.request_stop();
  const auto saved = saveCapture(**source, to, {}, {}, stop.get_token());
  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->stopped);
  EXPECT_EQ(test::fileBytes(to), Bytes{7});
  EXPECT_EQ(folder.files(), 2U);
}

// The other programs' opinion

std::string outputOf(const std::string& command) {
  std::string output;
  FILE* const pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return output;
  char buffer[4096];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
  ::pclose(pipe);
  return output;
}

TEST(Writer, TsharkAndCapinfosAgree) {
  if (outputOf("tshark --version && capinfos --version").empty()) GTEST_SKIP() << "tshark is not installed";
  const test::TemporaryFolder folder;
  const fs::path target = folder.path() / "a.pcapng";
  std::vector<Written> packets = richPackets();
  packets.erase(packets.begin() + 3);  // before 1970
  ASSERT_TRUE(writeAll(target, richInfo(), packets, {}));
  EXPECT_EQ(outputOf("tshark -n -r '" + target.string() +
                     "' -T fields -e frame.time_epoch -e frame.len -e frame.cap_len -e frame.interface_id"),
            "1700000000.123456789\t60\t60\t0\n1700000000.123456790\t1514\t96\t0\n"
            "1700000001.000001000\t1\t1\t1\n0.000000005\t20\t33\t2\n\t50\t50\t0\n");
  const std::string about = outputOf("capinfos -M '" + target.string() + "'");
  EXPECT_NE(about.find("Number of decryption secrets in file: 1"), std::string::npos) << about;
  EXPECT_NE(about.find("Number of packets:   5"), std::string::npos) << about;
  EXPECT_NE(about.find("Number of interfaces in file: 3"), std::string::npos) << about;
  EXPECT_NE(about.find("Name = eth0"), std::string::npos) << about;
  EXPECT_NE(about.find("Capture length = 96"), std::string::npos) << about;
}

}  // namespace
}  // namespace pw
