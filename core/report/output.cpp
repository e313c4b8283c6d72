#include "core/report/output.h"

#include <poll.h>
#include <unistd.h>
#include <cerrno>

namespace pw {

namespace {
/// A packet with a very large tree still fits without growing.
constexpr std::size_t kReserve = Output::kPiece + (std::size_t{64} << 10);
}  // namespace

Output::Output(int fd) : fd_(fd) { buffer_.reserve(kReserve); }

Output::~Output() { flush(); }

bool Output::flush() {
  std::string_view rest{buffer_};
  while (error_ == 0 && !rest.empty()) {
    const ssize_t n = ::write(fd_, rest.data(), rest.size());
    if (n >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EAGAIN) {
      pollfd ready{fd_, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
  return error_ == 0;
}

}  // namespace pw
