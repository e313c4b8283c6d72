// A capture as a trace, for tests of what is told about conversations.
#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "core/trace/trace.h"

namespace pw::test {

/// The whole of a capture through the engine; null where it cannot be opened.
std::unique_ptr<Trace> traceOf(const std::filesystem::path& file);

/// Every conversation over TCP of a trace.
std::vector<FlowId> tcpFlows(const Trace& trace);

}  // namespace pw::test
