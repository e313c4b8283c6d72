// The ring between the capture thread and the engine, against the plain way, a queue behind a mutex, and against
// moodycamel's ReaderWriterQueue, the lock-free queue that most would take. All copy each packet once in and once out, as
// from libpcap's buffer into that of the spool.
#include <pthread.h>
#include <readerwriterqueue/readerwriterqueue.h>
#include <sched.h>

#include <array>
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

/// Where the consumer copies to.
class Spool {
 public:
  void add(ByteView packet) {
    if (packet.size() > bytes_.size() - at_) at_ = 0;
    std::memcpy(bytes_.data() + at_, packet.data(), packet.size());
    at_ += packet.size();
    benchmark::DoNotOptimize(bytes_.data());
  }

 private:
  std::vector<std::uint8_t> bytes_ = std::vector<std::uint8_t>(std::size_t{64} << 10);
  std::size_t at_ = 0;
};

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
  /// Takes what is there, up to a batch; returns how many.
  std::size_t take(Spool& spool) {
    const std::size_t n = out_.peek(kBatch, [&spool](const RingRecord&, ByteView b) { spool.add(b); });
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
  std::size_t take(Spool& spool) {
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
      spool.add(packet);
    }
    return n;
  }

 private:
  std::mutex mutex_;
  std::deque<std::vector<std::uint8_t>> packets_;
  std::size_t size_ = 0;
};

/// A packet in place, with room for the longest of Ethernet: no allocation, and only what is used is copied.
struct Slot {
  explicit Slot(ByteView packet) : size(packet.size()) { std::memcpy(bytes.data(), packet.data(), size); }
  [[nodiscard]] ByteView view() const { return {bytes.data(), size}; }
  std::size_t size;
  std::array<std::uint8_t, 1528> bytes;
};

/// A packet on the heap.
struct Owned {
  explicit Owned(ByteView packet) : bytes(packet.begin(), packet.end()) {}
  [[nodiscard]] ByteView view() const { return bytes; }
  std::vector<std::uint8_t> bytes;
};

template <class Element>
class ReaderWriterQueue {
 public:
  bool put(ByteView packet) { return queue_.try_emplace(packet); }
  void publish() {}
  std::size_t take(Spool& spool) {
    std::size_t n = 0;
    for (; n < kBatch; ++n) {
      const Element* const front = queue_.peek();
      if (front == nullptr) break;
      spool.add(front->view());
      queue_.pop();
    }
    return n;
  }

 private:
  moodycamel::ReaderWriterQueue<Element> queue_{kCapacity / sizeof(Slot)};
};

template <class Queue>
void oneThread(benchmark::State& state) {
  Queue queue;
  const std::vector<std::uint8_t> packet(static_cast<std::size_t>(state.range(0)), 0x5a);
  Spool spool;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBatch; ++i) queue.put(packet);
    queue.publish();
    queue.take(spool);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(kBatch) * state.range(0));
}

/// Keeps the thread on a processor of its own while it lives. The scheduler often puts both threads on the same, one
/// after the other: that measures its cache.
class Pinned {
 public:
  explicit Pinned(unsigned processor) {
    pthread_getaffinity_np(pthread_self(), sizeof before_, &before_);
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(processor, &only);
    pthread_setaffinity_np(pthread_self(), sizeof only, &only);
  }
  ~Pinned() { pthread_setaffinity_np(pthread_self(), sizeof before_, &before_); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

 private:
  cpu_set_t before_{};
};

/// The producer tries again where there is no room, so that both move the same packets.
template <class Queue>
void twoThreads(benchmark::State& state) {
  const std::vector<std::uint8_t> packet(static_cast<std::size_t>(state.range(0)), 0x5a);
  const Pinned consumer{0};
  for (auto _ : state) {
    const auto queue = std::make_unique<Queue>();
    std::thread producer{[&] {
      const Pinned self{1};
      for (std::uint32_t i = 0; i < kPackets; ++i) {
        while (!queue->put(packet)) std::this_thread::yield();
        if (i % kBatch == kBatch - 1) queue->publish();
      }
      queue->publish();
    }};
    Spool spool;
    for (std::size_t n = 0; n < kPackets;) {
      const std::size_t got = queue->take(spool);
      n += got;
      if (got == 0) std::this_thread::yield();
    }
    producer.join();
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kPackets});
  state.SetBytesProcessed(state.iterations() * std::int64_t{kPackets} * state.range(0));
}

template <class Queue>
void bench(const std::string& name) {
  benchmark::RegisterBenchmark((name + "/oneThread").c_str(), oneThread<Queue>)->Arg(64)->Arg(600);
  benchmark::RegisterBenchmark((name + "/twoThreads").c_str(), twoThreads<Queue>)
      ->Arg(64)
      ->Arg(600)
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

}  // namespace

void registerRing() {
  bench<RingQueue>("ring");
  bench<LockedQueue>("mutexDeque");
  bench<ReaderWriterQueue<Slot>>("readerWriterQueue/slots");
  bench<ReaderWriterQueue<Owned>>("readerWriterQueue/heap");
}

}  // namespace pw::bench
