// What one segment means, judged against those before it.
#pragma once
#include <bit>
#include <cstdint>

namespace pw {

/// The first eighteen are Wireshark's tcp.analysis.*, by their names there; the rest are ours.
enum class TcpMark : std::uint8_t {
  retransmission,
  fastRetransmission,
  spuriousRetransmission,
  outOfOrder,
  reusedPorts,     ///< a SYN that opens a new conversation between the ends of an earlier one
  lostSegment,     ///< bytes before this segment were not seen
  ackLostSegment,  ///< acknowledges bytes that were not seen
  windowUpdate,
  windowFull,
  keepAlive,
  keepAliveAck,
  zeroWindow,
  zeroWindowProbe,
  zeroWindowProbeAck,
  duplicateAck,
  tfoSyn,
  tfoAck,
  tfoIgnored,
  openRetry,  ///< a SYN or SYN/ACK sent once more
  refusal,    ///< a reset that answers a SYN
  ecnEcho,    ///< ECE of a conversation that uses ECN (RFC 3168 §6.1.3); not under AccECN
  ecnReduced, ///< CWR of a conversation that uses ECN (RFC 3168 §6.1.2); not under AccECN
  changedData, ///< sent again with other bytes than before
  ecnBreach,  ///< a mark or flag that the conversation's kind of ECN does not allow
  count_
};
static_assert(static_cast<unsigned>(TcpMark::count_) <= 24);

/// Marks of one segment, with the step of the opening or closing that it is. Fits a column of 32 bits.
class TcpMarks {
 public:
  constexpr TcpMarks() = default;
  static constexpr TcpMarks fromBits(std::uint32_t bits) noexcept {
    TcpMarks m;
    m.bits_ = bits;
    return m;
  }
  [[nodiscard]] constexpr std::uint32_t bits() const noexcept { return bits_; }
  [[nodiscard]] constexpr bool has(TcpMark m) const noexcept { return (bits_ >> static_cast<unsigned>(m) & 1u) != 0; }
  constexpr void set(TcpMark m) noexcept { bits_ |= 1u << static_cast<unsigned>(m); }
  constexpr void clear(TcpMark m) noexcept { bits_ &= ~(1u << static_cast<unsigned>(m)); }
  /// Any mark at all; steps do not count.
  [[nodiscard]] constexpr bool any() const noexcept { return (bits_ & kMarkBits) != 0; }

  /// 1 SYN, 2 SYN/ACK, 3 the ACK that completes it; 0: no step of an opening.
  [[nodiscard]] constexpr unsigned openStep() const noexcept { return bits_ >> kOpenShift & 3u; }
  constexpr void openStep(unsigned step) noexcept { bits_ |= (step & 3u) << kOpenShift; }
  /// 1 first FIN, 2 its ACK, 3 second FIN, 4 its ACK; a FIN that acknowledges the first FIN is 3 and says so by
  /// closesInOne(); 0: no step of a closing.
  [[nodiscard]] constexpr unsigned closeStep() const noexcept { return bits_ >> kCloseShift & 7u; }
  constexpr void closeStep(unsigned step) noexcept { bits_ |= (step & 7u) << kCloseShift; }
  [[nodiscard]] constexpr bool closesInOne() const noexcept { return bits_ >> kInOneShift != 0; }
  constexpr void setClosesInOne() noexcept { bits_ |= 1u << kInOneShift; }

  /// The payload belongs to the stream of a protocol whose messages are put together.
  [[nodiscard]] constexpr bool inStream() const noexcept { return (bits_ >> kStreamShift & 1u) != 0; }
  constexpr void setInStream() noexcept { bits_ |= 1u << kStreamShift; }
  /// Its last byte belongs to a message that goes on in later segments.
  [[nodiscard]] constexpr bool inMessage() const noexcept { return (bits_ >> kMessageShift & 1u) != 0; }
  constexpr void setInMessage() noexcept { bits_ |= 1u << kMessageShift; }

  /// Sent again, or out of its place: what a "losses" count counts.
  [[nodiscard]] constexpr bool isRepeat() const noexcept {
    return has(TcpMark::retransmission) || has(TcpMark::fastRetransmission) || has(TcpMark::spuriousRetransmission);
  }
  bool operator==(const TcpMarks&) const = default;

 private:
  static constexpr unsigned kStreamShift = 24, kMessageShift = 25, kOpenShift = 26, kCloseShift = 28,
                            kInOneShift = 31;
  static constexpr std::uint32_t kMarkBits = (1u << kStreamShift) - 1;
  std::uint32_t bits_ = 0;
};

}  // namespace pw
