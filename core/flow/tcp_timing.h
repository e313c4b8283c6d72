// What is under way of a TCP conversation: which segment an acknowledgment answers and how long that took, how many
// bytes are in flight, how long a segment waited before it was sent again. Measured as Wireshark does.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "core/flow/tcp_tracker.h"

namespace pw {

/// Kept only where somebody asks: its memory grows with what is not acknowledged, up to kMaxUnacked segments a
/// direction.
class TcpTiming {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::size_t kMaxUnacked = 10'000;

  struct Measure {
    std::uint32_t acked = kNone;  ///< oldest segment whose last byte this one acknowledges exactly
    std::int64_t ackRttNs = -1;   ///< since that segment; -1: none
    std::uint32_t repeats = kNone;  ///< for a retransmission: the oldest that is still not acknowledged
    std::int64_t waitedNs = -1;     ///< since that segment
    std::uint32_t inFlight = 0;     ///< bytes after this segment, SACKed ones apart; 0: no data, or bytes are missing
    std::uint32_t pushed = 0;       ///< bytes sent this way since the last PSH, this segment included; 0: no data, or bytes are missing
  };

  /// `before` is the sender's side before the tracker saw the segment, `marks` what the tracker said. `number` is what
  /// acked and repeats will name it by.
  Measure add(const TcpSegment& segment, const TcpSide& before, std::uint32_t beforeNumber, TcpMarks marks,
              std::uint32_t number);

 private:
  struct Sent {
    SeqNum seq, end;
    std::uint32_t number = 0;
    std::int64_t timeNs = 0;
  };
  struct Way {
    std::vector<Sent> sent;       ///< in the order they were sent; from `at` on
    std::size_t at = 0;           ///< those before it are acknowledged
    bool inOrder = true;          ///< sent from `at` on has rising ends
    bool counts = true;           ///< nothing is known to be missing
    std::uint32_t sacked = 0;     ///< bytes of these that the other side has behind a gap
    std::uint32_t sincePush = 0;
    bool pushed = false;

    [[nodiscard]] std::size_t size() const noexcept { return sent.size() - at; }
  };

  void acknowledge(Way& way, const TcpSegment& s, Measure& m);
  void acknowledgeInOrder(Way& way, const TcpSegment& s, Measure& m);
  static std::uint32_t inFlight(const Way& way) noexcept;

  std::array<Way, 2> ways_;
};

}  // namespace pw
