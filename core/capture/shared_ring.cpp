#include "core/capture/shared_ring.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace pw {
namespace {

constexpr int kSize = F_SEAL_SHRINK | F_SEAL_GROW;

std::span<std::uint8_t> map(int fd, std::size_t bytes) noexcept {
  void* at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) return {};
  return {static_cast<std::uint8_t*>(at), bytes};
}

}  // namespace

std::expected<SharedRing, int> SharedRing::create(std::size_t capacity) {
  const std::size_t bytes = RingMemory::bytesFor(std::bit_ceil(capacity));
  UniqueFd fd{::memfd_create("plainwire-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
  if (!fd.valid() || ::ftruncate(fd.value(), static_cast<off_t>(bytes)) != 0) return std::unexpected(errno);
  if (::fcntl(fd.value(), F_ADD_SEALS, kSize | F_SEAL_SEAL) != 0) return std::unexpected(errno);
  const auto mapped = map(fd.value(), bytes);
  if (mapped.empty()) return std::unexpected(errno);
  SharedRing out{std::move(fd), mapped};
  out.ring_ = RingMemory::create(mapped);
  if (!out.ring_) return std::unexpected(EINVAL);
  return out;
}

std::optional<SharedRing> SharedRing::join(UniqueFd fd) {
  struct stat s = {};
  const int seals = ::fcntl(fd.value(), F_GET_SEALS);
  if (seals < 0 || (seals & kSize) != kSize || ::fstat(fd.value(), &s) != 0) return std::nullopt;
  const auto bytes = static_cast<std::uint64_t>(s.st_size);
  if (s.st_size < 0 || bytes < kMinBytes || bytes > kMaxBytes) return std::nullopt;
  const auto mapped = map(fd.value(), bytes);
  if (mapped.empty()) return std::nullopt;
  SharedRing out{std::move(fd), mapped};
  out.ring_ = RingMemory::join(mapped);
  if (!out.ring_) return std::nullopt;
  return out;
}

SharedRing::SharedRing(SharedRing&& other) noexcept
    : fd_(std::move(other.fd_)), mapped_(std::exchange(other.mapped_, {})), ring_(std::exchange(other.ring_, {})) {}

SharedRing::~SharedRing() {
  if (!mapped_.empty()) ::munmap(mapped_.data(), mapped_.size());
}

}  // namespace pw
