#include "ui/follow/follow_rows.h"

#include <algorithm>
#include <array>
#include <climits>

#include "core/bytes/utf8.h"

namespace pw::ui {

namespace {

constexpr char32_t kUnprintable = U'·';
constexpr unsigned kTab = 4;

char32_t decoded(ByteView b, std::size_t n) noexcept {
  if (n == 1) return b[0];
  char32_t c = b[0] & (0xffu >> (n + 1));
  for (std::size_t i = 1; i < n; ++i) c = c << 6 | (b[i] & 0x3fu);
  return c;
}

/// Bytes of the character that a first byte promises.
std::size_t promised(std::uint8_t first) noexcept {
  return first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 1;
}

/// East Asian Wide and Fullwidth (Unicode Standard Annex 11), by blocks.
bool isWide(char32_t c) noexcept {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) || (c >= 0x3041 && c <= 0xa4cf) ||
         (c >= 0xa960 && c <= 0xa97f) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
         (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

/// Controls, and marks that would change how what stands beside them is drawn.
bool isUnprintable(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe000 && c <= 0xf8ff) ||
         (c >= 0xfff0 && c <= 0xffff) || c >= 0xe0000;
}

}  // namespace

void FollowRowMaker::seek(FollowPlace place) { at_ = place; }

/// Bytes that are text or hex, not only told of.
bool FollowRowMaker::isFlow(const FollowChunk& c) const noexcept {
  return c.kind == FollowChunk::Kind::bytes || c.kind == FollowChunk::Kind::head || c.kind == FollowChunk::Kind::body;
}

bool FollowRowMaker::turnsAt(std::uint32_t chunk) const noexcept {
  for (std::uint32_t i = chunk; i-- > 0;)
    if (isShown(stream_[i])) return stream_[i].direction != stream_[chunk].direction;
  return true;
}

/// The chunk whose text goes on where this one's ends.
std::optional<std::uint32_t> FollowRowMaker::following(std::uint32_t chunk) const noexcept {
  const FollowChunk& c = stream_[chunk];
  // Behind the border to the tail everything may change.
  if (c.kind != FollowChunk::Kind::bytes || chunk + 1 == stream_.chunks().size()) return std::nullopt;
  for (std::uint32_t i = chunk + 1; i < stream_.size(); ++i) {
    if (!isShown(stream_[i])) return std::nullopt;  // the other side spoke in between
    return stream_[i].kind == c.kind && stream_[i].direction == c.direction ? std::optional{i} : std::nullopt;
  }
  return std::nullopt;
}

/// Past chunks that are not shown or are over.
void FollowRowMaker::settle() {
  while (at_.chunk < stream_.size()) {
    const FollowChunk& c = stream_[at_.chunk];
    const bool over = isFlow(c) ? at_.at >= c.length : at_.at > 0;
    if (isShown(c) && !over) return;
    at_ = {at_.chunk + 1, 0};
  }
}

FollowPlace FollowRowMaker::here() {
  settle();
  return at_;
}

bool FollowRowMaker::next(FollowRow* row) {
  settle();
  if (at_.chunk >= stream_.size()) return false;
  const FollowChunk& c = stream_[at_.chunk];
  if (row != nullptr) {
    row->from = at_;
    row->note = !isFlow(c);
    row->turns = at_.at == 0 && turnsAt(at_.chunk);
    row->cells.clear();
    row->bytes.clear();
  }
  if (!isFlow(c)) at_.at = 1;
  else if (look_.form == FollowForm::hex) hex(row);
  else text(row);
  return true;
}

ByteView FollowRowMaker::load(std::uint32_t chunk) {
  if (loaded_ != chunk) {
    const ByteView b = reader_.read(stream_[chunk]);
    bytes_.assign(b.begin(), b.end());
    bytes_.resize(stream_[chunk].length);  // what cannot be read any more
    loaded_ = chunk;
  }
  return bytes_;
}

void FollowRowMaker::hex(FollowRow* row) {
  const std::uint32_t n = std::min(look_.columns, stream_[at_.chunk].length - at_.at);
  if (row != nullptr) {
    const ByteView b = load(at_.chunk).subspan(at_.at, n);
    row->bytes.assign(b.begin(), b.end());
  }
  at_.at += n;
}

/// False where there is no room for it in the row.
bool FollowRowMaker::put(FollowRow* row, unsigned& column, char32_t c, FollowPlace place, unsigned width) {
  if (column > 0 && column + width > look_.columns) return false;
  column += width;
  if (row != nullptr) row->cells.push_back({c, place, static_cast<std::uint8_t>(width)});
  return true;
}

void FollowRowMaker::text(FollowRow* row) {
  unsigned column = 0;
  ByteView all = load(at_.chunk);
  for (;;) {
    if (at_.at >= all.size()) {
      const auto next = following(at_.chunk);
      if (!next) return;
      at_ = {*next, 0};
      all = load(at_.chunk);
      continue;
    }
    const ByteView rest = all.subspan(at_.at);
    if (rest[0] == '\n') {
      ++at_.at;
      return;
    }
    if (rest[0] == '\r' && (rest.size() == 1 || rest[1] == '\n')) {
      ++at_.at;
      continue;
    }
    if (rest[0] == '\t') {
      const unsigned width = kTab - column % kTab;
      if (!put(row, column, U' ', at_, std::min(width, look_.columns))) return;
      ++at_.at;
      continue;
    }
    std::size_t n = utf8Length(rest);
    if (n == 0 && promised(rest[0]) > rest.size()) {
      if (!splitCharacter(row, column)) return;
      all = load(at_.chunk);
      continue;
    }
    const char32_t c = n == 0 ? kUnprintable : decoded(rest, n);
    n = std::max<std::size_t>(n, 1);
    if (!put(row, column, isUnprintable(c) ? kUnprintable : c, at_, isWide(c) ? 2 : 1)) return;
    at_.at += static_cast<std::uint32_t>(n);
  }
}

/// A character that one packet begins and the next one ends. False where there is no room for it in the row.
bool FollowRowMaker::splitCharacter(FollowRow* row, unsigned& column) {
  const ByteView rest = ByteView{bytes_}.subspan(at_.at);
  std::array<std::uint8_t, 4> all{};
  std::copy(rest.begin(), rest.end(), all.begin());
  const std::size_t have = rest.size(), want = promised(rest[0]);
  const auto next = following(at_.chunk);
  const std::size_t more = want - have;
  const FollowPlace place = at_;
  if (next && stream_[*next].length >= more) {
    const ByteView b = load(*next);
    std::copy_n(b.begin(), more, all.begin() + static_cast<std::ptrdiff_t>(have));
    if (utf8Length({all.data(), want}) == want) {
      const char32_t c = decoded({all.data(), want}, want);
      if (!put(row, column, isUnprintable(c) ? kUnprintable : c, place, isWide(c) ? 2 : 1)) return false;
      at_ = {*next, static_cast<std::uint32_t>(more)};
      return true;
    }
    load(place.chunk);
  }
  if (!put(row, column, kUnprintable, place, 1)) return false;
  ++at_.at;
  return true;
}

// ---- where rows begin ----

std::pair<FollowPlace, std::uint32_t> FollowIndex::before(std::uint32_t row) const noexcept {
  const auto isBefore = [row](const Mark& m) { return m.row <= row; };
  const auto tail = std::partition_point(tailMarks_.begin(), tailMarks_.end(), isBefore);
  if (tail != tailMarks_.begin()) return {std::prev(tail)->place, std::prev(tail)->row};
  const std::size_t i = marks_.firstNot(isBefore);
  return i == 0 ? std::pair{FollowPlace{}, 0u} : std::pair{marks_[i - 1].place, marks_[i - 1].row};
}

std::pair<FollowPlace, std::uint32_t> FollowIndex::before(FollowPlace place) const noexcept {
  const auto isBefore = [place](const Mark& m) { return m.place <= place; };
  const auto tail = std::partition_point(tailMarks_.begin(), tailMarks_.end(), isBefore);
  if (tail != tailMarks_.begin()) return {std::prev(tail)->place, std::prev(tail)->row};
  const std::size_t i = marks_.firstNot(isBefore);
  return i == 0 ? std::pair{FollowPlace{}, 0u} : std::pair{marks_[i - 1].place, marks_[i - 1].row};
}

std::optional<FollowIndex> makeFollowIndex(const FollowedStream& stream, ChunkReader& reader, const FollowLook& look,
                                           const FollowIndex* before, const std::stop_token& stop) {
  FollowIndex out;
  if (before != nullptr) {
    out.marks_ = SharedBlocks<FollowIndex::Mark>{before->marks_};
    out.resume_ = before->resume_;
  }
  FollowRowMaker maker{stream, reader, look};
  maker.seek(out.resume_.place);
  std::uint32_t row = out.resume_.row;
  constexpr std::uint32_t kStopEvery = 1024;
  for (; row < INT_MAX; ++row) {
    if (row % kStopEvery == 0 && stop.stop_requested()) return std::nullopt;
    const FollowPlace place = maker.here();
    const bool inTail = place.chunk >= stream.chunks().size();
    if (!inTail) out.resume_ = {place, row};
    const bool isNew = out.marks_.empty() || out.marks_.back().row < row;
    if (row % FollowIndex::kStep == 0 && place.chunk < stream.size() && isNew) {
      if (inTail) out.tailMarks_.push_back({place, row});
      else out.marks_.add({place, row});
    }
    if (!maker.next(nullptr)) break;
  }
  out.rows_ = row;
  return out;
}

}  // namespace pw::ui
