#include "core/filter/lexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pw::filter {

namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool startsWord(char c) { return isLetter(c) || isDigit(c) || c == ':'; }
constexpr bool isInWord(char c) { return startsWord(c) || c == '.' || c == '/' || c == '-'; }
constexpr bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

int hexDigit(char c) {
  if (isDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::array<std::pair<std::string_view, Sign>, 21> kWords{
    {{"eq", Sign::anyEqual},        {"any_eq", Sign::anyEqual},    {"ne", Sign::allNotEqual},
     {"all_ne", Sign::allNotEqual}, {"all_eq", Sign::allEqual},    {"any_ne", Sign::anyNotEqual},
     {"gt", Sign::greater},         {"ge", Sign::greaterEqual},    {"lt", Sign::less},
     {"le", Sign::lessEqual},       {"contains", Sign::contains},  {"matches", Sign::matches},
     {"in", Sign::in},              {"and", Sign::logicAnd},       {"or", Sign::logicOr},
     {"xor", Sign::logicXor},       {"not", Sign::logicNot},       {"any", Sign::any},
     {"all", Sign::all},            {"bitwise_and", Sign::bitAnd}, {"bitand", Sign::bitAnd}}};

/// Longest first where one begins another.
constexpr std::array<std::pair<std::string_view, Sign>, 27> kSigns{
    {{"===", Sign::allEqual},  {"!==", Sign::anyNotEqual},  {"==", Sign::anyEqual},    {"!=", Sign::allNotEqual},
     {"~=", Sign::anyNotEqual}, {">=", Sign::greaterEqual}, {"<=", Sign::lessEqual},   {"&&", Sign::logicAnd},
     {"||", Sign::logicOr},    {"^^", Sign::logicXor},      {"..", Sign::dots},        {">", Sign::greater},
     {"<", Sign::less},        {"~", Sign::matches},        {"!", Sign::logicNot},     {"(", Sign::open},
     {")", Sign::close},       {"{", Sign::openBrace},      {"}", Sign::closeBrace},   {",", Sign::comma},
     {"$", Sign::dollar},      {"&", Sign::bitAnd},         {"+", Sign::plus},         {"-", Sign::minus},
     {"*", Sign::times},       {"/", Sign::divide},         {"%", Sign::modulo}}};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::expected<std::vector<Token>, FilterError> run() {
    if (text_.size() > kMaxFilterText) {
      fail(FilterErrorKind::tooLong, kMaxFilterText, 1);
      return std::unexpected(std::move(*error_));
    }
    while (!error_) {
      while (at_ < text_.size() && isSpace(text_[at_])) ++at_;
      if (at_ == text_.size()) break;
      next();
    }
    if (error_) return std::unexpected(std::move(*error_));
    add(Sign::end, at_, "");
    return std::move(tokens_);
  }

 private:
  void next() {
    const char c = text_[at_];
    const bool raw = (c == 'r' || c == 'R') && at_ + 1 < text_.size() && text_[at_ + 1] == '"';
    if (c == '"' || raw) string(raw);
    else if (c == '\'') character();
    else if (c == '[') slice(Sign::slice, at_);
    else if (c == '#') layers();
    else if (startsWord(c)) word();
    else sign();
  }

  void add(Sign s, std::size_t from, std::string text) {
    tokens_.push_back({s, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at_ - from), std::move(text)});
  }

  void fail(FilterErrorKind kind, std::size_t at, std::size_t length, std::string text = {}) {
    FilterError e;
    e.kind = kind;
    e.position = static_cast<std::uint32_t>(at);
    e.length = static_cast<std::uint32_t>(length);
    e.text = std::move(text);
    error_ = std::move(e);
  }

  void word() {
    const std::size_t from = at_;
    while (at_ < text_.size() && isInWord(text_[at_]) && !text_.substr(at_).starts_with("..")) ++at_;
    const std::string_view w = text_.substr(from, at_ - from);
    for (const auto& [name, s] : kWords)
      if (name == w) return add(s, from, std::string{w});
    add(Sign::word, from, std::string{w});
  }

  void sign() {
    for (const auto& [name, s] : kSigns) {
      if (!text_.substr(at_).starts_with(name)) continue;
      const std::size_t from = at_;
      at_ += name.size();
      return add(s, from, std::string{name});
    }
    // All of a character that takes several bytes.
    std::size_t n = 1;
    while (at_ + n < text_.size() && (static_cast<unsigned char>(text_[at_ + n]) & 0xc0) == 0x80) ++n;
    fail(FilterErrorKind::unexpected, at_, n, std::string{text_.substr(at_, n)});
  }

  void slice(Sign s, std::size_t from) {
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) {
      at_ = text_.size();
      return fail(FilterErrorKind::unexpectedEnd, at_, 0);
    }
    std::string inner{text_.substr(at_ + 1, close - at_ - 1)};
    at_ = close + 1;
    add(s, from, std::move(inner));
  }

  void layers() {
    const std::size_t from = at_++;
    if (at_ < text_.size() && text_[at_] == '[') return slice(Sign::layers, from);
    const std::size_t digits = at_;
    while (at_ < text_.size() && isDigit(text_[at_])) ++at_;
    if (at_ != digits) return add(Sign::layers, from, std::string{text_.substr(digits, at_ - digits)});
    if (at_ == text_.size()) return fail(FilterErrorKind::unexpectedEnd, at_, 0);
    fail(FilterErrorKind::badRange, at_, 1, std::string{text_.substr(at_, 1)});
  }

  void string(bool raw) {
    const std::size_t from = at_;
    at_ += raw ? 2 : 1;
    std::string value;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] != '\\') value += text_[at_++];
      else if (raw) keepEscape(value);
      else if (!escape(value)) return;
    }
    if (at_ == text_.size()) return fail(FilterErrorKind::openQuote, from, at_ - from);
    ++at_;
    add(Sign::string, from, std::move(value));
  }

  /// A raw string's backslash stays, and keeps a quote behind it from ending the string.
  void keepEscape(std::string& value) {
    value += text_[at_++];
    if (at_ < text_.size()) value += text_[at_++];
  }

  void character() {
    const std::size_t from = at_++;
    std::string value;
    while (at_ < text_.size() && text_[at_] != '\'') {
      if (text_[at_] != '\\') value += text_[at_++];
      else if (!escape(value)) return;
    }
    if (at_ == text_.size()) return fail(FilterErrorKind::openQuote, from, at_ - from);
    ++at_;
    if (value.size() != 1)
      return fail(FilterErrorKind::badCharacter, from, at_ - from, std::string{text_.substr(from, at_ - from)});
    add(Sign::character, from, std::move(value));
  }

  /// What stands behind a backslash. False after an error.
  bool escape(std::string& value) {
    const std::size_t from = at_++;
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c >= '0' && c <= '7') return octal(value, from);
    if (c == 'x') return number(value, from, 1, 2);
    if (c == 'u') return number(value, from, 4, 4);
    if (c == 'U') return number(value, from, 8, 8);
    constexpr std::string_view kLetters = "'\"\\abfnrtv", kMeant = "'\"\\\a\b\f\n\r\t\v";
    const std::size_t i = c == '\0' ? std::string_view::npos : kLetters.find(c);
    if (i == std::string_view::npos) return badEscape(from, std::min(from + 2, text_.size()));
    value += kMeant[i];
    ++at_;
    return true;
  }

  bool octal(std::string& value, std::size_t from) {
    unsigned n = 0;
    for (unsigned digits = 0; digits < 3 && at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '7'; ++digits)
      n = n * 8 + static_cast<unsigned>(text_[at_++] - '0');
    if (n > UINT8_MAX) return badEscape(from, at_);
    value += static_cast<char>(n);
    return true;
  }

  /// \xNN is a byte, \uNNNN and \UNNNNNNNN a character.
  bool number(std::string& value, std::size_t from, unsigned least, unsigned most) {
    ++at_;
    std::uint32_t n = 0;
    unsigned digits = 0;
    for (; digits < most && at_ < text_.size() && hexDigit(text_[at_]) >= 0; ++digits)
      n = n << 4 | static_cast<std::uint32_t>(hexDigit(text_[at_++]));
    if (digits < least) return badEscape(from, at_);
    if (most == 2) value += static_cast<char>(n);
    else if (n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff)) return badEscape(from, at_);
    else utf8(value, n);
    return true;
  }

  static void utf8(std::string& value, std::uint32_t n) {
    const auto tail = [&](unsigned shift) { value += static_cast<char>(0x80 | (n >> shift & 0x3f)); };
    if (n < 0x80) {
      value += static_cast<char>(n);
    } else if (n < 0x800) {
      value += static_cast<char>(0xc0 | n >> 6);
      tail(0);
    } else if (n < 0x10000) {
      value += static_cast<char>(0xe0 | n >> 12);
      tail(6);
      tail(0);
    } else {
      value += static_cast<char>(0xf0 | n >> 18);
      tail(12);
      tail(6);
      tail(0);
    }
  }

  bool badEscape(std::size_t from, std::size_t end) {
    fail(FilterErrorKind::badEscape, from, end - from, std::string{text_.substr(from, end - from)});
    return false;
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::optional<FilterError> error_;
};

}  // namespace

std::expected<std::vector<Token>, FilterError> tokensOf(std::string_view text) { return Lexer{text}.run(); }

}  // namespace pw::filter
