// Counts every allocation of the program that allocations.cpp is linked into: it replaces operator new.
#pragma once
#include <cstdint>

namespace pw::test {

/// Allocations of the whole process since it began, all threads.
[[nodiscard]] std::uint64_t allocationCount() noexcept;

}  // namespace pw::test
