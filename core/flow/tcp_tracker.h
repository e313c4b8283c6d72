// Follows a TCP conversation segment by segment: what each means, how the conversation opens and closes, what becomes of
// ECN. Conditions of the tcp.analysis marks are Wireshark 4.0's, except where RFC 9293 says otherwise.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "core/flow/tcp_flow.h"
#include "core/packet/packet_summary.h"

namespace pw {

/// One segment, raw numbers in host order. From a walk (engine) or from a row of the trace.
struct TcpSegment {
  PacketId packet;
  std::int64_t timeNs = 0;
  Direction direction = Direction::forward;
  SeqNum seq, ack;
  std::uint16_t flags = 0;
  std::uint16_t window = 0;
  std::uint32_t payload = 0;  ///< bytes on the wire
  std::uint8_t ecn = 0;       ///< the IP header's two bits
  std::uint32_t sacked = 0;   ///< bytes that it says arrived out of order; for the timing only
  bool reopens = false;       ///< begins a new conversation between the ends of an earlier one
  std::uint8_t windowScale = TcpSummary::kNoScale;  ///< of a SYN
  bool fastOpenRequest = false, fastOpenCookie = false;
};

namespace tcpflag {
inline constexpr unsigned kFin = 0x01, kSyn = 0x02, kRst = 0x04, kPsh = 0x08, kAck = 0x10, kUrg = 0x20, kEce = 0x40,
                          kCwr = 0x80, kAe = 0x100;
}

/// The numbers behind the marks of one segment; see Why in core/trace/conversation.h for their order.
class TcpNotes {
 public:
  struct Note {
    TcpMark mark = TcpMark::count_;
    std::array<std::int64_t, 4> n{};
  };
  /// `base`: raw numbers that are shown as 0, by Direction.
  explicit TcpNotes(std::array<std::uint32_t, 2> base) noexcept : base_(base) {}
  void clear() noexcept { size_ = 0; }
  [[nodiscard]] std::span<const Note> notes() const noexcept { return std::span{notes_}.first(size_); }

  void add(TcpMark mark, std::array<std::int64_t, 4> n) noexcept {
    if (size_ < notes_.size()) notes_[size_++] = {mark, n};
  }
  [[nodiscard]] std::int64_t seq(SeqNum n, Direction sender) const noexcept {
    return n.since({base_[static_cast<unsigned>(sender)]});
  }

 private:
  std::array<std::uint32_t, 2> base_;
  std::array<Note, 8> notes_{};
  std::size_t size_ = 0;
};

/// Judges a segment and moves the conversation on. Segments come in the order of the capture. Constant time, no
/// allocation. With `notes` the numbers behind each mark are added there; without, the same marks come out.
TcpMarks trackSegment(TcpFlow& flow, const TcpSegment& segment, TcpNotes* notes = nullptr) noexcept;

}  // namespace pw
