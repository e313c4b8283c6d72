// Whether this user may capture, and what is missing otherwise.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/capture/capture_problem.h"

namespace pw {

struct CapturePermission {
  /// kind: none (permitted), helperMissing, helperNotExecutable or notPermitted.
  CaptureProblem problem;
  std::filesystem::path helper;  ///< where it is, or would be
  std::string group;             ///< whose members may run it; empty: everybody
  bool groupIsMissing = false;   ///< the user is in no such group
  bool needsNewLogin = false;    ///< the user was added to the group, but this session does not know yet
  /// The command that puts it right, to copy; empty where nothing is wrong or no command helps.
  std::string command;
  bool privateNamespace = false;  ///< capturing inside a private user namespace works
  bool isRoot = false;            ///< of this very machine: captures through the helper all the same, told once

  [[nodiscard]] bool permitted() const noexcept { return !problem.any(); }
};

/// Runs the helper to ask what it may do; some ms. Any thread.
[[nodiscard]] CapturePermission checkPermission();

/// True for root itself; false for root of a namespace that some user made.
[[nodiscard]] bool isRootOfTheMachine() noexcept;

/// Where the helper is: PLAINWIRE_HELPER (for tests), beside the program, or in libexec of the installation. Empty
/// where there is none.
[[nodiscard]] std::filesystem::path findHelper();

}  // namespace pw
