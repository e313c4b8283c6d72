#include "dissectors/http/graphql.h"

#include "dissectors/http/http_text.h"

namespace pw::http {

namespace {

constexpr bool isNameCharacter(char c) noexcept {
  return isDigit(c) || c == '_' || (lower(c) >= 'a' && lower(c) <= 'z');
}

/// Reads tokens (GraphQL §2.1). Each call takes a character at least, or gives an empty token at the end.
class Tokens {
 public:
  explicit Tokens(std::string_view text) noexcept : text_(text) {}

  std::string_view next() noexcept {
    ignored();
    const std::size_t from = at_;
    if (at_ == text_.size()) return {};
    const char c = text_[at_];
    if (isNameCharacter(c)) {
      while (at_ < text_.size() && isNameCharacter(text_[at_])) ++at_;
    } else if (c == '"') {
      string();
    } else {
      ++at_;
    }
    return text_.substr(from, at_ - from);
  }
  std::string_view peek() noexcept {
    const std::size_t before = at_;
    const std::string_view token = next();
    at_ = before;
    return token;
  }
  /// Up to the bracket that closes the one that was taken last.
  void skipGroup() noexcept {
    std::size_t depth = 1;
    for (std::string_view t = next(); !t.empty(); t = next()) {
      if (t == "{" || t == "(" || t == "[") ++depth;
      if ((t == "}" || t == ")" || t == "]") && --depth == 0) return;
    }
  }

 private:
  void ignored() noexcept {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') at_ = std::min(text_.find('\n', at_), text_.size());
      else if (isBlank(c) || c == '\r' || c == '\n' || c == ',') ++at_;
      else return;
    }
  }
  void string() noexcept {
    constexpr std::string_view kBlock = "\"\"\"";
    if (text_.substr(at_).starts_with(kBlock)) {
      const std::size_t end = text_.find(kBlock, at_ + kBlock.size());
      at_ = end == std::string_view::npos ? text_.size() : end + kBlock.size();
      return;
    }
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2u : 1u;
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool isName(std::string_view token) noexcept {
  return !token.empty() && isNameCharacter(token.front()) && !isDigit(token.front());
}

/// From behind the opening brace to behind the closing one.
void selection(Tokens& tokens, GraphQlOperation& out) noexcept {
  for (std::string_view t = tokens.next(); !t.empty() && t != "}"; t = tokens.next()) {
    if (t == "(" || t == "{" || t == "[") {
      tokens.skipGroup();
    } else if (t == "@" || t == ".") {
      if (isName(tokens.peek())) tokens.next();  // a directive, or a fragment, which the document says elsewhere
    } else if (isName(t)) {
      if (tokens.peek() == ":") {  // an alias
        tokens.next();
        t = tokens.next();
      }
      if (isName(t) && out.fieldCount < out.fields.size()) out.fields[out.fieldCount++] = t;
    }
  }
}

/// What stands between the keyword and the braces: a name, variables, directives. False where no brace follows.
bool heading(Tokens& tokens, std::string_view& name) noexcept {
  if (isName(tokens.peek())) name = tokens.next();
  for (std::string_view t = tokens.next(); !t.empty(); t = tokens.next()) {
    if (t == "{") return true;
    if (t == "(") tokens.skipGroup();
    else if (t != "@" && !isName(t)) return false;
  }
  return false;
}

}  // namespace

std::optional<GraphQlOperation> graphQlOperation(std::string_view document, std::string_view wanted) noexcept {
  Tokens tokens{document};
  std::optional<GraphQlOperation> first;
  for (std::string_view t = tokens.next(); !t.empty(); t = tokens.next()) {
    GraphQlOperation one;
    const bool bare = t == "{";
    if (!bare && t != "query" && t != "mutation" && t != "subscription" && t != "fragment") return first;
    one.type = bare ? "query" : t;
    if (!bare && !heading(tokens, one.name)) return first;
    selection(tokens, one);
    if (t == "fragment") continue;
    if (wanted.empty() || one.name == wanted) return one;
    if (!first) first = one;
  }
  return first;
}

}  // namespace pw::http
