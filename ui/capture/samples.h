// What a sparkline shows: one value a second, the newest last.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace pw::ui {

class Samples {
 public:
  static constexpr std::size_t kCount = 60;

  void push(float value) noexcept {
    std::rotate(values_.begin(), values_.begin() + 1, values_.end());
    values_.back() = value;
    count_ = std::min(count_ + 1, kCount);
  }
  [[nodiscard]] float last() const noexcept { return values_.back(); }
  [[nodiscard]] std::span<const float> values() const noexcept { return std::span{values_}.last(count_); }

 private:
  std::array<float, kCount> values_{};
  std::size_t count_ = 0;
};

}  // namespace pw::ui
