#include "core/leaks/readable_meter.h"

#include <algorithm>

namespace pw {

ReadableMeter::Counts& ReadableMeter::of(FlowId flow) {
  if (flow.value >= kMaxFlows) return others_;
  if (flow.value >= flows_.size()) flows_.resize(flow.value + 1);
  return flows_[flow.value];
}

ReadableBytes ReadableMeter::result(const Counts& c) noexcept {
  ReadableBytes r;
  r.sealed = c.sealed;
  r.readable = c.messages - std::min(c.sealed, c.messages);
  const std::uint64_t rest = c.payload - std::min(r.sealed + r.readable, c.payload);
  (c.sealed != 0 ? r.sealed : c.messages != 0 ? r.readable : r.unknown) += rest;
  return r;
}

ReadableBytes ReadableMeter::all() const noexcept {
  ReadableBytes sum = result(others_);
  for (const Counts& c : flows_) sum += result(c);
  return sum;
}

}  // namespace pw
