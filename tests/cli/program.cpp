#include "tests/cli/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace pw::test {

namespace {

/// Becomes pwire; only calls that are safe after fork().
[[noreturn]] void become(char* const* arguments, char* const* environment, int in, int out, int err) {
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  ::execve(PLAINWIRE_PWIRE, arguments, environment);
  ::_exit(127);
}

std::vector<char*> pointersTo(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& w : words) out.push_back(w.data());
  out.push_back(nullptr);
  return out;
}

int codeOf(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

std::vector<std::string> commandLine(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"pwire"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

}  // namespace

Ran pwire(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  const Folder folder;
  const std::string outPath = surroundings.output.empty() ? folder.path("out") : surroundings.output;
  const std::string errPath = folder.path("err");
  auto words = commandLine(arguments);
  auto environment = surroundings.environment;
  const auto argv = pointersTo(words), env = pointersTo(environment);
  const int in =
      ::open(surroundings.input.empty() ? "/dev/null" : surroundings.input.c_str(), O_RDONLY | O_CLOEXEC);
  const int out = ::open(outPath.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int err = ::open(errPath.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const pid_t child = ::fork();
  if (child == 0) become(argv.data(), env.data(), in, out, err);
  int status = 0;
  ::waitpid(child, &status, 0);
  for (const int fd : {in, out, err}) ::close(fd);
  return {codeOf(status), surroundings.output.empty() ? contentOf(outPath) : std::string{},
          contentOf(errPath)};
}

Ran pwireWithImpatientReader(const std::vector<std::string>& arguments) {
  const Folder folder;
  auto words = commandLine(arguments);
  std::vector<std::string> environment{"LC_ALL=C.UTF-8"};
  const auto argv = pointersTo(words), env = pointersTo(environment);
  const int err = ::open(folder.path("err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) become(argv.data(), env.data(), STDIN_FILENO, ends[1], err);
  ::close(ends[1]);
  std::array<char, 16> first{};
  const ssize_t n = ::read(ends[0], first.data(), first.size());
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(err);
  return {codeOf(status), std::string(first.data(), n > 0 ? static_cast<std::size_t>(n) : 0),
          contentOf(folder.path("err"))};
}

Ran pwireInterrupted(const std::vector<std::string>& arguments, const Bytes& input) {
  const Folder folder;
  auto words = commandLine(arguments);
  std::vector<std::string> environment{"LC_ALL=C.UTF-8"};
  const auto argv = pointersTo(words), env = pointersTo(environment);
  const int err = ::open(folder.path("err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  std::array<int, 2> in{}, out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) become(argv.data(), env.data(), in[0], out[1], err);
  ::close(in[0]);
  ::close(out[1]);
  EXPECT_EQ(::write(in[1], input.data(), input.size()), static_cast<ssize_t>(input.size()));
  Ran r;
  std::array<char, 4096> piece{};
  for (bool first = true;; first = false) {
    const ssize_t n = ::read(out[0], piece.data(), piece.size());
    if (n <= 0) break;
    r.out.append(piece.data(), static_cast<std::size_t>(n));
    if (first) ::kill(child, SIGINT);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  for (const int fd : {in[1], out[0], err}) ::close(fd);
  r.code = codeOf(status);
  r.err = contentOf(folder.path("err"));
  return r;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "plainwire-XXXXXX").string();
  if (::mkdtemp(name.data()) != nullptr) folder_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

std::string Folder::path(std::string_view name) const { return folder_ + '/' + std::string{name}; }

std::string Folder::file(std::string_view name, const Bytes& bytes) const {
  std::ofstream out{path(name), std::ios::binary};
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return path(name);
}

std::string contentOf(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream{path, std::ios::binary}.rdbuf();
  return out.str();
}

std::string captureFile(std::string_view name) {
  return std::string{PLAINWIRE_SOURCE_DIR "/captures/"} + std::string{name};
}

}  // namespace pw::test
