#include "tests/support/memory_packets.h"

#include <algorithm>
#include <cstring>

namespace pw::test {

MemoryPackets::MemoryPackets(LinkType link, std::size_t perBatch) : perBatch_(perBatch) {
  auto info = std::make_shared<CaptureInfo>();
  info->interfaces.emplace_back().linkType = link;
  info_ = std::move(info);
}

void MemoryPackets::add(ByteView bytes, std::int64_t timeNs, std::uint32_t wireLen) {
  const auto captured = static_cast<std::uint32_t>(bytes.size());
  places_.push_back({store_->bytes.size(), captured, wireLen != 0 ? wireLen : captured, timeNs});
  store_->bytes.insert(store_->bytes.end(), bytes.begin(), bytes.end());
}

Pull MemoryPackets::next(PacketBatch& batch) {
  batch.clear();
  std::size_t at = at_;
  for (; at < places_.size() && batch.packets.size() < perBatch_; ++at) {
    const Place& p = places_[at];
    PacketRef& r = batch.packets.emplace_back();
    r.bytes = ByteView{store_->bytes}.subspan(p.at, p.captured);
    r.wireLen = p.wireLen;
    r.timeNs = p.timeNs;
    r.at = p.at;
  }
  at_ = at;
  return batch.packets.empty() ? Pull::end : Pull::packets;
}

std::size_t MemoryPackets::Store::read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept {
  if (at >= bytes.size()) return 0;
  const std::size_t n = std::min<std::size_t>(into.size(), bytes.size() - at);
  std::memcpy(into.data(), bytes.data() + at, n);
  return n;
}

}  // namespace pw::test
