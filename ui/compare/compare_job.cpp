#include "ui/compare/compare_job.h"

#include <algorithm>

namespace pw::ui {

namespace {

std::vector<std::vector<PacketId>> packetsOf(const CompareView& view, const FlowSteps& left, const FlowSteps& right) {
  std::vector<std::vector<PacketId>> all;
  for (const CompareRow& row : view.rows) {
    std::vector<PacketId>& packets = all.emplace_back();
    const FlowSteps* flows[2] = {&left, &right};
    for (const unsigned i : {0u, 1u}) {
      if (row.step.step[i] == ComparedStep::kNone) continue;
      const auto& of = flows[i]->steps[row.step.step[i]].packets;
      packets.insert(packets.end(), of.begin(), of.end());
    }
    std::sort(packets.begin(), packets.end());
  }
  return all;
}

}  // namespace

void CompareJob::search() {
  struct Shared {
    std::shared_ptr<Session> session;
    std::vector<FlowPair> pairs;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), {}});
  search_.start(
      0,
      [shared, rows = document_.rows(), registry = &document_.registry()](const std::stop_token& stop,
                                                                          std::atomic<std::uint64_t>&) {
        shared->pairs = findPairs(shared->session->trace(), *registry, rows, stop);
      },
      [this, shared] {
        if (shared->session == document_.session()) Q_EMIT searched(shared->pairs);
      });
}

void CompareJob::compare(FlowId left, FlowId right, Language language) {
  struct Shared {
    std::shared_ptr<Session> session;
    std::shared_ptr<NameBook> names;
    std::shared_ptr<ComparedFlows> flows;
  };
  auto shared = std::make_shared<Shared>(Shared{document_.session(), names_.book(), nullptr});
  compare_.start(
      0,
      [shared, left, right, language, rows = document_.rows(), registry = &document_.registry()](
          const std::stop_token& stop, std::atomic<std::uint64_t>&) {
        const Trace& trace = shared->session->trace();
        const auto a = readFlowSteps(trace, *registry, left, rows, stop);
        const auto b = a ? readFlowSteps(trace, *registry, right, rows, stop) : nullptr;
        if (!a || !b) return;
        auto flows = std::make_shared<ComparedFlows>();
        flows->left = left;
        flows->right = right;
        flows->rows = rows;
        flows->view = compareView(language, {trace, *registry, *a, *b, *shared->names, {}});
        flows->packets = packetsOf(flows->view, *a, *b);
        shared->flows = std::move(flows);
      },
      [this, shared] {
        if (shared->flows && shared->session == document_.session()) Q_EMIT compared(shared->flows);
      });
}

void CompareJob::cancel() {
  search_.cancel();
  compare_.cancel();
}

}  // namespace pw::ui
