// Draws one frame of a followed conversation.
#pragma once
#include <QPainter>

#include "ui/follow/follow_view.h"
#include "ui/rows/cell_painter.h"

namespace pw::ui {

/// Lives for one paint event.
class FollowPainter {
 public:
  explicit FollowPainter(FollowView& view);

  void paint();

  /// Where the word of a side begins, pixels from the left.
  [[nodiscard]] static int wordLeft(int rowHeight) noexcept { return rowHeight + kBar; }
  /// Characters that a row of hex takes.
  [[nodiscard]] static int hexColumns(unsigned bytes) noexcept;
  /// The byte of a row of hex that stands at a character.
  [[nodiscard]] static std::optional<std::uint32_t> byteAt(int column, unsigned bytes) noexcept;
  [[nodiscard]] static QString hexText(const FollowRow& row, const FollowChunk& chunk, unsigned bytes);
  /// Background of what a side sent.
  [[nodiscard]] static QColor sideTint(const Palette& palette, unsigned side);
  /// Background of what the selected packet carried.
  [[nodiscard]] static QColor packetTint(const Palette& palette, unsigned side);

 private:
  static constexpr int kBar = 4;

  void row(std::uint32_t row, int y);
  void side(const FollowRow& row, const FollowChunk& chunk, const QRect& box, const QColor& ink);
  void cells(const FollowRow& row, const QRect& box, bool selected);
  void hex(const FollowRow& row, const FollowChunk& chunk, const QRect& box, bool selected);
  void note(const FollowRow& row, const FollowChunk& chunk, const QRect& box, bool selected);
  void emptyText();
  [[nodiscard]] double x(double column) const noexcept { return view_.textLeft() + column * view_.cell_; }
  [[nodiscard]] bool isHere(const FollowChunk& chunk) const noexcept { return here_ && chunk.packet.value == *here_; }

  FollowView& view_;
  QPainter painter_;
  CellPainter cell_;
  const Palette& palette_;
  std::optional<std::uint32_t> here_;  ///< the selected packet
  int ascent_;
  PacketId last_;  ///< of the row above
};

}  // namespace pw::ui
