// What becomes of a recording: after a crash, and on a full disk; and what is said to root.
#include <signal.h>
#include <sys/mount.h>

#include <QFile>
#include <QToolButton>
#include <algorithm>

#include "core/capture/orphan_spools.h"
#include "core/capture/permission.h"
#include "tests/live/program.h"
#include "tests/support/dissect.h"
#include "tests/ui/live_window.h"
#include "ui/welcome/left_recordings.h"
#include "ui/welcome/welcome_page.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

/// Recordings lie in a folder of the test's own.
class RecordingUi : public LiveWindow {
 protected:
  RecordingUi() : before_(qgetenv(kState)) {
    EXPECT_TRUE(waitFor([this] { return !left().isBusy(); }));  // it reads the variable
    qputenv(kState, QFile::encodeName(folder_.path()));
  }
  ~RecordingUi() override {
    window_.reset();
    qputenv(kState, before_);
  }
  /// A program records these and is killed.
  void crash(const std::vector<Frame>& frames) const {
    Program program{fs::path{folder_.path().toStdString()}, {"-i", Wire::kTap, "-Q"}};
    ASSERT_TRUE(waitFor([&program] { return childrenOf(program.pid()).size() == 1; }));
    ASSERT_TRUE(waitFor([] { return !recordings().empty(); }));
    wire_->send(frames);
    ASSERT_TRUE(waitFor([&] { return biggest() > frames.size() * frames.front().size(); }));
    program.signal(SIGKILL);
    program.wait();
  }
  void startAnew() {
    window_.reset();
    window_ = std::make_unique<ui::MainWindow>(registry(), theme_, language_);
    window_->show();
  }
  ui::LeftRecordings& left() { return window().welcome().leftRecordings(); }
  [[nodiscard]] std::vector<std::uint8_t> bytesOf(std::uint32_t row) {
    const Trace& trace = window().document().trace();
    const PacketRow r = trace.row(PacketId{row});
    std::vector<std::uint8_t> out(r.captured);
    EXPECT_EQ(trace.store()->read(r.at, out), out.size());
    return out;
  }

 private:
  static constexpr const char* kState = "XDG_STATE_HOME";

  static std::vector<fs::path> recordings() {
    std::vector<fs::path> out;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator{spoolFolder(), none}) out.push_back(entry.path());
    return out;
  }
  static std::uintmax_t biggest() {
    std::uintmax_t out = 0;
    std::error_code none;
    for (const fs::path& file : recordings()) {
      const auto size = fs::file_size(file, none);
      if (!none) out = std::max(out, size);
    }
    return out;
  }

  QByteArray before_;
};

TEST_F(RecordingUi, WhatACrashLeftIsOfferedAndOpened) {
  crash(numberedFrames(0, 500, 300));
  startAnew();
  ASSERT_TRUE(waitFor([this] { return !left().isHidden(); }));
  EXPECT_TRUE(left().told().contains(QStringLiteral("without saving"))) << left().told().toStdString();
  const QString path = folder_.filePath(QStringLiteral("recovered.pcapng"));
  left().recover(path);
  ASSERT_TRUE(waitFor([this] { return window().document().isOpen() && !window().document().isLoading(); }));
  ASSERT_TRUE(arrived(500));
  EXPECT_EQ(window().document().path(), path);
  for (const std::uint32_t row : {0u, 250u, 499u}) EXPECT_TRUE(bytesOf(row) == numbered(row, 300)) << row;
  EXPECT_TRUE(orphanSpools().empty()) << "it was moved";
  startAnew();
  ASSERT_TRUE(waitFor([this] { return !left().isBusy(); }));
  EXPECT_TRUE(left().isHidden()) << "offered once only";
}

// What found no room on the disk is in memory, and can be saved where there is some.
TEST_F(RecordingUi, AFullDiskIsToldAndNothingRecordedIsLost) {
  const std::string small = folder_.filePath(QStringLiteral("plainwire")).toStdString();
  fs::create_directory(small);
  if (::mount("none", small.c_str(), "tmpfs", 0, "size=1m") != 0) GTEST_SKIP() << "no tmpfs may be mounted here";
  start();
  wire_->send(numberedFrames(0, 5000, 1000));
  ASSERT_TRUE(waitFor([this] { return !window().document().isCapturing(); }));
  ASSERT_TRUE(waitFor([this] { return window().notice().text().contains(QStringLiteral("The disk is full")); }));
  EXPECT_TRUE(window().notice().text().contains(QStringLiteral("Free some space")));
  ASSERT_TRUE(waitFor([this] { return !window().document().isLoading(); }));
  const auto recorded = static_cast<std::uint32_t>(window().document().live()->counts().recorded);
  EXPECT_GT(recorded, 500u);
  ASSERT_TRUE(arrived(recorded));
  EXPECT_TRUE(window().document().hasUnsavedRecording());
  const QString path = folder_.filePath(QStringLiteral("elsewhere.pcapng"));
  saveAs(path);
  ASSERT_TRUE(waitFor([this] { return !window().document().hasUnsavedRecording(); }));
  load(path);
  ASSERT_EQ(list().rowCount(), recorded);
  for (const std::uint32_t row : {0u, recorded / 2, recorded - 1})
    EXPECT_TRUE(bytesOf(row) == numbered(row, 1000)) << row;
  window_.reset();
  ::umount(small.c_str());
}

TEST_F(RecordingUi, RootIsToldOnceThatItIsNotNeeded) {
  auto system = ui::CaptureSystem::ofThisMachine();
  system.permission = [] {
    CapturePermission p = checkPermission();
    p.isRoot = true;
    return p;
  };
  window().probe().setSystem(system);
  ASSERT_TRUE(waitFor([this] { return window().probe().permission() && window().probe().permission()->isRoot; }));
  load(capture("first-look.pcapng"));
  EXPECT_TRUE(window().notice().isHidden()) << "reading needs nothing";
  start();
  ASSERT_TRUE(waitFor([this] { return !window().notice().isHidden(); }));
  EXPECT_TRUE(window().notice().text().contains(QStringLiteral("Root is not needed")));
  window().notice().findChild<QToolButton*>()->click();
  wire_->send(numberedFrames(0, 10, 100));
  ASSERT_TRUE(arrived(10));
  end();
  answer(QMessageBox::Discard);
  start();
  wire_->send(numberedFrames(10, 20, 100));
  ASSERT_TRUE(arrived(20));
  EXPECT_TRUE(window().notice().isHidden());
}

}  // namespace
}  // namespace pw::test
