#include "core/filter/value.h"

#include <algorithm>
#include <bit>

namespace pw::filter {

namespace {

int sign(std::int64_t n) noexcept { return n < 0 ? -1 : n > 0 ? 1 : 0; }

/// Letter by letter.
int compareText(ByteView a, ByteView b) noexcept {
  const std::size_t n = std::min(a.size(), b.size());
  const int r = n == 0 ? 0 : std::memcmp(a.data(), b.data(), n);
  return r != 0 ? r : a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

/// The shorter comes first, as in Wireshark.
int compareBytes(ByteView a, ByteView b) noexcept {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.empty() ? 0 : std::memcmp(a.data(), b.data(), a.size());
}

/// Of 4 or 16 bytes, the first `bits`.
int compareBits(ByteView a, ByteView b, unsigned bits) noexcept {
  const std::size_t whole = bits / 8;
  if (a.size() <= whole || b.size() <= whole) return compareBytes(a, b);
  const int r = whole == 0 ? 0 : std::memcmp(a.data(), b.data(), whole);
  if (r != 0 || bits % 8 == 0) return r;
  const unsigned drop = 8 - bits % 8;
  return (a[whole] >> drop) - (b[whole] >> drop);
}

int compareIpv4(const Value& a, const Value& b) noexcept {
  const unsigned bits = std::min<unsigned>(a.isNetwork ? a.prefix : 32, b.isNetwork ? b.prefix : 32);
  if (bits == 0) return 0;
  return sign((a.number >> (32 - bits)) - (b.number >> (32 - bits)));
}

std::int64_t integerOf(Kind kind, std::uint64_t v) noexcept {
  switch (kind) {
    case Kind::i8: return static_cast<std::int8_t>(v);
    case Kind::i16: return static_cast<std::int16_t>(v);
    case Kind::i32: return static_cast<std::int32_t>(v);
    default: return static_cast<std::int64_t>(v);
  }
}

Value withWidth(Value v, Kind kind) noexcept {
  v.width = static_cast<std::uint8_t>(widthOf(kind));
  return v;
}

/// A layer's own bytes, and how many lie behind them up to the end of what it is in.
Value layerOf(const FieldTree& tree, const FieldNode& node) noexcept {
  const ByteView own = tree.covered(node);
  Value v = Value::of(Type::protocol, own);
  const std::size_t all = tree.carriedEnd(node);
  const std::size_t end = std::size_t{node.offset} + own.size();
  if (end < all) v.rest = static_cast<std::uint32_t>(all - end);
  return v;
}

}  // namespace

Type typeOf(Kind kind) noexcept {
  switch (kind) {
    case Kind::protocol: return Type::protocol;
    case Kind::label:
    case Kind::note: return Type::none;
    case Kind::boolean: return Type::boolean;
    case Kind::f64: return Type::real;
    case Kind::bytes: return Type::bytes;
    case Kind::string: return Type::text;
    case Kind::ipv4: return Type::ipv4;
    case Kind::ipv6: return Type::ipv6;
    case Kind::ether: return Type::ether;
    case Kind::eui64: return Type::eui64;
    case Kind::guid: return Type::guid;
    case Kind::absTime: return Type::absTime;
    case Kind::relTime: return Type::relTime;
    default: return Type::integer;
  }
}

Value valueOf(const FieldDef& d, const FieldTree& tree, const FieldNode& n) noexcept {
  const Type type = typeOf(d.kind);
  switch (type) {
    case Type::none: return {};
    case Type::boolean: return Value::of(type, n.value != 0 ? 1 : 0);
    case Type::integer:
      return withWidth(isSigned(d.kind) ? Value::of(type, integerOf(d.kind, n.value)) : Value::ofUnsigned(n.value),
                       d.kind);
    case Type::real: return Value::ofReal(std::bit_cast<double>(n.value));
    case Type::protocol: return layerOf(tree, n);
    case Type::ether: return Value::ofTail(type, n.value, 6);
    case Type::eui64: return Value::ofTail(type, n.value, 8);
    case Type::ipv4: return withWidth(Value::of(type, static_cast<std::int64_t>(n.value & UINT32_MAX)), d.kind);
    case Type::absTime:
    case Type::relTime: return Value::of(type, static_cast<std::int64_t>(n.value));
    case Type::bytes:
    case Type::text:
    case Type::ipv6:
    case Type::guid: break;
  }
  return Value::of(type, tree.bytes(n));
}

int compare(const Value& a, const Value& b) noexcept {
  switch (a.type) {
    case Type::none: return 0;
    case Type::boolean: return sign((a.number != 0) - (b.number != 0));
    case Type::integer: return a.wide() < b.wide() ? -1 : a.wide() > b.wide() ? 1 : 0;
    case Type::real: return a.real < b.real ? -1 : a.real > b.real ? 1 : 0;
    case Type::absTime:
    case Type::relTime: return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
    case Type::ipv4: return compareIpv4(a, b);
    case Type::ipv6:
      return a.isNetwork || b.isNetwork
                 ? compareBits(a.bytes(), b.bytes(),
                               std::min<unsigned>(a.isNetwork ? a.prefix : 128, b.isNetwork ? b.prefix : 128))
                 : compareBytes(a.bytes(), b.bytes());
    case Type::text: return compareText(a.bytes(), b.bytes());
    default: return compareBytes(a.bytes(), b.bytes());
  }
}

bool equal(const Value& a, const Value& b) noexcept {
  if (a.type == Type::real) return a.real == b.real;
  return compare(a, b) == 0;
}

bool contains(const Value& whole, const Value& part) noexcept {
  const ByteView w = whole.searched(), p = part.bytes();
  return !p.empty() && p.size() <= w.size() && ::memmem(w.data(), w.size(), p.data(), p.size()) != nullptr;
}

}  // namespace pw::filter
