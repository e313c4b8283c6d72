// A folder that contents are saved into: nothing that is there is ever written over, and nothing leaves it.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/bytes/byte_view.h"
#include "core/file/capture_info.h"
#include "core/file/unique_fd.h"

namespace pw {

/// One thread. Problems are cannotWrite with the system's reason.
class ObjectFolder {
 public:
  /// Makes the folder where it does not exist; its parent must.
  [[nodiscard]] static std::expected<ObjectFolder, FileProblem> open(const std::filesystem::path& path);

  /// Writes a new file and gives its name: `name` of fileNameOf(), or numberedName() where that is taken. A file that
  /// cannot be written to its end is removed.
  [[nodiscard]] std::expected<std::string, FileProblem> save(std::string_view name, ByteView bytes);

 private:
  explicit ObjectFolder(UniqueFd fd) : fd_(std::move(fd)) {}

  UniqueFd fd_;
  std::unordered_map<std::string, unsigned> next_;  ///< number to try first, by name
};

}  // namespace pw
