// Where everything of a timeline stands: worked out once, so that any part of it can be drawn without looking
// at the rest. Plain C++.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "ui/timeline/ladder_input.h"

namespace pw::ui {

enum class LadderScale : std::uint8_t {
  readable,  ///< gaps grow with the logarithm of their length, up to a bound
  even,      ///< one row a packet
  trueTime,  ///< height is time; long silence is folded
};

struct LadderOptions {
  LadderScale scale = LadderScale::readable;
  bool foldRuns = true;
  std::vector<std::uint32_t> openRuns{};        ///< first items of runs to show one by one; sorted
  std::vector<std::uint32_t> closedEpisodes{};  ///< to show as one row; sorted

  bool operator==(const LadderOptions&) const = default;
};

/// Runs of plain packets from this length on become one row.
inline constexpr std::uint32_t kShortestFold = 5;

enum class EntryKind : std::uint8_t {
  packet,
  fold,      ///< `count` plain packets in one row
  openFold,  ///< heads the packets of a run that was opened; holds none itself
  head,      ///< names an episode; holds no packet, or all of an episode that is closed
};

/// One row of the timeline.
struct LadderEntry {
  std::uint32_t first = 0;                      ///< item; of a head or openFold the one that comes next
  std::uint32_t count = 1;                      ///< items in it
  std::uint32_t more = Conversation::kNone;     ///< fold, openFold, closed head: into runs(); open head: none
  std::uint32_t episode = Conversation::kNone;  ///< head: into the input's episodes
  float gap = 0;                                ///< empty room above it, in rows
  EntryKind kind = EntryKind::packet;
  LadderTone tone = LadderTone::plain;
  bool gapCut = false;  ///< the gap is shorter than the time it stands for
};

/// What a row of several packets holds. By side: 0 the client's.
struct LadderRun {
  std::array<std::uint32_t, 2> data{};  ///< packets with payload
  std::array<std::uint32_t, 2> bare{};  ///< packets without
  std::array<std::uint64_t, 2> bytes{};
  std::uint32_t echoes = 0;      ///< with ECE
  std::uint32_t duplicates = 0;  ///< duplicate ACKs
};

/// Stretches of items, to be found by what they touch.
class LadderSpans {
 public:
  struct Span {
    std::uint32_t first = 0, last = 0, what = 0;
  };

  void add(std::uint32_t first, std::uint32_t last, std::uint32_t what) {
    spans_.push_back({first, last, what});
  }
  /// To be called once after the last add().
  void finish();
  [[nodiscard]] std::span<const Span> all() const noexcept { return spans_; }
  /// Index of the earliest span that ends at `item` or later, looking no further back than kMaxOpen spans
  /// before the first that begins there.
  [[nodiscard]] std::size_t firstTouching(std::uint32_t item) const noexcept;
  /// Index of the first span that begins at `item` or later.
  [[nodiscard]] std::size_t firstFrom(std::uint32_t item) const noexcept;

  static constexpr std::size_t kMaxOpen = 64;

 private:
  std::vector<Span> spans_;
  std::vector<std::uint32_t> reach_;  // highest `last` up to each
};

/// Immutable; shared between threads.
class LadderIndex {
 public:
  static constexpr std::size_t kKinds = 7;  ///< of Conversation::Kind
  /// Heights in rows.
  static constexpr double kFoldRows = 1.1, kHeadRows = 0.9, kOpenFoldRows = 0.7, kLongestGap = 1.8,
                          kIdleRows = 3;

  /// Null where `stop` was asked for. Takes some 30 ns a packet.
  static std::shared_ptr<const LadderIndex> make(std::shared_ptr<const LadderInput> input,
                                                 LadderOptions options, const std::stop_token& stop = {});

  [[nodiscard]] const LadderInput& input() const noexcept { return *input_; }
  [[nodiscard]] const LadderOptions& options() const noexcept { return options_; }
  [[nodiscard]] std::span<const LadderEntry> entries() const noexcept { return entries_; }
  [[nodiscard]] const LadderRun& run(const LadderEntry& e) const noexcept { return runs_[e.more]; }
  /// How many packets a row stands for or heads.
  [[nodiscard]] std::uint32_t packetsOf(const LadderEntry& e) const noexcept {
    if (e.kind != EntryKind::openFold) return e.count;
    const LadderRun& r = run(e);
    return r.data[0] + r.data[1] + r.bare[0] + r.bare[1];
  }
  /// Top of a row's body, in rows from the beginning. `entry` may be entries().size(): the end of all.
  [[nodiscard]] double top(std::size_t entry) const noexcept { return tops_[entry]; }
  [[nodiscard]] double rows() const noexcept { return tops_.back(); }
  /// Room that a row has before the next one's gap begins, in rows.
  [[nodiscard]] double body(std::size_t entry) const noexcept;
  /// The last row whose body begins at `rows` or above; 0 where there is none.
  [[nodiscard]] std::size_t entryAt(double rows) const noexcept;
  /// The row that holds an item.
  [[nodiscard]] std::size_t entryOf(std::uint32_t item) const noexcept;
  /// The last of the tones of rows [first, last).
  [[nodiscard]] LadderTone worst(std::size_t first, std::size_t last) const noexcept;
  /// Packets from the client in rows [first, last).
  [[nodiscard]] std::uint32_t fromClient(std::size_t first, std::size_t last) const noexcept {
    return clientBefore_[last] - clientBefore_[first];
  }
  [[nodiscard]] std::uint32_t packets(std::size_t first, std::size_t last) const noexcept {
    return packetsBefore_[last] - packetsBefore_[first];
  }

  /// First and last row of an episode; both kNone where it lies within one that is closed.
  struct Rows {
    std::uint32_t first = Conversation::kNone, last = Conversation::kNone;
  };
  [[nodiscard]] Rows rowsOf(std::uint32_t episode) const noexcept { return episodeRows_[episode]; }
  [[nodiscard]] const LadderSpans& episodes(Conversation::Kind kind) const noexcept {
    return episodeSpans_[static_cast<std::size_t>(kind)];
  }
  /// Congestion loops by the side whose packets were marked.
  [[nodiscard]] const LadderSpans& loops(unsigned side) const noexcept { return loopSpans_[side]; }
  /// From a packet to the one that repeats it.
  [[nodiscard]] const LadderSpans& repairs() const noexcept { return repairs_; }
  [[nodiscard]] bool hasEcn() const noexcept { return hasEcn_; }
  /// Items worth a stop, in order.
  [[nodiscard]] std::span<const std::uint32_t> events() const noexcept { return events_; }

 private:
  friend class LadderBuilder;

  std::shared_ptr<const LadderInput> input_;
  LadderOptions options_;
  std::vector<LadderEntry> entries_;
  std::vector<LadderRun> runs_;
  std::vector<double> tops_;
  std::vector<std::uint32_t> clientBefore_, packetsBefore_;
  std::vector<std::vector<LadderTone>> tones_;  // worst of 1, 16, 256, ... rows
  std::vector<Rows> episodeRows_;
  std::array<LadderSpans, kKinds> episodeSpans_;
  std::array<LadderSpans, 2> loopSpans_;
  LadderSpans repairs_;
  std::vector<std::uint32_t> events_;
  bool hasEcn_ = false;
};

}  // namespace pw::ui
