#include "core/leaks/sealed_flows.h"

#include <algorithm>

namespace pw {

namespace {

constexpr std::size_t kMaxDetailText = 255;

/// What the server settles for both: what a client merely offers is not it.
constexpr bool isServersChoice(Reveals r) noexcept { return r == Reveals::version || r == Reveals::cipher; }

/// What is said of a record right behind it.
void about(SealedRecord& record, Reveals what, std::uint64_t value) noexcept {
  const auto bytes = static_cast<std::uint32_t>(std::min<std::uint64_t>(value, SealedRecord::kUnknown));
  if (what == Reveals::sealedOpening) record.opening = true;
  if (what == Reveals::sealedLength) record.inside = bytes;
  if (what == Reveals::sealedLength || what == Reveals::sealedLengthMost) record.insideMost = bytes;
}

}  // namespace

SealedFlow* SealedFlows::flowFor(FlowId flow) {
  if (!flow.valid()) return nullptr;
  const auto known = byFlow_.find(flow.value);
  if (known != byFlow_.end()) return &flows_[known->second];
  if (flows_.size() == kMaxFlows) {
    ++flowsLeftOut_;
    return nullptr;
  }
  byFlow_.emplace(flow.value, static_cast<std::uint32_t>(flows_.size()));
  flows_.push_back({});
  flows_.back().flow = flow;
  return &flows_.back();
}

const SealedFlow* SealedFlows::find(FlowId flow) const noexcept {
  const auto known = byFlow_.find(flow.value);
  return known == byFlow_.end() ? nullptr : &flows_[known->second];
}

void SealedFlows::detail(SealedFlow& flow, Reveals what, const FieldTree& tree, const FieldNode& n,
                         const FindingRules::Place& place) {
  if (isServersChoice(what) && place.fromClient) return;
  SealedDetail d;
  d.what = what;
  d.field = n.field;
  d.source = n.source;
  d.direction = place.direction;
  d.packet = place.packet;
  d.offset = n.offset;
  d.length = n.length;
  d.value = n.ownText ? 0 : n.value;
  const bool hasNumber = isServersChoice(what);
  if (!hasNumber) {
    const ByteView bytes = tree.bytes(n);
    d.text.assign(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), kMaxDetailText));
    if (d.text.empty()) return;
  }
  for (SealedDetail& known : flow.details) {
    if (known.what != what) continue;
    if (hasNumber) {  // the last word counts
      known = std::move(d);
      return;
    }
    if (known.field == d.field && known.text == d.text) return;
  }
  if (flow.details.size() == kMaxDetails || text_ + d.text.size() > kMaxText) return;
  text_ += d.text.size();
  flow.details.push_back(std::move(d));
}

std::uint64_t SealedFlows::read(const RevealingFields& fields, const FieldTree& tree,
                                const FindingRules::Place& place) {
  SealedFlow* flow = nullptr;
  bool looked = false, kept = false;
  std::uint64_t bytes = 0;
  for (const FieldNode& n : tree.nodes()) {
    const Reveals what = fields.of(n.field);
    if (!isOfSealed(what)) continue;
    if (!looked) flow = flowFor(place.flow);
    looked = true;
    const bool isSealed = what == Reveals::sealed || what == Reveals::sealedOther;
    if (isSealed) bytes += n.length;
    if (flow == nullptr) continue;
    if (isSealed) {
      flow->sealedBytes += n.length;
      kept = records_ < kMaxRecords;
      if (!kept) {
        ++flow->recordsLeftOut;
        continue;
      }
      ++records_;
      flow->records.push_back({place.packet, n.offset, n.length, SealedRecord::kUnknown, SealedRecord::kUnknown,
                               n.field, n.source, place.direction, what == Reveals::sealedOther});
    } else if (what >= Reveals::sealedLength) {
      if (kept) about(flow->records.back(), what, n.value);
    } else {
      detail(*flow, what, tree, n, place);
    }
  }
  return bytes;
}

}  // namespace pw
