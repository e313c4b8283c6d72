#include "core/filter/filter_run.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

#include "core/filter/column_plan.h"
#include "core/filter/evaluator.h"
#include "core/filter/read_ahead_store.h"
#include "core/trace/packet_reader.h"

namespace pw {

/// What one thread needs to answer parts.
class FilterRun::Worker {
 public:
  explicit Worker(FilterRun& run)
      : run_(run),
        program_(run.filter_.program()),
        plan_(program_, run.trace_, run.registry_, run.settings_.columns),
        evaluator_(program_, run.registry_),
        reader_(run.trace_, run.registry_),
        sink_(evaluator_.makeSink()) {
    reader_.measure(program_.measured);
  }

  /// All rows are of one chunk.
  void answer(std::uint32_t from, std::uint32_t to, const std::stop_token& stop, std::vector<PacketId>& passed) {
    if (run_.trace_.isGivenUp(PacketId{from})) return;
    store_.reset(run_.trace_.store());
    reader_.readFrom(store_.get());
    plan_.answer(from, to, store_);
    std::uint64_t described = 0;
    for (std::uint32_t i = from; i < to; ++i) {
      const PacketId id{i};
      const filter::Answer a = plan_.of(i - from);
      if (a == filter::Answer::no) continue;
      if (a == filter::Answer::yes) {
        passed.push_back(id);
        continue;
      }
      if ((++described & 63) == 0 && stop.stop_requested()) break;
      if (describe(id)) passed.push_back(id);
    }
    run_.described_.fetch_add(described, std::memory_order_relaxed);
    const std::uint64_t gaveUp = evaluator_.gaveUp() + plan_.gaveUp();
    run_.gaveUp_.fetch_add(gaveUp - gaveUp_, std::memory_order_relaxed);
    gaveUp_ = gaveUp;
    if (run_.trace_.isGivenUp(PacketId{from})) passed.clear();  // meanwhile: zeros may have been read
  }

 private:
  bool describe(PacketId id) {
    if (!reader_.load(id)) run_.unreadable_.fetch_add(1, std::memory_order_relaxed);
    const PacketSummary& summary = reader_.walk(sink_);
    return evaluator_.passes(sink_, reader_.context(), summary);
  }

  FilterRun& run_;
  const filter::Program& program_;
  filter::ColumnPlan plan_;
  filter::Evaluator evaluator_;
  filter::ReadAheadStore store_;
  PacketReader reader_;
  FieldSink sink_;
  std::uint64_t gaveUp_ = 0;
};

/// Hands parts out, and what was found in them back in their order.
class FilterRun::Parts {
 public:
  Parts(std::uint32_t from, std::uint32_t to, const std::stop_token& stop, FilterResults& results)
      : to_(to), stop_(stop), results_(results), next_(from), told_(from) {}

  /// False where none is left, or nobody wants to know.
  bool take(std::uint32_t& from, std::uint32_t& to) {
    const std::lock_guard lock{mutex_};
    if (ended_ || next_ >= to_ || stop_.stop_requested()) return false;
    from = next_;
    // Parts do not cross a chunk of the trace; the first are small, so that there is soon something to see.
    const std::uint32_t size = taken_++ < 4 ? kPart / 8 : kPart;
    to = std::min({to_, from + size, (from / kPart + 1) * kPart});
    next_ = to;
    return true;
  }

  void give(std::uint32_t from, std::uint32_t to, std::vector<PacketId> passed) {
    const std::lock_guard lock{mutex_};
    waiting_[from] = {to, std::move(passed)};
    for (auto it = waiting_.begin(); !ended_ && it != waiting_.end() && it->first == told_; it = waiting_.erase(it)) {
      if (stop_.stop_requested() || !results_.onPart(told_, it->second.to, it->second.passed)) ended_ = true;
      else told_ = it->second.to;
    }
  }

  [[nodiscard]] bool all() const { return told_ == to_; }

 private:
  struct Found {
    std::uint32_t to = 0;
    std::vector<PacketId> passed;
  };

  const std::uint32_t to_;
  const std::stop_token stop_;
  FilterResults& results_;
  std::mutex mutex_;
  std::uint32_t next_, told_;
  unsigned taken_ = 0;
  bool ended_ = false;
  std::map<std::uint32_t, Found> waiting_;
};

FilterRun::FilterRun(Filter filter, const Trace& trace, const Registry& registry, Settings settings)
    : filter_(std::move(filter)), trace_(trace), registry_(registry), settings_(settings) {}
FilterRun::~FilterRun() = default;

bool FilterRun::run(std::uint32_t from, std::uint32_t to, const std::stop_token& stop, FilterResults& results) {
  if (from >= to) return true;
  Parts parts{from, to, stop, results};
  const unsigned wanted =
      settings_.threads != 0 ? settings_.threads : std::max(1u, std::thread::hardware_concurrency());
  const unsigned threads = std::min<unsigned>(wanted, 1 + (to - from) / (kPart / 4));
  while (workers_.size() < threads) workers_.push_back(std::make_unique<Worker>(*this));
  const auto work = [&](Worker& w) {
    std::uint32_t first = 0, end = 0;
    while (parts.take(first, end)) {
      std::vector<PacketId> passed;
      w.answer(first, end, stop, passed);
      parts.give(first, end, std::move(passed));
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([&, i] { work(*workers_[i]); });
    work(*workers_[0]);
  }
  return parts.all();
}

std::vector<PacketId> filterAll(const Filter& filter, const Trace& trace, const Registry& registry,
                                FilterRun::Settings settings) {
  class All final : public FilterResults {
   public:
    std::vector<PacketId> passed;
    bool onPart(std::uint32_t, std::uint32_t, std::span<const PacketId> found) override {
      passed.insert(passed.end(), found.begin(), found.end());
      return true;
    }
  } all;
  FilterRun{filter, trace, registry, settings}.run(0, trace.size(), {}, all);
  return std::move(all.passed);
}

}  // namespace pw
