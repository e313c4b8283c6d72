// A network namespace of its own for a process that is about to start.
#pragma once
#include <sys/types.h>

namespace pw {

/// What the new namespace's maps say, made before fork().
struct NamespaceMaps {
  char user[32] = "";
  char group[32] = "";
};
[[nodiscard]] NamespaceMaps namespaceMaps() noexcept;

/// Moves the calling process, which must have one thread, into a new user and network namespace where it is root, and
/// brings the loopback up. Calls nothing that is not safe between fork() and exec(). 0, or errno.
[[nodiscard]] int enterPrivateNamespace(const NamespaceMaps& maps) noexcept;

/// Whether this user may make one: tries it in a process that ends at once. 0, or errno. Some ms.
[[nodiscard]] int tryPrivateNamespace() noexcept;

/// False where root is only root of a namespace that some user made.
[[nodiscard]] bool isInitialUserNamespace() noexcept;

}  // namespace pw
