// Telnet's bytes are text with commands in between (RFC 854, RFC 855). This cuts them apart.
#pragma once
#include <algorithm>
#include <cstdint>

#include "core/bytes/byte_view.h"

namespace pw::telnet {

/// RFC 854, "Telnet Command Structure"
inline constexpr std::uint8_t kIac = 255, kDont = 254, kWill = 251, kSubBegins = 250, kSubEnds = 240, kLowest = 236;

/// What a segment begins within.
enum class State : std::uint8_t {
  text,
  command,    ///< IAC was the last byte
  option,     ///< the option's number follows
  sub,        ///< a subnegotiation
  subCommand, ///< within it, IAC was the last byte
};

enum class What : std::uint8_t {
  text,
  escaped,  ///< IAC IAC: the byte 255
  command,  ///< IAC and a command
  option,   ///< IAC, WILL to DONT, option
  sub,      ///< IAC SB option ... IAC SE
  rest,     ///< what belongs to a command that the segment before began
};

/// Bytes of the subnegotiation that goes on in `bytes`, with the IAC SE that ends it.
inline std::size_t subLength(ByteView bytes, State& state) noexcept {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t b = bytes[i];
    if (state == State::subCommand) {
      state = State::sub;
      if (b == kIac) continue;
      state = State::text;
      return b == kSubEnds ? i + 1 : i;  // any other command means that the end was forgotten
    }
    if (b == kIac) state = State::subCommand;
  }
  return bytes.size();
}

/// What follows IAC, from `bytes[from]` on; gives where it ends.
inline std::size_t commandEnd(ByteView bytes, std::size_t from, State& state, What& what) noexcept {
  what = What::command;
  state = State::command;
  if (from == bytes.size()) return from;
  const std::uint8_t b = bytes[from];
  state = State::text;
  if (b == kIac) {
    what = What::escaped;
  } else if (b >= kWill) {
    what = What::option;
    if (from + 1 < bytes.size()) return from + 2;
    state = State::option;
  } else if (b == kSubBegins) {
    what = What::sub;
    state = State::sub;
    return from + 1 + subLength(bytes.subspan(from + 1), state);
  }
  return from + 1;
}

/// Calls `visit(What, std::size_t at, std::size_t length)` for each piece, in order and without gaps.
template <class Visit>
void eachPiece(ByteView bytes, State& state, Visit&& visit) {
  std::size_t at = 0;
  if (state != State::text && !bytes.empty()) {
    What what = What::rest;
    if (state == State::command) at = commandEnd(bytes, 0, state, what);
    else if (state == State::option) at = 1, state = State::text;
    else at = subLength(bytes, state);
    if (at > 0) visit(what == What::escaped ? What::escaped : What::rest, std::size_t{0}, at);
  }
  while (at < bytes.size()) {
    const auto iac = std::find(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), kIac);
    const auto n = static_cast<std::size_t>(iac - bytes.begin()) - at;
    if (n > 0) visit(What::text, at, n);
    at += n;
    if (at == bytes.size()) break;
    What what = What::command;
    const std::size_t end = commandEnd(bytes, at + 1, state, what);
    visit(what, at, end - at);
    at = end;
  }
}

}  // namespace pw::telnet
