// What is said of a live capture: problems, permission, counts.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/capture/live_capture.h"
#include "core/capture/permission.h"
#include "core/report/messages.h"

namespace pw {

/// One line without a line's end. `interface`: the name of the one concerned; `file`: what was being written.
std::string captureProblemSentence(Language language, const CaptureProblem& problem, std::string_view interface,
                                   std::string_view file);

/// A line to read, or a command to copy.
struct AdviceLine {
  std::string text;
  bool isCommand = false;
};
/// What is missing, how to put it right, and what works without. Nothing where capturing is permitted.
std::vector<AdviceLine> permissionAdvice(Language language, const CapturePermission& permission);

/// "Packets received/dropped on interface ...", without a line's end.
std::string interfaceCountsLine(Language language, const InterfaceCounts& counts);

}  // namespace pw
