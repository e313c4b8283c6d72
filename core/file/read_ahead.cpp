#include "core/file/read_ahead.h"

#include <system_error>

namespace pw {

ReadAhead::ReadAhead(std::unique_ptr<ByteSource> source, std::shared_ptr<Spool> keep, ReadOptions options,
                     std::function<void()> wake)
    : options_(options), source_(std::move(source)), keep_(std::move(keep)), wake_(std::move(wake)) {}

ReadAhead::~ReadAhead() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  if (wake_) wake_();
  thread_.join();
}

void ReadAhead::fill(Block& block) {
  if (!block.bytes) block.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(options_.blockBytes);
  block.size = 0;
  bool more = true;
  do {
    const std::span room{block.bytes.get() + block.size, options_.blockBytes - block.size};
    const std::size_t n = source_->read(room);
    block.size += n;
    more = n != 0;
  } while (more && options_.wholeBlocks && block.size < options_.blockBytes);
  if (!more) problem_ = source_->problem();

  if (options_.maxBytes != 0 && block.size > options_.maxBytes - total_) {
    block.size = static_cast<std::size_t>(options_.maxBytes - total_);
    problem_ = {.kind = FileProblemKind::bombSuspected, .at = options_.maxBytes, .number = options_.maxBytes};
    more = false;
  }
  int error = 0;
  if (keep_ && !keep_->append({block.bytes.get(), block.size}, error)) {
    block.size = 0;
    problem_ = {.kind = FileProblemKind::cannotKeep, .at = total_, .text = systemReason(error)};
    more = false;
  }
  total_ += block.size;

  const std::lock_guard guard{lock_};
  if (block.size != 0) ++filled_;
  if (!more) ended_ = true;
  changed_.notify_all();
}

void ReadAhead::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::uint64_t mine = 0;
    {
      std::unique_lock guard{lock_};
      if (!changed_.wait(guard, stop, [this] { return filled_ - released_ < kBlocks; })) return;
      if (ended_) return;
      mine = filled_;
    }
    fill(slot(mine));
  }
}

bool ReadAhead::startThread() {
  if (!options_.thread) return false;
  try {
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
  } catch (const std::system_error&) {
    return false;  // no thread to be had: read here
  }
  return true;
}

ReadAhead::Next ReadAhead::take(ByteView& block) {
  const Block& next = slot(taken_);
  block = {next.bytes.get(), next.size};
  ++taken_;
  return Next::block;
}

ReadAhead::Next ReadAhead::next(ByteView& block) {
  std::unique_lock guard{lock_};
  if (filled_ == taken_ && !ended_ && !thread_.joinable() && (taken_ == 0 || !startThread())) {
    released_ = taken_;
    guard.unlock();
    fill(slot(taken_));
    guard.lock();
  }
  const auto ready = [this] { return filled_ != taken_ || ended_; };
  if (options_.idleAfter.count() == 0) {
    changed_.wait(guard, ready);
  } else if (!changed_.wait_for(guard, options_.idleAfter, ready)) {
    return Next::idle;
  }
  if (released_ != taken_) {
    released_ = taken_;
    changed_.notify_all();
  }
  if (filled_ != taken_) return take(block);
  return Next::end;
}

}  // namespace pw
