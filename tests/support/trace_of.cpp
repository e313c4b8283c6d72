#include "tests/support/trace_of.h"

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "tests/support/dissect.h"

namespace pw::test {

std::unique_ptr<Trace> traceOf(const std::filesystem::path& file) {
  auto source = openCapture(file);
  if (!source) return nullptr;
  auto trace = std::make_unique<Trace>();
  Engine{registry(), **source, *trace}.run();
  return trace;
}

std::vector<FlowId> tcpFlows(const Trace& trace) {
  std::vector<FlowId> out;
  for (std::uint32_t f = 0; f < trace.flowCount(); ++f)
    if (trace.flowOf(FlowId{f}).key.transport == Transport::tcp) out.push_back(FlowId{f});
  return out;
}

}  // namespace pw::test
