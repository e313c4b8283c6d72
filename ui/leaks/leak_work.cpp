#include "ui/leaks/leak_work.h"

#include <QElapsedTimer>
#include <QSaveFile>
#include <array>

#include "core/report/flow_text.h"
#include "core/report/output.h"
#include "core/trace/flow_summary.h"
#include "ui/flows/flow_columns.h"

namespace pw::ui {

namespace {

constexpr std::uint32_t kBetweenLooks = 1024;  // packets

std::string endsOf(const FlowSummary& s) {
  std::string text;
  appendEnd(text, s.client, s.clientPort);
  text += " → ";
  appendEnd(text, s.server, s.serverPort);
  return text;
}

void add(SealedSide& side, const SealedRecord& r) {
  if (r.opening) return;
  if (side.records == 0 || r.length > side.largest.length) side.largest = r;
  ++side.records;
  side.sealed += r.length;
  side.exact = side.exact && r.isExact();
  if (r.inside != SealedRecord::kUnknown) side.inside += r.inside;
}

}  // namespace

LeakWork::LeakWork(std::shared_ptr<Session> session, const Registry& registry)
    : session_(std::move(session)),
      registry_(registry),
      finder_(session_->trace(), registry),
      texts_(session_->trace(), registry) {}

void LeakWork::slice(std::uint32_t to, int milliseconds, const std::stop_token& stop,
                     std::atomic<std::uint64_t>& done) {
  QElapsedTimer clock;
  clock.start();
  const std::uint32_t from = packets();
  while (packets() < to && !stop.stop_requested() && !clock.hasExpired(milliseconds)) {
    read(std::min(to, packets() + kBetweenLooks), stop);
    done.store(packets() - from, std::memory_order_relaxed);
    if (wanted_.load(std::memory_order_relaxed)) break;
  }
  heads();
  all_ = finder_.meter().all();
  wanted_.store(false, std::memory_order_relaxed);
}

void LeakWork::read(std::uint32_t to, const std::stop_token& stop) {
  finder_.read(to, stop);
  group();
  pair();
}

void LeakWork::group() {
  const std::vector<Finding>& all = finder_.findings();
  for (std::size_t i = groupOf_.size(); i < all.size(); ++i) groupOf_.push_back(grouping_.add(all[i], texts_.of(all[i])));
}

// Whose a password is, is said where it was first found.
void LeakWork::pair() {
  userOf_.resize(grouping_.groups().size(), LeakGrouping::kNone);
  const std::vector<Credential>& all = finder_.credentials();
  for (; paired_ < all.size(); ++paired_) {
    const Credential& c = all[paired_];
    if (c.user == Credential::kNone) continue;
    const std::uint32_t password = groupOf_[c.password];
    if (password != LeakGrouping::kNone && userOf_[password] == LeakGrouping::kNone)
      userOf_[password] = groupOf_[c.user];
  }
}

void LeakWork::heads() {
  const auto flows = finder_.sealed().flows();
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (i == heads_.size()) {
      heads_.push_back(headOf(flows[i]));
      detailsTold_.push_back(flows[i].details.size());
    } else if (detailsTold_[i] != flows[i].details.size()) {
      heads_[i] = headOf(flows[i]);
      detailsTold_[i] = flows[i].details.size();
    }
    heads_[i].sealedBytes = flows[i].sealedBytes;
  }
}

SealedHead LeakWork::headOf(const SealedFlow& flow) const {
  SealedHead head;
  head.flow = flow.flow;
  if (flow.flow.valid()) {
    const FlowSummary s = summarizeFlow(session_->trace(), flow.flow);
    head.first = s.first;
    head.ends = endsOf(s);
  }
  head.words = head.ends;
  for (const SealedDetail& d : flow.details) {
    if (d.what == Reveals::serverName && head.name.empty()) head.name = d.text;
    const bool isNumber = d.what == Reveals::version || d.what == Reveals::cipher;
    head.words += '\n' + (isNumber ? sealedValueName(registry_, d) : d.text);
  }
  return head;
}

void LeakWork::tell(LeakResults& r) const {
  const auto& groups = grouping_.groups();
  r.items.resize(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::uint32_t user = userOf_[i];
    r.items[i] = {groups[i].first, &groups[i].text, user == LeakGrouping::kNone ? nullptr : &groups[user].text};
  }
  const std::vector<Finding>& all = finder_.findings();
  for (std::size_t i = r.places.size(); i < all.size(); ++i) {
    r.places.push_back({all[i], groupOf_[i]});
    if (all[i].kind == FindingKind::password || all[i].kind == FindingKind::hashedPassword)
      r.passwords.set(all[i].packet.value, true);
  }
  // Names come behind the first packets, so that heads that were told may have changed.
  r.sealed.resize(heads_.size());
  for (std::size_t i = 0; i < heads_.size(); ++i) {
    r.sealed[i].sealedBytes = heads_[i].sealedBytes;
    if (r.sealed[i].words.size() != heads_[i].words.size() || r.sealed[i].flow != heads_[i].flow)
      r.sealed[i] = heads_[i];
  }
  r.meter = all_;
  r.packets = finder_.packets();
  r.leftOut = finder_.leftOut() + grouping_.leftOut();
  r.sealedLeftOut = finder_.sealed().flowsLeftOut();
  r.unreadable = finder_.unreadable();
}

std::optional<SealedLedger> LeakWork::ledgerOf(FlowId flow) const {
  const SealedFlow* found = finder_.sealed().find(flow);
  if (found == nullptr) return std::nullopt;
  SealedLedger ledger;
  ledger.flow.flow = flow;
  ledger.flow.details = found->details;
  ledger.flow.sealedBytes = found->sealedBytes;
  ledger.flow.recordsLeftOut = found->recordsLeftOut;
  const FlowSummary s = flow.valid() ? summarizeFlow(session_->trace(), flow) : FlowSummary{};
  for (const SealedRecord& r : found->records) {
    add(ledger.sides[s.sideOf(r.direction)], r);
    if (r.opening) continue;
    if (ledger.flow.records.size() < kMaxRecordLines) ledger.flow.records.push_back(r);
    else ++ledger.recordsMore;
  }
  if (found->recordsLeftOut != 0) ledger.sides[0].exact = ledger.sides[1].exact = false;
  ledger.recordsMore += found->recordsLeftOut;
  return ledger;
}

QString LeakWork::save(const ReportRequest& request, std::uint32_t to, Language language, const NameBook& names,
                       const std::string& file, const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
  const std::uint32_t from = packets();
  while (packets() < to) {
    if (stop.stop_requested()) return {};
    read(std::min(to, packets() + kBetweenLooks), stop);
    done.store(packets() - from, std::memory_order_relaxed);
  }
  heads();
  all_ = finder_.meter().all();
  QSaveFile target(request.path);
  if (!target.open(QIODevice::WriteOnly)) return target.errorString();
  const LeakReport report{session_->trace(), registry_, finder_, names, file, request.showSecrets};
  {
    Output out(target.handle());
    TextOut text = out.text();
    switch (request.format) {
      case ReportFormat::html: writeLeaksHtml(text, language, report); break;
      case ReportFormat::json: writeLeaksJson(out, report); break;
      case ReportFormat::text: writeLeaksText(text, language, report); break;
    }
    if (!out.flush()) return qt_error_string(out.error());
  }
  if (stop.stop_requested()) return {};
  return target.commit() ? QString() : target.errorString();
}

}  // namespace pw::ui
