#include <algorithm>
#include <utility>

#include "core/filter/syntax.h"

namespace pw::filter {

namespace {

using Kind = Syntax::Kind;

bool isComparison(Sign s) { return s >= Sign::anyEqual && s <= Sign::lessEqual; }

/// Recursive descent. After the first error every step returns at once.
class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::expected<std::optional<Syntax>, FilterError> run() {
    if (is(Sign::end)) return std::nullopt;
    Syntax all = either();
    if (!error_ && !is(Sign::end)) unexpected(FilterExpected::connective);
    if (error_) return std::unexpected(std::move(*error_));
    return all;
  }

 private:
  // ---- tokens ----

  [[nodiscard]] const Token& token() const { return tokens_[at_]; }
  [[nodiscard]] bool is(Sign s) const { return token().sign == s; }
  Token take() { return std::move(tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]); }
  bool accept(Sign s) {
    if (!is(s) || error_) return false;
    take();
    return true;
  }

  void fail(FilterErrorKind kind, const Token& t, FilterExpected expected = FilterExpected::nothing) {
    if (error_) return;
    FilterError e;
    e.kind = kind;
    e.position = t.position;
    e.length = t.length;
    e.text = t.text;
    e.expected = expected;
    error_ = std::move(e);
  }
  void unexpected(FilterExpected expected) {
    fail(is(Sign::end) ? FilterErrorKind::unexpectedEnd : FilterErrorKind::unexpected, token(), expected);
  }
  void require(Sign s, FilterExpected expected) {
    if (!accept(s)) unexpected(expected);
  }

  /// Counts how deep one is; an error past the bound.
  class Depth {
   public:
    explicit Depth(Parser& p) : p_(p) {
      if (++p_.depth_ > kMaxDepth) p_.fail(FilterErrorKind::tooDeep, p_.token());
    }
    ~Depth() { --p_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Parser& p_;
  };

  static Syntax node(Kind kind, const Token& t) {
    Syntax s;
    s.kind = kind;
    s.sign = t.sign;
    s.position = t.position;
    s.length = t.length;
    s.text = t.text;
    return s;
  }
  /// From the first part to the last.
  static void spanParts(Syntax& s) {
    const Syntax &first = s.parts.front(), &last = s.parts.back();
    s.position = std::min(s.position, first.position);
    const std::uint32_t end = std::max(last.position + last.length, s.position + s.length);
    s.length = end - s.position;
  }

  // ---- connectives: or, xor, and, not from weak to strong ----

  /// `next (sign next)*` as one node with all of them.
  template <class Next>
  Syntax chain(Kind kind, Sign sign, Next next) {
    Syntax first = next();
    if (error_ || !is(sign)) return first;
    Syntax all = node(kind, token());
    all.parts.push_back(std::move(first));
    while (accept(sign)) all.parts.push_back(next());
    if (!error_) spanParts(all);
    return all;
  }
  Syntax either() {
    const Depth depth{*this};
    if (error_) return {};
    return chain(Kind::either, Sign::logicOr, [this] { return oneOnly(); });
  }
  Syntax oneOnly() {
    return chain(Kind::oneOnly, Sign::logicXor, [this] { return both(); });
  }
  Syntax both() {
    return chain(Kind::both, Sign::logicAnd, [this] { return no(); });
  }
  Syntax no() {
    if (!is(Sign::logicNot)) return test();
    const Depth depth{*this};
    if (error_) return {};
    Syntax s = node(Kind::no, take());
    s.parts.push_back(no());
    if (!error_) spanParts(s);
    return s;
  }

  Syntax test() {
    if (accept(Sign::open)) {
      Syntax inner = either();
      require(Sign::close, FilterExpected::closingParenthesis);
      return inner;
    }
    if (is(Sign::any) || is(Sign::all)) {
      const Token t = take();
      Syntax s = relation();
      if (!error_ && s.kind != Kind::compare && s.kind != Kind::in && s.kind != Kind::no && s.kind != Kind::both)
        unexpected(FilterExpected::nothing);
      quantify(s, t.sign == Sign::any ? Syntax::Quantifier::any : Syntax::Quantifier::all);
      return s;
    }
    return relation();
  }
  /// Also the pairs of `a < b < c`. `not in` always says that no value is in the set.
  static void quantify(Syntax& s, Syntax::Quantifier q) {
    s.quantifier = q;
    if (s.kind == Kind::both)
      for (Syntax& part : s.parts) quantify(part, q);
  }

  Syntax relation() {
    Syntax left = calculation();
    if (error_) return left;
    if (isComparison(token().sign)) return comparisons(std::move(left));
    if (is(Sign::contains) || is(Sign::matches)) {
      Syntax s = node(Kind::compare, take());
      s.parts.push_back(std::move(left));
      s.parts.push_back(entity());
      return s;
    }
    if (is(Sign::in)) return membership(std::move(left));
    if (is(Sign::logicNot) && tokens_[at_ + 1].sign == Sign::in) {
      Syntax s = node(Kind::no, take());
      s.parts.push_back(membership(std::move(left)));
      return s;
    }
    return left;
  }

  /// `a < b`, or `a < b <= c`, which is both of its pairs.
  Syntax comparisons(Syntax left) {
    Syntax all = node(Kind::both, token());
    while (!error_ && isComparison(token().sign)) {
      Syntax pair = node(Kind::compare, take());
      Syntax right = calculation();
      if (error_) break;
      pair.parts.push_back(std::move(left));
      pair.parts.push_back(right);
      left = std::move(right);
      all.parts.push_back(std::move(pair));
    }
    if (error_) return {};
    if (all.parts.size() > 1) return all;
    Syntax one = std::move(all.parts.front());
    return one;
  }

  Syntax membership(Syntax left) {
    Syntax s = node(Kind::in, take());
    s.parts.push_back(std::move(left));
    require(Sign::openBrace, FilterExpected::set);
    do {
      if (error_) break;
      Syntax element = node(Kind::element, token());
      element.parts.push_back(signedEntity());
      if (accept(Sign::dots)) element.parts.push_back(signedEntity());
      if (!error_) spanParts(element);
      s.parts.push_back(std::move(element));
    } while (accept(Sign::comma));
    require(Sign::closeBrace, FilterExpected::closingBrace);
    return s;
  }

  // ---- calculation: &, then + and -, then * / % ----

  Syntax calculation() {
    const Depth depth{*this};
    if (error_) return {};
    return leftToRight([](Sign s) { return s == Sign::bitAnd; }, [this] { return sum(); });
  }
  Syntax sum() {
    return leftToRight([](Sign s) { return s == Sign::plus || s == Sign::minus; }, [this] { return product(); });
  }
  Syntax product() {
    return leftToRight([](Sign s) { return s >= Sign::times && s <= Sign::modulo; }, [this] { return operand(); });
  }
  template <class Is, class Next>
  Syntax leftToRight(Is isSign, Next next) {
    Syntax left = next();
    for (unsigned n = 0; !error_ && isSign(token().sign); ++n) {
      if (n == kMaxDepth) fail(FilterErrorKind::tooDeep, token());
      Syntax s = node(Kind::calculate, take());
      s.parts.push_back(std::move(left));
      s.parts.push_back(next());
      if (!error_) spanParts(s);
      left = std::move(s);
    }
    return left;
  }
  Syntax operand() {
    if (!accept(Sign::openBrace)) return signedEntity();
    Syntax inner = calculation();
    require(Sign::closeBrace, FilterExpected::closingBrace);
    return inner;
  }
  Syntax signedEntity() {
    if (accept(Sign::plus)) return entity();
    if (!is(Sign::minus)) return entity();
    Syntax s = node(Kind::negate, take());
    s.parts.push_back(entity());
    if (!error_) spanParts(s);
    return s;
  }

  // ---- what can be compared ----

  Syntax entity() {
    Syntax s = plainEntity();
    for (unsigned n = 0; !error_ && is(Sign::slice); ++n) {
      if (n == kMaxDepth) fail(FilterErrorKind::tooDeep, token());
      const Token t = take();
      Syntax slice = node(Kind::slice, t);
      slice.ranges = t.text;
      slice.rangesAt = t.position + 1;
      slice.parts.push_back(std::move(s));
      spanParts(slice);
      s = std::move(slice);
    }
    return s;
  }

  Syntax plainEntity() {
    if (error_) return {};
    switch (token().sign) {
      case Sign::string: return node(Kind::string, take());
      case Sign::character: return node(Kind::character, take());
      case Sign::dollar: return reference();
      case Sign::word: break;
      default: unexpected(FilterExpected::value); return {};
    }
    Syntax s = node(Kind::word, take());
    if (is(Sign::open)) return call(std::move(s));
    if (is(Sign::layers)) {
      const Token t = take();
      s.layers = t.text;
      s.rangesAt = t.position + 1;
    }
    return s;
  }

  Syntax reference() {
    const std::uint32_t from = take().position;
    require(Sign::openBrace, FilterExpected::value);
    if (!error_ && !is(Sign::word)) unexpected(FilterExpected::value);
    if (error_) return {};
    Syntax s = node(Kind::reference, take());
    if (is(Sign::layers)) {
      const Token t = take();
      s.layers = t.text;
      s.rangesAt = t.position + 1;
    }
    const std::uint32_t end = token().position + token().length;
    require(Sign::closeBrace, FilterExpected::closingBrace);
    s.position = from;
    s.length = end - from;
    return s;
  }

  Syntax call(Syntax s) {
    s.kind = Kind::call;
    take();
    if (accept(Sign::close)) return s;
    do {
      if (error_) break;
      s.parts.push_back(calculation());
    } while (accept(Sign::comma));
    require(Sign::close, FilterExpected::closingParenthesis);
    return s;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  std::optional<FilterError> error_;
};

}  // namespace

std::expected<std::optional<Syntax>, FilterError> parse(std::string_view text) {
  auto tokens = tokensOf(text);
  if (!tokens) return std::unexpected(std::move(tokens.error()));
  return Parser{std::move(*tokens)}.run();
}

}  // namespace pw::filter
