#include "core/filter/column_plan.h"

#include <algorithm>

#include "core/stream/stream_framer.h"

namespace pw::filter {

namespace {

using Kind = Test::Kind;
using Bits = std::vector<std::uint64_t>;

constexpr std::uint8_t kNotAsked = 0;
std::uint8_t kept(Answer a) { return static_cast<std::uint8_t>(1 + static_cast<std::uint8_t>(a)); }
Answer answerOf(std::uint8_t k) { return static_cast<Answer>(k - 1); }

int rank(Answer a) { return a == Answer::yes ? 2 : a == Answer::maybe ? 1 : 0; }

bool isConnective(const Test& t) { return t.kind >= Kind::both || t.kind == Kind::always; }

void set(Answers& out, std::uint32_t i, Answer a) {
  const std::uint64_t bit = std::uint64_t{1} << (i % 64);
  if (a == Answer::yes) out.yes[i / 64] |= bit;
  if (a == Answer::maybe) out.maybe[i / 64] |= bit;
}

template <class F>
void eachOf(const Bits& wanted, std::uint32_t rows, F&& f) {
  for (std::size_t w = 0; w < (rows + 63) / 64; ++w)
    for (std::uint64_t bits = wanted[w]; bits != 0; bits &= bits - 1)
      f(static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(__builtin_ctzll(bits)));
}

/// Fields that an operand looks at, and whether it has no values where one of them has none.
void fieldsOf(const Operand& o, bool needed, std::vector<std::uint16_t>& all, std::vector<std::uint16_t>& required) {
  if (o.kind == Operand::Kind::field) {
    all.push_back(o.field);
    if (needed) required.push_back(o.field);
  }
  const bool one = o.kind == Operand::Kind::call && (o.function == Function::max || o.function == Function::min);
  for (const Operand& p : o.parts) fieldsOf(p, needed && !(one && o.parts.size() > 1), all, required);
}

/// Entered by what another protocol carries, and not by a number of a lower layer. What streams are handed over to stands
/// in the stack, its parts beside it.
bool standsWithin(const Protocol& p) {
  return (p.attach.empty() && p.stream == nullptr) || std::ranges::any_of(p.attach, [&](const Attach& a) {
           return a.table == Table::content || (a.table == Table::part && p.stream == nullptr) ||
                  (a.table == Table::hub && a.key == static_cast<std::uint32_t>(Hub::data));
         });
}

}  // namespace

ColumnPlan::ColumnPlan(const Program& program, const Trace& trace, const Registry& registry, bool columns)
    : program_(program),
      trace_(trace),
      registry_(registry),
      fields_(program, trace, registry),
      evaluator_(program, registry),
      leaves_(std::max<std::size_t>(program.tests, 1)),
      given_(program.fields.size()) {
  evaluator_.begin(noFields_, noContext_, noSummary_);
  evaluator_.give(&given_);
  for (std::size_t i = 0; i < registry.protocolCount(); ++i)
    within_.push_back(standsWithin(registry.protocol(static_cast<ProtocolId>(i))));
  if (columns) prepare(program.root);
}

void ColumnPlan::prepare(const Test& t) {
  for (const Test& part : t.parts) prepare(part);
  if (!isConnective(t)) prepareLeaf(t, leaves_[t.number]);
}

void ColumnPlan::prepareLeaf(const Test& t, Leaf& leaf) {
  std::vector<std::uint16_t> required;
  for (const Operand& o : t.operands) fieldsOf(o, true, leaf.fields, required);
  for (const auto& element : t.set)
    for (const Operand& o : element) fieldsOf(o, false, leaf.fields, required);
  for (const std::uint16_t f : required)
    if (const FieldUse& use = program_.fields[f]; !use.owners.empty() && use.special == FieldUse::Special::none)
      leaf.needs.push_back(use.owners);
  bool flows = true, flags = true, bytes = true, columns = true;
  for (const std::uint16_t f : leaf.fields) {
    const ColumnSource s = fields_.sourceOf(f);
    fields_.guard(f, leaf.guards);
    flows = flows && isOfFlow(s);
    leaf.usesFlow = leaf.usesFlow || isOfFlow(s);
    flags = flags && (s == ColumnSource::tcpFlags || s == ColumnSource::ecn);
    bytes = bytes && s == ColumnSource::frameBytes;
    columns = columns && s != ColumnSource::none && s != ColumnSource::layer && s != ColumnSource::frameBytes;
  }
  const bool plainField = t.kind == Kind::exists && t.operands[0].kind == Operand::Kind::field;
  if (plainField && (fields_.sourceOf(leaf.fields[0]) == ColumnSource::layer || bytes)) {
    leaf.how = How::stack;
    leaf.isLayer = true;
  } else if (leaf.fields.empty()) {
    leaf.how = How::columns;
  } else if (bytes) {
    leaf.how = How::bytes;
  } else if (flows) {
    leaf.how = How::flows;
  } else if (columns) {
    leaf.how = How::columns;
    leaf.byFlags = flags;
    if (leaf.fields.size() == 1) simplify(t, leaf);
    if (plainField) leaf.marks = fields_.marksOf(leaf.fields[0]);
  }
}

/// A comparison of one number with literals, as bounds.
void ColumnPlan::simplify(const Test& t, Leaf& leaf) const {
  const ColumnSource s = fields_.sourceOf(leaf.fields[0]);
  if (!ColumnFields::hasNumbers(s) || s == ColumnSource::tcpFlags) return;
  if ((t.kind != Kind::compare && t.kind != Kind::in) || t.operands[0].kind != Operand::Kind::field) return;
  const auto numberOf = [](const Operand& o, std::int64_t& n) {
    const Value v = o.literal.get();
    n = v.number;
    return o.kind == Operand::Kind::literal && (v.type == Type::integer || isTime(v.type)) && !v.isBig;
  };
  std::vector<std::pair<std::int64_t, std::int64_t>> between;
  const auto add = [&](Comparison c, std::int64_t n) {
    switch (c) {
      case Comparison::equal:
      case Comparison::notEqual: between.emplace_back(n, n); break;
      case Comparison::greater:
        if (n != INT64_MAX) between.emplace_back(n + 1, INT64_MAX);
        break;
      case Comparison::greaterEqual: between.emplace_back(n, INT64_MAX); break;
      case Comparison::less:
        if (n != INT64_MIN) between.emplace_back(INT64_MIN, n - 1);
        break;
      case Comparison::lessEqual: between.emplace_back(INT64_MIN, n); break;
    }
  };
  std::int64_t low = 0, high = 0;
  if (t.kind == Kind::compare) {
    if (!numberOf(t.operands[1], low)) return;
    add(t.comparison, low);
    leaf.negated = t.comparison == Comparison::notEqual;
  }
  for (const auto& element : t.set) {
    if (!numberOf(element.front(), low) || !numberOf(element.back(), high)) return;
    between.emplace_back(low, high);
  }
  leaf.between = std::move(between);
  leaf.number = s;
}

// ---- answering ----

void ColumnPlan::answer(std::uint32_t from, std::uint32_t to, const ReadAheadStore& store) {
  from_ = from;
  rows_ = to - from;
  inChunk_ = static_cast<std::uint32_t>(from % Trace::kChunk);
  chunk_ = trace_.columns(from / Trace::kChunk);
  store_ = &store;
  Bits all(Answers::kWords);
  for (std::uint32_t i = 0; i < rows_; i += 64)
    all[i / 64] = rows_ - i >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (rows_ - i)) - 1;
  answer(program_.root, all, rootAnswers_, 0);
}

bool ColumnPlan::isCheap(const Test& t) const {
  if (!isConnective(t)) return leaves_[t.number].how != How::bytes;
  return std::all_of(t.parts.begin(), t.parts.end(), [this](const Test& p) { return isCheap(p); });
}

/// Rows outside `wanted` may be answered in any way.
void ColumnPlan::answer(const Test& t, const Mask& wanted, Answers& out, unsigned depth) {
  std::fill(out.yes.begin(), out.yes.end(), 0);
  std::fill(out.maybe.begin(), out.maybe.end(), 0);
  if (t.kind == Kind::always) out.yes = wanted;
  else if (isConnective(t)) combine(t, wanted, out, depth);
  else answerLeaf(t, wanted, out);
}

void ColumnPlan::combine(const Test& t, const Mask& wanted, Answers& out, unsigned depth) {
  while (spares_.size() <= depth) {
    spares_.push_back(std::make_unique<Answers>());
    masks_.push_back(std::make_unique<Mask>(Answers::kWords));
  }
  Answers& part = *spares_[depth];
  Mask& open = *masks_[depth];  // rows that the parts so far leave undecided
  open = wanted;
  Bits &yes = out.yes, &maybe = out.maybe;
  if (t.kind == Kind::both) yes = wanted;
  for (const bool cheap : {true, false})
    for (const Test& p : t.parts) {
      if (isCheap(p) != cheap) continue;
      answer(p, open, part, depth + 1);
      for (std::size_t w = 0; w < Answers::kWords; ++w) {
        const std::uint64_t pYes = part.yes[w], pMaybe = part.maybe[w];
        switch (t.kind) {
          case Kind::both: {
            const std::uint64_t possible = (yes[w] | maybe[w]) & (pYes | pMaybe);
            yes[w] &= pYes;
            maybe[w] = possible & ~yes[w];
            open[w] &= possible;
            break;
          }
          case Kind::either:
            yes[w] |= pYes & open[w];
            maybe[w] = (maybe[w] | (pMaybe & open[w])) & ~yes[w];
            open[w] &= ~yes[w];
            break;
          case Kind::oneOnly:
            yes[w] ^= pYes;
            maybe[w] |= pMaybe;
            yes[w] &= ~maybe[w];
            break;
          default:
            yes[w] = wanted[w] & ~(pYes | pMaybe);
            maybe[w] = wanted[w] & pMaybe;
        }
      }
    }
}

void ColumnPlan::answerLeaf(const Test& t, const Mask& wanted, Answers& out) {
  Leaf& leaf = leaves_[t.number];
  if (leaf.how == How::bytes) return frames(t, leaf, wanted, out);
  if (leaf.number != ColumnSource::none && !leaf.guards.tcp) return betweenAnswers(leaf, wanted, out);
  eachOf(wanted, rows_, [&](std::uint32_t i) {
    const RowView row{&chunk_, inChunk_ + i, PacketId{from_ + i}};
    Answer a = stackAnswer(leaf, chunk_.stack[row.i]);
    if (a == Answer::maybe && leaf.how != How::described && !leaf.isLayer) {
      if (!fields_.holds(leaf.guards, row)) a = Answer::maybe;
      else if (leaf.marks != 0) a = (chunk_.tcpMarks[row.i].bits() & leaf.marks) != 0 ? Answer::yes : Answer::no;
      else if (leaf.byFlags) a = flagsAnswer(leaf, t, row);
      else if (leaf.how == How::flows) a = flowAnswer(leaf, t, row);
      else a = evaluated(leaf, t, row);
    }
    set(out, i, a);
  });
}

/// No, where a protocol is not there without which the test fails; of a layer, yes where it is.
Answer ColumnPlan::stackAnswer(Leaf& leaf, StackId stack) {
  if (leaf.stacks.size() <= stack) leaf.stacks.resize(std::size_t{stack} + 1);
  std::uint8_t& k = leaf.stacks[stack];
  if (k != kNotAsked) return answerOf(k);
  const ProtocolStack& s = trace_.stack(stack);
  // Of an empty or a full one it is not known what is in the packet.
  const bool whole = s.size() != 0 && s.size() != ProtocolStack::kMax;
  Answer a = Answer::yes;
  for (const std::vector<ProtocolId>& one : leaf.needs) {
    Answer best = Answer::no;
    for (const ProtocolId p : one)
      best = std::max(best, has(s, p), [](Answer x, Answer y) { return rank(x) < rank(y); });
    if (rank(best) < rank(a)) a = best;
  }
  if (!whole || (a == Answer::yes && !leaf.isLayer)) a = Answer::maybe;
  k = kept(a);
  return a;
}

/// The stack of a packet with messages of a stream says which protocol they are of, not what they carry. What has
/// streams of its own is carried only by what connections are handed over within.
Answer ColumnPlan::has(const ProtocolStack& stack, ProtocolId protocol) const {
  const bool ofStreams = registry_.protocol(protocol).stream != nullptr;
  bool carried = false;
  for (const ProtocolId p : stack) {
    if (p == protocol) return Answer::yes;
    const StreamProtocol* stream = registry_.protocol(p).stream;
    carried = carried || (stream != nullptr && (!ofStreams || stream->carries));
  }
  return carried && within_[static_cast<std::uint8_t>(protocol)] ? Answer::maybe : Answer::no;
}

Answer ColumnPlan::evaluated(const Leaf& leaf, const Test& t, const RowView& row) {
  if (leaf.usesFlow && !fields_.flowHolds(leaf.guards, row)) return Answer::maybe;
  for (const std::uint16_t f : leaf.fields) given_[f].clear();
  for (const std::uint16_t f : leaf.fields)
    if (given_[f].empty()) fields_.values(f, row, given_[f]);
  return evaluator_.test(t) ? Answer::yes : Answer::no;
}

Answer ColumnPlan::flowAnswer(Leaf& leaf, const Test& t, const RowView& row) {
  const bool backward = (chunk_.flags[row.i] & TraceColumns::kBackward) != 0;
  const std::size_t at = std::size_t{chunk_.flow[row.i].value} * 2 + (backward ? 1 : 0);
  if (leaf.known.size() <= at) leaf.known.resize(std::max<std::size_t>(at + 1, std::size_t{trace_.flowCount()} * 2));
  if (leaf.known[at] == kNotAsked) leaf.known[at] = kept(evaluated(leaf, t, row));
  return answerOf(leaf.known[at]);
}

Answer ColumnPlan::flagsAnswer(Leaf& leaf, const Test& t, const RowView& row) {
  constexpr unsigned kBits = TraceColumns::kTcpFlags | TraceColumns::kEcnMask << TraceColumns::kEcnShift;
  if (leaf.known.empty()) leaf.known.resize(kBits + 1);
  std::uint8_t& k = leaf.known[chunk_.flags[row.i] & kBits];
  if (k == kNotAsked) k = kept(evaluated(leaf, t, row));
  return answerOf(k);
}

void ColumnPlan::betweenAnswers(Leaf& leaf, const Mask& wanted, Answers& out) {
  if (numbers_.size() < rows_) numbers_.resize(rows_);  // who asks of single rows needs no more
  fields_.numbers(leaf.number, chunk_, inChunk_, PacketId{from_}, std::span{numbers_}.first(rows_));
  const bool isTime = leaf.number == ColumnSource::frameTime || leaf.number == ColumnSource::frameRelative ||
                      leaf.number == ColumnSource::frameDelta;
  for (std::uint32_t i = 0; i < rows_; ++i) {
    const std::int64_t n = numbers_[i];
    bool found = false;
    for (const auto& [low, high] : leaf.between) found = found || (n >= low && n <= high);
    found = found != leaf.negated && !(isTime && (chunk_.marks[inChunk_ + i] & TraceColumns::kNoTime) != 0);
    out.yes[i / 64] |= std::uint64_t{found} << (i % 64);
  }
  for (std::size_t w = 0; w < Answers::kWords; ++w) out.yes[w] &= wanted[w];
}

// ---- bytes of whole frames ----

void ColumnPlan::frames(const Test& t, const Leaf& leaf, const Mask& wanted, Answers& out) {
  if (searchBlocks(t, out)) return;
  constexpr std::uint64_t kLength = (std::uint64_t{1} << TraceColumns::kLengthBits) - 1;
  eachOf(wanted, rows_, [&](std::uint32_t i) {
    const std::uint64_t place = chunk_.place[inChunk_ + i];
    const auto length = static_cast<std::size_t>(place & kLength);
    const ByteView bytes = store_->view(place >> TraceColumns::kLengthBits, length);
    if (bytes.size() != length) return set(out, i, Answer::maybe);
    for (const std::uint16_t f : leaf.fields) given_[f].assign(1, Value::of(Type::protocol, bytes));
    set(out, i, evaluator_.test(t) ? Answer::yes : Answer::no);
  });
}

/// `frame contains "x"` over rows that lie one behind the other: searches the file rather than each packet. False where
/// it is not that.
bool ColumnPlan::searchBlocks(const Test& t, Answers& out) {
  if (t.kind != Kind::contains || t.all || t.operands[0].kind != Operand::Kind::field ||
      t.operands[1].kind != Operand::Kind::literal)
    return false;
  const Value sought = t.operands[1].literal.get();
  const ByteView needle = sought.bytes();
  constexpr std::uint64_t kLength = (std::uint64_t{1} << TraceColumns::kLengthBits) - 1;
  const auto begins = [&](std::uint32_t i) { return chunk_.place[inChunk_ + i] >> TraceColumns::kLengthBits; };
  const auto ends = [&](std::uint32_t i) { return begins(i) + (chunk_.place[inChunk_ + i] & kLength); };
  constexpr std::uint64_t kMaxGap = 4096;
  for (std::uint32_t i = 1; i < rows_; ++i)
    if (begins(i) < ends(i - 1) || begins(i) - ends(i - 1) > kMaxGap) return false;
  for (std::uint32_t i = 0; i < rows_;) {
    std::uint32_t last = i;
    while (last + 1 < rows_ && ends(last + 1) - begins(i) <= ReadAheadStore::kBlock) ++last;
    const auto length = static_cast<std::size_t>(ends(last) - begins(i));
    const ByteView block = store_->view(begins(i), length);
    if (block.size() != length) {
      for (; i <= last; ++i) set(out, i, Answer::maybe);
      continue;
    }
    const std::uint64_t base = begins(i);
    for (std::size_t at = 0; needle.size() <= block.size() - at && !needle.empty() && i <= last;) {
      const void* hit = ::memmem(block.data() + at, block.size() - at, needle.data(), needle.size());
      if (hit == nullptr) break;
      const std::uint64_t place =
          base + static_cast<std::uint64_t>(static_cast<const std::uint8_t*>(hit) - block.data());
      while (i < last && ends(i) <= place) ++i;
      // A hit may reach over what stands between two packets.
      const bool inside = place >= begins(i) && place + needle.size() <= ends(i);
      if (inside) set(out, i, Answer::yes);
      if (inside && i == last) break;
      at = static_cast<std::size_t>((inside ? begins(++i) : place + 1) - base);
    }
    i = last + 1;
  }
  return true;
}

}  // namespace pw::filter
