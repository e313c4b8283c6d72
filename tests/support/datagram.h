// An application's message in the least that carries it: raw IPv4 with UDP or TCP.
#pragma once
#include "tests/support/dissect.h"

namespace pw::test {

/// Of these packets, for dissect() and its kin.
inline constexpr LinkType kDatagramLink = LinkType::ipv4;

namespace detail {
inline void append16(Bytes& to, std::size_t v) {
  to.push_back(static_cast<std::uint8_t>(v >> 8));
  to.push_back(static_cast<std::uint8_t>(v));
}
inline Bytes ipv4(std::uint8_t protocol, std::size_t length) {
  Bytes b = hex("45 00");
  append16(b, 20 + length);
  for (const std::uint8_t v : hex("00 01 00 00 40")) b.push_back(v);
  b.push_back(protocol);
  for (const std::uint8_t v : hex("00 00  c0 00 02 01  c0 00 02 02")) b.push_back(v);
  return b;
}
}  // namespace detail

/// 192.0.2.1 to 192.0.2.2, without checksums.
inline Bytes udpDatagram(std::uint16_t from, std::uint16_t to, const Bytes& message) {
  Bytes b = detail::ipv4(17, 8 + message.size());
  detail::append16(b, from);
  detail::append16(b, to);
  detail::append16(b, 8 + message.size());
  detail::append16(b, 0);
  b.insert(b.end(), message.begin(), message.end());
  return b;
}

inline Bytes tcpSegment(std::uint16_t from, std::uint16_t to, const Bytes& data) {
  Bytes b = detail::ipv4(6, 20 + data.size());
  detail::append16(b, from);
  detail::append16(b, to);
  for (const std::uint8_t v : hex("00 00 00 01  00 00 00 01  50 18  20 00  00 00  00 00")) b.push_back(v);
  b.insert(b.end(), data.begin(), data.end());
  return b;
}

}  // namespace pw::test
