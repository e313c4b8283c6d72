// The frames of a connection's side before the one that is looked at: what a message in pieces began with, and what a
// compressor remembers (RFC 6455 §5.4, RFC 7692 §7.2.3.2).
#pragma once
#include <optional>
#include <vector>

#include "core/bytes/byte_view.h"

namespace pw::websocket {

/// The head of a frame (RFC 6455 §5.2).
struct Frame {
  unsigned opcode = 0;
  bool fin = false, packed = false;  ///< packed: RSV1
  std::vector<std::uint8_t> payload; ///< mask undone
};

struct History {
  std::vector<std::uint8_t> packed;  ///< of the messages before that were packed, each with the end that was cut off
  std::vector<std::uint8_t> begun;   ///< pieces of the message that goes on
  bool begunPacked = false;
  bool whole = true;                 ///< the frames could be read to their end
};

/// `bytes`: whole frames, one behind the other. A copy of as much as they hold.
History historyOf(ByteView bytes);

}  // namespace pw::websocket
