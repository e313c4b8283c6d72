// The memory of a PacketRing that two processes share.
#pragma once
#include <expected>
#include <optional>
#include <span>

#include "core/capture/packet_ring.h"
#include "core/file/unique_fd.h"

namespace pw {

/// A memfd that can neither shrink nor grow: nobody can have the other side fault by cutting it. Owns the mapping.
class SharedRing {
 public:
  /// Bounds on what a helper may offer or a parent may ask for.
  static constexpr std::size_t kMinBytes = std::size_t{1} << 16, kMaxBytes = std::size_t{1} << 33;

  /// With room for `capacity` bytes of records. Error: errno.
  [[nodiscard]] static std::expected<SharedRing, int> create(std::size_t capacity);
  /// Of a descriptor that the other side made. Empty where it is no sealed memory of a sensible size with a ring in it.
  [[nodiscard]] static std::optional<SharedRing> join(UniqueFd fd);

  SharedRing(SharedRing&& other) noexcept;
  SharedRing& operator=(SharedRing&&) = delete;
  ~SharedRing();

  [[nodiscard]] RingMemory memory() const noexcept { return *ring_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return mapped_.size(); }
  [[nodiscard]] int fd() const noexcept { return fd_.value(); }
  /// All of it: control block and records.
  [[nodiscard]] std::span<std::uint8_t> mapped() const noexcept { return mapped_; }
  /// The descriptor is not needed any more: the mapping stays.
  void closeFd() noexcept { fd_.reset(); }

 private:
  SharedRing(UniqueFd fd, std::span<std::uint8_t> mapped) noexcept : fd_(std::move(fd)), mapped_(mapped) {}

  UniqueFd fd_;
  std::span<std::uint8_t> mapped_;
  std::optional<RingMemory> ring_;
};

}  // namespace pw
