#include "app/pwire/feed.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <ctime>

namespace pw::cli {

namespace {

// A signal handler can reach nothing but a global.
volatile std::sig_atomic_t interruptSeen = 0;
std::atomic<std::int64_t> interruptAtMs{0};
static_assert(std::atomic<std::int64_t>::is_always_lock_free);  // so that a handler may touch it

constexpr std::int64_t kSameMs = 300;
constexpr std::chrono::milliseconds kQuiet{1000};
constexpr std::chrono::milliseconds kBetween{200};

}  // namespace

void catchInterrupt() noexcept {
  struct sigaction action = {};
  action.sa_handler = [](int signal) {
    timespec t{};
    ::clock_gettime(CLOCK_MONOTONIC, &t);
    const std::int64_t now = std::int64_t{t.tv_sec} * 1000 + t.tv_nsec / 1'000'000;
    // A second one ends the program the hard way, should reading hang; but not the same one again, as timeout(1) and
    // shells send it to a process and to its group.
    if (interruptSeen != 0 && now - interruptAtMs.load(std::memory_order_relaxed) > kSameMs) {
      ::signal(signal, SIG_DFL);
      ::raise(signal);
    }
    if (interruptSeen == 0) interruptAtMs.store(now, std::memory_order_relaxed);
    interruptSeen = 1;
  };
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() noexcept { return interruptSeen != 0; }

Progress::Progress(Language language, bool wanted)
    : language_(language), wanted_(wanted && ::isatty(STDERR_FILENO) == 1), next_(Clock::now() + kQuiet) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::tell(const SourceProgress& at, std::uint64_t packets) {
  if (!wanted_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + kBetween;
  shown_ = true;
  const std::string n = std::to_string(packets);
  const std::string line =
      at.total != 0 ? message(language_, Msg::progressKnown, {std::to_string(at.done * 100 / at.total), n})
                    : message(language_, Msg::progressUnknown, {std::to_string(at.done >> 20), n});
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
}

Pull Feed::next(PacketBatch& batch) {
  if (left_ == 0 || (interrupted() && !settings_.live)) {
    batch.clear();
    return Pull::end;
  }
  const Pull pull = source_->next(batch);
  if (pull == Pull::end) return pull;
  if (batch.packets.size() > left_) batch.packets.resize(static_cast<std::size_t>(left_));
  left_ -= batch.packets.size();
  packets_ += batch.packets.size();
  if (settings_.progress != nullptr) settings_.progress->tell(source_->progress(), packets_);
  return settings_.writeTo.empty() || writeBatch(pull, batch) ? pull : Pull::end;
}

/// The file is begun with the first packets, when the source has read what stands before them.
bool Feed::prepareWriter() {
  auto info = source_->info();
  if (!writer_) {
    WriteOptions options;
    options.format = settings_.writeFormat;
    options.direct = settings_.live;
    auto created = CaptureWriter::create(settings_.writeTo, *info, options);
    if (!created) {
      writeProblem_ = std::move(created.error());
      return false;
    }
    writer_ = std::move(*created);
  } else if (info != known_) {
    if (!writer_->update(*info)) return false;
  }
  known_ = std::move(info);
  return true;
}

bool Feed::writeBatch(Pull pull, const PacketBatch& batch) {
  if (!settings_.live) return copy(batch);
  // Who reads along sees at once that a capture has begun, and every packet when it comes.
  if (pull == Pull::idle) return writer_ != nullptr || source_->info()->interfaces.empty() || flushed(prepareWriter());
  return flushed(copy(batch));
}

bool Feed::flushed(bool written) { return written && writer_->flush().has_value(); }

bool Feed::copy(const PacketBatch& batch) {
  if (!prepareWriter()) return false;
  for (const PacketRef& p : batch.packets)
    if (!writer_->write(p, p.extras == PacketRef::kNoExtras ? nullptr : &batch.extras[p.extras]))
      return false;
  return true;
}

std::optional<FileProblem> Feed::finishWriting() {
  if (settings_.writeTo.empty() || writeProblem_) return writeProblem_;
  if (!writer_ && !prepareWriter()) return writeProblem_;
  if (!writer_->problem()) static_cast<void>(writer_->finish(*source_->info()));
  return writer_->problem();
}

}  // namespace pw::cli
