#include "core/filter/ranges.h"

#include <charconv>
#include <utility>

namespace pw::filter {

namespace {

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

std::optional<std::int32_t> numberIn(std::string_view s) {
  s = trimmed(s);
  const bool negative = s.starts_with('-');
  if (negative) s.remove_prefix(1);
  bool tooBig = false;
  const auto n = numberOf(s, tooBig);
  if (!n || *n > INT32_MAX) return std::nullopt;
  return negative ? -static_cast<std::int32_t>(*n) : static_cast<std::int32_t>(*n);
}

/// The sign that stands between both ends of `i-j`: not one in front of a number.
std::size_t dashIn(std::string_view s) {
  for (std::size_t i = 1; i < s.size(); ++i)
    if (s[i] == '-' && trimmed(s.substr(0, i)).size() > 0 && trimmed(s.substr(0, i)) != "-") return i;
  return std::string_view::npos;
}

std::optional<Range> rangeOf(std::string_view s) {
  Range r;
  if (const auto colon = s.find(':'); colon != std::string_view::npos) {
    const std::string_view from = trimmed(s.substr(0, colon)), to = trimmed(s.substr(colon + 1));
    const auto start = from.empty() ? std::optional<std::int32_t>{0} : numberIn(from);
    if (!start || (from.empty() && to.empty())) return std::nullopt;
    r.from = *start;
    if (to.empty()) {
      r.end = Range::End::open;
      return r;
    }
    const auto length = numberIn(to);
    if (!length || *length <= 0) return std::nullopt;
    r.to = *length;
    return r;
  }
  if (const auto dash = dashIn(s); dash != std::string_view::npos) {
    const auto from = numberIn(s.substr(0, dash)), last = numberIn(s.substr(dash + 1));
    if (!from || !last || ((*from < 0) == (*last < 0) && *from >= *last)) return std::nullopt;
    r.from = *from;
    r.end = Range::End::last;
    r.to = *last;
    return r;
  }
  const auto from = numberIn(s);
  if (!from) return std::nullopt;
  r.from = *from;
  return r;
}

/// First and length within `size`; nothing where it reaches out of it.
std::optional<std::pair<std::size_t, std::size_t>> placeOf(const Range& r, std::int64_t size) {
  const std::int64_t from = r.from < 0 ? size + r.from : r.from;
  const std::int64_t end = r.end == Range::End::open     ? size
                           : r.end == Range::End::length ? from + r.to
                                                         : (r.to < 0 ? size + r.to : r.to) + std::int64_t{1};
  if (from < 0 || end <= from || end > size) return std::nullopt;
  return std::pair{static_cast<std::size_t>(from), static_cast<std::size_t>(end - from)};
}

}  // namespace

std::expected<std::vector<Range>, FilterError> rangesOf(std::string_view text, std::uint32_t at) {
  std::vector<Range> out;
  std::size_t from = 0;
  do {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const auto r = rangeOf(text.substr(from, comma - from));
    if (!r) {
      FilterError e;
      e.kind = FilterErrorKind::badRange;
      e.position = at + static_cast<std::uint32_t>(from);
      e.length = static_cast<std::uint32_t>(comma - from);
      e.text = text.substr(from, comma - from);
      return std::unexpected(std::move(e));
    }
    out.push_back(*r);
    from = comma + 1;
  } while (from <= text.size());
  return out;
}

bool takeRanges(const std::vector<Range>& ranges, ByteView from, std::string& into) {
  for (const Range& r : ranges) {
    const auto place = placeOf(r, static_cast<std::int64_t>(from.size()));
    if (!place) return false;
    const ByteView part = from.subspan(place->first, place->second);
    into.append(reinterpret_cast<const char*>(part.data()), part.size());
  }
  return true;
}

bool hasLayer(const std::vector<Range>& ranges, std::int64_t layer, std::int64_t layers) noexcept {
  for (const Range& r : ranges) {
    const std::int64_t from = r.from < 0 ? layers + 1 + r.from : r.from;
    const std::int64_t last = r.end == Range::End::open     ? layers
                              : r.end == Range::End::length ? from + r.to - 1
                              : r.to < 0                    ? layers + 1 + r.to
                                                            : r.to;
    if (layer >= from && layer <= last) return true;
  }
  return false;
}

}  // namespace pw::filter
