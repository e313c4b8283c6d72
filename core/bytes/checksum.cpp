#include "core/bytes/checksum.h"

#include "core/bytes/cursor.h"

namespace pw {

InternetChecksum& InternetChecksum::add(ByteView b) noexcept {
  std::size_t i = 0;
  for (; i + 4 <= b.size(); i += 4) {
    const auto v = loadBe<std::uint32_t>(b.data() + i);
    sum_ += (v >> 16) + (v & 0xffff);
  }
  for (; i + 2 <= b.size(); i += 2) sum_ += loadBe<std::uint16_t>(b.data() + i);
  if (i < b.size()) sum_ += std::uint64_t{b[i]} << 8;
  return *this;
}

std::uint16_t InternetChecksum::folded() const noexcept {
  std::uint64_t s = sum_;
  while (s > 0xffff) s = (s & 0xffff) + (s >> 16);
  return static_cast<std::uint16_t>(s);
}

}  // namespace pw
