// Packets and bytes of each protocol, by who carries whom (tshark's -z io,phs). Needs no packet's bytes.
#pragma once
#include <cstdint>
#include <vector>

#include "core/field/text_out.h"
#include "core/trace/trace.h"
#include "core/walk/registry.h"

namespace pw {

/// A count of the published rows at the time it is made.
class Hierarchy {
 public:
  Hierarchy(const Registry& registry, const Trace& trace);

  /// tshark's table.
  void write(TextOut& out) const;
  /// An array of objects with name, description, packets, bytes and children.
  void writeJson(TextOut& out) const;

 private:
  struct Node {
    ProtocolId protocol = ProtocolId::none;
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;  ///< on the wire
    std::vector<std::uint32_t> children;
  };

  void addStack(const ProtocolStack& stack, std::uint64_t packets, std::uint64_t bytes);
  std::uint32_t childOf(std::uint32_t parent, ProtocolId protocol);
  void writeNode(TextOut& out, std::uint32_t node, unsigned depth) const;
  void writeJsonNode(TextOut& out, std::uint32_t node, unsigned depth) const;

  const Registry& registry_;
  std::vector<Node> nodes_;  ///< 0 is the root that carries all
};

}  // namespace pw
