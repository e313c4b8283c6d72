// Lets others read what the engine's thread changes, between two of its batches.
#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace pw {

/// A lock whose writer holds it nearly always and lets waiting readers in after each batch, so that none starves. A
/// batch without readers costs one lock without contention.
class FlowGate {
 public:
  /// The engine's thread, around one batch.
  class Writer {
   public:
    explicit Writer(FlowGate& gate) : lock_(gate.mutex_) {
      gate.turn_.wait(lock_, [&gate] { return gate.waiting_.load(std::memory_order_relaxed) == 0; });
    }

   private:
    std::unique_lock<std::mutex> lock_;
  };

  class Reader {
   public:
    explicit Reader(FlowGate& gate) : gate_(gate) {
      gate.waiting_.fetch_add(1, std::memory_order_relaxed);
      lock_ = std::unique_lock{gate.mutex_};
      gate.waiting_.fetch_sub(1, std::memory_order_relaxed);
    }
    ~Reader() {
      lock_.unlock();
      gate_.turn_.notify_all();
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

   private:
    FlowGate& gate_;
    std::unique_lock<std::mutex> lock_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable turn_;
  std::atomic<unsigned> waiting_{0};
};

}  // namespace pw
