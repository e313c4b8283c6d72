// What all tests of live capture start from.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "core/capture/live_capture.h"
#include "tests/live/wire.h"

namespace pw::test {

/// A wire in a namespace of this program's own, and a folder for files. Skips where there is none to be had.
class Live : public testing::Test {
 protected:
  static void SetUpTestSuite();
  void SetUp() override;
  void TearDown() override;

  [[nodiscard]] static CaptureOptions onTap();
  /// Started, and past the point from which on every packet is captured. Fails the test otherwise.
  [[nodiscard]] std::shared_ptr<LiveCapture> startCapturing(CaptureOptions options) const;
  /// Waits until `done` says so; gives up after a time that no working machine needs.
  template <class Done>
  [[nodiscard]] static bool until(Done done) {
    for (int i = 0; i < 30'000; ++i) {
      if (done()) return true;
      waitAMoment();
    }
    return false;
  }
  static void waitAMoment();

  std::filesystem::path folder_;
  std::unique_ptr<Wire> wire_;
};

/// All packets of a source, as they lie in it.
struct Taken {
  std::vector<Frame> frames;
  std::vector<std::int64_t> timesNs;
  std::shared_ptr<const CaptureInfo> info;
  std::optional<FileProblem> problem;
};
Taken takeAll(PacketSource& source);
/// Of a capture in memory, which outlives it.
std::unique_ptr<PacketSource> openBytes(std::string_view bytes);
/// Of a capture file that was written.
Taken takeFile(const std::filesystem::path& file);

}  // namespace pw::test
