// User names and passwords that belong together.
#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/leaks/finding.h"

namespace pw {

/// A password, and whose it is. Places in the list of findings.
struct Credential {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  FlowId flow;
  std::uint32_t user = kNone;      ///< kNone: no name was sent before it
  std::uint32_t password = kNone;
};

/// Pairs in the order of the capture: a password goes with the user name of its own packet that stands before it (else
/// behind it), and without one with the latest that the same side of its conversation sent. One thread.
class CredentialPairing {
 public:
  /// Conversations whose latest user name is remembered; past that the oldest knowledge is dropped.
  static constexpr std::size_t kMaxWaiting = std::size_t{1} << 16;

  /// The findings of one packet, which stand at `first` and on in the list.
  void packet(std::span<const Finding> findings, std::uint32_t first);
  [[nodiscard]] const std::vector<Credential>& credentials() const noexcept { return credentials_; }

 private:
  std::vector<Credential> credentials_;
  std::unordered_map<std::uint64_t, std::uint32_t> waiting_;  ///< by flow and direction
};

}  // namespace pw
