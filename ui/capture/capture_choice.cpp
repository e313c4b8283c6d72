#include "ui/capture/capture_choice.h"

#include <QCoreApplication>
#include <QFile>
#include <QSettings>
#include <algorithm>

namespace pw::ui {

namespace {

const QString kInterfaces = QStringLiteral("capture/interfaces");
const QString kFilter = QStringLiteral("capture/filter");
const QString kOwnFilters = QStringLiteral("capture/ownFilters");
const QString kPromiscuous = QStringLiteral("capture/promiscuous");
const QString kMonitor = QStringLiteral("capture/monitor");
const QString kSnapLen = QStringLiteral("capture/snapLen");
const QString kBuffer = QStringLiteral("capture/bufferMiB");

constexpr LinkType kLinuxCooked{113};

/// A ring of files without a name bounds what a recording takes: of pieces of a tenth ten and the one that grows.
FileRing spoolOf(std::uint64_t megabytes) {
  constexpr std::uint32_t kPieces = 10;
  FileRing ring;
  ring.kilobytes = std::max<std::uint64_t>(megabytes * 1000 / kPieces, 1);
  ring.files = kPieces + 1;
  return ring;
}

}  // namespace

CaptureOptions CaptureChoice::options() const {
  CaptureOptions out;
  for (const QString& name : interfaces) {
    InterfaceOptions& i = out.interfaces.emplace_back();
    i.name = name.toStdString();
    i.filter = ownFilters.value(name, filter).toStdString();
    i.promiscuous = promiscuous;
    i.monitor = monitor;
    i.snapLen = snapLen;
    i.bufferMiB = bufferMiB;
  }
  out.stop = stop;
  out.ring = ring;
  out.keepRows = keepPackets;
  if (file.isEmpty() && keepMegabytes != 0) out.ring = spoolOf(keepMegabytes);
  out.file = std::filesystem::path{QFile::encodeName(file).toStdString()};
  out.application = "Plainwire " + QCoreApplication::applicationVersion().toStdString();
  return out;
}

void CaptureChoice::remember() const {
  QSettings s;
  s.setValue(kInterfaces, interfaces);
  s.setValue(kFilter, filter);
  s.setValue(kPromiscuous, promiscuous);
  s.setValue(kMonitor, monitor);
  s.setValue(kSnapLen, snapLen);
  s.setValue(kBuffer, bufferMiB);
}

CaptureChoice CaptureChoice::remembered() {
  const QSettings s;
  CaptureChoice out;
  out.interfaces = s.value(kInterfaces).toStringList();
  out.filter = s.value(kFilter).toString();
  out.promiscuous = s.value(kPromiscuous, true).toBool();
  out.monitor = s.value(kMonitor, false).toBool();
  out.snapLen = std::min(s.value(kSnapLen, 0).toUInt(), 262144u);
  out.bufferMiB = std::clamp(s.value(kBuffer, out.bufferMiB).toUInt(), 1u, 2047u);
  return out;
}

void CaptureChoice::rememberFilters() const {
  if (interfaces.size() < 2) return;  // nothing was offered
  QSettings s;
  QVariantMap all = s.value(kOwnFilters).toMap();
  for (const QString& name : interfaces) {
    if (ownFilters.contains(name)) all.insert(name, ownFilters.value(name));
    else all.remove(name);
  }
  s.setValue(kOwnFilters, all);
}

QMap<QString, QString> CaptureChoice::rememberedFilters() {
  QMap<QString, QString> out;
  const QVariantMap all = QSettings().value(kOwnFilters).toMap();
  for (auto i = all.begin(); i != all.end(); ++i) out.insert(i.key(), i.value().toString());
  return out;
}

LinkType likelyLinkType(const QStringList& interfaces) {
  return interfaces.size() == 1 && interfaces.front() == QLatin1String("any") ? kLinuxCooked : LinkType::ethernet;
}

}  // namespace pw::ui
