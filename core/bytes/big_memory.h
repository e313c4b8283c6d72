// Memory for large tables that are read at random or filled fast: aligned to large pages, and asking for them.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <memory>
#include <new>

namespace pw {

inline constexpr std::size_t kBigPage = std::size_t{2} << 20;

/// Throws std::bad_alloc. Large pages are only a hint: fewer page faults and fewer misses of the address cache.
inline void* allocateBig(std::size_t bytes) {
  void* memory = ::operator new(bytes, std::align_val_t{kBigPage});
  ::madvise(memory, bytes, MADV_HUGEPAGE);
  return memory;
}
inline void freeBig(void* memory) noexcept { ::operator delete(memory, std::align_val_t{kBigPage}); }

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
    else freeBig(p);
  }
  bool operator==(const BigAllocator&) const noexcept { return true; }
};

template <class T>
struct BigDelete {
  void operator()(T* p) const noexcept {
    p->~T();
    freeBig(p);
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
