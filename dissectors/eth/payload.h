// What frames and tags that end in an 802.3 length or an ethertype have in common.
#pragma once
#include "core/walk/walk.h"

namespace pw::eth {

inline constexpr std::uint16_t kMaxLength = 1500;  // up to here it is a length (IEEE 802.3 §3.2.6)

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

}  // namespace pw::eth
