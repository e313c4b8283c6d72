// What a trace's columns say to a filter, many rows at a time: yes, no, or that the packet has to be read.
#pragma once
#include "core/filter/column_fields.h"
#include "core/filter/evaluator.h"
#include "core/filter/read_ahead_store.h"
#include "core/trace/trace.h"

namespace pw::filter {

enum class Answer : std::uint8_t { no, yes, maybe };

/// Answers for rows; a bit each.
struct Answers {
  static constexpr std::uint32_t kRows = 1 << 14;
  static constexpr std::size_t kWords = kRows / 64;
  std::vector<std::uint64_t> yes = std::vector<std::uint64_t>(kWords);
  std::vector<std::uint64_t> maybe = std::vector<std::uint64_t>(kWords);
};

/// One thread. Program, trace and registry must outlive it.
class ColumnPlan {
 public:
  ColumnPlan(const Program& program, const Trace& trace, const Registry& registry, bool columns);

  /// Rows from `from` up to `to`, at most Answers::kRows within a chunk of the trace. `store` gives bytes where the
  /// filter asks for those of whole frames.
  void answer(std::uint32_t from, std::uint32_t to, const ReadAheadStore& store);
  /// Of the row `i` behind `from`.
  [[nodiscard]] Answer of(std::uint32_t i) const noexcept {
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    return (root_->yes[i / 64] & bit) != 0     ? Answer::yes
           : (root_->maybe[i / 64] & bit) != 0 ? Answer::maybe
                                               : Answer::no;
  }
  [[nodiscard]] std::uint64_t gaveUp() const noexcept { return evaluator_.gaveUp(); }

  /// How a test without parts is answered.
  enum class How : std::uint8_t { stack, columns, flows, bytes, described };
  [[nodiscard]] How howOf(const Test& t) const noexcept { return leaves_[t.number].how; }
  /// Protocols of which a packet must have one for each entry, where a test has to read it.
  [[nodiscard]] const std::vector<std::vector<ProtocolId>>& needs(const Test& t) const noexcept {
    return leaves_[t.number].needs;
  }

 private:
  using Mask = std::vector<std::uint64_t>;
  struct Leaf {
    How how = How::described;
    std::vector<std::vector<ProtocolId>> needs;
    std::vector<std::uint16_t> fields;    ///< that it looks at
    FieldGuards guards;
    bool usesFlow = false;                ///< one of them is of the conversation
    bool byFlags = false;                 ///< all of them are TCP flags, or ECN bits beside those
    bool isLayer = false;                 ///< a protocol is there: the stack says all
    std::vector<std::uint8_t> stacks;     ///< what a stack says: 0 not asked yet, else 1 + Answer
    std::vector<std::uint8_t> known;      ///< the same by flags, or by conversation and direction
    std::uint32_t marks = 0;              ///< one of these is there
    /// One number that lies between two others, or `negated` does not.
    std::vector<std::pair<std::int64_t, std::int64_t>> between;
    ColumnSource number = ColumnSource::none;
    bool negated = false;
  };

  void prepare(const Test& t);
  void prepareLeaf(const Test& t, Leaf& leaf);
  void simplify(const Test& t, Leaf& leaf) const;
  [[nodiscard]] bool isCheap(const Test& t) const;

  void answer(const Test& t, const Mask& wanted, Answers& out, unsigned depth);
  void combine(const Test& t, const Mask& wanted, Answers& out, unsigned depth);
  void answerLeaf(const Test& t, const Mask& wanted, Answers& out);
  Answer stackAnswer(Leaf& leaf, StackId stack);
  [[nodiscard]] Answer has(const ProtocolStack& stack, ProtocolId protocol) const;
  Answer flowAnswer(Leaf& leaf, const Test& t, const RowView& row);
  Answer flagsAnswer(Leaf& leaf, const Test& t, const RowView& row);
  Answer evaluated(const Leaf& leaf, const Test& t, const RowView& row);
  void betweenAnswers(Leaf& leaf, const Mask& wanted, Answers& out);
  void frames(const Test& t, const Leaf& leaf, const Mask& wanted, Answers& out);
  bool searchBlocks(const Test& t, Answers& out);

  const Program& program_;
  const Trace& trace_;
  const Registry& registry_;
  ColumnFields fields_;
  Evaluator evaluator_;
  std::vector<Leaf> leaves_;
  std::vector<bool> within_;  ///< by protocol: may stand in a message of a stream, which a stack says nothing of
  std::vector<std::vector<Value>> given_;
  std::vector<std::unique_ptr<Answers>> spares_;
  std::vector<std::unique_ptr<Mask>> masks_;
  Answers rootAnswers_;
  Answers* root_ = &rootAnswers_;
  std::vector<std::int64_t> numbers_;
  FieldSink noFields_{FieldSet{}, false, false};
  PacketContext noContext_;
  PacketSummary noSummary_;
  std::uint32_t from_ = 0, rows_ = 0, inChunk_ = 0;
  TraceColumns chunk_;
  const ReadAheadStore* store_ = nullptr;
};

}  // namespace pw::filter
