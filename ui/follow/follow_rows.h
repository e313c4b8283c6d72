// A followed conversation as rows of a list: text wrapped to so many columns, or bytes as hex. Knows nothing of
// windows.
#pragma once
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/follow/followed_stream.h"

namespace pw::ui {

enum class FollowForm : std::uint8_t { text, hex, decoded };

/// What of a stream is shown, and how.
struct FollowLook {
  FollowForm form = FollowForm::text;
  bool forward = true, backward = true;  ///< directions that are shown
  unsigned columns = 80;                 ///< characters of fixed width in a row; hex: bytes

  [[nodiscard]] FollowMode mode() const noexcept {
    return form == FollowForm::decoded ? FollowMode::messages : FollowMode::raw;
  }
  bool operator==(const FollowLook&) const = default;
};

/// A place in a stream: a chunk and a byte of it.
struct FollowPlace {
  std::uint32_t chunk = 0;
  std::uint32_t at = 0;
  auto operator<=>(const FollowPlace&) const = default;
};

/// One character as it is drawn.
struct FollowCell {
  char32_t character = 0;
  FollowPlace place;
  std::uint8_t width = 1;  ///< columns
};

struct FollowRow {
  FollowPlace from;
  bool note = false;       ///< about the chunk, without bytes of its own
  bool turns = false;      ///< the first one of a run of its direction
  std::vector<FollowCell> cells;    ///< text
  std::vector<std::uint8_t> bytes;  ///< hex
};

/// Goes along the rows of a stream. Reads bytes only where text has to be wrapped or a row is asked for.
class FollowRowMaker {
 public:
  FollowRowMaker(const FollowedStream& stream, ChunkReader& reader, const FollowLook& look)
      : stream_(stream), reader_(reader), look_(look) {}

  /// To the row that begins there.
  void seek(FollowPlace place);
  /// Where the next row begins; a chunk behind the last one at the end.
  [[nodiscard]] FollowPlace here();
  /// False at the end. `row` may be null.
  bool next(FollowRow* row);

 private:
  [[nodiscard]] bool isShown(const FollowChunk& c) const noexcept {
    return c.direction == Direction::forward ? look_.forward : look_.backward;
  }
  [[nodiscard]] bool isFlow(const FollowChunk& c) const noexcept;
  [[nodiscard]] bool turnsAt(std::uint32_t chunk) const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> following(std::uint32_t chunk) const noexcept;
  void settle();
  ByteView load(std::uint32_t chunk);
  void text(FollowRow* row);
  void hex(FollowRow* row);
  bool splitCharacter(FollowRow* row, unsigned& column);
  bool put(FollowRow* row, unsigned& column, char32_t character, FollowPlace place, unsigned width);

  const FollowedStream& stream_;
  ChunkReader& reader_;
  FollowLook look_;
  FollowPlace at_;
  std::uint32_t loaded_ = UINT32_MAX;
  std::vector<std::uint8_t> bytes_;
};

/// Where rows begin. Never changes; continued by makeFollowIndex().
class FollowIndex {
 public:
  /// Rows between two places that are kept: so many are passed over to find one.
  static constexpr std::uint32_t kStep = 64;

  [[nodiscard]] std::uint32_t rows() const noexcept { return rows_; }
  /// A place at or before the row, and the row that begins there.
  [[nodiscard]] std::pair<FollowPlace, std::uint32_t> before(std::uint32_t row) const noexcept;
  /// The same for a place.
  [[nodiscard]] std::pair<FollowPlace, std::uint32_t> before(FollowPlace place) const noexcept;

 private:
  friend std::optional<FollowIndex> makeFollowIndex(const FollowedStream&, ChunkReader&, const FollowLook&,
                                                    const FollowIndex*, const std::stop_token&);
  struct Mark {
    FollowPlace place;
    std::uint32_t row = 0;
  };

  SharedBlocks<Mark> marks_;
  std::vector<Mark> tailMarks_;
  Mark resume_;  ///< the last row of what will not change; rows behind it are made anew when more comes
  std::uint32_t rows_ = 0;
};

/// Nothing where `stop` was asked for. `before`: of the same look over an earlier state of the same stream.
std::optional<FollowIndex> makeFollowIndex(const FollowedStream& stream, ChunkReader& reader, const FollowLook& look,
                                           const FollowIndex* before, const std::stop_token& stop);

}  // namespace pw::ui
