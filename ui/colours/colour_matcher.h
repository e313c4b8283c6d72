// Asks single packets which colour rule they pass: for the few rows that are painted.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/engine/session.h"
#include "core/filter/filter.h"
#include "ui/colours/colour_rules.h"

namespace pw::ui {

/// GUI thread; the registry must outlive it. Columns answer where they can; only where they cannot is the packet read
/// and described, once for all rules.
class ColourMatcher {
 public:
  explicit ColourMatcher(const Registry& registry);
  ~ColourMatcher();

  /// Rules that are off, or whose filter is none, never match.
  void setRules(std::span<const ColourRule> rules);
  /// No rule can match.
  [[nodiscard]] bool isEmpty() const noexcept { return filters_.empty(); }
  /// The first rule that the packet passes, by its place among those of setRules(). The packet is one of the
  /// session's.
  [[nodiscard]] std::optional<std::size_t> match(const std::shared_ptr<Session>& session, PacketId packet);
  /// Lets go of the session.
  void release();

  /// Packets that were asked, and those of them that had to be described.
  [[nodiscard]] std::uint64_t asked() const noexcept { return asked_; }
  [[nodiscard]] std::uint64_t described() const noexcept { return described_; }

 private:
  struct Work;
  struct Entry {
    std::size_t rule = 0;
    Filter filter;
  };

  const Registry& registry_;
  std::vector<Entry> filters_;
  std::unique_ptr<Work> work_;
  std::uint64_t asked_ = 0, described_ = 0;
};

}  // namespace pw::ui
