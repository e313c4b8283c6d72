// Appends text fast: rows are made by the million, so no streams and no format strings.
#pragma once
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes/byte_view.h"

namespace pw {

/// Appends to a string that it borrows. Allocates only where the string grows.
class TextOut {
 public:
  explicit TextOut(std::string& into) noexcept : s_(into) {}

  TextOut& add(std::string_view text) {
    s_.append(text);
    return *this;
  }
  TextOut& add(char c) {
    s_.push_back(c);
    return *this;
  }
  TextOut& dec(std::uint64_t v) {
    char b[20];
    const auto r = std::to_chars(b, b + sizeof b, v);
    s_.append(b, static_cast<std::size_t>(r.ptr - b));
    return *this;
  }
  TextOut& sdec(std::int64_t v) {
    char b[21];
    const auto r = std::to_chars(b, b + sizeof b, v);
    s_.append(b, static_cast<std::size_t>(r.ptr - b));
    return *this;
  }
  /// Decimal with leading zeros up to `width` (at most 20).
  TextOut& dec0(std::uint64_t v, unsigned width);
  /// Lower-case hex digits without prefix, at least `digits` of them (at most 16).
  TextOut& hex(std::uint64_t v, unsigned digits);
  /// "0x" and at least `digits` digits.
  TextOut& hex0x(std::uint64_t v, unsigned digits) { return add("0x").hex(v, digits); }
  /// Each byte as two hex digits, with `separator` between unless it is 0.
  TextOut& hexBytes(ByteView bytes, char separator = 0);
  /// Dotted quad of an address in host order.
  TextOut& ipv4(std::uint32_t address);
  /// Canonical text of 16 bytes in network order (RFC 5952, IPv4-mapped with a dotted tail).
  TextOut& ipv6(const std::uint8_t* address);
  /// aa:bb:cc:dd:ee:ff of six bytes.
  TextOut& ether(const std::uint8_t* address);
  /// Seconds with `decimals` (0 to 9) digits behind the point, cut, with sign.
  TextOut& seconds(std::int64_t ns, unsigned decimals = 9);
  /// Bytes taken as UTF-8; what is not printable becomes an escape as in C (\t, \001, \u009b) or U+FFFD.
  TextOut& printable(ByteView bytes);
  /// Right-aligned: pads with spaces so that what was added since `from` is at least `width` characters wide.
  TextOut& padLeft(std::size_t from, std::size_t width);

  [[nodiscard]] std::size_t size() const noexcept { return s_.size(); }
  [[nodiscard]] std::string& string() noexcept { return s_; }

 private:
  std::string& s_;
};

}  // namespace pw
