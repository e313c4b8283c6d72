#include "core/compare/comparison.h"

#include <algorithm>

namespace pw {

namespace {

struct Placed {
  std::uint64_t key = 0;
  std::uint32_t step = 0;
};

constexpr std::uint64_t kSealingFirst = 2, kTurns = 4, kPerTurn = 4;

/// Where each step of a conversation belongs; those with the same key are beside each other in their order.
std::vector<Placed> placed(const FlowSteps& flow) {
  std::vector<Placed> out;
  std::uint64_t after = 0;  // turns so far: the key behind the latest one
  for (std::uint32_t i = 0; i < flow.steps.size(); ++i) {
    const FlowStep& s = flow.steps[i];
    const std::uint64_t turn = kTurns + s.number * kPerTurn;
    std::uint64_t key = UINT64_MAX;
    switch (s.kind) {
      case StepKind::lookup: key = 0; break;
      case StepKind::opening: key = 1; break;
      case StepKind::sealing: key = after == 0 ? kSealingFirst : after; break;
      case StepKind::request: key = turn; break;
      case StepKind::response: key = turn + 1; break;
      case StepKind::closing: break;
    }
    if (s.isTurn()) after = turn + 2;
    out.push_back({key, i});
  }
  return out;
}

}  // namespace

std::vector<ComparedStep> alignSteps(const FlowSteps& left, const FlowSteps& right) {
  const FlowSteps* flows[2] = {&left, &right};
  std::vector<Placed> all[2] = {placed(left), placed(right)};
  // One handshake is beside the other, whenever it came.
  const auto sealing = [&](unsigned f) {
    return std::find_if(all[f].begin(), all[f].end(),
                        [&](const Placed& p) { return flows[f]->steps[p.step].kind == StepKind::sealing; });
  };
  const auto a = sealing(0), b = sealing(1);
  if (a != all[0].end() && b != all[1].end()) a->key = b->key = std::min(a->key, b->key);
  for (auto& side : all)
    std::sort(side.begin(), side.end(),
              [](const Placed& x, const Placed& y) { return x.key != y.key ? x.key < y.key : x.step < y.step; });

  std::vector<ComparedStep> out;
  std::size_t at[2] = {0, 0};
  while (at[0] < all[0].size() || at[1] < all[1].size()) {
    const auto keyOf = [&](unsigned f) { return all[f][at[f]].key; };
    const bool has[2] = {at[0] < all[0].size(), at[1] < all[1].size()};
    const bool take[2] = {has[0] && (!has[1] || keyOf(0) <= keyOf(1)), has[1] && (!has[0] || keyOf(1) <= keyOf(0))};
    ComparedStep row;
    for (const unsigned f : {0u, 1u}) {
      if (!take[f]) continue;
      row.step[f] = all[f][at[f]++].step;
      row.kind = flows[f]->steps[row.step[f]].kind;
      row.number = flows[f]->steps[row.step[f]].number;
    }
    out.push_back(row);
  }
  return out;
}

}  // namespace pw
