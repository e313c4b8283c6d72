// Times as people write them in a filter.
#include <array>
#include <charconv>
#include <ctime>

#include "core/filter/literal.h"
#include "core/filter/names.h"

namespace pw::filter {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// Reads from a text what it is told to; `ok` stays false once something was not there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool ok = true;

  int number(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    while (n < most && n < text_.size() && text_[n] >= '0' && text_[n] <= '9') ++n;
    if (n < least) {
      ok = false;
      return 0;
    }
    int v = 0;
    std::from_chars(text_.data(), text_.data() + n, v);
    text_.remove_prefix(n);
    return v;
  }
  bool accept(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void require(char c) { ok = accept(c) && ok; }
  void spaces() {
    while (accept(' ')) {
    }
  }
  /// ".954975" in ns; at most nine digits.
  std::int64_t fraction() {
    if (!accept('.')) return 0;
    std::int64_t ns = 0, unit = kSecond;
    while (!text_.empty() && text_[0] >= '0' && text_[0] <= '9') {
      if (unit == 1) {
        ok = false;
        return 0;
      }
      unit /= 10;
      ns += unit * (text_[0] - '0');
      text_.remove_prefix(1);
    }
    ok = ok && unit != kSecond;
    return ns;
  }
  std::string_view word(std::size_t n) {
    if (text_.size() < n) {
      ok = false;
      return {};
    }
    const std::string_view w = text_.substr(0, n);
    text_.remove_prefix(n);
    return w;
  }
  [[nodiscard]] std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

int monthFrom(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (sameLetters(kMonths[i], name)) return static_cast<int>(i) + 1;
  return 0;
}

/// "10:30", "10:30:15", "10:30:15.5".
void clock(Scanner& s, std::tm& tm, std::int64_t& ns) {
  tm.tm_hour = s.number(1, 2);
  s.require(':');
  tm.tm_min = s.number(2, 2);
  if (!s.accept(':')) return;
  tm.tm_sec = s.number(2, 2);
  ns = s.fraction();
}

/// Seconds east of UTC; nothing: local time.
std::optional<int> zone(Scanner& s) {
  s.spaces();
  if (s.rest() == "UTC" || s.rest() == "Z") {
    s.word(s.rest().size());
    return 0;
  }
  const bool west = s.accept('-');
  if (!west && !s.accept('+')) return std::nullopt;
  const int hours = s.number(2, 2);
  s.accept(':');
  const int minutes = s.rest().empty() ? 0 : s.number(2, 2);
  return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
}

bool inRange(const std::tm& tm) {
  return tm.tm_mon >= 0 && tm.tm_mon < 12 && tm.tm_mday >= 1 && tm.tm_mday <= 31 && tm.tm_hour < 24 && tm.tm_min < 60 &&
         tm.tm_sec <= 60 && tm.tm_year >= -200 && tm.tm_year < 392;
}

}  // namespace

std::optional<std::int64_t> secondsFrom(std::string_view text) {
  if (text.ends_with('s')) text.remove_suffix(1);
  Scanner s{text};
  const auto dot = std::min(text.find('.'), text.size());
  std::int64_t seconds = 0;
  const auto r = std::from_chars(text.data(), text.data() + dot, seconds);
  constexpr std::int64_t kMost = INT64_MAX / kSecond - 1;
  if (dot == 0 || r.ec != std::errc{} || r.ptr != text.data() + dot || seconds < 0 || seconds > kMost)
    return std::nullopt;
  s.word(dot);
  const std::int64_t ns = s.fraction();
  if (!s.ok || !s.rest().empty()) return std::nullopt;
  return seconds * kSecond + ns;
}

std::optional<std::int64_t> dateFrom(std::string_view text) {
  Scanner s{text};
  s.spaces();
  std::tm tm{};
  std::int64_t ns = 0;
  if (!s.rest().empty() && s.rest()[0] >= '0' && s.rest()[0] <= '9') {
    tm.tm_year = s.number(4, 4) - 1900;
    s.require('-');
    tm.tm_mon = s.number(1, 2) - 1;
    s.require('-');
    tm.tm_mday = s.number(1, 2);
    if (s.accept('T') ||
        (s.rest().size() > 1 && s.rest()[0] == ' ' && s.rest()[1] >= '0' && s.rest()[1] <= '9' && s.accept(' ')))
      clock(s, tm, ns);
  } else {
    tm.tm_mon = monthFrom(s.word(3)) - 1;
    s.spaces();
    tm.tm_mday = s.number(1, 2);
    s.require(',');
    s.spaces();
    tm.tm_year = s.number(4, 4) - 1900;
    s.spaces();
    if (!s.rest().empty()) clock(s, tm, ns);
  }
  const auto east = zone(s);
  if (!s.ok || !s.rest().empty() || !inRange(tm)) return std::nullopt;
  tm.tm_isdst = -1;
  const std::int64_t seconds = east ? std::int64_t{::timegm(&tm)} - *east : std::int64_t{std::mktime(&tm)};
  return seconds * kSecond + ns;
}

}  // namespace pw::filter
