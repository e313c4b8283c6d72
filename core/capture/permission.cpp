#include "core/capture/permission.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "core/capture/private_namespace.h"
#include "core/file/unique_fd.h"

namespace pw {
namespace {

constexpr const char* kName = "plainwire-capture";
/// The helper's --check ends with this and CapabilityBits.
constexpr int kCheckBase = 64, kCheckEnd = kCheckBase + 4;

std::filesystem::path programFolder() {
  std::error_code failed;
  return std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
}

bool isFile(const std::filesystem::path& path) {
  struct stat s = {};
  return ::stat(path.c_str(), &s) == 0 && S_ISREG(s.st_mode);
}

/// Runs `helper --check`. Its exit status, or minus errno.
int runCheck(const std::filesystem::path& helper) {
  int fds[2];
  if (::pipe2(fds, O_CLOEXEC) != 0) return -errno;
  const UniqueFd in{fds[0]};
  UniqueFd out{fds[1]};
  const std::string program = helper.string();
  const pid_t child = ::fork();
  if (child < 0) return -errno;
  if (child == 0) {
    ::execl(program.c_str(), program.c_str(), "--check", static_cast<char*>(nullptr));
    const int error = errno;
    if (::write(out.value(), &error, sizeof error) < 0) ::_exit(126);
    ::_exit(127);
  }
  out.reset();
  int error = 0, status = 0;
  const bool failed = ::read(in.value(), &error, sizeof error) == sizeof error;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (failed) return -error;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -ECHILD;
}

std::vector<gid_t> ownGroups() {
  std::vector<gid_t> out(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
  out.resize(static_cast<std::size_t>(std::max(0, ::getgroups(static_cast<int>(out.size()), out.data()))));
  out.push_back(::getegid());
  return out;
}

std::string userName() {
  const passwd* p = ::getpwuid(::getuid());
  return p != nullptr ? p->pw_name : std::to_string(::getuid());
}

bool isMember(const group& g, const std::string& user) {
  for (char** m = g.gr_mem; m != nullptr && *m != nullptr; ++m)
    if (user == *m) return true;
  return false;
}

/// Of a helper that not everybody may run.
void describeGroup(CapturePermission& out) {
  struct stat s = {};
  if (::stat(out.helper.c_str(), &s) != 0 || (s.st_mode & S_IXOTH) != 0) return;
  const group* g = ::getgrgid(s.st_gid);
  out.group = g != nullptr ? g->gr_name : std::to_string(s.st_gid);
  const auto own = ownGroups();
  if (std::find(own.begin(), own.end(), s.st_gid) != own.end()) return;
  out.needsNewLogin = g != nullptr && isMember(*g, userName());
  out.groupIsMissing = !out.needsNewLogin;
}

/// One word for a shell.
std::string shellWord(const std::string& word) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+";
  if (word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return out + "'";
}

void judge(CapturePermission& out, int checked) {
  CaptureProblem& p = out.problem;
  p.text = out.helper.string();
  if (checked >= kCheckBase && checked < kCheckEnd) {
    const auto has = static_cast<std::uint64_t>(checked - kCheckBase);
    p = {};
    if ((has & kCapNetRaw) != 0) return;
    p.kind = CaptureProblemKind::notPermitted;
    p.number = kCapNetRaw;
    out.command = "sudo setcap cap_net_raw,cap_net_admin+ep " + shellWord(out.helper.string());
    return;
  }
  p.kind = checked == -ENOENT ? CaptureProblemKind::helperMissing : CaptureProblemKind::helperNotExecutable;
  p.number = checked < 0 ? static_cast<std::uint64_t>(-checked) : 0;
  if (checked != -EACCES) return;
  describeGroup(out);
  if (out.groupIsMissing) out.command = "sudo usermod -aG " + shellWord(out.group) + ' ' + shellWord(userName());
  else if (out.needsNewLogin) out.command = "newgrp " + shellWord(out.group);
}

}  // namespace

bool isRootOfTheMachine() noexcept { return ::geteuid() == 0 && isInitialUserNamespace(); }

std::filesystem::path findHelper() {
  if (const char* told = std::getenv("PLAINWIRE_HELPER"); told != nullptr && *told != 0) return told;
  const auto folder = programFolder();
  for (const auto& at : {folder / kName, folder.parent_path() / "libexec/plainwire" / kName,
                         folder.parent_path() / "lib/plainwire" / kName})
    if (isFile(at)) return at;
  return {};
}

CapturePermission checkPermission() {
  CapturePermission out;
  out.isRoot = isRootOfTheMachine();
  out.helper = findHelper();
  if (out.helper.empty()) {
    out.problem.kind = CaptureProblemKind::helperMissing;
    out.helper = programFolder() / kName;
    out.problem.text = out.helper.string();
  } else {
    judge(out, runCheck(out.helper));
  }
  out.privateNamespace = !out.permitted() && isFile(out.helper) && tryPrivateNamespace() == 0;
  return out;
}

}  // namespace pw
