#include "tests/bench/bench.h"

#include <map>

#include "core/walk/walk.h"
#include "dissectors/registry.h"
#include "tests/allocation/allocations.h"

namespace pw::bench {

namespace {
bool& failedFlag() noexcept {
  static bool flag = false;
  return flag;
}
}  // namespace

const Registry& registry() {
  static const Registry all = allProtocols();
  return all;
}

bool failed() noexcept { return failedFlag(); }

Allocations::Allocations(benchmark::State& state) : state_(state), before_(test::allocationCount()) {}

Allocations::~Allocations() {
  const std::uint64_t n = test::allocationCount() - before_;
  state_.counters["allocations"] = benchmark::Counter(static_cast<double>(n), benchmark::Counter::kAvgIterations);
  if (!none_ || n == 0) return;
  failedFlag() = true;
  state_.SkipWithError("allocates where it must not");
}

std::vector<Sample> samples() {
  constexpr std::size_t kFullFrame = 1514;
  std::map<ProtocolId, Sample> best;
  PacketSummary summary;
  SummarySink sink;
  for (const auto& file : test::ownCaptures()) {
    const test::StoredCapture capture = test::readWhole(file);
    for (const test::StoredPacket& p : capture.packets) {
      PacketContext context;
      context.id = PacketId{0};
      context.linkType = capture.info->interfaces[p.interface].linkType;
      context.bytes = p.bytes;
      context.wireLen = p.wireLen;
      summary.clear();
      walkPacket(registry(), context, summary, sink);
      for (const ProtocolId id : summary.stack) {
        Sample& s = best[id];
        const bool better = s.layers == 0 || summary.stack.size() < s.layers ||
                            (summary.stack.size() == s.layers && p.bytes.size() > s.packet.bytes.size());
        if (!better || p.bytes.size() > kFullFrame) continue;
        s = {std::string{registry().protocol(id).name}, p, context.linkType, summary.stack.size()};
      }
    }
  }
  std::vector<Sample> out;
  for (auto& [id, sample] : best)
    if (!sample.protocol.empty() && sample.protocol != "frame") out.push_back(std::move(sample));
  return out;
}

}  // namespace pw::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  pw::bench::registerWalks();
  pw::bench::registerFile();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return pw::bench::failed() ? 1 : 0;
}
