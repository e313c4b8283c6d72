#include "core/field/format.h"

#include <array>
#include <bit>
#include <ctime>

#include "core/bytes/cursor.h"

namespace pw {

namespace {

constexpr std::size_t kMaxLineBytes = 36;     // bytes of a value that a tree line shows
constexpr std::size_t kMaxLineText = 240;     // bytes of text that a tree line shows

std::int64_t signedValue(const FieldDef& d, std::uint64_t v) {
  switch (d.kind) {
    case Kind::i8: return static_cast<std::int8_t>(v);
    case Kind::i16: return static_cast<std::int16_t>(v);
    case Kind::i32: return static_cast<std::int32_t>(v);
    default: return static_cast<std::int64_t>(v);
  }
}

unsigned hexDigits(const FieldDef& d) { return 2 * widthOf(d.kind); }

void octal(TextOut& out, std::uint64_t v) {
  char b[22];
  unsigned n = sizeof b;
  do {
    b[--n] = static_cast<char>('0' + (v & 7));
    v >>= 3;
  } while (v != 0);
  out.add('0').add(std::string_view{b + n, sizeof b - n});
}

void integer(TextOut& out, const FieldDef& d, std::uint64_t v) {
  switch (d.base) {
    case Base::hex:
    case Base::hexDec: out.hex0x(v, hexDigits(d)); break;
    case Base::oct: octal(out, v); break;
    default: isSigned(d.kind) ? out.sdec(signedValue(d, v)) : out.dec(v); break;
  }
}

/// The second form in brackets behind the first, for bases that have two.
void integerBoth(TextOut& out, const FieldDef& d, std::uint64_t v) {
  integer(out, d, v);
  if (d.base == Base::decHex) out.add(" (").hex0x(v, hexDigits(d)).add(')');
  if (d.base == Base::hexDec) out.add(" (").dec(v).add(')');
}

void etherAddress(TextOut& out, std::uint64_t v) {
  std::array<std::uint8_t, 6> a{};
  for (unsigned i = 0; i < 6; ++i) a[i] = static_cast<std::uint8_t>(v >> (40 - 8 * i));
  out.ether(a.data());
}

/// Shortest form that reads back the same.
void real(TextOut& out, double v) {
  std::array<char, 32> b{};
  const auto r = std::to_chars(b.data(), b.data() + b.size(), v);
  out.add(std::string_view{b.data(), static_cast<std::size_t>(r.ptr - b.data())});
}

void guid(TextOut& out, ByteView b) {
  if (b.size() < 16) {
    out.hexBytes(b);
    return;
  }
  out.hexBytes(b.subspan(0, 4)).add('-').hexBytes(b.subspan(4, 2)).add('-').hexBytes(b.subspan(6, 2));
  out.add('-').hexBytes(b.subspan(8, 2)).add('-').hexBytes(b.subspan(10, 6));
}

void absoluteTime(TextOut& out, const FieldDef& d, std::int64_t ns) {
  if (d.base == Base::epoch) out.seconds(ns);
  else appendDate(out, ns, d.base == Base::utc);
}

/// "0100 .... = ": the bits of a masked field within the integer they stand in.
void bitPattern(TextOut& out, const FieldDef& d, std::uint64_t v) {
  const unsigned width = d.extra.parentBits != 0 ? d.extra.parentBits : 8 * widthOf(d.kind);
  const std::uint64_t raw = v << std::countr_zero(d.extra.mask);
  for (unsigned i = width; i-- > 0;) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    out.add((d.extra.mask & bit) == 0 ? '.' : (raw & bit) != 0 ? '1' : '0');
    if (i % 4 == 0 && i != 0) out.add(' ');
  }
  out.add(" = ");
}

bool isInteger(Kind k) {
  return (k >= Kind::u8 && k <= Kind::i64) || k == Kind::boolean || k == Kind::frameNum;
}

void lineOfInteger(TextOut& out, const FieldDef& d, std::uint64_t v) {
  if (d.extra.mask != 0) bitPattern(out, d, v);
  out.add(d.label).add(": ");
  if (d.kind == Kind::boolean) {
    const ValueNames names = d.extra.names.empty() ? ValueNames{kTrueFalse} : d.extra.names;
    out.add(nameOf(names, v != 0 ? 1 : 0));
    return;
  }
  const std::string_view name = nameOf(d.extra.names, v);
  if (!d.extra.names.empty() && d.base == Base::none) {
    name.empty() ? out.add("Unknown (").dec(v).add(')') : out.add(name);
  } else if (!d.extra.names.empty()) {
    out.add(name.empty() ? "Unknown" : name).add(" (");
    integer(out, d, v);
    out.add(')');
  } else {
    integerBoth(out, d, v);
  }
}

void lineOfOther(TextOut& out, const FieldDef& d, const FieldTree& tree, const FieldNode& n) {
  out.add(d.label);
  if (d.kind == Kind::label || d.kind == Kind::protocol) return;
  out.add(": ");
  ByteView bytes = tree.bytes(n);
  if (d.kind == Kind::bytes && bytes.size() > kMaxLineBytes) {
    out.hexBytes(bytes.first(kMaxLineBytes), d.base == Base::colon ? ':' : '\0').add("…");
  } else if (d.kind == Kind::string && bytes.size() > kMaxLineText) {
    out.printable(bytes.first(kMaxLineText)).add("…");
  } else {
    appendValue(out, d, tree, n);
    if (d.kind == Kind::relTime || d.base == Base::epoch) out.add(" seconds");
  }
}

}  // namespace

std::string_view severityName(Base severity) {
  switch (severity) {
    case Base::error: return "Error";
    case Base::warning: return "Warning";
    case Base::remark: return "Note";
    default: return "Chat";
  }
}

void appendDate(TextOut& out, std::int64_t ns, bool utc) {
  std::int64_t seconds = ns / 1'000'000'000;
  std::int64_t part = ns % 1'000'000'000;
  if (part < 0) {
    part += 1'000'000'000;
    --seconds;
  }
  const auto t = static_cast<std::time_t>(seconds);
  std::tm tm{};
  if (utc ? gmtime_r(&t, &tm) == nullptr : localtime_r(&t, &tm) == nullptr) {
    out.seconds(ns);
    return;
  }
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto field = [](int v) { return static_cast<std::uint64_t>(v); };
  out.add(kMonths[static_cast<std::size_t>(tm.tm_mon)]).add(tm.tm_mday < 10 ? "  " : " ").dec(field(tm.tm_mday));
  out.add(", ").sdec(tm.tm_year + 1900).add(' ').dec0(field(tm.tm_hour), 2).add(':').dec0(field(tm.tm_min), 2);
  out.add(':').dec0(field(tm.tm_sec), 2).add('.').dec0(static_cast<std::uint64_t>(part), 9).add(' ');
  out.add(utc || tm.tm_zone == nullptr ? std::string_view{"UTC"} : std::string_view{tm.tm_zone});
}

void appendValue(TextOut& out, const FieldDef& d, const FieldTree& tree, const FieldNode& n) {
  switch (d.kind) {
    case Kind::protocol:
      n.labelLength != 0 ? out.add(tree.label(n)) : out.add(d.label);
      break;
    case Kind::label:
    case Kind::note: out.add('1'); break;
    case Kind::boolean: out.add(n.value != 0 ? '1' : '0'); break;
    case Kind::bytes: out.hexBytes(tree.bytes(n), d.base == Base::colon ? ':' : '\0'); break;
    case Kind::string: out.printable(tree.bytes(n)); break;
    case Kind::ipv4: out.ipv4(static_cast<std::uint32_t>(n.value)); break;
    case Kind::ipv6: {
      const ByteView b = tree.bytes(n);
      b.size() == 16 ? out.ipv6(b.data()) : out.hexBytes(b);
      break;
    }
    case Kind::ether: etherAddress(out, n.value); break;
    case Kind::eui64: {
      for (unsigned i = 8; i-- > 0;) out.hex(n.value >> (8 * i) & 255, 2).add(i != 0 ? ":" : "");
      break;
    }
    case Kind::guid: guid(out, tree.bytes(n)); break;
    case Kind::f64: real(out, std::bit_cast<double>(n.value)); break;
    case Kind::absTime: absoluteTime(out, d, static_cast<std::int64_t>(n.value)); break;
    case Kind::relTime: out.seconds(static_cast<std::int64_t>(n.value)); break;
    default: integer(out, d, n.value); break;
  }
}

void appendLine(TextOut& out, const Registry& registry, const FieldTree& tree, const FieldNode& n) {
  const FieldDef& d = registry.field(n.field);
  if (n.generated) out.add('[');
  if (n.labelLength != 0) out.add(tree.label(n));
  else if (d.kind == Kind::note) out.add(severityName(d.base)).add(": ").add(d.label);
  else if (isInteger(d.kind)) lineOfInteger(out, d, n.value);
  else lineOfOther(out, d, tree, n);
  if (n.generated) out.add(']');
}

std::string_view typeName(Kind kind) {
  switch (kind) {
    case Kind::protocol: return "FT_PROTOCOL";
    case Kind::label:
    case Kind::note: return "FT_NONE";
    case Kind::boolean: return "FT_BOOLEAN";
    case Kind::u8: return "FT_UINT8";
    case Kind::u16: return "FT_UINT16";
    case Kind::u24: return "FT_UINT24";
    case Kind::u32: return "FT_UINT32";
    case Kind::u40: return "FT_UINT40";
    case Kind::u48: return "FT_UINT48";
    case Kind::u64: return "FT_UINT64";
    case Kind::i8: return "FT_INT8";
    case Kind::i16: return "FT_INT16";
    case Kind::i32: return "FT_INT32";
    case Kind::i64: return "FT_INT64";
    case Kind::f64: return "FT_DOUBLE";
    case Kind::bytes: return "FT_BYTES";
    case Kind::string: return "FT_STRING";
    case Kind::ipv4: return "FT_IPv4";
    case Kind::ipv6: return "FT_IPv6";
    case Kind::ether: return "FT_ETHER";
    case Kind::eui64: return "FT_EUI64";
    case Kind::guid: return "FT_GUID";
    case Kind::absTime: return "FT_ABSOLUTE_TIME";
    case Kind::relTime: return "FT_RELATIVE_TIME";
    case Kind::frameNum: return "FT_FRAMENUM";
  }
  return "FT_NONE";
}

std::string_view baseName(Base base) {
  switch (base) {
    case Base::dec: return "BASE_DEC";
    case Base::hex: return "BASE_HEX";
    case Base::decHex: return "BASE_DEC_HEX";
    case Base::hexDec: return "BASE_HEX_DEC";
    case Base::oct: return "BASE_OCT";
    default: return "BASE_NONE";
  }
}

}  // namespace pw
