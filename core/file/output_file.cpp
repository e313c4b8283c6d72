#include "core/file/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>

namespace pw {
namespace {

/// Permissions of a new file: the old one's, or what the process's umask leaves.
unsigned wantedMode(const struct stat* old) noexcept {
  constexpr unsigned kPermissions = 07777, kNew = 0666;
  if (old != nullptr) return old->st_mode & kPermissions;
  const mode_t mask = ::umask(0);  // there is no way to ask without setting
  ::umask(mask);
  return kNew & ~mask;
}

}  // namespace

std::unexpected<FileProblem> OutputFile::failed(int error) const {
  FileProblem problem;
  problem.kind = FileProblemKind::cannotWrite;
  problem.at = written_;
  problem.text = systemReason(error);
  return std::unexpected(std::move(problem));
}

int OutputFile::openBeside(unsigned mode) {
  std::filesystem::path name = target_;
  name.replace_filename("." + target_.filename().string() + ".XXXXXX");
  temporary_ = name.string();
  fd_ = UniqueFd{::mkostemp(temporary_.data(), O_CLOEXEC)};
  if (!fd_.valid()) {
    temporary_.clear();
    return errno;
  }
  return ::fchmod(fd_.value(), mode) == 0 ? 0 : errno;
}

std::expected<OutputFile, FileProblem> OutputFile::create(const std::filesystem::path& target, bool direct) {
  OutputFile file;
  struct stat old {};
  const bool standardOutput = target == "-";
  const bool exists = !standardOutput && ::stat(target.c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) return file.failed(EISDIR);
  if (standardOutput) {
    file.fd_ = UniqueFd{::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)};
  } else if (direct || (exists && !S_ISREG(old.st_mode))) {
    file.fd_ = UniqueFd{::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
  } else {
    std::error_code unresolved;
    file.target_ = exists ? std::filesystem::canonical(target, unresolved) : target;  // a link keeps pointing
    if (unresolved) return file.failed(unresolved.value());
    if (const int error = file.openBeside(wantedMode(exists ? &old : nullptr)); error != 0) {
      return file.failed(error);
    }
  }
  if (!file.fd_.valid()) return file.failed(errno);
  return file;
}

OutputFile::~OutputFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

std::expected<void, FileProblem> OutputFile::write(ByteView bytes) {
  int error = 0;
  if (!writeFully(fd_.value(), bytes, error)) return failed(error);
  written_ += bytes.size();
  return {};
}

std::expected<void, FileProblem> OutputFile::commit() {
  if (temporary_.empty()) {
    fd_.reset();
    return {};
  }
  if (::fsync(fd_.value()) != 0 && errno != EINVAL) return failed(errno);
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failed(errno);
  temporary_.clear();
  fd_.reset();
  return {};
}

}  // namespace pw
