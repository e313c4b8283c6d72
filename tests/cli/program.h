// Runs pwire as a person does.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/small_capture.h"

namespace pw::test {

struct Ran {
  int code = -1;  ///< exit code; 128 + n where signal n ended it
  std::string out, err;
};

struct Surroundings {
  std::string input{};  ///< file that is standard input; empty: /dev/null
  std::vector<std::string> environment{"LC_ALL=C.UTF-8", "TZ=UTC"};
  std::string output{};  ///< file that takes standard output instead of Ran::out
};

/// Runs it and waits.
Ran pwire(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

/// Runs it with a reader that goes away after the first bytes.
Ran pwireWithImpatientReader(const std::vector<std::string>& arguments);

/// Gives it `input` through a pipe that stays open, waits for the first text, and interrupts it (SIGINT).
Ran pwireInterrupted(const std::vector<std::string>& arguments, const Bytes& input);

/// A folder of its own that goes away with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string path(std::string_view name) const;
  /// Writes a file and gives its path.
  [[nodiscard]] std::string file(std::string_view name, const Bytes& bytes) const;

 private:
  std::string folder_;
};

std::string contentOf(const std::string& path);
/// A capture of the repository.
std::string captureFile(std::string_view name);

}  // namespace pw::test
