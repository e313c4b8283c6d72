#include "core/engine/observer_thread.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/file/open_capture.h"
#include "tests/support/dissect.h"
#include "tests/support/walk_check.h"

namespace pw {
namespace {

/// What an observer sees of each packet, as one string.
class Recorder : public PacketObserver {
 public:
  explicit Recorder(std::size_t endAfter = SIZE_MAX) : endAfter_(endAfter) {}
  bool onPacket(const PacketContext& context, const PacketSummary& summary) override {
    PacketSummary again;
    row_.clear();
    again.clear();
    walkPacket(test::registry(), context, again, row_);
    EXPECT_TRUE(test::sameAsPassed(summary, again, context));
    const std::string where = context.interfaceInfo == nullptr ? "-" : context.interfaceInfo->name;
    const std::string comment =
        context.extras == nullptr || context.extras->comments.empty() ? "" : context.extras->comments[0];
    seen.push_back(std::to_string(context.id.value) + ' ' + where + ' ' + row_.text.protocol + ' ' + row_.text.info +
                   ' ' + comment);
    return seen.size() < endAfter_;
  }
  std::vector<std::string> seen;

 private:
  std::size_t endAfter_;
  RowSink row_;
};

std::vector<std::filesystem::path> captures() {
  std::vector<std::filesystem::path> out;
  for (const auto& e : std::filesystem::directory_iterator{std::filesystem::path{PLAINWIRE_SOURCE_DIR} / "captures"})
    if (e.path().extension() == ".pcap" || e.path().extension() == ".pcapng") out.push_back(e.path());
  return out;
}

RunEnd runOver(const std::filesystem::path& file, Recorder& recorder, bool threaded) {
  auto source = openCapture(file, {});
  if (!source) return RunEnd::stopped;
  Trace trace;
  Engine engine{test::registry(), **source, trace};
  if (!threaded) return engine.run({}, &recorder);
  ObserverThread thread{recorder, trace};
  return engine.run({}, &thread);
}

TEST(ObserverThread, SeesWhatTheEngineWouldHaveShownDirectly) {
  for (const auto& file : captures()) {
    Recorder direct, threaded;
    ASSERT_EQ(runOver(file, direct, false), RunEnd::finished) << file;
    ASSERT_EQ(runOver(file, threaded, true), RunEnd::finished) << file;
    EXPECT_FALSE(direct.seen.empty()) << file;
    EXPECT_EQ(direct.seen, threaded.seen) << file;
  }
}

TEST(ObserverThread, ObserverThatEndsSeesNothingMore) {
  Recorder recorder{3};
  runOver(std::filesystem::path{PLAINWIRE_SOURCE_DIR} / "captures/ecn.pcap", recorder, true);
  EXPECT_EQ(recorder.seen.size(), 3u);
}

}  // namespace
}  // namespace pw
