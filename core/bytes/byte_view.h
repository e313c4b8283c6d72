// Bytes that somebody else owns.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace pw {

/// Owns nothing; whoever makes one says how long it lives.
using ByteView = std::span<const std::uint8_t>;

}  // namespace pw
