// What somebody wants to be captured, as the window remembers it.
#pragma once
#include <QMap>
#include <QString>
#include <QStringList>

#include "core/capture/capture_options.h"

namespace pw::ui {

/// One set of options for all interfaces, but for filters of their own.
struct CaptureChoice {
  QStringList interfaces;
  QString filter;
  QMap<QString, QString> ownFilters;  ///< by interface: instead of `filter`
  bool promiscuous = true, monitor = false;
  std::uint32_t snapLen = 0;  ///< 0: all
  std::uint32_t bufferMiB = InterfaceOptions{}.bufferMiB;
  StopConditions stop;
  FileRing ring;
  std::uint32_t keepPackets = 0;    ///< in the window; 0: all
  std::uint64_t keepMegabytes = 0;  ///< of 10^6 bytes on disk, where there is no file; 0: all
  QString file;  ///< empty: asked for when it is saved

  [[nodiscard]] CaptureOptions options() const;
  /// All but stop conditions, ring, file and what is kept, which are of one capture only: nobody is to wonder one day
  /// where packets are. Neither own filters, which would be at work unseen.
  void remember() const;
  [[nodiscard]] static CaptureChoice remembered();
  /// Those of the interfaces chosen, for who can see and change them.
  void rememberFilters() const;
  [[nodiscard]] static QMap<QString, QString> rememberedFilters();
};

/// What packets of these interfaces most likely begin with: known for certain only once they are open.
[[nodiscard]] LinkType likelyLinkType(const QStringList& interfaces);

}  // namespace pw::ui
