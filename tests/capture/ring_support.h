// Memory for rings, and packets whose bytes follow from their number.
#pragma once
#include <algorithm>
#include <memory>
#include <new>
#include <vector>

#include "core/capture/packet_ring.h"

namespace pw::test {

/// A ring in memory of its own, of exactly its size, so that the address sanitizer sees a step beside it.
class OwnRing {
 public:
  explicit OwnRing(std::size_t capacity)
      : size_(RingMemory::bytesFor(capacity)),
        bytes_(static_cast<std::uint8_t*>(::operator new[](size_, std::align_val_t{64}))) {}
  [[nodiscard]] std::span<std::uint8_t> span() { return {bytes_.get(), size_}; }
  [[nodiscard]] std::span<std::uint8_t> records() { return span().subspan(sizeof(RingControl)); }
  [[nodiscard]] RingControl& control() { return *reinterpret_cast<RingControl*>(bytes_.get()); }
  RingMemory make() { return *RingMemory::create(span()); }

 private:
  struct AlignedFree {
    void operator()(std::uint8_t* p) const { ::operator delete[](p, std::align_val_t{64}); }
  };

  std::size_t size_;
  std::unique_ptr<std::uint8_t[], AlignedFree> bytes_;
};

inline std::uint8_t byteOf(std::uint32_t number, std::size_t i) {
  return static_cast<std::uint8_t>((number * 2654435761u >> 13) + i);
}

inline std::vector<std::uint8_t> pattern(std::uint32_t number, std::size_t length) {
  std::vector<std::uint8_t> v(length);
  for (std::size_t i = 0; i < length; ++i) v[i] = byteOf(number, i);
  return v;
}

inline bool isPattern(ByteView b, std::uint32_t number) {
  for (std::size_t i = 0; i < b.size(); ++i)
    if (b[i] != byteOf(number, i)) return false;
  return true;
}

}  // namespace pw::test
