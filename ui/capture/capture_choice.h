// What somebody wants to be captured, as the window remembers it.
#pragma once
#include <QString>
#include <QStringList>

#include "core/capture/capture_options.h"

namespace pw::ui {

/// One set of options for all interfaces.
struct CaptureChoice {
  QStringList interfaces;
  QString filter;
  bool promiscuous = true, monitor = false;
  std::uint32_t snapLen = 0;  ///< 0: all
  std::uint32_t bufferMiB = InterfaceOptions{}.bufferMiB;
  StopConditions stop;
  FileRing ring;
  QString file;  ///< empty: asked for when it is saved

  [[nodiscard]] CaptureOptions options() const;
  /// All but stop conditions, ring and file, which are of one capture only.
  void remember() const;
  [[nodiscard]] static CaptureChoice remembered();
};

/// What packets of these interfaces most likely begin with: known for certain only once they are open.
[[nodiscard]] LinkType likelyLinkType(const QStringList& interfaces);

}  // namespace pw::ui
