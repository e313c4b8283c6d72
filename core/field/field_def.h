// What a field is, said once: tree, column, export, filter and reference all come from these rows.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pw {

/// Type of a field's value, and for integers its width on the wire.
enum class Kind : std::uint8_t {
  protocol,  ///< a layer: the first row of each table
  label,     ///< a heading without a value
  boolean,
  u8,
  u16,
  u24,
  u32,
  u40,
  u48,
  u64,
  i8,
  i16,
  i32,
  i64,
  f64,
  bytes,
  string,
  ipv4,
  ipv6,
  ether,
  eui64,
  guid,
  absTime,   ///< ns since 1970-01-01 UTC
  relTime,   ///< ns
  frameNum,  ///< a packet's number as a person sees it, from 1
  note,      ///< a remark about the packet (expert information); `base` is its severity
};

/// How a value is printed, with Wireshark's meaning of each.
enum class Base : std::uint8_t {
  none,
  dec,
  hex,
  decHex,  ///< decimal, hex in brackets
  hexDec,
  oct,
  utc,    ///< times of day
  local,
  epoch,  ///< seconds since 1970 with nine decimals
  colon,  ///< bytes with ':' between
  chat,   ///< severities of notes, mildest first
  remark,
  warning,
  error,
};

struct ValueName {
  std::uint64_t value = 0;
  std::string_view name;
};
/// Sorted by value, ascending; checked at compile time.
using ValueNames = std::span<const ValueName>;

inline constexpr std::array<ValueName, 2> kSetNotSet{{{0, "Not set"}, {1, "Set"}}};
inline constexpr std::array<ValueName, 2> kTrueFalse{{{0, "False"}, {1, "True"}}};
inline constexpr std::array<ValueName, 2> kYesNo{{{0, "No"}, {1, "Yes"}}};

/// What somebody who listens learns from a field that was sent in the clear. Findings are made of these.
enum class Reveals : std::uint8_t {
  nothing,
  userName,
  password,
  hashed,      ///< of a password: as good as the password to whoever hears it
  token,       ///< stands for a person until it runs out: bearer token, API key, ticket
  cookie,      ///< name and value of one cookie
  setCookie,   ///< the same with what the browser shall heed behind it
  pairName,    ///< name of a form's or document's entry: what it is called tells what its value is
  pairValue,   ///< the value that follows the latest pairName
  pair,        ///< name=value in one
  host,        ///< name of who is talked to
  address,     ///< what is asked for
  referer,
  userAgent,
  mailAddress,
  text,        ///< what people wrote or read
  // ---- what still shows of a conversation that is sealed ----
  serverName,
  alpn,            ///< what the client offers, or what the server chose
  version,         ///< of the protocol that seals; the server's last word counts
  cipher,          ///< the server's choice
  certificateName, ///< whom a certificate is for
  fingerprint,     ///< by which programs are told apart
  sealed,          ///< bytes that nobody can read without the key
  sealedOther,     ///< the same, but for certain no content: of the handshake, alerts
  sealedLength,    ///< bytes of content within the sealed ones right before it
  sealedLengthMost,  ///< where that is not exact: as many at most
  sealedOpening,   ///< the sealed bytes right before it are of the handshake
};

/// What is said about sealed bytes and about how they are sealed, not about what was said.
constexpr bool isOfSealed(Reveals r) noexcept { return r >= Reveals::serverName; }

/// Parts of a row that most fields do not need.
struct FieldExtra {
  std::uint64_t mask = 0;  ///< bits of the integer that hold the value; 0: all
  ValueNames names{};
  std::uint8_t parentBits = 0;  ///< width in bits of the integer a masked field is drawn in; 0: the kind's width
  Reveals reveals = Reveals::nothing;
  bool malformed = false;  ///< of a note: the bytes break the rules of their protocol, so that filters for that find it
};

struct FieldDef {
  std::uint16_t id = 0;    ///< the enumerator, in its table's order
  std::string_view key;    ///< Wireshark's filter name
  std::string_view label;
  Kind kind = Kind::label;
  Base base = Base::none;
  std::string_view help;   ///< one plain line: what it is for, with its RFC
  FieldExtra extra{};
};

template <class E>
consteval FieldDef field(E id, std::string_view key, std::string_view label, Kind kind, Base base,
                         std::string_view help, FieldExtra extra = {}) {
  return {static_cast<std::uint16_t>(id), key, label, kind, base, help, extra};
}

/// Specialised beside each protocol's enum: `template <> inline constexpr auto& kFieldTable<F> = kFields;`
template <class E>
inline constexpr std::array<FieldDef, 0> kFieldTable{};

namespace detail {
consteval bool sorted(ValueNames names) {
  for (std::size_t i = 1; i < names.size(); ++i)
    if (names[i - 1].value >= names[i].value) return false;
  return true;
}

/// A number for what makes a row a field of its own (FNV-1a): comparing each pair of rows as text would be more than a
/// compiler is willing to do for the largest tables.
consteval std::uint64_t identity(const FieldDef& d) {
  std::uint64_t h = 0xcbf29ce484222325;
  const auto mix = [&h](std::uint64_t v) { h = (h ^ v) * 0x100000001b3; };
  for (const char c : d.key) mix(static_cast<std::uint8_t>(c));
  mix(UINT8_MAX + 1u);  // no letter
  for (const char c : d.label) mix(static_cast<std::uint8_t>(c));
  mix(d.extra.mask);
  mix(static_cast<std::uint64_t>(d.kind));
  return h;
}

template <std::size_t N>
consteval bool distinct(const std::array<FieldDef, N>& table) {
  std::array<std::uint64_t, N> all{};
  for (std::size_t i = 0; i < N; ++i) all[i] = identity(table[i]);
  std::sort(all.begin(), all.end());
  return std::adjacent_find(all.begin(), all.end()) == all.end();
}
}  // namespace detail

/// True where the table has one complete row per enumerator (the enum ends with count_), in order, the first row is
/// the protocol, value names are sorted, and no two rows are the same field.
template <class E, std::size_t N>
consteval bool complete(const std::array<FieldDef, N>& table) {
  if (N != static_cast<std::size_t>(E::count_) || N == 0) return false;
  if (table[0].kind != Kind::protocol) return false;
  for (std::size_t i = 0; i < N; ++i) {
    const FieldDef& d = table[i];
    if (d.id != i || d.key.empty() || d.label.empty() || d.help.empty() || !detail::sorted(d.extra.names)) return false;
  }
  return detail::distinct(table);
}

/// Bytes on the wire of an integer or address kind; 0 for those whose length is not fixed.
constexpr unsigned widthOf(Kind kind) {
  switch (kind) {
    case Kind::boolean:
    case Kind::u8:
    case Kind::i8: return 1;
    case Kind::u16:
    case Kind::i16: return 2;
    case Kind::u24: return 3;
    case Kind::u32:
    case Kind::i32:
    case Kind::ipv4:
    case Kind::frameNum: return 4;
    case Kind::u40: return 5;
    case Kind::u48:
    case Kind::ether: return 6;
    case Kind::u64:
    case Kind::i64:
    case Kind::f64:
    case Kind::eui64: return 8;
    case Kind::ipv6:
    case Kind::guid: return 16;
    default: return 0;
  }
}

constexpr bool isSigned(Kind kind) {
  return kind == Kind::i8 || kind == Kind::i16 || kind == Kind::i32 || kind == Kind::i64;
}

/// Name of a value, or empty. Binary search: O(log n).
constexpr std::string_view nameOf(ValueNames names, std::uint64_t value) {
  std::size_t low = 0, high = names.size();
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    if (names[mid].value < value)
      low = mid + 1;
    else
      high = mid;
  }
  return low < names.size() && names[low].value == value ? names[low].name : std::string_view{};
}

/// Type name as `pwire -G fields` prints it (Wireshark's FT_ names).
std::string_view typeName(Kind kind);
/// BASE_ name as `pwire -G fields` prints it.
std::string_view baseName(Base base);

}  // namespace pw
