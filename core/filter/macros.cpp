#include "core/filter/macros.h"

#include <algorithm>

#include "core/filter/checker.h"
#include "core/filter/lexer.h"
#include "core/filter/names.h"

namespace pw::filter {

namespace {

constexpr unsigned kMaxNested = 8;

class Expander {
 public:
  Expander(const FilterMacros& macros, const Registry& registry) : macros_(macros), registry_(registry) {}

  /// False after an error.
  bool expand(std::string_view text, std::string& out, unsigned nested, std::vector<Expanded::Piece>* pieces) {
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] == '"' || text[i] == '\'') {
        copyQuoted(text, i, out);
        continue;
      }
      const bool opens = text.substr(i).starts_with("${");
      const std::size_t end = opens ? text.find('}', i) : std::string_view::npos;
      if (end == std::string_view::npos) {
        out += text[i++];
        continue;
      }
      const std::size_t from = out.size();
      if (!call(text.substr(i + 2, end - i - 2), static_cast<std::uint32_t>(i), out, nested)) return false;
      if (pieces != nullptr)
        pieces->push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(out.size() - from),
                           static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end + 1 - i)});
      i = end + 1;
      if (out.size() > kMaxFilterText) return fail(FilterErrorKind::tooLong, 0, 1, {});
    }
    return true;
  }

  FilterError error;

 private:
  bool fail(FilterErrorKind kind, std::uint32_t at, std::size_t length, std::string_view name) {
    error.kind = kind;
    error.position = at;
    error.length = static_cast<std::uint32_t>(length);
    error.text = name;
    return false;
  }

  static void copyQuoted(std::string_view text, std::size_t& i, std::string& out) {
    const char quote = text[i];
    do {
      if (text[i] == '\\' && i + 1 < text.size()) out += text[i++];
      out += text[i++];
    } while (i < text.size() && text[i] != quote);
    if (i < text.size()) out += text[i++];
  }

  bool call(std::string_view inside, std::uint32_t at, std::string& out, unsigned nested) {
    const auto colon = std::min(inside.find(':'), inside.size());
    const std::string_view name = inside.substr(0, colon);
    const auto macro = macros_.find(name);
    if (macro == macros_.end()) {
      const std::string_view field = inside.substr(0, std::min(inside.find('#'), inside.size()));
      if (colon == inside.size() && fieldFrom(field, registry_)) {
        out.append("${").append(inside).append("}");
        return true;
      }
      std::vector<std::string_view> all;
      for (const auto& [key, text] : macros_) all.push_back(key);
      for (std::size_t i = 0; i < registry_.fieldCount(); ++i)
        all.push_back(registry_.field(static_cast<FieldId>(i)).key);
      error.near = nearest(name, all);
      return fail(FilterErrorKind::unknownMacro, at, inside.size() + 3, name);
    }
    if (nested == kMaxNested) return fail(FilterErrorKind::tooDeep, at, inside.size() + 3, name);
    std::string text;
    if (!fillIn(macro->second, colon < inside.size() ? inside.substr(colon + 1) : std::string_view{}, text))
      return fail(FilterErrorKind::macroArguments, at, inside.size() + 3, name);
    return expand(text, out, nested + 1, nullptr) || fail(error.kind, at, inside.size() + 3, error.text);
  }

  /// $1 to $9 by what is given. False where one is missing.
  static bool fillIn(std::string_view text, std::string_view given, std::string& out) {
    std::vector<std::string_view> arguments;
    while (!given.empty()) {
      const auto end = std::min(given.find(';'), given.size());
      arguments.push_back(given.substr(0, end));
      given.remove_prefix(std::min(end + 1, given.size()));
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '$' || i + 1 == text.size() || text[i + 1] < '1' || text[i + 1] > '9') {
        out += text[i];
        continue;
      }
      const auto n = static_cast<std::size_t>(text[++i] - '1');
      if (n >= arguments.size()) return false;
      out += arguments[n];
    }
    return true;
  }

  const FilterMacros& macros_;
  const Registry& registry_;
};

}  // namespace

void Expanded::restore(FilterError& e) const {
  std::int64_t shift = 0;
  for (const Piece& p : pieces) {
    if (e.position < p.at) break;
    if (e.position < p.at + p.length) {
      e.position = p.givenAt;
      e.length = p.givenLength;
      return;
    }
    shift = std::int64_t{p.givenAt} + p.givenLength - p.at - p.length;
  }
  e.position = static_cast<std::uint32_t>(e.position + shift);
}

std::expected<Expanded, FilterError> expandMacros(std::string_view text, const FilterMacros& macros,
                                                  const Registry& registry) {
  Expanded e;
  if (text.size() > kMaxFilterText) {
    e.text = text;
    return e;  // told by the lexer
  }
  Expander expander{macros, registry};
  if (!expander.expand(text, e.text, 0, &e.pieces)) return std::unexpected(std::move(expander.error));
  // A reference that stands for itself is no other place.
  std::erase_if(e.pieces, [&](const Expanded::Piece& p) {
    return p.length == p.givenLength && e.text.substr(p.at, p.length) == text.substr(p.givenAt, p.givenLength);
  });
  return e;
}

}  // namespace pw::filter
