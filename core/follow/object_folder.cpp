#include "core/follow/object_folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "core/follow/object_name.h"

namespace pw {

namespace {
std::unexpected<FileProblem> failed(int error) {
  FileProblem p;
  p.kind = FileProblemKind::cannotWrite;
  p.text = systemReason(error);
  return std::unexpected(std::move(p));
}
}  // namespace

std::expected<ObjectFolder, FileProblem> ObjectFolder::open(const std::filesystem::path& path) {
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) return failed(errno);
  UniqueFd fd{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!fd.valid()) return failed(errno);
  return ObjectFolder{std::move(fd)};
}

std::expected<std::string, FileProblem> ObjectFolder::save(std::string_view name, ByteView bytes) {
  // The name is one part of a path, whoever made it.
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string_view::npos) return failed(EINVAL);
  unsigned& n = next_[std::string{name}];
  for (;; ++n) {
    std::string tried = numberedName(name, n);
    UniqueFd file{::openat(fd_.value(), tried.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666)};
    if (!file.valid() && errno == EEXIST) continue;
    if (!file.valid()) return failed(errno);
    int error = 0;
    if (!writeFully(file.value(), bytes, error)) {
      ::unlinkat(fd_.value(), tried.c_str(), 0);
      return failed(error);
    }
    ++n;
    return tried;
  }
}

}  // namespace pw
