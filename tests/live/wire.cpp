#include "tests/live/wire.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "core/capture/private_namespace.h"

namespace pw::test {
namespace {

bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

std::string enter() {
  if (::geteuid() == 0 && ::unshare(CLONE_NEWNET) == 0) return {};
  const int error = enterPrivateNamespace(namespaceMaps());
  return error == 0 ? std::string{} : "neither root nor a user namespace to be had: " + systemReason(error);
}

}  // namespace

std::string Wire::make() {
  if (std::string why = enter(); !why.empty()) return why;
  // Folders that a test mounts go with it.
  if (::unshare(CLONE_NEWNS) == 0) ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  if (!addInterface()) return "no veth interfaces to be had, or no 'ip'";
  run("ip link set lo up");
  return {};
}

bool Wire::addInterface() {
  const std::string tx = kSender, rx = kTap;
  bool made = run("ip link add " + tx + " type veth peer name " + rx);
  for (const std::string& name : {tx, rx})
    made = made && run("ip link set " + name + " addrgenmode none multicast off arp off mtu 9000 up");
  return made;
}

Wire::Wire() : fd_(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)) {
  sockaddr_ll at{};
  at.sll_family = AF_PACKET;
  at.sll_protocol = 0;  // receives nothing
  at.sll_ifindex = static_cast<int>(::if_nametoindex(kSender));
  if (!fd_.valid() || ::bind(fd_.value(), reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0)
    throw std::runtime_error{"cannot send"};
}

void Wire::send(const std::vector<Frame>& frames) const {
  for (const Frame& f : frames) {
    ssize_t n;
    do n = ::send(fd_.value(), f.data(), f.size(), 0);
    while (n < 0 && (errno == EINTR || errno == ENOBUFS));
    if (n != static_cast<ssize_t>(f.size())) throw std::runtime_error{"cannot send: " + systemReason(errno)};
  }
}

void Wire::removeInterface() {
  if (!run(std::string{"ip link del "} + kTap)) throw std::runtime_error{"cannot remove the interface"};
}

Frame numbered(std::uint32_t number, std::size_t bytes) {
  Frame f(bytes);
  const Frame head{0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1, 0x88, 0xb5};
  std::copy(head.begin(), head.end(), f.begin());
  for (std::size_t i = head.size(); i < bytes; ++i) {
    const std::size_t k = i - head.size();
    f[i] = static_cast<std::uint8_t>(k < 4 ? number >> (24 - 8 * k) : number * 31 + k);
  }
  return f;
}

std::vector<Frame> numberedFrames(std::uint32_t first, std::size_t count, std::size_t bytes) {
  std::vector<Frame> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(numbered(first + static_cast<std::uint32_t>(i), bytes));
  return out;
}

std::string statusOf(int pid, const std::string& key) {
  std::ifstream in{"/proc/" + std::to_string(pid) + "/status"};
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(key + ":\t")) return line.substr(key.size() + 2);
  return {};
}

}  // namespace pw::test
