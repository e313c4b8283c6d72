// Asks one described packet whether it passes a filter.
#pragma once
#include <deque>
#include <span>
#include <vector>

#include "core/filter/program.h"
#include "core/packet/packet_context.h"
#include "core/packet/packet_summary.h"
#include "core/report/row_writer.h"

namespace pw::filter {

/// One thread; keeps its memory from packet to packet. Program and registry must outlive it.
class Evaluator {
 public:
  /// Values of one operand, and pairs of values of a comparison, that are looked at; more are left out.
  static constexpr std::size_t kMaxValues = 100'000;
  static constexpr std::size_t kMaxPairs = std::size_t{1} << 22;

  Evaluator(const Program& program, const Registry& registry);

  /// A sink that collects what the filter looks at.
  [[nodiscard]] FieldSink makeSink() const {
    return FieldSink{program_.wanted, program_.wantsLabels, program_.wantsRow};
  }
  /// `sink` has walked the packet, which is still at hand.
  bool passes(const FieldSink& sink, const PacketContext& context, const PacketSummary& summary) {
    begin(sink, context, summary);
    return test(program_.root);
  }

  /// For a packet whose tests were answered in part: one test alone. begin() comes before.
  void begin(const FieldSink& sink, const PacketContext& context, const PacketSummary& summary);
  bool test(const Test& t);

  /// From now on fields have these values, by their number, instead of those of a packet; null: those of a packet
  /// again.
  void give(const std::vector<std::vector<Value>>* values) noexcept { given_ = values; }

  /// The values alone, of an operand without fields.
  [[nodiscard]] static bool compares(const Value& a, Comparison c, const Value& b) noexcept;
  /// Searches that cost too much and were given up.
  [[nodiscard]] std::uint64_t gaveUp() const noexcept;

 private:
  /// Values on the stack, from one place to another.
  struct Slice {
    std::size_t from, to;
    [[nodiscard]] std::size_t size() const noexcept { return to - from; }
    [[nodiscard]] bool empty() const noexcept { return from == to; }
  };

  Slice values(const Operand& o);
  void field(std::uint16_t number);
  void special(const FieldUse& use, const FieldNode& node);
  void column(const FieldUse& use);
  void slice(const Operand& o);
  void call(const Operand& o);
  void ofEach(Function f, const Value& v);
  void extreme(const Operand& o);
  void calculate(const Operand& o);
  void calculatePair(Calculation c, const Value& a, const Value& b);
  void negateAll(Slice s);
  bool inLayer(const FieldUse& use, const FieldNode& node);

  template <class Passes>
  bool pairs(const Test& t, Passes&& passes);
  bool compareAll(const Test& t);
  bool searchAll(const Test& t);
  bool matchAll(const Test& t);
  bool isIn(const Test& t);
  bool isInElement(const Value& v, const std::vector<Operand>& element);

  std::string& newText();
  void push(const Value& v) {
    if (stack_.size() < kMaxValues * 2) stack_.push_back(v);
  }

  const Program& program_;
  const Registry& registry_;
  const FieldSink* sink_ = nullptr;
  const PacketContext* context_ = nullptr;
  const PacketSummary* summary_ = nullptr;
  const std::vector<std::vector<Value>>* given_ = nullptr;
  RowWriter rows_{TimeStyle{}, false};
  std::vector<Value> stack_;
  std::deque<std::string> texts_;
  std::size_t textsUsed_ = 0;
  std::vector<Matcher> matchers_;
};

}  // namespace pw::filter
