// A list that only grows and whose copies cost next to nothing: what one thread shows another one continues.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

namespace pw {

/// Blocks that are full are shared between copies and never change again; the last one is each copy's own. A copy may
/// be read by any thread while another one grows.
template <class T>
class SharedBlocks {
 public:
  static constexpr std::size_t kBlock = 4096;

  SharedBlocks() = default;
  SharedBlocks(const SharedBlocks& o) : full_(o.full_), last_(o.last_) {}
  SharedBlocks& operator=(const SharedBlocks&) = delete;
  SharedBlocks(SharedBlocks&&) noexcept = default;
  SharedBlocks& operator=(SharedBlocks&&) noexcept = default;

  void add(const T& value) {
    last_.push_back(value);
    if (last_.size() < kBlock) return;
    full_.push_back(std::make_shared<const std::vector<T>>(std::move(last_)));
    last_.clear();
  }
  [[nodiscard]] std::size_t size() const noexcept { return full_.size() * kBlock + last_.size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept {
    return i / kBlock < full_.size() ? (*full_[i / kBlock])[i % kBlock] : last_[i % kBlock];
  }
  [[nodiscard]] const T& back() const noexcept { return (*this)[size() - 1]; }

  /// Index of the first value for which `before` does not hold; values for which it does stand before all others.
  template <class Before>
  [[nodiscard]] std::size_t firstNot(Before before) const {
    std::size_t low = 0, high = size();
    while (low < high) {
      const std::size_t mid = low + (high - low) / 2;
      if (before((*this)[mid])) low = mid + 1;
      else high = mid;
    }
    return low;
  }

 private:
  std::vector<std::shared_ptr<const std::vector<T>>> full_;
  std::vector<T> last_;
};

}  // namespace pw
