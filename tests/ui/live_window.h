// A window that captures from a wire in a network of the test's own.
#pragma once
#include <QApplication>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>
#include <cstdlib>

#include "tests/live/wire.h"
#include "tests/ui/window_fixture.h"
#include "ui/capture/capture_choice.h"
#include "ui/main/notice_bar.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/save/save_dialog.h"

namespace pw::test {

/// Presses a button of the next question.
inline void answer(QMessageBox::StandardButton button) {
  QTimer::singleShot(0, [button] {
    auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    ASSERT_NE(box, nullptr);
    box->button(button)->click();
  });
}

/// Has the next dialog for saving save to `path`.
inline void answerWith(const QString& path) {
  QTimer::singleShot(0, [path] {
    auto* dialog = qobject_cast<ui::SaveDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QLineEdit*>()->setText(path);
    dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
  });
}

/// On top of a fixture with a window.
template <class Base>
class LiveOver : public Base {
 protected:
  void SetUp() override {
    if (!whyNoWire().empty()) GTEST_SKIP() << "no network namespace: " << whyNoWire();
    ::setenv("PLAINWIRE_HELPER", PLAINWIRE_CAPTURE_HELPER, 1);
    wire_ = std::make_unique<Wire>();
    this->window().probe().setSystem(ui::CaptureSystem::ofThisMachine());
    ASSERT_TRUE(waitFor([this] { return this->window().probe().permission().has_value(); }));
  }
  /// From the wire's end, where the choice names no interfaces.
  void start(ui::CaptureChoice c = {}) {
    if (c.interfaces.isEmpty()) c.interfaces = {QString::fromLatin1(Wire::kTap)};
    this->window().startCapture(c);
    ASSERT_TRUE(waitFor([this] { return this->window().document().isOpen(); }))
        << this->window().notice().text().toStdString();
  }
  [[nodiscard]] bool arrived(std::uint32_t rows) {
    return waitFor([this, rows] { return this->list().rowCount() == rows; });
  }
  void end() {
    this->run(ui::Command::stopCapture);
    ASSERT_TRUE(waitFor([this] { return !this->window().document().isLoading(); }));
  }

  /// As soon as the window offers it, which may be a moment after the capture ended.
  void saveAs(const QString& path) {
    ASSERT_TRUE(waitFor([this] { return this->window().action(ui::Command::saveAs).isEnabled(); }));
    answerWith(path);
    this->run(ui::Command::saveAs);
  }

  std::unique_ptr<Wire> wire_;
  QTemporaryDir folder_;
};

using LiveWindow = LiveOver<WindowTest>;

}  // namespace pw::test
