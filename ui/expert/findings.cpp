#include "ui/expert/findings.h"

#include <bit>

namespace pw::ui {

namespace {
constexpr std::uint32_t kBetweenLooks = 1 << 14;
constexpr std::uint32_t kMarkBits = (std::uint32_t{1} << static_cast<unsigned>(TcpMark::count_)) - 1;
}  // namespace

Severity severityOf(FindingKind kind) noexcept {
  if (isMark(kind)) return pw::severityOf(markOf(kind));
  return kind == FindingKind::malformed ? Severity::error : Severity::note;
}

void Findings::add(FindingKind kind, std::uint32_t packet) {
  const auto i = static_cast<std::size_t>(kind);
  ++counts_[i];
  if (packets_[i].size() < kMaxPackets) packets_[i].push_back(packet);
}

std::uint32_t Findings::scan(const Trace& trace, std::uint32_t from, std::uint32_t to, const std::stop_token& stop) {
  for (std::uint32_t i = from; i < to; ++i) {
    if (i % kBetweenLooks == 0 && stop.stop_requested()) return i;
    const PacketId id{i};
    for (std::uint32_t bits = trace.marks(id).bits() & kMarkBits; bits != 0; bits &= bits - 1)
      add(kindOf(static_cast<TcpMark>(std::countr_zero(bits))), i);
    if (trace.isMalformed(id)) add(FindingKind::malformed, i);
    if (trace.isCut(id)) add(FindingKind::cut, i);
  }
  return to;
}

void Findings::append(const Findings& later) {
  for (std::size_t i = 0; i < kFindingKinds; ++i) {
    counts_[i] += later.counts_[i];
    const std::size_t room = kMaxPackets - packets_[i].size(), n = std::min(room, later.packets_[i].size());
    packets_[i].insert(packets_[i].end(), later.packets_[i].begin(),
                       later.packets_[i].begin() + static_cast<std::ptrdiff_t>(n));
  }
}

std::uint64_t Findings::count(Severity severity) const noexcept {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < kFindingKinds; ++i)
    if (ui::severityOf(static_cast<FindingKind>(i)) == severity) n += counts_[i];
  return n;
}

}  // namespace pw::ui
