#include "core/trace/stack_table.h"

namespace pw {

StackId StackTable::intern(const ProtocolStack& s) {
  StackId& recent = recent_[s.hash() >> 58];
  if (count_ != 0 && (*this)[recent] == s) return recent;
  StackId found = 0;
  bool known = false;
  if (const auto same = ids_.find(s.hash()); same != ids_.end()) {
    for (const StackId id : same->second) {
      if ((*this)[id] == s) {
        found = id;
        known = true;
      }
    }
  }
  if (!known) {
    if (count_ == kMax) return 0;
    found = static_cast<StackId>(count_++);
    auto& chunk = chunks_[found / kChunk];
    if (!chunk) chunk = std::make_unique<std::array<ProtocolStack, kChunk>>();
    (*chunk)[found % kChunk] = s;
    ids_[s.hash()].push_back(found);
  }
  recent = found;
  return found;
}

}  // namespace pw
