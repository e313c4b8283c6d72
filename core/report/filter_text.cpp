#include "core/report/filter_text.h"

#include <algorithm>

#include "core/field/text_out.h"

namespace pw {

namespace {

std::string printable(std::string_view text) {
  std::string out;
  TextOut{out}.printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

Msg messageOf(const FilterError& e) {
  if (e.kind == FilterErrorKind::numberTooBig && e.other.empty()) return Msg::filterNumberPastAll;
  return static_cast<Msg>(static_cast<unsigned>(Msg::filterUnexpectedEnd) + static_cast<unsigned>(e.kind));
}
static_assert(static_cast<unsigned>(Msg::filterArgumentCount) - static_cast<unsigned>(Msg::filterUnexpectedEnd) + 1 ==
              static_cast<unsigned>(FilterErrorKind::count_));
static_assert(static_cast<unsigned>(Msg::filterExpectConnective) - static_cast<unsigned>(Msg::filterExpectTest) + 2 ==
              static_cast<unsigned>(FilterExpected::count_));

/// Columns that a text takes on a terminal: characters, two for those that are wide there (Hangul, Han).
std::size_t columnsOf(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c);
    if ((b & 0xc0) != 0x80) n += b >= 0xe3 ? 2 : 1;
  }
  return n;
}

}  // namespace

std::string filterErrorSentence(Language language, const FilterError& e) {
  std::string out = message(language, messageOf(e), {printable(e.text), printable(e.other)});
  if (e.expected != FilterExpected::nothing) {
    const auto id = static_cast<unsigned>(Msg::filterExpectTest) + static_cast<unsigned>(e.expected) - 1;
    out.append(1, ' ').append(messageText(language, static_cast<Msg>(id)));
  }
  if (!e.near.empty()) {
    std::string names;
    for (const std::string& n : e.near) names.append(names.empty() ? "" : ", ").append(n);
    out.append(1, ' ').append(message(language, Msg::filterNear, {printable(names)}));
  }
  if (!e.instead.empty()) out.append(1, ' ').append(message(language, Msg::filterInstead, {printable(e.instead)}));
  return out;
}

std::string filterErrorPlace(const FilterError& e, std::string_view filter) {
  if (filter.find_first_of("\n\r") != std::string_view::npos) return {};
  const std::size_t from = std::min<std::size_t>(e.position, filter.size());
  const std::string before = printable(filter.substr(0, from)), there = printable(filter.substr(from, e.length));
  std::string out = "    " + printable(filter) + "\n    ";
  out.append(columnsOf(before), ' ').append(1, '^');
  const std::size_t width = columnsOf(there);
  if (width > 1) out.append(width - 1, '~');
  return out + '\n';
}

}  // namespace pw
