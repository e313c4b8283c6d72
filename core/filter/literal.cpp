#include "core/filter/literal.h"

#include <arpa/inet.h>

#include <charconv>
#include <utility>

#include "core/filter/names.h"

namespace pw::filter {

namespace {

using Error = FilterErrorKind;

bool isHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

template <class T>
std::optional<T> whole(std::string_view text, int base = 10) {
  T v{};
  const auto r = std::from_chars(text.data(), text.data() + text.size(), v, base);
  if (r.ec != std::errc{} || r.ptr != text.data() + text.size()) return std::nullopt;
  return v;
}

class Maker {
 public:
  Maker(const Syntax& s, const Wanted& wanted) : s_(s), negated_(s.kind == Syntax::Kind::negate),
        inner_(negated_ ? s.parts.front() : s), wanted_(wanted) {}

  std::expected<Literal, FilterError> run() {
    if (negated_ && wanted_.type != Type::integer && wanted_.type != Type::real && !isTime(wanted_.type))
      return fail(Error::unexpected);
    switch (wanted_.type) {
      case Type::none: return fail(Error::cannotCompare);
      case Type::boolean: return boolean();
      case Type::integer: return integer();
      case Type::real: return real();
      case Type::bytes:
      case Type::protocol:
      case Type::ether:
      case Type::eui64: return bytes();
      case Type::text: return text();
      case Type::ipv4: return ipv4();
      case Type::ipv6: return ipv6();
      case Type::guid: return guid();
      case Type::absTime: return date();
      case Type::relTime: return seconds();
    }
    return fail(Error::cannotCompare);
  }

 private:
  using Result = std::expected<Literal, FilterError>;

  [[nodiscard]] bool quoted() const { return inner_.kind == Syntax::Kind::string; }
  [[nodiscard]] bool isCharacter() const { return inner_.kind == Syntax::Kind::character; }
  [[nodiscard]] std::string_view word() const { return inner_.text; }

  std::unexpected<FilterError> fail(Error kind, std::string other = {}) const {
    FilterError e;
    e.kind = kind;
    e.position = s_.position;
    e.length = s_.length;
    e.text = inner_.text;
    e.other = std::move(other);
    return std::unexpected(std::move(e));
  }
  std::unexpected<FilterError> badString() const { return fail(Error::badString, std::string{nameOf(wanted_.type)}); }

  static Result plain(const Value& v) { return Literal{v, {}, false}; }
  static Result owned(Type type, std::string bytes) {
    Literal l;
    l.value.type = type;
    l.bytes = std::move(bytes);
    l.inBytes = true;
    return l;
  }

  std::optional<std::uint64_t> named() const {
    for (const ValueNames names : wanted_.names)
      for (const ValueName& n : names)
        if (sameLetters(n.name, word())) return n.value;
    return std::nullopt;
  }
  std::unexpected<FilterError> noSuchValue() const {
    FilterError e = fail(Error::noSuchValue, std::string{wanted_.field}).error();
    std::vector<std::string_view> all;
    for (const ValueNames names : wanted_.names)
      for (const ValueName& n : names) all.push_back(n.name);
    e.near = nearest(word(), all);
    return std::unexpected(std::move(e));
  }
  [[nodiscard]] bool hasNames() const {
    for (const ValueNames n : wanted_.names)
      if (!n.empty()) return true;
    return false;
  }

  Result boolean() const {
    if (isCharacter()) return plain(Value::of(Type::boolean, word()[0] != 0));
    bool tooBig = false;
    if (!quoted()) {
      if (const auto n = numberOf(word(), tooBig)) return plain(Value::of(Type::boolean, *n != 0));
      if (word() == "True" || word() == "TRUE") return plain(Value::of(Type::boolean, 1));
      if (word() == "False" || word() == "FALSE") return plain(Value::of(Type::boolean, 0));
    }
    if (const auto v = named()) return plain(Value::of(Type::boolean, *v != 0));
    return noSuchValue();
  }

  Result integer() const {
    if (isCharacter()) return plain(Value::of(Type::integer, static_cast<unsigned char>(word()[0])));
    bool tooBig = false;
    const auto n = quoted() ? std::nullopt : numberOf(word(), tooBig);
    if (n) return inRange(*n);
    if (tooBig) return fail(Error::numberTooBig);
    if (const auto v = named()) return plain(Value::ofUnsigned(*v));
    if (!hasNames()) return quoted() ? badString() : fail(Error::badNumber);
    return noSuchValue();
  }

  Result inRange(std::uint64_t n) const {
    const bool isSigned = wanted_.isSigned || negated_;
    const unsigned bits = isSigned ? wanted_.bits - 1 : wanted_.bits;
    const std::uint64_t most = bits >= 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1;
    if (n > most + (negated_ && most != UINT64_MAX ? 1 : 0)) return fail(Error::numberTooBig, std::to_string(most));
    if (negated_) return plain(Value::of(Type::integer, static_cast<std::int64_t>(0 - n)));
    return plain(Value::ofUnsigned(n));
  }

  Result real() const {
    const auto d = quoted() || isCharacter() ? std::nullopt : realFrom(word());
    if (!d) return quoted() ? badString() : fail(Error::badNumber);
    return plain(Value::ofReal(negated_ ? -*d : *d));
  }
  static std::optional<double> realFrom(std::string_view text) {
    double d = 0;
    const auto r = std::from_chars(text.data(), text.data() + text.size(), d);
    if (r.ec != std::errc{} || r.ptr != text.data() + text.size()) return std::nullopt;
    return d;
  }

  Result bytes() const {
    if (quoted() && !wanted_.part && (wanted_.type == Type::ether || wanted_.type == Type::eui64)) return badString();
    if (quoted() || isCharacter()) return owned(Type::bytes, inner_.text);
    auto b = bytesFrom(word());
    if (!b) return fail(wanted_.type == Type::ether && !wanted_.part ? Error::badEther : Error::badBytes);
    const std::size_t fixed = wanted_.part ? 0 : wanted_.type == Type::ether ? 6 : wanted_.type == Type::eui64 ? 8 : 0;
    if (fixed != 0 && b->size() != fixed) return fail(Error::badEther, std::to_string(fixed));
    return owned(Type::bytes, std::move(*b));
  }

  Result text() const { return owned(Type::text, inner_.text); }

  /// What stands before a '/', and the bits behind it; nothing behind an error.
  struct Network {
    std::string_view address;
    unsigned bits;
    bool given;
  };
  std::expected<Network, FilterError> network(unsigned most, Error kind) const {
    const auto slash = word().find('/');
    if (slash == std::string_view::npos) return Network{word(), most, false};
    const auto bits = whole<unsigned>(word().substr(slash + 1));
    if (!bits) return fail(kind);
    if (*bits <= most) return Network{word().substr(0, slash), *bits, true};
    FilterError e = fail(Error::prefixTooLong, std::to_string(most)).error();
    e.text = std::to_string(*bits);
    return std::unexpected(std::move(e));
  }

  Result ipv4() const {
    if (quoted()) return badString();
    const auto net = network(32, Error::badIpv4);
    if (!net) return std::unexpected(net.error());
    const auto a = ipv4From(net->address);
    if (!a) return fail(Error::badIpv4);
    Value v = Value::of(Type::ipv4, *a);
    v.isNetwork = net->given;
    v.prefix = static_cast<std::uint8_t>(net->bits);
    return plain(v);
  }

  Result ipv6() const {
    if (quoted()) return badString();
    const auto net = network(128, Error::badIpv6);
    if (!net) return std::unexpected(net.error());
    const auto a = ipv6From(net->address);
    if (!a) return fail(Error::badIpv6);
    Value v;
    v.type = Type::ipv6;
    v.inside = 16;
    v.small = *a;
    v.isNetwork = net->given;
    v.prefix = static_cast<std::uint8_t>(net->bits);
    return plain(v);
  }

  Result guid() const {
    std::string hex;
    for (const char c : word())
      if (c != '-') hex += c;
    const auto b = bytesFrom(hex);
    if (quoted() || !b || b->size() != 16) return fail(Error::badGuid);
    return owned(Type::guid, *b);
  }

  Result date() const {
    const auto t = dateFrom(word());
    if (!t || negated_) return fail(Error::badTime);
    return plain(Value::of(Type::absTime, *t));
  }

  Result seconds() const {
    if (quoted()) return badString();
    const auto t = secondsFrom(word());
    if (!t) return fail(Error::badTime);
    return plain(Value::of(Type::relTime, negated_ ? -*t : *t));
  }

  const Syntax& s_;
  const bool negated_;
  const Syntax& inner_;
  const Wanted& wanted_;
};

}  // namespace

std::expected<Literal, FilterError> literalOf(const Syntax& s, const Wanted& wanted) { return Maker{s, wanted}.run(); }

std::optional<std::uint64_t> numberOf(std::string_view text, bool& tooBig) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.starts_with("0b") || text.starts_with("0B")) {
    base = 2;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  std::uint64_t v = 0;
  const auto r = std::from_chars(text.data(), text.data() + text.size(), v, base);
  if (text.empty() || r.ptr != text.data() + text.size()) return std::nullopt;
  tooBig = r.ec == std::errc::result_out_of_range;
  return r.ec == std::errc{} ? std::optional{v} : std::nullopt;
}

std::optional<std::string> bytesFrom(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    if (text.empty() || text.size() > 2) return std::nullopt;
  }
  std::string out;
  char separator = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (i != 0 && !isHex(text[i])) {
      if ((text[i] != ':' && text[i] != '.' && text[i] != '-') || (separator != 0 && separator != text[i]))
        return std::nullopt;
      separator = text[i++];
      if (i == text.size()) break;  // a byte may be told from a number by a colon behind it
    }
    std::size_t n = 0;
    while (n < 2 && i + n < text.size() && isHex(text[i + n])) ++n;
    const auto b = n == 0 ? std::nullopt : whole<unsigned>(text.substr(i, n), 16);
    if (!b) return std::nullopt;
    out += static_cast<char>(*b);
    i += n;
  }
  return out.empty() ? std::nullopt : std::optional{out};
}

std::optional<std::uint32_t> ipv4From(std::string_view text) {
  const std::string copy{text};
  in_addr a{};
  if (::inet_pton(AF_INET, copy.c_str(), &a) != 1) return std::nullopt;
  return ntohl(a.s_addr);
}

std::optional<std::array<std::uint8_t, 16>> ipv6From(std::string_view text) {
  const std::string copy{text};
  std::array<std::uint8_t, 16> a{};
  if (::inet_pton(AF_INET6, copy.c_str(), a.data()) != 1) return std::nullopt;
  return a;
}

std::string_view nameOf(Type type) noexcept {
  switch (type) {
    case Type::none: return "Label";
    case Type::boolean: return "Boolean";
    case Type::integer: return "Integer";
    case Type::real: return "Floating point";
    case Type::bytes: return "Byte sequence";
    case Type::protocol: return "Protocol";
    case Type::text: return "Character string";
    case Type::ipv4: return "IPv4 address";
    case Type::ipv6: return "IPv6 address";
    case Type::ether: return "Ethernet or other MAC address";
    case Type::eui64: return "EUI64 address";
    case Type::guid: return "Globally Unique Identifier";
    case Type::absTime: return "Date and time";
    case Type::relTime: return "Time offset";
  }
  return "";
}

}  // namespace pw::filter
