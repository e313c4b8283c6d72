#include "core/report/field_writer.h"

#include <algorithm>

#include "core/field/format.h"

namespace pw {

namespace {

constexpr std::string_view kColumnPrefix = "_ws.col.";

bool sameLetters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// `_ws.col.Info`, in any case since later releases of Wireshark write it small.
Column columnOf(std::string_view key) {
  if (!key.starts_with(kColumnPrefix)) return Column::count_;
  key.remove_prefix(kColumnPrefix.size());
  for (std::size_t i = 0; i < static_cast<std::size_t>(Column::count_); ++i)
    if (sameLetters(titleOf(static_cast<Column>(i)), key)) return static_cast<Column>(i);
  return Column::count_;
}

}  // namespace

std::string unknownFields(const Registry& registry, const std::vector<std::string>& keys) {
  std::string out;
  for (const std::string& k : keys) {
    if (columnOf(k) != Column::count_ || !registry.find(k).empty()) continue;
    if (!out.empty()) out += ", ";
    out += k;
  }
  return out;
}

FieldWriter::FieldWriter(const Registry& registry, std::vector<std::string> keys, FieldLayout layout,
                         TimeStyle time)
    : registry_(registry),
      layout_(std::move(layout)),
      rows_(time, false),
      keys_(std::move(keys)),
      cellOfField_(registry.fieldCount(), kNoCell),
      cells_(keys_.size()) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const Column column = columnOf(keys_[i]);
    const auto first = static_cast<std::uint16_t>(std::ranges::find(keys_, keys_[i]) - keys_.begin());
    columns_.push_back(column);
    sources_.push_back(first);
    wantRow_ = wantRow_ || column == Column::protocol || column == Column::info;
    if (column != Column::count_ || first != i) continue;
    const auto ids = registry.find(keys_[i]);
    for (const FieldId id : ids) {
      wanted_.add(id);
      cellOfField_[static_cast<std::size_t>(id)] = first;
      wantLabels_ = wantLabels_ || registry.field(id).kind == Kind::protocol;
    }
  }
}

FieldSink FieldWriter::makeSink() const { return FieldSink{wanted_, wantLabels_, wantRow_}; }

void FieldWriter::header(TextOut& out) const {
  if (layout_.byteOrderMark) out.add("\xef\xbb\xbf");
  if (!layout_.header) return;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (i != 0) out.add(layout_.separator);
    out.add(keys_[i]);
  }
  out.add('\n');
}

void FieldWriter::take(Cell& cell, const FieldDef& def, const FieldTree& tree, const FieldNode& node) {
  if (cell.filled) {
    if (layout_.occurrence == Occurrence::first) return;
    if (layout_.occurrence == Occurrence::last)
      cell.text.clear();
    else
      cell.text += layout_.aggregator;
  }
  cell.filled = true;
  TextOut out{cell.text};
  appendValue(out, def, tree, node);
}

void FieldWriter::line(TextOut& out, const PacketContext& p, const PacketSummary& s, const FieldSink& sink) {
  for (Cell& c : cells_) {
    c.text.clear();
    c.filled = false;
  }
  for (const FieldNode& n : sink.tree.nodes()) {
    const std::uint16_t cell = cellOfField_[static_cast<std::size_t>(n.field)];
    if (cell != kNoCell) take(cells_[cell], registry_.field(n.field), sink.tree, n);
  }
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (i != 0) out.add(layout_.separator);
    const bool isColumn = columns_[i] != Column::count_;
    const Cell& cell = cells_[sources_[i]];
    if (!isColumn && !cell.filled) continue;
    if (layout_.quote != 0) out.add(layout_.quote);
    if (isColumn)
      rows_.cell(out, columns_[i], p, s, sink.text());
    else
      out.add(cell.text);
    if (layout_.quote != 0) out.add(layout_.quote);
  }
}

}  // namespace pw
