// The Internet checksum (RFC 1071).
#pragma once
#include <cstdint>

#include "core/bytes/byte_view.h"

namespace pw {

/// Ones'-complement sum over pieces in network order; each piece but the last has an even length.
class InternetChecksum {
 public:
  InternetChecksum& add(ByteView bytes) noexcept;
  InternetChecksum& add16(std::uint16_t v) noexcept {
    sum_ += v;
    return *this;
  }
  /// Folded to 16 bits, not complemented. Over data with its checksum in place a right one gives 0xffff.
  [[nodiscard]] std::uint16_t folded() const noexcept;

 private:
  std::uint64_t sum_ = 0;
};

/// What the checksum field should have held, given the folded sum over everything with the field in place.
constexpr std::uint16_t expectedChecksum(std::uint16_t foldedSum, std::uint16_t field) noexcept {
  // RFC 1624: take the field out of the sum again, then complement.
  std::uint32_t sum = std::uint32_t{foldedSum} + static_cast<std::uint16_t>(~field);
  sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace pw
