// Values of fields as a filter sees them: what kinds there are and how they compare.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/bytes/byte_view.h"
#include "core/field/field_tree.h"

namespace pw::filter {

enum class Type : std::uint8_t {
  none,  ///< only present or not
  boolean,
  integer,   ///< of any width and sign
  real,
  bytes,
  protocol,  ///< its bytes; what is within it too where something is sought
  text,
  ipv4,
  ipv6,
  ether,
  eui64,
  guid,
  absTime,
  relTime,
};

Type typeOf(Kind kind) noexcept;
/// Bytes, protocols and addresses that are bytes compare with each other.
constexpr bool isBytes(Type t) noexcept {
  return t == Type::bytes || t == Type::protocol || t == Type::ether || t == Type::eui64;
}
constexpr bool isTime(Type t) noexcept { return t == Type::absTime || t == Type::relTime; }
constexpr bool comparable(Type a, Type b) noexcept { return a == b || (isBytes(a) && isBytes(b)); }
constexpr bool canSlice(Type t) noexcept {
  return isBytes(t) || t == Type::text || t == Type::ipv4 || t == Type::ipv6 || t == Type::guid;
}
constexpr bool canSearch(Type t) noexcept { return isBytes(t) || t == Type::text; }

/// An integer of up to 64 bits with its sign: big enough to compare and to calculate with.
__extension__ using Wide = __int128;

/// One value. Borrows bytes that do not fit into it.
struct Value {
  Type type = Type::none;
  std::uint8_t inside = 0;  ///< bytes that lie in `small`; 0: they lie elsewhere
  std::uint8_t prefix =
      0;  ///< of an address that stands for a network: leading bits that count; 0 with `isNetwork` off
  bool isNetwork = false;
  std::uint8_t width = 0;   ///< bytes on the wire of a number
  std::uint32_t rest = 0;   ///< of a protocol: bytes behind its own that belong to what it carries
  union {
    std::int64_t number = 0;  ///< boolean, integer up to INT64_MAX, ipv4, times
    double real;
  };
  bool isBig = false;         ///< an integer past INT64_MAX: `number` holds its bits
  const std::uint8_t* at = nullptr;
  std::size_t size = 0;
  std::array<std::uint8_t, 16> small{};

  static Value of(Type type, std::int64_t number) noexcept {
    Value v;
    v.type = type;
    v.number = number;
    return v;
  }
  static Value of(Type type, ByteView bytes) noexcept {
    Value v;
    v.type = type;
    v.at = bytes.data();
    v.size = bytes.size();
    return v;
  }
  static Value of(std::string_view text) noexcept {
    return of(Type::text, ByteView{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }
  /// The last `n` bytes of a number in network order.
  static Value ofTail(Type type, std::uint64_t number, unsigned n) noexcept {
    Value v;
    v.type = type;
    v.inside = static_cast<std::uint8_t>(n);
    for (unsigned i = 0; i < n; ++i) v.small[i] = static_cast<std::uint8_t>(number >> (8 * (n - 1 - i)));
    return v;
  }
  static Value ofReal(double d) noexcept {
    Value v;
    v.type = Type::real;
    v.real = d;
    return v;
  }
  static Value ofUnsigned(std::uint64_t n) noexcept {
    Value v = of(Type::integer, static_cast<std::int64_t>(n));
    v.isBig = n > INT64_MAX;
    return v;
  }

  [[nodiscard]] ByteView bytes() const noexcept {
    return inside != 0 ? ByteView{small}.first(inside) : ByteView{at, size};
  }
  /// With what a protocol carries.
  [[nodiscard]] ByteView searched() const noexcept { return inside != 0 ? bytes() : ByteView{at, size + rest}; }
  [[nodiscard]] Wide wide() const noexcept {
    return isBig ? Wide{static_cast<std::uint64_t>(number)} : Wide{number};
  }
};

/// Value of a node; the tree must outlive it.
Value valueOf(const FieldDef& def, const FieldTree& tree, const FieldNode& node) noexcept;

/// Less than, equal or greater than 0. The values must be comparable. A network is compared by its leading bits.
int compare(const Value& a, const Value& b) noexcept;
bool equal(const Value& a, const Value& b) noexcept;
/// Bytes of `part` within `whole`; an empty part is in none.
bool contains(const Value& whole, const Value& part) noexcept;

}  // namespace pw::filter
