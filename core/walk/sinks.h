// What a walk feeds: nothing (SummarySink), a line of the list (RowSink), or fields (FieldSink).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/field/field_tree.h"
#include "core/field/text_out.h"

namespace pw {

/// Text of one line of the packet list. Reused from packet to packet.
struct RowText {
  std::string protocol;
  std::string info;
  std::size_t fence = 0;  ///< bytes of info that a layer above does not replace

  void clear() noexcept {
    fence = 0;
    protocol.clear();
    info.clear();
  }
};

/// Every packet, once, as it is read: only PacketSummary is filled, and all else folds away.
class SummarySink {
 public:
  void clear() noexcept {}
  static constexpr bool kFields = false;
  static constexpr bool kRow = false;
};

/// A line of the packet list: Protocol and Info.
class RowSink {
 public:
  static constexpr bool kFields = false;
  static constexpr bool kRow = true;

  RowText text;
  RowText* row() noexcept { return &text; }
  void clear() noexcept { text.clear(); }
};

/// Which fields a walk is asked for.
class FieldSet {
 public:
  static FieldSet all() {
    FieldSet s;
    s.all_ = true;
    return s;
  }
  void add(FieldId id) {
    const auto i = static_cast<std::size_t>(id);
    if (bits_.size() <= i / 64) bits_.resize(i / 64 + 1);
    bits_[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  [[nodiscard]] bool has(FieldId id) const noexcept {
    if (all_) return true;
    const auto i = static_cast<std::size_t>(id);
    return i / 64 < bits_.size() && (bits_[i / 64] >> (i % 64) & 1) != 0;
  }
  [[nodiscard]] bool isAll() const noexcept { return all_; }

 private:
  bool all_ = false;
  std::vector<std::uint64_t> bits_;
};

/// The fields asked for, as nodes; with all of them and their lines it is the detail tree.
class FieldSink {
 public:
  static constexpr bool kFields = true;
  static constexpr bool kRow = true;

  explicit FieldSink(FieldSet wanted, bool wantLabels, bool wantRow)
      : wanted_(std::move(wanted)), labels_(wantLabels), row_(wantRow) {}

  void clear() noexcept {
    tree.clear();
    text_.clear();
  }
  [[nodiscard]] bool wants(FieldId id) const noexcept { return wanted_.has(id); }
  [[nodiscard]] bool wantsAll() const noexcept { return wanted_.isAll(); }
  [[nodiscard]] bool labels() const noexcept { return labels_; }
  RowText* row() noexcept { return row_ ? &text_ : nullptr; }
  [[nodiscard]] const RowText& text() const noexcept { return text_; }

  FieldTree tree;

 private:
  FieldSet wanted_;
  bool labels_;
  bool row_;
  RowText text_;
};

}  // namespace pw
