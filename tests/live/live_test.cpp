#include "tests/live/live_test.h"

#include <poll.h>
#include <stdlib.h>

#include "core/file/open_capture.h"

namespace pw::test {
namespace {

std::string& whyNot() {
  static std::string why;
  return why;
}

}  // namespace

void Live::SetUpTestSuite() {
  static const std::string why = Wire::make();
  whyNot() = why;
  ::setenv("PLAINWIRE_HELPER", PLAINWIRE_CAPTURE_HELPER, 1);
}

void Live::SetUp() {
  if (!whyNot().empty()) GTEST_SKIP() << "no network namespace: " << whyNot();
  std::string name = std::filesystem::temp_directory_path() / "plainwire-live-XXXXXX";
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  folder_ = name;
  ::setenv("XDG_STATE_HOME", folder_.c_str(), 1);
  wire_ = std::make_unique<Wire>();
}

void Live::TearDown() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void Live::waitAMoment() { ::poll(nullptr, 0, 1); }

CaptureOptions Live::onTap() {
  CaptureOptions o;
  o.interfaces.emplace_back().name = Wire::kTap;
  return o;
}

std::shared_ptr<LiveCapture> Live::startCapturing(CaptureOptions options) const {
  auto capture = LiveCapture::start(std::move(options));
  EXPECT_TRUE(until([&] { return capture->state() != CaptureState::starting; }));
  EXPECT_EQ(capture->state(), CaptureState::capturing) << static_cast<int>(capture->problem().kind) << ' '
                                                       << capture->problem().number << ' ' << capture->problem().text;
  return capture;
}

Taken takeAll(PacketSource& source) {
  Taken out;
  PacketBatch batch;
  for (Pull pull; (pull = source.next(batch)) != Pull::end;) {
    if (pull == Pull::idle) continue;
    for (const PacketRef& p : batch.packets) {
      out.frames.emplace_back(p.bytes.begin(), p.bytes.end());
      out.timesNs.push_back(p.timeNs);
    }
  }
  out.info = source.info();
  out.problem = source.problem();
  return out;
}

std::unique_ptr<PacketSource> openBytes(std::string_view bytes) {
  auto source = openCaptureBytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  return source ? std::move(*source) : nullptr;
}

Taken takeFile(const std::filesystem::path& file) {
  auto source = openCapture(file);
  EXPECT_TRUE(source.has_value()) << file;
  return source ? takeAll(**source) : Taken{};
}

}  // namespace pw::test
