// Where messages end in a protocol of lines: behind the last whole line that a segment brings.
#pragma once
#include <array>
#include <memory>
#include <string>

#include "core/stream/stream_framer.h"
#include "dissectors/line/line_session.h"

namespace pw::line {

/// A message is what one segment brings, as far as its lines are whole; the beginning of one more line waits for its
/// end. Lines with announced bytes in them are whole with those. Keeps under 10 KiB.
class LineFramer final : public StreamFramer {
 public:
  /// A line that is longer ends there, and the rest of it is raw bytes.
  static constexpr std::size_t kMaxLine = std::size_t{64} << 10;
  /// Of longer lines the session gets this much of their beginning, and kTail of their end.
  static constexpr std::size_t kHead = 4096;
  static constexpr std::size_t kTail = 32;
  /// Announced bytes within a line past this are not waited for.
  static constexpr std::uint64_t kMaxLiteral = std::uint64_t{64} << 20;

  explicit LineFramer(std::unique_ptr<Session> session) noexcept : session_(std::move(session)) {}

  void feed(unsigned side, ByteView bytes, MessageEnds& ends) override;
  bool gap(unsigned side, std::uint32_t bytes) override;
  bool close(unsigned side, std::uint64_t& facts) override;
  [[nodiscard]] Begun begun(unsigned side) const override;

 private:
  struct Side {
    bool within = false;   ///< of what `shape` says, bytes have come
    Shape shape = Shape::line;
    bool lineRest = false; ///< raw bytes that are the rest of a line which was too long
    std::uint64_t left = 0;  ///< of raw bytes or a literal
    Dot dot = Dot::lineStart;
    std::string head, tail;  ///< of the line that goes on
    std::size_t lineBytes = 0;
    bool inMessage = false;
    Begin begin;      ///< of the message that goes on
    Begin afterwards; ///< of what follows the place where it could end
  };
  struct Feed {
    unsigned side;
    ByteView bytes;
    MessageEnds& ends;
    std::size_t at = 0;
    std::size_t lastEnd = 0;
    std::size_t mayEnd = 0;  ///< the message could end here
  };

  void start(Side& s, Feed& f);
  [[nodiscard]] Begin beginOf(const Side& s, unsigned side) const;
  void take(Side& s, Feed& f);
  void takeLine(Side& s, Feed& f);
  void takeCounted(Side& s, Feed& f);
  void takeText(Side& s, Feed& f);
  static void end(Side& s, Feed& f);

  std::unique_ptr<Session> session_;
  std::array<Side, 2> sides_;
};

}  // namespace pw::line
