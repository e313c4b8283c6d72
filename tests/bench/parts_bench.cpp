// The parts below a walk and around it: cursor, checksum, conversations, trace, engine.
#include <cstdlib>

#include "core/bytes/checksum.h"
#include "core/bytes/cursor.h"
#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "tests/bench/bench.h"
#include "tests/support/memory_packets.h"

namespace pw::bench {
namespace {

void cursorReads(benchmark::State& state) {
  const std::vector<std::uint8_t> bytes(1500, 0x5a);
  std::int64_t reads = 0;
  for (auto _ : state) {
    Cursor c{bytes, bytes.size()};
    std::uint64_t sum = 0;
    while (c.left() >= 8) {
      sum += c.u8();
      sum += c.u16();
      sum += c.u8();
      sum += c.u32();
      reads += 4;
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(reads);
}
BENCHMARK(cursorReads)->Name("cursor/read");

void checksum(benchmark::State& state) {
  const std::vector<std::uint8_t> bytes(static_cast<std::size_t>(state.range(0)), 0x5a);
  for (auto _ : state) benchmark::DoNotOptimize(InternetChecksum{}.add(bytes).folded());
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(checksum)->Name("checksum")->Arg(20)->Arg(1460);

FlowKey keyNumber(std::uint64_t i) {
  FlowKey key;
  key.low[0] = i * 0x9e3779b97f4a7c15;
  key.high[0] = i;
  key.lowPort = static_cast<std::uint16_t>(i);
  key.highPort = 443;
  key.transport = Transport::tcp;
  key.kind = AddressKind::ipv4;
  return key;
}

/// Looks conversations up in an order without pattern, as packets of many come in.
void flowLookup(benchmark::State& state) {
  FlowTable table;
  const auto flows = static_cast<std::uint64_t>(state.range(0));
  for (std::uint64_t i = 0; i < flows; ++i)
    table.add(keyNumber(i), table.hashOf(keyNumber(i)), PacketId{0}, true);
  std::uint64_t next = 0;
  {
    Allocations allocations{state};
    allocations.mustBeNone();
    for (auto _ : state) {
      next = next * 6364136223846793005 + 1442695040888963407;
      const FlowKey key = keyNumber((next >> 20) % flows);
      benchmark::DoNotOptimize(table.flow(table.find(key, table.hashOf(key))).stream);
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(flowLookup)->Name("flow/find")->Arg(10'000)->Arg(200'000);

void flowAdd(benchmark::State& state) {
  constexpr std::uint64_t kFlows = 200'000;
  for (auto _ : state) {
    FlowTable table;
    for (std::uint64_t i = 0; i < kFlows; ++i)
      table.add(keyNumber(i), table.hashOf(keyNumber(i)), PacketId{0}, true);
    benchmark::DoNotOptimize(table.size());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kFlows));
}
BENCHMARK(flowAdd)->Name("flow/add")->Unit(benchmark::kMillisecond);

void traceAppend(benchmark::State& state) {
  constexpr std::uint32_t kRows = 1'000'000;
  for (auto _ : state) {
    Trace trace;
    PacketRow row;
    for (std::uint32_t i = 0; i < kRows; ++i) {
      row.at += 100;
      row.timeNs += 1000;
      row.captured = row.wireLen = 100;
      trace.append(row);
    }
    trace.publish();
    benchmark::DoNotOptimize(trace.size());
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kRows});
}
BENCHMARK(traceAppend)->Name("trace/append")->Unit(benchmark::kMillisecond);

void traceRead(benchmark::State& state) {
  constexpr std::uint32_t kRows = 1'000'000;
  Trace trace;
  for (std::uint32_t i = 0; i < kRows; ++i) trace.append({});
  trace.publish();
  std::uint32_t next = 0;
  for (auto _ : state) {
    next = next * 1664525 + 1013904223;
    benchmark::DoNotOptimize(trace.row(PacketId{(next >> 8) % kRows}));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(traceRead)->Name("trace/row");

/// All packets of captures/ with Ethernet, many times over, out of memory.
void engineInMemory(benchmark::State& state) {
  test::MemoryPackets source;
  while (source.size() < 500'000)
    for (const auto& file : test::ownCaptures()) {
      const test::StoredCapture capture = test::readWhole(file);
      if (capture.info->interfaces[0].linkType != LinkType::ethernet) continue;
      for (const test::StoredPacket& p : capture.packets) source.add(p.bytes, p.timeNs, p.wireLen);
    }
  for (auto _ : state) {
    source.rewind();
    Trace trace;
    Engine{registry(), source, trace}.run();
    benchmark::DoNotOptimize(trace.size());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(source.size()));
}
BENCHMARK(engineInMemory)->Name("engine/memory")->Unit(benchmark::kMillisecond)->UseRealTime();

void engineOverFile(benchmark::State& state, const std::string& file) {
  std::int64_t packets = 0, bytes = 0;
  for (auto _ : state) {
    auto source = openCapture(file);
    if (!source) {
      state.SkipWithError("cannot open the capture");
      return;
    }
    Trace trace;
    Engine{registry(), **source, trace}.run();
    packets += trace.size();
    bytes += static_cast<std::int64_t>((*source)->progress().done);
  }
  state.SetItemsProcessed(packets);
  state.SetBytesProcessed(bytes);
}
}  // namespace

void registerFile() {
  const char* file = std::getenv("PLAINWIRE_BENCH_CAPTURE");
  if (file == nullptr) return;
  benchmark::RegisterBenchmark("engine/file", [name = std::string{file}](benchmark::State& s) {
    engineOverFile(s, name);
  })->Unit(benchmark::kMillisecond)->UseRealTime();
}

}  // namespace pw::bench
