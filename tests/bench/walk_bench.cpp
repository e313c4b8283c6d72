// What one packet costs in each of the three walks. The name says which protocol the packet was taken for; it is walked
// whole, from its link layer on.
#include "core/walk/walk.h"
#include "tests/bench/bench.h"

namespace pw::bench {

namespace {

PacketContext contextOf(const Sample& sample) {
  PacketContext context;
  context.id = PacketId{0};
  context.linkType = sample.link;
  context.bytes = sample.packet.bytes;
  context.wireLen = sample.packet.wireLen;
  return context;
}

std::string layersOf(const PacketSummary& summary) {
  std::string text;
  for (std::size_t i = 1; i < summary.stack.size(); ++i) {
    if (i != 1) text += ':';
    text += registry().protocol(summary.stack[i]).name;
  }
  return text + ", ";
}

template <class Sink>
void clear(Sink& sink) {
  if constexpr (Sink::kRow) sink.clear();
}

template <class Sink>
void walk(benchmark::State& state, const Sample& sample, Sink sink) {
  const PacketContext context = contextOf(sample);
  PacketSummary summary;
  const auto once = [&] {
    summary.clear();
    clear(sink);
    walkPacket(registry(), context, summary, sink);
    benchmark::DoNotOptimize(summary);
  };
  once();  // buffers that are reused have grown
  {
    Allocations allocations{state};
    if (!Sink::kRow) allocations.mustBeNone();
    for (auto _ : state) once();
  }
  state.SetItemsProcessed(state.iterations());
  state.SetLabel(layersOf(summary) + std::to_string(sample.packet.bytes.size()) + " bytes");
}

}  // namespace

void registerWalks() {
  for (const Sample& s : samples()) {
    const std::string name = "walk/" + s.protocol;
    benchmark::RegisterBenchmark((name + "/summary").c_str(),
                                 [s](benchmark::State& state) { walk(state, s, SummarySink{}); });
    benchmark::RegisterBenchmark((name + "/row").c_str(), [s](benchmark::State& state) { walk(state, s, RowSink{}); });
    benchmark::RegisterBenchmark((name + "/fields").c_str(), [s](benchmark::State& state) {
      walk(state, s, FieldSink{FieldSet::all(), true, true});
    });
  }
}

}  // namespace pw::bench
