// What the framer of HTTP tells the walk over a message.
#pragma once
#include <cstdint>

#include "core/stream/stream_framer.h"

namespace pw::http {

/// What a message of the stream is. The walk gets it as its handoff: MessageEnds::End::facts.
enum class Part : std::uint32_t {
  message,       ///< head and body
  continuation,  ///< bytes in which no head begins
  webSocket,     ///< one frame, after an upgrade (RFC 6455 §5.2)
  tunnel,        ///< bytes of another protocol, after CONNECT or an upgrade (RFC 9110 §7.8, §9.3.6)
};

inline constexpr std::uint32_t kPartMask = 0xff;
/// WebSocket: the payload of frames whose RSV1 is set is deflated (RFC 7692 §7).
inline constexpr std::uint32_t kDeflated = 0x100;

/// WebSocket: what the frame means depends on those before it.
inline constexpr std::uint32_t kContinues = 0x4000;
/// WebSocket: a text message ends with this piece of it.
inline constexpr std::uint32_t kEndsText = 0x8000;
/// Messages with a head: what they are in the talk (core/stream/stream_framer.h, MessageRole).
inline constexpr std::uint32_t kTurnShift = 9, kTurnMask = 3;
inline constexpr std::uint32_t kAfterGap = 0x800;
inline constexpr std::uint32_t kUnasked = 0x1000;
inline constexpr std::uint32_t kLeadsOn = 0x2000;

constexpr MessageRole roleOf(std::uint64_t facts) noexcept {
  return {static_cast<MessageRole::Turn>(facts >> kTurnShift & kTurnMask), (facts & kAfterGap) != 0,
          (facts & kUnasked) != 0, (facts & kLeadsOn) != 0, (facts & kContinues) != 0};
}
constexpr Part partOf(std::uint32_t facts) noexcept { return static_cast<Part>(facts & kPartMask); }

}  // namespace pw::http
