// A window with a capture in it, for tests.
#pragma once
#include <gtest/gtest.h>

#include <QString>
#include <QTemporaryDir>
#include <functional>
#include <vector>

#include "ui/main/main_window.h"
#include "ui/packetlist/columns.h"

namespace pw::test {

inline constexpr int kPatienceMs = 20'000;  // far more than anything takes; only a failure waits so long

/// Lets events happen until `done`. False after kPatienceMs.
bool waitFor(const std::function<bool()>& done);

/// Why nothing can be captured here; empty where it can.
std::string& whyNoWire();

/// One of captures/.
QString capture(const char* name);

/// The head of a pcap file, and `packets` of what writeSynthetic() puts behind it, from number `first` on.
std::vector<char> syntheticHead();
std::vector<char> syntheticPackets(std::uint32_t first, std::uint32_t packets);
/// Writes a pcap file of `packets` UDP packets whose source port and length follow from their number. Returns
/// its path.
QString writeSynthetic(const QTemporaryDir& folder, std::uint32_t packets);
/// What the Info column says of a synthetic packet, counted from 0.
QString syntheticInfo(std::uint32_t packet);

class WindowTest : public ::testing::Test {
 protected:
  WindowTest();
  ~WindowTest() override;

  /// Opens a file and waits until it is loaded or has failed.
  void load(const QString& path);
  ui::MainWindow& window() { return *window_; }
  ui::PacketListView& list() { return window_->list(); }
  /// Text of a cell of a built-in column.
  QString cell(std::uint32_t row, ui::ColumnKind kind);
  void key(QWidget& widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
  void run(ui::Command command) { window_->action(command).trigger(); }
  /// The first drawn node of a field in the selected packet.
  NodeId nodeOf(std::string_view key);

  ui::Theme theme_;
  ui::LanguageSwitch language_;
  std::unique_ptr<ui::MainWindow> window_;
};

}  // namespace pw::test
