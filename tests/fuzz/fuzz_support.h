// What the fuzz targets over packets share. An input starts with a few bytes that say how the rest is to be seen.
#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/packet/packet_context.h"
#include "tests/support/walk_check.h"

namespace pw::fuzz {

/// Every protocol of the program, built once.
const Registry& registry();

/// Ends the process with a message where `fault` is not empty: libFuzzer then keeps the input.
void require(const std::string& fault);

/// Takes settings off the front of an input; 0 where it is too short.
class Settings {
 public:
  explicit Settings(ByteView input) noexcept : rest_(input) {}
  std::uint8_t u8() noexcept {
    if (rest_.empty()) return 0;
    const std::uint8_t v = rest_[0];
    rest_ = rest_.subspan(1);
    return v;
  }
  std::uint16_t u16() noexcept {
    const unsigned low = u8();
    return static_cast<std::uint16_t>(low | unsigned{u8()} << 8);
  }
  /// Up to `n` bytes.
  ByteView take(std::size_t n) noexcept {
    const ByteView v = rest_.first(std::min(n, rest_.size()));
    rest_ = rest_.subspan(v.size());
    return v;
  }
  [[nodiscard]] ByteView rest() const noexcept { return rest_; }

 private:
  ByteView rest_;
};

/// The link types that have a dissector, and one that nobody knows, in the order that corpora count on.
LinkType linkTypeOf(std::uint8_t choice) noexcept;

/// Length on the wire: as captured for 0, else up to 64 KiB more.
std::uint32_t wireLength(std::size_t captured, std::uint16_t more) noexcept;

/// One input of a target that starts at one of some protocols. Four bytes of settings come first: which protocol,
/// through which place it attaches, and how much more there was on the wire.
int startAt(std::initializer_list<std::string_view> protocols, ByteView input);

}  // namespace pw::fuzz
