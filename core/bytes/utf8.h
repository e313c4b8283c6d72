// Where characters end in bytes that may be UTF-8 (RFC 3629).
#pragma once
#include <cstddef>

#include "core/bytes/byte_view.h"

namespace pw {

/// Bytes of the character that begins there; 0 where none does, or where it is not whole.
constexpr std::size_t utf8Length(ByteView b) noexcept {
  if (b.empty()) return 0;
  const std::uint8_t first = b[0];
  if (first < 0x80) return 1;
  const std::size_t n = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || b.size() < n) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((b[i] & 0xc0) != 0x80) return 0;
  // Too long for what it says, half a pair, or past the last character.
  if ((first == 0xe0 && b[1] < 0xa0) || (first == 0xed && b[1] > 0x9f) || (first == 0xf0 && b[1] < 0x90) ||
      (first == 0xf4 && b[1] > 0x8f))
    return 0;
  return n;
}

}  // namespace pw
