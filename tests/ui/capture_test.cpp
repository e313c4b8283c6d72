// Capturing in the window: real packets in a network of the test's own, and what is said where it is not permitted.
#include <signal.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

#include "tests/ui/live_window.h"
#include "ui/capture/capture_dialog.h"
#include "ui/capture/capture_status.h"
#include "ui/capture/command_line.h"
#include "ui/capture/capture_filter_edit.h"
#include "ui/capture/interface_list.h"
#include "ui/filter/filter_bar.h"
#include "ui/packetlist/new_rows_button.h"
#include "ui/welcome/permission_banner.h"
#include "ui/welcome/welcome_page.h"

namespace pw::test {
namespace {

using ui::Command;
using ui::CaptureFilterEdit;

class CaptureUi : public WindowTest {
 protected:
  CaptureUi() {
    system_.interfaces = [] {
      CaptureInterface eth, usb;
      eth.name = "eth7";
      usb.name = "usbmon1";
      eth.addresses = {"192.0.2.7"};
      eth.up = eth.running = eth.network = true;
      return std::vector{eth, usb};
    };
    system_.traffic = [] { return std::vector{InterfaceTraffic{"eth7", 0, 0, 0}}; };
    system_.permission = [] { return CapturePermission{}; };
  }
  void use() {
    window().probe().setSystem(system_);
    ASSERT_TRUE(waitFor([this] {
      return window().probe().permission().has_value() && !window().probe().interfaces().empty();
    }));
  }

  ui::CaptureSystem system_;
};

CapturePermission lacking() {
  CapturePermission p;
  p.problem.kind = CaptureProblemKind::notPermitted;
  p.problem.number = kCapNetRaw;
  p.command = "sudo setcap cap_net_raw,cap_net_admin+ep /opt/plainwire-capture";
  p.privateNamespace = true;
  return p;
}

TEST_F(CaptureUi, MissingPermissionIsToldBeforeAnybodyTries) {
  system_.permission = lacking;
  use();
  ui::PermissionBanner& banner = window().welcome().permission();
  ASSERT_FALSE(banner.isHidden());
  EXPECT_TRUE(banner.told().contains(QStringLiteral("cap_net_raw"))) << banner.told().toStdString();
  banner.command().copyButton().click();
  EXPECT_EQ(QApplication::clipboard()->text().toStdString(), lacking().command);
  EXPECT_FALSE(banner.openButton().isHidden());
  EXPECT_FALSE(banner.privateButton().isHidden());
  window().welcome().interfaces().choose({QStringLiteral("eth7")});
  EXPECT_FALSE(window().welcome().startButton().isEnabled());
  EXPECT_TRUE(window().welcome().startButton().toolTip().contains(QStringLiteral("cap_net_raw")));
  const QString english = banner.told();
  language_.choose(ui::LanguageChoice::korean);
  QCoreApplication::processEvents();
  EXPECT_NE(banner.told(), english);
  EXPECT_TRUE(banner.told().contains(QStringLiteral("cap_net_raw")));
}

TEST_F(CaptureUi, TestAgainFindsThePermission) {
  auto permitted = std::make_shared<std::atomic<bool>>(false);
  system_.permission = [permitted] { return *permitted ? CapturePermission{} : lacking(); };
  use();
  ui::PermissionBanner& banner = window().welcome().permission();
  banner.testButton().click();
  ASSERT_TRUE(waitFor([&] { return banner.told().contains(QStringLiteral("nothing has changed")); }));
  *permitted = true;
  banner.testButton().click();
  EXPECT_TRUE(waitFor([&] { return banner.isHidden(); }));
  window().welcome().interfaces().choose({QStringLiteral("eth7")});
  EXPECT_TRUE(window().welcome().startButton().isEnabled());
}

TEST_F(CaptureUi, OnlyNetworksUnlessAskedFor) {
  use();
  ui::InterfaceList& list = window().welcome().interfaces();
  EXPECT_EQ(list.interfaces().rowCount(), 1);
  list.setShowAll(true);
  EXPECT_EQ(list.interfaces().rowCount(), 2);
  const QString sentence =
      list.interfaces().index(0).data(Qt::AccessibleTextRole).toString();
  EXPECT_TRUE(sentence.contains(QStringLiteral("192.0.2.7"))) << sentence.toStdString();
}

TEST_F(CaptureUi, FiltersAreCheckedWhileTyped) {
  use();
  window().welcome().interfaces().choose({QStringLiteral("eth7")});
  CaptureFilterEdit& filter = window().welcome().filter();
  QTest::keyClicks(&filter.line(), QStringLiteral("tcp prt 80"));
  ASSERT_TRUE(waitFor([&] { return filter.verdict() == CaptureFilterEdit::Verdict::asksAServer ||
                                   filter.verdict() == CaptureFilterEdit::Verdict::bad; }));
  filter.setText(QStringLiteral("tcp port 80 and"));
  ASSERT_TRUE(waitFor([&] { return filter.verdict() == CaptureFilterEdit::Verdict::bad; }));
  EXPECT_FALSE(filter.told().isEmpty());
  EXPECT_FALSE(window().welcome().startButton().isEnabled());
  filter.setText(QStringLiteral("tcp port 80"));
  ASSERT_TRUE(waitFor([&] { return filter.verdict() == CaptureFilterEdit::Verdict::good; }));
  EXPECT_TRUE(filter.told().isEmpty());
  EXPECT_TRUE(window().welcome().startButton().isEnabled());
}

TEST_F(CaptureUi, OptionsAreWhatWasChosen) {
  use();
  ui::CaptureChoice c;
  c.interfaces = {QStringLiteral("eth7")};
  c.promiscuous = false;
  c.snapLen = 96;
  c.bufferMiB = 64;
  c.stop.packets = 1000;
  c.stop.duration = std::chrono::seconds{30};
  c.file = QStringLiteral("/nowhere/x.pcapng");
  c.ring.kilobytes = 5000;
  c.ring.files = 3;
  ui::CaptureDialog dialog(window().probe(), theme_, c);
  const CaptureOptions o = dialog.choice().options();
  ASSERT_EQ(o.interfaces.size(), 1u);
  EXPECT_EQ(o.interfaces[0].name, "eth7");
  EXPECT_FALSE(o.interfaces[0].promiscuous);
  EXPECT_EQ(o.interfaces[0].snapLen, 96u);
  EXPECT_EQ(o.interfaces[0].bufferMiB, 64u);
  EXPECT_EQ(o.stop.packets, 1000u);
  EXPECT_EQ(o.stop.duration, std::chrono::milliseconds{30'000});
  EXPECT_EQ(o.ring.kilobytes, 5000u);
  EXPECT_EQ(o.ring.files, 3u);
  EXPECT_EQ(o.keepRows, 0u) << "all";
  EXPECT_TRUE(dialog.hurdle().isEmpty());
  dialog.interfaces().choose({});
  EXPECT_FALSE(dialog.hurdle().isEmpty());
}

TEST_F(CaptureUi, AnInterfaceMayHaveAFilterOfItsOwn) {
  system_.interfaces = [] {
    std::vector<CaptureInterface> two(2);
    two[0].name = "eth7";
    two[1].name = "eth8";
    for (CaptureInterface& i : two) i.up = i.running = i.network = true;
    return two;
  };
  use();
  ui::CaptureChoice c;
  c.interfaces = {QStringLiteral("eth7"), QStringLiteral("eth8")};
  c.filter = QStringLiteral("udp");
  ui::CaptureDialog dialog(window().probe(), theme_, c);
  QComboBox& which = dialog.filterFor();
  ASSERT_EQ(which.count(), 3);
  const auto choose = [&which](int row) {
    which.setCurrentIndex(row);
    Q_EMIT which.activated(row);
  };
  choose(which.findData(QStringLiteral("eth8")));
  EXPECT_TRUE(dialog.filter().text().isEmpty());
  dialog.filter().setText(QStringLiteral("tcp port"));
  ASSERT_TRUE(waitFor([&dialog] { return !dialog.hurdle().isEmpty(); }));
  choose(0);
  EXPECT_EQ(dialog.filter().text(), QStringLiteral("udp"));
  EXPECT_TRUE(waitFor([&dialog] { return dialog.hurdle().contains(QStringLiteral("eth8")); }))
      << "not hidden by another";
  choose(which.findData(QStringLiteral("eth8")));
  dialog.filter().setText(QStringLiteral("tcp port 443"));
  ASSERT_TRUE(waitFor([&dialog] { return dialog.hurdle().isEmpty(); }));
  CaptureOptions o = dialog.choice().options();
  ASSERT_EQ(o.interfaces.size(), 2u);
  EXPECT_EQ(o.interfaces[0].filter, "udp");
  EXPECT_EQ(o.interfaces[1].filter, "tcp port 443");
  const QModelIndex eth8 = dialog.interfaces().interfaces().index(1);
  EXPECT_TRUE(eth8.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("filter: tcp port 443")));
  dialog.choice().rememberFilters();
  EXPECT_EQ(ui::CaptureChoice::rememberedFilters().value(QStringLiteral("eth8")), QStringLiteral("tcp port 443"));
  EXPECT_TRUE(ui::CaptureChoice::remembered().ownFilters.isEmpty()) << "none without the dialog, where it is seen";
  dialog.filter().setText(QString());
  o = dialog.choice().options();
  EXPECT_EQ(o.interfaces[1].filter, "udp") << "that of all";
  EXPECT_FALSE(eth8.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("filter:")));
  dialog.choice().rememberFilters();
  EXPECT_TRUE(ui::CaptureChoice::rememberedFilters().isEmpty());
  dialog.interfaces().choose({QStringLiteral("eth7")});
  EXPECT_TRUE(dialog.filterFor().isHidden());
}

TEST_F(CaptureUi, WhatIsKeptIsBounded) {
  use();
  ui::CaptureChoice c;
  c.interfaces = {QStringLiteral("eth7")};
  c.keepPackets = 2'000'000;
  c.keepMegabytes = 500;
  ui::CaptureDialog dialog(window().probe(), theme_, c);
  const CaptureOptions o = dialog.choice().options();
  EXPECT_EQ(o.keepRows, 2'000'000u);
  ASSERT_TRUE(o.ring.asked());
  EXPECT_GE(*o.ring.kilobytes * (o.ring.files - 1), 500'000u) << "so much at least";
  EXPECT_LE(*o.ring.kilobytes * o.ring.files, 600'000u);
  c.file = QStringLiteral("/nowhere/x.pcapng");
  ui::CaptureDialog toFile(window().probe(), theme_, c);
  EXPECT_FALSE(toFile.choice().options().ring.asked()) << "a file has all";
  EXPECT_EQ(toFile.choice().options().keepRows, 2'000'000u);
  c.remember();
  EXPECT_EQ(ui::CaptureChoice::remembered().keepPackets, 0u);
}

/// With a wire to capture from.
class LiveUi : public LiveWindow {};

TEST_F(LiveUi, RowsAppearAsPacketsComeAndTheListGoesAlong) {
  start();
  wire_->send(numberedFrames(0, 2000, 100));
  ASSERT_TRUE(arrived(2000));
  QScrollBar& bar = *list().verticalScrollBar();
  EXPECT_TRUE(list().isFollowing());
  EXPECT_EQ(bar.value(), bar.maximum());
  bar.setValue(10);  // somebody looks at what was
  EXPECT_FALSE(list().isFollowing());
  wire_->send(numberedFrames(2000, 312, 100));
  ASSERT_TRUE(arrived(2312));
  EXPECT_EQ(bar.value(), 10);
  auto* pill = window().findChild<ui::NewRowsButton*>();
  ASSERT_NE(pill, nullptr);
  EXPECT_FALSE(pill->isHidden());
  EXPECT_TRUE(pill->text().contains(QStringLiteral("312"))) << pill->text().toStdString();
  pill->click();
  EXPECT_TRUE(list().isFollowing());
  EXPECT_EQ(bar.value(), bar.maximum());
  EXPECT_TRUE(pill->isHidden());
  end();
  EXPECT_TRUE(waitFor([this] { return !list().isFollowing(); }));  // told a moment later
  EXPECT_TRUE(waitFor([this] {
    return window().captureStatus().dropsTold() == QStringLiteral("Dropped: kernel 0 · interface 0 · ring 0");
  }));
}

TEST_F(LiveUi, DiscardAndCancelAreAsked) {
  start();
  wire_->send(numberedFrames(0, 10, 100));
  ASSERT_TRUE(arrived(10));
  answer(QMessageBox::Cancel);
  run(Command::closeFile);
  EXPECT_TRUE(window().document().isCapturing());
  answer(QMessageBox::Discard);
  run(Command::closeFile);
  EXPECT_FALSE(window().document().isOpen());
  EXPECT_FALSE(window().welcome().isHidden());
}

TEST_F(LiveUi, ClosingOffersToSaveAndThenCloses) {
  const QString path = folder_.filePath(QStringLiteral("kept.pcapng"));
  start();
  wire_->send(numberedFrames(0, 25, 100));
  ASSERT_TRUE(arrived(25));
  QTimer::singleShot(0, [path] {
    auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    ASSERT_NE(box, nullptr);
    answerWith(path);  // the dialog that comes next
    box->button(QMessageBox::Save)->click();
  });
  run(Command::closeFile);
  ASSERT_TRUE(waitFor([this] { return !window().document().isOpen(); }));
  load(path);
  EXPECT_EQ(list().rowCount(), 25u);
}

/// Of a long capture the window keeps the last packets; the recording has all of them.
TEST_F(LiveUi, OnlyTheLastPacketsAreKept) {
  constexpr std::uint32_t kPackets = 5 * (1 << 16), kGone = 100'000;
  ui::CaptureChoice choice;
  choice.keepPackets = 1000;
  start(choice);
  for (std::uint32_t n = 0; n < kPackets; n += 1024) wire_->send(numberedFrames(n, 1024, 60));
  ASSERT_TRUE(arrived(kPackets));
  ui::CaptureDocument& document = window().document();
  EXPECT_TRUE(document.trace().isGivenUp(PacketId{kGone}));
  EXPECT_FALSE(document.trace().isGivenUp(PacketId{kPackets - 1000}));
  EXPECT_TRUE(list().sentence(kGone).contains(QStringLiteral("Let go"))) << list().sentence(kGone).toStdString();
  EXPECT_FALSE(list().sentence(0).contains(QStringLiteral("Let go")));
  EXPECT_FALSE(list().sentence(kPackets - 1).contains(QStringLiteral("Let go")));
  list().setCurrent(kGone);
  EXPECT_TRUE(waitFor([this] { return window().selected().isLetGo(); }));
  EXPECT_TRUE(window().selected().tree().nodes().empty());
  // No filter passes what is not there, not even one that passes all.
  ASSERT_TRUE(window().filterBar().apply(QStringLiteral("frame.number > 0")));
  const std::uint32_t kept = kPackets - document.trace().givenUpBelow() + (1 << 16);
  EXPECT_TRUE(arrived(kept)) << list().rowCount() << " instead of " << kept;
  ASSERT_TRUE(window().filterBar().apply(QString()));
  document.setComments(kPackets - 1, {"the last one"});
  end();
  const QString path = folder_.filePath(QStringLiteral("all.pcapng"));
  saveAs(path);
  ASSERT_TRUE(waitFor([&document] { return !document.hasUnsavedRecording() && !document.hasUnsavedComments(); }));
  load(path);
  EXPECT_EQ(list().rowCount(), kPackets);
  EXPECT_EQ(document.comments(kPackets - 1), std::vector<std::string>{"the last one"});
  EXPECT_EQ(document.trace().row(PacketId{kGone}).captured, 60u);
}

TEST_F(LiveUi, AnInterfaceThatGoesIsTold) {
  start();
  wire_->send(numberedFrames(0, 10, 100));
  ASSERT_TRUE(arrived(10));
  Wire::removeInterface();
  ASSERT_TRUE(waitFor([this] { return !window().document().isCapturing(); }));
  EXPECT_TRUE(waitFor([this] { return window().notice().text().contains(QLatin1String(Wire::kTap)); }));
  EXPECT_EQ(list().rowCount(), 10u);
  EXPECT_TRUE(Wire::addInterface()) << "for the tests that come";
}

}  // namespace
}  // namespace pw::test
