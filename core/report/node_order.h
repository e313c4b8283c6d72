// Children of each node of a tree, in order: what every writer of trees walks along.
#pragma once
#include <vector>

#include "core/field/field_tree.h"

namespace pw {

/// Links of one tree; reused from packet to packet. One thread.
class NodeOrder {
 public:
  void build(const FieldTree& tree);
  [[nodiscard]] NodeId firstRoot() const noexcept { return firstRoot_; }
  [[nodiscard]] NodeId firstChild(NodeId id) const noexcept { return links_[id].child; }
  [[nodiscard]] NodeId next(NodeId id) const noexcept { return links_[id].next; }

 private:
  struct Links {
    NodeId child = kNoNode, lastChild = kNoNode, next = kNoNode;
  };
  std::vector<Links> links_;
  NodeId firstRoot_ = kNoNode;
};

}  // namespace pw
