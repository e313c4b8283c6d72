#include "core/report/compare_excerpt.h"

#include <algorithm>

#include "core/field/text_out.h"
#include "core/report/leak_report.h"

namespace pw {

namespace {

using Mark = CompareSpan::Mark;
using Look = CompareLine::Look;

constexpr std::size_t kFirstLines = 6, kMostLines = 14, kLongestLine = 240;
constexpr std::size_t kHexBytes = 4 * kHexPerLine;
constexpr std::string_view kDot = "•";

std::string printable(ByteView bytes) {
  std::string out;
  TextOut{out}.printable(bytes);
  return out;
}

bool isOdd(std::uint8_t c) noexcept { return (c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f; }

unsigned weightOf(const Finding& f) noexcept {
  if (f.kind == FindingKind::password || f.kind == FindingKind::hashedPassword) return 3;
  if (isSecret(f)) return 2;
  return f.harm == Harm::personal ? 1 : 0;
}

/// Not within a character of UTF-8.
std::size_t boundary(ByteView bytes, std::size_t at) noexcept {
  while (at > 0 && at < bytes.size() && (bytes[at] & 0xc0) == 0x80) --at;
  return at;
}

}  // namespace

void KnownSecrets::add(std::string_view value) {
  if (value.size() < kShortest || all_.size() == kMax) return;
  if (std::find(all_.begin(), all_.end(), value) == all_.end()) all_.emplace_back(value);
}

Excerpt::Excerpt(const FlowStep& step, ByteView bytes, const KnownSecrets& secrets)
    : step_(step), bytes_(bytes.first(std::min(bytes.size(), kMaxBytes))), marks_(bytes_.size(), Mark::none) {
  // Not every secret in it is known.
  if (step.crowded) std::fill(marks_.begin(), marks_.end(), Mark::secret);
  for (const Finding& f : step.findings)
    if (step.message.holds(f)) mark(f);
  const auto* begin = reinterpret_cast<const char*>(bytes_.data());
  const std::string_view all{begin, bytes_.size()};
  for (const std::string& s : secrets.all())
    for (std::size_t at = all.find(s); at != std::string_view::npos; at = all.find(s, at + s.size()))
      mark(at, s.size(), Mark::secret);
}

void Excerpt::mark(const Finding& f) {
  const std::size_t at = f.offset - step_.message.offset;
  const unsigned weight = weightOf(f);
  if (weight != 0) {
    mark(at, f.length, isSecret(f) ? Mark::secret : Mark::personal);
    if (worst_ == nullptr || weight > weightOf(*worst_)) worst_ = &f;
  } else if (f.kind == FindingKind::address || f.kind == FindingKind::referer) {
    // A query is masked whole: what stands in it may be spelled in more ways than one.
    std::size_t from = at;
    const std::size_t end = std::min(at + f.length, bytes_.size());
    while (from < end && bytes_[from] != '?') ++from;
    if (from + 1 < end) mark(from + 1, end - from - 1, Mark::secret);
  }
}

void Excerpt::mark(std::size_t from, std::size_t length, Mark m) {
  const std::size_t end = std::min(from + length, marks_.size());
  for (std::size_t i = from; i < end; ++i) marks_[i] = std::max(marks_[i], m);
}

bool Excerpt::isMarked(std::size_t from, std::size_t to) const noexcept {
  return std::any_of(marks_.begin() + static_cast<std::ptrdiff_t>(from), marks_.begin() + static_cast<std::ptrdiff_t>(to),
                     [](Mark m) { return m != Mark::none; });
}

CompareLine Excerpt::wordsLine(std::size_t from, std::size_t to) const {
  CompareLine line;
  line.look = Look::words;
  line.place = step_.message;
  line.place.offset += static_cast<std::uint32_t>(from);
  line.place.length = static_cast<std::uint32_t>(to - from);
  for (std::size_t at = from; at < to;) {
    std::size_t end = at + 1;
    while (end < to && marks_[end] == marks_[at]) ++end;
    CompareSpan span{printable(bytes_.subspan(at, end - at)), {}, marks_[at]};
    if (span.mark == Mark::secret) span.masked = maskedText(span.text);
    line.spans.push_back(std::move(span));
    at = end;
  }
  if (line.spans.empty()) line.spans.push_back({});
  return line;
}

void Excerpt::words(Language language, std::vector<CompareLine>& into) const {
  std::size_t lines = 0, left = 0;
  bool text = true;
  const auto leave = [&](Msg id, std::size_t bytes) {
    CompareLine line;
    line.look = Look::muted;
    line.spans.push_back({message(language, id, {std::to_string(bytes)}), {}, Mark::none});
    into.push_back(std::move(line));
  };
  std::size_t at = 0;
  for (; at < bytes_.size() && lines < kMostLines && text;) {
    const std::size_t end = static_cast<std::size_t>(std::find(bytes_.begin() + static_cast<std::ptrdiff_t>(at),
                                                              bytes_.end(), std::uint8_t{'\n'}) - bytes_.begin());
    std::size_t to = end;
    if (to > at && bytes_[to - 1] == '\r') --to;
    to = boundary(bytes_, std::min(to, at + kLongestLine));
    const ByteView line = bytes_.subspan(at, to - at);
    text = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), isOdd)) * 8 <= line.size();
    if (!text) break;
    const std::size_t next = std::min(end + 1, bytes_.size());
    // Where the content begins is seen by the empty line before it.
    const bool empty = to == at && left == 0;
    if (lines < kFirstLines || empty || isMarked(at, to)) {
      if (left != 0) leave(Msg::compareMore, left);
      left = 0;
      into.push_back(wordsLine(at, to));
      if (!empty) ++lines;
      if (to + 2 < end) left += end - to;
    } else {
      left += next - at;
    }
    at = next;
  }
  left += step_.message.length - std::min<std::size_t>(at, step_.message.length);
  if (left != 0) leave(text ? Msg::compareMore : Msg::compareNoText, left);
}

void Excerpt::hex(Language language, std::vector<CompareLine>& into) const {
  if (worst_ == nullptr || !isSecret(*worst_)) return;
  const std::size_t at = worst_->offset - step_.message.offset;
  const bool hasName = worst_->nameLength != 0 && worst_->nameOffset < worst_->offset &&
                       worst_->nameOffset >= step_.message.offset && worst_->offset - worst_->nameOffset <= 2 * kHexPerLine;
  const std::size_t from = hasName ? worst_->nameOffset - step_.message.offset : at;
  const std::size_t end = std::min({at + worst_->length, from + kHexBytes, bytes_.size()});
  if (from >= end) return;
  CompareLine title;
  title.look = Look::muted;
  title.spans.push_back(
      {message(language, Msg::compareInBytes, {std::to_string(std::uint64_t{worst_->packet.value} + 1)}), {}, Mark::none});
  into.push_back(std::move(title));
  for (std::size_t i = from; i < end; i += kHexPerLine) {
    const std::size_t n = std::min(kHexPerLine, bytes_.size() - i);
    BytePlace place = step_.message;
    place.offset += static_cast<std::uint32_t>(i);
    place.length = static_cast<std::uint32_t>(n);
    into.push_back(hexLine(bytes_.subspan(i, n), std::span{marks_}.subspan(i, n), place));
  }
}

CompareLine hexLine(ByteView bytes, std::span<const Mark> marks, const BytePlace& place) {
  CompareLine line;
  line.look = Look::hex;
  line.place = place;
  const auto markOf = [&](std::size_t i) { return marks.empty() ? Mark::none : marks[i]; };
  const auto runs = [&](auto one) {
    for (std::size_t at = 0; at < bytes.size();) {
      std::size_t end = at + 1;
      while (end < bytes.size() && markOf(end) == markOf(at)) ++end;
      CompareSpan span;
      span.mark = markOf(at);
      for (std::size_t i = at; i < end; ++i) one(span, i, i + 1 == end);
      line.spans.push_back(std::move(span));
      if (end < bytes.size()) one(line.spans.emplace_back(), SIZE_MAX, true);
      at = end;
    }
  };
  runs([&](CompareSpan& span, std::size_t i, bool last) {
    if (i == SIZE_MAX) {
      span.text = " ";
      return;
    }
    TextOut{span.text}.hex(bytes[i], 2).add(last ? "" : " ");
    if (span.mark == Mark::secret) span.masked.append(kDot).append(kDot).append(last ? "" : " ");
  });
  line.spans.push_back({std::string(3 * (kHexPerLine - bytes.size()) + 2, ' '), {}, Mark::none});
  runs([&](CompareSpan& span, std::size_t i, bool) {
    if (i == SIZE_MAX) return;
    const std::uint8_t c = bytes[i];
    span.text += c >= 0x20 && c < 0x7f ? static_cast<char>(c) : '.';
    if (span.mark == Mark::secret) span.masked.append(kDot);
  });
  std::erase_if(line.spans, [](const CompareSpan& s) { return s.text.empty(); });
  return line;
}

}  // namespace pw
