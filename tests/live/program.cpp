#include "tests/live/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace pw::test {
namespace {

std::string contentOf(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream{path, std::ios::binary}.rdbuf();
  return out.str();
}

}  // namespace

Program::Program(const std::filesystem::path& folder, std::vector<std::string> arguments, std::vector<int> without)
    : folder_(folder) {
  static int programs = 0;
  name_ = "program" + std::to_string(++programs);
  arguments.insert(arguments.begin(), "pwire");
  std::vector<char*> argv;
  for (std::string& a : arguments) argv.push_back(a.data());
  argv.push_back(nullptr);
  const int out = ::open((folder_ / (name_ + ".out")).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int err = ::open((folder_ / (name_ + ".err")).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  ::setenv("TZ", "UTC", 1);
  pid_ = ::fork();
  if (pid_ == 0) {
    for (const int c : without) ::prctl(PR_CAPBSET_DROP, c);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::execv(PLAINWIRE_PWIRE, argv.data());
    ::_exit(127);
  }
  ::close(out);
  ::close(err);
}

Program::~Program() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGKILL);
  wait();
}

void Program::signal(int number) const { ::kill(pid_, number); }

int Program::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Program::out() const { return contentOf(folder_ / (name_ + ".out")); }
std::string Program::err() const { return contentOf(folder_ / (name_ + ".err")); }

std::vector<int> childrenOf(int pid) {
  std::vector<int> out;
  std::error_code failed;
  for (const auto& task : std::filesystem::directory_iterator{"/proc/" + std::to_string(pid) + "/task", failed}) {
    std::ifstream in{task.path() / "children"};
    for (int child; in >> child;) out.push_back(child);
  }
  return out;
}

}  // namespace pw::test
