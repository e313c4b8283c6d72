// plainwire-capture: opens interfaces, gives up every privilege, and fills a ring that its parent reads. The only
// process of Plainwire's that ever has privileges. docs/capture-helper.md.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/capture-helper/arguments.h"
#include "app/capture-helper/capture_loop.h"
#include "app/capture-helper/confine.h"
#include "core/capture/shared_ring.h"

namespace {

using namespace pw;
using namespace pw::helper;

/// What goes wrong on the way to the first packet.
struct Failure {
  DeviceFault fault;
  std::uint32_t interface = kNoInterface;
};
using Step = std::expected<void, Failure>;

std::unexpected<Failure> failure(Reason reason, int error) {
  return std::unexpected(Failure{{reason, static_cast<std::uint64_t>(error), {}}, kNoInterface});
}

class Helper {
 public:
  Helper(Channel channel, const CaptureOptions& options) : channel_(std::move(channel)), options_(options) {}

  Step open() {
    for (std::uint32_t i = 0; i < options_.interfaces.size(); ++i) {
      auto device = PcapDevice::open(options_.interfaces[i], i);
      if (!device) return std::unexpected(Failure{std::move(device.error()), i});
      devices_.push_back(std::move(*device));
    }
    return {};
  }

  /// The text of a filter is read, and the ring made, without privileges.
  Step prepare() {
    if (const int error = dropPrivileges(); error != 0) return failure(Reason::cannotConfine, error);
    dieWithParent();  // becoming another user forgets it
    for (std::uint32_t i = 0; i < devices_.size(); ++i)
      if (auto set = devices_[i].setFilter(options_.interfaces[i].filter); !set)
        return std::unexpected(Failure{std::move(set.error()), i});
    auto ring = SharedRing::create(std::size_t{options_.ringMiB} << 20);
    if (!ring) return failure(Reason::noRing, ring.error());
    ring_.emplace(std::move(*ring));
    return {};
  }

  Reason capture() {
    CaptureLoop loop{channel_, devices_, ring_->memory()};
    for (std::uint32_t i = 0; i < devices_.size(); ++i) {
      Message m;
      m.kind = MessageKind::opened;
      m.interface = i;
      m.numbers = {static_cast<std::uint64_t>(devices_[i].linkType()), devices_[i].snapLen()};
      channel_.send(m);
    }
    Message ready;
    ready.kind = MessageKind::ready;
    ready.numbers = {ring_->bytes(), devices_.size()};
    if (const int error = enterSeccomp(channel_.fd()); error != 0) return tell(failure(Reason::cannotConfine, error));
    if (!channel_.send(ready, ring_->fd())) return Reason::parentGone;
    ring_->closeFd();
    const Reason over = loop.run();
    if (over == Reason::none) finish();
    return over;
  }

  Reason listLinkTypes() {
    for (const OfferedLinkType& t : devices_[0].linkTypes()) {
      Message m;
      m.kind = MessageKind::linkType;
      m.numbers[0] = static_cast<std::uint64_t>(t.type);
      m.text = t.name + '\t' + t.description;
      channel_.send(m);
    }
    finish();
    return Reason::none;
  }

  Reason tell(const std::unexpected<Failure>& f) {
    Message m;
    m.kind = MessageKind::failed;
    m.reason = f.error().fault.reason;
    m.interface = f.error().interface;
    m.numbers[0] = f.error().fault.number;
    m.text = f.error().fault.text;
    channel_.send(m);
    return m.reason;
  }

 private:
  void finish() {
    Message m;
    m.kind = MessageKind::ended;
    channel_.send(m);
  }

  Channel channel_;
  const CaptureOptions& options_;
  std::vector<PcapDevice> devices_;
  std::optional<SharedRing> ring_;
};

Reason run(Helper& helper, Task task) {
  if (auto opened = helper.open(); !opened) return helper.tell(std::unexpected(opened.error()));
  if (task == Task::linkTypes) return helper.listLinkTypes();
  if (auto prepared = helper.prepare(); !prepared) return helper.tell(std::unexpected(prepared.error()));
  return helper.capture();
}

bool isSeqpacket(int fd) noexcept {
  int type = 0;
  socklen_t length = sizeof type;
  return ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET;
}

/// Nothing of the parent's but the channel, and no signal from a terminal: the parent says when it is over.
void leaveParentsThings() noexcept {
  ::close_range(kChannelFd + 1, ~0U, 0);
  const int nothing = ::open("/dev/null", O_RDWR);
  if (nothing >= 0) {
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(nothing, STDOUT_FILENO);
    ::close(nothing);
  }
  for (const int s : {SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGPIPE}) ::signal(s, SIG_IGN);
}

/// The parent may be gone before dieWithParent() was there to notice.
bool hasParent() noexcept {
  pollfd p{kChannelFd, 0, 0};
  return ::poll(&p, 1, 0) >= 0 && (p.revents & POLLHUP) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto arguments = parseArguments(argc, argv);
  if (!arguments) return static_cast<int>(Reason::usage);
  // 64 and the bits of what it has.
  if (arguments->task == Task::check) return 64 + static_cast<int>(capabilities());
  if (!isSeqpacket(kChannelFd)) return static_cast<int>(Reason::usage);
  dieWithParent();
  leaveParentsThings();
  if (!hasParent()) return static_cast<int>(Reason::parentGone);
  Helper helper{Channel{UniqueFd{kChannelFd}, Sender::parent}, arguments->options};
  // The kernel tidies up: what libpcap would call to do it does not pass the filter any more.
  ::_exit(static_cast<int>(run(helper, arguments->task)));
}
