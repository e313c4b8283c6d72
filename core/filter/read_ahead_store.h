// Reads the bytes of packets that lie near each other in few large reads.
#pragma once
#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "core/file/packet_source.h"

namespace pw::filter {

/// Stands before a trace's store. One thread.
class ReadAheadStore final : public ByteStore {
 public:
  static constexpr std::size_t kBlock = std::size_t{512} << 10;
  /// Bytes that may be skipped for the next read to count as near.
  static constexpr std::size_t kNear = std::size_t{32} << 10;

  /// Forgets nothing where it is the store that it has.
  void reset(std::shared_ptr<const ByteStore> store) {
    if (store == store_) return;
    store_ = std::move(store);
    size_ = 0;
  }
  /// Null where there are no bytes.
  [[nodiscard]] const ByteStore* get() const noexcept { return store_ ? this : nullptr; }

  std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept override {
    const ByteView b = view(at, into.size());
    if (!b.empty()) std::memcpy(into.data(), b.data(), b.size());
    return b.size();
  }

  /// The bytes where they lie until the next call; fewer where there are not as many.
  [[nodiscard]] ByteView view(std::uint64_t at, std::size_t n) const noexcept {
    if (!store_ || n == 0) return {};
    if (at < from_ || at + n > from_ + size_) fill(at, n);
    if (at < from_ || at >= from_ + size_) return {};
    const auto skip = static_cast<std::size_t>(at - from_);
    return ByteView{block_}.subspan(skip, std::min(n, size_ - skip));
  }

 private:
  void fill(std::uint64_t at, std::size_t n) const noexcept {
    const bool near = at >= last_ && at - last_ <= kNear;
    const std::size_t wanted = near ? std::max(kBlock, n) : std::max(std::size_t{4096}, n);
    if (block_.size() < wanted) block_.resize(wanted);
    size_ = store_->read(at, std::span{block_}.first(wanted));
    from_ = at;
    last_ = at + size_;
  }

  std::shared_ptr<const ByteStore> store_;
  mutable std::vector<std::uint8_t> block_;
  mutable std::uint64_t from_ = 0, last_ = 0;
  mutable std::size_t size_ = 0;
};

}  // namespace pw::filter
