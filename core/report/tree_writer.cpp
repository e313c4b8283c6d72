#include "core/report/tree_writer.h"

#include <algorithm>

#include "core/field/format.h"
#include "core/report/hex_dump.h"

namespace pw {

TreeWriter::TreeWriter(const Registry& registry, const std::vector<std::string>& only, bool dumpData)
    : registry_(registry), open_(registry.fieldCount(), only.empty()) {
  const ProtocolId data = registry.hub(Hub::data);
  if (dumpData && data != ProtocolId::none) data_ = static_cast<FieldId>(registry.fieldBase(data));
  for (std::size_t i = 0; i < open_.size() && !only.empty(); ++i) {
    const Protocol& owner = registry.protocol(registry.protocolOf(static_cast<FieldId>(i)));
    open_[i] = std::ranges::find(only, owner.name) != only.end();
  }
}

void TreeWriter::write(TextOut& out, const FieldTree& tree) {
  order_.build(tree);
  lines(out, tree, order_.firstRoot(), 0);
}

void TreeWriter::lines(TextOut& out, const FieldTree& tree, NodeId first, unsigned depth) {
  static constexpr std::string_view kIndent = "                                ";
  for (NodeId id = first; id != kNoNode; id = order_.next(id)) {
    const FieldNode& n = tree[id];
    if (n.hidden) continue;
    for (std::size_t left = std::size_t{4} * depth; left > 0;) {
      const std::size_t part = std::min(left, kIndent.size());
      out.add(kIndent.substr(0, part));
      left -= part;
    }
    appendLine(out, registry_, tree, n);
    out.add('\n');
    if (depth == kMaxDepth || !open_[static_cast<std::size_t>(n.field)]) continue;
    if (n.field == data_) {
      out.add('\n');
      appendHexDump(out, tree.covered(n));
    }
    lines(out, tree, order_.firstChild(id), depth + 1);
  }
}

}  // namespace pw
