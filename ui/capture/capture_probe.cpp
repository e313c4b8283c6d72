#include "ui/capture/capture_probe.h"

#include <algorithm>

namespace pw::ui {

namespace {

constexpr int kEveryMs = 1000;
constexpr int kListEvery = 5;  // looks: a cable that was plugged in changes no name

std::vector<std::string> namesOf(const std::vector<InterfaceTraffic>& traffic) {
  std::vector<std::string> names;
  for (const InterfaceTraffic& t : traffic) names.push_back(t.name);
  std::sort(names.begin(), names.end());
  return names;
}

const InterfaceTraffic* find(const std::vector<InterfaceTraffic>& traffic, const std::string& name) {
  const auto at = std::find_if(traffic.begin(), traffic.end(), [&](const auto& t) { return t.name == name; });
  return at == traffic.end() ? nullptr : &*at;
}

/// What passed all of them; "any" is counted nowhere.
InterfaceTraffic sumOf(const std::vector<InterfaceTraffic>& traffic) {
  InterfaceTraffic sum{"any", 0, 0, 0};
  for (const InterfaceTraffic& t : traffic) {
    sum.packets += t.packets;
    sum.bytes += t.bytes;
  }
  return sum;
}

bool isSame(const CaptureInterface& a, const CaptureInterface& b) {
  return a.name == b.name && a.addresses == b.addresses && a.hurdle == b.hurdle;
}

}  // namespace

CaptureSystem CaptureSystem::ofThisMachine() {
  return {.interfaces = [] { return listInterfaces().value_or(std::vector<CaptureInterface>{}); },
          .traffic = interfaceTraffic,
          .permission = checkPermission};
}

CaptureProbe::CaptureProbe(QObject* parent) : QObject(parent), system_(CaptureSystem::ofThisMachine()) {
  timer_.setInterval(kEveryMs);
  connect(&timer_, &QTimer::timeout, this, &CaptureProbe::look);
}

void CaptureProbe::setSystem(CaptureSystem system) {
  lookJob_.cancel();
  permissionJob_.cancel();
  system_ = std::move(system);
  interfaces_.clear();
  names_.clear();
  permission_.reset();
  lookedAt_.reset();
  looks_ = 0;
  Q_EMIT listChanged();
  if (timer_.isActive()) look();
  testPermission();
}

void CaptureProbe::setWatching(bool on) {
  if (on == timer_.isActive()) return;
  if (!on) {
    timer_.stop();
    return;
  }
  timer_.start();
  look();
}

void CaptureProbe::look() {
  if (lookJob_.isRunning()) return;  // a machine that takes a second for it is asked less often
  auto found = std::make_shared<Look>();
  const bool due = looks_++ % kListEvery == 0;
  lookJob_.start(
      1,
      [found, due, system = system_, known = names_](const std::stop_token&, std::atomic<std::uint64_t>&) {
        found->traffic = system.traffic();
        found->when = Clock::now();
        if (due || namesOf(found->traffic) != known) found->list = system.interfaces();
      },
      [this, found] { take(*found); });
}

void CaptureProbe::take(Look& look) {
  names_ = namesOf(look.traffic);
  if (look.list) takeList(std::move(*look.list));
  takeTraffic(look);
  lookedAt_ = look.when;
  Q_EMIT sampled();
}

void CaptureProbe::takeList(std::vector<CaptureInterface> list) {
  const bool same = std::equal(list.begin(), list.end(), interfaces_.begin(), interfaces_.end(),
                               [](const auto& a, const auto& b) { return isSame(a, b.facts); });
  if (same) return;
  std::vector<WatchedInterface> now;
  QStringList fresh;
  for (CaptureInterface& facts : list) {
    const auto before = std::find_if(interfaces_.begin(), interfaces_.end(),
                                     [&](const auto& w) { return w.facts.name == facts.name; });
    WatchedInterface& w = now.emplace_back();
    if (before != interfaces_.end()) w = std::move(*before);
    else if (lookedAt_) fresh << QString::fromStdString(facts.name);
    w.facts = std::move(facts);
  }
  interfaces_ = std::move(now);
  Q_EMIT listChanged();
  for (const QString& name : fresh) Q_EMIT appeared(name);
}

void CaptureProbe::takeTraffic(const Look& look) {
  const double seconds = lookedAt_ ? std::chrono::duration<double>(look.when - *lookedAt_).count() : 0;
  const InterfaceTraffic all = sumOf(look.traffic);
  for (WatchedInterface& w : interfaces_) {
    const InterfaceTraffic* now = w.facts.name == all.name ? &all : find(look.traffic, w.facts.name);
    if (now == nullptr) {
      w.at.reset();
      continue;
    }
    if (w.at && seconds > 0) {  // the kernel's counters wrap
      w.packets.push(static_cast<float>(static_cast<std::uint32_t>(now->packets - w.at->packets) / seconds));
      w.bytesPerSecond = static_cast<std::uint32_t>(now->bytes - w.at->bytes) / seconds;
    }
    w.at = *now;
  }
}

void CaptureProbe::testPermission() {
  if (permissionJob_.isRunning()) return;
  auto found = std::make_shared<CapturePermission>();
  permissionJob_.start(
      1,
      [found, ask = system_.permission](const std::stop_token&, std::atomic<std::uint64_t>&) { *found = ask(); },
      [this, found] {
        permission_ = std::move(*found);
        Q_EMIT permissionTested();
      });
}

}  // namespace pw::ui
