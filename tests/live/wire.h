// A network of its own for a test: two interfaces joined by a wire, and whatever the test sends over it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/file/unique_fd.h"

namespace pw::test {

using Frame = std::vector<std::uint8_t>;

/// What is sent goes in at kSender and can be captured at kTap. Nothing else passes: no addresses, no IPv6.
class Wire {
 public:
  static constexpr const char* kSender = "pwtx";
  static constexpr const char* kTap = "pwrx";

  /// Moves this process, which has one thread yet, into a network namespace of its own: as root, or in a user namespace
  /// of its own. Why it cannot be done, or empty.
  static std::string make();

  Wire();
  /// Sends all, in order; each is on the other side when this returns.
  void send(const std::vector<Frame>& frames) const;
  void sendOne(const Frame& frame) const { send({frame}); }
  static void removeInterface();
  /// Both ends, as make() leaves them. False where the system has none.
  static bool addInterface();

 private:
  UniqueFd fd_;
};

/// Ethernet, of a type that nobody answers (0x88b5, for local experiments), with a number in it.
Frame numbered(std::uint32_t number, std::size_t bytes);
std::vector<Frame> numberedFrames(std::uint32_t first, std::size_t count, std::size_t bytes);

/// "CapEff" of a process, as /proc has it; empty where it is not there.
std::string statusOf(int pid, const std::string& key);

}  // namespace pw::test
