// One end of the socket between parent and helper. Trusts nothing that comes out of it.
#pragma once
#include <optional>

#include "core/capture/helper_message.h"
#include "core/file/unique_fd.h"

namespace pw::helper {

/// A SOCK_SEQPACKET socket of the Unix domain: a message is whole or not there. Never blocks. One thread.
class Channel {
 public:
  Channel() noexcept = default;
  /// `other`: who sits at the other end.
  Channel(UniqueFd fd, Sender other) noexcept : fd_(std::move(fd)), other_(other) {}

  enum class Got : std::uint8_t {
    nothing,  ///< none now
    message,
    closed,   ///< the other end is gone
    nonsense, ///< something that it must not send
  };
  /// `passed` gets the descriptor that came along, if one did.
  Got receive(Message& message, UniqueFd& passed);
  /// False where the other end is gone, or so far behind that the message had no room. `pass`: a descriptor, or -1.
  bool send(const Message& message, int pass = -1) noexcept;
  [[nodiscard]] int fd() const noexcept { return fd_.value(); }

 private:
  UniqueFd fd_;
  Sender other_ = Sender::helper;
};

}  // namespace pw::helper
