// Memory for large tables that are read at random or filled fast: aligned to large pages, and asking for them.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace pw {

inline constexpr std::size_t kBigPage = std::size_t{2} << 20;

/// Whole pages of any system's size (64 KiB at most).
constexpr std::size_t wholePages(std::size_t bytes) noexcept { return (bytes + 0xffff) & ~std::size_t{0xffff}; }

/// Throws std::bad_alloc. Large pages are only a hint: fewer page faults and fewer misses of the address cache. Not from
/// the heap, whose notes beside each piece would keep a page of it when its own are given back.
inline void* allocateBig(std::size_t bytes) {
  const std::size_t mapped = wholePages(bytes) + kBigPage;
  void* const memory = ::mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc{};
  auto* const begin = static_cast<std::byte*>(memory);
  const std::size_t over = (kBigPage - reinterpret_cast<std::uintptr_t>(begin) % kBigPage) % kBigPage;
  if (over != 0) ::munmap(begin, over);
  std::byte* const aligned = begin + over;
  const std::size_t kept = wholePages(bytes);
  if (mapped - over > kept) ::munmap(aligned + kept, mapped - over - kept);
  ::madvise(aligned, bytes, MADV_HUGEPAGE);
  return aligned;
}
inline void freeBig(void* memory, std::size_t bytes) noexcept { ::munmap(memory, wholePages(bytes)); }

/// For containers; small ones stay with the ordinary heap.
template <class T>
struct BigAllocator {
  using value_type = T;
  BigAllocator() = default;
  template <class U>
  BigAllocator(const BigAllocator<U>&) noexcept {}  // NOLINT(google-explicit-constructor): allocators convert
  T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    return static_cast<T*>(bytes < kBigPage ? ::operator new(bytes) : allocateBig(bytes));
  }
  void deallocate(T* p, std::size_t n) noexcept {
    if (n * sizeof(T) < kBigPage) ::operator delete(p);
    else freeBig(p, n * sizeof(T));
  }
  bool operator==(const BigAllocator&) const noexcept { return true; }
};

template <class T>
struct BigDelete {
  void operator()(T* p) const noexcept {
    p->~T();
    freeBig(p, sizeof(T));
  }
};
/// Owns one large object.
template <class T>
using BigPtr = std::unique_ptr<T, BigDelete<T>>;

/// Default-initialised: members without initialisers are not written to.
template <class T>
BigPtr<T> makeBig() {
  return BigPtr<T>{::new (allocateBig(sizeof(T))) T};
}

}  // namespace pw
