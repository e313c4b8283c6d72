// How the helper makes itself harmless before the first packet.
#pragma once
#include <cstdint>

namespace pw::helper {

/// CapabilityBits that the process has.
std::uint64_t capabilities() noexcept;

/// The helper dies when the thread that started it does, and cannot be looked into by others.
void dieWithParent() noexcept;

/// Gives up every capability for good, and foreign user and group. 0, or errno.
[[nodiscard]] int dropPrivileges() noexcept;

/// From here on only the system calls of the capture loop pass; any other kills the process. `channel` is the one
/// descriptor that may be sent to. 0, or errno.
[[nodiscard]] int enterSeccomp(int channel) noexcept;

}  // namespace pw::helper
