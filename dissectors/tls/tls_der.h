// DER (X.690) as far as certificates need it, read in place: tags of one byte, definite lengths. Nothing here recurses.
#pragma once
#include <string>
#include <string_view>

#include "core/bytes/cursor.h"

namespace pw::tls::der {

namespace tag {
constexpr std::uint8_t kBoolean = 0x01, kInteger = 0x02, kBitString = 0x03, kOctetString = 0x04, kOid = 0x06,
                       kEnumerated = 0x0a, kUtf8 = 0x0c, kPrintable = 0x13, kTeletex = 0x14, kUtcTime = 0x17,
                       kGeneralizedTime = 0x18, kBmp = 0x1e, kSequence = 0x30, kSet = 0x31;
constexpr std::uint8_t context(unsigned n, bool constructed = true) {
  return static_cast<std::uint8_t>((constructed ? 0xa0u : 0x80u) | n);
}
}  // namespace tag

/// One element: its tag, where it begins, and its content.
struct Element {
  std::uint8_t tag = 0;
  std::uint32_t at = 0;
  std::uint32_t end = 0;
  Cursor content;
  [[nodiscard]] std::uint32_t length() const noexcept { return end - at; }
};

/// The next element; `c` stops where there is none that is whole.
Element next(Cursor& c);
/// The same; another tag than `wanted` is malformed.
Element next(Cursor& c, std::uint8_t wanted);
inline bool nextIs(const Cursor& c, std::uint8_t wanted) noexcept {
  return c.more() && c.left() != 0 && c.peek() == wanted;
}

/// Dotted form of an object identifier's content (X.690 §8.19); empty where a number is too large.
std::string oidText(ByteView bytes);
/// What it is called, for those that are met in certificates of servers; empty for others.
std::string_view wordOf(std::string_view oid) noexcept;

}  // namespace pw::tls::der
