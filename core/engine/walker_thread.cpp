#include "core/engine/walker_thread.h"

namespace pw {

// The counts are written with the strictest order: notify_one() looks whether somebody waits, and must not do so before
// the count is there for him to see.

WalkerThread::WalkerThread(PacketWalker& walker, const std::stop_token& stop)
    : walker_(walker), thread_([this, stop] { run(stop); }) {}

WalkerThread::~WalkerThread() {
  unwanted_.store(true, std::memory_order_relaxed);
  emptied_.fetch_add(1);
  emptied_.notify_one();
  thread_.join();
}

const DecodedBatch* WalkerThread::next() {
  if (emptied_.load(std::memory_order_relaxed) != taken_) {
    emptied_.store(taken_);
    emptied_.notify_one();
  }
  filled_.wait(taken_, std::memory_order_acquire);
  if (slot(taken_).packets.empty()) {
    if (failure_) std::rethrow_exception(failure_);
    return nullptr;
  }
  return &slot(taken_++);
}

bool WalkerThread::waitForRoom() noexcept {
  const std::uint32_t filled = filled_.load(std::memory_order_relaxed);
  for (;;) {
    const std::uint32_t emptied = emptied_.load(std::memory_order_acquire);
    if (unwanted_.load(std::memory_order_relaxed)) return false;
    if (filled - emptied < kSlots) return true;
    emptied_.wait(emptied, std::memory_order_acquire);
  }
}

void WalkerThread::handOver() noexcept {
  filled_.fetch_add(1);
  filled_.notify_one();
}

/// The packets are copied in one go: written to the slot one number after the other, while they are walked, each of its
/// cache lines would have to be fetched from the other processor first, and the walk would wait for that.
void WalkerThread::fill(DecodedBatch& slot, DecodedBatch& walked) {
  slot.packets = walked.packets;
  slot.extras.swap(walked.extras);
  slot.datagrams.swap(walked.datagrams);
  slot.announced.swap(walked.announced);
  slot.payloads.swap(walked.payloads);
  slot.bytes.swap(walked.bytes);
  slot.info = walker_.info();
}

void WalkerThread::walkAll(const std::stop_token& stop) {
  PacketBatch batch;
  DecodedBatch walked;
  PacketSummary summary;
  while (waitForRoom()) {
    if (const auto end = walker_.pull(stop, batch)) {
      end_ = *end;
      return;
    }
    if (batch.packets.empty()) continue;
    walked.clear();
    for (const PacketRef& ref : batch.packets) walker_.walk(ref, walked, summary);
    walked.extras.swap(batch.extras);
    fill(slot(filled_.load(std::memory_order_relaxed)), walked);
    handOver();
  }
}

void WalkerThread::run(const std::stop_token& stop) {
  try {
    walkAll(stop);
  } catch (...) {
    failure_ = std::current_exception();  // memory that ran out: the engine's thread says so
  }
  if (unwanted_.load(std::memory_order_relaxed)) return;  // nobody looks any more, and no slot may be free
  slot(filled_.load(std::memory_order_relaxed)).clear();
  handOver();
}

}  // namespace pw
