#include "core/report/node_order.h"

namespace pw {

void NodeOrder::build(const FieldTree& tree) {
  const auto& nodes = tree.nodes();
  links_.assign(nodes.size(), {});
  firstRoot_ = kNoNode;
  NodeId lastRoot = kNoNode;
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const NodeId parent = nodes[id].parent;
    // A parent stands before its children, so that a chain of parents always ends.
    const bool root = parent == kNoNode || parent >= id;
    NodeId& last = root ? lastRoot : links_[parent].lastChild;
    if (last != kNoNode)
      links_[last].next = id;
    else if (root)
      firstRoot_ = id;
    else
      links_[parent].child = id;
    last = id;
  }
}

}  // namespace pw
