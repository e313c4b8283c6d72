#include "core/file/spool.h"

#include <fcntl.h>

#include <cstdlib>
#include <filesystem>

namespace pw {

std::expected<std::shared_ptr<Spool>, FileProblem> Spool::create() {
  std::error_code failed;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(failed);
  if (failed) {
    return std::unexpected(FileProblem{.kind = FileProblemKind::cannotKeep, .text = failed.message()});
  }
  UniqueFd fd{::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)};
  if (!fd.valid()) {  // a file system without O_TMPFILE: a name that lives for a moment
    std::string name = folder / "plainwire-XXXXXX";
    fd = UniqueFd{::mkostemp(name.data(), O_CLOEXEC)};
    if (fd.valid()) ::unlink(name.c_str());
  }
  if (!fd.valid()) {
    return std::unexpected(FileProblem{.kind = FileProblemKind::cannotKeep, .text = systemReason(errno)});
  }
  return std::shared_ptr<Spool>{new Spool{std::move(fd)}};
}

std::size_t Spool::read(std::uint64_t at, std::span<std::uint8_t> into) const noexcept {
  int error = 0;
  return readFully(fd_.value(), at, into, error);
}

}  // namespace pw
