#include "core/trace/message_store.h"

namespace pw {

void MessageStore::add(const StreamMessage& m) {
  const std::size_t n = size_.load(std::memory_order_relaxed);
  if (n == kMax) return;
  if (!chunks_) chunks_ = std::make_unique<std::unique_ptr<Chunk>[]>(kMax / kChunk);
  auto& chunk = chunks_[n / kChunk];
  if (!chunk) chunk = std::make_unique<Chunk>();
  Entry& e = (*chunk)[n % kChunk];
  e.packet = m.packet;
  e.seq = m.seq;
  e.length = m.part == StreamMessage::Part::goesOn ? m.first.value : m.length;
  e.facts = intern(m.facts) & 0x3fffu;
  e.part = static_cast<std::uint16_t>(m.part) & 3u;
  e.protocol = m.protocol;
  e.carrier = m.carrier;
  size_.store(n + 1, std::memory_order_release);
}

/// Connections with facts of their own are few kinds; where there were more, the rest has none.
std::uint16_t MessageStore::intern(std::uint64_t facts) {
  const auto known = factIds_.find(facts);
  if (known != factIds_.end()) return known->second;
  if (factIds_.size() == kFacts * factChunks_.size()) return 0;
  // Number 0 stands for "nothing is known", whatever comes first.
  if (factIds_.empty() && facts != 0) intern(0);
  const auto id = static_cast<std::uint16_t>(factIds_.size());
  auto& chunk = factChunks_[id / kFacts];
  if (!chunk) chunk = std::make_unique<std::array<std::uint64_t, kFacts>>();
  (*chunk)[id % kFacts] = facts;
  factIds_.emplace(facts, id);
  return id;
}

std::size_t MessageStore::firstOf(PacketId packet) const noexcept {
  std::size_t low = 0, high = size();
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    if ((*this)[mid].packet < packet) low = mid + 1;
    else high = mid;
  }
  return low;
}

}  // namespace pw
