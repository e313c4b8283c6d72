#include "app/capture-helper/confine.h"

#include <linux/sockios.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

#include "core/capture/capture_problem.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PW_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PW_SANITIZED 1
#endif
#endif

namespace pw::helper {
namespace {

struct Caps {
  explicit Caps(cap_t made) noexcept : value(made) {}
  ~Caps() {
    if (value != nullptr) cap_free(value);
  }
  Caps(const Caps&) = delete;
  Caps& operator=(const Caps&) = delete;
  cap_t value;
};

bool has(const Caps& caps, cap_value_t which) noexcept {
  cap_flag_value_t set = CAP_CLEAR;
  return caps.value != nullptr && cap_get_flag(caps.value, which, CAP_EFFECTIVE, &set) == 0 && set == CAP_SET;
}

/// A helper that runs as somebody else (set-user-ID, where there are no file capabilities) becomes the caller.
int becomeCaller() noexcept {
  if (::setresgid(::getgid(), ::getgid(), ::getgid()) != 0) return errno;
  if (::setresuid(::getuid(), ::getuid(), ::getuid()) != 0) return errno;
  return 0;
}

struct Filter {
  scmp_filter_ctx value;
  ~Filter() {
    if (value != nullptr) seccomp_release(value);
  }
};

}  // namespace

std::uint64_t capabilities() noexcept {
  const Caps caps{cap_get_proc()};
  std::uint64_t out = 0;
  if (has(caps, CAP_NET_RAW)) out |= kCapNetRaw;
  if (has(caps, CAP_NET_ADMIN)) out |= kCapNetAdmin;
  return out;
}

void dieWithParent() noexcept {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
}

int dropPrivileges() noexcept {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  // What the bounding set still holds cannot be gained without exec(); who may not shrink it has no use for it either.
  for (int c = 0; ::prctl(PR_CAPBSET_READ, c) >= 0; ++c) ::prctl(PR_CAPBSET_DROP, c);
  if (const int error = becomeCaller(); error != 0) return error;
  const Caps none{cap_init()};
  if (none.value == nullptr || cap_set_proc(none.value) != 0) return errno;
  const Caps now{cap_get_proc()};
  if (now.value == nullptr || cap_compare(now.value, none.value) != 0) return EPERM;
  const rlimit nothing{0, 0};
  ::setrlimit(RLIMIT_CORE, &nothing);  // no core with other people's packets
  return 0;
}

#ifdef PW_SANITIZED
// The sanitizers' own threads and reports need more than a list could name.
int enterSeccomp(int) noexcept { return 0; }
#else
int enterSeccomp(int channel) noexcept {
  const Filter f{seccomp_init(SCMP_ACT_KILL_PROCESS)};
  if (f.value == nullptr) return ENOMEM;
  int error = 0;
  const auto allow = [&](int call) {
    if (error == 0) error = -seccomp_rule_add(f.value, SCMP_ACT_ALLOW, call, 0);
  };
  const auto allowOnly = [&](int call, scmp_arg_cmp condition) {
    if (error == 0) error = -seccomp_rule_add(f.value, SCMP_ACT_ALLOW, call, 1, condition);
  };
  // Waiting, time, the end; what libc and libpcap need while they tidy up.
  for (const int call : {SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
                         SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
                         SCMP_SYS(close), SCMP_SYS(munmap), SCMP_SYS(brk), SCMP_SYS(getsockopt),
                         SCMP_SYS(getsockname), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(read)})
    allow(call);
  // Messages to the parent, and to nobody else.
  allowOnly(SCMP_SYS(sendmsg), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(channel)));
  // Whether an interface that failed is still there.
  for (const unsigned long request : {SIOCGIFINDEX, SIOCGIFNAME, SIOCGIFFLAGS})
    allowOnly(SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, request));
  if (error == 0) error = -seccomp_load(f.value);
  return error;
}
#endif

}  // namespace pw::helper
