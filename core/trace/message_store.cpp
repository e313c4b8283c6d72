#include "core/trace/message_store.h"

#include <algorithm>
#include <bit>

namespace pw {

std::size_t MessageStore::KindHash::operator()(const Kind& k) const noexcept {
  const auto small = static_cast<std::uint64_t>(k.part) << 32 | static_cast<std::uint64_t>(k.protocol) << 16 |
                     static_cast<std::uint64_t>(k.carrier);
  return std::hash<std::uint64_t>{}((k.facts ^ std::rotl(small, 24)) * 0x9e3779b97f4a7c15);
}

void MessageStore::add(const StreamMessage& m) {
  const std::size_t n = size_.load(std::memory_order_relaxed);
  if (n == kMax) return;
  if (!chunks_) chunks_ = std::make_unique<std::unique_ptr<Chunk>[]>(kMax / kChunk);
  auto& chunk = chunks_[n / kChunk];
  if (!chunk) chunk = std::make_unique<Chunk>();
  const std::uint32_t length =
      m.part == StreamMessage::Part::goesOn ? m.packet.value - m.first.value : m.length;
  (*chunk)[n % kChunk] = {.packet = m.packet,
                          .seq = m.seq,
                          .length = static_cast<std::uint16_t>(std::min<std::uint32_t>(length, kLong)),
                          .kind = intern({m.facts, m.part, m.protocol, m.carrier})};
  if (length >= kLong) long_.add(PacketId{static_cast<std::uint32_t>(n)}, length);
  size_.store(n + 1, std::memory_order_release);
}

MessageStore::Entry MessageStore::operator[](std::size_t i) const noexcept {
  const Stored& s = stored(i);
  Entry e{(*kinds_[s.kind / kKinds])[s.kind % kKinds], s.packet, s.seq, s.length, {}};
  if (s.length == kLong) e.length = long_.find(PacketId{static_cast<std::uint32_t>(i)}).value_or(kLong);
  if (e.part == StreamMessage::Part::goesOn) {
    e.first = PacketId{e.packet.value - e.length};
    e.length = 0;
  }
  return e;
}

/// Kinds are few: protocols, and what connections agreed on. Past the half of what fits nothing is told of facts, which
/// leaves room for every protocol.
std::uint16_t MessageStore::intern(Kind kind) {
  auto known = kindIds_.find(kind);
  if (known == kindIds_.end() && kindIds_.size() >= kKinds * kinds_.size() / 2) {
    kind.facts = 0;
    known = kindIds_.find(kind);
  }
  if (known != kindIds_.end()) return known->second;
  if (kindIds_.size() == kKinds * kinds_.size()) return 0;
  const auto id = static_cast<std::uint16_t>(kindIds_.size());
  auto& chunk = kinds_[id / kKinds];
  if (!chunk) chunk = std::make_unique<std::array<Kind, kKinds>>();
  (*chunk)[id % kKinds] = kind;
  kindIds_.emplace(kind, id);
  return id;
}

std::size_t MessageStore::firstOf(PacketId packet) const noexcept {
  std::size_t low = 0, high = size();
  while (low < high) {
    const std::size_t mid = (low + high) / 2;
    if (packetOf(mid) < packet) low = mid + 1;
    else high = mid;
  }
  return low;
}

}  // namespace pw
