// The ring between the capture thread and the engine, against the plain way: a queue behind a mutex.
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "core/bytes/big_memory.h"
#include "core/capture/packet_ring.h"
#include "tests/bench/bench.h"

namespace pw::bench {
namespace {

constexpr std::size_t kCapacity = std::size_t{8} << 20;
constexpr std::size_t kBatch = 64;
constexpr std::uint32_t kPackets = 1'000'000;  // of one run with two threads

class RingQueue {
 public:
  RingQueue()
      : bytes_(RingMemory::bytesFor(kCapacity)),
        memory_(*RingMemory::create({reinterpret_cast<std::uint8_t*>(bytes_.data()), bytes_.size()})),
        in_(memory_),
        out_(memory_) {}
  bool put(ByteView packet) {
    return in_.put({.captured = 0, .wireLen = static_cast<std::uint32_t>(packet.size())}, packet);
  }
  void publish() { in_.publish(); }
  /// Takes what is there, up to a batch; returns how many, and adds a byte of each to `sum`.
  std::size_t take(std::uint64_t& sum) {
    const std::size_t n = out_.peek(kBatch, [&sum](const RingRecord& r, ByteView b) { sum += r.captured + b[0]; });
    out_.release();
    return n;
  }

 private:
  std::vector<std::uint8_t, BigAllocator<std::uint8_t>> bytes_;  // of that size aligned to a large page
  RingMemory memory_;
  RingProducer in_;
  RingConsumer out_;
};

class LockedQueue {
 public:
  bool put(ByteView packet) {
    const std::lock_guard lock{mutex_};
    if (size_ + packet.size() > kCapacity) return false;
    packets_.emplace_back(packet.begin(), packet.end());
    size_ += packet.size();
    return true;
  }
  void publish() {}
  std::size_t take(std::uint64_t& sum) {
    std::size_t n = 0;
    for (; n < kBatch; ++n) {
      std::vector<std::uint8_t> packet;
      {
        const std::lock_guard lock{mutex_};
        if (packets_.empty()) break;
        packet = std::move(packets_.front());
        packets_.pop_front();
        size_ -= packet.size();
      }
      sum += packet.size() + packet[0];
    }
    return n;
  }

 private:
  std::mutex mutex_;
  std::deque<std::vector<std::uint8_t>> packets_;
  std::size_t size_ = 0;
};

template <class Queue>
void oneThread(benchmark::State& state) {
  Queue queue;
  const std::vector<std::uint8_t> packet(static_cast<std::size_t>(state.range(0)), 0x5a);
  std::uint64_t sum = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBatch; ++i) queue.put(packet);
    queue.publish();
    queue.take(sum);
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(kBatch) * state.range(0));
}

/// The producer tries again where there is no room, so that both move the same packets.
template <class Queue>
void twoThreads(benchmark::State& state) {
  const std::vector<std::uint8_t> packet(static_cast<std::size_t>(state.range(0)), 0x5a);
  for (auto _ : state) {
    const auto queue = std::make_unique<Queue>();
    std::thread producer{[&] {
      for (std::uint32_t i = 0; i < kPackets; ++i) {
        while (!queue->put(packet)) {
          queue->publish();
          std::this_thread::yield();
        }
        if (i % kBatch == kBatch - 1) queue->publish();
      }
      queue->publish();
    }};
    std::uint64_t sum = 0;
    for (std::size_t n = 0; n < kPackets;) {
      const std::size_t got = queue->take(sum);
      n += got;
      if (got == 0) std::this_thread::yield();
    }
    producer.join();
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kPackets});
  state.SetBytesProcessed(state.iterations() * std::int64_t{kPackets} * state.range(0));
}

BENCHMARK(oneThread<RingQueue>)->Name("ring/oneThread")->Arg(60)->Arg(1514);
BENCHMARK(oneThread<LockedQueue>)->Name("mutexDeque/oneThread")->Arg(60)->Arg(1514);
BENCHMARK(twoThreads<RingQueue>)->Name("ring/twoThreads")->Arg(60)->Arg(1514)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(twoThreads<LockedQueue>)
    ->Name("mutexDeque/twoThreads")
    ->Arg(60)
    ->Arg(1514)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pw::bench
