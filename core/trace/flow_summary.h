// One conversation in numbers, as a table of conversations shows it.
#pragma once
#include <array>
#include <cstdint>

#include "core/flow/tcp_flow.h"
#include "core/trace/trace.h"

namespace pw {

/// A copy: nothing in it changes afterwards. Arrays by side: 0 from the client, 1 from the server.
struct FlowSummary {
  FlowId id;
  Transport transport = Transport::none;
  std::uint32_t stream = 0;  ///< tcp.stream or udp.stream
  Address client, server;
  std::uint16_t clientPort = 0, serverPort = 0;
  bool followed = true;         ///< false: past FlowTable::kMaxTcp; nothing is known but ends, packets and bytes
  bool rolesGuessed = false;    ///< no opening was seen: the lower port is taken for the server's
  bool clientIsForward = true;  ///< Direction::forward is from the client
  PacketId first, last;
  std::int64_t firstNs = 0, lastNs = 0;  ///< times of these
  StackId stack = 0;                     ///< of the first packet
  std::array<std::uint32_t, 2> packets{};
  std::array<std::uint64_t, 2> bytes{};    ///< frames on the wire
  /// Valid where transport is tcp; as in TcpFlow, by Direction: use sideOf() for its arrays.
  TcpFlow tcp;

  [[nodiscard]] std::uint64_t allPackets() const noexcept { return std::uint64_t{packets[0]} + packets[1]; }
  [[nodiscard]] std::uint64_t allBytes() const noexcept { return bytes[0] + bytes[1]; }
  /// 0 where a packet of this direction comes from the client, else 1.
  [[nodiscard]] unsigned sideOf(Direction d) const noexcept {
    return (d == Direction::forward) == clientIsForward ? 0u : 1u;
  }
  [[nodiscard]] Direction directionOf(unsigned side) const noexcept {
    return (side == 0) == clientIsForward ? Direction::forward : Direction::backward;
  }
};

/// For many flows in one go, within Trace::readFlows(): times and stack are left to the caller.
FlowSummary summarizeFlow(const FlowTable& flows, FlowId flow);

/// Any thread. The flow must be below trace.flowCount().
FlowSummary summarizeFlow(const Trace& trace, FlowId flow);

}  // namespace pw
