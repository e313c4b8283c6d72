#include "core/compare/flow_pairs.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

namespace pw {

namespace {

constexpr std::uint32_t kStopEvery = 4096;
constexpr std::size_t kMaxTurns = 32, kMaxPieces = 16;
constexpr unsigned kLeast = 50;  ///< percent
constexpr std::size_t kMaxComparisons = std::size_t{1} << 20;
constexpr std::uint32_t kAlertBytes = 2;

/// What one side said until the other spoke.
struct Turn {
  unsigned side = 0;
  std::uint64_t bytes = 0;
  std::vector<std::uint32_t> pieces;  ///< of sealed turns the contents of the first records
};

/// How a conversation looks from far away.
struct Outline {
  FlowId flow;
  std::string name;
  std::vector<Turn> turns;
  std::size_t walked = 0;
  bool sealed = false, secret = false, password = false;

  void add(unsigned side, std::uint32_t bytes, bool piece) {
    if (turns.empty() || turns.back().side != side) {
      if (turns.size() == kMaxTurns) return;
      turns.push_back({side, 0, {}});
    }
    Turn& t = turns.back();
    t.bytes += bytes;
    if (piece && t.pieces.size() < kMaxPieces) t.pieces.push_back(bytes);
  }
};

double likenessOf(std::uint64_t a, std::uint64_t b) noexcept {
  const auto low = static_cast<double>(std::min(a, b)), high = static_cast<double>(std::max(a, b));
  return high == 0 ? 1 : low / high;
}

/// Records of a server may begin with tickets that belong to no response: any end of the run may be what was said.
double likenessOf(const Turn& open, const Turn& sealed) noexcept {
  double best = likenessOf(open.bytes, sealed.bytes);
  std::uint64_t rest = sealed.bytes;
  for (std::size_t i = 0; sealed.side == 1 && i < sealed.pieces.size() && rest > sealed.pieces[i]; ++i) {
    rest -= sealed.pieces[i];
    best = std::max(best, likenessOf(open.bytes, rest));
  }
  return best;
}

/// What a sealed conversation says besides the exchange: tickets before the first request, an alert behind the last
/// response.
std::span<const Turn> exchangeOf(const Outline& o, bool opensWithClient) noexcept {
  std::span<const Turn> all{o.turns};
  if (!o.sealed) return all;
  if (opensWithClient && !all.empty() && all.front().side == 1) all = all.subspan(1);
  if (!all.empty() && all.back().bytes <= kAlertBytes) all = all.first(all.size() - 1);
  return all;
}

unsigned likenessOf(const Outline& open, const Outline& sealed) noexcept {
  const std::span<const Turn> a{open.turns};
  const std::span<const Turn> b = exchangeOf(sealed, !a.empty() && a.front().side == 0);
  if (a.empty() || b.empty()) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (a[i].side == b[i].side) sum += likenessOf(a[i], b[i]);
  return static_cast<unsigned>(100 * sum / static_cast<double>(std::max(a.size(), b.size())));
}

class PairFinder {
 public:
  PairFinder(const Trace& trace, const Registry& registry, const std::stop_token& stop)
      : trace_(trace),
        stop_(stop),
        fields_(registry),
        reader_(trace, registry),
        sink_(fields_.wanted(), false, false),
        rules_(fields_) {}

  std::vector<FlowPair> find(std::uint32_t rows) {
    if (!outline(rows)) return {};
    std::unordered_map<std::string_view, std::vector<const Outline*>> sealed;
    for (const Outline& o : all_)
      if (o.sealed && !o.name.empty()) sealed[o.name].push_back(&o);
    std::vector<FlowPair> pairs;
    std::size_t comparisons = 0;
    for (const Outline& o : all_) {
      const auto same = o.sealed || o.name.empty() ? sealed.end() : sealed.find(o.name);
      if (same == sealed.end()) continue;
      FlowPair best{o.flow, {}, o.secret, o.password, 0};
      for (const Outline* s : same->second) {
        if (++comparisons > kMaxComparisons || stop_.stop_requested()) break;
        const unsigned likeness = likenessOf(o, *s);
        if (likeness < kLeast || likeness <= best.likeness) continue;
        best.sealed = s->flow;
        best.likeness = likeness;
      }
      if (best.sealed.valid()) pairs.push_back(best);
    }
    if (stop_.stop_requested()) return {};
    std::sort(pairs.begin(), pairs.end(), [](const FlowPair& a, const FlowPair& b) {
      if (a.password != b.password) return a.password;
      if (a.secret != b.secret) return a.secret;
      return a.likeness != b.likeness ? a.likeness > b.likeness : a.open.value < b.open.value;
    });
    if (pairs.size() > kMaxPairs) pairs.resize(kMaxPairs);
    return pairs;
  }

 private:
  bool outline(std::uint32_t rows) {
    std::size_t walks = 0;
    for (std::uint32_t i = 0; i < rows && walks < kMaxPairWalks; ++i) {
      if (i % kStopEvery == 0 && stop_.stop_requested()) return false;
      const PacketId id{i};
      if (!mayReveal(trace_.stackOf(id))) continue;
      const PacketRow row = trace_.row(id);
      if (!row.flow.valid() || row.quotes || !row.tcpWhole || row.payload == 0 || row.marks.isRepeat()) continue;
      Outline* o = outlineOf(row.flow);
      if (o == nullptr || ++o->walked > kMaxPairPackets) continue;
      ++walks;
      packet(id, row, *o);
    }
    return true;
  }

  bool mayReveal(StackId stack) {
    if (stacks_.size() <= stack) stacks_.resize(std::size_t{stack} + 1);
    std::uint8_t& known = stacks_[stack];
    if (known == 0) known = fields_.has(trace_.stack(stack)) ? 2 : 1;
    return known == 2;
  }

  Outline* outlineOf(FlowId flow) {
    const auto known = byFlow_.find(flow.value);
    if (known != byFlow_.end()) return &all_[known->second];
    if (all_.size() == kMaxPairFlows) return nullptr;
    byFlow_.emplace(flow.value, all_.size());
    all_.emplace_back().flow = flow;
    const FlowSummary s = summarizeFlow(trace_, flow);
    clientForward_.push_back(s.clientIsForward);
    return &all_.back();
  }

  void packet(PacketId id, const PacketRow& row, Outline& o) {
    const bool fromClient = (row.direction == Direction::forward) == clientForward_[byFlow_[row.flow.value]];
    const unsigned side = fromClient ? 0u : 1u;
    reader_.load(id);
    reader_.walk(sink_);
    const FindingRules::Place place{id, row.flow, row.direction, fromClient};
    SealedFlows sealed;
    sealed.read(fields_, sink_.tree, place);
    if (const SealedFlow* s = sealed.find(row.flow)) {
      seals(*s, side, o);
      return;
    }
    messages(id, side, o);
    rules_.read(sink_.tree, place, false);
    for (const Finding& f : rules_.findings()) {
      o.secret = o.secret || f.harm == Harm::secret;
      o.password = o.password || f.kind == FindingKind::password || f.kind == FindingKind::hashedPassword;
      if (f.kind == FindingKind::host && o.name.empty()) o.name = hostOf(f);
    }
  }

  static void seals(const SealedFlow& s, unsigned side, Outline& o) {
    for (const SealedDetail& d : s.details)
      if (d.what == Reveals::serverName) o.name = comparableName(d.text);
    for (const SealedRecord& r : s.records) {
      if (r.opening) continue;
      if (!o.sealed) o.turns.clear();
      o.sealed = true;
      o.add(side, r.insideMost == SealedRecord::kUnknown ? r.length : r.insideMost, true);
    }
  }

  void messages(PacketId id, unsigned side, Outline& o) const {
    if (o.sealed) return;
    const MessageStore& store = trace_.messages();
    for (std::size_t i = store.firstOf(id); i < store.size() && store.packetOf(i) == id; ++i) {
      const MessageStore::Entry e = store[i];
      if (e.isWhole()) o.add(side, e.length, false);
    }
  }

  std::string hostOf(const Finding& f) const {
    const ByteView all = sink_.tree.source(f.source);
    if (f.offset >= all.size()) return {};
    const ByteView text = all.subspan(f.offset, std::min<std::size_t>(f.length, all.size() - f.offset));
    return comparableName({reinterpret_cast<const char*>(text.data()), text.size()});
  }

  const Trace& trace_;
  const std::stop_token& stop_;
  RevealingFields fields_;
  PacketReader reader_;
  FieldSink sink_;
  FindingRules rules_;
  std::vector<std::uint8_t> stacks_;  ///< by stack: 0 not looked at, 1 gives nothing away, 2 does
  std::vector<Outline> all_;
  std::vector<bool> clientForward_;   ///< beside all_
  std::unordered_map<std::uint32_t, std::size_t> byFlow_;
};

}  // namespace

std::vector<FlowPair> findPairs(const Trace& trace, const Registry& registry, std::uint32_t rows,
                                const std::stop_token& stop) {
  return PairFinder{trace, registry, stop}.find(rows);
}

}  // namespace pw
