// Values of a field that a capture has: for a bar that completes.
#pragma once
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/trace/trace.h"
#include "core/walk/registry.h"

namespace pw {

struct PresentValue {
  std::string text;           ///< as a filter writes it, strings in quotes
  std::string_view name;      ///< of a value that has one. As long as the registry lives
  std::uint64_t packets = 0;  ///< that have it, among those that were looked at
};

/// Packets of a protocol that are read again to find values: spread over the capture.
inline constexpr std::size_t kPresentSample = 2048;
/// Conversations whose ends are looked at.
inline constexpr std::uint32_t kPresentFlows = 1 << 16;

/// The most frequent first, at most `most`. Addresses and ports come from the conversations as well; all others from a
/// sample. Takes some ms to some 100 ms: not for the thread of a window. Empty where nobody has the field, its values
/// are not typed by people (times), or it was asked to stop.
[[nodiscard]] std::vector<PresentValue> presentValues(std::string_view key, const Trace& trace,
                                                      const Registry& registry, const std::stop_token& stop,
                                                      std::size_t most = 100);

}  // namespace pw
