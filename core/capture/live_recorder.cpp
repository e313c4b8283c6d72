#include "core/capture/live_recorder.h"

#include <poll.h>
#include <sys/utsname.h>

#include <algorithm>

#include "core/capture/interfaces.h"
#include "core/capture/permission.h"

namespace pw {
namespace {

using helper::Channel;
using helper::MessageKind;

constexpr int kMostIdleMs = 20;

/// HelperFault of CaptureProblem::number.
enum HelperFault : std::uint64_t { kBadMessage = 1, kBadRing = 2, kBadRecord = 3, kOutOfTurn = 4 };

std::int64_t nowNs() noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string systemName() {
  utsname u{};
  return ::uname(&u) == 0 ? std::string{u.sysname} + ' ' + u.release : std::string{};
}

LiveSpool::Settings settingsFor(const CaptureOptions& o) {
  LiveSpool::Settings s;
  s.file = o.file;
  s.ring = o.ring;
  s.recentBytes = std::size_t{o.recentMiB} << 20;
  return s;
}

}  // namespace

LiveRecorder::LiveRecorder(CaptureOptions options)
    : options_(std::move(options)), spool_(std::make_shared<LiveSpool>(settingsFor(options_))),
      tallies_(options_.interfaces.size()), thread_([this] { run(); }) {}

LiveRecorder::~LiveRecorder() {
  stop();
  thread_.join();
}

void LiveRecorder::wait() const noexcept {
  for (auto s = state(); s != CaptureState::ended; s = state()) state_.wait(s, std::memory_order_acquire);
}

void LiveRecorder::setState(CaptureState state) {
  state_.store(state);
  state_.notify_all();
}

CaptureProblem LiveRecorder::problem() const {
  const std::lock_guard guard{lock_};
  return problem_;
}

CaptureCounts LiveRecorder::counts() const {
  const std::lock_guard guard{lock_};
  CaptureCounts out = counts_;
  out.analysed = std::min(shared_->analysed.load(std::memory_order_relaxed), out.recorded);
  return out;
}

void LiveRecorder::run() {
  if (startHelper() && waitForReady() && begin()) record();
  finish();
}

void LiveRecorder::fail(CaptureProblem problem) {
  {
    const std::lock_guard guard{lock_};
    if (!problem_.any()) problem_ = std::move(problem);
  }
  endWith(CaptureEnd::problem);
}

void LiveRecorder::misbehaved(std::uint64_t rule) {
  CaptureProblem p;
  p.kind = CaptureProblemKind::helperMisbehaved;
  p.number = rule;
  fail(std::move(p));
  helperDone_ = true;
}

/// The first reason counts. The helper is told, and what it still sends is taken.
void LiveRecorder::endWith(CaptureEnd why) {
  if (end_.load(std::memory_order_relaxed) == CaptureEnd::notYet) end_.store(why, std::memory_order_release);
  if (state() >= CaptureState::stopping || !helper_) return;
  helper::Message stop;
  stop.kind = MessageKind::stop;
  if (!helper_->channel().send(stop)) helper_->kill();
  stopSentAt_ = Clock::now();
  setState(CaptureState::stopping);
}

bool LiveRecorder::startHelper() {
  const auto program = findHelper();
  if (program.empty()) {
    CaptureProblem p;
    p.kind = CaptureProblemKind::helperMissing;
    p.text = "plainwire-capture";
    fail(std::move(p));
    return false;
  }
  auto started =
      helper::Process::start(program, helper::argumentsOf(options_), options_.privateNamespace);
  if (!started) {
    fail(std::move(started.error()));
    return false;
  }
  helper_.emplace(std::move(*started));
  pid_.store(helper_->pid(), std::memory_order_relaxed);
  return true;
}

bool LiveRecorder::waitForReady() {
  while (!ring_ && !helperDone_ && !stopAsked_.load(std::memory_order_relaxed)) {
    pollfd p{helper_->channel().fd(), POLLIN, 0};
    ::poll(&p, 1, kMostIdleMs);
    listen();
  }
  if (ring_) return true;
  if (!helperDone_) endWith(CaptureEnd::asked);
  return false;
}

bool LiveRecorder::begin() {
  startNs_ = nowNs();
  readyAt_ = askedAt_ = Clock::now();
  if (!spool_->open()) {
    diskFailed();
    return false;
  }
  measureInterfaces(true);
  setInfo(false);
  spool_->begin(*shared_->info);
  if (state() == CaptureState::starting) setState(CaptureState::capturing);
  return true;
}

void LiveRecorder::record() {
  while (!helperDone_) {
    const auto now = Clock::now();
    const bool any = takeRecords(now);
    turn(now);
    if (any) idleMs_ = 1;
    else idle();
  }
  // One that goes on filling the ring would never let go.
  helper_->kill();
  helper_->wait();
  if (!consumer_->broken()) {
    while (takeRecords(Clock::now())) {
    }
  }
}

/// What is to be done now and then.
void LiveRecorder::turn(Clock::time_point now) {
  listen();
  if (stopAsked_.load(std::memory_order_relaxed)) endWith(CaptureEnd::asked);
  if (options_.stop.duration && now - readyAt_ >= *options_.stop.duration) endWith(CaptureEnd::duration);
  if (spool_->error() == 0) {
    spool_->rotateIfDue(now, stats());
    spool_->flushIfDue(now);
    spool_->publish();
  }
  if (spool_->error() != 0) diskFailed();
  if (now - askedAt_ >= kAskEvery) {
    askedAt_ = now;
    helper::Message ask;
    helper_->channel().send(ask);
    measureInterfaces(false);
  }
  if (state() == CaptureState::stopping && now - stopSentAt_ >= kPatience) helperDone_ = true;
  updateCounts();
}

/// Nothing was there: waits for the helper to say something, or a moment. The longer nothing comes, the longer.
void LiveRecorder::idle() {
  pollfd p{helper_->channel().fd(), POLLIN, 0};
  if (::poll(&p, 1, idleMs_) > 0) return;
  idleMs_ = std::min(2 * idleMs_, kMostIdleMs);
}

bool LiveRecorder::takeRecords(Clock::time_point now) {
  const std::size_t n =
      consumer_->peek(kBatch, [&](const RingRecord& r, ByteView bytes) { take(r, bytes, now); });
  consumer_->release();
  if (consumer_->broken()) misbehaved(kBadRing);
  if (n != 0) spool_->publish();
  return n != 0;
}

void LiveRecorder::take(const RingRecord& r, ByteView bytes, Clock::time_point now) {
  if (r.interface >= tallies_.size() || bytes.size() > kMaxPacketBytes) {
    misbehaved(kBadRecord);
    return;
  }
  Tally& t = tallies_[r.interface];
  if (full(now) || !spool_->append(r.interface, r.timeNs, r.wireLen, bytes)) {
    ++t.discarded;
    return;
  }
  ++t.recorded;
  ++recorded_;
  packetBytes_ += bytes.size();
}

/// Whether a stop condition says that no more packets are recorded; begins the next file where one is due.
bool LiveRecorder::full(Clock::time_point now) {
  const StopConditions& stop = options_.stop;
  if (stop.packets && recorded_ >= *stop.packets) endWith(CaptureEnd::packets);
  else if (stop.kilobytes && spool_->bytes() >= *stop.kilobytes * 1000) endWith(CaptureEnd::kilobytes);
  else if (options_.ring.asked() && spool_->rotationDue(now)) {
    if (stop.files && spool_->filesBegun() >= *stop.files) endWith(CaptureEnd::files);
    else spool_->rotateIfDue(now, stats());
  }
  const CaptureEnd why = end_.load(std::memory_order_relaxed);
  return why == CaptureEnd::packets || why == CaptureEnd::kilobytes || why == CaptureEnd::files;
}

void LiveRecorder::listen() {
  while (!helperDone_) {
    helper::Message m;
    UniqueFd passed;
    switch (helper_->channel().receive(m, passed)) {
      case Channel::Got::nothing: return;
      case Channel::Got::nonsense: misbehaved(kBadMessage); return;
      case Channel::Got::closed: helperDone_ = true; return;
      case Channel::Got::message: understand(m, std::move(passed)); break;
    }
  }
}

void LiveRecorder::understand(const helper::Message& m, UniqueFd passed) {
  const bool known = m.interface < tallies_.size();
  if (m.kind == MessageKind::failed) {
    saidEnded_ = helperDone_ = true;
    fail(helper::problemOf(m));
  } else if (m.kind == MessageKind::ended) {
    saidEnded_ = helperDone_ = true;
  } else if (m.kind == MessageKind::ready) {
    const bool allOpened = std::all_of(tallies_.begin(), tallies_.end(), [](const Tally& t) { return t.opened; });
    if (ring_ || !allOpened) return misbehaved(kOutOfTurn);
    if (auto ring = SharedRing::join(std::move(passed))) ring_.emplace(std::move(*ring));
    if (!ring_) return misbehaved(kBadRing);
    ring_->closeFd();
    consumer_.emplace(ring_->memory());
  } else if (!known || m.kind == MessageKind::linkType || (m.kind == MessageKind::opened && ring_)) {
    misbehaved(kOutOfTurn);
  } else if (m.kind == MessageKind::opened) {
    tallies_[m.interface].opened = true;
    tallies_[m.interface].linkType = static_cast<LinkType>(m.numbers[0]);
    tallies_[m.interface].snapLen = static_cast<std::uint32_t>(m.numbers[1]);
  } else if (m.kind == MessageKind::interfaceEnded) {
    tallies_[m.interface].problem = helper::problemOf(m);
    const bool allEnded = std::all_of(tallies_.begin(), tallies_.end(), [](const Tally& t) { return t.problem.any(); });
    if (allEnded) fail(helper::problemOf(m));
  } else {
    Tally& t = tallies_[m.interface];
    t.put = m.numbers[0];
    t.kernelDrops = m.numbers[1];
    t.ringDrops = m.numbers[2];
  }
}

void LiveRecorder::diskFailed() {
  CaptureProblem p;
  const int error = spool_->error();
  p.kind = error == ENOSPC || error == EDQUOT || error == EFBIG ? CaptureProblemKind::diskFull
                                                                : CaptureProblemKind::cannotWrite;
  p.text = systemReason(error);
  fail(std::move(p));
}

/// Interfaces of a private namespace are not seen from here, and have no hardware that could drop.
void LiveRecorder::measureInterfaces(bool baseline) {
  if (options_.privateNamespace) return;
  const auto all = interfaceTraffic();
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    const auto it = std::find_if(all.begin(), all.end(), [&](const InterfaceTraffic& t) {
      return t.name == options_.interfaces[i].name;
    });
    if (it == all.end()) continue;
    if (baseline) tallies_[i].dropsAtStart = it->dropped;
    tallies_[i].interfaceDrops = std::uint32_t{it->dropped - tallies_[i].dropsAtStart};
  }
}

void LiveRecorder::updateCounts() {
  CaptureCounts c;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    const Tally& t = tallies_[i];
    InterfaceCounts& n = c.interfaces.emplace_back();
    n.name = options_.interfaces[i].name;
    n.linkType = t.linkType;
    n.recorded = t.recorded;
    n.kernelDrops = t.kernelDrops;
    n.interfaceDrops = t.interfaceDrops;
    n.ringDrops = t.ringDrops;
    n.received = std::max(t.put, t.recorded + t.discarded) + t.kernelDrops + t.ringDrops;
    n.problem = t.problem;
    c.received += n.received;
    c.kernelDrops += n.kernelDrops;
    c.interfaceDrops += n.interfaceDrops;
    c.ringDrops += n.ringDrops;
    c.discarded += t.discarded;
  }
  c.recorded = recorded_;
  c.bytes = spool_->bytes();
  c.packetBytes = packetBytes_;
  c.files = spool_->filesBegun();
  if (consumer_) c.ringUsed = static_cast<std::uint8_t>(consumer_->waiting() * 100 / ring_->memory().capacity());
  if (readyAt_ != Clock::time_point{})
    c.runningNs = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - readyAt_).count();
  if (c.drops() != knownDrops_) {
    knownDrops_ = c.drops();
    setInfo(true);  // what is missing makes verdicts careful at once
  }
  const std::lock_guard guard{lock_};
  counts_ = std::move(c);
}

std::vector<InterfaceStats> LiveRecorder::stats() const {
  std::vector<InterfaceStats> out;
  for (const Tally& t : tallies_) {
    InterfaceStats& s = out.emplace_back();
    const std::uint64_t lost = t.kernelDrops + t.ringDrops;
    s.startNs = startNs_;
    s.endNs = nowNs();
    s.received = s.filterAccepted = std::max(t.put, t.recorded + t.discarded) + lost;
    s.dropped = t.interfaceDrops;
    s.osDropped = lost;
    s.delivered = t.recorded;
  }
  return out;
}

void LiveRecorder::setInfo(bool withStats) {
  auto info = std::make_shared<CaptureInfo>();
  info->format = FileFormat::pcapng;
  info->major = 1;
  SectionInfo& section = info->sections.emplace_back();
  section.major = 1;
  section.os = systemName();
  section.application = options_.application;
  const auto all = stats();
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    InterfaceInfo& n = info->interfaces.emplace_back();
    n.linkType = tallies_[i].linkType;
    n.snapLen = tallies_[i].snapLen;
    n.name = options_.interfaces[i].name;
    n.filter = options_.interfaces[i].filter;
    n.os = section.os;
    n.tsResolution = 9;
    if (withStats) n.stats = all[i];
  }
  const std::lock_guard guard{shared_->lock};
  shared_->info = std::move(info);
}

void LiveRecorder::finish() {
  // After its last word there is nothing to wait for; and one that stays would keep the window waiting.
  if (helper_) helper_->kill();
  if (helper_) {
    const helper::ProcessEnd end = helper_->wait();
    if (!saidEnded_ && end_.load(std::memory_order_relaxed) == CaptureEnd::notYet) fail(helper::problemOf(end));
  }
  pid_.store(0, std::memory_order_relaxed);
  measureInterfaces(false);
  updateCounts();  // whoever sees the end of the recording sees them as well
  spool_->finish(stats());
  if (spool_->error() != 0) {
    diskFailed();
    const std::lock_guard guard{lock_};
    problem_.number = spool_->writtenBytes();
    problem_.number2 = spool_->unwrittenPackets();
    for (const Tally& t : tallies_) problem_.number2 += t.discarded;
  }
  if (ring_) setInfo(true);
  updateCounts();
  if (end_.load(std::memory_order_relaxed) == CaptureEnd::notYet) end_.store(CaptureEnd::asked);
  setState(CaptureState::ended);
}

}  // namespace pw
