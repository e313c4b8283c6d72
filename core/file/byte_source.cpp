#include "core/file/byte_source.h"

#include <algorithm>
#include <cstring>

#include "core/bytes/cursor.h"

namespace pw {

std::size_t MemorySource::read(std::span<std::uint8_t> into) {
  std::size_t n = std::min(into.size(), bytes_.size());
  if (step_ != 0) n = std::min(n, step_);
  if (n != 0) std::memcpy(into.data(), bytes_.data(), n);
  bytes_ = bytes_.subspan(n);
  return n;
}

}  // namespace pw
