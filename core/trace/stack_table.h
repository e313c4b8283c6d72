// Each stack of layers once, under a small number.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/packet/packet_summary.h"

namespace pw {

/// Number of a set of layers that some packet has (`eth:ethertype:ip:tcp`).
using StackId = std::uint16_t;

/// Written by one thread. Any may read a stack whose number was handed to it: stacks never move or change.
class StackTable {
 public:
  static constexpr std::size_t kMax = 65535;

  /// Number 0 is the stack without layers.
  StackTable() { intern({}); }

  /// O(1), allocates where a stack is met for the first time. A capture made to have more than kMax kinds of stacks
  /// shows the rest as one without layers.
  StackId intern(const ProtocolStack& stack);
  [[nodiscard]] const ProtocolStack& operator[](StackId id) const noexcept {
    return (*chunks_[id / kChunk])[id % kChunk];
  }

 private:
  static constexpr std::size_t kChunk = 256;

  std::array<std::unique_ptr<std::array<ProtocolStack, kChunk>>, kMax / kChunk + 1> chunks_{};
  std::unordered_map<std::uint64_t, std::vector<StackId>> ids_;  // by hash
  /// Stacks met lately, by some bits of their hash: nearly every packet finds its own here.
  static constexpr std::size_t kRecent = 64;
  std::array<StackId, kRecent> recent_{};
  std::size_t count_ = 0;
};

}  // namespace pw
