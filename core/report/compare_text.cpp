#include <algorithm>
#include <array>

#include "core/report/compare_report.h"

namespace pw {

namespace {

constexpr std::size_t kColumn = 48;
constexpr std::string_view kBetween = " | ";
constexpr std::size_t kIndent = 2;

struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

/// What is no UTF-8 counts as one character a byte.
Character characterAt(std::string_view s, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<std::uint8_t>(s[i]) : std::uint8_t{0}; };
  const std::uint8_t first = byte(at);
  const std::size_t n = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  std::uint32_t code = n == 1 ? first : first & (0x7fu >> n);
  for (std::size_t i = 1; i < n; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return {first, 1};
    code = code << 6 | (byte(at + i) & 0x3fu);
  }
  return {code, n};
}

/// Unicode's East Asian Width W and F (UAX #11), by the blocks that matter.
std::size_t widthOf(std::uint32_t c) noexcept {
  constexpr std::array<std::array<std::uint32_t, 2>, 9> kWide{{{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff},
                                                              {0x3400, 0x9fff}, {0xa000, 0xa4cf}, {0xac00, 0xd7a3},
                                                              {0xf900, 0xfaff}, {0xff00, 0xff60}, {0x1f300, 0x3fffd}}};
  if (c >= 0x300 && c <= 0x36f) return 0;
  return std::any_of(kWide.begin(), kWide.end(), [c](const auto& r) { return c >= r[0] && c <= r[1]; }) ? 2 : 1;
}

/// Breaks at blanks where that is possible, within words where it is not.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns, bool atBlanks) {
  std::vector<std::string> out;
  std::size_t begin = 0, at = 0, used = 0, blank = 0;
  while (at < text.size()) {
    const Character c = characterAt(text, at);
    const std::size_t w = widthOf(c.code);
    if (used + w > columns && at > begin) {
      const std::size_t end = atBlanks && blank > begin ? blank : at;
      out.emplace_back(text.substr(begin, end - begin));
      begin = end;
      while (atBlanks && begin < text.size() && text[begin] == ' ') ++begin;
      at = begin;
      used = 0;
      continue;
    }
    if (c.code == ' ') blank = at;
    used += w;
    at += c.bytes;
  }
  out.emplace_back(text.substr(begin));
  return out;
}

class CompareText {
 public:
  CompareText(TextOut& out, Language language, const CompareReport& report)
      : out_(out), language_(language), report_(report), view_(compareView(language, report)) {}

  void write() {
    out_.add(message(language_, Msg::compareTitle, {report_.file})).add("\n\n");
    heads();
    for (const CompareRow& row : view_.rows) this->row(row);
    out_.add('\n');
    for (const std::string& s : view_.remarks) out_.add(s).add('\n');
    secrets();
  }

 private:
  void heads() {
    std::vector<std::string> columns[2];
    for (const unsigned i : {0u, 1u}) {
      const CompareHead& h = view_.heads[i];
      const auto add = [&](const std::string& text) {
        for (std::string& s : wrapped(text, kColumn, true)) columns[i].push_back(std::move(s));
      };
      add(h.ends);
      add('[' + h.chip + (h.name.empty() ? "]" : "] " + h.name));
      add(h.verdict);
    }
    beside(columns);
  }

  void row(const CompareRow& row) {
    rule(row.title);
    std::vector<std::string> columns[2];
    for (const unsigned i : {0u, 1u})
      for (const CompareLine& l : row.cells[i].lines) {
        const bool asSent = l.look == CompareLine::Look::words || l.look == CompareLine::Look::hex;
        const std::size_t indent = asSent ? kIndent : 0;
        for (const std::string& s : wrapped(l.text(report_.showSecrets), kColumn - indent, !asSent))
          columns[i].push_back(std::string(indent, ' ') + s);
      }
    beside(columns);
  }

  void rule(const std::string& title) {
    out_.add("\n-- ").add(title).add(' ');
    const std::size_t used = columnsOf(title) + 4, all = 2 * kColumn + kBetween.size();
    for (std::size_t i = used; i < all; ++i) out_.add('-');
    out_.add('\n');
  }

  void beside(const std::vector<std::string> (&columns)[2]) {
    for (std::size_t i = 0; i < std::max(columns[0].size(), columns[1].size()); ++i) {
      const std::string left = i < columns[0].size() ? columns[0][i] : std::string{};
      const std::string right = i < columns[1].size() ? columns[1][i] : std::string{};
      out_.add(left);
      const std::size_t used = columnsOf(left);
      const std::size_t pad = used < kColumn ? kColumn - used : 0;
      for (std::size_t p = 0; p < pad; ++p) out_.add(' ');
      std::string_view between = kBetween;
      if (right.empty()) between.remove_suffix(1);
      out_.add(between).add(right).add('\n');
    }
  }

  void secrets() {
    if (!view_.hasSecret()) return;
    out_.add(report_.showSecrets ? message(language_, Msg::leaksShown)
                                 : message(language_, Msg::leaksMasked, {"--show-secrets"}));
    out_.add('\n');
  }

  TextOut& out_;
  const Language language_;
  const CompareReport& report_;
  const CompareView view_;
};

}  // namespace

std::size_t columnsOf(std::string_view s) noexcept {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < s.size();) {
    const Character c = characterAt(s, at);
    columns += widthOf(c.code);
    at += c.bytes;
  }
  return columns;
}

void writeCompareText(TextOut& out, Language language, const CompareReport& report) {
  CompareText{out, language, report}.write();
}

}  // namespace pw
