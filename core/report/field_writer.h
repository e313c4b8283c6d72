// The chosen fields of each packet on a line of its own (tshark's -T fields).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/row_writer.h"
#include "core/walk/registry.h"
#include "core/walk/sinks.h"

namespace pw {

enum class Occurrence : std::uint8_t { all, first, last };

/// What `-E` sets.
struct FieldLayout {
  std::string separator = "\t";
  std::string aggregator = ",";
  char quote = 0;  ///< 0: none
  Occurrence occurrence = Occurrence::all;
  bool header = false;
  bool byteOrderMark = false;
};

/// Those of `keys` that are neither a field nor a column, with ", " between.
std::string unknownFields(const Registry& registry, const std::vector<std::string>& keys);

/// Writes lines of fields and of columns (`_ws.col.Info`). One thread; allocates nothing in steady state.
class FieldWriter {
 public:
  /// Columns that nobody knows stay empty.
  FieldWriter(const Registry& registry, std::vector<std::string> keys, FieldLayout layout, TimeStyle time);

  /// A sink that collects what line() needs.
  [[nodiscard]] FieldSink makeSink() const;

  /// Byte-order mark and names, where the layout wants them, each with its line's end.
  void header(TextOut& out) const;
  /// Without the line's end. `sink` has walked the packet.
  void line(TextOut& out, const PacketContext& packet, const PacketSummary& summary, const FieldSink& sink);

 private:
  struct Cell {
    std::string text;
    bool filled = false;
  };
  static constexpr std::uint16_t kNoCell = UINT16_MAX;

  void take(Cell& cell, const FieldDef& def, const FieldTree& tree, const FieldNode& node);

  const Registry& registry_;
  FieldLayout layout_;
  RowWriter rows_;
  std::vector<std::string> keys_;
  std::vector<Column> columns_;             ///< by key; Column::count_ where it is a field
  std::vector<std::uint16_t> sources_;      ///< by key: the cell it shows (a key named twice has one cell)
  std::vector<std::uint16_t> cellOfField_;  ///< by FieldId
  std::vector<Cell> cells_;
  FieldSet wanted_;
  bool wantLabels_ = false, wantRow_ = false;
};

}  // namespace pw
