#include "core/capture/helper_channel.h"

#include <sys/socket.h>

#include <cstring>

namespace pw::helper {
namespace {

/// Room for one descriptor. By alignment a second may fit; the kernel closes what does not, and says so (MSG_CTRUNC).
union Control {
  cmsghdr head;
  char bytes[CMSG_SPACE(sizeof(int))];
};

/// Owns every descriptor that came; the first is kept. `count`: how many there were.
UniqueFd passedWith(msghdr& head, std::size_t& count) noexcept {
  UniqueFd first;
  count = 0;
  for (cmsghdr* c = CMSG_FIRSTHDR(&head); c != nullptr; c = CMSG_NXTHDR(&head, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < n; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
      UniqueFd owned{fd};
      if (count++ == 0) first = std::move(owned);
    }
  }
  return first;
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
  std::size_t descriptors = 0;
  passed = passedWith(head, descriptors);
  if (n == 0) return Got::closed;
  auto m = decode(ByteView{bytes}.first(static_cast<std::size_t>(n)), other_);
  if (!m || (head.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return Got::nonsense;
  // Only the ring comes with a descriptor.
  if (descriptors != (m->kind == MessageKind::ready ? 1U : 0U)) return Got::nonsense;
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
