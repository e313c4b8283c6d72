#include "core/filter/checker.h"

#include <algorithm>
#include <utility>

#include "core/filter/names.h"
#include "core/filter/ranges.h"
#include "core/report/measured_fields.h"

namespace pw::filter {

namespace {

using Error = FilterErrorKind;
using SyntaxKind = Syntax::Kind;

class Checker {
 public:
  Checker(const Registry& registry, const FilterOptions& options) : registry_(registry), options_(options) {}

  std::expected<Program, FilterError> run(const Syntax& s) {
    program_.root = test(s);
    if (error_) return std::unexpected(std::move(*error_));
    return std::move(program_);
  }

 private:
  // ---- errors: the first counts, what is made behind it is thrown away ----

  FilterError* fail(Error kind, const Syntax& s, std::string text = {}, std::string other = {}) {
    if (error_) return nullptr;
    error_.emplace();
    error_->kind = kind;
    error_->position = s.position;
    error_->length = s.length;
    error_->text = text.empty() ? wordsOf(s) : std::move(text);
    error_->other = std::move(other);
    return &*error_;
  }
  void take(FilterError e) {
    if (!error_) error_ = std::move(e);
  }
  static std::string wordsOf(const Syntax& s) {
    if (s.kind == SyntaxKind::slice || s.kind == SyntaxKind::negate) return wordsOf(s.parts.front());
    return s.text;
  }
  std::vector<std::string> fieldsLike(std::string_view name) const {
    std::vector<std::string_view> all(virtualKeys().begin(), virtualKeys().end());
    for (std::size_t i = 0; i < registry_.fieldCount(); ++i)
      all.push_back(registry_.field(static_cast<FieldId>(i)).key);
    return nearest(name, all);
  }
  void unknown(const Syntax& s) {
    if (FilterError* e = fail(Error::unknownName, s)) e->near = fieldsLike(e->text);
  }

  // ---- fields ----

  /// A word that is a field, or nothing. Layers that are no ranges are an error.
  std::optional<Operand> fieldOperand(const Syntax& s) {
    auto use = fieldFrom(s.text, registry_);
    if (!use) return std::nullopt;
    if (!s.layers.empty()) {
      auto layers = rangesOf(s.layers, s.rangesAt);
      if (!layers) take(std::move(layers.error()));
      else use->layers = std::move(*layers);
    }
    Operand o;
    o.kind = Operand::Kind::field;
    o.words = s.text;
    o.position = s.position;
    o.length = s.length;
    typeOfField(*use, o);
    o.field = numberOfField(std::move(*use));
    return o;
  }

  void typeOfField(const FieldUse& use, Operand& o) const {
    if (use.column != RowColumn::none || use.special == FieldUse::Special::expertMessage) o.type = Type::text;
    else if (use.special == FieldUse::Special::expertSeverity) o.type = Type::integer;
    else if (use.special == FieldUse::Special::expert) o.type = Type::none;
    else {
      const FieldDef& first = registry_.field(use.ids.front());
      o.type = typeOf(first.kind);
      o.bits = 0;
      for (const FieldId id : use.ids) {
        const FieldDef& d = registry_.field(id);
        o.bits = std::max(o.bits, 8 * widthOf(d.kind));
        o.isSigned = o.isSigned || pw::isSigned(d.kind);
      }
    }
  }

  std::uint16_t numberOfField(FieldUse use) {
    auto& all = program_.fields;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].key == use.key && all[i].layers.empty() && use.layers.empty()) return static_cast<std::uint16_t>(i);
    program_.wantsLayers = program_.wantsLayers || !use.layers.empty();
    program_.wantsRow = program_.wantsRow || use.column == RowColumn::protocol || use.column == RowColumn::info;
    program_.wantsLabels = program_.wantsLabels || use.special == FieldUse::Special::expertMessage;
    program_.measured = program_.measured || use.special != FieldUse::Special::none || isMeasured(use.key);
    for (const FieldId id : use.ids) program_.wanted.add(id);
    if (!use.layers.empty())
      for (const ProtocolId owner : use.owners) program_.wanted.add(static_cast<FieldId>(registry_.fieldBase(owner)));
    all.push_back(std::move(use));
    return static_cast<std::uint16_t>(all.size() - 1);
  }

  // ---- operands ----

  /// What has a type of its own: all but literals.
  Operand operand(const Syntax& s) {
    switch (s.kind) {
      case SyntaxKind::word:
        if (auto o = fieldOperand(s)) return std::move(*o);
        unknown(s);
        return {};
      case SyntaxKind::reference: return reference(s);
      case SyntaxKind::slice: return slice(s);
      case SyntaxKind::call: return call(s);
      case SyntaxKind::negate: return negate(s);
      case SyntaxKind::calculate: return calculate(s);
      default: unknown(s); return {};
    }
  }

  [[nodiscard]] bool isValue(const Syntax& s) const {
    if (s.kind == SyntaxKind::word) return !fieldFrom(s.text, registry_);
    if (s.kind == SyntaxKind::negate) return isValue(s.parts.front());
    return s.kind == SyntaxKind::string || s.kind == SyntaxKind::character;
  }

  Operand literal(const Syntax& s, const Operand& like, bool part) {
    Operand o;
    o.kind = Operand::Kind::literal;
    o.type = like.type;
    o.words = s.text;
    o.position = s.position;
    o.length = s.length;
    std::vector<ValueNames> names;
    if (like.kind == Operand::Kind::field && program_.fields[like.field].special == FieldUse::Special::expertSeverity)
      names.push_back(severities());
    else if (like.kind == Operand::Kind::field)
      for (const FieldId id : program_.fields[like.field].ids) names.push_back(namesOf(registry_.field(id)));
    Wanted w{like.type, like.bits, like.isSigned, part || like.partial, names, like.words};
    auto made = literalOf(s, w);
    // Rows of the registry may share a key and have other types.
    for (std::size_t i = 1; !made && like.kind == Operand::Kind::field && i < program_.fields[like.field].ids.size();
         ++i) {
      const FieldDef& d = registry_.field(program_.fields[like.field].ids[i]);
      if (typeOf(d.kind) == like.type) continue;
      w.type = typeOf(d.kind);
      if (auto other = literalOf(s, w)) made = std::move(other);
    }
    if (!made) take(std::move(made.error()));
    else o.literal = std::move(*made);
    return o;
  }
  static ValueNames namesOf(const FieldDef& d) {
    return d.kind == Kind::boolean && d.extra.names.empty() ? ValueNames{kTrueFalse} : d.extra.names;
  }

  /// A literal where it is one, else an operand of a type that goes with it.
  Operand right(const Syntax& s, const Operand& left, bool part = false) {
    if (isValue(s)) return literal(s, left, part);
    if (isConstant(s)) return constant(s, left);
    Operand o = operand(s);
    if (!error_ && !comparable(left.type, o.type)) fail(Error::typesDiffer, s, left.words, o.words);
    return o;
  }

  Operand reference(const Syntax& s) {
    auto o = fieldOperand(s);
    if (!o) {
      if (FilterError* e = fail(Error::unknownName, s)) e->near = fieldsLike(s.text);
      return {};
    }
    Operand list = std::move(*o);
    const std::vector<ValueNames> none;
    const Wanted wanted{list.type, 64, true, true, none, list.words};
    const auto given = options_.references.find(s.text);
    list.kind = given == options_.references.end() ? Operand::Kind::nothing : Operand::Kind::list;
    if (list.kind == Operand::Kind::nothing) return list;
    for (const std::string& text : given->second) {
      Syntax value;
      const bool negative = text.starts_with('-') && list.type != Type::text;
      value.kind = list.type == Type::text ? SyntaxKind::string : SyntaxKind::word;
      value.text = negative ? text.substr(1) : text;
      if (negative) {
        Syntax minus;
        minus.kind = SyntaxKind::negate;
        minus.parts.push_back(std::move(value));
        value = std::move(minus);
      }
      if (auto made = literalOf(value, wanted)) list.list.push_back(std::move(*made));
    }
    return list;
  }

  Operand slice(const Syntax& s) {
    if (isValue(s.parts.front())) {
      if (s.parts.front().kind == SyntaxKind::word) unknown(s.parts.front());
      else fail(Error::leftIsValue, s.parts.front(), {}, "[");
      return {};
    }
    Operand of = operand(s.parts.front());
    if (error_) return {};
    if (!canSlice(of.type)) {
      fail(Error::cannotSlice, s.parts.front(), of.words, std::string{nameOf(of.type)});
      return {};
    }
    Operand o = around(Operand::Kind::slice, s, Type::bytes);
    o.words = of.words;
    o.partial = true;
    auto ranges = rangesOf(s.ranges, s.rangesAt);
    if (!ranges) take(std::move(ranges.error()));
    else o.ranges = std::move(*ranges);
    o.parts.push_back(std::move(of));
    return o;
  }

  /// Values calculated with each other.
  [[nodiscard]] bool isConstant(const Syntax& s) const {
    return isValue(s) || (s.kind == SyntaxKind::calculate && isConstant(s.parts[0]) && isConstant(s.parts[1]));
  }
  Operand constant(const Syntax& s, const Operand& like) {
    if (isValue(s)) return literal(s, wide(like), true);
    Operand left = constant(s.parts[0], like), other = constant(s.parts[1], like);
    return calculated(s, calculationOf(s.sign), std::move(left), std::move(other));
  }

  static Operand around(Operand::Kind kind, const Syntax& s, Type type) {
    Operand o;
    o.kind = kind;
    o.type = type;
    o.words = wordsOf(s);
    o.position = s.position;
    o.length = s.length;
    return o;
  }

  // ---- functions ----

  Operand call(const Syntax& s) {
    const auto f = functionFrom(s.text);
    if (!f) {
      if (FilterError* e = fail(Error::unknownFunction, s)) {
        e->length = static_cast<std::uint32_t>(s.text.size());
        std::vector<std::string_view> all;
        for (std::size_t i = 0; i < kFunctions; ++i) all.push_back(nameOf(static_cast<Function>(i)));
        e->near = nearest(s.text, all);
      }
      return {};
    }
    const bool any = *f == Function::max || *f == Function::min;
    if (any ? s.parts.empty() : s.parts.size() != 1) {
      fail(Error::argumentCount, s);
      return {};
    }
    Operand o = around(Operand::Kind::call, s, Type::integer);
    o.function = *f;
    if (any) sameTypes(s, o);
    else oneArgument(s, o);
    return o;
  }

  void sameTypes(const Syntax& s, Operand& o) {
    const auto typed = std::ranges::find_if(s.parts, [this](const Syntax& p) { return !isValue(p); });
    if (typed == s.parts.end()) {
      fail(Error::badArgument, s.parts.front(), s.text);
      return;
    }
    const Operand like = operand(*typed);
    if (error_) return;
    if (like.type == Type::none) fail(Error::badArgument, *typed, s.text);
    o.type = like.type;
    o.isSigned = like.isSigned;
    for (const Syntax& p : s.parts) o.parts.push_back(right(p, like));
  }

  void oneArgument(const Syntax& s, Operand& o) {
    const Syntax& p = s.parts.front();
    if (isValue(p)) {
      p.kind == SyntaxKind::word ? unknown(p) : static_cast<void>(fail(Error::badArgument, p, s.text));
      return;
    }
    Operand of = operand(p);
    if (error_) return;
    if (!takes(o.function, of)) {
      fail(Error::badArgument, p, s.text);
      return;
    }
    if (o.function == Function::abs) o.type = of.type;
    if (o.function == Function::upper || o.function == Function::lower || o.function == Function::string)
      o.type = Type::text;
    o.isSigned = o.function == Function::abs;
    o.parts.push_back(std::move(of));
  }

  static bool takes(Function f, const Operand& o) {
    switch (f) {
      case Function::len: return o.type != Type::none;
      case Function::count: return o.kind == Operand::Kind::field;
      case Function::upper:
      case Function::lower: return o.type == Type::text;
      case Function::abs: return o.type == Type::integer || o.type == Type::real || o.type == Type::relTime;
      case Function::string:
        return o.type == Type::integer || o.type == Type::real || o.type == Type::ipv4 || o.type == Type::ipv6 ||
               o.type == Type::ether || o.type == Type::eui64 || o.type == Type::guid;
      default: return true;
    }
  }

  // ---- calculation ----

  Operand negate(const Syntax& s) {
    if (isValue(s)) {
      fail(Error::onlyConstants, s);
      return {};
    }
    Operand of = operand(s.parts.front());
    return calculated(s, Calculation::negate, std::move(of), std::nullopt);
  }

  static Calculation calculationOf(Sign s) {
    switch (s) {
      case Sign::plus: return Calculation::add;
      case Sign::minus: return Calculation::subtract;
      case Sign::times: return Calculation::multiply;
      case Sign::divide: return Calculation::divide;
      case Sign::modulo: return Calculation::modulo;
      default: return Calculation::bitAnd;
    }
  }

  Operand calculate(const Syntax& s) {
    const Syntax &l = s.parts[0], &r = s.parts[1];
    const Calculation c = calculationOf(s.sign);
    if (isConstant(s)) {
      fail(Error::onlyConstants, s);
      return {};
    }
    if (isConstant(l)) {
      if (l.kind == SyntaxKind::word && s.kind == SyntaxKind::calculate && !l.text.empty() &&
          !(l.text[0] >= '0' && l.text[0] <= '9')) {
        unknown(l);
        return {};
      }
      Operand typed = operand(r);
      if (error_) return {};
      Operand left = constant(l, typed);
      return calculated(s, c, std::move(left), std::move(typed));
    }
    Operand left = operand(l);
    if (error_) return {};
    if (!canCalculate(c, left.type)) {
      fail(Error::cannotCalculate, l, left.words, std::string{nameOf(left.type)});
      return {};
    }
    Operand other = right(r, wide(left), true);
    return calculated(s, c, std::move(left), std::move(other));
  }

  /// As a literal beside it is to be: results of calculation are wider than fields.
  static Operand wide(const Operand& o) {
    Operand w;
    w.kind = o.kind == Operand::Kind::field ? Operand::Kind::calculate : o.kind;
    w.type = o.type;
    w.words = o.words;
    return w;
  }

  static bool canCalculate(Calculation c, Type t) {
    switch (c) {
      case Calculation::add:
      case Calculation::subtract:
      case Calculation::negate: return t == Type::integer || t == Type::real || t == Type::relTime;
      case Calculation::multiply:
      case Calculation::divide: return t == Type::integer || t == Type::real;
      case Calculation::modulo: return t == Type::integer;
      case Calculation::bitAnd: return t == Type::integer || t == Type::ipv4 || t == Type::bytes || t == Type::ether;
    }
    return false;
  }

  Operand calculated(const Syntax& s, Calculation c, Operand left, std::optional<Operand> other) {
    if (error_) return {};
    const Operand& typed = left.kind == Operand::Kind::literal && other ? *other : left;
    if (!canCalculate(c, typed.type)) {
      fail(Error::cannotCalculate, s, typed.words, std::string{nameOf(typed.type)});
      return {};
    }
    Operand o = around(Operand::Kind::calculate, s, typed.type == Type::ether ? Type::bytes : typed.type);
    o.words = typed.words;
    o.calculation = c;
    o.partial = true;
    o.isSigned = c != Calculation::bitAnd;
    o.parts.push_back(std::move(left));
    if (other) o.parts.push_back(std::move(*other));
    return o;
  }

  // ---- tests ----

  Test made(Test::Kind kind, const Syntax& s) {
    Test t;
    t.kind = kind;
    t.number = program_.tests++;
    t.position = s.position;
    t.length = s.length;
    return t;
  }

  Test test(const Syntax& s) {
    if (error_) return {};
    switch (s.kind) {
      case SyntaxKind::both: return connective(Test::Kind::both, s);
      case SyntaxKind::either: return connective(Test::Kind::either, s);
      case SyntaxKind::oneOnly: return connective(Test::Kind::oneOnly, s);
      case SyntaxKind::no: return connective(Test::Kind::no, s);
      case SyntaxKind::compare: return compare(s);
      case SyntaxKind::in: return membership(s);
      case SyntaxKind::call:
        if (functionFrom(s.text)) {
          if (FilterError* e = fail(Error::functionAlone, s)) e->length = static_cast<std::uint32_t>(s.text.size());
          return {};
        }
        break;
      default: break;
    }
    const bool counts = s.kind == SyntaxKind::calculate || s.kind == SyntaxKind::negate;
    Test t = made(counts ? Test::Kind::notZero : Test::Kind::exists, s);
    t.operands.push_back(operand(s));
    return t;
  }

  Test connective(Test::Kind kind, const Syntax& s) {
    Test t = made(kind, s);
    for (const Syntax& p : s.parts) t.parts.push_back(test(p));
    return t;
  }

  /// The left side of a test: a field or what is made of fields.
  Operand left(const Syntax& s, std::string_view sign) {
    if (isValue(s)) {
      if (FilterError* e = fail(Error::leftIsValue, s, {}, std::string{sign});
          e != nullptr && s.kind == SyntaxKind::word)
        e->near = fieldsLike(s.text);
      return {};
    }
    Operand o = operand(s);
    if (!error_ && o.type == Type::none) fail(Error::cannotCompare, s, o.words, std::string{nameOf(o.type)});
    return o;
  }

  static bool usualAll(Sign s) { return s == Sign::allEqual || s == Sign::allNotEqual; }
  static bool isAll(const Syntax& s) {
    return s.quantifier == Syntax::Quantifier::usual ? usualAll(s.sign) : s.quantifier == Syntax::Quantifier::all;
  }
  static Comparison comparisonOf(Sign s) {
    switch (s) {
      case Sign::anyNotEqual:
      case Sign::allNotEqual: return Comparison::notEqual;
      case Sign::greater: return Comparison::greater;
      case Sign::greaterEqual: return Comparison::greaterEqual;
      case Sign::less: return Comparison::less;
      case Sign::lessEqual: return Comparison::lessEqual;
      default: return Comparison::equal;
    }
  }

  Test compare(const Syntax& s) {
    Operand l = left(s.parts[0], s.text);
    if (error_) return {};
    if (s.sign == Sign::matches) return pattern(s, std::move(l));
    const bool seeks = s.sign == Sign::contains;
    if (seeks && !canSearch(l.type)) {
      fail(Error::cannotCompare, s.parts[0], l.words, std::string{nameOf(l.type)});
      return {};
    }
    Test t = made(seeks ? Test::Kind::contains : Test::Kind::compare, s);
    t.all = isAll(s);
    t.comparison = comparisonOf(s.sign);
    Operand r = right(s.parts[1], l, seeks);
    t.operands.push_back(std::move(l));
    t.operands.push_back(std::move(r));
    return t;
  }

  Test pattern(const Syntax& s, Operand l) {
    if (!canSearch(l.type)) {
      fail(Error::cannotCompare, s.parts[0], l.words, std::string{nameOf(l.type)});
      return {};
    }
    const Syntax& r = s.parts[1];
    if (r.kind != SyntaxKind::string) {
      fail(Error::patternIsNoString, r);
      return {};
    }
    auto compiled = Pattern::make(r.text);
    if (!compiled) {
      fail(Error::badPattern, r, {}, compiled.error().words);
      return {};
    }
    Test t = made(Test::Kind::matches, s);
    t.all = isAll(s);
    t.valueAt = r.position;
    t.valueLength = r.length;
    t.pattern = static_cast<std::uint16_t>(program_.patterns.size());
    program_.patterns.push_back(std::move(*compiled));
    t.operands.push_back(std::move(l));
    return t;
  }

  Test membership(const Syntax& s) {
    Operand l = left(s.parts[0], "in");
    if (error_) return {};
    Test t = made(Test::Kind::in, s);
    t.all = isAll(s);
    for (std::size_t i = 1; i < s.parts.size() && !error_; ++i) {
      std::vector<Operand> element;
      for (const Syntax& end : s.parts[i].parts) element.push_back(right(end, l));
      t.set.push_back(std::move(element));
    }
    t.operands.push_back(std::move(l));
    return t;
  }

  const Registry& registry_;
  const FilterOptions& options_;
  Program program_;
  std::optional<FilterError> error_;
};

}  // namespace

std::expected<Program, FilterError> check(const Syntax& s, const Registry& registry, const FilterOptions& options) {
  return Checker{registry, options}.run(s);
}

}  // namespace pw::filter
