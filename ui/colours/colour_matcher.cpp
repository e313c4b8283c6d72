#include "ui/colours/colour_matcher.h"

#include "core/filter/column_plan.h"
#include "core/filter/evaluator.h"
#include "core/trace/packet_reader.h"

namespace pw::ui {

/// What belongs to one session.
struct ColourMatcher::Work {
  Work(std::shared_ptr<Session> s, const Registry& registry, std::span<const Entry> filters)
      : session(std::move(s)), reader(session->trace(), registry) {
    FieldSet wanted;
    bool labels = false, row = false, measured = false, all = false;
    for (const Entry& e : filters) {
      const filter::Program& p = e.filter.program();
      plans.push_back(std::make_unique<filter::ColumnPlan>(p, session->trace(), registry, true));
      evaluators.push_back(std::make_unique<filter::Evaluator>(p, registry));
      labels |= p.wantsLabels;
      row |= p.wantsRow;
      measured |= p.measured;
      all |= p.wanted.isAll();
      for (std::size_t i = 0; i < registry.fieldCount(); ++i)
        if (p.wanted.has(static_cast<FieldId>(i))) wanted.add(static_cast<FieldId>(i));
    }
    reader.measure(measured);
    sink = std::make_unique<FieldSink>(all ? FieldSet::all() : std::move(wanted), labels, row);
  }

  std::shared_ptr<Session> session;
  PacketReader reader;
  filter::ReadAheadStore store;
  std::vector<std::unique_ptr<filter::ColumnPlan>> plans;
  std::vector<std::unique_ptr<filter::Evaluator>> evaluators;
  std::unique_ptr<FieldSink> sink;
};

ColourMatcher::ColourMatcher(const Registry& registry) : registry_(registry) {}
ColourMatcher::~ColourMatcher() = default;

void ColourMatcher::setRules(std::span<const ColourRule> rules) {
  work_.reset();
  filters_.clear();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i].enabled || rules[i].filter.trimmed().isEmpty()) continue;
    auto compiled = compileFilter(rules[i].filter.toStdString(), registry_);
    if (compiled) filters_.push_back({i, std::move(*compiled)});
  }
}

void ColourMatcher::release() { work_.reset(); }

std::optional<std::size_t> ColourMatcher::match(const std::shared_ptr<Session>& session, PacketId packet) {
  if (filters_.empty() || !session) return std::nullopt;
  if (!work_ || work_->session != session) work_ = std::make_unique<Work>(session, registry_, filters_);
  Work& w = *work_;
  if (session->trace().isGivenUp(packet)) return std::nullopt;
  ++asked_;
  w.store.reset(session->trace().store());
  w.reader.readFrom(w.store.get());
  const PacketSummary* summary = nullptr;
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    w.plans[i]->answer(packet.value, packet.value + 1, w.store);
    const filter::Answer a = w.plans[i]->of(0);
    if (a == filter::Answer::no) continue;
    if (a == filter::Answer::yes) return filters_[i].rule;
    if (summary == nullptr) {
      w.reader.load(packet);
      summary = &w.reader.walk(*w.sink);
      ++described_;
    }
    if (w.evaluators[i]->passes(*w.sink, w.reader.context(), *summary)) return filters_[i].rule;
  }
  return std::nullopt;
}

}  // namespace pw::ui
