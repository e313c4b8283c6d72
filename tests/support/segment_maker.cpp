#include "tests/support/segment_maker.h"

#include <algorithm>

namespace pw::test {

using namespace tcpflag;

namespace {

SeqNum numberAt(ByteView input, std::size_t at) noexcept {
  std::uint32_t v = 0;
  for (std::size_t i = 0; i < 4 && at + i < input.size(); ++i) v |= std::uint32_t{input[at + i]} << 8 * i;
  return {v};
}

/// On both sides of every limit: 3 ms, 20 ms, and the round trips that these make.
constexpr std::array<std::int64_t, 8> kSteps{0, 10'000, 1'000'000, 2'999'999, 5'000'000, 20'000'000, 300'000'000, -1'000'000};

}  // namespace

SegmentMaker::SegmentMaker(ByteView input) noexcept
    : base_{numberAt(input, 0), numberAt(input, 4)}, next_{base_}, acked_{base_[1], base_[0]} {
  if (input.size() > 8) options_ = input[8];
  rest_ = input.subspan(std::min<std::size_t>(10, input.size()));
}

bool SegmentMaker::next(TcpSegment& s) noexcept {
  if (rest_.size() < 4) return false;
  const std::array<std::uint8_t, 4> b{rest_[0], rest_[1], rest_[2], rest_[3]};
  rest_ = rest_.subspan(4);
  const unsigned d = b[0] & 1u;
  s = {};
  s.packet = PacketId{number_++};
  s.timeNs = now_ += kSteps[b[0] >> 5];
  s.direction = static_cast<Direction>(d);
  s.seq = next_[d];
  s.ack = next_[d ^ 1u];
  s.flags = kAck;
  s.ecn = b[2] & 3u;
  s.window = b[3] < 64 ? 0 : b[3] < 192 ? window_[d] : static_cast<std::uint16_t>(b[3]);
  act(b[0] >> 1 & 15u, b[1], s);
  if ((b[2] & 4u) != 0) s.flags |= kEce;
  if ((b[2] & 8u) != 0) s.flags |= kCwr;
  if ((b[2] & 16u) != 0) s.flags |= kAe;
  if ((b[2] & 32u) != 0) s.flags |= kPsh;
  if ((b[2] & 64u) != 0) s.flags &= static_cast<std::uint16_t>(~kAck);
  const SeqNum end = s.seq + s.payload + ((s.flags & (kSyn | kFin)) != 0 ? 1u : 0u);
  if (end.after(next_[d]) && end.since(next_[d]) < 0x10000) next_[d] = end;
  if ((s.flags & kAck) != 0) acked_[d] = s.ack;
  window_[d] = s.window;
  return true;
}

void SegmentMaker::open(TcpSegment& s, unsigned flags) noexcept {
  const auto d = static_cast<unsigned>(s.direction);
  s.flags = static_cast<std::uint16_t>(flags);
  s.seq = base_[d];
  if ((options_ >> d & 1u) != 0) s.windowScale = static_cast<std::uint8_t>(options_ >> 4 & 7u);
  if (flags != kSyn) return;
  s.ack = {0};
  s.fastOpenCookie = (options_ & 4u) != 0;
  s.fastOpenRequest = (options_ & 8u) != 0;
}

void SegmentMaker::act(unsigned what, unsigned much, TcpSegment& s) noexcept {
  const auto d = static_cast<unsigned>(s.direction);
  switch (what) {
    case 0:
    case 1: s.payload = much; break;
    case 2: break;                                                 // acknowledges all
    case 3:
    case 4: s.ack = acked_[d]; break;                              // acknowledges what it did before
    case 5: s.seq = s.seq - much, s.payload = much; break;         // again
    case 6: s.seq = acked_[d ^ 1u], s.payload = much / 2; break;   // fills a gap
    case 7: s.seq = s.seq + (much + 1), s.payload = much; break;  // leaves something out
    case 8: open(s, kSyn), s.payload = much < 16 ? much : 0; break;
    case 9: open(s, kSyn | kAck); break;
    case 10: s.flags |= kFin, s.payload = much < 16 ? much : 0; break;
    case 11: s.flags = static_cast<std::uint16_t>(kRst | (much % 2 != 0 ? kAck : 0u)); break;
    case 12: s.seq = s.seq - 1, s.payload = much % 2; break;  // keep-alive
    case 13: s.payload = 1; break;                            // probe
    case 14: s.ack = s.ack + (much - 8); break;
    default: s.flags = static_cast<std::uint16_t>(much), s.seq = s.seq + (much - 128);
  }
}

namespace {

using Bytes = std::vector<std::uint8_t>;

void append(Bytes& to, std::uint32_t v, unsigned bytes) {
  while (bytes-- > 0) to.push_back(static_cast<std::uint8_t>(v >> 8 * bytes));
}

/// Window scale (RFC 7323 §2.2) and Fast Open (RFC 7413 §4.1.1), filled up to whole words.
Bytes optionsOf(const TcpSegment& s) {
  Bytes o;
  if ((s.flags & kSyn) == 0) return o;
  if (s.windowScale != TcpSummary::kNoScale) o.insert(o.end(), {3, 3, s.windowScale});
  if (s.fastOpenCookie) o.insert(o.end(), {34, 6, 1, 2, 3, 4});
  else if (s.fastOpenRequest) o.insert(o.end(), {34, 2});
  while (o.size() % 4 != 0) o.push_back(1);
  return o;
}

}  // namespace

Bytes packetOf(const TcpSegment& s) {
  const Bytes options = optionsOf(s);
  const auto header = static_cast<std::uint32_t>(20 + options.size());
  const bool forward = s.direction == Direction::forward;
  Bytes p;
  append(p, 0x45u << 8 | s.ecn, 2);
  append(p, 20 + header + s.payload, 2);
  append(p, 0x00014000, 4);
  append(p, 64u << 24 | 6u << 16, 4);
  append(p, forward ? 0xc0000201 : 0xc0000202, 4);
  append(p, forward ? 0xc0000202 : 0xc0000201, 4);
  append(p, forward ? 40000 : 80, 2);
  append(p, forward ? 80 : 40000, 2);
  append(p, s.seq.value, 4);
  append(p, s.ack.value, 4);
  append(p, header / 4 << 12 | s.flags, 2);
  append(p, s.window, 2);
  append(p, 0, 4);
  p.insert(p.end(), options.begin(), options.end());
  p.resize(p.size() + s.payload);
  return p;
}

std::vector<TcpSegment> segmentsOf(ByteView input) {
  std::vector<TcpSegment> out;
  SegmentMaker maker{input};
  for (TcpSegment s; maker.next(s);) out.push_back(s);
  return out;
}

}  // namespace pw::test
