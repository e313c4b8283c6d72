#include "core/capture/private_namespace.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace pw {
namespace {

int write(const char* path, const char* text) noexcept {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  const ssize_t n = ::write(fd, text, std::strlen(text));
  const int error = n < 0 ? errno : 0;
  ::close(fd);
  return error;
}

int bringLoopbackUp() noexcept {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  ifreq request{};
  std::memcpy(request.ifr_name, "lo", 3);
  request.ifr_flags = IFF_UP;
  const int error = ::ioctl(fd, SIOCSIFFLAGS, &request) != 0 ? errno : 0;
  ::close(fd);
  return error;
}

}  // namespace

NamespaceMaps namespaceMaps() noexcept {
  NamespaceMaps out;
  std::snprintf(out.user, sizeof out.user, "0 %u 1", static_cast<unsigned>(::geteuid()));
  std::snprintf(out.group, sizeof out.group, "0 %u 1", static_cast<unsigned>(::getegid()));
  return out;
}

int enterPrivateNamespace(const NamespaceMaps& maps) noexcept {
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return errno;
  write("/proc/self/setgroups", "deny");  // not there on old kernels
  if (const int error = write("/proc/self/uid_map", maps.user); error != 0) return error;
  if (const int error = write("/proc/self/gid_map", maps.group); error != 0) return error;
  return bringLoopbackUp();
}

int tryPrivateNamespace() noexcept {
  const NamespaceMaps maps = namespaceMaps();
  const pid_t child = ::fork();
  if (child < 0) return errno;
  if (child == 0) ::_exit(enterPrivateNamespace(maps) & 0xff);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

bool isInitialUserNamespace() noexcept {
  const int fd = ::open("/proc/self/uid_map", O_RDONLY | O_CLOEXEC);
  char text[64] = "";
  const ssize_t n = fd < 0 ? -1 : ::read(fd, text, sizeof text - 1);
  if (fd >= 0) ::close(fd);
  unsigned long inside = 1, outside = 1, length = 0;
  return n > 0 && std::sscanf(text, "%lu %lu %lu", &inside, &outside, &length) == 3 && inside == 0 && outside == 0 &&
         length == 4294967295UL;
}

}  // namespace pw
