#include "core/capture/helper_channel.h"

#include <sys/socket.h>

#include <cstring>

namespace pw::helper {
namespace {

/// Room for one descriptor; more are refused (MSG_CTRUNC), and the kernel closes what did not fit.
union Control {
  cmsghdr head;
  char bytes[CMSG_SPACE(sizeof(int))];
};

UniqueFd passedWith(msghdr& head) noexcept {
  const cmsghdr* c = CMSG_FIRSTHDR(&head);
  if (c == nullptr || c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(sizeof(int)))
    return {};
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(c), sizeof fd);
  return UniqueFd{fd};
}

}  // namespace

Channel::Got Channel::receive(Message& message, UniqueFd& passed) {
  std::array<std::uint8_t, kMessageBytes + 1> bytes{};  // one more, so that what is too long shows
  Control control{};
  iovec part{bytes.data(), bytes.size()};
  msghdr head{};
  head.msg_iov = &part;
  head.msg_iovlen = 1;
  head.msg_control = &control;
  head.msg_controllen = sizeof control;
  ssize_t n;
  do n = ::recvmsg(fd_.value(), &head, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? Got::nothing : Got::closed;
  if (n == 0) return Got::closed;
  passed = passedWith(head);
  auto m = decode(ByteView{bytes}.first(static_cast<std::size_t>(n)), other_);
  if (!m || (head.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return Got::nonsense;
  // Only the ring comes with a descriptor.
  if (passed.valid() != (m->kind == MessageKind::ready)) return Got::nonsense;
  message = std::move(*m);
  return Got::message;
}

bool Channel::send(const Message& message, int pass) noexcept {
  MessageBytes bytes = encode(message);
  Control control{};
  iovec part{bytes.data(), bytes.size()};
  msghdr head{};
  head.msg_iov = &part;
  head.msg_iovlen = 1;
  if (pass >= 0) {
    head.msg_control = &control;
    head.msg_controllen = sizeof control;
    cmsghdr* c = CMSG_FIRSTHDR(&head);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(c), &pass, sizeof pass);
  }
  ssize_t n;
  do n = ::sendmsg(fd_.value(), &head, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);
  return n == static_cast<ssize_t>(bytes.size());
}

}  // namespace pw::helper
