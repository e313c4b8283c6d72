#include "tests/bench/bench.h"

#include <map>
#include <tuple>

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
  constexpr std::size_t kFullFrame = 1514, kMaxLayers = ProtocolStack::kMax;
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
        if (p.bytes.size() > kFullFrame) continue;
        // Other links first lose against Ethernet, then many layers against few, then short ones against long ones.
        const auto rank = [](LinkType link, std::size_t layers, std::size_t bytes) {
          return std::tuple{link == LinkType::ethernet, kMaxLayers - layers, bytes};
        };
        const std::size_t layers = summary.stack.size();
        if (!s.protocol.empty() && rank(context.linkType, layers, p.bytes.size()) <=
                                       rank(s.link, s.layers, s.packet.bytes.size()))
          continue;
        s = {std::string{registry().protocol(id).name}, p, context.linkType, layers};
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
  pw::bench::registerRing();
  pw::bench::registerFile();
  pw::bench::registerFilters();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return pw::bench::failed() ? 1 : 0;
}
