#include "ui/expert/expert_rows.h"

#include <algorithm>

namespace pw::ui {

void ExpertRows::layOut(const Findings& findings) {
  findings_ = &findings;
  groups_.clear();
  size_ = 0;
  for (const Severity s : {Severity::error, Severity::warning, Severity::note, Severity::chat}) {
    if (!isShown(s) || findings.count(s) == 0) continue;
    groups_.push_back({size_++, s, FindingKind::count_});
    for (std::size_t i = 0; i < kFindingKinds; ++i) {
      const auto kind = static_cast<FindingKind>(i);
      if (ui::severityOf(kind) != s || findings.count(kind) == 0) continue;
      groups_.push_back({size_++, s, kind});
      if (!open_[i]) continue;
      size_ += static_cast<std::uint32_t>(findings.packets(kind).size());
      if (findings.count(kind) > findings.packets(kind).size()) ++size_;
    }
  }
}

ExpertRow ExpertRows::at(std::uint32_t row) const noexcept {
  const auto behind = std::upper_bound(groups_.begin(), groups_.end(), row,
                                       [](std::uint32_t r, const Group& g) { return r < g.first; });
  const Group& g = *(behind - 1);
  ExpertRow r{.what = ExpertRow::What::severity, .severity = g.severity, .kind = g.kind, .packet = 0};
  if (g.kind == FindingKind::count_) return r;
  r.what = ExpertRow::What::kind;
  if (row == g.first) return r;
  const auto& packets = findings_->packets(g.kind);
  const std::uint32_t at = row - g.first - 1;
  r.what = at < packets.size() ? ExpertRow::What::packet : ExpertRow::What::more;
  if (at < packets.size()) r.packet = packets[at];
  return r;
}

std::optional<std::uint32_t> ExpertRows::rowOf(const ExpertRow& row) const noexcept {
  for (const Group& g : groups_) {
    if (g.severity != row.severity || g.kind != row.kind) continue;
    if (row.what == ExpertRow::What::severity || row.what == ExpertRow::What::kind) return g.first;
    if (!isOpen(g.kind)) return std::nullopt;
    const auto& packets = findings_->packets(g.kind);
    if (row.what == ExpertRow::What::more) return g.first + 1 + static_cast<std::uint32_t>(packets.size());
    const auto at = std::lower_bound(packets.begin(), packets.end(), row.packet);
    if (at == packets.end() || *at != row.packet) return std::nullopt;
    return g.first + 1 + static_cast<std::uint32_t>(at - packets.begin());
  }
  return std::nullopt;
}

}  // namespace pw::ui
