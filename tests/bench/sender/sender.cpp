// Sends packets at a steady rate through a packet socket, and counts those of a capture file: for tests/bench/live.
//   plainwire_sender send INTERFACE PACKETS_A_SECOND PACKETS LENGTH      packets of that length, numbered
//   plainwire_sender send INTERFACE PACKETS_A_SECOND PACKETS FILE...     the packets of captures, again and again
//   plainwire_sender count FILE       "packets gaps": how many there are, how often a number does not follow the last
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "core/file/open_capture.h"
#include "core/file/unique_fd.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kBatch = 64;
constexpr std::size_t kNumberAt = 42;  // behind Ethernet, IPv4 and UDP
constexpr std::size_t kMaxStored = std::size_t{256} << 20;

double now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

void put16(Bytes& b, std::size_t at, std::size_t value) {
  b[at] = static_cast<std::uint8_t>(value >> 8);
  b[at + 1] = static_cast<std::uint8_t>(value);
}

/// UDP over IPv4; `flow` is in address and port.
Bytes madePacket(std::size_t length, std::size_t flow) {
  Bytes b(length);
  std::memset(b.data(), 2, 12);
  put16(b, 12, ETHERTYPE_IP);
  b[14] = 0x45;
  put16(b, 16, length - 14);
  b[22] = 64;
  b[23] = IPPROTO_UDP;
  b[26] = b[30] = 10;
  put16(b, 28, flow);
  b[33] = 2;
  std::uint32_t sum = 0;
  for (std::size_t i = 14; i < 34; i += 2) sum += static_cast<std::uint32_t>(b[i] << 8 | b[i + 1]);
  put16(b, 24, ~(sum + (sum >> 16)) & 0xffff);
  put16(b, 34, 1024 + flow);
  put16(b, 36, 9);  // discard
  put16(b, 38, length - 34);
  return b;
}

std::vector<Bytes> madePackets(std::size_t length) {
  std::vector<Bytes> out;
  for (std::size_t flow = 0; flow < 4096; ++flow) out.push_back(madePacket(length, flow));
  return out;
}

/// Calls `each` with the packets of a file until it says false. False where the file cannot be read to its end.
template <class Each>
bool forEachPacket(const char* path, Each&& each) {
  auto source = pw::openCapture(path, {.keepBytes = false});
  if (!source) return false;
  for (pw::PacketBatch batch;;) {
    const pw::Pull pull = (*source)->next(batch);
    if (pull == pw::Pull::end) return !(*source)->problem();
    const auto info = (*source)->info();
    for (const pw::PacketRef& p : batch.packets)
      if (!each(p, info->interfaces[p.interface].linkType)) return true;
  }
}

bool storedPackets(const char* path, std::vector<Bytes>& out) {
  std::size_t bytes = 0;
  return forEachPacket(path, [&](const pw::PacketRef& p, pw::LinkType link) {
    if (link != pw::LinkType::ethernet || p.bytes.size() < ETH_HLEN || p.bytes.size() > 65535) return true;
    out.emplace_back(p.bytes.begin(), p.bytes.end());
    return (bytes += p.bytes.size()) < kMaxStored;
  });
}

pw::UniqueFd openSocket(const char* interface) {
  pw::UniqueFd fd{socket(AF_PACKET, SOCK_RAW, 0)};
  const int on = 1, buffer = 64 << 20;
  sockaddr_ll to{};
  to.sll_family = AF_PACKET;
  to.sll_ifindex = static_cast<int>(if_nametoindex(interface));
  if (!fd.valid() || bind(fd.value(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) return {};
  // Best effort: slower without.
  setsockopt(fd.value(), SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof on);
  setsockopt(fd.value(), SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof buffer);
  return fd;
}

/// Says how many packets are due. One that was kept from sending goes on at its rate: a burst to make up for it would
/// measure something else.
class Pace {
 public:
  explicit Pace(double rate) : rate_(rate), start_(now()) {}
  std::size_t due(std::uint64_t sent) {
    const double behind = rate_ * (now() - start_) - static_cast<double>(sent);
    if (behind > rate_ * kMostBehind) start_ += behind / rate_ - kMostBehind;
    return behind <= 0 ? 0 : static_cast<std::size_t>(std::min(behind + 1, static_cast<double>(kBatch)));
  }
  /// Sleeps where there is time for it, else comes back at once.
  void wait() const {
    if (rate_ > 100'000) return;
    const timespec t{0, 200'000};
    nanosleep(&t, nullptr);
  }

 private:
  static constexpr double kMostBehind = 0.002;  // s
  double rate_, start_;
};

bool sendBatch(int fd, std::span<mmsghdr> messages) {
  while (!messages.empty()) {
    const int n = sendmmsg(fd, messages.data(), static_cast<unsigned>(messages.size()), 0);
    if (n > 0) messages = messages.subspan(static_cast<std::size_t>(n));
    else if (errno != ENOBUFS && errno != EAGAIN && errno != EINTR) return false;
  }
  return true;
}

/// Prints "packets seconds bytes end", the end by the monotonic clock.
bool sendAll(int fd, double rate, std::uint64_t packets, std::vector<Bytes>& from, bool numbered) {
  std::array<mmsghdr, kBatch> messages{};
  std::array<iovec, kBatch> parts{};
  const double start = now();
  Pace pace{rate};
  std::uint64_t sent = 0, bytes = 0;
  for (std::size_t next = 0; sent < packets;) {
    const std::size_t n = std::min<std::uint64_t>(pace.due(sent), packets - sent);
    for (std::size_t i = 0; i < n; ++i) {
      Bytes& p = from[next];
      next = next + 1 == from.size() ? 0 : next + 1;
      const std::uint64_t number = sent + i;
      if (numbered) std::memcpy(p.data() + kNumberAt, &number, sizeof number);
      parts[i] = {p.data(), p.size()};
      messages[i].msg_hdr = {};
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
      bytes += p.size();
    }
    if (n == 0) pace.wait();
    else if (!sendBatch(fd, {messages.data(), n})) return false;
    sent += n;
  }
  const double end = now();
  std::printf("%llu %.6f %llu %.6f\n", static_cast<unsigned long long>(sent), end - start,
              static_cast<unsigned long long>(bytes), end);
  return true;
}

int failed(const char* what) {
  std::fprintf(stderr, "plainwire_sender: %s: %s\n", what, std::strerror(errno));
  return 1;
}

int send(std::span<char*> a) {
  std::vector<Bytes> packets;
  const std::size_t length = std::strtoul(a[3], nullptr, 10);
  const bool numbered = length >= kNumberAt + sizeof(std::uint64_t) && length <= 65535;
  if (numbered) packets = madePackets(length);
  else
    for (char* file : a.subspan(3))
      if (!storedPackets(file, packets)) return failed(file);
  if (packets.empty()) return failed("no packets to send");
  const pw::UniqueFd fd = openSocket(a[0]);
  if (!fd.valid()) return failed(a[0]);
  const bool ok = sendAll(fd.value(), std::strtod(a[1], nullptr), std::strtoull(a[2], nullptr, 10), packets, numbered);
  return ok ? 0 : failed("sendmmsg");
}

int count(const char* path) {
  std::uint64_t packets = 0, gaps = 0, last = 0;
  const bool whole = forEachPacket(path, [&](const pw::PacketRef& p, pw::LinkType) {
    std::uint64_t number = 0;
    if (p.bytes.size() >= kNumberAt + sizeof number) std::memcpy(&number, p.bytes.data() + kNumberAt, sizeof number);
    if (number != (packets == 0 ? 0 : last + 1)) ++gaps;
    last = number;
    ++packets;
    return true;
  });
  std::printf("%llu %llu\n", static_cast<unsigned long long>(packets), static_cast<unsigned long long>(gaps));
  return whole ? 0 : 3;  // a file that ends inside a packet
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> arguments{argv, static_cast<std::size_t>(argc)};
  if (argc >= 6 && std::string_view{argv[1]} == "send") return send(arguments.subspan(2));
  if (argc == 3 && std::string_view{argv[1]} == "count") return count(argv[2]);
  std::fprintf(stderr, "plainwire_sender send INTERFACE RATE PACKETS LENGTH|FILE... | count FILE\n");
  return 2;
}
