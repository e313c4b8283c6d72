// Filters over a capture that is open already, as the window asks them.
#include <cstdlib>
#include <memory>

#include "core/engine/engine.h"
#include "core/file/open_capture.h"
#include "core/filter/filter_run.h"
#include "tests/bench/bench.h"

namespace pw::bench {

namespace {

const Trace* openTrace(const std::string& file) {
  static const std::unique_ptr<const Trace> kTrace = [&]() -> std::unique_ptr<const Trace> {
    auto source = openCapture(file);
    if (!source) return nullptr;
    auto trace = std::make_unique<Trace>();
    Engine{registry(), **source, *trace}.run();
    return trace;
  }();
  return kTrace.get();
}

/// A new run each time: nothing is kept from the one before.
void filterOverTrace(benchmark::State& state, const std::string& file, const std::string& text) {
  const Trace* trace = openTrace(file);
  const auto filter = compileFilter(text, registry());
  if (trace == nullptr || !filter) {
    state.SkipWithError("no capture, or no filter");
    return;
  }
  std::size_t passed = 0;
  for (auto _ : state) passed = filterAll(*filter, *trace, registry()).size();
  state.counters["passed"] = static_cast<double>(passed);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(trace->size()));
}

}  // namespace

void registerFilters() {
  const char* file = std::getenv("PLAINWIRE_BENCH_CAPTURE");
  const char* filters = std::getenv("PLAINWIRE_BENCH_FILTERS");
  if (file == nullptr || filters == nullptr) return;
  std::string all{filters};
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t end = std::min(all.find('\n', from), all.size());
    const std::string text = all.substr(from, end - from);
    from = end + 1;
    if (text.empty()) continue;
    benchmark::RegisterBenchmark(("filter/" + text).c_str(), [name = std::string{file}, text](benchmark::State& s) {
      filterOverTrace(s, name, text);
    })->Unit(benchmark::kMillisecond)->UseRealTime();
  }
}

}  // namespace pw::bench
