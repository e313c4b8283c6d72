#include "core/file/file_input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace pw {

std::expected<std::shared_ptr<FileInput>, FileProblem> FileInput::open(const std::filesystem::path& path) {
  if (path == "-") return duplicate(STDIN_FILENO);
  return adopt(UniqueFd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)});
}

std::expected<std::shared_ptr<FileInput>, FileProblem> FileInput::duplicate(int fd) {
  return adopt(UniqueFd{::fcntl(fd, F_DUPFD_CLOEXEC, 3)});
}

std::expected<std::shared_ptr<FileInput>, FileProblem> FileInput::adopt(UniqueFd fd) {
  struct stat about {};
  if (!fd.valid() || ::fstat(fd.value(), &about) != 0) {
    return std::unexpected(FileProblem{.kind = FileProblemKind::cannotOpen, .text = systemReason(errno)});
  }
  if (S_ISDIR(about.st_mode)) return std::unexpected(FileProblem{.kind = FileProblemKind::isDirectory});

  std::shared_ptr<FileInput> input{new FileInput};
  const off_t start = ::lseek(fd.value(), 0, SEEK_CUR);
  input->seekable_ = S_ISREG(about.st_mode) && start >= 0;
  if (input->seekable_) {
    input->start_ = static_cast<std::uint64_t>(start);
    input->size_ = static_cast<std::uint64_t>(std::max<off_t>(about.st_size - start, 0));
    ::posix_fadvise(fd.value(), 0, 0, POSIX_FADV_SEQUENTIAL);
  } else {
    constexpr int kPipeBytes = 1 << 20;  // fewer turns between writer and reader, where the system allows it
    ::fcntl(fd.value(), F_SETPIPE_SZ, kPipeBytes);
    input->wake_ = UniqueFd{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  }
  input->fd_ = std::move(fd);
  return input;
}

void FileInput::stop() noexcept {
  stopped_.store(true, std::memory_order_relaxed);
  const std::uint64_t one = 1;
  if (wake_.valid() && ::write(wake_.value(), &one, sizeof one) < 0) return;  // only when it is already awake
}

bool FileInput::waitReadable() const noexcept {
  std::array<pollfd, 2> wait{{{fd_.value(), POLLIN, 0}, {wake_.value(), POLLIN, 0}}};
  while (::poll(wait.data(), wake_.valid() ? 2 : 1, -1) < 0) {
    if (errno != EINTR) return true;  // let read() tell the reason
  }
  return wait[1].revents == 0;
}

std::size_t FileInput::readNext(std::span<std::uint8_t> into, int& error) noexcept {
  const std::uint64_t at = done_.load(std::memory_order_relaxed);
  while (!stopped_.load(std::memory_order_relaxed)) {
    if (!seekable_ && !waitReadable()) break;
    const ssize_t n = seekable_
                          ? ::pread(fd_.value(), into.data(), into.size(), static_cast<off_t>(start_ + at))
                          : ::read(fd_.value(), into.data(), into.size());
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n < 0) error = errno;
    if (n <= 0) break;
    done_.store(at + static_cast<std::uint64_t>(n), std::memory_order_relaxed);
    return static_cast<std::size_t>(n);
  }
  return 0;
}

std::size_t FileInput::readAt(std::uint64_t at, std::span<std::uint8_t> into) const noexcept {
  int error = 0;
  return readFully(fd_.value(), start_ + at, into, error);
}

std::size_t FileByteSource::readInput(std::span<std::uint8_t> into) {
  int error = 0;
  const std::size_t n = input_->readNext(into, error);
  given_ += n;
  if (error != 0) {
    fail({.kind = FileProblemKind::cannotRead, .at = given_, .text = systemReason(error)});
  }
  return n;
}

ByteView FileByteSource::peek(std::size_t n) {
  n = std::min(n, kPeekBytes);
  while (peekedSize_ < n) {
    const std::size_t got = readInput(std::span{peeked_}.subspan(peekedSize_, n - peekedSize_));
    if (got == 0) break;
    peekedSize_ += got;
  }
  return ByteView{peeked_}.first(std::min(n, peekedSize_));
}

std::size_t FileByteSource::read(std::span<std::uint8_t> into) {
  if (peekedUsed_ == peekedSize_) return readInput(into);
  const std::size_t n = std::min(into.size(), peekedSize_ - peekedUsed_);
  std::memcpy(into.data(), peeked_.data() + peekedUsed_, n);
  peekedUsed_ += n;
  return n;
}

}  // namespace pw
