// The tests of the window run without a screen and with settings of their own.
#include <gtest/gtest.h>

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include "tests/live/wire.h"
#include "tests/ui/window_fixture.h"

namespace pw::test {

std::string& whyNoWire() {
  static std::string why = "not tried";
  return why;
}

}  // namespace pw::test

int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("TZ", "UTC");
  qputenv("LC_ALL", "C.UTF-8");
  ::testing::InitGoogleTest(&argc, argv);
  pw::test::whyNoWire() = pw::test::Wire::make();  // while there is one thread
  QApplication app(argc, argv);
  const QTemporaryDir settings;
  qputenv("XDG_STATE_HOME", QFile::encodeName(settings.path()));  // recordings that others left are none of ours
  QApplication::setOrganizationName(QStringLiteral("plainwire-test"));
  QApplication::setApplicationName(QStringLiteral("plainwire-test"));
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
  return RUN_ALL_TESTS();
}
