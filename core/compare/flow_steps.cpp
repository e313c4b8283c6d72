#include "core/compare/flow_steps.h"

#include <algorithm>
#include <array>

#include "core/trace/name_learner.h"

namespace pw {

namespace {

constexpr std::uint32_t kStopEvery = 256;
/// An alert (RFC 8446 §6): level and description.
constexpr std::uint32_t kAlertBytes = 2;

/// How much a message deserves to be the one that is shown.
unsigned weightOf(const Finding& f) noexcept {
  if (f.kind == FindingKind::password || f.kind == FindingKind::hashedPassword) return 3;
  if (f.harm == Harm::secret) return 2;
  return f.harm == Harm::personal ? 1 : 0;
}

class StepReader {
 public:
  StepReader(const Trace& trace, const Registry& registry, FlowId flow, std::uint32_t rows, const std::stop_token& stop)
      : trace_(trace),
        registry_(registry),
        stop_(stop),
        rows_(rows),
        out_(std::make_shared<FlowSteps>()),
        fields_(registry),
        sealing_(registry),
        reader_(trace, registry),
        sink_(fields_.wanted(), false, false),
        rules_(fields_) {
    out_->summary = summarizeFlow(trace, flow);
    opening_.kind = StepKind::opening;
    closing_.kind = StepKind::closing;
  }

  std::shared_ptr<const FlowSteps> read() {
    if (!findPackets()) return nullptr;
    std::uint32_t n = 0;
    std::size_t walked = 0;
    for (const PacketId id : packets_) {
      if (n++ % kStopEvery == 0 && stop_.stop_requested()) return nullptr;
      const PacketRow row = trace_.row(id);
      if (row.quotes || !wantsPayload(id, row)) continue;
      if (++walked > FlowSteps::kMaxPackets) {
        out_->whole = false;
        break;
      }
      payload(id, row);
    }
    return finish() ? out_ : nullptr;
  }

 private:
  // ---- which packets ----

  /// The chain leads backwards.
  bool findPackets() {
    const FlowId flow = out_->summary.id;
    PacketId id = trace_.readFlows([flow](const FlowTable& flows) { return flows.flow(flow).last; });
    for (std::uint32_t n = 0; id.valid(); ++n) {
      if (n % kStopEvery == 0 && stop_.stop_requested()) return false;
      if (id.value < rows_) packets_.push_back(id);
      id = trace_.previousInFlow(id);
    }
    std::reverse(packets_.begin(), packets_.end());
    return true;
  }

  /// Notes what TCP's own packets are; true where there is something behind the transport header.
  bool wantsPayload(PacketId id, const PacketRow& row) {
    if (out_->summary.transport != Transport::tcp) return true;
    if (!row.tcpWhole) return false;
    constexpr std::uint16_t kFin = 1, kSyn = 2, kRst = 4;
    if (row.marks.openStep() != 0 || (row.tcpFlags & kSyn) != 0) add(opening_, id, row, 0);
    else if (row.marks.closeStep() != 0 || (row.tcpFlags & (kFin | kRst)) != 0) add(closing_, id, row, 0);
    return row.payload != 0 && !row.marks.isRepeat() && !row.marks.has(TcpMark::keepAlive);
  }

  static void add(FlowStep& step, PacketId id, const PacketRow& row, std::uint64_t payload) {
    if (step.packetCount++ == 0) step.firstNs = row.timeNs;
    step.lastNs = row.timeNs;
    step.payload += payload;
    if (step.packets.size() < FlowStep::kMaxPackets) step.packets.push_back(id);
  }

  // ---- what was said ----

  void payload(PacketId id, const PacketRow& row) {
    const unsigned side = out_->summary.sideOf(row.direction);
    bool over = false, seals = false;
    messagesOf(id, over, seals);
    if (row.marks.inStream() && !over) {
      waiting_[side].push_back(id);
      return;
    }
    reader_.load(id);
    const PacketSummary& s = reader_.walk(sink_);
    const std::uint32_t at = s.payloadAt, length = s.payloadLength;
    if (length == 0) return;
    const FindingRules::Place place{id, row.flow, row.direction, side == 0};
    const std::size_t before = recordCount();
    sealed_.read(fields_, sink_.tree, place);
    rules_.read(sink_.tree, place, false);
    seals = seals || hasSealingLayer(s.stack);
    FlowStep& step = stepFor(side, seals, before);
    for (const PacketId waiting : waiting_[side]) add(step, waiting, trace_.row(waiting), trace_.row(waiting).payload);
    waiting_[side].clear();
    add(step, id, row, length);
    records(step, before);
    if (!seals || step.kind == StepKind::sealing) findings(step);
    if (!seals) message(step, id, at, length);
    name();
  }

  /// Whether a message is over in this packet, and whether it is one of a protocol that seals.
  void messagesOf(PacketId id, bool& over, bool& seals) const {
    const MessageStore& store = trace_.messages();
    for (std::size_t i = store.firstOf(id); i < store.size() && store.packetOf(i) == id; ++i) {
      const MessageStore::Entry e = store[i];
      if (!e.isWhole()) continue;
      over = true;
      seals = seals || sealing_.has(e.protocol);
    }
  }

  bool hasSealingLayer(const ProtocolStack& stack) const {
    return std::any_of(stack.begin(), stack.end(), [this](ProtocolId p) { return sealing_.has(p); });
  }

  std::size_t recordCount() const {
    const SealedFlow* f = sealed_.find(out_->summary.id);
    return f == nullptr ? 0 : f->records.size();
  }
  std::span<const SealedRecord> recordsFrom(std::size_t before) const {
    const SealedFlow* f = sealed_.find(out_->summary.id);
    return f == nullptr ? std::span<const SealedRecord>{} : std::span{f->records}.subspan(before);
  }

  FlowStep& stepFor(unsigned side, bool seals, std::size_t before) {
    if (!seals) return turn(side, false);
    const auto fresh = recordsFrom(before);
    const bool content = std::any_of(fresh.begin(), fresh.end(), [](const SealedRecord& r) { return !r.opening; });
    if (content) {
      out_->isSealed = true;
      return turn(side, true);
    }
    if (out_->isSealed) return closing_;  // an alert
    if (sealingAt_ == kNone) {
      sealingAt_ = steps_.size();
      steps_.emplace_back().kind = StepKind::sealing;
    }
    return steps_[sealingAt_];
  }

  FlowStep& turn(unsigned side, bool sealed) {
    const StepKind kind = side == 0 ? StepKind::request : StepKind::response;
    if (current_ != kNone && steps_[current_].kind == kind && steps_[current_].sealed == sealed) return steps_[current_];
    if (turns_ == FlowSteps::kMaxTurns) {
      const bool another = spare_.kind != kind || spare_.packetCount == 0;
      if (another) ++out_->turnsLeftOut;
      spare_.kind = kind;
      return spare_;
    }
    ++turns_;
    if (side == 0) ++number_;
    current_ = steps_.size();
    FlowStep& step = steps_.emplace_back();
    step.kind = kind;
    step.sealed = sealed;
    step.number = number_;
    return step;
  }

  void records(FlowStep& step, std::size_t before) const {
    for (const SealedRecord& r : recordsFrom(before)) {
      ++step.recordCount;
      step.sealedBytes += r.length;
      if (step.records.size() < FlowStep::kMaxRecords) step.records.push_back(r);
      if (r.opening) continue;
      step.insideKnown = step.insideKnown && r.insideMost != SealedRecord::kUnknown;
      step.insideExact = step.insideExact && r.isExact();
      if (r.insideMost != SealedRecord::kUnknown) step.insideMost += r.insideMost;
    }
  }

  void findings(FlowStep& step) const {
    step.crowded = step.crowded || rules_.wasTooMuch();
    for (const Finding& f : rules_.findings()) {
      if (step.findings.size() == FlowStep::kMaxFindings) {
        step.crowded = true;
        return;
      }
      step.findings.push_back(f);
    }
  }

  // ---- which bytes are shown ----

  void message(FlowStep& step, PacketId id, std::uint32_t at, std::uint32_t length) {
    const bool pieces = !reader_.context().reassembly.bytes.empty();
    const Source plain = pieces ? Source::reassembled : Source::frame;
    const std::span<const MessageView> views = reader_.context().stream.messages;
    if (views.empty()) consider(step, {id, plain, at, length});
    for (const MessageView& v : views)
      consider(step, v.together ? BytePlace{id, Source::stream, v.at, v.length} : BytePlace{id, plain, at + v.at, v.length});
  }

  void consider(FlowStep& step, const BytePlace& place) {
    unsigned weight = 0;
    for (const Finding& f : rules_.findings())
      if (place.holds(f)) weight = std::max(weight, weightOf(f));
    if (step.message.valid() && weight <= shownWeight_) return;
    step.message = place;
    shownWeight_ = weight;
  }

  void name() {
    if (!out_->serverName.empty()) return;
    for (const Finding& f : rules_.findings()) {
      if (f.kind != FindingKind::host) continue;
      const ByteView all = sink_.tree.source(f.source);
      if (f.offset >= all.size()) return;
      const ByteView text = all.subspan(f.offset, std::min<std::size_t>(f.length, all.size() - f.offset));
      out_->serverName = comparableName({reinterpret_cast<const char*>(text.data()), text.size()});
      return;
    }
  }

  // ---- putting it together ----

  bool finish() {
    // What was not over when the capture was.
    for (const unsigned side : {0u, 1u}) {
      if (waiting_[side].empty()) continue;
      FlowStep& step = turn(side, out_->isSealed);
      for (const PacketId id : waiting_[side]) add(step, id, trace_.row(id), trace_.row(id).payload);
    }
    lastAlert();
    if (const SealedFlow* f = sealed_.find(out_->summary.id)) out_->details = f->details;
    for (const SealedDetail& d : out_->details)
      if (d.what == Reveals::serverName) out_->serverName = comparableName(d.text);
    if (!lookup()) return false;
    if (opening_.packetCount != 0) out_->steps.push_back(std::move(opening_));
    for (FlowStep& s : steps_) out_->steps.push_back(std::move(s));
    if (closing_.packetCount != 0) out_->steps.push_back(std::move(closing_));
    return true;
  }

  /// Where even the kind of a record is sealed, an alert that ends the connection looks like a last message of two bytes.
  void lastAlert() {
    if (steps_.empty() || !steps_.back().sealed || steps_.back().recordCount != steps_.back().records.size()) return;
    const auto& records = steps_.back().records;
    const bool alert = std::all_of(records.begin(), records.end(), [](const SealedRecord& r) {
      return r.isExact() && r.inside == kAlertBytes;
    });
    if (!alert || records.empty()) return;
    FlowStep last = std::move(steps_.back());
    steps_.pop_back();
    last.kind = StepKind::closing;
    last.sealed = false;
    last.number = 0;
    if (closing_.packetCount == 0) {
      closing_ = std::move(last);
      return;
    }
    const auto known = [this](PacketId id) {
      return std::find(closing_.packets.begin(), closing_.packets.end(), id) != closing_.packets.end();
    };
    for (const PacketId id : last.packets)
      if (!known(id)) add(closing_, id, trace_.row(id), trace_.row(id).payload);
    std::sort(closing_.packets.begin(), closing_.packets.end());
    closing_.firstNs = trace_.timeNs(closing_.packets.front());
    closing_.lastNs = std::max(closing_.lastNs, last.lastNs);
    closing_.records = std::move(last.records);
    closing_.recordCount = last.recordCount;
    closing_.sealedBytes = last.sealedBytes;
    closing_.insideMost = last.insideMost;
  }

  /// The nearest answer before the conversation that gave its server's address.
  bool lookup() {
    const FlowSummary& s = out_->summary;
    NameLearner learner{trace_, registry_};
    const std::uint32_t first = s.first.value;
    const std::uint32_t end = first - std::min(first, FlowSteps::kLookupBack);
    for (std::uint32_t i = first; i > end; --i) {
      if (i % kStopEvery == 0 && stop_.stop_requested()) return false;
      NameBook book;
      learner.read(i - 1, i, book, {});
      if (book.addresses() == 0 || !book.wasAnswered(s.server)) continue;
      answered(PacketId{i - 1});
      return true;
    }
    return true;
  }

  void answered(PacketId answer) {
    FlowStep step;
    step.kind = StepKind::lookup;
    const PacketRow row = trace_.row(answer);
    constexpr unsigned kBack = 16;
    PacketId question = row.previousInFlow;
    for (unsigned i = 0; i < kBack && question.valid() && trace_.row(question).direction == row.direction; ++i)
      question = trace_.previousInFlow(question);
    if (question.valid() && trace_.row(question).direction != row.direction) add(step, question, trace_.row(question), 0);
    add(step, answer, row, 0);
    out_->steps.push_back(std::move(step));
  }

  static constexpr std::size_t kNone = SIZE_MAX;

  const Trace& trace_;
  const Registry& registry_;
  const std::stop_token& stop_;
  const std::uint32_t rows_;
  std::shared_ptr<FlowSteps> out_;
  RevealingFields fields_;
  SealingProtocols sealing_;
  PacketReader reader_;
  FieldSink sink_;
  FindingRules rules_;
  SealedFlows sealed_;
  std::vector<PacketId> packets_;
  std::array<std::vector<PacketId>, 2> waiting_;  ///< by side: parts of messages that are not over
  FlowStep opening_, closing_, spare_;
  std::vector<FlowStep> steps_;
  std::size_t current_ = kNone, sealingAt_ = kNone, turns_ = 0;
  std::uint32_t number_ = 0;
  unsigned shownWeight_ = 0;  ///< of the current step's message
};

}  // namespace

const FlowStep* FlowSteps::find(StepKind kind) const noexcept {
  const auto at = std::find_if(steps.begin(), steps.end(), [kind](const FlowStep& s) { return s.kind == kind; });
  return at == steps.end() ? nullptr : &*at;
}

SealingProtocols::SealingProtocols(const Registry& registry) : is_(registry.protocolCount(), false) {
  for (std::size_t i = 0; i < registry.fieldCount(); ++i) {
    const auto id = static_cast<FieldId>(i);
    const Reveals r = registry.field(id).extra.reveals;
    if (r == Reveals::sealed || r == Reveals::sealedOther) is_[static_cast<std::size_t>(registry.protocolOf(id))] = true;
  }
}

std::string comparableName(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  const bool isPort = colon != std::string_view::npos && !name.ends_with(']') &&
                      std::all_of(name.begin() + static_cast<std::ptrdiff_t>(colon) + 1, name.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
  if (isPort) name = name.substr(0, colon);
  if (name.ends_with('.')) name.remove_suffix(1);
  std::string out{name};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::shared_ptr<const FlowSteps> readFlowSteps(const Trace& trace, const Registry& registry, FlowId flow,
                                               std::uint32_t rows, const std::stop_token& stop) {
  return StepReader{trace, registry, flow, rows, stop}.read();
}

ByteView PlaceReader::read(const BytePlace& place, std::size_t most) {
  if (!place.valid()) return {};
  if (packet_ != place.packet) {
    packet_ = place.packet;
    reader_.load(packet_);
    reader_.walk(sink_);
  }
  const ByteView all = sink_.tree.source(place.source);
  if (place.offset >= all.size()) return {};
  return all.subspan(place.offset, std::min({std::size_t{place.length}, all.size() - place.offset, most}));
}

}  // namespace pw
