// What the benchmarks share: allocations beside times, and packets from captures/.
#pragma once
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "core/walk/registry.h"
#include "tests/support/captures.h"

namespace pw::bench {

/// Every protocol of the program, built once.
const Registry& registry();

/// Counts allocations while it lives and reports them for each of the packets.
class Allocations {
 public:
  explicit Allocations(benchmark::State& state);
  ~Allocations();
  Allocations(const Allocations&) = delete;
  Allocations& operator=(const Allocations&) = delete;
  /// Ends the benchmark, and the program with 1, where there were any.
  void mustBeNone() noexcept { none_ = true; }

 private:
  benchmark::State& state_;
  std::uint64_t before_;
  bool none_ = false;
};

/// True once a benchmark allocated where it must not.
[[nodiscard]] bool failed() noexcept;

/// A packet of captures/ in which a protocol stands, by the protocol's name.
struct Sample {
  std::string protocol;
  test::StoredPacket packet;
  LinkType link = LinkType::ethernet;
  std::size_t layers = 0;
};
/// One for each protocol that captures/ have: over Ethernet with the fewest layers, and of those the longest.
std::vector<Sample> samples();

void registerWalks();
/// The ring of live capture beside other queues.
void registerRing();
/// The engine over the capture that PLAINWIRE_BENCH_CAPTURE names, where it names one.
void registerFile();
/// The filters of PLAINWIRE_BENCH_FILTERS, one a line, over the trace of that capture.
void registerFilters();

}  // namespace pw::bench
