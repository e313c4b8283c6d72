// Which packets of a trace pass a filter: a job over a range of rows, on several threads, its results handed over as
// found.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "core/filter/filter.h"
#include "core/trace/trace.h"

namespace pw {

/// Takes over what was found. Called by one thread at a time, not always the same, with parts in the order of the rows.
class FilterResults {
 public:
  virtual ~FilterResults() = default;
  /// All rows from `from` up to `to` were looked at; `passed` are those that passed, rising. Lives for the call. False
  /// ends the run.
  virtual bool onPart(std::uint32_t from, std::uint32_t to, std::span<const PacketId> passed) = 0;
};

/// Asks a filter of rows that are published. Trace and registry must outlive it. Used by one thread.
class FilterRun {
 public:
  struct Settings {
    unsigned threads = 0;     ///< 0: as many as there are processors
    bool columns = true;      ///< false: every packet is described, which gives the same and is for tests
  };
  /// Rows that are answered together.
  static constexpr std::uint32_t kPart = 1 << 14;

  FilterRun(Filter filter, const Trace& trace, const Registry& registry)
      : FilterRun(std::move(filter), trace, registry, Settings{}) {}
  FilterRun(Filter filter, const Trace& trace, const Registry& registry, Settings settings);
  ~FilterRun();

  /// Rows from `from` up to `to`, which must not lie past trace.size(). Ends soon when asked to stop. True where all
  /// rows were looked at. May be called again for rows that came since: what was learnt of conversations is kept.
  bool run(std::uint32_t from, std::uint32_t to, const std::stop_token& stop, FilterResults& results);

  /// How many packets had to be read again, so far.
  [[nodiscard]] std::uint64_t described() const noexcept { return described_.load(std::memory_order_relaxed); }
  /// Packets whose bytes could not be read any more: they pass only by what the columns say.
  [[nodiscard]] std::uint64_t unreadable() const noexcept { return unreadable_.load(std::memory_order_relaxed); }
  /// Searches by regular expressions that cost too much and counted as failed.
  [[nodiscard]] std::uint64_t gaveUp() const noexcept { return gaveUp_.load(std::memory_order_relaxed); }

 private:
  class Worker;
  class Parts;

  const Filter filter_;
  const Trace& trace_;
  const Registry& registry_;
  const Settings settings_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::atomic<std::uint64_t> described_{0}, unreadable_{0}, gaveUp_{0};
};

/// All that pass, on the calling thread and others.
std::vector<PacketId> filterAll(const Filter& filter, const Trace& trace, const Registry& registry,
                                FilterRun::Settings settings = {});

}  // namespace pw
