// Strong index types: no raw integer crosses an interface.
#pragma once
#include <compare>
#include <cstdint>

namespace pw {

template <class Tag>
struct Index {
  std::uint32_t value = UINT32_MAX;
  [[nodiscard]] constexpr bool valid() const noexcept { return value != UINT32_MAX; }
  auto operator<=>(const Index&) const = default;
};

/// Place of a packet in its capture, counted from 0. A person sees it one higher (frame.number).
using PacketId = Index<struct PacketTag>;
/// Place of a conversation in the trace, counted from 0 over all protocols.
using FlowId = Index<struct FlowTag>;
/// Place of an interface in CaptureInfo, counted from 0 over all sections of the file.
using InterfaceId = Index<struct InterfaceTag>;

}  // namespace pw
