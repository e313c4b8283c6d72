#include "core/flow/facts_history.h"

#include <algorithm>

namespace pw {

bool FactsHistory::add(FlowId flow, PacketId from, const FactWords& words) {
  const std::lock_guard lock{mutex_};
  if (size_ == kMax) return false;
  entries_[flow.value].push_back({from, words});
  ++size_;
  return true;
}

std::optional<FactWords> FactsHistory::find(FlowId flow, PacketId packet) const {
  const std::lock_guard lock{mutex_};
  const auto known = entries_.find(flow.value);
  if (known == entries_.end()) return std::nullopt;
  const auto& all = known->second;
  const auto it = std::upper_bound(all.begin(), all.end(), packet,
                                   [](PacketId id, const Entry& e) { return id < e.from; });
  return it == all.end() ? std::nullopt : std::optional{it->words};
}

}  // namespace pw
