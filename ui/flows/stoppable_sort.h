// Sorting that ends soon when asked to stop: a window that wants another order does not wait for this one.
#pragma once
#include <algorithm>
#include <cstddef>
#include <stop_token>
#include <vector>

namespace pw::ui {

/// Sorts by merging runs. False, with the items in no order, where it was stopped.
template <class T, class Less>
bool sortStoppable(std::vector<T>& items, Less less, const std::stop_token& stop) {
  constexpr std::size_t kRun = 1 << 13;
  for (std::size_t at = 0; at < items.size(); at += kRun) {
    if (stop.stop_requested()) return false;
    const std::size_t end = std::min(items.size(), at + kRun);
    std::sort(items.begin() + static_cast<std::ptrdiff_t>(at), items.begin() + static_cast<std::ptrdiff_t>(end),
              less);
  }
  std::vector<T> other(items.size());
  for (std::size_t run = kRun; run < items.size(); run *= 2) {
    std::size_t a = 0, out = 0;
    while (a < items.size()) {
      std::size_t left = a;
      const std::size_t middle = std::min(items.size(), a + run), end = std::min(items.size(), middle + run);
      for (std::size_t right = middle; left < middle || right < end; ++out) {
        if (out % kRun == 0 && stop.stop_requested()) return false;
        const bool fromRight = left == middle || (right < end && less(items[right], items[left]));
        other[out] = items[fromRight ? right++ : left++];
      }
      a = end;
    }
    items.swap(other);
  }
  return true;
}

}  // namespace pw::ui
