// A piece of a recording in memory.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>

#include "core/bytes/byte_view.h"

namespace pw {

/// Whole blocks of one file. Its writer appends while readers look at what is published: bytes below size() never
/// change.
class SpoolChunk {
 public:
  SpoolChunk(std::uint64_t at, std::size_t capacity)
      : at_(at), capacity_(capacity), bytes_(std::make_unique_for_overwrite<std::uint8_t[]>(capacity)) {}

  // ---- any thread ----
  [[nodiscard]] std::uint64_t at() const noexcept { return at_; }  ///< in the LiveStore
  [[nodiscard]] std::uint64_t end() const noexcept { return at_ + size(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
  /// Nothing more will be appended. To be asked before size().
  [[nodiscard]] bool sealed() const noexcept { return sealed_.load(std::memory_order_acquire); }
  [[nodiscard]] ByteView bytes() const noexcept { return {bytes_.get(), size()}; }

  // ---- the writer ----
  [[nodiscard]] std::size_t room() const noexcept { return capacity_ - pending_; }
  [[nodiscard]] std::uint8_t* next() noexcept { return bytes_.get() + pending_; }
  void wrote(std::size_t n) noexcept { pending_ += n; }
  [[nodiscard]] std::uint64_t pendingEnd() const noexcept { return at_ + pending_; }
  void publish() noexcept { size_.store(pending_, std::memory_order_release); }
  void seal() noexcept {
    publish();
    sealed_.store(true, std::memory_order_release);
  }

 private:
  std::uint64_t at_;
  std::size_t capacity_;
  std::size_t pending_ = 0;  // the writer's
  std::atomic<std::size_t> size_{0};
  std::atomic<bool> sealed_{false};
  std::unique_ptr<std::uint8_t[]> bytes_;
};

}  // namespace pw
