// Pictures of the window for the documentation, made the same way every time.
#pragma once
#include <QSize>
#include <QString>

#include "ui/main/main_window.h"

namespace pw::app {

struct ScreenshotOptions {
  QString target;  ///< PNG
  QSize size{1280, 800};
  std::uint32_t packet = 0;  ///< to select, from 0
  QString field;             ///< key of a field to select in it
  QString dock;              ///< object name of a dock to bring to the front, or "leaks" for the eavesdropper's
  int waitMs = 0;            ///< before it is taken: what is live needs time to show something
  QString follow;            ///< how the pane Follow shows its conversation: text, hex or decoded
  QString filter;            ///< display filter to apply
  bool colours = false;      ///< rows are coloured by the rules that everybody begins with
  int finding = 0;           ///< row of the eavesdropper's tree to select, from 1; 0: none
};

/// Waits until the capture that `window` opens is loaded, writes the picture and ends the program.
void takeScreenshot(ui::MainWindow& window, const ScreenshotOptions& options);

}  // namespace pw::app
