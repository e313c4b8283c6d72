// What frames and tags that end in an 802.3 length or an ethertype have in common.
#pragma once
#include "core/walk/walk.h"

namespace pw::eth {

inline constexpr std::uint16_t kMaxLength = 1500;  // up to here it is a length (IEEE 802.3 §3.2.6)
inline constexpr std::size_t kMinFrame = 60;       // without frame check sequence

/// Offset behind the last byte on the wire.
inline std::uint32_t endOf(const Cursor& c) { return c.offset() + static_cast<std::uint32_t>(c.wireLeft()); }

/// Payload with an 802.3 length: 802.2, or data where Novell's frames begin with 0xffff instead.
template <class Sink>
void nextByLength(Walk<Sink>& w, const Cursor& payload) {
  if (payload.peek(0) == 0xff && payload.peek(1) == 0xff)
    w.data(payload);
  else
    w.next(Hub::llc, payload);
}

/// Zeros at the start of a trailer that filled the frame up to the least length. `trailer` covers all behind
/// the payload.
template <class Sink>
std::size_t paddingLength(Walk<Sink>& w, const Cursor& trailer) {
  const std::size_t frame = w.context().wireLen;
  if (frame < kMinFrame || trailer.wireLeft() > frame) return 0;
  const std::size_t before = frame - trailer.wireLeft();
  if (before >= kMinFrame) return 0;
  const std::size_t n = std::min(kMinFrame - before, trailer.left());
  for (std::size_t i = 0; i < n; ++i)
    if (trailer.peek(i) != 0) return 0;
  return n;
}

/// Shows what the payload of `c` left over as padding and trailer, and keeps it from the frame below.
template <auto Padding, auto Trailer, class Sink>
void trailerOf(Walk<Sink>& w, const Cursor& c, std::uint32_t end) {
  if constexpr (Sink::kFields) {
    Cursor t = c;
    if (end >= t.offset() && t.skip(end - t.offset()) && t.left() > 0) {
      const std::size_t padding = paddingLength(w, t);
      if (padding != 0) readBytes<Padding>(w, t, padding);
      if (t.left() != 0) readBytes<Trailer>(w, t, t.left());
    }
  }
  w.forgetPayloadEnd();
  w.payloadEndsAt(endOf(c));
}

}  // namespace pw::eth
