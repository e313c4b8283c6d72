#include "core/capture/helper_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "core/capture/private_namespace.h"

namespace pw::helper {
namespace {

/// Between fork() and exec() only what is async-signal-safe: other threads may hold any lock.
[[noreturn]] void becomeHelper(const char* program, char* const* arguments, int channel, int report,
                               const NamespaceMaps* maps) noexcept {
  int error = maps != nullptr ? enterPrivateNamespace(*maps) : 0;
  const bool inside = error == 0;
  if (inside) {
    // dup2() onto itself would leave the close-on-exec flag.
    const int there = channel == kChannelFd ? ::fcntl(channel, F_SETFD, 0) : ::dup2(channel, kChannelFd);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    char locale[] = "LC_ALL=C";
    char* environment[] = {locale, nullptr};
    if (there >= 0) ::execve(program, arguments, environment);
    error = errno;
  }
  const int said[2] = {error, inside ? 1 : 0};
  if (::write(report, said, sizeof said) < 0) ::_exit(126);
  ::_exit(127);
}

struct Pair {
  UniqueFd ours, theirs;
};

std::expected<Pair, int> makePair(bool sockets) {
  int fds[2];
  const int failed = sockets ? ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) : ::pipe2(fds, O_CLOEXEC);
  if (failed != 0) return std::unexpected(errno);
  const UniqueFd theirs{fds[1]};
  // Not where the child puts its socket.
  return Pair{UniqueFd{fds[0]}, UniqueFd{::fcntl(theirs.value(), F_DUPFD_CLOEXEC, kChannelFd + 1)}};
}

std::vector<char*> pointersTo(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& w : words) out.push_back(w.data());
  out.push_back(nullptr);
  return out;
}

CaptureProblem cannotStart(const std::filesystem::path& program, int error, bool inNamespace) {
  CaptureProblem p;
  p.kind = CaptureProblemKind::helperNotExecutable;
  if (!inNamespace) p.kind = CaptureProblemKind::noPrivateNamespace;
  else if (error == ENOENT) p.kind = CaptureProblemKind::helperMissing;
  p.number = static_cast<std::uint64_t>(error);
  p.text = program.string();
  return p;
}

}  // namespace

std::expected<Process, CaptureProblem> Process::start(const std::filesystem::path& program,
                                                      const std::vector<std::string>& arguments,
                                                      bool privateNamespace) {
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::vector<char*> argv = pointersTo(words);
  const NamespaceMaps maps = namespaceMaps();
  auto sockets = makePair(true), report = makePair(false);
  if (!sockets || !report) return std::unexpected(cannotStart(program, errno, true));
  const pid_t child = ::fork();
  if (child < 0) return std::unexpected(cannotStart(program, errno, true));
  if (child == 0)
    becomeHelper(words[0].c_str(), argv.data(), sockets->theirs.value(), report->theirs.value(),
                 privateNamespace ? &maps : nullptr);
  sockets->theirs.reset();
  report->theirs.reset();
  Process out{child, Channel{std::move(sockets->ours), Sender::helper}};
  int said[2] = {0, 0};
  ssize_t n;
  do n = ::read(report->ours.value(), said, sizeof said);  // ends when exec() closes the other end
  while (n < 0 && errno == EINTR);
  if (n != 0) return std::unexpected(cannotStart(program, said[0], said[1] != 0));
  return out;
}

Process::~Process() {
  if (pid_ == 0) return;
  kill();
  wait();
}

void Process::kill() noexcept {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

ProcessEnd Process::wait() noexcept {
  if (pid_ == 0) return end_;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  if (WIFSIGNALED(status)) end_.signal = WTERMSIG(status);
  else end_.status = WEXITSTATUS(status);
  return end_;
}

std::vector<std::string> argumentsOf(const CaptureOptions& o, bool listLinkTypes) {
  std::vector<std::string> out;
  if (listLinkTypes) out.emplace_back("--link-types");
  for (const InterfaceOptions& i : o.interfaces) {
    out.insert(out.end(), {"-i", i.name, "-s", std::to_string(i.snapLen), "-B", std::to_string(i.bufferMiB)});
    if (!i.filter.empty()) out.insert(out.end(), {"-f", i.filter});
    if (!i.promiscuous) out.emplace_back("-p");
    if (i.monitor) out.emplace_back("-I");
    if (i.linkType) out.insert(out.end(), {"-y", std::to_string(static_cast<unsigned>(*i.linkType))});
  }
  out.insert(out.end(), {"--ring", std::to_string(o.ringMiB)});
  return out;
}

CaptureProblem problemOf(const Message& m) {
  CaptureProblem p;
  p.interface = m.interface;
  p.number = m.numbers[0];
  p.text = m.text;
  switch (m.reason) {
    case Reason::notPermitted: p.kind = CaptureProblemKind::notPermitted; break;
    case Reason::noSuchInterface: p.kind = CaptureProblemKind::noSuchInterface; break;
    case Reason::interfaceDown: p.kind = CaptureProblemKind::interfaceDown; break;
    case Reason::cannotOpen: p.kind = CaptureProblemKind::cannotOpenInterface; break;
    case Reason::noMonitorMode: p.kind = CaptureProblemKind::noMonitorMode; break;
    case Reason::badFilter: p.kind = CaptureProblemKind::badFilter; break;
    case Reason::unsupportedLinkType: p.kind = CaptureProblemKind::unsupportedLinkType; break;
    case Reason::noRing: p.kind = CaptureProblemKind::noRing; break;
    case Reason::cannotConfine: p.kind = CaptureProblemKind::cannotConfine; break;
    case Reason::interfaceGone: p.kind = CaptureProblemKind::interfaceGone; break;
    case Reason::interfaceFailed: p.kind = CaptureProblemKind::interfaceFailed; break;
    default: p.kind = CaptureProblemKind::helperDied; break;
  }
  return p;
}

CaptureProblem problemOf(ProcessEnd end) {
  CaptureProblem p;
  p.kind = CaptureProblemKind::helperDied;
  p.number = static_cast<std::uint64_t>(end.signal);
  p.number2 = static_cast<std::uint64_t>(end.status);
  return p;
}

}  // namespace pw::helper
