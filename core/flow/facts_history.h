// What packets of a conversation were shown with before a later one told better: rare, so kept apart from the flows.
#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/packet/packet_id.h"

namespace pw {

/// Flow::facts of both directions.
using FactWords = std::array<std::uint64_t, 2>;

/// A line of the list must not change once it was shown, or a filter would find what nobody sees. Written by the
/// engine's thread, read by any.
class FactsHistory {
 public:
  static constexpr std::size_t kMax = std::size_t{1} << 18;

  /// Packets of the flow before `from` keep `words`; called with rising `from`. False once kMax are kept: then the
  /// conversation must keep them too.
  bool add(FlowId flow, PacketId from, const FactWords& words);
  /// What holds for a packet, where that is not what the flow has now.
  [[nodiscard]] std::optional<FactWords> find(FlowId flow, PacketId packet) const;

 private:
  struct Entry {
    PacketId from;
    FactWords words{};
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::uint32_t, std::vector<Entry>> entries_;
  std::size_t size_ = 0;
};

}  // namespace pw
