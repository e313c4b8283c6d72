// A set of packets, one bit each.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace pw::ui {

/// Grows as far as the highest packet put in: marking all of ten million costs 1.2 MiB.
class MarkSet {
 public:
  [[nodiscard]] bool has(std::uint32_t packet) const noexcept {
    return packet / 64 < bits_.size() && (bits_[packet / 64] >> (packet % 64) & 1) != 0;
  }
  void set(std::uint32_t packet, bool on);
  /// All of [first, last].
  void setRange(std::uint32_t first, std::uint32_t last, bool on);
  void clear() noexcept;
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// The nearest member after (or before) a packet.
  [[nodiscard]] std::optional<std::uint32_t> next(std::uint32_t after) const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> previous(std::uint32_t before) const noexcept;
  /// The nearest member at or before a packet.
  [[nodiscard]] std::optional<std::uint32_t> atOrBefore(std::uint32_t packet) const noexcept {
    return has(packet) ? packet : previous(packet);
  }
  /// Members in rising order.
  [[nodiscard]] std::vector<std::uint32_t> members() const;

 private:
  std::vector<std::uint64_t> bits_;
  std::uint32_t count_ = 0;
};

}  // namespace pw::ui
