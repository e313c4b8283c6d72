// A pwire that runs beside the test.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace pw::test {

/// Killed with the test if it still runs.
class Program {
 public:
  /// `without`: capabilities (numbers) that neither it nor what it starts can have.
  Program(const std::filesystem::path& folder, std::vector<std::string> arguments, std::vector<int> without = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  void signal(int number) const;
  /// Its exit status, or 128 and the signal.
  int wait();
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;

 private:
  std::filesystem::path folder_;
  std::string name_;
  pid_t pid_ = 0;
};

/// The processes that a process started.
std::vector<int> childrenOf(int pid);

}  // namespace pw::test
