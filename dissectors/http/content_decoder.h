// Unpacks the body of a message, with bounds against bombs.
#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "core/bytes/byte_view.h"

namespace pw::http {

/// What comes out at most, in bytes, and as a multiple of what went in.
inline constexpr std::size_t kMaxUnpacked = std::size_t{16} << 20;
inline constexpr std::size_t kMaxRatio = 2000;

struct Unpacked {
  std::vector<std::uint8_t> bytes;
  bool known = true;  ///< there is a decoder for it
  bool whole = true;  ///< it ended as it should and within the bounds
};

/// `coding` is the value of Content-Encoding: gzip, deflate, br, zstd, or some of them in the order they were applied
/// (RFC 9110 §8.4). Throws only for lack of memory.
Unpacked unpack(std::string_view coding, ByteView body);
/// What a sender takes off the end of each packed WebSocket message (RFC 7692 §7.2.1).
inline constexpr std::array<std::uint8_t, 4> kDeflateTail{0x00, 0x00, 0xff, 0xff};
/// A WebSocket message (RFC 7692 §7.2.2). `before`: what the same compressor made of earlier messages, with their ends;
/// empty where it started afresh.
Unpacked unpackMessage(ByteView payload, ByteView before = {});

}  // namespace pw::http
