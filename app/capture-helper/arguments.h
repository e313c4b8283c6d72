// The helper's command line, as core/capture/helper_process.h writes it.
#pragma once
#include <optional>

#include "core/capture/capture_options.h"

namespace pw::helper {

enum class Task : std::uint8_t { capture, linkTypes, check };

struct Arguments {
  Task task = Task::capture;
  CaptureOptions options;  ///< interfaces and the ring's size only
};

/// Nothing where anything is not understood: who starts the helper knows how.
std::optional<Arguments> parseArguments(int argc, char** argv);

}  // namespace pw::helper
