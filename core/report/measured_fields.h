// Which fields need more than the packet and its marks: the conversation has to be followed (PacketContext::analysis).
#pragma once
#include <string_view>

namespace pw {

inline bool isMeasured(std::string_view key) noexcept {
  return key.starts_with("tcp.analysis") || key.starts_with("tcp.time_") || key == "tcp.completeness";
}

}  // namespace pw
