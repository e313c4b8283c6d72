// The rows of the expert pane: severities, under them kinds, under those that are open their packets.
#pragma once
#include <optional>

#include "ui/expert/findings.h"

namespace pw::ui {

struct ExpertRow {
  enum class What : std::uint8_t { severity, kind, packet, more };
  What what = What::severity;
  Severity severity = Severity::chat;
  FindingKind kind = FindingKind::count_;  ///< not of a severity
  std::uint32_t packet = 0;                ///< of a packet
  bool operator==(const ExpertRow&) const = default;
};

/// A list without a list: rows are worked out from the groups, of which there are few.
class ExpertRows {
 public:
  /// Must be called after each change of the findings, which it borrows.
  void layOut(const Findings& findings);
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  /// Of a row below size().
  [[nodiscard]] ExpertRow at(std::uint32_t row) const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> rowOf(const ExpertRow& row) const noexcept;

  [[nodiscard]] bool isOpen(FindingKind kind) const noexcept { return open_[static_cast<std::size_t>(kind)]; }
  void setOpen(FindingKind kind, bool open) { open_[static_cast<std::size_t>(kind)] = open; }
  [[nodiscard]] bool isShown(Severity severity) const noexcept { return shown_[static_cast<std::size_t>(severity)]; }
  void setShown(Severity severity, bool shown) { shown_[static_cast<std::size_t>(severity)] = shown; }

 private:
  struct Group {
    std::uint32_t first = 0;  ///< row of its heading
    Severity severity = Severity::chat;
    FindingKind kind = FindingKind::count_;  ///< count_: a severity's heading
  };

  const Findings* findings_ = nullptr;
  std::vector<Group> groups_;
  std::uint32_t size_ = 0;
  std::array<bool, kFindingKinds> open_{};
  std::array<bool, 4> shown_{true, true, true, true};
};

}  // namespace pw::ui
