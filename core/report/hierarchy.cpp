#include "core/report/hierarchy.h"

#include <algorithm>

#include "core/report/json_text.h"

namespace pw {

namespace {

constexpr std::size_t kNameWidth = 40;
constexpr std::string_view kRule = "===================================================================\n";

/// Layers that the tree of a packet does not show as such.
bool isHelper(std::string_view name) { return name == "frame" || name == "ethertype"; }

/// Behind these the network layer is a quote of somebody's packet, not a packet of its own.
bool quotes(std::string_view name) { return name == "icmp" || name == "icmpv6"; }

struct Count {
  std::uint64_t packets = 0, bytes = 0;
};

}  // namespace

Hierarchy::Hierarchy(const Registry& registry, const Trace& trace) : registry_(registry), nodes_(1) {
  std::vector<Count> stacks;
  std::vector<StackId> order;  // as first seen, so that the table stands in the order of the capture
  const std::uint32_t n = trace.size();
  for (std::uint32_t i = 0; i < n; ++i) {
    if (trace.isGivenUp(PacketId{i})) continue;
    const StackId id = trace.stackOf(PacketId{i});
    if (stacks.size() <= id) stacks.resize(std::size_t{id} + 1);
    if (stacks[id].packets++ == 0) order.push_back(id);
    stacks[id].bytes += trace.wireLen(PacketId{i});
  }
  for (const StackId id : order) addStack(trace.stack(id), stacks[id].packets, stacks[id].bytes);
}

std::uint32_t Hierarchy::childOf(std::uint32_t parent, ProtocolId protocol) {
  for (const std::uint32_t child : nodes_[parent].children)
    if (nodes_[child].protocol == protocol) return child;
  const auto added = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({});
  nodes_.back().protocol = protocol;
  nodes_[parent].children.push_back(added);
  return added;
}

void Hierarchy::addStack(const ProtocolStack& stack, std::uint64_t packets, std::uint64_t bytes) {
  std::uint32_t at = 0;
  bool quoting = false;
  for (const ProtocolId id : stack) {
    const std::string_view name = registry_.protocol(id).name;
    if (isHelper(name)) continue;
    if (quoting && (name == "ip" || name == "ipv6")) break;
    quoting = quotes(name);
    at = childOf(at, id);
    nodes_[at].packets += packets;
    nodes_[at].bytes += bytes;
  }
}

void Hierarchy::write(TextOut& out) const {
  out.add('\n').add(kRule).add("Protocol Hierarchy Statistics\nFilter: \n\n");
  for (const std::uint32_t child : nodes_[0].children) writeNode(out, child, 0);
  out.add(kRule);
}

void Hierarchy::writeNode(TextOut& out, std::uint32_t node, unsigned depth) const {
  const Node& n = nodes_[node];
  const std::size_t from = out.size();
  for (unsigned i = 0; i < depth; ++i) out.add("  ");
  out.add(registry_.protocol(n.protocol).name);
  while (out.size() - from < kNameWidth) out.add(' ');
  out.add(" frames:").dec(n.packets).add(" bytes:").dec(n.bytes).add('\n');
  for (const std::uint32_t child : n.children) writeNode(out, child, depth + 1);
}

void Hierarchy::writeJson(TextOut& out) const {
  out.add('[');
  for (std::size_t i = 0; i < nodes_[0].children.size(); ++i) {
    out.add(i == 0 ? "\n" : ",\n");
    writeJsonNode(out, nodes_[0].children[i], 1);
  }
  out.add(nodes_[0].children.empty() ? "]\n" : "\n]\n");
}

void Hierarchy::writeJsonNode(TextOut& out, std::uint32_t node, unsigned depth) const {
  const Node& n = nodes_[node];
  const Protocol& p = registry_.protocol(n.protocol);
  const auto indent = [&] {
    for (unsigned i = 0; i < depth; ++i) out.add("  ");
  };
  indent();
  out.add("{ \"protocol\": ");
  appendJsonString(out, p.name);
  out.add(", \"description\": ");
  appendJsonString(out, p.longName);
  out.add(", \"packets\": ").dec(n.packets).add(", \"bytes\": ").dec(n.bytes).add(", \"children\": [");
  for (std::size_t i = 0; i < n.children.size(); ++i) {
    out.add(i == 0 ? "\n" : ",\n");
    writeJsonNode(out, n.children[i], depth + 1);
  }
  if (!n.children.empty()) {
    out.add('\n');
    indent();
  }
  out.add("] }");
}

}  // namespace pw
