// Segments of one conversation out of arbitrary bytes: most of what they say makes sense, so that random bytes and a
// fuzzer reach what an arbitrary header would not.
#pragma once
#include <array>
#include <vector>

#include "core/bytes/byte_view.h"
#include "core/flow/tcp_tracker.h"

namespace pw::test {

/// Ten bytes first: first numbers of both sides (little-endian), what their SYNs carry, and one left to others. Then four bytes a segment:
///   0  bit 0 who sends; bits 1-4 what it does; bits 5-7 how long after the one before
///   1  how much
///   2  bits 0-1 ECN of the IP header; bit 2 ECE, bit 3 CWR, bit 4 AE, bit 5 PSH, bit 6 no ACK
///   3  window: 0, the same as before, another
class SegmentMaker {
 public:
  explicit SegmentMaker(ByteView input) noexcept;
  /// False at the end of the bytes.
  bool next(TcpSegment& segment) noexcept;

 private:
  void act(unsigned what, unsigned much, TcpSegment& s) noexcept;
  void open(TcpSegment& s, unsigned flags) noexcept;

  ByteView rest_;
  std::array<SeqNum, 2> base_, next_, acked_;
  std::array<std::uint16_t, 2> window_{500, 500};
  std::uint8_t options_ = 0;
  std::uint32_t number_ = 0;
  std::int64_t now_ = 1'700'000'000'000'000'000;
};

/// All of them.
std::vector<TcpSegment> segmentsOf(ByteView input);

/// As a packet of raw IPv4 between 192.0.2.1:40000 (forward) and 192.0.2.2:80, with the options of a SYN; without
/// checksums, its data all zero.
std::vector<std::uint8_t> packetOf(const TcpSegment& segment);

}  // namespace pw::test
