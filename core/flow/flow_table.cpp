#include "core/flow/flow_table.h"

#include <random>

namespace pw {

namespace {
constexpr std::size_t kFirstSlots = 1 << 12;
constexpr std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

HashSeed randomSeed() {
  std::random_device random;
  HashSeed seed;
  for (std::uint64_t& s : seed) s = (std::uint64_t{random()} << 32 | random()) | 1;  // one is a factor
  return seed;
}
}  // namespace

FlowTable::FlowTable()
    : seed_(randomSeed()), slots_(kFirstSlots), mask_(kFirstSlots - 1), chunks_(std::make_unique<BigPtr<Chunk>[]>(kMaxChunks)),
      tcpChunks_(std::make_unique<BigPtr<TcpChunk>[]>(kMaxTcp / kTcpChunk)) {}

std::size_t FlowTable::slotOf(const FlowKey& key, std::uint64_t hash) const noexcept {
  // The table is never more than half full, so that an empty slot ends every search.
  for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
    const Slot& s = slots_[i];
    if (s.id == kEmpty || (s.tag == tagOf(hash) && flow(FlowId{s.id}).key == key)) return i;
  }
}

FlowId FlowTable::find(const FlowKey& key, std::uint64_t hash) const noexcept {
  return FlowId{slots_[slotOf(key, hash)].id};
}

FlowId FlowTable::add(const FlowKey& key, std::uint64_t hash, PacketId first, bool fromLow) {
  if (size_ == kMaxFlows) {
    ++homeless_;
    return {};
  }
  const std::size_t slot = slotOf(key, hash);
  const bool fresh = slots_[slot].id == kEmpty;
  auto& chunk = chunks_[size_ / kChunk];
  if (!chunk) chunk = makeBig<Chunk>();
  const FlowId id{static_cast<std::uint32_t>(size_++)};
  Flow& f = flow(id);
  f.key = key;
  f.first = f.last = first;
  f.firstFromLow = fromLow;
  f.stream = streams_[static_cast<std::size_t>(key.transport)]++;
  if (follows(f)) {
    auto& tcp = tcpChunks_[f.stream / kTcpChunk];
    if (!tcp) tcp = makeBig<TcpChunk>();
  }
  for (auto& facts : f.facts)
    facts.store(std::uint64_t{FlowFacts::kUnknownScale} << Flow::kScaleShift, std::memory_order_relaxed);
  slots_[slot] = {tagOf(hash), id.value};
  if (fresh && ++used_ * 2 > slots_.size()) grow();
  return id;
}

void FlowTable::grow() {
  std::vector<Slot, BigAllocator<Slot>> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& s : old) {
    if (s.id == kEmpty) continue;
    std::size_t i = hashOf(flow(FlowId{s.id}).key) & mask_;
    while (slots_[i].id != kEmpty) i = (i + 1) & mask_;
    slots_[i] = s;
  }
}

}  // namespace pw
