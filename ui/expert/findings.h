// What deserves to be looked at in a capture: counted by kind, with the first packets of each.
#pragma once
#include <array>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/report/flow_text.h"
#include "core/trace/trace.h"

namespace pw::ui {

/// A TcpMark, or that reading of the packet stopped early.
enum class FindingKind : std::uint8_t { malformed = static_cast<std::uint8_t>(TcpMark::count_), cut, count_ };
inline constexpr std::size_t kFindingKinds = static_cast<std::size_t>(FindingKind::count_);

constexpr FindingKind kindOf(TcpMark mark) noexcept { return static_cast<FindingKind>(mark); }
constexpr bool isMark(FindingKind kind) noexcept { return kind < FindingKind::malformed; }
/// Valid where isMark().
constexpr TcpMark markOf(FindingKind kind) noexcept { return static_cast<TcpMark>(kind); }
Severity severityOf(FindingKind kind) noexcept;

/// Bounded: all are counted, the first kMaxPackets of each kind are kept.
class Findings {
 public:
  static constexpr std::size_t kMaxPackets = 10'000;

  /// Looks at the packets [from, to) and gives the packet after the last one that was looked at. Any thread.
  std::uint32_t scan(const Trace& trace, std::uint32_t from, std::uint32_t to, const std::stop_token& stop);
  /// Adds what was found in later packets.
  void append(const Findings& later);

  [[nodiscard]] std::uint64_t count(FindingKind kind) const noexcept { return counts_[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] std::uint64_t count(Severity severity) const noexcept;
  /// In order of the capture.
  [[nodiscard]] const std::vector<std::uint32_t>& packets(FindingKind kind) const noexcept {
    return packets_[static_cast<std::size_t>(kind)];
  }

 private:
  void add(FindingKind kind, std::uint32_t packet);

  std::array<std::uint64_t, kFindingKinds> counts_{};
  std::array<std::vector<std::uint32_t>, kFindingKinds> packets_;
};

}  // namespace pw::ui
