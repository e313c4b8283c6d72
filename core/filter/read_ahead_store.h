// Reads the bytes of packets that lie near each other in few large reads.
#pragma once
#include <algorithm>
#include <array>
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
    for (Block& b : blocks_) b.size = 0;
  }
  /// Null where there are no bytes.
  [[nodiscard]] const ByteStore* get() const noexcept { return store_ ? this : nullptr; }

  std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept override {
    const ByteView b = view(at, into.size());
    if (!b.empty()) std::memcpy(into.data(), b.data(), b.size());
    return b.size();
  }

  /// The bytes where they lie until the next call but one; fewer where there are not as many.
  [[nodiscard]] ByteView view(std::uint64_t at, std::size_t n) const noexcept {
    if (!store_ || n == 0) return {};
    for (const Block& b : blocks_)
      if (at >= b.from && at + n <= b.from + b.size) return b.part(at, n);
    return fill(at, n).part(at, n);
  }

 private:
  struct Block {
    std::vector<std::uint8_t> bytes;
    std::uint64_t from = 0;
    std::size_t size = 0;

    [[nodiscard]] ByteView part(std::uint64_t at, std::size_t n) const noexcept {
      const auto skip = static_cast<std::size_t>(at - from);
      return skip >= size ? ByteView{} : ByteView{bytes}.subspan(skip, std::min(n, size - skip));
    }
  };

  /// What goes on where the latest read ended takes the older large block's place; anything else is read by itself. The
  /// more reads went on, the more is read ahead: packets that lie here and there cost little more than their own bytes.
  Block& fill(std::uint64_t at, std::size_t n) const noexcept {
    const bool near = at >= last_ && at - last_ <= kNear;
    const bool back = at < last_ && last_ - at <= kBack;
    if (!back) ahead_ = near ? std::min(kBlock, 4 * ahead_) : kFew;
    const std::size_t wanted = std::max(near ? ahead_ : kFew, n);
    if (near) std::swap(blocks_[0], blocks_[1]);
    Block& b = near ? blocks_[0] : blocks_[2];
    if (b.bytes.size() < wanted) b.bytes.resize(wanted);
    b.size = store_->read(at, std::span{b.bytes}.first(wanted));
    b.from = at;
    if (!back) last_ = at + b.size;
    return b;
  }

  static constexpr std::size_t kFew = 512;
  /// A read so far behind the latest is no look back at an earlier segment.
  static constexpr std::uint64_t kBack = std::uint64_t{64} << 20;

  std::shared_ptr<const ByteStore> store_;
  mutable std::array<Block, 3> blocks_;
  mutable std::uint64_t last_ = 0;
  mutable std::size_t ahead_ = kFew;
};

}  // namespace pw::filter
