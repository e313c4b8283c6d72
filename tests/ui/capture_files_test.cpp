// Where a capture in the window lies: rings of files, full disks, what was left behind; and several interfaces.
#include <sys/mount.h>

#include <QDir>
#include <QFile>
#include <QPushButton>

#include "core/capture/orphan_spools.h"
#include "tests/ui/live_window.h"
#include "ui/welcome/left_recordings.h"
#include "ui/welcome/welcome_page.h"

namespace pw::test {
namespace {

using ui::Command;

class LiveFilesUi : public LiveWindow {
 protected:
  [[nodiscard]] QStringList files(const QString& folder) const {
    return QDir(folder_.filePath(folder)).entryList({QStringLiteral("*.pcapng")}, QDir::Files, QDir::Name);
  }
};

TEST_F(LiveFilesUi, SeveralInterfacesAtOnce) {
  ui::CaptureChoice c;
  c.interfaces = {QString::fromLatin1(Wire::kTap), QString::fromLatin1(Wire::kSender)};
  start(c);
  wire_->send(numberedFrames(0, 10, 100));
  ASSERT_TRUE(arrived(20)) << "each is seen leaving and coming";
  end();
  std::uint32_t ofEach[2] = {0, 0};
  for (std::uint32_t i = 0; i < 20; ++i) {
    const auto at = window().document().trace().row(PacketId{i}).interface;
    ASSERT_LT(at, 2u);
    ++ofEach[at];
  }
  EXPECT_EQ(ofEach[0], 10u);
  EXPECT_EQ(ofEach[1], 10u);
}

TEST_F(LiveFilesUi, CommentsMadeMeanwhileAreSaved) {
  start();
  wire_->send(numberedFrames(0, 10, 100));
  ASSERT_TRUE(arrived(10));
  window().document().setComments(3, {"while it ran"});
  wire_->send(numberedFrames(10, 5, 100));
  ASSERT_TRUE(arrived(15));
  end();
  const QString path = folder_.filePath(QStringLiteral("said.pcapng"));
  saveAs(path);
  ASSERT_TRUE(waitFor([this] {
    return !window().document().hasUnsavedRecording() && !window().document().hasUnsavedComments();
  }));
  load(path);
  EXPECT_EQ(list().rowCount(), 15u);
  EXPECT_EQ(window().document().comments(3), std::vector<std::string>{"while it ran"});
}

TEST_F(LiveFilesUi, ARingKeepsTheLastFiles) {
  ASSERT_TRUE(QDir(folder_.path()).mkdir(QStringLiteral("ring")));
  ui::CaptureChoice c;
  c.file = folder_.filePath(QStringLiteral("ring/x.pcapng"));
  c.ring.packets = 5;
  c.ring.files = 2;
  start(c);
  wire_->send(numberedFrames(0, 18, 100));
  ASSERT_TRUE(arrived(18)) << "packets of files that went were captured too";
  end();
  const QStringList left = files(QStringLiteral("ring"));
  ASSERT_EQ(left.size(), 2);
  EXPECT_TRUE(left[0].startsWith(QStringLiteral("x_00003_"))) << left[0].toStdString();
  EXPECT_TRUE(left[1].startsWith(QStringLiteral("x_00004_"))) << left[1].toStdString();
  EXPECT_FALSE(window().document().hasUnsavedRecording()) << "it is in files of the person's own";
  list().setCurrent(0);  // its file is gone
  EXPECT_EQ(list().packet().value_or(1), 0u);
  load(folder_.filePath(QStringLiteral("ring/")) + left[1]);
  EXPECT_EQ(list().rowCount(), 3u);
}

TEST_F(LiveFilesUi, RestartBeginsAnew) {
  start();
  wire_->send(numberedFrames(0, 10, 100));
  ASSERT_TRUE(arrived(10));
  answer(QMessageBox::Discard);
  run(Command::restartCapture);
  ASSERT_TRUE(waitFor([this] { return window().document().isCapturing() && window().document().isOpen(); }));
  ASSERT_TRUE(arrived(0));
  wire_->send(numberedFrames(0, 3, 100));
  EXPECT_TRUE(arrived(3));
  end();
}

TEST_F(LiveFilesUi, AFullDiskIsToldAndWhatWasCapturedStays) {
  const QString small = folder_.filePath(QStringLiteral("small"));
  ASSERT_TRUE(QDir().mkdir(small));
  const std::string at = QFile::encodeName(small).toStdString();
  if (::mount("none", at.c_str(), "tmpfs", 0, "size=1m") != 0) GTEST_SKIP() << "no tmpfs may be mounted here";
  ui::CaptureChoice c;
  c.file = small + QStringLiteral("/x.pcapng");
  start(c);
  wire_->send(numberedFrames(0, 5000, 1000));
  EXPECT_TRUE(waitFor([this] { return !window().document().isCapturing(); }));
  EXPECT_TRUE(waitFor([this] { return window().notice().text().contains(QStringLiteral("full")); }))
      << window().notice().text().toStdString();
  EXPECT_TRUE(waitFor([this] { return !window().document().isLoading(); }));
  EXPECT_GT(list().rowCount(), 500u);
  window().document().close();
  ::umount(at.c_str());
}

/// A recording as a killed program leaves it: in the folder for them, and nobody holds its lock.
class LeftUi : public LiveWindow {
 protected:
  void SetUp() override {
    ::setenv("XDG_STATE_HOME", QFile::encodeName(folder_.path()).constData(), 1);
    LiveWindow::SetUp();
    if (IsSkipped()) return;
    start();
    wire_->send(numberedFrames(0, 43, 100));
    ASSERT_TRUE(arrived(43));
    end();
    const auto recording = window().document().live()->store()->files().front();
    std::filesystem::copy_file(recording, spoolFolder() / "left.pcapng");
    window().document().close();
    left().look();
    ASSERT_TRUE(waitFor([this] { return !left().isBusy() && !left().told().isEmpty(); }));
  }
  void TearDown() override { ::unsetenv("XDG_STATE_HOME"); }
  ui::LeftRecordings& left() { return window().welcome().leftRecordings(); }
};

TEST_F(LeftUi, IsOfferedSavedAndOpened) {
  EXPECT_FALSE(left().isHidden());
  EXPECT_TRUE(left().told().contains(QStringLiteral("without saving"))) << left().told().toStdString();
  left().recover(folder_.filePath(QStringLiteral("again.pcapng")));
  ASSERT_TRUE(waitFor([this] { return window().document().isOpen() && !window().document().isLoading(); }));
  EXPECT_TRUE(arrived(43));  // told a moment later
  EXPECT_TRUE(orphanSpools().empty());
  EXPECT_TRUE(left().isHidden());
}

TEST_F(LeftUi, IsDiscardedOnlyAfterAsking) {
  answer(QMessageBox::Cancel);
  left().discardButton().click();
  EXPECT_EQ(orphanSpools().size(), 1u);
  answer(QMessageBox::Discard);
  left().discardButton().click();
  ASSERT_TRUE(waitFor([this] { return left().isHidden(); }));
  EXPECT_TRUE(orphanSpools().empty());
  EXPECT_FALSE(window().document().isOpen());
}

}  // namespace
}  // namespace pw::test
