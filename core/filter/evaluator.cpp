#include "core/filter/evaluator.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/field/format.h"
#include "core/filter/checker.h"
#include "core/filter/ranges.h"

namespace pw::filter {

namespace {

ByteView bytesIn(const std::string& s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

bool isZero(const Value& v) noexcept {
  switch (v.type) {
    case Type::real: return v.real == 0;
    case Type::boolean:
    case Type::integer:
    case Type::ipv4:
    case Type::absTime:
    case Type::relTime: return v.number == 0;
    default: {
      const ByteView b = v.bytes();
      return std::all_of(b.begin(), b.end(), [](std::uint8_t x) { return x == 0; });
    }
  }
}

Value ofWide(Type type, Wide n) noexcept {
  Value v = Value::of(type, static_cast<std::int64_t>(n));
  v.isBig = type == Type::integer && n > INT64_MAX;
  return v;
}

}  // namespace

Evaluator::Evaluator(const Program& program, const Registry& registry) : program_(program), registry_(registry) {
  matchers_.reserve(program.patterns.size());
  for (const Pattern& p : program.patterns) matchers_.emplace_back(p);
}

void Evaluator::begin(const FieldSink& sink, const PacketContext& context, const PacketSummary& summary) {
  sink_ = &sink;
  context_ = &context;
  summary_ = &summary;
  stack_.clear();
  textsUsed_ = 0;
}

std::uint64_t Evaluator::gaveUp() const noexcept {
  std::uint64_t n = 0;
  for (const Matcher& m : matchers_) n += m.gaveUp();
  return n;
}

std::string& Evaluator::newText() {
  if (textsUsed_ == texts_.size()) texts_.emplace_back();
  std::string& s = texts_[textsUsed_++];
  s.clear();
  return s;
}

// ---- tests ----

bool Evaluator::test(const Test& t) {
  using Kind = Test::Kind;
  const auto passes = [this](const Test& part) { return test(part); };
  switch (t.kind) {
    case Kind::always: return true;
    case Kind::both: return std::all_of(t.parts.begin(), t.parts.end(), passes);
    case Kind::either: return std::any_of(t.parts.begin(), t.parts.end(), passes);
    case Kind::oneOnly: return std::count_if(t.parts.begin(), t.parts.end(), passes) % 2 != 0;
    case Kind::no: return !test(t.parts.front());
    default: break;
  }
  stack_.clear();
  textsUsed_ = 0;
  switch (t.kind) {
    case Kind::exists: return !values(t.operands[0]).empty();
    case Kind::notZero: {
      const Slice s = values(t.operands[0]);
      for (std::size_t i = s.from; i < s.to; ++i)
        if (!isZero(stack_[i])) return true;
      return false;
    }
    case Kind::compare: return compareAll(t);
    case Kind::contains: return searchAll(t);
    case Kind::matches: return matchAll(t);
    case Kind::in: return isIn(t);
    default: return true;
  }
}

bool Evaluator::compares(const Value& a, Comparison c, const Value& b) noexcept {
  if (a.type != b.type && !comparable(a.type, b.type)) return false;
  switch (c) {
    case Comparison::equal: return equal(a, b);
    case Comparison::notEqual: return !equal(a, b);
    case Comparison::greater: return compare(a, b) > 0;
    case Comparison::greaterEqual: return compare(a, b) >= 0;
    case Comparison::less: return compare(a, b) < 0;
    case Comparison::lessEqual: return compare(a, b) <= 0;
  }
  return false;
}

/// One pair that passes, or all of them.
template <class Passes>
bool Evaluator::pairs(const Test& t, Passes&& passes) {
  const Slice a = values(t.operands[0]);
  if (a.empty()) return false;
  const Slice b = values(t.operands[1]);
  if (b.empty()) return false;
  std::size_t seen = 0;
  for (std::size_t i = a.from; i < a.to; ++i)
    for (std::size_t j = b.from; j < b.to; ++j) {
      if (passes(stack_[i], stack_[j]) != t.all) return !t.all;
      if (++seen == kMaxPairs) return t.all;
    }
  return t.all;
}

bool Evaluator::compareAll(const Test& t) {
  return pairs(t, [&t](const Value& a, const Value& b) { return compares(a, t.comparison, b); });
}

bool Evaluator::searchAll(const Test& t) {
  return pairs(t, [](const Value& a, const Value& b) { return contains(a, b); });
}

bool Evaluator::matchAll(const Test& t) {
  const Slice a = values(t.operands[0]);
  if (a.empty()) return false;
  for (std::size_t i = a.from; i < a.to; ++i)
    if (matchers_[t.pattern].matches(stack_[i].searched()) != t.all) return !t.all;
  return t.all;
}

bool Evaluator::isIn(const Test& t) {
  const Slice a = values(t.operands[0]);
  if (a.empty()) return false;
  for (std::size_t i = a.from; i < a.to; ++i) {
    const Value v = stack_[i];
    const bool found = std::any_of(t.set.begin(), t.set.end(), [&](const auto& e) { return isInElement(v, e); });
    if (found != t.all) return !t.all;
  }
  return t.all;
}

bool Evaluator::isInElement(const Value& v, const std::vector<Operand>& element) {
  const std::size_t before = stack_.size();
  bool found = false;
  const Slice low = values(element[0]);
  const Slice high = element.size() == 2 ? values(element[1]) : Slice{0, 0};
  for (std::size_t i = low.from; i < low.to && !found; ++i) {
    if (element.size() == 1) {
      found = compares(v, Comparison::equal, stack_[i]);
      continue;
    }
    if (!compares(v, Comparison::greaterEqual, stack_[i])) continue;
    for (std::size_t j = high.from; j < high.to && !found; ++j)
      found = compares(v, Comparison::lessEqual, stack_[j]);
  }
  stack_.resize(before);
  return found;
}

// ---- values ----

Evaluator::Slice Evaluator::values(const Operand& o) {
  const std::size_t from = stack_.size();
  switch (o.kind) {
    case Operand::Kind::nothing: break;
    case Operand::Kind::literal: push(o.literal.get()); break;
    case Operand::Kind::list:
      for (const Literal& l : o.list) push(l.get());
      break;
    case Operand::Kind::field: field(o.field); break;
    case Operand::Kind::slice: slice(o); break;
    case Operand::Kind::call: call(o); break;
    case Operand::Kind::calculate: calculate(o); break;
  }
  return {from, stack_.size()};
}

void Evaluator::field(std::uint16_t number) {
  if (given_ != nullptr) {
    for (const Value& v : (*given_)[number]) push(v);
    return;
  }
  const FieldUse& use = program_.fields[number];
  if (use.column != RowColumn::none) return column(use);
  for (const FieldNode& n : sink_->tree.nodes()) {
    if (!use.set.has(n.field)) continue;
    if (!use.layers.empty() && !inLayer(use, n)) continue;
    if (use.special != FieldUse::Special::none) special(use, n);
    else push(valueOf(registry_.field(n.field), sink_->tree, n));
  }
}

void Evaluator::special(const FieldUse& use, const FieldNode& n) {
  const FieldDef& d = registry_.field(n.field);
  if (use.special == FieldUse::Special::expert) return push({});
  if (use.special == FieldUse::Special::expertSeverity)
    return push(Value::of(Type::integer, static_cast<std::int64_t>(severityNumber(d.base))));
  std::string_view words = n.labelLength != 0 ? sink_->tree.label(n) : d.label;
  // A label of its own begins with the severity.
  if (const auto severity = severityName(d.base);
      words.starts_with(severity) && words.substr(severity.size()).starts_with(": "))
    words.remove_prefix(severity.size() + 2);
  push(Value::of(words));
}

void Evaluator::column(const FieldUse& use) {
  std::string& text = newText();
  TextOut out{text};
  const auto c = static_cast<Column>(static_cast<int>(use.column) - static_cast<int>(RowColumn::number));
  rows_.cell(out, c, *context_, *summary_, sink_->text());
  push(Value::of(std::string_view{text}));
}

/// Which layer of its protocol a field is in, counted from the outermost.
bool Evaluator::inLayer(const FieldUse& use, const FieldNode& node) {
  const FieldTree& tree = sink_->tree;
  const auto layerField = static_cast<FieldId>(registry_.fieldBase(registry_.protocolOf(node.field)));
  const FieldNode* at = &node;
  while (at->field != layerField && at->parent != kNoNode) at = &tree[at->parent];
  if (at->field != layerField) return false;
  std::int64_t layer = 0, layers = 0;
  for (const FieldNode& n : tree.nodes()) {
    if (n.field != layerField) continue;
    ++layers;
    if (&n == at) layer = layers;
  }
  return hasLayer(use.layers, layer, layers);
}

void Evaluator::slice(const Operand& o) {
  const Slice of = values(o.parts[0]);
  std::size_t kept = of.from;
  for (std::size_t i = of.from; i < of.to; ++i) {
    Value whole = stack_[i];
    if (whole.type == Type::ipv4) whole = Value::ofTail(Type::bytes, static_cast<std::uint64_t>(whole.number), 4);
    std::string& text = newText();
    if (takeRanges(o.ranges, whole.bytes(), text)) stack_[kept++] = Value::of(Type::bytes, bytesIn(text));
  }
  stack_.resize(kept);
}

void Evaluator::call(const Operand& o) {
  if (o.function == Function::max || o.function == Function::min) return extreme(o);
  const Slice of = values(o.parts[0]);
  if (o.function == Function::count) {
    const auto n = static_cast<std::int64_t>(of.size());
    stack_.resize(of.from);
    if (n != 0) push(Value::of(Type::integer, n));
    return;
  }
  for (std::size_t i = of.from; i < of.to; ++i) {
    const Value v = stack_[i];
    ofEach(o.function, v);
  }
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(of.from),
               stack_.begin() + static_cast<std::ptrdiff_t>(of.to));
}

namespace {

/// The forms that exports have, but for numbers, which are decimal.
void appendText(TextOut& out, const Value& v) {
  const ByteView b = v.bytes();
  switch (v.type) {
    case Type::ipv4: out.ipv4(static_cast<std::uint32_t>(v.number)); break;
    case Type::ipv6:
      if (b.size() == 16) out.ipv6(b.data());
      break;
    case Type::real: {
      std::array<char, 32> digits{};
      const auto r = std::to_chars(digits.data(), digits.data() + digits.size(), v.real);
      out.add(std::string_view{digits.data(), static_cast<std::size_t>(r.ptr - digits.data())});
      break;
    }
    case Type::guid:
      for (std::size_t i = 0; i < b.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out.add('-');
        out.hex(b[i], 2);
      }
      break;
    case Type::integer: v.isBig ? out.dec(static_cast<std::uint64_t>(v.number)) : out.sdec(v.number); break;
    default: out.hexBytes(b, ':'); break;
  }
}

}  // namespace

void Evaluator::ofEach(Function f, const Value& v) {
  switch (f) {
    case Function::len:
      return push(Value::of(Type::integer, v.width != 0 ? v.width : static_cast<std::int64_t>(v.bytes().size())));
    case Function::string: {
      std::string& text = newText();
      TextOut out{text};
      appendText(out, v);
      return push(Value::of(std::string_view{text}));
    }
    case Function::upper:
    case Function::lower: {
      std::string& text = newText();
      for (const std::uint8_t c : v.bytes()) {
        const bool changes = f == Function::upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z';
        text += static_cast<char>(changes ? c ^ 0x20 : c);
      }
      return push(Value::of(std::string_view{text}));
    }
    case Function::abs: {
      Value a = v;
      if (a.type == Type::real) a.real = std::fabs(a.real);
      else if (a.wide() < 0) a = ofWide(a.type, -a.wide());
      return push(a);
    }
    default: break;
  }
}

void Evaluator::extreme(const Operand& o) {
  const std::size_t from = stack_.size();
  for (const Operand& p : o.parts) values(p);
  if (stack_.size() == from) return;
  std::size_t best = from;
  for (std::size_t i = from + 1; i < stack_.size(); ++i) {
    const int c = compare(stack_[i], stack_[best]);
    if (o.function == Function::max ? c > 0 : c < 0) best = i;
  }
  stack_[from] = stack_[best];
  stack_.resize(from + 1);
}

// ---- calculation ----

void Evaluator::negateAll(Slice s) {
  for (std::size_t i = s.from; i < s.to; ++i) {
    Value& v = stack_[i];
    if (v.type == Type::real) v.real = -v.real;
    else v = ofWide(v.type, -v.wide());
  }
}

void Evaluator::calculate(const Operand& o) {
  const Slice a = values(o.parts[0]);
  if (o.calculation == Calculation::negate) return negateAll(a);
  const Slice b = values(o.parts[1]);
  const std::size_t from = stack_.size();
  for (std::size_t i = a.from; i < a.to; ++i)
    for (std::size_t j = b.from; j < b.to && stack_.size() - from < kMaxValues; ++j) {
      const Value left = stack_[i], right = stack_[j];
      calculatePair(o.calculation, left, right);
    }
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(a.from),
               stack_.begin() + static_cast<std::ptrdiff_t>(from));
}

namespace {

std::optional<double> calculated(Calculation c, double a, double b) {
  switch (c) {
    case Calculation::add: return a + b;
    case Calculation::subtract: return a - b;
    case Calculation::multiply: return a * b;
    case Calculation::divide: return b == 0 ? std::nullopt : std::optional{a / b};
    default: return std::nullopt;
  }
}

__extension__ using WideBits = unsigned __int128;

/// What does not fit into 64 bits wraps, as it does in Wireshark. Nothing where it would divide by zero.
std::optional<Wide> calculated(Calculation c, Wide a, Wide b) {
  const auto wrapped = [](Wide n) {
    return n > UINT64_MAX || n < INT64_MIN ? Wide{static_cast<std::int64_t>(static_cast<std::uint64_t>(n))} : n;
  };
  switch (c) {
    case Calculation::add: return wrapped(a + b);
    case Calculation::subtract: return wrapped(a - b);
    case Calculation::multiply:
      // The product of two 65-bit numbers may pass 127 bits.
      return wrapped(static_cast<Wide>(static_cast<WideBits>(a) * static_cast<WideBits>(b)));
    case Calculation::divide: return b == 0 ? std::nullopt : std::optional{wrapped(a / b)};
    case Calculation::modulo: return b == 0 ? std::nullopt : std::optional{wrapped(a % b)};
    case Calculation::bitAnd: return wrapped(a & b);
    case Calculation::negate: break;
  }
  return std::nullopt;
}

}  // namespace

void Evaluator::calculatePair(Calculation c, const Value& a, const Value& b) {
  if (a.type == Type::real) {
    if (const auto r = calculated(c, a.real, b.real)) push(Value::ofReal(*r));
    return;
  }
  if (isBytes(a.type)) {
    const ByteView x = a.bytes(), y = b.bytes();
    std::string& text = newText();
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) text += static_cast<char>(x[i] & y[i]);
    return push(Value::of(Type::bytes, bytesIn(text)));
  }
  const auto r = calculated(c, a.wide(), b.wide());
  if (r) push(ofWide(a.type, *r));
}

}  // namespace pw::filter
