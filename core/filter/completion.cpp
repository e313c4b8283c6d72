#include "core/filter/completion.h"

#include <algorithm>
#include <optional>

#include "core/field/text_out.h"
#include "core/filter/checker.h"
#include "core/filter/lexer.h"
#include "core/filter/names.h"

namespace pw {

namespace {

using filter::Sign;
using filter::Token;
using Kind = FilterChoice::Kind;

constexpr std::size_t kLeastPart = 3;  // letters from which on parts of names are looked for

bool isComparison(Sign s) { return s >= Sign::anyEqual && s <= Sign::in; }

bool beginsWith(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && filter::sameLetters(text.substr(0, word.size()), word);
}

/// What stands in quotes can be typed without the first one.
bool isMeant(std::string_view text, std::string_view name, std::string_view word) {
  if (beginsWith(text, word) || (!name.empty() && beginsWith(name, word))) return true;
  return text.starts_with('"') && beginsWith(text.substr(1), word);
}

class Completer {
 public:
  Completer(const Registry& registry, const FilterMacros& macros, std::size_t most)
      : registry_(registry), macros_(macros), most_(most) {}

  FilterChoices run(std::string_view before) {
    FilterChoices out;
    if (const auto open = openReference(before)) {
      place(out, before, *open);
      out.reference = true;
      references(out.word);
    } else if (auto tokens = filter::tokensOf(before)) {
      tokens->pop_back();
      const bool inWord = !tokens->empty() && tokens->back().sign == Sign::word &&
                          tokens->back().position + tokens->back().length == before.size();
      place(out, before, inWord ? tokens->back().position : before.size());
      if (inWord) tokens->pop_back();
      behind(*tokens, out);
    } else if (tokens.error().kind == FilterErrorKind::openQuote && before[tokens.error().position] == '"') {
      // A string that may be a value.
      place(out, before, tokens.error().position);
      tokens = filter::tokensOf(before.substr(0, out.position));
      if (tokens) tokens->pop_back();
      if (tokens) values(*tokens, out);
    }
    out.all = std::move(all_);
    return out;
  }

 private:
  static void place(FilterChoices& out, std::string_view before, std::size_t from) {
    out.position = static_cast<std::uint32_t>(from);
    out.length = static_cast<std::uint32_t>(before.size() - from);
    out.word = before.substr(from);
  }

  /// Behind `${`, where that is not closed and stands in no string.
  static std::optional<std::size_t> openReference(std::string_view before) {
    const std::size_t open = before.rfind("${");
    if (open == std::string_view::npos || before.find_first_of("}:\"", open) != std::string_view::npos) return {};
    if (!filter::tokensOf(before.substr(0, open))) return {};
    return open + 2;
  }

  void add(Kind kind, std::string text, std::string_view label = {}, std::string_view help = {}) {
    if (all_.size() < most_) all_.push_back({kind, std::move(text), label, help});
  }

  void behind(const std::vector<Token>& tokens, FilterChoices& out) {
    const Sign last = tokens.empty() ? Sign::end : tokens.back().sign;
    if (isComparison(last) || last == Sign::openBrace || last == Sign::comma) values(tokens, out);
    if (last == Sign::word || last == Sign::close || last == Sign::string || last == Sign::closeBrace)
      signs(last, out.word);
    else if (out.field.empty() || !out.word.empty()) names(out.word);
  }

  /// Of the field that the comparison or set before is of.
  void values(const std::vector<Token>& tokens, FilterChoices& out) {
    auto t = tokens.rbegin();
    while (t != tokens.rend() && !isComparison(t->sign)) ++t;
    if (t == tokens.rend() || t->sign == Sign::matches || ++t == tokens.rend() || t->sign != Sign::word) return;
    const auto ids = registry_.find(t->text);
    if (!ids.empty()) out.field = t->text;
    for (const FieldId id : ids) {
      const FieldDef& d = registry_.field(id);
      const ValueNames names =
          d.kind == pw::Kind::boolean && d.extra.names.empty() ? ValueNames{kTrueFalse} : d.extra.names;
      for (const ValueName& n : names)
        if (std::string text = numberText(d, n.value); isMeant(text, n.name, out.word))
          add(Kind::value, std::move(text), n.name);
    }
  }

  /// As the details show it.
  static std::string numberText(const FieldDef& d, std::uint64_t value) {
    std::string text;
    if (d.base == Base::hex || d.base == Base::hexDec) TextOut{text}.hex0x(value, 2 * widthOf(d.kind));
    else TextOut{text}.dec(value);
    return text;
  }

  struct Named {
    const FieldDef* def;
    bool part;  ///< of the key, not its beginning
  };

  /// Protocols, then fields, then those that have the word behind one of their dots.
  std::vector<Named> fields(std::string_view word) const {
    std::vector<Named> found;
    for (std::size_t i = 0; i < registry_.fieldCount(); ++i) {
      const FieldDef& d = registry_.field(static_cast<FieldId>(i));
      if (beginsWith(d.key, word)) found.push_back({&d, false});
      else if (word.size() >= kLeastPart && hasPart(d.key, word)) found.push_back({&d, true});
    }
    const auto rank = [](const Named& n) { return n.part ? 2 : n.def->kind == pw::Kind::protocol ? 0 : 1; };
    std::sort(found.begin(), found.end(), [&](const Named& a, const Named& b) {
      return rank(a) != rank(b) ? rank(a) < rank(b) : a.def->key < b.def->key;
    });
    const auto same = [](const Named& a, const Named& b) { return a.def->key == b.def->key; };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
    return found;
  }

  static bool hasPart(std::string_view key, std::string_view word) {
    for (auto dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', dot + 1))
      if (beginsWith(key.substr(dot + 1), word)) return true;
    return false;
  }

  static Kind kindOf(const FieldDef& d) { return d.kind == pw::Kind::protocol ? Kind::protocol : Kind::field; }

  void names(std::string_view word) {
    const std::vector<Named> found = fields(word);
    const auto put = [&](bool parts) {
      for (const Named& n : found)
        if (n.part == parts) add(kindOf(*n.def), std::string{n.def->key}, n.def->label, n.def->help);
    };
    put(false);
    for (const std::string_view key : filter::virtualKeys())
      if (beginsWith(key, word)) add(Kind::field, std::string{key});
    for (std::size_t f = 0; f < filter::kFunctions; ++f)
      if (const std::string_view name = nameOf(static_cast<filter::Function>(f));
          !word.empty() && name.starts_with(word))
        add(Kind::function, std::string{name} + '(');
    put(true);
  }

  void references(std::string_view word) {
    for (const auto& [name, text] : macros_)
      if (beginsWith(name, word)) add(Kind::macro, name + '}');
    for (const Named& n : fields(word))
      if (n.def->kind != pw::Kind::protocol && n.def->kind != pw::Kind::label && n.def->kind != pw::Kind::note)
        add(Kind::field, std::string{n.def->key} + '}', n.def->label, n.def->help);
  }

  void signs(Sign last, std::string_view word) {
    if (last == Sign::word)
      for (const char* s : {"==", "!=", ">", "<", ">=", "<=", "contains", "matches", "in {", "===", "!=="})
        if (std::string_view{s}.starts_with(word)) add(Kind::comparison, s);
    for (const char* s : {"and", "or", "&&", "||"})
      if (std::string_view{s}.starts_with(word)) add(Kind::connective, s);
  }

  const Registry& registry_;
  const FilterMacros& macros_;
  const std::size_t most_;
  std::vector<FilterChoice> all_;
};

}  // namespace

FilterChoices completeFilter(std::string_view text, std::size_t cursor, const Registry& registry,
                             const FilterMacros& macros, std::size_t most) {
  return Completer{registry, macros, most}.run(text.substr(0, std::min(cursor, text.size())));
}

void addPresentValues(FilterChoices& choices, std::span<const PresentValue> present) {
  std::vector<FilterChoice> all;
  for (const PresentValue& v : present)
    if (isMeant(v.text, v.name, choices.word))
      all.push_back({FilterChoice::Kind::value, v.text, v.name, {}, v.packets});
  const std::size_t known = all.size();
  for (FilterChoice& c : choices.all) {
    const auto isSame = [&c](const FilterChoice& v) {
      return v.text == c.text || (!v.label.empty() && v.label == c.label);
    };
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(known);
    if (c.kind != FilterChoice::Kind::value || std::none_of(all.begin(), end, isSame)) all.push_back(std::move(c));
  }
  choices.all = std::move(all);
}

}  // namespace pw
