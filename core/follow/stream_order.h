// In which order the bytes of a TCP conversation reach those who read it: retransmissions are left out, what came early
// waits for what precedes it, and what never came is a gap. The rules are those of Wireshark's "Follow Stream", so that
// both show the same.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "core/flow/tcp_flow.h"
#include "core/packet/packet_id.h"

namespace pw {

/// A segment as the order needs it.
struct FollowSegment {
  PacketId packet;
  Direction direction = Direction::forward;
  SeqNum seq;                  ///< as in the header
  SeqNum ack;                  ///< as in the header, whether or not ACK is set
  std::uint32_t length = 0;    ///< payload on the wire, bytes
  std::uint32_t captured = 0;  ///< of these in the capture
  bool syn = false;
};

/// A stretch of one direction.
struct OrderedPiece {
  PacketId packet;           ///< that carried it; of a gap: that showed that it will not come
  Direction direction = Direction::forward;
  enum class Kind : std::uint8_t {
    bytes,
    gap,  ///< `length` bytes were sent and are not in the capture
    cut,  ///< the capture kept only the beginning of the packet: `length` bytes behind it are missing
  };
  Kind kind = Kind::bytes;
  std::uint32_t skip = 0;    ///< bytes of the packet's payload before it
  std::uint32_t length = 0;  ///< bytes; never 0
  std::uint64_t at = 0;      ///< bytes of the stream before it, gaps included
};

/// One conversation, both directions. Keeps places only: some 100 bytes, and 60 for each segment that waits, of which
/// there are at most kMaxWaiting a direction. Copies are cheap.
class StreamOrder {
 public:
  static constexpr std::size_t kMaxWaiting = std::size_t{1} << 14;

  /// Adds what can be read now to `out`.
  void add(const FollowSegment& segment, std::vector<OrderedPiece>& out);
  /// What still waits, with the gaps before it: at the end of a capture nobody knows whether it will come.
  void waiting(std::vector<OrderedPiece>& out) const;

  /// What of a segment that was not read, or not all of it, was there before: `length` bytes at `at` in its stream. To
  /// be called before add(). 0 bytes where nothing is old.
  struct Old {
    std::uint64_t at = 0;
    std::uint32_t length = 0;
  };
  [[nodiscard]] Old oldPart(const FollowSegment& segment) const noexcept;
  /// Where a number that is not far from the latest ones lies in its direction's stream.
  [[nodiscard]] std::uint64_t placeOf(Direction d, SeqNum seq) const noexcept {
    const Side& side = sides_[static_cast<unsigned>(d)];
    const auto behind = static_cast<std::int32_t>(seq.since(side.next));
    return behind < 0 && side.at < static_cast<std::uint64_t>(-std::int64_t{behind})
               ? 0
               : side.at + static_cast<std::uint64_t>(std::int64_t{behind});
  }

 private:
  struct Waiting {
    PacketId packet;
    std::uint32_t skip = 0;
    std::uint32_t length = 0;  ///< captured
    std::uint64_t arrival = 0;
  };
  struct Side {
    bool begun = false;
    SeqNum next;           ///< of the next byte
    std::uint64_t at = 0;  ///< where that is in the stream
    std::uint64_t arrivals = 0;
    std::multimap<std::uint64_t, Waiting> early;  ///< by place in the stream
  };

  bool fit(Direction d, std::vector<OrderedPiece>& out);
  void skipTo(Direction d, std::uint64_t at, PacketId packet, std::vector<OrderedPiece>& out);
  static std::uint64_t placeOf(const Side& side, SeqNum seq) noexcept { return side.at + seq.since(side.next); }

  std::array<Side, 2> sides_;
};

}  // namespace pw
