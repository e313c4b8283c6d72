#include "core/report/time_text.h"

#include <array>

namespace pw {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

struct Name {
  std::string_view name;
  TimeKind kind;
};
constexpr std::array<Name, 10> kNames{{{"a", TimeKind::local},
                                       {"ad", TimeKind::localDate},
                                       {"adoy", TimeKind::localDayOfYear},
                                       {"r", TimeKind::relative},
                                       {"d", TimeKind::delta},
                                       {"dd", TimeKind::deltaDisplayed},
                                       {"e", TimeKind::epoch},
                                       {"u", TimeKind::utc},
                                       {"ud", TimeKind::utcDate},
                                       {"udoy", TimeKind::utcDayOfYear}}};

void fraction(TextOut& out, std::uint64_t ns, unsigned decimals) {
  if (decimals == 0) return;
  for (unsigned i = decimals; i < 9; ++i) ns /= 10;
  out.add('.').dec0(ns, decimals);
}

void twoWide(TextOut& out, std::uint64_t v) {
  if (v < 10) out.add(' ');
  out.dec(v);
}

/// A difference of two hostile times, sign apart, without overflow.
struct Span {
  bool negative = false;
  std::uint64_t ns = 0;
};

Span between(std::int64_t from, std::int64_t to) {
  const auto a = static_cast<std::uint64_t>(from), b = static_cast<std::uint64_t>(to);
  return to < from ? Span{true, a - b} : Span{false, b - a};
}

void hourMinSec(TextOut& out, std::uint64_t ns, unsigned decimals) {
  const std::uint64_t seconds = ns / kSecond;
  const std::uint64_t hours = seconds / 3600, minutes = seconds / 60 % 60;
  if (hours != 0) out.dec(hours).add("h ");
  if (hours != 0 || minutes != 0) {
    hours != 0 ? twoWide(out, minutes) : static_cast<void>(out.dec(minutes));
    out.add("m ");
    twoWide(out, seconds % 60);
  } else {
    out.dec(seconds);
  }
  fraction(out, ns % kSecond, decimals);
  out.add('s');
}

}  // namespace

std::optional<TimeStyle> timeStyleFrom(std::string_view name) {
  TimeStyle style;
  if (const auto dot = name.find('.'); dot != std::string_view::npos) {
    const std::string_view digits = name.substr(dot + 1);
    if (digits.size() != 1 || digits[0] < '0' || digits[0] > '9') return std::nullopt;
    style.decimals = static_cast<unsigned>(digits[0] - '0');
    name = name.substr(0, dot);
  }
  for (const Name& n : kNames) {
    if (n.name != name) continue;
    style.kind = n.kind;
    return style;
  }
  return std::nullopt;
}

unsigned decimalsOf(const InterfaceInfo* info) noexcept {
  const unsigned stored = info == nullptr ? 6u : info->tsResolution;
  unsigned digits = stored & 0x7fu;
  if ((stored & 0x80u) != 0) digits = digits * 3 / 10;  // 2^-n ticks: n * log10(2), the digits that are sure
  return digits <= 3 ? digits : digits <= 6 ? 6u : 9u;
}

void TimeText::append(TextOut& out, const PacketContext& p) {
  if (!p.hasTime) return;
  const unsigned decimals = style_.decimals ? *style_.decimals : decimalsOf(p.interfaceInfo);
  switch (style_.kind) {
    case TimeKind::relative: span(out, p.firstTimeNs, p.timeNs, decimals); break;
    case TimeKind::delta:
    case TimeKind::deltaDisplayed: span(out, p.previousTimeNs, p.timeNs, decimals); break;
    case TimeKind::epoch: out.seconds(p.timeNs, decimals); break;
    default: clock(out, p.timeNs, decimals); break;
  }
}

void TimeText::span(TextOut& out, std::int64_t from, std::int64_t to, unsigned decimals) const {
  const Span s = between(from, to);
  if (s.negative) out.add('-');
  if (style_.hourMinSec) {
    hourMinSec(out, s.ns, decimals);
    return;
  }
  out.dec(s.ns / kSecond);
  fraction(out, s.ns % kSecond, decimals);
}

void TimeText::clock(TextOut& out, std::int64_t ns, unsigned decimals) {
  std::int64_t second = ns / kSecond;
  std::int64_t part = ns % kSecond;
  if (part < 0) {
    part += kSecond;
    --second;
  }
  if (clock_.empty() || second != second_) {
    const auto t = static_cast<std::time_t>(second);
    std::tm tm{};
    const bool utc = style_.kind >= TimeKind::utc;
    if ((utc ? gmtime_r(&t, &tm) : localtime_r(&t, &tm)) == nullptr) {
      out.seconds(ns, decimals);
      return;
    }
    const auto number = [](int v) { return static_cast<std::uint64_t>(v); };
    second_ = second;
    clock_.clear();
    TextOut text{clock_};
    if (style_.kind == TimeKind::localDate || style_.kind == TimeKind::utcDate)
      text.sdec(tm.tm_year + 1900)
          .add('-')
          .dec0(number(tm.tm_mon + 1), 2)
          .add('-')
          .dec0(number(tm.tm_mday), 2)
          .add(' ');
    if (style_.kind == TimeKind::localDayOfYear || style_.kind == TimeKind::utcDayOfYear)
      text.sdec(tm.tm_year + 1900).add('/').dec0(number(tm.tm_yday + 1), 3).add(' ');
    text.dec0(number(tm.tm_hour), 2).add(':').dec0(number(tm.tm_min), 2).add(':').dec0(number(tm.tm_sec), 2);
  }
  out.add(clock_);
  fraction(out, static_cast<std::uint64_t>(part), decimals);
}

}  // namespace pw
