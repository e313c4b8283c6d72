// Starts plainwire-capture, and knows when it is gone.
#pragma once
#include <sys/types.h>

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "core/capture/capture_options.h"
#include "core/capture/capture_problem.h"
#include "core/capture/helper_channel.h"

namespace pw::helper {

/// How it ended: by a signal, or else with a status.
struct ProcessEnd {
  int signal = 0;
  int status = 0;
};

/// Owns the process. The thread that starts it must live as long: the helper is killed when that thread ends
/// (PR_SET_PDEATHSIG). One thread.
class Process {
 public:
  /// Problems: helperMissing, helperNotExecutable, noPrivateNamespace.
  [[nodiscard]] static std::expected<Process, CaptureProblem> start(const std::filesystem::path& program,
                                                                    const std::vector<std::string>& arguments,
                                                                    bool privateNamespace = false);
  Process(Process&& other) noexcept
      : pid_(std::exchange(other.pid_, 0)), channel_(std::move(other.channel_)), end_(other.end_) {}
  Process& operator=(Process&&) = delete;
  /// Kills it if it still runs.
  ~Process();

  [[nodiscard]] Channel& channel() noexcept { return channel_; }
  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  /// Waits for its end. It ends by itself once it was told to stop, or this end of the channel is closed.
  ProcessEnd wait() noexcept;
  void kill() noexcept;

 private:
  Process(pid_t pid, Channel channel) noexcept : pid_(pid), channel_(std::move(channel)) {}

  pid_t pid_ = 0;  // 0: waited for
  Channel channel_;
  ProcessEnd end_;
};

/// The command line of a capture; with `listLinkTypes` the helper only says what the interface offers.
[[nodiscard]] std::vector<std::string> argumentsOf(const CaptureOptions& options, bool listLinkTypes = false);
/// What the helper's `failed` or `interfaceEnded` says, for people to be told.
[[nodiscard]] CaptureProblem problemOf(const Message& message);
/// What a helper that went without a last word means.
[[nodiscard]] CaptureProblem problemOf(ProcessEnd end);

}  // namespace pw::helper
