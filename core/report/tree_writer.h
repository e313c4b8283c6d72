// All fields of a packet as indented lines (tshark's -V).
#pragma once
#include <string>
#include <vector>

#include "core/field/text_out.h"
#include "core/report/node_order.h"
#include "core/walk/registry.h"

namespace pw {

/// One thread; allocates nothing in steady state.
class TreeWriter {
 public:
  /// Deeper nodes are not drawn; no dissector nests so far.
  static constexpr unsigned kMaxDepth = 64;

  /// `only`: names of the protocols whose fields are drawn (-O); empty: all. `dumpData`: bytes that nobody
  /// understands are dumped below their line, for where the packet's bytes are not printed anyway.
  TreeWriter(const Registry& registry, const std::vector<std::string>& only, bool dumpData);
  /// Lines with their ends. The tree was made with labels.
  void write(TextOut& out, const FieldTree& tree);

 private:
  void lines(TextOut& out, const FieldTree& tree, NodeId first, unsigned depth);

  const Registry& registry_;
  FieldId data_ = FieldId::none;  ///< the line that is dumped
  std::vector<bool> open_;        ///< by FieldId
  NodeOrder order_;
};

}  // namespace pw
