// The tcp.analysis marks once more, slow and plain: every segment is kept, and what a rule needs is looked up among them.
// Holds the tracker, which keeps a few numbers, against the rules.
#pragma once
#include <optional>
#include <vector>

#include "core/flow/tcp_tracker.h"

namespace pw::test {

class TcpReference {
 public:
  /// The marks of a segment, those of tcp.analysis only and of these not tfo_*. `initialRttNs`: -1 where not known.
  TcpMarks add(const TcpSegment& segment, std::int64_t initialRttNs);
  /// Which duplicate ACK of its side the latest segment of a side was, or 0 for the first with its number.
  [[nodiscard]] unsigned duplicates(Direction sender) const;

 private:
  struct Kept {
    TcpSegment s;
    TcpMarks marks;
  };
  /// What was seen of one side's stream up to some segment.
  struct Seen {
    std::optional<SeqNum> highest;     ///< end of what was sent
    std::optional<SeqNum> contiguous;  ///< end of what was sent without a gap
    std::size_t highestAt = 0;         ///< the segment that brought `highest`
    bool unseenTold = false;           ///< more was acknowledged than was sent, and that was told
    unsigned duplicates = 0;
  };

  [[nodiscard]] Seen seen(Direction sender) const;
  [[nodiscard]] const Kept* latest(Direction sender) const;
  [[nodiscard]] std::optional<unsigned> shift(Direction sender) const;
  [[nodiscard]] bool crossedSyn(const TcpSegment& s) const;
  [[nodiscard]] TcpMarks judge(const TcpSegment& s, std::int64_t initialRttNs) const;

  std::vector<Kept> all_;
};

}  // namespace pw::test
