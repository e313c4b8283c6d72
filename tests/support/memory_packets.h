// Packets that lie in memory, as a source for the engine and as the store that readers go to.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/file/packet_source.h"

namespace pw::test {

/// All packets of a list, in batches. Copies of the bytes are owned by the store, which outlives the source where a
/// trace holds it.
class MemoryPackets final : public PacketSource {
 public:
  /// `perBatch`: at most PacketBatch::kMaxPackets.
  explicit MemoryPackets(LinkType link = LinkType::ethernet, std::size_t perBatch = PacketBatch::kMaxPackets);

  /// Adds a packet, before the first call of next(). `wireLen` 0: as captured.
  void add(ByteView bytes, std::int64_t timeNs = 0, std::uint32_t wireLen = 0);
  /// Starts again from the first packet, for another engine.
  void rewind() noexcept { at_ = 0; }
  [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }

  Pull next(PacketBatch& batch) override;
  [[nodiscard]] std::shared_ptr<const CaptureInfo> info() const override { return info_; }
  [[nodiscard]] SourceProgress progress() const noexcept override { return {at_, places_.size()}; }
  [[nodiscard]] std::shared_ptr<const ByteStore> store() const override { return store_; }
  [[nodiscard]] const std::optional<FileProblem>& problem() const noexcept override { return problem_; }

 private:
  struct Store final : ByteStore {
    std::vector<std::uint8_t> bytes;
    std::size_t read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept override;
  };
  struct Place {
    std::uint64_t at = 0;
    std::uint32_t captured = 0, wireLen = 0;
    std::int64_t timeNs = 0;
  };

  std::shared_ptr<Store> store_ = std::make_shared<Store>();
  std::shared_ptr<const CaptureInfo> info_;
  std::vector<Place> places_;
  std::size_t perBatch_;
  std::atomic<std::size_t> at_ = 0;  // progress() is for any thread
  std::optional<FileProblem> problem_;
};

}  // namespace pw::test
