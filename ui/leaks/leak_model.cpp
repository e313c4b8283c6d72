#include "ui/leaks/leak_model.h"

#include <algorithm>

namespace pw::ui {

namespace {

// What an index's id says: 0 a section, then a row of a section, then a line of a conversation.
constexpr quintptr kFirstLine = 1 + kLeakSections;

QModelIndex sectionIndex(const LeakModel& model, LeakSection section) {
  return model.index(static_cast<int>(section), 0);
}

}  // namespace

LeakModel::LeakModel(CaptureDocument& document, LearnedNames& names, LeakJob& job, LanguageSwitch& language,
                     QObject* parent)
    : QAbstractItemModel(parent), document_(document), names_(names), job_(job), language_(language) {
  connect(&job_, &LeakJob::arrived, this, &LeakModel::onArrived);
  connect(&job_, &LeakJob::cleared, this, &LeakModel::rebuild);
}

Language LeakModel::spoken() const noexcept { return language_.isKorean() ? Language::korean : Language::english; }

// ---- what there is ----

void LeakModel::rebuild() {
  beginResetModel();
  placesTaken_ = 0;
  headsTaken_ = 0;
  shown_.clear();
  shownOf_.clear();
  lines_.clear();
  revealed_.reset();
  for (auto& rows : rows_) rows.clear();
  gather();
  for (std::uint32_t i = 0; i < shown_.size(); ++i)
    if (matches(shown_[i])) rows_[static_cast<std::size_t>(ui::sectionOf(shown_[i].first))].push_back(i);
  for (auto& rows : rows_)
    std::stable_sort(rows.begin(), rows.end(),
                     [this](auto a, auto b) { return shown_[a].first.kind < shown_[b].first.kind; });
  const auto& sealed = job_.results().sealed;
  auto& heads = rows_[static_cast<std::size_t>(LeakSection::sealed)];
  for (; headsTaken_ < sealed.size(); ++headsTaken_)
    if (matches(sealed[headsTaken_])) heads.push_back(headsTaken_);
  endResetModel();
}

/// Takes new places in; true where what was there counts more now.
bool LeakModel::gather() {
  const LeakResults& r = job_.results();
  bool more = false;
  shownOf_.resize(r.items.size(), LeakItem::kNone);
  for (; placesTaken_ < r.places.size(); ++placesTaken_) {
    const LeakPlace& p = r.places[placesTaken_];
    if (p.item == LeakItem::kNone || (scope_ && (!scope_->valid() || p.finding.flow != *scope_))) continue;
    std::uint32_t& at = shownOf_[p.item];
    if (at == LeakItem::kNone) {
      at = static_cast<std::uint32_t>(shown_.size());
      shown_.push_back({p.item, 0, p.finding, p.finding.packet, 0});
    }
    Shown& s = shown_[at];
    more = more || s.count != 0;
    ++s.count;
    s.last = p.finding.packet;
    s.bytes += p.finding.length;
  }
  return more;
}

void LeakModel::onArrived() {
  const std::size_t before = shown_.size();
  const bool more = gather();
  std::vector<std::uint32_t> fresh;
  for (std::size_t i = before; i < shown_.size(); ++i)
    if (matches(shown_[i])) fresh.push_back(static_cast<std::uint32_t>(i));
  addItems(fresh);
  addSealed();
  updateLedgers();
  const QModelIndex sealed = sectionIndex(*this, LeakSection::sealed);
  Q_EMIT dataChanged(index(0, 0), sealed);
  for (std::size_t i = 0; i < kLeakSections; ++i) {
    const QModelIndex top = index(static_cast<int>(i), 0);
    const int n = rowCount(top);
    if (n != 0 && (more || i + 1 == kLeakSections)) Q_EMIT dataChanged(index(0, 0, top), index(n - 1, kPacket, top));
  }
}

/// By section and kind, so that each run of rows is put in at one place.
void LeakModel::addItems(std::vector<std::uint32_t>& fresh) {
  const auto key = [this](std::uint32_t i) {
    return std::pair{ui::sectionOf(shown_[i].first), shown_[i].first.kind};
  };
  std::stable_sort(fresh.begin(), fresh.end(), [&key](auto a, auto b) { return key(a) < key(b); });
  for (auto from = fresh.begin(); from != fresh.end();) {
    const auto to = std::find_if(from, fresh.end(), [&](auto i) { return key(i) != key(*from); });
    insertRun(key(*from).first, {from, to});
    from = to;
  }
}

void LeakModel::insertRun(LeakSection section, const std::vector<std::uint32_t>& run) {
  auto& rows = rows_[static_cast<std::size_t>(section)];
  const auto at = std::upper_bound(rows.begin(), rows.end(), run.front(), [this](auto a, auto b) {
    return shown_[a].first.kind < shown_[b].first.kind;
  });
  const auto first = static_cast<int>(at - rows.begin());
  beginInsertRows(sectionIndex(*this, section), first, first + static_cast<int>(run.size()) - 1);
  rows.insert(at, run.begin(), run.end());
  endInsertRows();
}

void LeakModel::addSealed() {
  const auto& sealed = job_.results().sealed;
  std::vector<std::uint32_t> fresh;
  for (; headsTaken_ < sealed.size(); ++headsTaken_)
    if (matches(sealed[headsTaken_])) fresh.push_back(headsTaken_);
  if (fresh.empty()) return;
  auto& rows = rows_[static_cast<std::size_t>(LeakSection::sealed)];
  const auto first = static_cast<int>(rows.size());
  beginInsertRows(sectionIndex(*this, LeakSection::sealed), first, first + static_cast<int>(fresh.size()) - 1);
  rows.insert(rows.end(), fresh.begin(), fresh.end());
  endInsertRows();
}

/// Lines of conversations that were opened, where there is more of them now.
void LeakModel::updateLedgers() {
  for (auto& [head, lines] : lines_) {
    const SealedLedger* ledger = job_.ledger(job_.results().sealed[head].flow);
    const int row = rowOfHead(head);
    if (ledger == nullptr || row < 0) continue;
    std::vector<LedgerLine> now =
        ledgerLines(spoken(), document_.trace(), document_.registry(), *names_.book(), *ledger);
    const QModelIndex parent = index(row, 0, sectionIndex(*this, LeakSection::sealed));
    const auto was = static_cast<int>(lines.size()), is = static_cast<int>(now.size());
    if (is < was) continue;  // nothing that was seen is taken back
    if (is > was) {
      beginInsertRows(parent, was, is - 1);
      lines = std::move(now);
      endInsertRows();
    } else {
      lines = std::move(now);
    }
    if (is != 0) Q_EMIT dataChanged(index(0, 0, parent), index(is - 1, kPacket, parent));
  }
}

// ---- what is asked for ----

void LeakModel::setScope(std::optional<FlowId> flow) {
  if (flow == scope_) return;
  scope_ = flow;
  rebuild();
}

void LeakModel::setFilter(const QString& words) {
  const QStringList wanted = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
  if (wanted == words_) return;
  words_ = wanted;
  rebuild();
}

void LeakModel::setShowSecrets(bool show) {
  if (show == showSecrets_) return;
  showSecrets_ = show;
  rebuild();  // what the filter finds depends on what is shown
}

void LeakModel::retranslate() { rebuild(); }

bool LeakModel::matches(const QString& text) const {
  return std::all_of(words_.begin(), words_.end(),
                     [&text](const QString& w) { return text.contains(w, Qt::CaseInsensitive); });
}

bool LeakModel::matches(const Shown& shown) const {
  if (words_.isEmpty()) return true;
  return matches(findingText(shown, kWhat, showSecrets_) + QLatin1Char('\n') + valueOf(shown, showSecrets_));
}

bool LeakModel::matches(const SealedHead& head) const {
  if (scope_ && (!scope_->valid() || head.flow != *scope_)) return false;
  return words_.isEmpty() || matches(printableOf(head.words));
}

void LeakModel::reveal(const QModelIndex& index) {
  const Shown* s = shownAt(index);
  const std::optional<std::uint32_t> item = s != nullptr ? std::optional{s->item} : std::nullopt;
  if (item == revealed_) return;
  revealed_ = item;
  // The row that it was is somewhere in the same sections.
  for (const LeakSection section : {LeakSection::credentials, LeakSection::secrets, LeakSection::done}) {
    const QModelIndex top = sectionIndex(*this, section);
    if (const int n = rowCount(top); n != 0)
      Q_EMIT dataChanged(this->index(0, kValue, top), this->index(n - 1, kValue, top));
  }
}

bool LeakModel::isRevealed(const QModelIndex& index) const {
  const Shown* s = shownAt(index);
  return s != nullptr && revealed_ == s->item;
}

std::uint32_t LeakModel::findings() const noexcept {
  std::size_t n = 0;
  for (std::size_t i = 0; i + 1 < kLeakSections; ++i) n += rows_[i].size();
  return static_cast<std::uint32_t>(n);
}

std::uint32_t LeakModel::secrets() const noexcept {
  std::uint32_t n = 0;
  for (const auto section : {LeakSection::credentials, LeakSection::secrets})
    for (const std::uint32_t i : rows_[static_cast<std::size_t>(section)]) n += isSecret(shown_[i].first) ? 1 : 0;
  return n;
}

// ---- the tree ----

bool LeakModel::isSection(const QModelIndex& index) const noexcept { return index.isValid() && index.internalId() == 0; }

LeakSection LeakModel::sectionOf(const QModelIndex& index) const noexcept {
  if (index.internalId() == 0) return static_cast<LeakSection>(index.row());
  return index.internalId() < kFirstLine ? static_cast<LeakSection>(index.internalId() - 1) : LeakSection::sealed;
}

QModelIndex LeakModel::indexOf(LeakSection section, int row) const {
  return index(row, 0, sectionIndex(*this, section));
}

QModelIndex LeakModel::index(int row, int column, const QModelIndex& parent) const {
  if (row < 0 || row >= rowCount(parent) || column < 0 || column >= kColumns) return {};
  if (!parent.isValid()) return createIndex(row, column, quintptr{0});
  if (isSection(parent)) return createIndex(row, column, static_cast<quintptr>(parent.row()) + 1);
  const auto& heads = rows_[static_cast<std::size_t>(LeakSection::sealed)];
  return createIndex(row, column, kFirstLine + heads[static_cast<std::size_t>(parent.row())]);
}

QModelIndex LeakModel::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return {};
  if (index.internalId() < kFirstLine) return createIndex(static_cast<int>(index.internalId() - 1), 0, quintptr{0});
  const int row = rowOfHead(static_cast<std::uint32_t>(index.internalId() - kFirstLine));
  return row < 0 ? QModelIndex{} : createIndex(row, 0, static_cast<quintptr>(LeakSection::sealed) + 1);
}

int LeakModel::rowOfHead(std::uint32_t head) const {
  const auto& heads = rows_[static_cast<std::size_t>(LeakSection::sealed)];
  const auto at = std::lower_bound(heads.begin(), heads.end(), head);
  return at == heads.end() || *at != head ? -1 : static_cast<int>(at - heads.begin());
}

int LeakModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(kLeakSections);
  if (parent.column() != 0) return 0;
  if (isSection(parent)) return static_cast<int>(rows_[static_cast<std::size_t>(parent.row())].size());
  if (headAt(parent) == nullptr) return 0;
  const auto at = lines_.find(rows_[static_cast<std::size_t>(LeakSection::sealed)][static_cast<std::size_t>(parent.row())]);
  return at == lines_.end() ? 0 : static_cast<int>(at->second.size());
}

bool LeakModel::hasChildren(const QModelIndex& parent) const {
  return headAt(parent) != nullptr ? parent.column() == 0 : rowCount(parent) != 0;
}

bool LeakModel::canFetchMore(const QModelIndex& parent) const {
  const SealedHead* head = headAt(parent);
  return head != nullptr && !lines_.contains(static_cast<std::uint32_t>(head - job_.results().sealed.data()));
}

void LeakModel::fetchMore(const QModelIndex& parent) {
  const SealedHead* head = headAt(parent);
  if (head == nullptr) return;
  lines_.try_emplace(static_cast<std::uint32_t>(head - job_.results().sealed.data()));
  job_.wantLedger(head->flow);
  updateLedgers();
}

const LeakModel::Shown* LeakModel::shownAt(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0 || index.internalId() >= kFirstLine) return nullptr;
  if (sectionOf(index) == LeakSection::sealed) return nullptr;
  return &shown_[rows_[index.internalId() - 1][static_cast<std::size_t>(index.row())]];
}

const SealedHead* LeakModel::headAt(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() != static_cast<quintptr>(LeakSection::sealed) + 1) return nullptr;
  return &job_.results().sealed[rows_[index.internalId() - 1][static_cast<std::size_t>(index.row())]];
}

const LedgerLine* LeakModel::lineAt(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() < kFirstLine) return nullptr;
  const auto at = lines_.find(static_cast<std::uint32_t>(index.internalId() - kFirstLine));
  if (at == lines_.end() || static_cast<std::size_t>(index.row()) >= at->second.size()) return nullptr;
  return &at->second[static_cast<std::size_t>(index.row())];
}

std::optional<LeakSpot> LeakModel::spotOf(const QModelIndex& index) const {
  LeakSpot spot;
  if (const Shown* s = shownAt(index)) spot = ui::spotOf(s->first);
  else if (const SealedHead* h = headAt(index)) spot.packet = h->first;
  else if (const LedgerLine* l = lineAt(index)) spot = l->spot;
  return spot.packet.valid() ? std::optional{spot} : std::nullopt;
}

}  // namespace pw::ui
