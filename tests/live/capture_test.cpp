// What was sent against what was captured, and what is said of the rest.
#include <signal.h>
#include <sys/mount.h>

#include <algorithm>
#include <fstream>

#include "core/capture/capture_filter.h"
#include "core/capture/interfaces.h"
#include "core/capture/orphan_spools.h"
#include "core/engine/session.h"
#include "dissectors/registry.h"
#include "tests/live/live_test.h"

namespace pw::test {
namespace {

using CaptureTest = Live;

TEST_F(CaptureTest, EveryPacketInOrderByteForByte) {
  std::vector<Frame> sent;
  for (std::uint32_t i = 0; i < 20'000; ++i) sent.push_back(numbered(i, 18 + i % 1400));
  const auto capture = startCapturing(onTap());
  const auto source = capture->source();
  wire_->send(sent);
  capture->stop();
  const Taken got = takeAll(*source);
  EXPECT_TRUE(got.frames == sent) << got.frames.size();
  EXPECT_TRUE(std::is_sorted(got.timesNs.begin(), got.timesNs.end()));
  const CaptureCounts c = capture->counts();
  EXPECT_EQ(c.received, sent.size());
  EXPECT_EQ(c.recorded, sent.size());
  EXPECT_EQ(c.analysed, sent.size());
  EXPECT_EQ(c.drops(), 0u);
  EXPECT_EQ(capture->end(), CaptureEnd::asked);
  EXPECT_FALSE(capture->problem().any());
  EXPECT_TRUE(takeFile(capture->store()->files().at(0)).frames == sent);
}

TEST_F(CaptureTest, ALonePacketComesSoon) {
  const auto capture = startCapturing(onTap());
  const auto source = capture->source();
  wire_->sendOne(numbered(7, 60));
  PacketBatch batch;
  ASSERT_TRUE(until([&] { return source->next(batch) == Pull::packets; }));
  EXPECT_EQ(batch.packets.at(0).bytes.size(), 60u);
  EXPECT_EQ(capture->state(), CaptureState::capturing);
}

TEST_F(CaptureTest, TheSpoolGoesWithItsLastOwner) {
  std::filesystem::path file;
  {
    const auto capture = startCapturing(onTap());
    file = capture->store()->files().at(0);
    EXPECT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(file.parent_path(), spoolFolder());
  }
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(CaptureTest, SavedSpoolStays) {
  const auto sent = numberedFrames(0, 500, 100);
  const auto target = folder_ / "saved.pcapng";
  {
    const auto capture = startCapturing(onTap());
    wire_->send(sent);
    capture->stop();
    capture->wait();
    ASSERT_TRUE(capture->store()->saveTo(target));
    EXPECT_EQ(capture->store()->files().at(0), target);
  }
  EXPECT_TRUE(takeFile(target).frames == sent);
  EXPECT_TRUE(std::filesystem::is_empty(spoolFolder()));
}

TEST_F(CaptureTest, AFilterKeepsTheRestOut) {
  auto o = onTap();
  o.interfaces[0].filter = "ether[17] & 1 == 1";  // odd numbers
  const auto capture = startCapturing(std::move(o));
  const auto source = capture->source();
  wire_->send(numberedFrames(0, 1000, 64));
  capture->stop();
  const Taken got = takeAll(*source);
  ASSERT_EQ(got.frames.size(), 500u);
  for (std::uint32_t i = 0; i < 500; ++i) EXPECT_TRUE(got.frames[i] == numbered(2 * i + 1, 64));
  EXPECT_EQ(capture->counts().received, 500u);
  EXPECT_EQ(got.info->interfaces.at(0).filter, "ether[17] & 1 == 1");
}

TEST_F(CaptureTest, SnapLengthCutsButTellsTheLength) {
  auto o = onTap();
  o.interfaces[0].snapLen = 96;
  const auto capture = startCapturing(std::move(o));
  const auto source = capture->source();
  wire_->sendOne(numbered(1, 1000));
  PacketBatch batch;
  ASSERT_TRUE(until([&] { return source->next(batch) == Pull::packets; }));
  EXPECT_EQ(batch.packets.at(0).bytes.size(), 96u);
  EXPECT_EQ(batch.packets.at(0).wireLen, 1000u);
}

TEST_F(CaptureTest, StopsAfterSoManyPackets) {
  auto o = onTap();
  o.stop.packets = 100;
  o.file = folder_ / "x.pcapng";
  const auto capture = startCapturing(std::move(o));
  wire_->send(numberedFrames(0, 1000, 64));
  capture->wait();
  EXPECT_EQ(capture->end(), CaptureEnd::packets);
  const CaptureCounts c = capture->counts();
  EXPECT_EQ(c.recorded, 100u);
  EXPECT_EQ(c.received, c.recorded + c.discarded + c.drops());
  EXPECT_TRUE(takeFile(folder_ / "x.pcapng").frames == numberedFrames(0, 100, 64));
}

TEST_F(CaptureTest, ARingOfFilesKeepsTheLast) {
  auto o = onTap();
  o.ring.packets = 100;
  o.ring.files = 3;
  o.file = folder_ / "x.pcapng";
  const auto capture = startCapturing(std::move(o));
  const auto source = capture->source();
  const auto sent = numberedFrames(0, 1050, 64);
  wire_->send(sent);
  capture->stop();
  EXPECT_TRUE(takeAll(*source).frames == sent) << "the engine sees them all";
  EXPECT_EQ(capture->counts().files, 11u);
  std::vector<Frame> kept;
  const auto files = capture->store()->files();
  ASSERT_EQ(files.size(), 3u);
  for (const auto& f : files) {
    EXPECT_TRUE(f.filename().string().starts_with("x_000")) << f;
    for (Frame& frame : takeFile(f).frames) kept.push_back(std::move(frame));
  }
  EXPECT_TRUE(kept == numberedFrames(800, 250, 64));
}

// The helper is held up while more comes than its buffer holds.
TEST_F(CaptureTest, KernelDropsAreCounted) {
  auto o = onTap();
  o.interfaces[0].bufferMiB = 1;
  const auto capture = startCapturing(std::move(o));
  const auto source = capture->source();
  ASSERT_EQ(::kill(capture->helperPid(), SIGSTOP), 0);
  const auto sent = numberedFrames(0, 5000, 1000);
  wire_->send(sent);
  ::kill(capture->helperPid(), SIGCONT);
  capture->stop();
  const Taken got = takeAll(*source);
  const CaptureCounts c = capture->counts();
  EXPECT_LT(got.frames.size(), sent.size());
  EXPECT_GT(got.frames.size(), 100u);
  EXPECT_EQ(c.recorded, got.frames.size());
  EXPECT_EQ(c.kernelDrops, sent.size() - got.frames.size());
  EXPECT_EQ(c.ringDrops, 0u);
  EXPECT_EQ(c.received, sent.size());
  const InterfaceStats s = takeFile(capture->store()->files().at(0)).info->interfaces.at(0).stats.value();
  EXPECT_EQ(s.osDropped, c.kernelDrops);
  EXPECT_EQ(s.delivered, got.frames.size());
  EXPECT_EQ(s.filterAccepted, sent.size());
}

TEST_F(CaptureTest, TheHelperHasNoCapabilitiesAndIsConfined) {
  const auto capture = startCapturing(onTap());
  for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapAmb"})
    EXPECT_EQ(statusOf(capture->helperPid(), set), "0000000000000000") << set;
  EXPECT_EQ(statusOf(capture->helperPid(), "NoNewPrivs"), "1");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_EQ(statusOf(capture->helperPid(), "Seccomp"), "2");
#endif
}

TEST_F(CaptureTest, WhatWasRecordedSurvivesTheHelpersDeath) {
  const auto sent = numberedFrames(0, 3000, 200);
  const auto capture = startCapturing(onTap());
  const auto source = capture->source();
  wire_->send(sent);
  ASSERT_TRUE(until([&] { return capture->counts().recorded == sent.size(); }));
  ::kill(capture->helperPid(), SIGKILL);
  EXPECT_TRUE(takeAll(*source).frames == sent);
  EXPECT_EQ(capture->problem().kind, CaptureProblemKind::helperDied);
  EXPECT_EQ(capture->problem().number, static_cast<std::uint64_t>(SIGKILL));
  EXPECT_TRUE(takeFile(capture->store()->files().at(0)).frames == sent);
}

TEST_F(CaptureTest, AnInterfaceThatGoesIsToldAndOthersGoOn) {
  auto o = onTap();
  o.interfaces.emplace_back().name = "lo";
  const auto capture = startCapturing(std::move(o));
  const auto sent = numberedFrames(0, 10, 64);
  wire_->send(sent);
  ASSERT_TRUE(until([&] { return capture->counts().recorded == sent.size(); }));
  Wire::removeInterface();
  ASSERT_TRUE(until([&] { return capture->counts().interfaces.at(0).problem.any(); }));
  EXPECT_EQ(capture->counts().interfaces[0].problem.kind, CaptureProblemKind::interfaceGone);
  EXPECT_FALSE(capture->counts().interfaces[1].problem.any());
  EXPECT_EQ(capture->state(), CaptureState::capturing);
  capture->stop();
  capture->wait();
  EXPECT_FALSE(capture->problem().any());
  EXPECT_TRUE(takeFile(capture->store()->files().at(0)).frames == sent);
}

TEST_F(CaptureTest, TheLastInterfaceThatGoesEndsIt) {
  const auto capture = startCapturing(onTap());
  Wire::removeInterface();
  capture->wait();
  EXPECT_EQ(capture->problem().kind, CaptureProblemKind::interfaceGone);
  EXPECT_EQ(capture->end(), CaptureEnd::problem);
}

TEST_F(CaptureTest, RefusalsSayWhy) {
  auto o = onTap();
  o.interfaces[0].filter = "tcp prt 80";
  auto capture = LiveCapture::start(o);
  capture->wait();
  EXPECT_EQ(capture->problem().kind, CaptureProblemKind::badFilter);
  EXPECT_EQ(capture->problem().interface, 0u);
  EXPECT_EQ(capture->problem().text, checkCaptureFilter("tcp prt 80", LinkType::ethernet).error());
  o = onTap();
  o.interfaces[0].name = "no-such-one";
  o.file = folder_ / "x.pcapng";
  capture = LiveCapture::start(o);
  capture->wait();
  EXPECT_EQ(capture->problem().kind, CaptureProblemKind::noSuchInterface);
  EXPECT_FALSE(std::filesystem::exists(o.file)) << "nothing is written before a capture begins";
}

TEST_F(CaptureTest, AFullDiskEndsItAndLosesNothingWritten) {
  const auto small = folder_ / "small";
  std::filesystem::create_directory(small);
  if (::mount("none", small.c_str(), "tmpfs", 0, "size=1m") != 0) GTEST_SKIP() << "no tmpfs may be mounted here";
  auto o = onTap();
  o.file = small / "x.pcapng";
  const auto capture = startCapturing(std::move(o));
  const auto source = capture->source();
  const auto sent = numberedFrames(0, 5000, 1000);
  wire_->send(sent);
  ASSERT_TRUE(until([&] { return capture->state() == CaptureState::ended; }));
  const CaptureProblem p = capture->problem();
  EXPECT_EQ(p.kind, CaptureProblemKind::diskFull);
  const Taken file = takeFile(small / "x.pcapng");
  EXPECT_FALSE(file.problem) << "ends with a whole block";
  EXPECT_GT(file.frames.size(), 500u);
  EXPECT_TRUE(std::equal(file.frames.begin(), file.frames.end(), sent.begin()));
  EXPECT_EQ(p.number, std::filesystem::file_size(small / "x.pcapng"));
  const CaptureCounts c = capture->counts();
  EXPECT_EQ(file.frames.size() + p.number2 + c.drops(), c.received);
  // What is in memory alone can still be saved elsewhere.
  const Taken seen = takeAll(*source);
  EXPECT_EQ(seen.frames.size(), c.recorded);
  ASSERT_TRUE(capture->store()->saveTo(folder_ / "saved.pcapng"));
  EXPECT_TRUE(takeFile(folder_ / "saved.pcapng").frames == seen.frames);
  ::umount(small.c_str());
}

// The engine looks at the packets while they come, and a session ends when the capture did.
TEST_F(CaptureTest, ASessionOverIt) {
  const Registry registry = allProtocols();
  const auto capture = startCapturing(onTap());
  Session session{registry, capture->source()};
  wire_->send(numberedFrames(0, 5000, 300));
  ASSERT_TRUE(until([&] { return session.trace().size() == 5000; }));
  EXPECT_EQ(session.state(), SessionState::loading);
  capture->stop();
  session.wait();
  EXPECT_EQ(session.state(), SessionState::finished);
  EXPECT_EQ(session.trace().size(), 5000u);
  std::vector<std::uint8_t> bytes(300);
  const auto row = session.trace().row(PacketId{4321});
  ASSERT_EQ(session.trace().store()->read(row.at, bytes), bytes.size());
  EXPECT_TRUE(bytes == numbered(4321, 300));
}

// The recorder keeps on while nobody analyses; what fell out of memory is read from the file.
TEST_F(CaptureTest, AnEngineThatComesLateMissesNothing) {
  auto o = onTap();
  o.recentMiB = 1;
  const auto sent = numberedFrames(0, 12'000, 1400);
  const auto capture = startCapturing(std::move(o));
  const auto source = capture->source();
  wire_->send(sent);
  ASSERT_TRUE(until([&] { return capture->counts().recorded == sent.size(); }));
  EXPECT_EQ(capture->counts().lag(), sent.size());
  capture->stop();
  EXPECT_TRUE(takeAll(*source).frames == sent);
  EXPECT_EQ(capture->counts().lag(), 0u);
}

TEST_F(CaptureTest, LinkTypesAreOffered) {
  const auto types = linkTypesOf(Wire::kTap, false);
  ASSERT_TRUE(types.has_value());
  ASSERT_FALSE(types->empty());
  EXPECT_EQ(types->front().type, LinkType::ethernet);
  EXPECT_EQ(types->front().name, "EN10MB");
}

}  // namespace
}  // namespace pw::test
