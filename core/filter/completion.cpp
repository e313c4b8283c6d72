#include "core/filter/completion.h"

#include <algorithm>

#include "core/filter/checker.h"
#include "core/filter/lexer.h"

namespace pw {

namespace {

using filter::Sign;
using filter::Token;
using Kind = FilterChoice::Kind;

bool isComparison(Sign s) { return s >= Sign::anyEqual && s <= Sign::in; }

class Completer {
 public:
  Completer(const Registry& registry, std::size_t most) : registry_(registry), most_(most) {}

  FilterChoices run(std::string_view before) {
    auto tokens = filter::tokensOf(before);
    FilterChoices out;
    if (!tokens) return out;  // within a string, or behind a mistake
    tokens->pop_back();
    const bool inWord = !tokens->empty() && tokens->back().sign == Sign::word &&
                        tokens->back().position + tokens->back().length == before.size();
    const std::string word = inWord ? tokens->back().text : std::string{};
    if (inWord) tokens->pop_back();
    out.position = static_cast<std::uint32_t>(before.size() - word.size());
    out.length = static_cast<std::uint32_t>(word.size());
    const Sign last = tokens->empty() ? Sign::end : tokens->back().sign;
    if (isComparison(last) || last == Sign::openBrace || last == Sign::comma) values(*tokens, word);
    if (last == Sign::word || last == Sign::close || last == Sign::string || last == Sign::closeBrace)
      signs(last, word);
    else names(word);
    out.all = std::move(all_);
    return out;
  }

 private:
  void add(Kind kind, std::string text, std::string_view label = {}, std::string_view help = {}) {
    if (all_.size() < most_) all_.push_back({kind, std::move(text), label, help});
  }

  /// Of the field that the comparison or set before is of.
  void values(const std::vector<Token>& tokens, std::string_view word) {
    auto t = tokens.rbegin();
    while (t != tokens.rend() && !isComparison(t->sign)) ++t;
    if (t == tokens.rend() || ++t == tokens.rend() || t->sign != Sign::word) return;
    for (const FieldId id : registry_.find(t->text)) {
      const FieldDef& d = registry_.field(id);
      const ValueNames names =
          d.kind == pw::Kind::boolean && d.extra.names.empty() ? ValueNames{kTrueFalse} : d.extra.names;
      for (const ValueName& n : names)
        if (word.empty() || std::to_string(n.value).starts_with(word))
          add(Kind::value, std::to_string(n.value), n.name);
    }
  }

  void names(std::string_view word) {
    std::vector<FilterChoice> found;
    for (std::size_t i = 0; i < registry_.fieldCount(); ++i) {
      const FieldDef& d = registry_.field(static_cast<FieldId>(i));
      if (d.key.starts_with(word))
        found.push_back(
            {d.kind == pw::Kind::protocol ? Kind::protocol : Kind::field, std::string{d.key}, d.label, d.help});
    }
    std::sort(found.begin(), found.end(), [](const FilterChoice& a, const FilterChoice& b) { return a.text < b.text; });
    found.erase(std::unique(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.text == b.text; }),
                found.end());
    for (FilterChoice& c : found)
      if (all_.size() < most_) all_.push_back(std::move(c));
    for (const std::string_view key : filter::virtualKeys())
      if (key.starts_with(word)) add(Kind::field, std::string{key});
    for (std::size_t f = 0; f < filter::kFunctions; ++f)
      if (const std::string_view name = nameOf(static_cast<filter::Function>(f));
          !word.empty() && name.starts_with(word))
        add(Kind::function, std::string{name} + '(');
  }

  void signs(Sign last, std::string_view word) {
    if (last == Sign::word)
      for (const char* s : {"==", "!=", ">", "<", ">=", "<=", "contains", "matches", "in {", "===", "!=="})
        if (std::string_view{s}.starts_with(word)) add(Kind::comparison, s);
    for (const char* s : {"and", "or", "&&", "||"})
      if (std::string_view{s}.starts_with(word)) add(Kind::connective, s);
  }

  const Registry& registry_;
  const std::size_t most_;
  std::vector<FilterChoice> all_;
};

}  // namespace

FilterChoices completeFilter(std::string_view text, std::size_t cursor, const Registry& registry, std::size_t most) {
  return Completer{registry, most}.run(text.substr(0, std::min(cursor, text.size())));
}

}  // namespace pw
